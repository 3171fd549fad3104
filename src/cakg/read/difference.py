"""Where two texts first part, and what their characters have to do with one another, each by its name in Unicode."""

import unicodedata
from dataclasses import dataclass

from cakg.read.unseen import name_of

# Letters of one shape: each in Cyrillic or Greek stands below the Latin one that it looks like.
_LATIN = "ABCEHIJKMOPSTXYaceijopsxyhdABEHIKMNOPTXYZo"
_ALIKE = "АВСЕНІЈКМОРЅТХУасеіјорѕхуһԁΑΒΕΗΙΚΜΝΟΡΤΧΥΖο"
_SHAPES = dict(zip(_ALIKE, _LATIN, strict=True))
_DASHES = "-‐‑‒–—−"
_ELSE, _AKIN = 1.0, 0.3  # what it costs to take one character for another, and for one of its kin


@dataclass(frozen=True)
class Parting:
    """Hold where a quote fits best in a text (`start` to `end`), and the first characters that differ.

    `given` is that of the quote, `there` that of the text at `at`; one of them is empty where the other has no partner.
    """

    start: int
    end: int
    at: int
    given: str
    there: str


def part(quote: str, text: str) -> Parting | None:
    """Return where a quote fits best into a text and first differs from it, or None where it stands in it.

    *Source*: Sellers, The theory and computation of evolutionary distances, 1980 (alignment with free ends); from the
    end, so that the way back meets the first difference as late as it can.
    """
    rows = [[0.0] * (len(text) + 1)]  # rows[-1 - i][j]: what the rest of the quote from i costs from j on
    for given in reversed(quote):
        row = [rows[-1][len(text)] + 1]
        for j in range(len(text) - 1, -1, -1):
            row.append(min(rows[-1][j + 1] + _cost(given, text[j]), rows[-1][j] + 1, row[-1] + 1))
        rows.append(row[::-1])
    rows.reverse()
    start = min(range(len(text) + 1), key=lambda j: rows[0][j])
    i, j, first = 0, start, None
    while i < len(quote):
        given, there = quote[i], text[j : j + 1]
        if there and rows[i][j] == rows[i + 1][j + 1] + _cost(given, there):
            step = (1, 1)
        elif there and rows[i][j] == rows[i][j + 1] + 1:
            step, given = (0, 1), ""
        else:
            step, there = (1, 0), ""
        if first is None and given != there:
            first = (j, given, there)
        i, j = i + step[0], j + step[1]
    return None if first is None else Parting(start, j, *first)


def describe(parting: Parting, text: str) -> str:
    """Return in words how a quote and the text first differ."""
    given, there = parting.given, parting.there
    if not given:
        before = text[parting.at - 1 : parting.at]
        note = " (the mark of a footnote?)" if before.isalpha() and unicodedata.category(there).startswith("N") else ""
        return f"there stands {name_of(there)}{note}, which the quote leaves out"
    if not there:
        return f"the quote has {name_of(given)}, which is not there"
    return f"there stands {name_of(there)}, in the quote {name_of(given)}{_kinship(given, there)}"


def simple(letter: str) -> str:
    """Return what a character has in common with its kin: one character, in lower case, Latin, without accents."""
    latin = _SHAPES.get(letter, letter)
    base = unicodedata.normalize("NFD", latin)[0].lower()
    return _SHAPES.get(base, base)[0] if base not in _DASHES else "-"


def shapes(text: str) -> str:
    """Return of each character of a text what it has in common with its kin."""
    return "".join(map(simple, text))


def _cost(given: str, there: str) -> float:
    if given == there:
        return 0.0
    return _AKIN if simple(given) == simple(there) else _ELSE


def _kinship(given: str, there: str) -> str:
    if given.lower() == there.lower():
        return ": the case differs"
    if _SHAPES.get(given, given) == _SHAPES.get(there, there):
        return ", which looks alike"
    if unicodedata.normalize("NFD", given)[0] == unicodedata.normalize("NFD", there)[0]:
        return ": the mark above or below differs"
    return ""
