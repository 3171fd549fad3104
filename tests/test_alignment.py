"""The links to other vocabularies: canonical, about terms of ours alone, imported by nobody, without contradiction."""

from pathlib import Path

import pytest

from cakg.read import corpus, turtle
from cakg.read.claims import gather
from cakg.words.namespaces import BASE, OWL, RDFS, SKOS

ROOT = Path(__file__).parents[1]
PATH = ROOT / "ontology" / "alignment.ttl"
TEXT = PATH.read_text("utf-8")
NEIGHBOURS = (
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/org#",
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "https://schema.org/",
    "http://www.w3.org/2006/time#",
)


def test_it_is_canonical() -> None:
    assert turtle.canonical(TEXT, "alignment.ttl") == TEXT, "run: cakg fmt ontology/alignment.ttl"


def test_it_speaks_of_our_terms_alone() -> None:
    whole = corpus.read(ROOT)
    vocabulary = gather(whole).vocabulary
    known = vocabulary.terms | vocabulary.concepts | {f"{BASE}alignment"}
    subjects = {triple.subject.value for triple in turtle.parse(TEXT, "alignment.ttl")}  # type: ignore[union-attr]
    assert subjects and subjects <= known


def test_nobody_imports_it() -> None:
    assert all("alignment" not in source.path for source in corpus.read(ROOT).sources)
    assert not any("cakg/alignment>" in path.read_text("utf-8") for path in ROOT.glob("ontology/*.ttl") if path != PATH)


@pytest.mark.parametrize("namespace", NEIGHBOURS)
def test_each_neighbour_is_linked(namespace: str) -> None:
    links = {RDFS + "subClassOf", RDFS + "subPropertyOf", OWL + "equivalentClass"}
    links |= {SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")}
    found = [
        triple
        for triple in turtle.parse(TEXT, "alignment.ttl")
        if triple.predicate.value in links and str(getattr(triple.object, "value", "")).startswith(namespace)
    ]
    assert found
