"""EDTF dates as intervals of days.

*Source*: Library of Congress, Extended Date/Time Format specification, 2019 (ISO 8601-2).
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_FIRST_YEAR, _LAST_YEAR = 1000, 9999
_PLAIN = re.compile(r"([1-9][0-9]{3})(?:-(0[1-9]|1[0-2]))?")
_DAY = re.compile(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_MASK = re.compile(r"[?~%]?([0-9X]{4})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?(?:-[?~%]?([0-9X]{2})[?~%]?)?)?")
_SEASON = re.compile(r"([1-9][0-9]{3})-(2[1-9]|3[0-2])[?~%]?")
# Times of day and parts of years; beyond these the library pads, misreads or prints to stdout.
_BY_LIBRARY = re.compile(r"[0-9]{4}-(?:3[3-9]|4[01])|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:Z+-]+")


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

    Winter is December to February and bears the year in which it begins. A lone `..` is an open end.
    Errors: ValueError in one sentence for what is no EDTF date, no calendar day, reversed, or not of the years
    1000 to 9999.
    """
    if not text:
        raise ValueError("the date is empty")
    if text == "..":
        return Span(None, None, open_end=True)
    if text[0] + text[-1] in ("[]", "{}"):
        return _set(text)
    if text.count("/") == 1:
        first, last = text.split("/")
        if not first and not last:
            raise ValueError(f"{text!r} names no day")
        return _interval(text, first, last)
    begin, end = _point(text)
    return Span(begin, end)


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


def compatible(a: Span, b: Span) -> bool:
    """Tell whether one says the same as the other, only more precisely: one contains the other."""
    return contains(a, b) or contains(b, a)


def covers(start: Span | None, until: Span | None, span: Span) -> bool:
    """Tell whether what lasted from `start` until `until` can have lasted on every day of `span`.

    Counts from the earliest day of `start` to the latest of `until`; None and open bounds set no limit.
    """
    low = date.min if start is None else _low(start)
    high = date.max if until is None else _high(until)
    return low <= _low(span) and _high(span) <= high


def refines(precise: str, vague: str) -> bool:
    """Tell whether one EDTF date says the same as another, only more precisely; a date does not refine itself.

    A month is refined by its days. An interval says how long something lasted: it is refined by intervals whose ends
    refine its ends, never by a single day within it.
    """
    if precise == vague:
        return False
    if vague != ".." and "/" in vague and vague[0] not in "[{":
        ends = [
            (part, other) for part, other in zip(precise.split("/"), vague.split("/"), strict=False) if part != other
        ]
        return precise.count("/") == 1 and all(_end_refines(part, other) for part, other in ends)
    a, b = parse(precise), parse(vague)
    return contains(b, a) and not contains(a, b)


def _end_refines(precise: str, vague: str) -> bool:
    return vague in ("", "..") or (precise not in ("", "..") and refines(precise, vague))


def precision(span: Span) -> int | None:
    """Return the number of days that a span allows (1 is the most precise); None where a bound is missing."""
    if span.begin is None or span.end is None:
        return None
    return (span.end - span.begin).days + 1


def _low(span: Span) -> date:
    return date.min if span.begin is None else span.begin


def _high(span: Span) -> date:
    return date.max if span.end is None else span.end


def _interval(text: str, first: str, last: str) -> Span:
    begin = None if first in ("", "..") else _point(first)[0]
    end = None if last in ("", "..") else _point(last)[1]
    if begin is not None and end is not None and begin > end:
        raise ValueError(f"{text!r} ends before it begins; exchange its two dates")
    return Span(begin, end, first == "..", last == "..")


def _set(text: str) -> Span:
    """Return the bounds of `[a,b]` (one of) or `{a,b}` (all of), whose members may be `a..b`, `..a` or `a..`."""
    spans = []
    for member in text[1:-1].split(","):
        first, dots, last = member.strip().partition("..")
        if dots and (first or last):
            spans.append(_interval(text, first or "..", last or ".."))
        else:
            spans.append(Span(*_point(first)))
    begin = None if any(span.begin is None for span in spans) else min(map(_low, spans))
    end = None if any(span.end is None for span in spans) else max(map(_high, spans))
    return Span(begin, end, begin is None, end is None)


def _point(text: str) -> tuple[date, date]:
    """Return the first and last day of a date that is neither interval nor set."""
    if plain := _PLAIN.fullmatch(text):
        year, month = int(plain[1]), int(plain[2] or 0)
        return date(year, month or 1, 1), date(year, month or 12, monthrange(year, month or 12)[1])
    if _DAY.fullmatch(text):
        try:
            return (date.fromisoformat(text),) * 2
        except ValueError as error:
            raise ValueError(f"{text!r} is no day of the calendar") from error
    if season := _SEASON.fullmatch(text):
        return _quarter(text, int(season[1]), int(season[2]))
    if _BY_LIBRARY.fullmatch(text):
        return _by_library(text)
    if mask := _MASK.fullmatch(text):
        return _masked(text, *mask.groups())
    raise ValueError(f"{text!r} is no EDTF date; write it like 2012, 2012-03, 2012-03-27 or 2012-03-27/2012-03-28")


def _quarter(text: str, year: int, code: int) -> tuple[date, date]:
    southern = code >= 29
    month = (3, 6, 9, 12)[(code - 21 + 2 * southern) % 4]
    end_year, end_month = (year, month + 2) if month < 12 else (year + 1, 2)
    if end_year > _LAST_YEAR:
        raise ValueError(f"{text!r} ends after the year {_LAST_YEAR}")
    return date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _masked(text: str, year: str, month: str | None, day: str | None) -> tuple[date, date]:
    """Return the first and last calendar day that match the digits, where X stands for any digit."""
    years = _matching(year, range(_FIRST_YEAR, _LAST_YEAR + 1))
    months = _matching(month or "XX", range(1, 13))
    days = _matching(day or "XX", range(1, 32))
    if not years:
        raise ValueError(f"{text!r} lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    earliest = next(_days(years, months, days), None)
    latest = next(_days(years[::-1], months[::-1], days[::-1]), None)
    if earliest is None or latest is None:
        raise ValueError(f"{text!r} is no day of the calendar")
    return earliest, latest


def _matching(mask: str, values: range) -> list[int]:
    if "X" not in mask:
        return [int(mask)] if int(mask) in values else []
    pattern = re.compile(mask.replace("X", "[0-9]"))
    return [value for value in values if pattern.fullmatch(f"{value:0{len(mask)}}")]


def _days(years: list[int], months: list[int], days: list[int]) -> Iterator[date]:
    return (date(y, m, d) for y in years for m in months for d in days if d <= monthrange(y, m)[1])


def _by_library(text: str) -> tuple[date, date]:
    from edtf import parse_edtf  # slow to import, rarely needed

    try:
        parsed = parse_edtf(text)
        first, last = (date(*bound[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict()))
    except Exception as error:  # the library raises whatever its parts raise
        raise ValueError(f"{text!r} is no EDTF date, or no day of the calendar") from error
    if first.year < _FIRST_YEAR:
        raise ValueError(f"{text!r} lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}")
    return first, last
