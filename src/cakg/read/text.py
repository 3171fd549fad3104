"""The text of a document: normalized, digested, cut into paragraphs and sentences, searched for quotes."""

import hashlib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from urllib.parse import quote

from cakg.read.unseen import Folded, fold
from cakg.read.unspaced import count_words, ends_without_mark, is_joined
from cakg.words.patterns import regex

_SPACE = regex(r"\s+")
_LINE_END = regex(r"\r\n|[\r\u0085\u2028]")  # of other systems and of word processors
_BROKEN = regex(r"(?<=[^\W_])[-\u2010\u00ad]$")
# What goes on in small letters goes on; marks of scripts without blanks need none after them.
_END = regex(r"(?:[.!?…؟۔։।][\"'”’»)\]]*(?=\s(?![a-zа-яё])|\s?$)|[。！？｡។၊။།][”’」』）]*)")
# A single letter may be an initial or a town ("г. Душанбе"), but not after a number ("2012 г.").
_ABBREVIATED = regex(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Amb|Gen|St|No|Nos|vs|им|ст)|(?<!\d\s)\b\w)\.$")
_ITEM = regex(
    r"(?:[-–—•*·▪]|\d{1,2}[.)])\s|\d\d?[:.]\d\d\s|(?:Mr|Mrs|Ms|Dr|H\.\s?E)\b|"
    r"(?:For|On behalf of) the\s|(?:За|[Оо]т)\s[А-ЯЁ]"
)  # how items of lists and lines of signatures begin
_FULL = 0.8  # of the longest line: shorter ones, with the next word, were not broken for want of room
_BESIDE = 3  # words
_FEWEST = 4  # words: less is a dateline or an exclamation
_TRIMMED = " \t.!?…\"'“”‘’«»()[]*#_؟۔։।。！？｡។၊။།「」『』（）"


@dataclass(frozen=True)
class Range:
    """Hold a stretch of a normalized text: `start` and `end` in characters, end excluded."""

    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """Hold one document; offsets count characters of its normalized text, paragraphs count from 1.

    `breaks` are the places of hyphens at the ends of lines, `lines` those where lines begin that were not broken for
    want of room, as in lists; the normalized text does not tell either from others.
    """

    path: str
    text: str
    paragraphs: tuple[Range, ...]
    breaks: frozenset[int] = frozenset()
    lines: frozenset[int] = frozenset()

    @cached_property
    def digest(self) -> str:
        """Return `sha256-` and 64 hexadecimal digits of the normalized text in UTF-8."""
        return "sha256-" + hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @cached_property
    def words(self) -> int:
        """Return the number of words."""
        return count_words(self.text)

    @cached_property
    def folded(self) -> Folded:
        """Return the text without what nobody sees."""
        return fold(self.text, self.breaks)

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
            if self.has_borders(place := Range(start, end)):
                yield place
            start = self.text.find(wanted, start + 1)

    def has_borders(self, place: Range) -> bool:
        """Tell whether a place lies within one paragraph, and no word runs on beyond it."""
        within = place.end <= self.paragraphs[self.paragraph_of(place) - 1].end
        return within and not (is_joined(self.text, place.start) or is_joined(self.text, place.end))

    def paragraph_of(self, place: Range) -> int:
        """Return the number of the paragraph in which a place begins."""
        return bisect_right(self.paragraphs, place.start, key=lambda paragraph: paragraph.start)

    def is_whole_sentence(self, place: Range) -> bool:
        """Tell whether a place takes in a whole sentence."""
        return any(place.start <= one.start and one.end <= place.end for one in self.sentences)

    def context(self, place: Range) -> tuple[str, str]:
        """Return a few words before and after a place, within its paragraph."""
        paragraph = self.paragraphs[self.paragraph_of(place) - 1]
        before = self.text[paragraph.start : place.start].split()
        after = self.text[place.end : max(paragraph.end, place.end)].split()
        return " ".join(before[-_BESIDE:]), " ".join(after[:_BESIDE])

    def _sentences(self, paragraph: Range) -> Iterator[Range]:
        start = paragraph.start
        for mark in _END.finditer(self.text, paragraph.start, paragraph.end):
            if _ABBREVIATED.search(self.text, start, mark.start() + 1) and mark.end() != paragraph.end:
                continue
            body = self.text[start : mark.end()]
            left = len(body) - len(body.lstrip(_TRIMMED))
            length = len(body.strip(_TRIMMED))
            if _is_long(body):
                yield Range(start + left, start + left + length)
            start = mark.end()
        rest = self.text[start : paragraph.end]
        if ends_without_mark(rest) and _is_long(rest):
            yield Range(start + len(rest) - len(rest.lstrip(_TRIMMED)), paragraph.end)


def read_document(path: str, text: str) -> Document:
    """Return a document of a text whose paragraphs stand between blank lines.

    A page that ends in the midst of a sentence (a form feed) does not end the paragraph.
    """
    paragraphs, parts, breaks, lines, at = [], list[str](), set[int](), set[int](), 0
    whole = _LINE_END.sub("\n", unicodedata.normalize("NFC", text)).replace("\u2029", "\n\n")
    bodies = [_lines(part) for part in _paragraphs(whole)]
    width = max((len(line) for each in bodies if len(each) > 1 for line in each), default=0)
    for each in bodies:
        body = " ".join(each)
        if body:
            paragraphs.append(Range(at, at + len(body)))
            parts.append(body)
            breaks.update(at + broken for broken in _breaks(each))
            lines.update(at + start for start in _listed(each, width))
            at += len(body) + 1
    return Document(path, " ".join(parts), tuple(paragraphs), frozenset(breaks), frozenset(lines))


def _paragraphs(text: str) -> Iterator[str]:
    start = 0
    for gap in _SPACE.finditer(text):
        if gap[0].count("\n") < 2:
            continue
        ended = _END.search(text[max(start, gap.start() - 4) : gap.start()]) is not None
        if "\f" in gap[0] and not ended and text[gap.end() : gap.end() + 1].islower():
            continue
        yield text[start : gap.start()]
        start = gap.end()
    yield text[start:]


def _lines(paragraph: str) -> list[str]:
    """Return the lines of a paragraph, normalized."""
    return [line for line in map(normalize, paragraph.split("\n")) if line]


def _listed(lines: Sequence[str], width: int) -> Iterator[int]:
    """Yield where in a paragraph lines begin to which the word before would have had room to go on: those after a
    line that is far shorter than the longest of the text or ends a clause, and items of lists.
    """
    items = 2 * sum(_ITEM.match(line) is not None for line in lines) >= len(lines)
    if not items and any(line[0].islower() for line in lines[1:]):
        return  # sentences that go on from line to line
    at = 0
    for line, following in pairwise(lines):
        at += len(line) + 1
        short = len(line) + len(following.split()[0]) < _FULL * width
        ended = short or (line.endswith((";", ":", ".", "!", "?")) and not _ABBREVIATED.search(line))
        if (items and _ITEM.match(following)) or (ended and not following[0].islower() and not _BROKEN.search(line)):
            yield at


def _breaks(lines: Sequence[str]) -> Iterator[int]:
    """Yield where, once it is normalized, a paragraph has hyphens at the ends of lines within words."""
    at = 0
    for line, following in pairwise(lines):
        if _BROKEN.search(line) and following[0].isalnum():
            yield at + len(line) - 1
        at += len(line) + 1


def _is_long(sentence: str) -> bool:
    """Tell whether a sentence has as many words as make one worth the name."""
    return sum(count_words(part) for part in sentence.split() if any(map(str.isalpha, part))) >= _FEWEST


def normalize(text: str) -> str:
    """Return a text in Unicode NFC with each run of white space as one space and its ends trimmed."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fragment_link(url: str, quoted: str, before: str = "", after: str = "") -> str:
    """Return a link that makes a browser show the quote, told apart by the words before and after it.

    What no address may hold, such as `<` and letters beyond ASCII, is percent-encoded; what is no Unicode is a `?`.
    *Source*: WICG, URL Fragment Text Directives, 2023.
    """
    prefix = _encode(before) + "-," if before else ""
    suffix = ",-" + _encode(after) if after else ""
    return f"{_page(url)}#:~:text={prefix}{_encode(quoted)}{suffix}"


@lru_cache(maxsize=1024)
def _page(url: str) -> str:
    return quote(url.partition("#")[0], safe="%!$&'()*+,;=:@/?[]~", errors="replace")


def _encode(text: str) -> str:
    return quote(text, safe="", errors="replace").replace("-", "%2D")
