"""Compiling: deterministic, cached, narrowed by perspective; what is derived and what stays untouched."""

import gc
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from cakg.compile.dataset import compile, quads
from cakg.compile.naming import labels
from cakg.compile.opened import Opened
from cakg.compile.perspective import Perspective
from cakg.engine.index import Index
from cakg.engine.store import select, store_of
from cakg.read.claims import QUOTE, closure, gather
from cakg.read.corpus import Corpus, Kind, Source
from cakg.read.turtle import parse
from cakg.words.errors import InputError, NotFoundError, UsageError
from cakg.words.namespaces import CAKG, RDFS, compact, kind_of, sparql_prologue

_SCRIPT = """
import hashlib, sys
from pathlib import Path
from cakg.compile.dataset import quads
from cakg.read import corpus
from cakg.read.claims import gather
found = quads(gather(corpus.read(Path(sys.argv[1]))))
print(hashlib.sha256("\\n".join(map(str, found)).encode()).hexdigest())
"""


def test_the_same_bytes_whatever_the_seed_zone_and_order(sample_root: Path, sample: Corpus) -> None:
    digests = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Dushanbe"), ("4242", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(sample_root)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1
    shuffled = list(sample.sources)
    random.Random(7).shuffle(shuffled)
    assert quads(gather(replace(sample, sources=tuple(shuffled)))) == quads(gather(sample))


def test_above_is_what_is_above_at_any_distance() -> None:
    direct = {"a": "b", "b": "c", "c": "d", "e": "f", "f": "e", "g": "g", "h": "ac"}
    above = {"a": "bcd", "b": "cd", "c": "d", "e": "f", "f": "e", "g": "", "h": "abcd"}
    assert closure(direct) == {one: frozenset(wider) for one, wider in above.items()}


MADE = """
    part:p cakg:actor state:s ; cakg:role role:host .
    event:e cakg:participation part:p ; skos:prefLabel "E"@en, "Е"@ru .
    tenure:t cakg:holder state:s ; cakg:post role:host .
    membership:m cakg:member state:s ; cakg:standing role:host ; cakg:organization event:e .
    statement:s cakg:speaker state:s ; cakg:content "that"@en .
    ruling:r cakg:onSubject state:s ; cakg:onProperty role:host .
    disagreement:d cakg:onSubject state:s ; cakg:onProperty role:host .
    reading:d--1 cakg:value state:s .
    state:s skos:prefLabel "S"@en, "С"@ru . role:host skos:prefLabel "host"@en, "хозяин"@ru .
"""
CALLED = {
    "part": ["S (host): E", "С (хозяин): Е"],
    "tenure": ["S, host", "С, хозяин"],
    "membership": ["S, host of E", "С: Е (хозяин)"],
    "statement": ["S: that"],
    "ruling": ["Ruling on host of S", "Решение: С, хозяин"],
    "disagreement": ["Disagreement on host of S", "Расхождение: С, хозяин"],
    "reading": ["Reading: S", "Чтение: С"],
}


def test_what_has_no_name_is_called_after_its_parts() -> None:
    made: dict[str | None, list[str]] = {}
    for one in labels(
        Index(parse(sparql_prologue().replace("PREFIX", "@prefix").replace(">\n", "> .\n") + MADE, "text"))
    ):
        made.setdefault(kind_of(one.subject.value), []).append(str(one.object.value))
    assert {kind: sorted(made[kind]) for kind in CALLED} == CALLED


def test_what_is_on_a_property_is_called_by_the_words_of_the_property(sample: Corpus) -> None:
    """A prefixed name in a title is for programs; terms stay out of the view all the same."""
    labels = [one for one in quads(gather(sample)) if one.predicate.value == RDFS + "label"]
    on = {
        one.object.value for one in labels if kind_of(getattr(one.subject, "value", "")) in ("ruling", "disagreement")
    }
    assert any(name.startswith("Ruling on date of ") for name in on)
    assert any(name.startswith("Решение: ") and name.endswith(", дата") for name in on)
    assert not [name for name in on if "cakg:" in name]
    assert not [one for one in labels if getattr(one.subject, "value", "").startswith(CAKG)]


def test_report_graphs_are_untouched(sample: Corpus) -> None:
    claims = gather(sample)
    found = quads(claims)
    for report in claims.reports:
        own = {(q.subject, q.predicate, q.object) for q in found if q.graph_name == report.iri}
        assert own == set(map(tuple, report.triples)) and own
    assert not any(
        quad.predicate == QUOTE and "evidence/" not in quad.subject.value
        for quad in found
        if quad.graph_name == DefaultGraph()
    )


def test_everything_in_the_view_has_a_label_and_functional_claims_have_one_value(sample: Corpus) -> None:
    claims = gather(sample)
    view = [quad for quad in quads(claims) if quad.graph_name == DefaultGraph()]
    labelled = {quad.subject for quad in view if quad.predicate.value == RDFS + "label"}
    assert labelled == {quad.subject for quad in view}
    labels: dict[object, list[str]] = {}
    for quad in view:
        if quad.predicate.value == RDFS + "label":
            labels.setdefault(quad.subject, []).append(quad.object.language)
    assert all(len(own) == len(set(own)) and ("en" in own or len(own) == 1) for own in labels.values())
    assert {language for own in labels.values() for language in own} >= {"en", "ru", "kk"}
    values: dict[tuple[object, object], set[object]] = {}
    for quad in view:
        if quad.predicate.value in claims.vocabulary.functional:
            values.setdefault((quad.subject, quad.predicate), set()).add(quad.object)
    assert values and all(len(one) == 1 for one in values.values())


_HEAD = sparql_prologue()
_REPORT = _HEAD + 'report:r a cakg:Report ; dcterms:issued "2010"^^edtf:EDTF ; cakg:url "https://x.org/a" .\n'
_VIEW = "SELECT ?x WHERE { %s }"


@pytest.mark.parametrize(
    ("register", "report", "asked", "answer"),
    [
        pytest.param("", 'event:e cakg:quote "one\\n two, three-four"@en .',
                     "?e cakg:link ?x FILTER(DATATYPE(?x) = xsd:anyURI)", {"https://x.org/a#:~:text=one%20two%2C%20three%2Dfour"},
                     id="links of quotes with line ends"),
        pytest.param('org:o skos:prefLabel "О"@ru .', "", 'org:o rdfs:label ?x FILTER(LANG(?x) = "en")', {"org:o"},
                     id="an English label for what has a Russian name alone"),
        pytest.param("", "part:p cakg:actor part:p .", "part:p rdfs:label ?x", {"… (?): not accepted",
                     "… (?): не принято"}, id="a name that would hold itself"),
        pytest.param('state:s skos:prefLabel "S"@en , "С"@ru . org:o skos:prefLabel "O"@en . post:p skos:prefLabel'
                     ' "P"@en , "П"@ru .', "tenure:t cakg:holder state:s ; cakg:post post:p . tenure:u cakg:holder"
                     " org:o ; cakg:post post:p .", "?t cakg:post ?p ; rdfs:label ?x", {"S, P", "С, П", "O, P"},
                     id="a Russian label where all parts have a Russian name"),
        pytest.param("", 'event:e cakg:quote "слово"@ru .', "?e cakg:supports event:e ; rdfs:label ?y BIND(CONCAT("
                     "STR(?y), LANG(?y)) AS ?x)", {"“слово”ru"}, id="a quote is named in its own language alone"),
        pytest.param("", 'report:r dcterms:title "Слово"@ru .', "report:r rdfs:label ?y BIND(CONCAT(STR(?y), LANG(?y))"
                     " AS ?x)", {"Словоru"}, id="so is a report by its title"),
        pytest.param("", 'report:r dcterms:title "Слово"@ru , "Сухан"@tg .', "report:r rdfs:label ?y BIND(CONCAT("
                     "STR(?y), LANG(?y)) AS ?x)", {"Словоru", "Суханtg", "report:ren"},
                     id="of several names one is English"),
        pytest.param('org:o skos:prefLabel "B"@en , "A"@en .', "", "org:o rdfs:label ?x", {"A"},
                     id="one label in a language"),
        pytest.param("place:a cakg:within place:b . place:b cakg:within place:a .",
                     "event:e cakg:place place:a . event:e cakg:place place:b .", "event:e cakg:place ?x",
                     {"https://w3id.org/cakg/place/b"}, id="places within one another"),
        pytest.param("", "event:e cakg:statedCount 1 , 2 . group:e cakg:statedCount 3 , 4 .",
                     "?x a cakg:Disagreement", {"https://w3id.org/cakg/disagreement/event-e--statedCount",
                     "https://w3id.org/cakg/disagreement/group-e--statedCount"}, id="one slug of two kinds"),
        pytest.param("disagreement:d cakg:reading reading:d--1 , reading:d--2 . reading:d--1 cakg:report report:gone .",
                     "", "disagreement:d cakg:reading ?x", {"https://w3id.org/cakg/reading/d--1",
                     "https://w3id.org/cakg/reading/d--2"}, id="a reading of a report that is not there"),
        pytest.param("", "event:e cakg:participation part:p . event:f cakg:participation part:p . part:p cakg:actor"
                     " state:s .", "?x cakg:hasParticipant state:s", {"https://w3id.org/cakg/event/e",
                     "https://w3id.org/cakg/event/f"}, id="a participation in two events"),
        pytest.param("", 'tenure:t cakg:until ".."^^edtf:EDTF .', "tenure:t cakg:end ?x", set(), id="an open end"),
        pytest.param("", 'event:e cakg:date "[2010-05-03,2010-05-05]"^^edtf:EDTF .', "event:e cakg:end ?x",
                     {"2010-05-05"}, id="one of two days"),
        pytest.param("", 'event:e skos:editorialNote "a\\u0000\\r\\n\\"\\u0085\\u2028b"@en .',
                     "event:e skos:editorialNote ?x", {'a\0\r\n"\x85\u2028b'}, id="odd characters"),
    ],
)  # fmt: skip
def test_odd_but_legal(sample: Corpus, register: str, report: str, asked: str, answer: set[str]) -> None:
    texts: list[tuple[Kind, str]] = [("register", _HEAD + register), ("report", _REPORT + report)]
    sources = [Source(f"{kind}.ttl", kind, text) for kind, text in texts]
    corpus = Corpus(sample.root, (*sample.of_kind("vocabulary", "concept"), *sources))
    assert {str(row[0]) for row in compile(corpus, strict=False).query(_VIEW % asked)} == answer


def test_all_that_is_above_a_term_is_derived(sample: Corpus) -> None:
    terms = "cakg:A a owl:Class ; rdfs:subClassOf cakg:B , cakg:C . cakg:B rdfs:subClassOf cakg:D ."
    around = "cakg:D rdfs:subClassOf cakg:B ."
    sources = (
        Source("a.ttl", "vocabulary", _HEAD + terms + around),
        Source("b.ttl", "register", _HEAD + "event:e a cakg:A ."),
    )
    found = compile(Corpus(sample.root, sources), strict=False).query("SELECT ?x WHERE { event:e a ?x }")
    assert {str(row[0]) for row in found} == {CAKG + name for name in "ABCD"}


def test_perspectives_narrow_the_reports(sample: Corpus) -> None:
    claims = gather(sample)
    everything = {report.iri for report in claims.reports}

    def heard(**chosen: object) -> set[NamedNode]:
        return {report.iri for report in Perspective(**chosen).narrow(claims.reports)}  # type: ignore[arg-type]

    assert heard() == everything
    days = sorted(report.known_by for report in claims.reports if report.known_by is not None)
    assert heard(as_known_on=days[0].isoformat()) < heard(as_known_on=days[-1].isoformat())
    publishers = {publisher for report in claims.reports for publisher in report.publishers}
    assert len(publishers) > 1
    parts = [heard(publisher=publisher) for publisher in sorted(publishers)]
    assert set().union(*parts) == everything and all(part < everything for part in parts)
    assert heard(verified_only=True) == {report.iri for report in claims.reports if report.verified}
    for endless in ("yesterday", "", "..", "2012/.."):
        with pytest.raises(UsageError, match="no date"):
            heard(as_known_on=endless)
    known = min(publishers)
    with pytest.raises(NotFoundError, match=f"no report is published by {compact(known)}x"):
        heard(publisher=known + "x")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({}, "all reports"),
        ({"as_known_on": "2012"}, "the reports as known on 2012"),
        ({"publisher": "org:osce", "verified_only": True}, "the reports published by org:osce, verified"),
    ],
)
def test_a_perspective_says_what_is_heard(chosen: dict[str, str | bool], said: str) -> None:
    assert str(Perspective(**chosen)) == said  # type: ignore[arg-type]


def test_a_perspective_shows_in_the_view(sample: Corpus) -> None:
    first = min(report.known_by for report in gather(sample).reports if report.known_by is not None)
    early = compile(sample, Perspective(as_known_on=first.isoformat()))
    whole = compile(sample)
    asked = f"SELECT ?node WHERE {{ ?node <{CAKG}reportedIn> ?report }}"
    assert 0 < len(early.query(asked)) < len(whole.query(asked))


def test_the_shipped_corpus_compiles_and_disputes(real: Opened) -> None:
    counts = {
        name: len(select(real, f"SELECT ?x WHERE {{ ?x a <{CAKG}{name}> }}"))
        for name in ("Report", "Event", "Tenure", "Disagreement", "Evidence")
    }
    assert counts["Report"] >= 40 and counts["Event"] >= 70 and counts["Tenure"] >= 50
    assert counts["Disagreement"] >= 25 and counts["Evidence"] > counts["Event"]


def test_what_was_compiled_strictly_is_not_compiled_anew_to_be_judged(
    sample: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path))
    graph = compile(sample)
    monkeypatch.setattr("cakg.compile.dataset._runs", lambda *_: pytest.fail("it is compiled anew"))
    assert set(store_of(compile(sample, strict=False))) == set(store_of(graph)) != set()


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_of_garbage_is_left_as_it_was(sample: Corpus, was_on: bool) -> None:
    """It waits while a corpus is gathered and written, be it on or off before, and whatever becomes of it."""
    (gc.enable if was_on else gc.disable)()
    try:
        quads(gather(sample))
        assert gc.isenabled() == was_on
        broken = replace(sample, sources=(*sample.sources, Source("data/register/broken.ttl", "register", "no Turtle")))
        with pytest.raises(InputError):
            gather(broken)
        assert gc.isenabled() == was_on
    finally:
        gc.enable()
