"""EDTF dates as intervals of days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cakg.words import edtf
from cakg.words.edtf import Point, Sort, Stretch

_FIRST_YEAR, _LAST_YEAR = 1000, 9999
_SEASONS = {code: (3 * (code - 20), 3) for code in (21, 22, 23, 24)}
PARTS: dict[int, tuple[int, int]] = {  # code of a part of the year -> its first month, and how many months it has
    **_SEASONS,
    **{code + 4: months for code, months in _SEASONS.items()},  # of the northern hemisphere
    **{29 + n: _SEASONS[21 + (n + 2) % 4] for n in range(4)},  # of the southern hemisphere
    **{33 + n: (1 + 3 * n, 3) for n in range(4)},  # quarters
    **{37 + n: (1 + 4 * n, 4) for n in range(3)},  # thirds
    **{40 + n: (1 + 6 * n, 6) for n in range(2)},  # halves
}

_CODES = frozenset(map(str, PARTS))


@dataclass(frozen=True, slots=True)
class Span:
    """Hold the earliest and the latest day that a date allows.

    A bound of None is unknown or open; `open_begin` and `open_end` are true where the date says that it is open (`..`).
    """

    begin: date | None
    end: date | None
    open_begin: bool = False
    open_end: bool = False


@lru_cache(maxsize=16384)
def parse(text: str) -> Span:
    """Return the days that an EDTF date allows, without the margins that "about" might add.

    Winter is December to February and bears the year in which it begins. A lone `..` is an open end. A year of which
    the first digit is not specified bounds nothing.
    Errors: ValueError in one sentence for what is no EDTF date, no calendar day, reversed, or not of the years
    1000 to 9999.
    """
    writing = edtf.read(text)
    if writing.sort is Sort.OPEN:
        return Span(None, None, open_end=True)
    spans = [_span(member, text) for member in writing.members]
    if writing.sort in (Sort.DATE, Sort.INTERVAL):
        return spans[0]
    begin = None if any(span.begin is None for span in spans) else min(map(_low, spans))
    end = None if any(span.end is None for span in spans) else max(map(_high, spans))
    return Span(begin, end, any(span.open_begin for span in spans), any(span.open_end for span in spans))


def span(text: str) -> Span | None:
    """Return the days that a date allows, None for what is no date."""
    try:
        return parse(text)
    except ValueError:
        return None


def contains(outer: Span, inner: Span) -> bool:
    """Tell whether every day of `inner` lies in `outer`; a missing bound lies beyond every day."""
    return _low(outer) <= _low(inner) and _high(inner) <= _high(outer)


def overlaps(a: Span, b: Span) -> bool:
    """Tell whether some day lies in both."""
    return _low(a) <= _high(b) and _low(b) <= _high(a)


def covers(start: Span | None, until: Span | None, span: Span) -> bool:
    """Tell whether what lasted from `start` until `until` can have lasted on every day of `span`.

    Counts from the earliest day of `start` to the latest of `until`; None and open bounds set no limit.
    """
    low = date.min if start is None else _low(start)
    high = date.max if until is None else _high(until)
    return low <= _low(span) and _high(span) <= high


def _low(span: Span) -> date:
    return date.min if span.begin is None else span.begin


def _high(span: Span) -> date:
    return date.max if span.end is None else span.end


def _span(member: Point | Stretch, text: str) -> Span:
    if isinstance(member, Point):
        return Span(*_days_of(member))
    begin = None if member.first is None else _days_of(member.first)[0]
    end = None if member.last is None else _days_of(member.last)[1]
    if begin is not None and end is not None and begin > end:
        raise ValueError(f"{text!r} ends before it begins; exchange its two dates")
    return Span(begin, end, member.open_first, member.open_last)


def _days_of(point: Point) -> tuple[date | None, date | None]:
    """Return the first and the last day of a date, None twice where its year can be any."""
    years = _years(point)
    if not years:
        raise ValueError(f"{point.text!r} lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    found = _in_part(point, years) if point.month in _CODES else _matching_days(point, years)
    return (None, None) if point.year.startswith("X") else found


def _years(point: Point) -> Sequence[int]:
    """Return the years that the digits of a date allow, of those that the calendar reckons with."""
    year = point.year
    if len(year) > 4:
        return ()
    if point.significant is not None:
        year = year[: point.significant].ljust(4, "X")
    return _matching(year, range(_FIRST_YEAR, _LAST_YEAR + 1))


def _in_part(point: Point, years: Sequence[int]) -> tuple[date, date]:
    """Return the first and the last day of a season or another part of a year."""
    if point.day is not None:
        raise ValueError(f"{point.text!r} names a day of a part of the year; write its month, or leave out the day")
    first, months = PARTS[int(point.month or 0)]
    more, last = divmod(first + months - 2, 12)
    years = [year for year in years if year + more <= _LAST_YEAR]
    if not years:
        raise ValueError(f"{point.text!r} ends after the year {_LAST_YEAR}")
    end = years[-1] + more, last + 1
    return date(years[0], first, 1), date(*end, _length(*end))


def _matching_days(point: Point, years: Sequence[int]) -> tuple[date, date]:
    """Return the first and the last calendar day that match the digits, where X stands for any digit."""
    months = _matching(point.month or "XX", range(1, 13))
    days = _matching(point.day or "XX", range(1, 32))
    if not months:
        raise ValueError(f"{point.text!r} is no month or season of the calendar")
    earliest = next(_days(years, months, days), None)
    latest = next(_days(years[::-1], months[::-1], days[::-1]), None)
    if earliest is None or latest is None:
        raise ValueError(f"{point.text!r} is no day of the calendar")
    return earliest, latest


def _matching(mask: str, values: range) -> list[int]:
    if "X" not in mask:
        return [int(mask)] if int(mask) in values else []
    pattern = re.compile(mask.replace("X", "[0-9]"))
    return [value for value in values if pattern.fullmatch(f"{value:0{len(mask)}}")]


def _days(years: Sequence[int], months: Sequence[int], days: Sequence[int]) -> Iterator[date]:
    return (date(y, m, d) for y in years for m in months for d in days if d <= _length(y, m))


def _length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    from calendar import monthrange

    return monthrange(year, month)[1]
