"""A reasoner finds no contradiction in the ontology, alone or with all that is known, and it finds planted ones."""

import shutil
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from cakg.compile.dataset import compile
from cakg.read import corpus
from cakg.words.namespaces import BASE, CAKG

owlready2 = pytest.importorskip("owlready2", reason="the reasoner needs owlready2; install cakg[dev]")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="the reasoner HermiT needs Java; install a JRE")

ROOT = Path(__file__).parents[1]


@cache
def ontology() -> Graph:
    """Return the ontology as one, without imports to fetch."""
    graph = Graph()
    for source in corpus.read(ROOT).of_kind("vocabulary"):
        graph.parse(data=source.text, format="turtle")
    graph.remove((None, OWL.imports, None))
    return graph


def unsatisfiable(graph: Graph) -> list[str] | None:
    """Return the classes that can have no instance, None where the graph contradicts itself.

    *Source*: Glimm et al., HermiT: An OWL 2 Reasoner, 2014. It leaves out the datatypes that it does not know (EDTF).
    """
    world = owlready2.World()
    text = graph.serialize(format="nt").encode()
    loaded = world.get_ontology(BASE + "ontology#").load(fileobj=BytesIO(text), format="ntriples")
    try:
        with loaded:
            owlready2.sync_reasoner_hermit(world, ignore_unsupported_datatypes=True, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return None
    return sorted({cls.iri for cls in world.inconsistent_classes()} - {str(OWL.Nothing)})


def term(name: str) -> URIRef:
    return URIRef(CAKG + name)


def test_every_class_of_the_ontology_can_have_instances() -> None:
    assert len(set(ontology().subjects(RDF.type, OWL.Class))) > 20
    assert unsatisfiable(ontology()) == []


def test_a_class_that_can_have_none_is_found() -> None:
    impossible = ontology() + Graph().add((term("Meeting"), RDFS.subClassOf, term("Actor")))
    assert unsatisfiable(impossible) == [CAKG + "Meeting"]


def test_the_accepted_view_contradicts_nothing() -> None:
    """Links and classes of all records, read by domains, ranges, disjoint classes and functional properties."""
    links = {RDF.type, *ontology().subjects(RDF.type, OWL.ObjectProperty)}
    whole = Graph() + ontology()
    for subject, predicate, value, graph in compile(corpus.read(ROOT), strict=False).quads():
        if graph == DATASET_DEFAULT_GRAPH_ID and predicate in links and not subject.startswith(BASE + "evidence/"):
            whole.add((subject, predicate, value))
    assert len(whole) > 2 * len(ontology())
    assert unsatisfiable(whole) == []


@pytest.mark.parametrize(
    "planted",
    [
        "person:x a cakg:Person . person:x a cakg:Organization .",
        "event:x a cakg:Meeting . event:x cakg:holder person:x .",  # what has a holder is a tenure
        "tenure:x cakg:holder org:x . org:x a cakg:Organization .",  # who holds a post is a person
    ],
)
def test_a_planted_contradiction_is_found(planted: str) -> None:
    prefixes = "".join(f"@prefix {kind}: <{BASE}{kind}/> . " for kind in ("person", "event", "tenure", "org"))
    facts = Graph().parse(data=f"@prefix cakg: <{CAKG}> . {prefixes}{planted}", format="turtle")
    assert unsatisfiable(ontology() + facts) is None
