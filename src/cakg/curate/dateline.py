"""The dateline of a document: where it stands, and the day and the place of issue that it tells."""

import re
from collections.abc import Mapping, Sequence

from cakg.curate.day import Day
from cakg.curate.days import days_of
from cakg.curate.mentions import Mention, within
from cakg.curate.prose import Prose, Sentence
from cakg.curate.register import Register
from cakg.curate.told import Told
from cakg.read.text import Range
from cakg.words.namespaces import BASE
from cakg.words.patterns import regex

_DATELINE = 110  # characters from the start of the text in which a dateline ends
_CITY = BASE + "kind/city"
_BESIDE = 2  # words beside a date in a line that is no more than it
_DONE = regex(r"\W*(?:Done|DONE|Совершено|СОВЕРШЕНО)\s+(?:in|at|в)\b")
_ASIDE = 6  # words beside a city in a heading that tells where a document was issued


def is_dateline(prose: Prose, sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Tell whether a heading is hardly more than a date: beside it stand a place, a publisher, or what begins large."""
    found = [day for day in days_of(prose, "2000-01-01") if sentence.place.start <= day.start < sentence.place.end]
    covered = [(one.start, one.end) for one in found] + [(one.start, one.end) for one in mentions]
    return (
        any(day.sure and day.is_day for day in found)
        and len(sentence.tokens) <= 10
        and not any(
            len(token.written) > 3 and token.written[0].islower() and not token.written[0].isdigit()
            for token in sentence.tokens
            if not any(start <= token.start < end for start, end in covered)
        )
    )


def dateline_of(
    prose: Prose, head: Sequence[Sentence], mentions: Sequence[Mention], body: int, title: Told | None
) -> Range | None:
    """Return the heading that is a dateline, else the opening of the text up to its dash."""
    opening = prose.text[body : body + _DATELINE]
    dash = re.search(r"\s[–—-]{1,2}\s|\s?/[^/]{2,40}/\s?[.–—-]", opening)
    if dash is not None and _opens(prose, body, body + dash.start()):
        return Range(body, body + dash.end())
    for sentence in head:
        if is_dateline(prose, sentence, mentions) and (
            title is None or title.place is None or sentence.place != title.place
        ):
            return sentence.place
    return None


def _opens(prose: Prose, start: int, end: int) -> bool:
    """Tell whether an opening is a dateline: a place in capitals or a date."""
    tokens = prose.between(start, end)
    if not tokens or len(tokens) > 10:
        return False
    dated = any(start <= day.start < end and day.is_day for day in days_of(prose, "2000-01-01"))
    return dated or tokens[0].written.isupper()


def issued_of(prose: Prose, head: Sequence[Sentence], dateline: Range | None, meta: Mapping[str, str]) -> Told | None:
    """Return when a document was issued: by its dateline, its page, the words "Done at", a line that is no more than a
    date, else by the first or the last date in it.
    """
    days = [day for day in days_of(prose, None) if day.is_day and "/" not in day.edtf and not day.borrowed]
    if dateline is not None:
        for day in days:
            if dateline.start <= day.start < dateline.end:
                return Told(day.edtf, Range(day.start, day.end), True)
    if meta.get("issued"):
        return Told(meta["issued"], None, False, "as its page has it, or as was given")
    done = [day for day in days if _DONE.match(prose.text, prose.sentence_at(day.start).place.start, day.start)]
    alone = [day for day in days if _is_alone(prose, day)]
    first = [day for day in days if day.start < len(prose.text) // 10 or day.start < 300]
    last = [day for day in days if day.start > len(prose.text) - 150]
    for found, why in (
        (done[-1:], "the day on which it was done"),
        (alone if len(alone) == 1 else [], "a date in a line of its own"),
        (first[:1], "the first date, not in a dateline"),
        (last[-1:], "the last date, not in a dateline"),
        (_months(prose, head), "the month in its heading"),
    ):
        for day in found:
            return Told(day.edtf, Range(day.start, day.end), False, why)
    return None


def _is_alone(prose: Prose, day: Day) -> bool:
    """Tell whether a date stands in a line that has few words beside it, at the beginning or the end of a text."""
    return prose.sentence_at(day.start).is_heading and prose.beside(day.start, day.end) <= _BESIDE


def _months(prose: Prose, head: Sequence[Sentence]) -> list[Day]:
    """Return the month that headings name, where they name one."""
    inside = [
        day
        for day in days_of(prose, None)
        if len(day.edtf) == len("2016-12") and day.sure
        if any(one.is_heading and one.place.start <= day.start < one.place.end for one in head)
    ]
    return inside[:1] if len({day.edtf for day in inside}) == 1 else []


def place_of(mentions: Sequence[Mention], dateline: Range | None) -> Told | None:
    if dateline is None:
        return None
    for one in within(mentions, dateline.start, dateline.end):
        place = one.of("place")
        if place is not None:
            return Told(place, Range(one.start, one.end), len(one.things) == 1)
    return None


def place_alone(head: Sequence[Sentence], mentions: Sequence[Mention], register: Register) -> Told | None:
    """Return the city that a heading names which is hardly longer."""
    for sentence in head:
        for one in within(mentions, sentence.place.start, sentence.place.end):
            place = one.of("place")
            short = len(sentence.tokens) <= one.last - one.first + 1 + _ASIDE and sentence.is_heading
            if place is not None and short and _CITY in register.all(place, "kind"):
                return Told(place, Range(one.start, one.end), False, "a heading of its own")
    return None
