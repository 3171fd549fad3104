"""What search, show and the ledger tell of a dataset: nothing that it holds is lost on the way."""

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset

from cakg.ask.describe import describe
from cakg.ask.find import resolve, search
from cakg.ask.ledger import disputes
from cakg.engine.store import as_dataset
from cakg.words.errors import NotFoundError
from cakg.words.namespaces import BASE, compact, sparql_prologue

TEXT = """
state:lakeland skos:prefLabel "Lakeland"@en ; rdfs:label "Lakeland"@en .
place:lakeland skos:prefLabel "Lakeland"@en ; rdfs:label "Lakeland"@en .
org:lakeland-wire skos:prefLabel "Lakeland Wire"@en ; rdfs:label "Lakeland Wire"@en .
person:quill skos:prefLabel "Arno  Квильо"@ru , "UNQ"@en , "UNQ"@ru ; rdfs:label "Arno Quill"@en .
person:quill-2 rdfs:label "Arno Quill"@en .
disagreement:d a cakg:Disagreement ; cakg:onSubject state:lakeland ; cakg:onProperty cakg:holder ;
    cakg:ruling ruling:r ; cakg:reading reading:d--1 , reading:d--2 .
reading:d--1 cakg:value person:quill ; cakg:accepted true ; cakg:report report:a .
reading:d--2 cakg:value person:quill-2 ; cakg:accepted false ; cakg:report report:b .
"""


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    head = sparql_prologue()
    return as_dataset(list(parse((head + TEXT).encode(), RdfFormat.TURTLE)))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("lakeland", ["state:lakeland", "place:lakeland", "org:lakeland-wire"]),
        ("Lakeland wire", ["org:lakeland-wire"]),
        ("Квильо", ["person:quill"]),
        ("kvilo", ["person:quill"]),
    ],
)
def test_search_shows_first_what_is_meant(dataset: Dataset, text: str, first: list[str]) -> None:
    assert [compact(hit.iri) for hit in search(dataset, text)][: len(first)] == first


@pytest.mark.parametrize(
    ("name", "thing"),
    [
        ("Lakeland", "state/lakeland"),
        ("arno\u00a0 квильо", "person/quill"),
        ("person:quill", "person/quill"),
        (f"<{BASE}person/quill>", "person/quill"),
    ],
)
def test_a_name_is_found_however_it_is_spaced(dataset: Dataset, name: str, thing: str) -> None:
    assert resolve(dataset, name) == BASE + thing


def test_a_name_of_nothing(dataset: Dataset) -> None:
    with pytest.raises(NotFoundError, match="did you mean org:lakeland-wire"):
        resolve(dataset, "Lakeland Wyre")


def test_one_text_in_two_languages_is_shown_twice(dataset: Dataset) -> None:
    values = [statement.value for statement in describe(dataset, BASE + "person/quill").statements]
    assert {"UNQ (en)", "UNQ (ru)"} <= set(values)


def test_a_dispute_keeps_values_of_one_name_apart(dataset: Dataset) -> None:
    (dispute,) = disputes(dataset)
    assert [(one.value, one.accepted) for one in dispute.readings] == [("Arno Quill", True), ("Arno Quill", False)]
    assert dispute.ruled and dispute.reason is None and dispute.sort == ""


def test_a_dispute_concerns_the_thing_that_it_is_on(dataset: Dataset) -> None:
    (dispute,) = disputes(dataset)
    assert disputes(dataset, dispute.subject) == [dispute]
