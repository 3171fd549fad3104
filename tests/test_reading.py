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
tenure:quill-at-wire rdfs:label "Arno Quill, director"@en .
series:meetings skos:prefLabel "Meetings"@en ; rdfs:label "Meetings"@en .
topic:wire skos:prefLabel "The press"@en ; rdfs:label "The press"@en .
format:press skos:prefLabel "Press conference"@en ; rdfs:label "Press conference"@en .
org:the-press skos:prefLabel "Press"@en ; skos:altLabel "meetings"@en ; rdfs:label "Press"@en .
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
    ("typed", "kinds", "thing"),
    [
        ("Lakeland", (), "state:lakeland"),  # and not the place of the same name
        ("lakeland", (), "state:lakeland"),
        ("lakeland", ("place",), "place:lakeland"),
        ("arno\u00a0 квильо", (), "person:quill"),
        (" unq ", (), "person:quill"),
        ("quill", (), "person:quill"),  # a slug where nothing is so called
        ("quill", ("person", "org"), "person:quill"),
        ("quill-at-wire", (), "tenure:quill-at-wire"),  # which has no name of its own
        ("quill-at-wire", ("tenure",), "tenure:quill-at-wire"),
        ("tenure:quill-at-wire", (), "tenure:quill-at-wire"),
        ("person:quill", (), "person:quill"),
        ("<person:quill>", (), "person:quill"),
        (f"<{BASE}person/quill>", (), "person:quill"),
        (f"{BASE}person/quill", ("person",), "person:quill"),
        ("Lakeland Wyre", (), "org:lakeland-wire"),  # y for i is no slip but another spelling
        ("lakeland-wyre", ("org",), "org:lakeland-wire"),
        ("press", (), "org:the-press"),  # a name before the slug of something else
        ("press", ("format",), "format:press"),
        ("meetings", (), "series:meetings"),  # of two of one name that whose slug it is
    ],
)
def test_what_is_typed_leads_to_a_thing(dataset: Dataset, typed: str, kinds: tuple[str, ...], thing: str) -> None:
    assert compact(resolve(dataset, typed, kinds)) == thing


@pytest.mark.parametrize(
    ("typed", "kinds", "said"),
    [
        ("Lakeland Fibre", (), "nothing is called 'Lakeland Fibre'; did you mean"),
        ("lakeland-fires", ("org",), "nothing is called 'lakeland-fires'; did you mean org:lakeland-wire"),
        (
            "Meetings",
            (),
            "'Meetings' names several things; did you mean org:the-press (Press) or series:meetings (Meetings)",
        ),
        ("person:quil", (), "nothing is known of person:quil; did you mean person:quill"),
        ("Lakeland", ("person",), "nothing is called 'Lakeland'"),
        ("person:arno quill", (), f"nothing is known of <{BASE}person/arno quill>"),
        ("http://a[b> } DROP ALL", (), "nothing is known of <http://a[b> } DROP ALL>"),
        ("!!", (), "nothing is called '!!'"),
        ("", (), "nothing is called ''"),
    ],
)
def test_what_leads_nowhere_is_told_what_is_near(
    dataset: Dataset, typed: str, kinds: tuple[str, ...], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(NotFoundError) as caught:
        resolve(dataset, typed, kinds)
    assert str(caught.value).startswith(said) and capfd.readouterr().err == ""


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
