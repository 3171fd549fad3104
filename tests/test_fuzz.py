"""Whatever comes as Turtle, EDTF, front matter, SPARQL or a text with quotes: an answer or one line, no traceback.

With CAKG_FUZZ=20000 in the environment each test tries as many examples of its own choice; without it, the same few.
"""

import os
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, Store

from cakg.ask.likeness import words
from cakg.ask.question import read_question
from cakg.engine import guard
from cakg.engine.mentions import mentions
from cakg.engine.store import dataset_of
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
from cakg.words.wording import wording

EXAMPLES = int(os.environ.get("CAKG_FUZZ", "0"))
fuzz = settings(
    max_examples=EXAMPLES or 150,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
ANY = st.text(alphabet=st.characters(exclude_categories=[]), max_size=6)  # surrogates as well


def mixture(*pieces: str, most: int = 25) -> st.SearchStrategy[str]:
    """Return texts put together of pieces that a language is made of, with anything between."""
    return st.lists(st.one_of(st.sampled_from(pieces), st.sampled_from(pieces), ANY), max_size=most).map("".join)


TURTLE = mixture(
    "@prefix a: <urn:a#> .",
    "PREFIX",
    "@base <http://x.org/> .",
    "a:b",
    " a ",
    "<urn:x>",
    " <y> ",
    "<",
    ">",
    " ;",
    " ,",
    " .",
    "\n",
    "[",
    "]",
    "(",
    ")",
    "_:b",
    '"',
    '"""',
    "'",
    "'''",
    "\\",
    "\\u00e9",
    "\\uD800",
    "\\U00110000",
    "@en",
    "@en-",
    "^^",
    "^^a:t",
    '"x"',
    '"x"@ru',
    "1.5e",
    "-3",
    "true",
    "#",
    "<<",
    ">>",
    "{",
    "}",
    "\ufeff",
    "\x00",
    "<<<<<<< HEAD\n",
)
EDTF = mixture(
    "2012",
    "-",
    "03",
    "27",
    "XX",
    "X",
    "/",
    "..",
    "[",
    "]",
    "{",
    "}",
    ",",
    "?",
    "~",
    "%",
    "Y",
    "E",
    "S3",
    "T",
    "10:00:00",
    "Z",
    "+05:00",
    "21",
    "40",
    "u",
    "open",
    "unknown",
    "0",
    "9999",
    "-0044",
    " ",
    "²",
    "٢",
    most=12,
)
FRONT = mixture(
    "#+ ",
    "#+ summary: x\n",
    "#+ parameters:\n#+     a: {type: date}\n",
    "#+ columns:\n",
    "#+     a: b\n",
    "\n",
    "&a ",
    "*a",
    "!!python/object:os.system",
    "? ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    ": ",
    "'",
    '"',
    "|\n",
    ">\n",
    "#+ tags: [a]\n",
    "SELECT ?a WHERE { VALUES ?a { UNDEF } }",
    "2012-03-27",
    "<<: ",
    "%YAML 1.1\n",
    "---\n",
    "\t",
    "\r",
    "#+ shape: ties\n",
)
SPARQL = mixture(
    "SELECT ",
    "?a ",
    "* ",
    "WHERE ",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ".",
    ";",
    ",",
    "<urn:a>",
    "<",
    ">",
    "cakg:date ",
    "a ",
    "ASK ",
    "CONSTRUCT ",
    "DESCRIBE ",
    "FILTER",
    "OPTIONAL ",
    "UNION ",
    "MINUS ",
    "BIND",
    " AS ?b",
    "VALUES ",
    "UNDEF ",
    "ORDER BY ",
    "GROUP BY ",
    "COUNT",
    "LIMIT 1",
    "SERVICE ",
    "PREFIX x: <urn:x#> ",
    "BASE ",
    "GRAPH ?g ",
    '"',
    "'",
    '"""',
    "\\",
    "@en",
    "^^",
    "^",
    "/",
    "|",
    "+",
    "-",
    "!",
    "=",
    "&&",
    "||",
    "EXISTS ",
    "IN ",
    "1",
    "1e9",
    "#",
    "\n",
    "INSERT ",
    "REGEX",
    "LANG",
    "STR",
    "<<",
    ">>",
    "ſERVICE",
    "\x00",
)
PROSE = mixture(
    "The ",
    "meeting ",
    "took ",
    "place",
    " in Almaty",
    ".",
    "\n\n",
    "\n",
    "\r",
    "\u2028",
    "\u2029",
    "\f",
    "-\n",
    "\u00ad",
    "\u200b",
    "\u200f",
    "ﬁ",
    "«",
    "»",
    "“",
    "’",
    "'",
    "&nbsp;",
    "&#x",
    "<b>",
    "</p>",
    "[1]",
    "…",
    "[…]",
    "встреча ",
    "ё",
    "е\u0308",
    "中亚五国",
    "外长。",
    "12 March ",
    "twelve",
    "XIV",
    "²",
    "١٢",
    "𝔘",
    "🇰🇿",
    "\x00",
    " ",
)


def quiet(work: Callable[[], object], *kinds: type[Exception]) -> bool:
    """Tell whether work was done; what refuses it says why in one line."""
    try:
        work()
    except (CakgError, *kinds) as refusal:
        assert str(refusal).strip() and "\n" not in str(refusal), refusal
        return False
    return True


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
    return dataset_of(Store())


@fuzz
@given(SPARQL)
def test_sparql(dataset: object, text: str) -> None:
    for one in (text, f"SELECT * WHERE {{ {text} }}", f"ASK {{ ?a ?b ?c FILTER({text}) }}"):
        quiet(lambda one=one: guard.run(dataset, one, contained=False, rows=100))  # type: ignore[misc, arg-type]
        mentions(one)


@fuzz
@given(PROSE, PROSE, st.sampled_from(["en", "ru", "zh", "kk", "xx"]))
def test_texts_with_quotes(text: str, quote: str, language: str) -> None:
    document = read_document("x.txt", text)
    for one in (quote, text[2:9]):
        for match in find(document, one):
            assert 0 <= match.place.start < match.place.end <= len(document.text)
        said = explain(document, one)
        assert said and "\n" not in said
        if one.isprintable() and one:
            mentions_number([Literal(one, language=language)], 12)
    words(quote)
    order(quote)


@fuzz
@given(PROSE, PROSE)
def test_links(url: str, quote: str) -> None:
    link = fragment_link("https://x.org/" + url, quote)
    assert link.isascii() and link.count("#") == 1 and not set(link) & set('<>" \n')


def test_a_refusal_of_two_lines_and_a_traceback_are_seen() -> None:
    def two_lines() -> None:
        raise CakgError("a\nb")

    def bug() -> None:
        raise KeyError("x")

    with pytest.raises(AssertionError):
        quiet(two_lines)
    with pytest.raises(KeyError):
        quiet(bug)
