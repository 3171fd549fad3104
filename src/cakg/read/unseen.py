"""A text without what nobody sees: marks of no width, hyphens at line ends, ligatures, the shape of quotation marks.

What is taken away is known by name, and every letter that is left knows where it stood.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from cakg.words.patterns import regex

BREAK = "\uffff"  # in a folded text: a hyphen at the end of a line, which may or may not belong to the word
HYPHENS = "-\u2010"
_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARKS = {"‘": "'", "’": "'", "‛": "'", "ʻ": "'", "ʼ": "'", "“": '"', "”": '"', "‟": '"', "„": '"'}
_SHAPED = range(0x600, 0x10A0)  # in these scripts a joiner is seen: it changes the letters beside it
_JOINERS = "\u200c\u200d"
_LIGATURES = ("<compat>", "<isolated>", "<initial>", "<medial>", "<final>")


@dataclass(frozen=True)
class Folded:
    """Hold a text without what nobody sees.

    *Shapes*: `starts` and `ends` give for each of its letters the stretch of the original that it stands for;
    `unseen` are places in the original and the names of what was taken away or replaced there, in order.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    unseen: tuple[tuple[int, str], ...]

    @cached_property
    def breaks(self) -> bool:
        """Tell whether a word is broken at the end of a line."""
        return BREAK in self.text

    @cached_property
    def letters(self) -> str:
        """Return the text without hyphens, be they of a word or of the end of a line."""
        return self.text.translate(dict.fromkeys(map(ord, HYPHENS + BREAK)))

    def names(self, start: int, end: int) -> tuple[str, ...]:
        """Return what nobody sees in a stretch of the original, each name once."""
        return tuple(dict.fromkeys(name for at, name in self.unseen if start <= at < end))


def fold(text: str, breaks: frozenset[int] = frozenset()) -> Folded:
    """Return a text without what nobody sees; `breaks` are the places of hyphens at line ends."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    unseen: list[tuple[int, str]] = []
    for start, end, becomes, name in _pieces(text, breaks):
        if name:
            unseen.append((start, name))
        for letter in becomes:
            if letter == " " and letters and letters[-1] == " ":
                continue  # two blanks meet where something between them is gone
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return Folded("".join(letters), tuple(starts), tuple(ends), tuple(unseen))


def name_of(letter: str) -> str:
    """Return the code point of a character and its name in Unicode."""
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '(without a name)')}"


def _pieces(text: str, breaks: frozenset[int]) -> Iterator[tuple[int, int, str, str]]:
    """Yield stretches of a text: start, end, what they become, and the name of what nobody sees or nothing."""
    at = 0
    while at < len(text):
        letter = text[at]
        entity = _ENTITY.match(text, at) if letter == "&" else None
        if at in breaks:
            yield at, at + 2, BREAK, "a hyphen at the end of a line"
            at += 2
        elif entity is not None and (said := unescape(entity[0])) != entity[0]:
            becomes = "".join(_folded(said, n) for n in range(len(said)))
            yield at, entity.end(), " " if becomes.isspace() else becomes, f"the HTML entity {entity[0]}"
            at = entity.end()
        else:
            becomes = _folded(text, at)
            yield at, at + 1, becomes, "" if becomes == letter else name_of(letter)
            at += 1


def _folded(text: str, at: int) -> str:
    letter = text[at]
    if letter.isascii():
        return letter
    if letter in _MARKS:
        return _MARKS[letter]
    if letter in _JOINERS:
        beside = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
        return letter if any(ord(one) in _SHAPED for one in beside) else ""
    if unicodedata.category(letter) == "Cf" or 0xFE00 <= ord(letter) <= 0xFE0F or letter == "\u034f":
        return ""
    ligature = unicodedata.decomposition(letter).startswith(_LIGATURES) and _is_of_print(letter)
    return unicodedata.normalize("NFKC", letter) if ligature else letter


def _is_of_print(letter: str) -> bool:
    """Tell whether a character is the form that printing gives to letters: a ligature, a letter joined to the next."""
    return 0xFB00 <= ord(letter) <= 0xFDFF or 0xFE70 <= ord(letter) <= 0xFEFC or letter in "ĳĲ"
