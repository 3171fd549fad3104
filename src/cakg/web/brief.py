"""A brief: what documents say of one thing, on two pages, each sentence with its notes; what has no room is counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from cakg.web.brief_words import said

if TYPE_CHECKING:
    from cakg.ask.showing import Proof

# Two pages A4 hold 112 lines of the body; the letters of a line are fewer in Russian, whose letters are wider.
_ROOM = 98.0
_BODY, _NOTE = 88, 116  # letters of a line of the body and of a note
_SMALL = 0.72  # of a line of the body: a line of a note
_HEAD = 2.2  # lines: a heading with what is above and below it
_CLOSING = 7.0  # lines: title and closing remarks


@dataclass(frozen=True)
class Wanted:
    """Hold what a brief is to be of: topic (an IRI) and days, each None where all will do."""

    topic: str | None = None
    topic_name: str = ""
    since: date | None = None
    until: date | None = None
    days: str = ""  # in words


@dataclass(frozen=True)
class Source:
    """Hold a document as a note names it: title, publisher, day, the address to show, whether it was read whole."""

    iri: str
    title: str
    publisher: str
    issued: str
    address: str
    whole: bool


@dataclass(frozen=True)
class Ground:
    """Hold what a sentence rests on: the words of a document (none where none are quoted) and where they stand."""

    source: Source
    quote: str
    language: str = ""
    link: str | None = None
    is_row: bool = False


def grounds(proof: "Proof", sources: Mapping[str, Source], told_by: Iterable[str], most: int = 2) -> tuple[Ground, ...]:
    """Return what a sentence rests on: the quotes that show it, or where none does, `most` documents that tell it."""
    shown = tuple(
        Ground(sources[one.report], one.text, one.language, one.link, one.is_row)
        for one in proof.phrases
        if one.report in sources
    )
    return shown or tuple(Ground(sources[one], "") for one in dict.fromkeys(told_by) if one in sources)[:most]


@dataclass(frozen=True)
class Sentence:
    """Hold a sentence before it is placed: its words, what was said and in which language, marks, what it rests on.

    `marks` say of what it tells that it was expected, announced, incomplete; `lacking` what no quote shows. Of more
    than there is room for, those of the greatest `day` are told.
    """

    text: str
    grounds: tuple[Ground, ...]
    content: str = ""
    language: str = ""
    marks: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    day: str = ""


@dataclass(frozen=True)
class Chapter:
    """Hold the sentences of one respect in the order of reading, and what was left out of them before, in words."""

    title: str
    sentences: tuple[Sentence, ...]
    outside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """Hold a sentence as it stands in a brief, with the numbers of its notes."""

    sentence: Sentence
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Part:
    """Hold a chapter as it stands in a brief: its lines, and in words what is not among them."""

    title: str
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    """Hold a note: its number, what it rests on, and the number of the note that names the same document before."""

    number: int
    ground: Ground
    same: int | None


@dataclass(frozen=True)
class Brief:
    """Hold a brief: its title, what it is of, its parts, its notes and closing remarks, and the language of it."""

    title: str
    iri: str
    made: str
    asked: str
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    remarks: tuple[str, ...]
    lang: str


@dataclass
class _Placed:
    """Keep which sentences were chosen, and how much room they take with their notes."""

    chosen: set[tuple[int, int]] = field(default_factory=set)
    grounds: set[tuple[str, str]] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    used: float = 0.0


def fitted(chapters: Sequence[Chapter], lang: str, room: float = _ROOM) -> tuple[tuple[Part, ...], tuple[Note, ...]]:
    """Return of chapters as many sentences as two pages hold, in turn from each, the latest first, and their notes.

    What has no room is counted in the remarks of its part. *Units*: `room` in lines of the body.
    """
    placed = _Placed(used=_CLOSING + sum(_HEAD + len(one.outside) for one in chapters))
    waiting = {at: _by_day(one.sentences) for at, one in enumerate(chapters)}
    while any(waiting.values()):
        for at, left in waiting.items():
            if left:
                _try(placed, chapters[at].sentences[left[-1]], (at, left.pop()), room)
    numbers: dict[tuple[str, str], Note] = {}
    parts = tuple(_part(at, one, placed.chosen, numbers, lang) for at, one in enumerate(chapters))
    return parts, tuple(numbers.values())


def cited(notes: Iterable[Note]) -> Mapping[str, Source]:
    """Return the documents that notes name, by IRI."""
    return {note.ground.source.iri: note.ground.source for note in notes}


def _by_day(sentences: Sequence[Sentence]) -> list[int]:
    """Return the numbers of sentences, the earliest first."""
    return sorted(range(len(sentences)), key=lambda n: sentences[n].day)


def _try(placed: _Placed, sentence: Sentence, place: tuple[int, int], room: float) -> None:
    """Choose a sentence if there is room for it and its notes."""
    words = " ".join((sentence.text, sentence.content, *sentence.marks, *sentence.lacking))
    cost = float(ceil((len(words) + 3 * len(sentence.grounds)) / _BODY))
    grounds, sources = set[tuple[str, str]](), set[str]()
    for one in sentence.grounds:
        key = _key(one)
        if key not in placed.grounds | grounds:
            again = one.source.iri in placed.sources | sources
            told = one.source
            letters = len(one.quote) + (30 if again else len(told.title + told.publisher + told.address) + 30)
            cost += _SMALL * ceil(letters / _NOTE)
            grounds.add(key)
            sources.add(told.iri)
    if placed.used + cost <= room:
        placed.used += cost
        placed.chosen.add(place)
        placed.grounds |= grounds
        placed.sources |= sources


def _part(
    at: int, chapter: Chapter, chosen: set[tuple[int, int]], numbers: dict[tuple[str, str], Note], lang: str
) -> Part:
    lines = []
    for n, sentence in enumerate(chapter.sentences):
        if (at, n) in chosen:
            lines.append(Line(sentence, tuple(dict.fromkeys(_number(one, numbers) for one in sentence.grounds))))
    left = len(chapter.sentences) - len(lines)
    more = (said(lang, "more", count=left),) if left else ()
    nothing = () if chapter.sentences or chapter.outside else (said(lang, "nothing"),)
    return Part(chapter.title, tuple(lines), (*more, *chapter.outside, *nothing))


def _number(one: Ground, numbers: dict[tuple[str, str], Note]) -> int:
    key = _key(one)
    if key not in numbers:
        first = (note.number for note in numbers.values() if note.ground.source.iri == one.source.iri)
        numbers[key] = Note(len(numbers) + 1, one, next(first, None))
    return numbers[key].number


def _key(one: Ground) -> tuple[str, str]:
    return one.source.iri, one.quote
