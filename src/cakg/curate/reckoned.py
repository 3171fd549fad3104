"""The days that words name by another day: today, tomorrow, Friday, the same day, the day after."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cakg.curate.day import Day
from cakg.curate.prose import Prose, Token, holds_exactly
from cakg.read import inflection
from cakg.words.patterns import regex

_BESIDE = 20  # characters at most between a weekday and the date that it goes with
_NOTHING = regex(  # between the two: on Tuesday, 9 June; Thursday evening, 4 July
    r"[ ,(]*(?:(?:morning|afternoon|evening|night|утром|днем|днём|вечером|on|the|в|во)[ ,(]*)*", re.IGNORECASE
)
_JOINTS = frozenset(("and", "to", "through", "until", "и", "по", "до", "в", "во"))
# Words before a weekday that tell on which side of the day of issue it lies, in Russian how they begin.
_STEPS: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "en": {1: ("next", "coming"), -1: ("last", "past", "previous")},
    "ru": {1: ("следующ", "ближайш", "предстоящ"), -1: ("прошл", "минувш", "прошедш")},
}
_OF_ANOTHER = {  # words for a day that a day named before them gives, with how far it lies from that
    "en": (("the same day", 0), ("that same day", 0), ("the following day", 1), ("the next day", 1),
           ("the previous day", -1), ("the day before", -1)),
    "ru": (("в тот же день", 0), ("на следующий день", 1)),
}  # fmt: skip


def from_issue(prose: Prose, base: date, taken: Sequence[tuple[int, int]]) -> Iterator[Day]:
    """Yield the days that words such as "tomorrow" and "Friday" name, reckoned from the day of issue.

    `taken` are the places of dates: a weekday beside one says no more than it does.
    """
    for token in prose.tokens:
        if token.word in prose.wording.days and not any(start <= token.start < end for start, end in taken):
            far, start = _distance(prose, token)
            day = base + timedelta(days=far)
            yield Day(start, token.end, day.isoformat(), False, f"reckoned from the day of issue, {base}")
    last: Day | None = None
    for one in _weekdays(prose, base, taken):
        if last is not None and _is_span(prose, last, one):
            begin = date.fromisoformat(last.edtf)
            end = begin + timedelta(days=(date.fromisoformat(one.edtf) - begin).days % 7)
            last = replace(last, end=one.end, edtf=f"{begin}/{end}")
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _distance(prose: Prose, token: Token) -> tuple[int, int]:
    """Return how far a day lies from that of issue, and where its words begin: the day before yesterday."""
    far = prose.wording.days[token.word]
    before = tuple(one.word for one in prose.tokens[max(0, token.number - 2) : token.number])
    if far and before == ("day", "before" if far < 0 else "after"):
        return 2 * far, prose.tokens[token.number - 2].start
    return far, token.start


def _weekdays(prose: Prose, base: date, taken: Sequence[tuple[int, int]]) -> Iterator[Day]:
    """Yield the days that weekdays name, but for those beside a date."""
    for token in prose.tokens:
        number = _weekday(prose, token)
        if number is None or _is_beside(prose, token, taken):
            continue
        step = _step(prose, token)
        ahead = step > 0 or (not step and _is_ahead(prose, token.start))
        far = (number - base.weekday()) % 7 if ahead else -((base.weekday() - number) % 7)
        far = far or 7 * step  # last Friday is not the Friday of issue
        how = f"the {prose.wording.weekdays[number]} {'after' if ahead else 'before'} the day of issue, {base}"
        yield Day(token.start, token.end, (base + timedelta(days=far)).isoformat(), False, how)


def _step(prose: Prose, token: Token) -> int:
    """Return 1 for a weekday that is said to be the next, -1 for the last, 0 for one of which neither is said."""
    before = prose.tokens[token.number - 1].word if token.number else ""
    for step, words in _STEPS[prose.language].items():
        if any(before.startswith(word) if prose.language == "ru" else before == word for word in words):
            return step
    return 0


def _weekday(prose: Prose, token: Token) -> int | None:
    """Return the number of the weekday that a word is, Monday being 0."""
    for number, name in enumerate(prose.wording.weekdays):
        if token.word == name or (prose.language != "en" and inflection.is_form_of(name, token.word, prose.language)):
            return number
    return None


def _is_span(prose: Prose, one: Day, other: Day) -> bool:
    """Tell whether nothing but what makes a span of two weekdays stands between them: from Monday to Friday."""
    between = [token.word for token in prose.between(one.end, other.start)]
    blank = not set(prose.text[one.end : other.start]) & set(",.;\n")
    return "/" not in one.edtf and bool(between) and blank and set(between) <= _JOINTS and one.edtf != other.edtf


def from_another(prose: Prose, found: Sequence[Day]) -> Iterator[Day]:
    """Yield the days that words name by a day before them, in their paragraph: on the same day."""
    for sentence in prose.sentences:
        for phrase, far in _OF_ANOTHER[prose.language]:
            at = holds_exactly(sentence.words, phrase)
            if at < 0:
                continue
            first, last = sentence.tokens[at], sentence.tokens[at + len(phrase.split()) - 1]
            if any(one.start < last.end and first.start < one.end for one in found):
                continue  # the day before yesterday
            paragraph = prose.document.paragraphs[sentence.paragraph - 1]
            before = [one for one in found if paragraph.start <= one.start and one.end <= first.start and one.is_day]
            if before and "/" not in before[-1].edtf and "[" not in before[-1].edtf:
                day = date.fromisoformat(before[-1].edtf) + timedelta(days=far)
                yield Day(first.start, last.end, day.isoformat(), False, f"reckoned from {before[-1].edtf}")
                break


def _is_beside(prose: Prose, token: Token, taken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a weekday is in a date, or right before or after one."""
    for start, end in taken:
        if start <= token.start < end:
            return True
        one, other = (token.end, start) if token.end <= start else (end, token.start)
        near = 0 <= other - one <= _BESIDE and _NOTHING.fullmatch(prose.text, one, other)
        if near and prose.sentence_at(start).paragraph == prose.sentence_at(token.start).paragraph:
            return True
    return False


def _is_ahead(prose: Prose, place: int) -> bool:
    """Tell whether the sentence at a place tells of what is still to come."""
    words = prose.sentence_at(place).words
    return any(holds_exactly(words, phrase) >= 0 for phrase in prose.wording.ahead)
