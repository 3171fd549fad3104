"""The days that a text names, as EDTF: whole dates, ranges, months, and what is reckoned from the day of issue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from cakg.curate.prose import Prose
from cakg.read import inflection
from cakg.words import dates
from cakg.words.tongue import month_names

_DASH = "[-–—‒/]"
_EARLIEST, _LATEST = 1985, 2100


@dataclass(frozen=True)
class Day:
    """Hold where a text names a date, and the date; not `sure` where a year or a day was reckoned from the issue."""

    start: int
    end: int
    edtf: str
    sure: bool
    how: str = ""

    @property
    def is_day(self) -> bool:
        """Tell whether it is as precise as a day or days."""
        return len(self.edtf.split("/")[0]) == 10


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return how a language writes dates; groups: d, e (days), m, n (months), y, z (years). The longer come first."""
    names = sorted({name for each in month_names(language) for name in each.whole | each.short}, key=len, reverse=True)
    month = "(?:" + "|".join(re.escape(name) for name in names) + ")"
    if language == "ru":
        month = "(?:" + "|".join(sorted({re.escape(_stem(name)) for name in names}, key=len, reverse=True)) + r")[а-я]*"
    year = r"(?:(?:19|20)\d\d)"
    tail = r"(?:\s*(?:года|году|год|г\.?))?" if language == "ru" else ""
    day = r"(?:[0-3]?\d)(?:st|nd|rd|th|-?го|-?е)?"
    join = rf"(?:\s*{_DASH}\s*|\s+(?:and|to|until|и|по|до)\s+)"
    comma = r"(?:,?\s+(?:of\s+)?)"
    forms = [
        (rf"(?P<d>{day})\s+(?P<m>{month})\.?(?:{comma}(?P<y>{year}){tail})?{join}"
         rf"(?P<e>{day})\s+(?P<n>{month})\.?(?:{comma}(?P<z>{year}){tail})?", "span"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day})(?:{comma}(?P<y>{year}))?{join}"
         rf"(?P<n>{month})\.?\s+(?P<e>{day})(?:{comma}(?P<z>{year}))?", "span"),
        (rf"(?P<d>{day}){join}(?P<e>{day})\s+(?:of\s+)?(?P<m>{month})\.?(?:{comma}(?P<z>{year}){tail})?", "span"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day}){join}(?P<e>{day})(?:{comma}(?P<z>{year}))?(?!\d)", "span"),
        (rf"(?P<d>{day})\s+(?:of\s+)?(?P<m>{month})\.?{comma}(?P<y>{year}){tail}", "day"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day}){comma}(?P<y>{year})", "day"),
        (rf"(?P<d>{day})\s+(?:of\s+)?(?P<m>{month})", "day"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day})(?!\d|[:.]\d)", "day"),
        (rf"(?P<y>{year})-(?P<k>0\d|1[0-2])-(?P<d>[0-3]\d)", "figures"),
        (rf"(?P<d>[0-3]?\d)[./](?P<k>[01]?\d)[./](?P<y>{year})", "figures"),
        (rf"(?P<m>{month})\.?{comma}(?P<y>{year}){tail}", "month"),
        (rf"(?:\b(?:in|since|of|from|during|until|by|в|во|с|до|к)\s+)(?P<y>{year}){tail}(?!\s*{_DASH}?\s*\d)", "year"),
        (rf"(?P<y>{year})\s+(?:года|году)", "year"),
    ]  # fmt: skip
    return tuple((re.compile(rf"(?<![\w.]){form}(?!\w)", re.IGNORECASE), sort) for form, sort in forms)


def _stem(name: str) -> str:
    return name[:-1] if len(name) > 4 and name[-1] in "йьяаиу" else name[:2] if name in ("май", "мая", "мае") else name


def days_of(prose: Prose, issued: str | None) -> tuple[Day, ...]:
    """Return the dates that a text names, in its order; those without a year take the one nearest to the issue."""
    taken: list[tuple[int, int]] = []
    found: list[Day] = []
    base = None if issued is None else (dates.span(issued) or dates.Span(None, None)).begin
    for pattern, sort in _patterns(prose.language):
        for match in pattern.finditer(prose.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            one = _day(match, sort, prose.language, base)
            if one is not None:
                taken.append((match.start(), match.end()))
                found.append(one)
    if base is not None:
        found.extend(_reckoned(prose, base, taken))
    return tuple(sorted(found, key=lambda one: one.start))


def _day(match: re.Match[str], sort: str, language: str, base: date | None) -> Day | None:
    said = {key: value for key, value in match.groupdict().items() if value}
    year = int(said["y"]) if "y" in said else int(said["z"]) if "z" in said else None
    start = match.start("y") if sort == "year" else match.start()
    if year is not None and not _EARLIEST <= year <= _LATEST:
        return None
    if sort == "year":
        return Day(start, match.end(), str(year), True)
    month = int(said["k"]) if "k" in said else _month(said["m"], language)
    if not 1 <= month <= 12:
        return None
    if sort == "month":
        return Day(start, match.end(), f"{year}-{month:02}", True)
    first = int("".join(filter(str.isdigit, said["d"])))
    how = ""
    if year is None:
        if base is None:
            return None
        year = _nearest_year(base, month, first)
        how = "year of the day of issue"
    begin = _text(year, month, first)
    if sort != "span":
        return None if begin is None else Day(start, match.end(), begin, not how, how)
    last_month = _month(said["n"], language) if "n" in said else month
    last_year = int(said["z"]) if "z" in said else year
    if "y" not in said and "z" in said and last_month < month:
        begin = _text(last_year - 1, month, first)
    end = _text(last_year, last_month, int("".join(filter(str.isdigit, said["e"]))))
    if begin is None or end is None or end <= begin:
        return None
    return Day(start, match.end(), f"{begin}/{end}", not how, how)


def _month(name: str, language: str) -> int:
    small = name.casefold().rstrip(".")
    for number, names in enumerate(month_names(language), 1):
        if small in names.whole or small in names.short:
            return number
    for number, names in enumerate(month_names(language), 1):
        if any(_stem(one) and small.startswith(_stem(one)) for one in names.whole):
            return number
    return 0


def _nearest_year(base: date, month: int, day: int) -> int:
    def distance(year: int) -> int:
        try:
            return abs((date(year, month, day) - base).days)
        except ValueError:
            return _LATEST * 366

    return min((base.year - 1, base.year, base.year + 1), key=lambda year: (distance(year), year))


def _text(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _reckoned(prose: Prose, base: date, taken: list[tuple[int, int]]) -> Iterator[Day]:
    """Yield the days that words such as "tomorrow" and "Friday" name."""
    wording = prose.wording
    for token in prose.tokens:
        if any(start <= token.start < end for start, end in taken):
            continue
        if token.word in wording.days:
            day = base + timedelta(days=wording.days[token.word])
            yield Day(token.start, token.end, day.isoformat(), False, f"reckoned from the day of issue, {base}")
        for number, name in enumerate(wording.weekdays):
            if token.word == name or (
                prose.language != "en" and inflection.is_form_of(name, token.word, prose.language)
            ):
                back = (base.weekday() - number) % 7
                day = base - timedelta(days=back)
                yield Day(token.start, token.end, day.isoformat(), False, f"the {name} before the day of issue, {base}")
                break
