"""Which year a date means that names none: as the words around it say, as a date before it, or as its tense tells."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from cakg.curate.day import Day
from cakg.curate.prose import Prose, holds_exactly
from cakg.words import dates
from cakg.words.patterns import regex

_LATEST = 2100
_NEAR = timedelta(days=31)  # which a date of the other tense may lie from the day of issue
_AHEAD = timedelta(days=270)  # how far ahead days without a year are told; what lies farther was in the past
_LOOSE = timedelta(days=92)  # which a date without a tense may lie after it
_YEAR, _MONTH = len("2015"), len("2015-11")
_FAR = timedelta(days=62)  # before the day of issue: what lies farther may be of the year that its paragraph names
_WHOLE, _LONG = 300, 370  # days: of what is issued in a year no more is known; of what is longer, not even that
_COMING = {  # what tells that a date is still to come, beside the words that tell it of an event
    "en": ("decided to", "agreed to", "intends to", "intend to", "due to", "set to", "slated", "planned", "invited"),
    "ru": ("решили", "договорились", "готовим", "готовится", "готовятся", "намерен", "намерена", "намерены"),
}
_AFTER = regex(
    r",?\s+(?:of\s+)?(?:(?:this|the\s+current|(?P<last>last|the\s+previous)|(?P<next>next|the\s+coming))\s+year"
    r"|(?:этого|нынешнего|текущего|сего|(?P<past>прошлого|минувшего)|(?P<future>следующего|будущего))\s+года"
    r"|[ст]\.\s?г\.)(?!\w)",
    re.IGNORECASE,
)
BEFORE = {"last": -1, "прошлом": -1, "минувшем": -1, "next": 1, "следующем": 1, "будущем": 1}
_PAST = {  # how words of the past end
    "en": ("ed", "was", "were", "had", "met", "held", "took", "gave", "said"),
    "ru": ("лся", "лась", "лось", "лись", "ал", "ил"),
}


def base_of(issued: str | None) -> date | None:
    """Return the day from which years are reckoned: that of issue, or the middle of its month or year."""
    span = None if issued is None else dates.span(issued)
    if span is None or span.begin is None or span.end is None or (span.end - span.begin).days > _LONG:
        return None
    return span.begin + (span.end - span.begin) / 2


def relative_year(prose: Prose, end: int, base: date) -> tuple[int, int] | None:
    """Return the year that words after a date name, and where they end: of last year."""
    found = _AFTER.match(prose.text, end)
    if found is None:
        return None
    return base.year + bool(found["next"] or found["future"]) - bool(found["last"] or found["past"]), found.end()


def year_of(
    prose: Prose, place: int, base: date, issued: str, month: int, day: int, said: Iterable[Day], word: str = ""
) -> int:
    """Return the year of a day without one: that of a date before it in its sentence, which is of another year than
    the issue, else that which its tense tells. `said` are dates with years, `word` may be last, next or this.
    """
    if word:
        return _beside(base, month, BEFORE.get(word.casefold(), 0))
    span = dates.span(issued)
    if span is not None and span.begin and span.end and (span.end - span.begin).days > _WHOLE:
        return base.year
    start = prose.sentence_at(place).place.start
    before = _before(prose, place, said)
    near = [one for one in before if start <= one.start and len(one.edtf) >= _MONTH]
    carried = int(near[-1].edtf[:_YEAR]) if near else base.year
    if carried != base.year:
        return carried
    told = _by_tense(prose, place, base, month, day)
    nearest = _made(told, month, day)
    is_past = nearest is not None and base - nearest > _FAR
    return min(told, int(before[-1].edtf[:_YEAR])) if is_past and before else told


def year_around(prose: Prose, place: int, said: Sequence[Day]) -> int | None:
    """Return the year of a day without one in a document without a day of issue: that of the last date before it in
    its paragraph; None where none is.
    """
    before = _before(prose, place, said)
    return int(before[-1].edtf[:_YEAR]) if before else None


def year_of_section(prose: Prose, place: int) -> int | None:
    """Return the year that is the last heading of its kind before a place, as in chronologies; None where none is."""
    at = bisect_right(prose.sections, (place, 0)) - 1
    return prose.sections[at][1] if at >= 0 else None


def _before(prose: Prose, place: int, said: Iterable[Day]) -> list[Day]:
    """Return the dates with years that stand before a place in its paragraph."""
    paragraph = prose.document.paragraphs[prose.sentence_at(place).paragraph - 1]
    return [one for one in said if paragraph.start <= one.start and one.end <= place and one.edtf[:_YEAR].isdigit()]


def _by_tense(prose: Prose, place: int, base: date, month: int, day: int) -> int:
    """Return the year of the nearest such day that has passed, or is still to come where its sentence says so."""
    words = prose.sentence_at(place).words
    days = [one for year in (base.year - 1, base.year, base.year + 1) if (one := _made(year, month, day)) is not None]
    if not days:
        return base.year
    if any(holds_exactly(words, phrase) >= 0 for phrase in (*prose.wording.ahead, *_COMING[prose.language])):
        fitting = [one for one in days if base - _NEAR <= one <= base + _AHEAD][:1] or [
            one for one in days if one < base
        ][-1:]
    else:
        near = _NEAR if any(word.endswith(_PAST[prose.language]) for word in words) else _LOOSE
        fitting = [one for one in days if one <= base + near][-1:]
    return (fitting or days)[0].year


def _beside(base: date, month: int, step: int) -> int:
    """Return the year of this, the last (-1) or the next (1) month of a name."""
    if step < 0 and month < base.month:
        return base.year
    if step > 0 and month > base.month:
        return base.year
    return base.year + step


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
