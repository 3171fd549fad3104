"""Whatever comes as Turtle, EDTF, front matter, SPARQL or a text with quotes: an answer or one line, no traceback."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from tests.fuzzing import fuzz, mixture, quiet, spoilt

from cakg.ask.likeness import words
from cakg.ask.question import read_question
from cakg.engine import guard
from cakg.engine.mentions import mentions
from cakg.engine.store import as_dataset
from cakg.read import turtle
from cakg.read.dating import mentions_date
from cakg.read.numbers import mentions_number
from cakg.read.passage import explain
from cakg.read.quotes import find
from cakg.read.text import fragment_link, read_document
from cakg.words.agreement import agree, canonical
from cakg.words.collation import order
from cakg.words.dates import parse
from cakg.words.errors import CakgError
from cakg.words.namespaces import BASE, CAKG
from cakg.words.wording import wording

ROOT = Path(__file__).parents[1]
MOST = 2000  # letters of a sound text


def sound(*patterns: str) -> list[str]:
    """Return the beginnings of some files of the repository."""
    return [path.read_text("utf-8")[:MOST] for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def written(name: str) -> list[str]:
    """Return the dates of a table of tests."""
    return [row["written"] for row in csv.DictReader((ROOT / "tests" / name).read_text("utf-8").splitlines())]


QUERIES = sound("queries/*/*.rq")
QUOTES = re.findall(r'cakg:quote "([^"\\]+)"', "".join(sound("tests/sample/data/reports/*/*.ttl")))
TURTLE = mixture("turtle") | spoilt("turtle", sound("tests/sample/data/**/*.ttl", "ontology/**/*.ttl"))
EDTF = mixture("edtf", most=12) | spoilt("edtf", written("edtf.csv") + written("edtf-refused.csv"))
FRONT = mixture("front") | spoilt("front", QUERIES)
SPARQL = mixture("sparql") | spoilt("sparql", [re.sub(r"(?m)^#\+.*\n", "", query) for query in QUERIES])
PROSE = mixture("prose") | spoilt("prose", sound("tests/sample/texts/*.txt"))
QUOTE = mixture("prose") | spoilt("prose", QUOTES)


@fuzz
@given(TURTLE)
def test_turtle(text: str) -> None:
    quiet(lambda: turtle.parse(text, "x.ttl"))
    quiet(lambda: turtle.lines(text))
    if quiet(lambda: turtle.canonical(text, "x.ttl")):
        once = turtle.canonical(text, "x.ttl")
        assert turtle.canonical(once, "x.ttl") == once


@fuzz
@given(EDTF, EDTF, st.sampled_from(["en", "ru", "tg", "xx"]))
def test_edtf(one: str, other: str, lang: str) -> None:
    good = [text for text in (one, other) if quiet(lambda text=text: parse(text), ValueError)]  # type: ignore[misc]
    for text in good:
        assert wording(text, lang) and canonical(canonical(text)) == canonical(text)
        assert agree(text, text) is not None
        mentions_date([Literal("on 27 March 2012", language="en")], text)
    if len(good) == 2:
        agree(one, other)


@fuzz
@given(FRONT)
def test_front_matter(text: str) -> None:
    quiet(lambda: read_question("x", "question", text))
    quiet(lambda: read_question("x", "view", "#+ summary: x\n" + text))


@pytest.fixture(scope="module")
def dataset() -> object:
    return as_dataset([Quad(NamedNode(BASE + "event/x"), NamedNode(CAKG + "date"), Literal("2012"))])


@fuzz
@given(SPARQL)
def test_sparql(dataset: object, text: str) -> None:
    for one in (text, f"SELECT * WHERE {{ {text} }}", f"ASK {{ ?a ?b ?c FILTER({text}) }}"):
        quiet(lambda one=one: guard.run(dataset, one, contained=False, rows=100))  # type: ignore[misc, arg-type]
        mentions(one)


@fuzz
@given(PROSE, QUOTE, st.sampled_from(["en", "ru", "zh", "kk", "xx"]))
def test_texts_with_quotes(text: str, quote: str, language: str) -> None:
    document = read_document("x.txt", text)
    for one in (quote, text[2:9], text[20:80]):
        for match in find(document, one):
            assert 0 <= match.place.start < match.place.end <= len(document.text)
        said = explain(document, one)
        assert said and "\n" not in said
        if one and not re.search("[\ud800-\udfff]", one):
            mentions_number([Literal(one, language=language)], 12)
    words(quote)
    order(quote)


@fuzz
@given(PROSE, QUOTE)
def test_links(url: str, quote: str) -> None:
    link = fragment_link("https://x.org/" + url, quote)
    assert link.isascii() and link.count("#") == 1 and not set(link) & set('<>" \n')


def test_a_refusal_of_two_lines_in_the_words_of_python_or_a_traceback_is_seen() -> None:
    def refused(said: str) -> None:
        raise CakgError(said)

    def bug() -> None:
        raise KeyError("x")

    for said in ("a\nb", "invalid literal for int() with base 10"):
        with pytest.raises(AssertionError):
            quiet(lambda said=said: refused(said))  # type: ignore[misc]
    with pytest.raises(KeyError):
        quiet(bug)
