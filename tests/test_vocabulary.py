"""The ontology and its concepts obey their shapes, and the shapes of data say of a term what the ontology says."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node
from tests.sharing import shipped

from cakg.compile.dataset import compile
from cakg.judge.shapes import read_shapes
from cakg.judge.validation import conform
from cakg.read import corpus, turtle
from cakg.read.claims import read_vocabulary, statements
from cakg.read.corpus import Corpus
from cakg.words.namespaces import BASE, CAKG, CONCEPT_KINDS, PREFIXES

ROOT = Path(__file__).parents[1]
DOMAIN_INCLUDES = URIRef("https://schema.org/domainIncludes")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
LABELS = {"term": RDFS.label, "concept": SKOS.prefLabel}
SCRIPTS = {"en": "A-Za-z", "ru": "\u0400-\u04ff"}
DERIVED = {  # or on anything
    *("begin", "countsFor", "delegation", "end", "hasParticipant", "hasParticipantInPart", "involves"),
    *("link", "presumedPlace", "quote", "reportedIn", "row", "satIn", "supports", "talkedWith"),
}


@cache
def shapes() -> Graph:
    return Graph().parse(data=read_shapes(shipped()).text, format="nt")


@cache
def vocabulary() -> Graph:
    """Return the ontology and the concept schemes."""
    graph = Graph()
    for source in shipped().of_kind("vocabulary", "concept"):
        graph.parse(data=source.text, format="turtle")
    return graph


def terms(*kinds: Node) -> list[URIRef]:
    found = {term for kind in kinds for term in vocabulary().subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(CAKG))


def test_the_vocabulary_obeys_its_shapes() -> None:
    said = [triple for source in shipped().of_kind("vocabulary", "concept") for triple in statements(source)]
    text = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in said)
    assert conform(text, read_shapes(shipped()).text) == []
    assert len(terms(OWL.Class)) > 20
    assert len(terms(*PROPERTIES)) > 60
    assert len(set(vocabulary().subjects(RDF.type, SKOS.Concept))) > 400


@pytest.mark.parametrize("source", shipped().of_kind("vocabulary"), ids=lambda source: Path(source.path).stem)
def test_a_module_defines_its_own_terms_and_is_imported(source: corpus.Source) -> None:
    graph = Graph().parse(data=source.text, format="turtle")
    whole = URIRef(BASE + "ontology")
    (module,) = graph.subjects(RDF.type, OWL.Ontology)
    assert set(graph.objects(None, RDFS.isDefinedBy)) <= {module}
    if module != whole:
        assert module == whole + "/" + Path(source.path).stem
        assert (whole, OWL.imports, module) in vocabulary()
        logical = (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, OWL.disjointWith)
        used = {term for by in logical for term in graph.objects(None, by)}
        modules = {home for term in used for home in vocabulary().objects(term, RDFS.isDefinedBy)} - {module}
        reused = {URIRef(BASE + "ontology/reused")} - {module}
        assert set(graph.objects(module, OWL.imports)) == modules | reused, "it opens by itself, and with no more"
    assert (module, DCTERMS.title, None) in graph
    assert (module, DCTERMS.license, None) in graph


@pytest.mark.parametrize(
    "source",
    shipped().of_kind("vocabulary", "concept", "shape"),
    ids=lambda source: source.path.removeprefix("ontology/"),
)
def test_files_are_canonical_blank_nodes_included(source: corpus.Source) -> None:
    assert turtle.canonical(source.text, source.path) == source.text, f"run: cakg fmt {source.path}"


def test_every_term_that_the_ontology_names_is_defined() -> None:
    named = {term for triple in vocabulary() for term in triple if isinstance(term, URIRef) and term.startswith(CAKG)}
    assert named == set(terms(OWL.Class, *PROPERTIES))
    assert {str(term) for term in named} == read_vocabulary(shipped()).terms


def test_every_concept_has_the_iri_of_its_scheme() -> None:
    for concept, scheme in vocabulary().subject_objects(SKOS.inScheme):
        kind = str(concept).removeprefix(BASE).split("/")[0]
        assert kind in CONCEPT_KINDS
        assert str(scheme) == PREFIXES["scheme"] + kind
    assert {str(scheme) for scheme in vocabulary().subjects(RDF.type, SKOS.ConceptScheme)} == {
        PREFIXES["scheme"] + kind for kind in CONCEPT_KINDS
    }


def test_labels_of_concepts_are_told_apart_within_a_scheme() -> None:
    seen: dict[tuple[Node | None, str, str | None], Node] = {}
    for concept, label in vocabulary().subject_objects(SKOS.prefLabel):
        assert isinstance(label, Literal)
        key = (vocabulary().value(concept, SKOS.inScheme), label.casefold(), label.language)
        assert seen.setdefault(key, concept) == concept, f"{concept} and {seen[key]} are both called {label}"


def named(kind: str) -> list[tuple[URIRef, list[Literal]]]:
    """Return every term that the ontology declares, others' included, or every concept and scheme, with its labels."""
    kinds = {"term": (OWL.Class, *PROPERTIES, RDFS.Datatype), "concept": (SKOS.Concept, SKOS.ConceptScheme)}[kind]
    found = {term for one in kinds for term in vocabulary().subjects(RDF.type, one) if isinstance(term, URIRef)}
    assert len(found) > 100
    return [(term, [Literal(label) for label in vocabulary().objects(term, LABELS[kind])]) for term in sorted(found)]


def script_of(word: str) -> str | None:
    """Return the language whose letters a word is made of, None where it mixes them; a word without any is of both."""
    letters = {language for language, letters in SCRIPTS.items() if re.search(f"[{letters}]", word)}
    return None if len(letters) == 2 else next(iter(letters), "")


@pytest.mark.parametrize("kind", LABELS)
def test_everything_is_named_in_english_and_in_russian_letters(kind: str) -> None:
    """Names of standards and of a disease are Latin in Russian, too; a word never mixes the letters of both."""
    for term, labels in named(kind):
        assert sorted(str(label.language) for label in labels) == ["en", "ru"], term
        for label in labels:
            scripts = [script_of(word) for word in re.findall(r"[^\W\d_]+", label)]
            assert None not in scripts, f"{term}: {label} mixes letters that look alike"
            assert label.language in scripts, f"{term}: {label!r} is not written in the letters of its tag"
            assert label.language == "ru" or "ru" not in scripts, f"{term}: {label!r}"


def test_a_word_of_mixed_letters_is_seen() -> None:
    assert [script_of(word) for word in ("word", "слово", "c\u043bово", "19")] == ["en", "ru", None, ""]


@pytest.mark.parametrize("language", SCRIPTS)
def test_labels_of_terms_are_told_apart_in_any_case(language: str) -> None:
    seen: dict[str, URIRef] = {}
    for term, labels in named("term"):
        for label in labels:
            if label.language == language:
                assert seen.setdefault(label.casefold(), term) == term, f"{term} and {seen[label.casefold()]}: {label}"
    assert len(seen) > 100


def test_our_terms_are_defined_with_an_example_and_those_of_others_are_not() -> None:
    for term, _ in named("term"):
        documented = [len(list(vocabulary().objects(term, by))) for by in (SKOS.definition, SKOS.example)]
        assert documented == ([1, 1] if term.startswith(CAKG) else [0, 0]), term


def test_the_classes_at_the_top_are_disjoint_by_one_axiom() -> None:
    (axiom,) = vocabulary().subjects(RDF.type, OWL.AllDisjointClasses)
    (members,) = vocabulary().objects(axiom, OWL.members)
    top = [cls for cls in terms(OWL.Class) if not set(vocabulary().objects(cls, RDFS.subClassOf))]
    assert list(Collection(vocabulary(), members)) == top
    assert not [pair for pair in vocabulary().subject_objects(OWL.disjointWith) if set(pair) & set(top)]


def bears(name: str) -> set[str]:
    """Return the local names of our properties that the shape of a class allows."""
    paths = {
        shapes().value(shape, SH.path)
        for shape in shapes().objects(URIRef(f"{PREFIXES['shape']}{name}-properties"), SH.property)
    }
    return {path.removeprefix(CAKG) for path in paths if isinstance(path, URIRef) and path.startswith(CAKG)}


def meant_for(cls: URIRef) -> set[str]:
    """Return the local names of the properties that the ontology means for a class, its parents and its children."""
    family = {cls, *vocabulary().transitive_objects(cls, RDFS.subClassOf)}
    family |= set(vocabulary().transitive_subjects(RDFS.subClassOf, cls))
    found = {
        prop.removeprefix(CAKG)
        for prop in terms(*PROPERTIES)
        for domain in (RDFS.domain, DOMAIN_INCLUDES)
        for named in vocabulary().objects(prop, domain)
        if named in family
    }
    return found - DERIVED


@pytest.mark.parametrize(
    "name",
    sorted(str(shape).removeprefix(PREFIXES["shape"])[: -len("-properties")] for shape in shapes().subjects(SH.closed)),
)
def test_the_shape_of_a_class_has_the_properties_that_the_ontology_means_for_it(name: str) -> None:
    assert bears(name) - DERIVED == meant_for(URIRef(CAKG + name))


def test_every_class_has_a_closed_shape() -> None:
    closed = {
        str(target) for shape in shapes().subjects(SH.closed) for target in shapes().objects(shape, SH.targetClass)
    }
    for cls in terms(OWL.Class):
        family = {str(cls), *(str(parent) for parent in vocabulary().transitive_objects(cls, RDFS.subClassOf))}
        children = set(vocabulary().subjects(RDFS.subClassOf, cls))
        covered = bool(family & closed) or bool(children and {str(child) for child in children} <= closed)
        assert covered, f"no closed shape judges {cls}"


@pytest.mark.parametrize("prop", terms(*PROPERTIES), ids=lambda prop: prop.removeprefix(CAKG))
def test_every_property_has_a_shape(prop: URIRef) -> None:
    assert (None, SH.path, prop) in shapes()


@pytest.mark.parametrize(
    ("shape", "value_class"),
    [
        (shape, value_class)
        for shape, value_class in shapes().subject_objects(SH["class"])
        if isinstance(shapes().value(shape, SH.path), URIRef)
    ],
    ids=lambda term: "blank" if isinstance(term, BNode) else str(term).rsplit("/", 1)[-1],
)
def test_the_class_that_a_shape_demands_is_the_range(shape: Node, value_class: Node) -> None:
    path = shapes().value(shape, SH.path)
    assert path is not None
    ranges = set(vocabulary().objects(path, RDFS.range))
    assert ranges <= {value_class} or not str(path).startswith(CAKG)


def test_a_term_that_the_ontology_deprecates_is_found_where_it_is_used(sample: Corpus) -> None:
    """The graph says which of its terms are deprecated, so that the check needs no more than the graph."""

    def retired(source: corpus.Source) -> corpus.Source:
        old = "cakg:ordinal\n    a owl:DatatypeProperty ;\n"
        new = old + "    dcterms:isReplacedBy cakg:ordinalInYear ;\n    owl:deprecated true ;\n"
        return source._replace(text=source.text.replace(old, new))

    whole = replace(sample, sources=tuple(map(retired, sample.sources)))
    assert whole != sample
    query = corpus.queries(ROOT, "check")["deprecated-term"]
    assert not list(compile(sample).query(query))
    rows = [tuple(map(str, row)) for row in compile(whole, strict=False).query(query)]
    assert len(rows) > 2
    assert {row[1] for row in rows} == {f"It uses {CAKG}ordinal, which is deprecated; use {CAKG}ordinalInYear."}
