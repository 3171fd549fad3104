"""Names found by a function are those that the OPTIONALs of a saved query find, which every other engine runs."""

from pathlib import Path

import pytest
import yaml
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

import cakg
from cakg.ask.question import Question, asked
from cakg.compile.opened import Opened
from cakg.engine.labels import by_function
from cakg.engine.store import oxigraph
from cakg.words.namespaces import BASE, PREFIXES, RDFS

GIVEN = Path(__file__).parent / "questions"
CHAIN = """SELECT ?name WHERE {
    VALUES ?thing { <urn:a> <urn:b> <urn:c> <urn:d> "text" UNDEF }
    VALUES ?lang { "ru" }
    BIND(COALESCE(?thing, rdf:nil) AS ?thingOrNil)
    OPTIONAL { ?thingOrNil rdfs:label ?name . FILTER(LANG(?name) = ?lang) }
    OPTIONAL { ?thingOrNil rdfs:label ?name . FILTER(LANG(?name) = "en") }
    OPTIONAL { ?thingOrNil rdfs:label ?name }
}"""


def found(store: Store, text: str, **how: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.query(text, base_iri=BASE, prefixes=PREFIXES, **how)]  # type: ignore


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_saved_question_finds_the_same_names(graph: Opened, sample_root: Path, lang: str) -> None:
    """Row by row, in the same order; no chain is overlooked, and lines stay where they are."""
    store, called = oxigraph(graph), 0
    assert store is not None
    for name, question in cakg.saved("question", sample_root).items():
        text = asked(graph, question, given(question), lang)
        other, functions = by_function(text, store)
        assert found(store, other, custom_functions=functions) == found(store, text), name
        assert "rdfs:label" not in other.partition("WHERE")[2] or "FILTER(LANG" not in other, name
        assert other.count("\n") == text.count("\n"), name
        called += bool(functions)
    assert called > 40


def given(question: Question) -> dict[str, str]:
    path = GIVEN / f"{question.name}.yaml"
    return yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}


def test_a_name_is_in_the_first_language_that_there_is() -> None:
    """In that asked for, else in English, else in any; neither a text nor what is unbound has one."""
    store = Store()
    for thing, text, lang in (("a", "А", "ru"), ("a", "A", "en"), ("b", "B", "en"), ("c", "C", "kk")):
        label = Literal(text, language=lang)
        store.add(Quad(NamedNode(f"urn:{thing}"), NamedNode(RDFS + "label"), label, DefaultGraph()))
    other, functions = by_function(CHAIN, store)
    names = [row[0] and row[0].value for row in found(store, other, custom_functions=functions)]  # type: ignore
    assert names == ["А", "B", "C", None, None, None]
    assert found(store, CHAIN) == found(store, other, custom_functions=functions)


@pytest.mark.parametrize("lang", ["UNDEF", '"ru" "en"', "<urn:x>"])
def test_what_is_not_one_language_is_left_to_the_engine(lang: str) -> None:
    text = CHAIN.replace('{ "ru" }', f"{{ {lang} }}")
    assert by_function(text, Store()) == (text, {})
