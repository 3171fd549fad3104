"""The index of triples, looked up from subject or value, and what a SPARQL text names: worked by hand."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

import cakg
from cakg.engine.index import Index
from cakg.engine.mentions import Comparison, mentions
from cakg.engine.store import accepted, store_of
from cakg.engine.stored import Stored
from cakg.read.claims import Triple
from cakg.words.namespaces import BASE, CAKG, RDF, RDFS, SKOS

ANN, BOB = BASE + "person/ann", BASE + "person/bob"


def triple(subject: str, predicate: str, value: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), value)


def test_what_is_added_is_found_from_both_sides_at_once() -> None:
    index = Index([triple(ANN, CAKG + "post", NamedNode(BASE + "post/head"))])
    assert index.owners(BASE + "post/head", "post") == [ANN]
    index.extend(Triple(NamedNode(BOB), *row[1:]) for row in index.triples)
    assert index.owners(BASE + "post/head", "post") == [ANN, BOB] == index.subjects()
    assert index.owners(BASE + "post/head", "holder") == index.owners(BASE + "post/deputy", "post") == []
    assert index.values(BOB, "post") == [BASE + "post/head"] and index.properties(BOB) == [CAKG + "post"]
    assert index.properties("x:nothing") == [] == list(index.objects("x:nothing", "post"))


def test_names_are_those_of_every_sort_and_language() -> None:
    names = {SKOS + "altLabel": "Anna", CAKG + "nameForm": "Ahn", SKOS + "prefLabel": "Ann", RDFS + "comment": "who"}
    index = Index(triple(ANN, name, Literal(text, language="en")) for name, text in names.items())
    index.extend([triple(ANN, SKOS + "prefLabel", Literal("Анна", language="ru"))])
    assert index.names(ANN) == ("Ahn", "Ann", "Anna", "Анна") and index.names(BOB) == ()


def test_a_label_is_the_english_one_another_or_the_prefixed_name() -> None:
    russian = triple(ANN, RDFS + "label", Literal("Анна", language="ru"))
    index = Index([russian, triple(ANN, RDF + "type", NamedNode(CAKG + "Person"))])
    assert (index.label(ANN), index.label(BOB)) == ("Анна", "person:bob")
    assert index.knows(ANN) and not index.knows(BOB) and index.instances("Person") == [ANN]
    index.extend(triple(ANN, RDFS + "label", Literal(text, language="en")) for text in ("Zoe", "Ann"))
    assert index.label(ANN) == "Ann"
    assert index.first(ANN, RDFS + "label") == "Ann" and index.first(BOB, RDFS + "label") is None


@pytest.mark.parametrize("held", [False, True])
def test_a_store_is_looked_up_as_an_index_of_its_view_is(held: bool, sample_root: Path) -> None:
    """Whatever is asked first, one after the other or at once; graphs of reports are no part of the view."""
    store = store_of(cakg.load(sample_root))
    index, stored = Index(accepted(store)), Stored(store)
    if held:
        stored.hold()
    assert stored.subjects() == index.subjects() and len(index.subjects()) > 100
    for subject in index.subjects():
        for name in reversed(index.properties(subject)):
            assert set(stored.objects(subject, name)) == set(index.objects(subject, name))
        assert stored.properties(subject) == index.properties(subject)
        for name in index.leading(subject):
            assert stored.owners(subject, name) == index.owners(subject, name)
        assert stored.leading(subject) == index.leading(subject)
    assert stored.instances("Event") == index.instances("Event") != []
    for nothing in (BASE + "person/nobody", "no IRI"):
        assert stored.properties(nothing) == [] == stored.owners(nothing, "actor") and not stored.leading(nothing)
        assert not stored.objects(nothing, "actor")
    assert set(stored.statements("post")) == {
        triple for triple in index.triples if triple.predicate.value == CAKG + "post"
    }
    assert set(stored.said(index.instances("Tenure")[0], "post")) < set(stored.statements("post"))


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        ("?v = 'a'@en", "'a'@en"),
        ("'a'@en = ?v", "'a'@en"),
        ("?v >= '2012'^^xsd:gYear", "'2012'^^xsd:gYear"),
        ("'2012'^^xsd:gYear < ?v", "'2012'^^xsd:gYear"),
        ("?v != 7", "7"),
        ("7 <= ?v", "7"),
        ("YEAR(?v) > 2012", ""),
    ],
)
def test_a_comparison_has_its_value_as_it_is_written(condition: str, written: str) -> None:
    found = mentions(f"SELECT * {{ ?e cakg:date ?v FILTER({condition}) }}")
    assert found.comparisons == (Comparison(CAKG + "date", written),)


@pytest.mark.parametrize(
    ("condition", "tags"),
    [
        ("LANG(?v) = 'en'", ("en",)),
        ("'ru' = LANG(?v)", ("ru",)),
        ('lang(?v) != """tk"""', ("tk",)),
        ("LANG(?v) IN ('en', 'ru', 'en') && ?v != 'tk'", ("en", "ru")),
        ("LANGMATCHES(LANG(?v), 'en')", ()),
        ("STR(?v) = 'en'", ()),
    ],
)
def test_tags_are_those_with_which_a_language_is_compared(condition: str, tags: tuple[str, ...]) -> None:
    assert mentions(f"SELECT * {{ ?e cakg:date ?v FILTER({condition}) }}").tags == tags
