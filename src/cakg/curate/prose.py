"""A document as it is read here: its sentences and words, each with its place in the normalized text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from cakg.curate.wordlists import WORDINGS, Wording
from cakg.read import inflection
from cakg.read.text import Document, Range
from cakg.words.patterns import regex

_TOKEN = regex(r"\b(?:U\.S\.A|U\.S|U\.N|U\.K|E\.U|D\.C)\.|[^\W_]+(?:[\u00ad\u200b-\u200d\u2060]+[^\W_]+)*")
_NOTE = 6  # words of a heading that may end in an abbreviation
_SHOUTED = 4  # words in capitals that are more than a name
_UNSEEN = regex(r"[.\u00ad\u200b-\u200d\u2060]")  # in a word
_END = regex(r"[.!?…][\"'”’»)\]]*(?=\s|$)")
_ROW = regex(r"\|[^|]*\d[^|]*\|[^|]+\|")  # of a table whose first cell is a date
_YEAR = regex(r"\W*(?:(?:in|year|в)\s+)?((?:19|20)\d\d)\s*(?:г\.|год[ау]?)?\W*", re.IGNORECASE)
_NO_END = regex(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Amb|Gen|St|No|Nos|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|им|ст|гг?|тыс|млн|"
    r"янв|февр?|мар|апр|июн|июл|авг|сент?|окт|нояб?|дек|ул|пр|стр|см|т|д|п)|(?<![^\W\d_])[^\W\d_])\.$"
)


@dataclass(frozen=True)
class Token:
    """Hold a word: as it is compared, as it is written, where it stands, and its number in the text."""

    word: str
    written: str
    start: int
    end: int
    number: int

    @property
    def is_capital(self) -> bool:
        """Tell whether it begins with a capital letter or is a number."""
        return self.written[0].isupper() or self.written[0].isdigit()


@dataclass(frozen=True)
class Sentence:
    """Hold a sentence: its place, its words, its paragraph (from 1), whether it is a heading or the title."""

    place: Range
    tokens: tuple[Token, ...]
    paragraph: int
    is_heading: bool

    @property
    def words(self) -> tuple[str, ...]:
        """Return its words as they are compared."""
        return tuple(token.word for token in self.tokens)


@dataclass(frozen=True)
class Prose:
    """Hold a document in a language that is served."""

    document: Document
    language: str

    @property
    def text(self) -> str:
        """Return the normalized text."""
        return self.document.text

    @property
    def wording(self) -> Wording:
        """Return the words of the language."""
        return WORDINGS[self.language]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return all words in their order, those that a line's end breaks as one."""
        found: list[Token] = []
        matches = list(_TOKEN.finditer(self.text))
        at = 0
        while at < len(matches):
            first = last = matches[at]
            written = _UNSEEN.sub("", first[0])
            while at + 1 < len(matches) and self._is_broken(last.end(), matches[at + 1].start()):
                joined = written + _UNSEEN.sub("", matches[at + 1][0])
                if f"{written}-{joined[len(written) :]}" in self.text:
                    break  # the hyphen is of the word
                at += 1
                last, written = matches[at], joined
            word = "".join(inflection.words(written, self.language))
            if written == "St" and at + 1 < len(matches) and matches[at + 1][0][0].isupper():
                word = "saint"
            found.append(Token(word or written, written, first.start(), last.end(), len(found)))
            at += 1
        return tuple(found)

    def _is_broken(self, end: int, start: int) -> bool:
        """Tell whether between two places stands no more than a hyphen at the end of a line."""
        return end in self.document.breaks and start == end + 2 and self.text[start].islower()

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences in their order; a paragraph without an end mark is a heading."""
        return tuple(self._sentences())

    def beside(self, start: int, end: int) -> int:
        """Return how many words stand beside a stretch in its sentence."""
        return len(self.sentence_at(start).tokens) - len(self.between(start, end))

    def sentence_at(self, place: int) -> Sentence:
        """Return the sentence in which a place lies."""
        at = bisect_right(self.sentences, place, key=lambda one: one.place.start) - 1
        return self.sentences[max(at, 0)]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the words from one place to another."""
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end - 1)
        return self.tokens[first:last]

    @cached_property
    def firsts(self) -> frozenset[int]:
        """Return the numbers of the words with which paragraphs and lines begin: no name goes on across them."""
        starts = (*(one.start for one in self.document.paragraphs), *self.document.lines)
        return frozenset(bisect_right(self._starts, start - 1) for start in starts)

    @cached_property
    def shouted(self) -> frozenset[int]:
        """Return the numbers of the words of headings in capitals throughout, where capitals tell nothing."""
        found = set[int]()
        for sentence in self.sentences:
            said = [token.written for token in sentence.tokens if token.written.isalpha()]
            if len(said) >= _SHOUTED and all(map(str.isupper, said)):
                found.update(token.number for token in sentence.tokens)
        return frozenset(found)

    @cached_property
    def sections(self) -> tuple[tuple[int, int], ...]:
        """Return where headings end that are no more than a year, as in chronologies, each with the year."""
        found = ((one, _YEAR.fullmatch(self.text, one.place.start, one.place.end)) for one in self.sentences)
        return tuple((one.place.end, int(year[1])) for one, year in found if year is not None)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def _stretches(self) -> Iterator[tuple[int, Range]]:
        """Yield the paragraphs with their numbers, those that are lists line by line."""
        lines = sorted(self.document.lines)
        for number, paragraph in enumerate(self.document.paragraphs, 1):
            inside = lines[bisect_right(lines, paragraph.start) : bisect_right(lines, paragraph.end)]
            starts = [paragraph.start, *inside]
            for start, end in zip(starts, [*(one - 1 for one in inside), paragraph.end], strict=True):
                yield number, Range(start, end)

    def _sentences(self) -> Iterator[Sentence]:
        for number, paragraph in self._stretches():
            start = paragraph.start
            ended = False
            for mark in _END.finditer(self.text, paragraph.start, paragraph.end):
                head = self.text[start : mark.start() + 1]
                rest = self.text[mark.end() : paragraph.end].lstrip()
                if rest and (_NO_END.search(head) or rest[0].islower()):
                    continue
                if not rest and not ended and _NO_END.search(head) and len(self.between(start, mark.end())) <= _NOTE:
                    continue  # a heading that ends in an abbreviation: Washington, D.C.
                tokens = self.between(start, mark.end())
                if tokens:
                    yield Sentence(Range(start, mark.end()), tokens, number, False)
                    ended = True
                start = mark.end()
            tokens = self.between(start, paragraph.end)
            if tokens:
                is_heading = not ended and len(tokens) < 40 and _ROW.match(self.text, start) is None
                yield Sentence(Range(start, paragraph.end), tokens, number, is_heading)


def holds(words: tuple[str, ...], phrase: str, language: str) -> int:
    """Return where words hold a phrase, each word of it in some form; -1 where they do not."""
    wanted = inflection.words(phrase, language)
    for at in range(len(words) - len(wanted) + 1):
        if all(inflection.share_stem(one, words[at + n], language) for n, one in enumerate(wanted)):
            return at
    return -1


def holds_exactly(words: tuple[str, ...], phrase: str) -> int:
    """Return where words hold a phrase letter by letter; -1 where they do not."""
    wanted = tuple(re.findall(r"[^\W_]+", phrase))
    for at in range(len(words) - len(wanted) + 1):
        if words[at : at + len(wanted)] == wanted:
            return at
    return -1


def phrase_at(prose: Prose, sentence: Sentence, phrase: str) -> int:
    """Return where a sentence holds a phrase: letter by letter in English, in some form in Russian; -1 where not."""
    if prose.language == "en":
        return holds_exactly(sentence.words, phrase)
    return holds(sentence.words, phrase, prose.language)
