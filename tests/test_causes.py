"""One slip is one finding that names what was meant and says how much goes with it."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.sharing import shipped

from cakg.compile.dataset import quads
from cakg.engine.store import as_dataset
from cakg.judge import causes, conformance
from cakg.judge.causes import by_cause
from cakg.judge.conformance import Rulebook
from cakg.judge.findings import Finding
from cakg.read import corpus
from cakg.read.claims import gather
from cakg.read.corpus import Corpus
from cakg.words.namespaces import BASE

ROOT = Path(__file__).parents[1]
SECOND = "2019-06-07-mdc-second-consultations.ttl"
SLIPS = [
    ("person.ttl", "    a cakg:Person ;\n", "", 1, "thing-without-class", ""),
    ("person.ttl", "a cakg:Person ;", "a cakg:Persn ;", 1, "unknown-term", "cakg:Person?"),
    ("series.ttl", "a cakg:Series", "a cakg:Event", 1, "iri-of-wrong-kind", ""),
    (SECOND, "role:chair", "role:chiar", 0, "described-nowhere", "did you mean role:chair?"),
    (SECOND, "status:held", "status:hold", 3, "described-nowhere", "did you mean status:held?"),
    (SECOND, "status:held", "status:chair", 3, "described-nowhere", "did you mean role:chair?"),
    (SECOND, "person:anora-zeller", "person:anora-zellr", 1, "described-nowhere", "person:anora-zeller?"),
    (SECOND, "place:navruz-house", "place:navruz-hous", 1, "described-nowhere", "place:navruz-house?"),
    (SECOND, "org:mountain-dialogue", "org:montain-dialogue", 1, "described-nowhere", "org:mountain-dialogue-centre?"),
    (SECOND, "topic:border-crossing", "topic:qqqq", 1, "described-nowhere", "use a term that is there."),
]


@pytest.mark.parametrize(("path", "right", "wrong", "least", "rule", "told"), SLIPS, ids=lambda value: str(value)[:24])
def test_a_slip_is_one_finding(path: str, right: str, wrong: str, least: int, rule: str, told: str) -> None:
    sample = corpus.read(ROOT / "tests" / "sample")
    sources = list(shipped().of_kind("vocabulary", "concept"))
    for source in sample.sources:
        slips = source.path.endswith(path)
        assert not slips or right in source.text
        once = 1 if "a cakg:" in right else -1  # of all persons in the file the first
        sources.append(source._replace(text=source.text.replace(right, wrong, once)) if slips else source)
    dataset = as_dataset(quads(gather(Corpus(sample.root, tuple(sources)), strict=False)))
    (found,) = conformance.check(dataset, Rulebook.of(shipped()), sources)
    assert found.rule == rule and found.effects >= least and told in found.message
    assert (f"{found.effects} more finding" in found.told) is (found.effects > 0)


def test_what_names_something_else_is_no_effect() -> None:
    def finding(rule: str, focus: str, message: str) -> Finding:
        return Finding(rule, "violation", BASE + focus, message)

    cause = finding("thing-without-class", "person/ann", "The thing has no class; register it.")
    others = [
        finding("two-levels", "part/x", "It names person:ann-lee; correct it."),
        finding("node-without-quote", "person/ann", "The node has no cakg:quote; add one."),
    ]
    assert by_cause([cause, *others]) == [cause, *others]
    follows = finding("two-levels", "part/x", "It names person:ann, too; correct it.")
    assert by_cause([cause, follows]) == [replace(cause, effects=1)]


def test_each_cause_is_held_against_what_names_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[Finding] = []
    follows = causes._follows
    monkeypatch.setattr(causes, "_follows", lambda one, *rest: tried.append(one) or follows(one, *rest))
    found = []
    for number in range(200):
        found.append(Finding("thing-without-class", "violation", f"{BASE}person/ann-{number}", "It has no class."))
        found.append(Finding("two-levels", "violation", f"{BASE}part/{number}", f"It names person:ann-{number}."))
    assert by_cause(found) == [replace(cause, effects=1) for cause in found[::2]]
    assert len(tried) == 200
