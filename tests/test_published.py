"""What is published conforms to the shapes that are published with it, in engines of three makes, each of which is seen
to find what was spoilt; and what the curators refused is not in it.
"""

import json
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, parse
from tests.sampling import WHOLE, sampled
from tests.sharing import shipped

import cakg
from cakg import api
from cakg.compile.dataset import quads
from cakg.compile.opened import Opened
from cakg.judge.shapes import read_shapes
from cakg.judge.validation import conform
from cakg.read import turtle
from cakg.read.claims import gather
from cakg.read.corpus import Corpus, Source
from cakg.words.namespaces import (
    BASE,
    CAKG,
    CONCEPT_KINDS,
    PREFIXES,
    RDF,
    RDFS,
    SH,
    SKOS,
    XSD,
    compact,
    kind_of,
    sparql_prologue,
)  # fmt: skip

ROOT = Path(__file__).parents[1]
SPOILT = (  # what is said of an event that is none, the shape that must object and the component
    (f"<{RDF}type> <{CAKG}Event>", "Event-status", "MinCount"),
    (f'<{SKOS}prefLabel> "No event"@en', "Named-ru", "Or"),
    (f'<{SKOS}editorialNote> "No date."@ru', "editorialNote", "LanguageIn"),
    (f"<{CAKG}hasParticipant> <{BASE}place/dushanbe>", "hasParticipant", "Class"),
    (f'<{CAKG}begin> "2012"', "begin", "Datatype"),
    (f"<{CAKG}holder> <{BASE}place/dushanbe>", "Event-properties", "Closed"),
)


@cache
def shapes() -> str:
    return read_shapes(shipped()).text


def published(graph: Opened) -> str:
    """Return the accepted view of a corpus as it is published."""
    return cakg.export(graph, "ntriples").decode()


Found = set[tuple[str, str, str]]


def by_python(data: str, engine: str) -> Found:
    return {(r.focus[1:-1], r.shape[1:-1], r.component) for r in conform(data, shapes(), engine)}


def by_node(data: str, folder: Path, beside: Path) -> Found:
    files = {beside / "data.nt": data, beside / "shapes.nt": shapes()}
    for path, text in files.items():
        path.write_text(text, "utf-8")
    command = ["node", "conform.mjs", *map(str, files)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return {(focus, shape, component) for focus, _, shape, component in map(json.loads, done.stdout.splitlines())}


def in_use(data: str) -> str:
    """Return a view without the concepts that nothing in it names: they are most of the sample, and take most time."""
    rows = [line.split(" ", 2) for line in data.splitlines(keepends=True)]
    concepts: dict[str, list[list[str]]] = {}
    for row in rows:
        if kind_of(row[0][1:-1]) in CONCEPT_KINDS:
            concepts.setdefault(row[0], []).append(row)
    named, waiting = set[str](), [row for row in rows if row[0] not in concepts]
    while waiting:
        value = waiting.pop()[2].removesuffix(" .\n")
        if value in concepts and value not in named:
            named.add(value)
            waiting += concepts[value]
    return "".join(" ".join(row) for row in rows if row[0] not in concepts or row[0] in named)


def spoil(data: str) -> str:
    return data + "".join(f"<{BASE}event/spoilt> {said} .\n" for said, _, _ in SPOILT)


EXPECTED = {
    (BASE + "event/spoilt", PREFIXES["shape"] + shape, f"{SH}{name}ConstraintComponent") for _, shape, name in SPOILT
}


FASTEST, *SLOW = "shacl", "pyshacl", "rdf-validate-shacl"
# the corpus is judged by the same shapes in `make run`
CASES = [(corpus, engine) for corpus in ("sample", "real")[: 1 + WHOLE] for engine in (FASTEST, *sampled(SLOW, 2))]


@pytest.fixture(scope="module")
def small(sample_root: Path) -> str:
    """Return the sample as it is published."""
    return published(api.opened(sample_root))


@pytest.mark.parametrize(("corpus", "engine"), CASES)
def test_what_is_published_conforms(
    corpus: str, engine: str, small: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """An engine that finds what was spoilt and nothing else finds nothing in the rest."""
    data = small if corpus == "sample" else published(request.getfixturevalue("real"))
    data = data if WHOLE or engine == "shacl" else in_use(data)
    assert data.count("\n") > 1000
    if engine == "rdf-validate-shacl":
        assert by_node(spoil(data), request.getfixturevalue("node_folder"), tmp_path) == EXPECTED
    else:
        assert by_python(spoil(data), engine) == EXPECTED


def test_it_conforms_with_the_vocabulary_beside_it(small: str) -> None:
    """Whoever loads graph and ontology into one store and judges both finds nothing but what was spoilt."""
    vocabulary = cakg.export(what="ontology", form="turtle")
    terms = "".join(f"{quad.triple} .\n" for quad in parse(vocabulary, RdfFormat.TURTLE))
    assert by_python(small + terms, "shacl") == set()
    worse = terms.replace(f"<{CAKG}actor> <{RDFS}label>", f"<{CAKG}actor> <{RDFS}comment>")
    assert {shape for _, shape, _ in by_python(small + worse, "shacl")} == {PREFIXES["shape"] + "Term-label"}


REFUSING = """
disagreement:who a cakg:Disagreement ; cakg:onSubject event:talks ; cakg:onProperty cakg:participation ;
    cakg:disagreementType kind:value-disagreement ; cakg:reading reading:one , reading:two .
reading:one a cakg:Reading ; cakg:value part:ann ; cakg:report report:r .
reading:two a cakg:Reading ; cakg:value part:bob ; cakg:report report:r .
"""
REGISTER = """
event:talks a cakg:Meeting ; skos:prefLabel "Talks"@en . person:ann a cakg:Person ; skos:prefLabel "Ann"@en .
person:bob a cakg:Person ; skos:prefLabel "Bob"@en .
"""
REPORT = """
report:r a cakg:Report ; cakg:quote "r"@en . event:talks cakg:participation part:ann , part:bob ; cakg:quote "t"@en .
part:ann a cakg:Participation ; cakg:actor person:ann ; cakg:role role:chair ; cakg:quote "a"@en .
part:bob a cakg:Participation ; cakg:actor person:bob ; cakg:role role:chair ; cakg:quote "b"@en .
"""


def view(ruling: str) -> set[str]:
    head = sparql_prologue()
    sources = (
        Source("register.ttl", "register", head + REGISTER),
        Source("ruling.ttl", "ruling", head + REFUSING + ruling),
        Source("report.ttl", "report", head + REPORT),
    )
    vocabulary = shipped().of_kind("vocabulary", "concept")
    found = quads(gather(Corpus(ROOT, (*vocabulary, *sources)), strict=False))
    own = {(q.subject, q.predicate, q.object) for q in found if q.graph_name != DefaultGraph()}
    assert any(subject == NamedNode(BASE + "part/bob") for subject, _, _ in own)  # the report keeps what it says
    return {" ".join(map(shown, quad.triple)) for quad in found if quad.graph_name == DefaultGraph()}


def shown(term: object) -> str:
    text = str(getattr(term, "value", term))
    return re.sub("evidence:.*", "evidence", compact(text)) if text.startswith("http") else text


def test_what_is_refused_leaves_the_view_and_nothing_else_does() -> None:
    before, after = view(""), view("reading:two cakg:accepted false . reading:one cakg:accepted true .")
    assert after - before == {"reading:one cakg:accepted true", "reading:two cakg:accepted false"}
    assert before - after == {
        "event:talks cakg:hasParticipant person:bob",
        "event:talks cakg:involves person:bob",
        "event:talks cakg:participation part:bob",
        "part:bob cakg:actor person:bob",
        "part:bob cakg:countsFor person:bob",
        "part:bob cakg:reportedIn report:r",
        "part:bob cakg:role role:chair",
        "part:bob cakg:satIn event:talks",
        "part:bob rdf:type cakg:Participation",
        "part:bob rdfs:label Bob (chair): Talks",
        "evidence cakg:quote b",
        "evidence cakg:supports part:bob",
        "evidence rdfs:label “b”",
    }
    assert "reading:two rdfs:label Reading: Bob (chair): Talks" in after


def test_nothing_that_the_curators_refused_is_published(real: Opened) -> None:
    said: dict[object, dict[str, list[object]]] = {}
    for source in shipped().of_kind("ruling"):
        for subject, predicate, value in turtle.parse(source.text, source.path):
            said.setdefault(subject, {}).setdefault(predicate.value, []).append(value)
    refused = {
        value
        for one in said.values()
        if Literal("false", datatype=NamedNode(XSD + "boolean")) in one.get(CAKG + "accepted", ())
        for value in one[CAKG + "value"]
        if isinstance(value, NamedNode) and value.value.startswith(BASE + "part/")
    }
    assert len(refused) > 1
    for one in refused:
        names = {quad.predicate.value for quad in real.store.quads_for_pattern(None, None, one, DefaultGraph())}
        assert names == {CAKG + "value"}
        assert not [*real.store.quads_for_pattern(one, None, None, DefaultGraph())]
    assert not real.store.query('ASK { ?thing ?property ?said FILTER(CONTAINS(STR(?said), "not accepted")) }')
