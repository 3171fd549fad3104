"""What a document says of itself before it begins: title, day and place of issue, publisher, kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cakg.curate.dateline import dateline_of, is_dateline, issued_of, place_alone, place_of
from cakg.curate.genre import genre_of, speeches
from cakg.curate.mentions import Mention, within
from cakg.curate.prose import Prose, Sentence
from cakg.curate.publishers import publisher_of
from cakg.curate.register import Register
from cakg.curate.told import Told
from cakg.read.text import Range
from cakg.words.patterns import regex

_BODY = 7  # words of a sentence with which the text itself begins
_HEAD = 12  # paragraphs among which the heading is looked for
_TITLE = 3  # words of the shortest title
_PLAIN = 6  # words of a heading that may hold nothing but names
_MARKS = " \t#*_>|~`"
_RE = regex(r"^(?:Re|Subject|Тема)\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Heading:
    """Hold what a document says of itself; `body` is where its text begins, `end` where speech does."""

    title: Told | None
    issued: Told | None
    place: Told | None
    publisher: Told | None
    kind: Told
    body: int
    end: int
    dateline: Range | None


def heading_of(
    prose: Prose, mentions: Sequence[Mention], register: Register, meta: Mapping[str, str], address: str | None
) -> Heading:
    """Return what a document says of itself; `meta` are the particulars of its page, `address` is where it lies."""
    head, body = _parted(prose)
    title = _title(prose, head, mentions, meta)
    dateline = dateline_of(prose, head, mentions, body, title)
    issued = issued_of(prose, head, dateline, meta)
    place = place_of(mentions, dateline) or place_alone(head, mentions, register)
    publisher = publisher_of(head, dateline, mentions, register, meta, address)
    kind = genre_of(prose, head, publisher, register)
    return Heading(title, issued, place, publisher, kind, body, _end(prose, body), dateline)


def _end(prose: Prose, body: int) -> int:
    """Return where what is told ends, and what was said begins word by word."""
    said = [one for one in speeches(prose) if one.start >= body or one.start < body <= one.end]
    if not said:
        return len(prose.text)
    rest = len(prose.text) - said[0].start
    return said[0].start if len(said) > 1 or rest > 0.5 * len(prose.text) else len(prose.text)


def _parted(prose: Prose) -> tuple[list[Sentence], int]:
    """Return the sentences before the text itself, and where that begins."""
    head: list[Sentence] = []
    for sentence in prose.sentences:
        if sentence.paragraph > _HEAD or (not sentence.is_heading and len(sentence.tokens) >= _BODY):
            return head, sentence.place.start
        head.append(sentence)
    return [one for one in head if one.is_heading], head[0].place.start if head else 0


def _title(prose: Prose, head: Sequence[Sentence], mentions: Sequence[Mention], meta: Mapping[str, str]) -> Told | None:
    best: tuple[int, int, str, Range] | None = None
    for sentence in head:
        if not sentence.is_heading:
            continue
        text = prose.text[sentence.place.start : sentence.place.end]
        bare = _RE.sub("", text.strip(_MARKS)).strip(_MARKS)
        words = len(_title_words(bare))
        named = sum(one.last - one.first + 1 for one in within(mentions, sentence.place.start, sentence.place.end))
        if words < _PLAIN and named >= words - 1:
            continue  # a publisher, or a place
        if (
            words < _TITLE
            or is_dateline(prose, sentence, mentions)
            or bare.lower().startswith(("http", "www", "for information"))
        ):
            continue
        if text.rstrip().endswith((",", ";")):
            continue  # it goes on
        start = prose.text.find(bare, sentence.place.start)
        if best is None or words > best[0]:
            best = words, -sentence.place.start, bare, Range(start, start + len(bare))
    if best is not None and meta.get("title") and meta["title"] not in best[2] and best[2] not in meta["title"]:
        return Told(meta["title"], None, False, "as the page has it")
    if best is not None:
        return Told(best[2], best[3], True)
    return Told(meta["title"], None, False, "as the page has it") if meta.get("title") else None


def _title_words(title: str) -> list[str]:
    """Return the words of a title."""
    return re.findall(r"[^\W_]+", title)
