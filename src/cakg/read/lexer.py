"""Tokens of Turtle and SPARQL: one lexer for what the two share, a dialect each for what they do not.

*Source*: W3C, RDF 1.1 Turtle, 2014, section 6.5, and SPARQL 1.1 Query Language, 2013, section 19.8; terminals that
bear the same name in both are the same.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

# PN_CHARS_U and what else a name may hold; the percent sign and the backslash open escapes.
_LETTER = (
    r"A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    r"\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_VARIABLE = rf"{_LETTER}0-9\u00b7\u0300-\u036f\u203f\u2040"
_NAME = rf"{_VARIABLE}:%-"
_NUMBER = r"(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+|\d*\.\d+|\d+"
IRI = r"""<(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>"""
STRING = (
    r'''"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}|"(?:[^"\\\r\n]|\\.)*"'''
    r"""|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|'(?:[^'\\\r\n]|\\.)*'"""
)
COMMENT = r"\#[^\r\n]*"
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
    for match in _pattern(dialect).finditer(text):
        if match.lastgroup not in left_out:
            yield Token(str(match.lastgroup), match[0], match.start())


@lru_cache(maxsize=2)
def _pattern(dialect: Dialect) -> re.Pattern[str]:
    """Return what matches any token; so many letters take milliseconds to compile, which few commands need."""
    return re.compile(
        rf"""
        (?P<space>\s+)
      | (?P<comment>{COMMENT})
      | (?P<iri>{IRI})
      | (?P<string>{STRING})
      | (?P<variable>[?$][{_VARIABLE}]+)
      | (?P<tag>{dialect.tag})
      | (?P<number>{dialect.number})
      | (?P<word>[{_LETTER}:](?:[{_NAME}]|\\.|\.+(?=[{_NAME}\\]))*)
      | (?P<mark>{dialect.mark}|\\["']|.)
        """,
        re.VERBOSE | re.DOTALL | re.ASCII,
    )


def place(text: str, start: int) -> tuple[int, int]:
    """Return line and column of a character of a text, both counted from 1."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
