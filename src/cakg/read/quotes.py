"""Quotes found in a document, in grades: letter by letter, else equal once what nobody sees is gone."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cakg.read.text import Document, Range, normalize
from cakg.read.unseen import BREAK, HYPHENS, Folded, fold


@dataclass(frozen=True)
class Match:
    """Hold where a quote stands, and the names of what nobody sees by which it differs there; exact has none."""

    place: Range
    unseen: tuple[str, ...] = ()


def find(document: Document, quote: str) -> tuple[Match, ...]:
    """Return every place where a quote stands as whole words in one paragraph: exactly, or if nowhere so, nearly."""
    if not holds_words(quote):
        return ()
    exact = tuple(Match(place) for place in document.find(quote))
    if exact:
        return exact
    return tuple(match for match in nearly(document, quote) if document.has_borders(match.place))


def holds_words(quote: str) -> bool:
    """Tell whether a quote has a letter or a figure."""
    return any(map(str.isalnum, quote))


def nearly(document: Document, quote: str) -> tuple[Match, ...]:
    """Return every place where the letters of a quote stand once what nobody sees is gone, whatever is around it."""
    wanted = _folded(quote)
    text = wanted.text.strip()
    folded = document.folded
    if not text or wanted.letters.strip() not in folded.letters:
        return ()
    found = []
    for match in re.finditer(_pattern(text, folded), folded.text):
        first, last = match.start(), match.end() - 1
        place = Range(folded.starts[first], folded.ends[last])
        names = (*folded.names(place.start, place.end), *(name for _, name in wanted.unseen))
        found.append(Match(place, tuple(dict.fromkeys(names))))
    return tuple(found)


def _pattern(text: str, folded: Folded) -> str:
    """Return an expression for a text, whose words may be broken at the ends of lines, with or without a hyphen."""
    if not folded.breaks:
        return re.escape(text)
    parts = []
    for before, letter in zip(" " + text, text, strict=False):
        between = before.isalnum() and letter.isalnum()
        parts.append(f"(?:-|{BREAK})" if letter in HYPHENS else f"{BREAK}?" * between + re.escape(letter))
    return "".join(parts)


@lru_cache(maxsize=1 << 14)
def _folded(quote: str) -> Folded:
    return fold(normalize(quote))
