"""Every shape is seen to fail: `shapes/<rule>/fail*.ttl`, added to `shapes/base*.ttl`, breaks that rule and no other.

The path is the one that users take: files are compiled and the dataset is checked; the finding stands at the line that
`shapes/places.csv` quotes. What is derived is left out of a check: its shapes judge what is published.
"""

import csv
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node
from tests.sampling import sampled
from tests.sharing import shipped

from cakg.compile.dataset import quads
from cakg.engine.store import as_dataset
from cakg.judge.conformance import Rulebook, check
from cakg.judge.findings import Finding
from cakg.judge.shapes import Shapes, read_shapes
from cakg.judge.validation import ENGINES, conform
from cakg.read import turtle
from cakg.read.claims import gather, read_vocabulary
from cakg.read.corpus import Corpus, Kind, Source
from cakg.words.namespaces import CAKG, DERIVED, PREFIXES, kind_of

HERE = Path(__file__).parent / "shapes"
ROOT = Path(__file__).parents[1]
SHAPE_FILES = sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))
BASES = sorted(HERE.glob("base*.ttl"))
CASES = sorted(HERE.glob("*/fail*.ttl"))
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf)
NO_CONSTRAINT = {RDF.type, SH.message, SH.path, SH.property, SH.severity, SH.closed, SH.ignoredProperties, *TARGETS}
TOGETHER = {SH.qualifiedMinCount: SH.qualifiedValueShape, SH.qualifiedValueShape: SH.qualifiedMinCount}


@cache
def written() -> Shapes:
    return read_shapes(shipped())


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in SHAPE_FILES:
        graph.parse(path)
    return graph


@cache
def text(path: Path) -> str:
    """Return a Turtle file as N-Triples."""
    found = turtle.parse(path.read_text("utf-8"), path.name)
    return "".join(f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in found)


def sample(case: Path | None = None) -> str:
    return "".join(map(text, BASES if case is None else (*BASES, case)))


def name(shape: Node) -> str:
    return str(shape).removeprefix(PREFIXES["shape"])


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def source(path: Path, added: bool = False) -> Source:
    """Return a file as a source of a corpus: of the vocabulary where it describes nothing but terms."""
    subjects = {triple.subject.value for triple in turtle.parse(path.read_text("utf-8"), path.name)}
    kind: Kind = "register" if any(map(kind_of, subjects)) else "vocabulary"
    return Source(str(path.relative_to(HERE)), kind, path.read_text("utf-8"), added)


def of_derived(rule: str) -> bool:
    """Tell whether a rule is on what is derived and so never on what is written."""
    path = shapes().value(URIRef(PREFIXES["shape"] + rule), SH.path)
    return rule.startswith("Evidence-") or (str(path) in DERIVED and not rule.startswith("Term-"))


def judged(case: Path | None) -> list[Finding]:
    """Return what breaks the shapes by the path that users take; the terms of a case stand in for the shipped ones."""
    added = [] if case is None else [source(case, added=True)]
    bases = [source(path) for path in BASES if path.stem != "base-derived"]
    terms = () if added and added[0].kind == "vocabulary" else shipped().of_kind("vocabulary")
    sources = (*terms, *bases, *added)
    dataset = as_dataset(quads(gather(Corpus(HERE, sources), strict=False)))
    names = [rule.name for rule in written().rules()]
    return check(dataset, Rulebook(written(), {}, read_vocabulary(shipped()).terms), sources, only=names)


def test_the_base_breaks_no_rule() -> None:
    assert judged(None) == []
    assert conform(sample(), written().text) == []


def test_the_base_has_something_for_every_shape() -> None:
    graph = Graph().parse(data=sample(), format="nt")
    for shape, target in shapes().subject_objects(SH.targetClass):
        assert (None, RDF.type, target) in graph, f"{name(shape)} judges nothing"
    for shape, path in shapes().subject_objects(SH.path):
        if isinstance(path, URIRef) and isinstance(shape, URIRef):
            assert (None, path, None) in graph, f"{name(shape)} judges nothing"


@pytest.mark.parametrize("case", [case for case in CASES if not of_derived(case.parent.name)], ids=shown)
def test_a_case_breaks_its_rule_and_no_other(case: Path) -> None:
    rule = next(rule for rule in written().rules() if rule.name == case.parent.name)
    found = judged(case)
    assert {(finding.rule, finding.severity) for finding in found} == {(rule.name, rule.severity)}
    assert all(finding.message.startswith(rule.summary) for finding in found)
    lines = case.read_text("utf-8").split("\n")
    for finding in found:
        assert finding.path == str(case.relative_to(HERE)) and finding.line is not None
        assert lines[finding.line - 1].strip() == places()[shown(case)]


@cache
def places() -> dict[str, str]:
    """Return for each case the line at which its finding stands."""
    with (HERE / "places.csv").open(encoding="utf-8", newline="") as file:
        return {row["case"]: row["line"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("case", [case for case in CASES if of_derived(case.parent.name)], ids=shown)
def test_a_case_of_what_is_derived_breaks_its_rule_where_it_is_published(case: Path) -> None:
    found = conform(sample(case), written().text)
    assert {name(URIRef(result.shape[1:-1])) for result in found} == {case.parent.name}


def test_every_rule_has_a_case() -> None:
    rules = {name(shape) for shape in shapes().subjects(SH.message)}
    assert {case.parent.name for case in CASES} == rules
    assert set(places()) == {shown(case) for case in CASES if not of_derived(case.parent.name)}
    assert {"label", "reportedIn", "Evidence-quote"} <= set(filter(of_derived, rules)) and not of_derived("date")


def constraints() -> Iterable[tuple[URIRef, Node]]:
    for shape in sorted(set(shapes().subjects(SH.message)), key=str):
        for predicate in sorted(set(shapes().predicates(shape)) - NO_CONSTRAINT, key=str):
            assert isinstance(shape, URIRef)
            yield shape, predicate


@pytest.mark.parametrize(
    ("shape", "predicate"), sampled(list(constraints()), 3), ids=lambda term: name(term).rsplit("#", 1)[-1]
)
def test_no_constraint_is_idle(shape: URIRef, predicate: Node) -> None:
    """Without one constraint of a shape, some case of it goes unnoticed."""
    weaker = only(shape)
    for removed in (predicate, TOGETHER.get(predicate)):
        weaker.remove((shape, removed, None)) if removed is not None else None
    cases = [case for case in CASES if case.parent.name == name(shape)]
    rules = weaker.serialize(format="nt")
    assert any(not conform(sample(case), rules) for case in cases), f"no case needs {predicate}"


def only(shape: URIRef) -> Graph:
    """Return one shape, with the targets of those that use it and the shapes that it uses."""
    alone = Graph()
    waiting: list[Node] = [shape]
    while waiting:
        node = waiting.pop()
        for predicate, value in shapes().predicate_objects(node):
            if predicate != SH.property or node != shape:
                alone.add((node, predicate, value))
                known = (value, None, None) in alone
                waiting.extend([value] if (value, None, None) in shapes() and not known else [])
    for user in shapes().subjects(SH.property, shape):
        for kind in TARGETS:
            for target in shapes().objects(user, kind):
                alone.add((shape, kind, target))
    return alone


def test_the_second_opinion_is_the_first() -> None:
    """Two engines find the same in every case at once: focus, shape, component, path, value and severity."""
    everything = sample()
    for number, case in enumerate(CASES):
        everything += text(case).replace("/x>", f"/x-{number}>").replace("#other>", f"#other-{number}>")

    def found(engine: str) -> set[tuple[str, ...]]:
        results = conform(everything, written().text, engine)
        return {(r.focus, r.shape, r.component, r.path, r.value, r.severity) for r in results}

    first, second = map(found, ENGINES)
    assert first == second and len(first) > len(CASES)


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("Dushanbe on 17-18 March 2005", False),
        ("Fifth Regional Economic Co-operation Conference", False),
        ("today met the President of Tajikistan.", False),
        ("Генассамблеи ООН в 2020 г.", False),
        ("President Emomali Rahmon.", False),
        ("(CIS), the European Union", False),
        ("The week began on Monday.", True),
        ("“We welcome the new initiative!”", True),
        ("Ҳамкорӣ бо САҲА идома дорад.", True),
        ("Мы приветствуем эту инициативу…", True),
    ],
)
def test_a_phrase_is_told_from_a_sentence(quote: str, sentence: bool) -> None:
    (pattern,) = shapes().objects(URIRef(PREFIXES["shape"] + "quote-phrase"), SH.pattern)
    assert (re.search(str(pattern), quote) is None) is sentence


def test_a_finding_shows_what_was_found_and_where() -> None:
    (found,) = judged(HERE / "topic" / "fail.ttl")
    message = "cakg:topic names the subject that a thing deals with, with a concept of scheme:topic; choose one in "
    assert found == Finding(
        "topic",
        "violation",
        PREFIXES["event"] + "week",
        message + "ontology/concepts/topic.ttl. Found: level:minister",
        CAKG + "topic",
        NamedNode(PREFIXES["level"] + "minister"),
        "topic/fail.ttl",
        6,
    )
    assert found.place == "topic/fail.ttl:6"


def test_shapes_hold_no_sparql() -> None:
    """The engine that judges compares dates in SPARQL constraints wrongly: a rule that needs one is a check query."""
    used = {str(term).removeprefix(str(SH)) for triple in shapes() for term in triple if str(term).startswith(str(SH))}
    assert "path" in used
    assert not {name for name in used if re.search("(?i)sparql|select|^ask$|^js|rule|function|prefixes|declare", name)}


@pytest.mark.parametrize("path", SHAPE_FILES, ids=lambda path: path.stem)
def test_shape_files_are_canonical_but_for_their_lists_and_paths(path: Path) -> None:
    text = path.read_text("utf-8")
    plain = re.sub(r" ([(\[] .* [)\]]) ;$", lambda m: f" {json.dumps(m[1])} ;", text, flags=re.MULTILINE)
    head, _, body = plain.partition("\n\n")
    declared = [line.split()[1].rstrip(":") for line in head.splitlines()]
    assert declared == sorted(declared)
    assert all(re.search(rf"[\s(^]{prefix}:\w", text.partition("\n\n")[2]) for prefix in declared)
    assert turtle.canonical(plain, path.name).partition("\n\n")[2] == body
    named = {triple.subject.value for triple in turtle.parse(text, path.name, blank_nodes=True)}
    assert all(not iri.startswith("http") or iri.startswith(PREFIXES["shape"]) for iri in named)


def test_messages_are_sentences_that_say_what_to_do() -> None:
    for shape, message in shapes().subject_objects(SH.message):
        assert re.fullmatch(r"\S.*; [^;]+\.", str(message)), f"{name(shape)}: {message}"
        assert message.language == "en"
        path = shapes().value(shape, SH.path)
        if isinstance(path, URIRef):
            prefix, local = next((p, path[len(i) :]) for p, i in PREFIXES.items() if path.startswith(i))
            assert f"{prefix}:{local}" in message, f"{name(shape)} does not name {prefix}:{local}"
