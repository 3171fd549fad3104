"""The days that a text names, as EDTF: whole dates, ranges, months, and what is reckoned from the day of issue."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cakg.curate.datings import patterns
from cakg.curate.day import Day
from cakg.curate.months import month_of
from cakg.curate.prose import Prose
from cakg.curate.reckoned import from_another, from_issue
from cakg.curate.years import BEFORE, base_of, relative_year, year_around, year_of, year_of_section
from cakg.words.patterns import regex

_EARLIEST, _LATEST = 1985, 2100
_MONTHS, _MONTH, _DAY = 12, len("2015-11"), len("2015-11-23")
_RELATIVE = ("relative", "month of")  # sorts of dates that are told by the day of issue
_ANY = 2000  # a year in which all days are
_BETWEEN = regex(r"\b(?:between|между)\s+(?:the\s+)?$", re.IGNORECASE)
_AND = regex(r"\s(?:and|и|&)\s")


def days_of(prose: Prose, issued: str | None) -> tuple[Day, ...]:
    """Return the dates that a text names, in its order; those without a year take it from the words around them, from
    a date before them, or from their tense.
    """
    taken: list[tuple[int, int]] = []
    found: list[Day] = []
    waiting: list[tuple[re.Match[str], str]] = []
    order = _order(prose)
    for pattern, sort in patterns(prose.language):
        for match in pattern.finditer(prose.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            own = _year_in(match)
            section = (
                None if own is not None or sort in ("slashed", *_RELATIVE) else year_of_section(prose, match.start())
            )
            year = own or section or _ANY
            days = _slashed(match, order) if sort == "slashed" else _days(match, sort, prose.language, year)
            if not days:
                continue
            taken.append(match.span())
            if section is not None:
                found.extend(replace(one, sure=False, how="of the year of its heading", borrowed=True) for one in days)
            elif own is None and sort != "slashed":
                waiting.append((match, sort))
            else:
                found.extend(days)
    found.sort(key=lambda one: one.start)
    base = base_of(issued)
    dated = tuple(found)
    for match, sort in waiting:
        longer = (one.start <= match.start() and match.end() <= one.end for one in found)
        if any(longer):
            continue  # the last year in: May of last year
        if base is not None and issued is not None:
            found.extend(_without_year(prose, match, sort, base, issued, dated))
        elif sort not in _RELATIVE and (around := year_around(prose, match.start(), dated)) is not None:
            said = _days(match, sort, prose.language, around)
            found.extend(replace(one, sure=False, how="of the year named before it", borrowed=True) for one in said)
    if base is not None and issued is not None and len(issued) == _DAY:
        found.extend(from_issue(prose, base, taken))
    found.sort(key=lambda one: one.start)
    return tuple(sorted((*found, *from_another(prose, found)), key=lambda one: one.start))


def _year_in(match: re.Match[str]) -> int | None:
    """Return the year that a date names: that of the first of two."""
    said = match.groupdict()
    year = said.get("y") or said.get("z")
    return None if year is None else int(year)


def _days(match: re.Match[str], sort: str, language: str, year: int) -> tuple[Day, ...]:
    """Return what a match names in a year that it names itself, else is taken for it: a date, two days, or nothing."""
    said = {key: value for key, value in match.groupdict().items() if value}
    start = match.start("y" if sort == "year" else "m") if sort in ("year", "bare") else match.start()
    if not _EARLIEST <= year <= _LATEST:
        return ()
    if sort in ("year", "relative", "month of"):
        return (Day(start, match.end(), str(year), True),)
    month = int(said["k"]) if "k" in said else month_of(said["m"], language)
    if not 1 <= month <= _MONTHS:
        return ()
    if sort in ("bare", "month"):
        return (Day(start, match.end(), f"{year}-{month:02}", True),)
    first = int("".join(filter(str.isdigit, said["d"])))
    begin = _text(year, month, first)
    if sort != "span":
        return () if begin is None else (Day(start, match.end(), begin, True),)
    last_month = month_of(said["n"], language) if "n" in said else month
    last_year = int(said["z"]) if "z" in said else year
    if "y" not in said and last_month < month:  # from December to January
        begin = _text(last_year - 1, month, first) if "z" in said else begin
        last_year += "z" not in said
    end = _text(last_year, last_month, int("".join(filter(str.isdigit, said["e"]))))
    if begin is None or end is None or end <= begin:
        return ()
    one = Day(start, match.end(), f"{begin}/{end}", True)
    joint = _joint(match, one)
    return (one,) if joint is None else _apart(one, *joint)


def _without_year(
    prose: Prose, match: re.Match[str], sort: str, base: date, issued: str, dated: Sequence[Day]
) -> Iterator[Day]:
    """Yield what a match names that has no year, which is reckoned."""
    said = match.groupdict()
    word = said.get("r") or ""
    told = relative_year(prose, match.end(), base)
    if told is not None:
        year, end = told
    elif sort == "month of":
        months = base.year * _MONTHS + base.month - 1 + BEFORE.get(word.casefold(), 0)
        if len(issued) >= _MONTH:
            edtf = f"{months // _MONTHS}-{months % _MONTHS + 1:02}"
            yield Day(match.start(), match.end(), edtf, False, "reckoned from the month of issue")
        return
    elif sort == "relative":
        year, end = base.year + BEFORE.get(word.casefold(), 0), match.end()
    else:
        month = month_of(said["m"], prose.language)
        day = int("".join(filter(str.isdigit, said.get("d") or "15")))
        year, end = year_of(prose, match.start(), base, issued, month, day, dated, word), match.end()
    for one in _days(match, sort, prose.language, year):
        yield replace(one, end=end if one.end == match.end() else one.end, sure=False, how="its year was reckoned")


def _joint(match: re.Match[str], one: Day) -> tuple[int, int] | None:
    """Return where "and" stands in what looks like a span but is two days, of which the second is not the next."""
    begin, end = map(date.fromisoformat, one.edtf.split("/"))
    if _BETWEEN.search(match.string, 0, match.start()):
        return None
    joint = _AND.search(match.string, match.start(), match.end())
    return joint.span() if joint is not None and (end - begin).days > 1 and "," not in _between(match) else None


def _between(match: re.Match[str]) -> str:
    """Return what stands between the two days of a span, without their months and years."""
    first, last = sorted((match.span("d"), match.span("e")))
    return match.string[first[1] : last[0]] if not match.groupdict().get("n") else ""


def _apart(one: Day, end: int, start: int) -> tuple[Day, Day]:
    """Return the two days of what looks like a span: 5 and 12 March."""
    first, last = one.edtf.split("/")
    return Day(one.start, end, first, one.sure, one.how), Day(start, one.end, last, one.sure, one.how)


def _order(prose: Prose) -> str:
    """Return which comes first in the dates of a text that are parted by strokes, `day` or `month`; empty where none
    of them tells, or they differ.
    """
    pattern = next(pattern for pattern, sort in patterns(prose.language) if sort == "slashed")
    pairs = [(int(match["a"]), int(match["b"])) for match in pattern.finditer(prose.text)]
    told = {"day" if a > _MONTHS else "month" for a, b in pairs if (a > _MONTHS) != (b > _MONTHS)}
    return told.pop() if len(told) == 1 else ""


def _slashed(match: re.Match[str], order: str) -> tuple[Day, ...]:
    """Return a date whose parts stand between strokes: one of two days, where nothing tells which part is the month."""
    year, a, b = int(match["y"]), int(match["a"]), int(match["b"])
    if not _EARLIEST <= year <= _LATEST:
        return ()
    day_first = _text(year, b, a) if b <= _MONTHS else None
    month_first = _text(year, a, b) if a <= _MONTHS else None
    both = sorted({one for one in (day_first, month_first) if one is not None})
    if not both:
        return ()
    if len(both) == 1:
        return (Day(match.start(), match.end(), both[0], True),)
    chosen = {"day": day_first, "month": month_first}.get(order)
    if chosen is not None:
        return (
            Day(match.start(), match.end(), chosen, False, f"the {order} first, as in other dates of the document"),
        )
    return (Day(match.start(), match.end(), f"[{','.join(both)}]", False, "which part is the month is not told"),)


def _text(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
