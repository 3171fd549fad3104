"""Conflict markers: what a merge of two versions left in a text, so that it is neither of them."""

import re

from cakg.read import lexer
from cakg.read.lexer import Dialect
from cakg.words.errors import InputError
from cakg.words.patterns import regex

_MARKER = regex(r"^(?:<{7}|>{7}|\|{7})(?: [^\r\n]*)?\r?$", re.MULTILINE)
_REMEDY = "keep what holds of the two versions and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"


def refuse(text: str, path: str, dialect: Dialect | None = None) -> None:
    """Raise InputError with the line of the first marker in a text; one within a string of a dialect is none."""
    markers = [match.start() for match in _MARKER.finditer(text)]
    if markers and dialect is not None:
        strings = [
            (one.start, one.start + len(one.text)) for one in lexer.tokens(text, dialect) if one.kind == "string"
        ]
        markers = [start for start in markers if not any(begin < start < end for begin, end in strings)]
    if markers:
        line, _ = lexer.place(text, markers[0])
        raise InputError("a merge of two versions was not resolved here", _REMEDY, path=path, line=line)
