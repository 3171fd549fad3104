"""Tokens of Turtle and SPARQL: one lexer for what the two share, a dialect each for what they do not.

*Source*: W3C, RDF 1.1 Turtle, 2014, section 6.5, and SPARQL 1.1 Query Language, 2013, section 19.8; terminals that
bear the same name in both are the same.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from cakg.words.patterns import regex

# PN_CHARS_U and what else a name may hold; the percent sign and the backslash open escapes.
_ASCII = "A-Z_a-z"
_LETTER = (
    rf"{_ASCII}"
    r"\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MARKS = r"\u00b7\u0300-\u036f\u203f\u2040"  # which no name begins with
_NUMBER = r"(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+|\d*\.\d+|\d+"
IRI = r"""<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"""
STRING = (
    r'''"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}|"(?:[^"\\\r\n]|\\.)*"'''
    r"""|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|'(?:[^'\\\r\n]|\\.)*'"""
)
COMMENT = r"\#[^\r\n]*"
_HEAD = regex(rf"(?:\s|{COMMENT}[\r\n])*", re.ASCII)
_TAG = r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"


class Token(NamedTuple):
    """Hold a token: its kind (a group of `_pattern`), its text and where it begins."""

    kind: str
    text: str
    start: int


class Dialect(NamedTuple):
    """Hold how one language writes what the two write differently, as patterns."""

    tag: str
    number: str
    mark: str


TURTLE = Dialect(rf"{_TAG}(?:--[A-Za-z]*)?", rf"[+-]?(?:{_NUMBER})", r"\^\^|<<|>>")
SPARQL = Dialect(_TAG, _NUMBER, r"\|\||&&|\^\^|<=|>=|!=")


def tokens(text: str, dialect: Dialect, *, comments: bool = False) -> Iterator[Token]:
    """Yield the tokens of a text, its comments only if asked; a character that begins no token is a mark."""
    left_out = ("space",) if comments else ("space", "comment")
    head = _HEAD.match(text)
    start = 0 if comments or head is None else head.end()
    for match in _pattern(dialect, text.isascii() or text[start:].isascii()).finditer(text, start):
        if match.lastgroup not in left_out:
            yield Token(str(match.lastgroup), match[0], match.start())


@lru_cache(maxsize=4)
def _pattern(dialect: Dialect, is_ascii: bool) -> re.Pattern[str]:
    """Return what matches any token; all letters that there are take milliseconds to compile, which few texts need."""
    letter, marks = (_ASCII, "") if is_ascii else (_LETTER, _MARKS)
    variable = f"{letter}0-9{marks}"
    name = f"{variable}:%-"
    return re.compile(
        rf"""
        (?P<space>\s+)
      | (?P<comment>{COMMENT})
      | (?P<iri>{IRI})
      | (?P<string>{STRING})
      | (?P<variable>[?$][{variable}]+)
      | (?P<tag>{dialect.tag})
      | (?P<number>{dialect.number})
      | (?P<word>[{letter}:](?:[{name}]|\\.|\.+(?=[{name}\\]))*)
      | (?P<mark>{dialect.mark}|\\["']|.)
        """,
        re.VERBOSE | re.DOTALL | re.ASCII,
    )


def place(text: str, start: int) -> tuple[int, int]:
    """Return line and column of a character of a text, both counted from 1."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
