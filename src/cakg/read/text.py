"""The text of a document: normalized, digested, cut into paragraphs and sentences, searched for quotes."""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"\n\s*\n")
_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s(?![a-zа-яё])|\s?$)")  # what goes on in small letters goes on
# A single letter may be an initial or a town ("г. Душанбе"), but not after a number ("2012 г.").
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Amb|Gen|St|No|Nos|vs|им|ст)|(?<!\d\s)\b\w)\.$")
_FEWEST = 4  # words: less is a dateline or an exclamation
_TRIMMED = " \t.!?…\"'“”‘’«»()[]*#_"


@dataclass(frozen=True)
class Range:
    """Hold a stretch of a normalized text: `start` and `end` in characters, end excluded."""

    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """Hold one document; offsets count characters of its normalized text, paragraphs count from 1."""

    path: str
    text: str
    paragraphs: tuple[Range, ...]

    @cached_property
    def digest(self) -> str:
        """Return `sha256-` and 64 hexadecimal digits of the normalized text in UTF-8."""
        return "sha256-" + hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def words(self) -> int:
        """Return the number of words."""
        return len(self.text.split())

    @cached_property
    def sentences(self) -> frozenset[Range]:
        """Return the sentences without the marks around them; a heading is none."""
        return frozenset(found for paragraph in self.paragraphs for found in self._sentences(paragraph))

    def find(self, quote: str) -> Iterator[Range]:
        """Yield every place where a quote stands as whole words within one paragraph."""
        wanted = normalize(quote)
        start = self.text.find(wanted) if wanted else -1
        while start >= 0:
            end = start + len(wanted)
            within = end <= self.paragraphs[self.paragraph_of(Range(start, end)) - 1].end
            if within and not (_joined(self.text, start) or _joined(self.text, end)):
                yield Range(start, end)
            start = self.text.find(wanted, start + 1)

    def paragraph_of(self, place: Range) -> int:
        """Return the number of the paragraph in which a place begins."""
        return bisect_right(self.paragraphs, place.start, key=lambda paragraph: paragraph.start)

    def is_whole_sentence(self, place: Range) -> bool:
        """Tell whether a place takes in a whole sentence."""
        return any(place.start <= one.start and one.end <= place.end for one in self.sentences)

    def context(self, place: Range, words: int = 3) -> tuple[str, str]:
        """Return some words before and after a place, within its paragraph."""
        paragraph = self.paragraphs[self.paragraph_of(place) - 1]
        before = self.text[paragraph.start : place.start].split()
        after = self.text[place.end : max(paragraph.end, place.end)].split()
        return " ".join(before[-words:]), " ".join(after[:words])

    def _sentences(self, paragraph: Range) -> Iterator[Range]:
        start = paragraph.start
        for mark in _END.finditer(self.text, paragraph.start, paragraph.end):
            if _ABBREVIATED.search(self.text, start, mark.start() + 1) and mark.end() != paragraph.end:
                continue
            body = self.text[start : mark.end()]
            left = len(body) - len(body.lstrip(_TRIMMED))
            length = len(body.strip(_TRIMMED))
            if sum(any(map(str.isalpha, word)) for word in body.split()) >= _FEWEST:
                yield Range(start + left, start + left + length)
            start = mark.end()


def read_document(path: str, text: str) -> Document:
    """Return a document of a text whose paragraphs stand between blank lines."""
    paragraphs, parts, at = [], [], 0
    for part in _GAP.split(unicodedata.normalize("NFC", text)):
        body = normalize(part)
        if body:
            paragraphs.append(Range(at, at + len(body)))
            parts.append(body)
            at += len(body) + 1
    return Document(path, " ".join(parts), tuple(paragraphs))


def normalize(text: str) -> str:
    """Return a text in Unicode NFC with each run of white space as one space and its ends trimmed."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _joined(text: str, at: int) -> bool:
    """Tell whether a word runs on across a place, be it with the accent of its last letter."""
    if not 0 < at < len(text):
        return False
    return unicodedata.combining(text[at]) > 0 or (text[at - 1].isalnum() and text[at].isalnum())


def fragment_link(url: str, quoted: str, before: str = "", after: str = "") -> str:
    """Return a link that makes a browser show the quote, told apart by the words before and after it.

    *Source*: WICG, URL Fragment Text Directives, 2023.
    """
    prefix = _encode(before) + "-," if before else ""
    suffix = ",-" + _encode(after) if after else ""
    return f"{url.partition('#')[0]}#:~:text={prefix}{_encode(quoted)}{suffix}"


def _encode(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
