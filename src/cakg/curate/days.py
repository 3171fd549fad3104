"""The days that a text names, as EDTF: whole dates, ranges, months, and what is reckoned from the day of issue."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from cakg.curate.prose import Prose, holds_exactly
from cakg.read import inflection
from cakg.words import dates
from cakg.words.patterns import regex
from cakg.words.tongue import month_names

_DASH = "[-–—‒/]"
_EARLIEST, _LATEST = 1985, 2100
_MONTHS, _DAY = 12, len("2015-11-23")
_AND = regex(r"\s(?:and|и)\s")
_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_SHORT = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_HARD = (3, 8)  # months whose Russian names end in a hard consonant
_VERBS = frozenset(("may", "march"))


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
    names = sorted(months_of(language), key=lambda name: (-len(name), name))
    month = "(?:" + "|".join(re.escape(name) for name in names) + ")"
    year = r"(?:(?:19|20)\d\d)"
    tail = r"(?:\s*(?:года|году|год|г\.?))?" if language == "ru" else ""
    day = r"(?:[0-3]?\d)(?:st|nd|rd|th|-?го|-?е)?"
    more = rf"(?:,\s*{day})*"
    join = rf"(?:\s*{_DASH}\s*|,?\s+(?:and|to|until|through|и|по|до)\s+)"
    comma = r"(?:,?\s+(?:of\s+)?)"
    forms = [
        (rf"(?P<d>{day})\s+(?P<m>{month})\.?(?:{comma}(?P<y>{year}){tail})?{join}"
         rf"(?P<e>{day})\s+(?P<n>{month})\.?(?:{comma}(?P<z>{year}){tail})?", "span"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day})(?:{comma}(?P<y>{year}))?{join}"
         rf"(?P<n>{month})\.?\s+(?P<e>{day})(?:{comma}(?P<z>{year}))?", "span"),
        (rf"(?P<d>{day}){more}{join}(?P<e>{day})\s+(?:of\s+)?(?P<m>{month})\.?(?:{comma}(?P<z>{year}){tail})?", "span"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day}){more}{join}(?P<e>{day})(?:{comma}(?P<z>{year}))?(?!\d)", "span"),
        (rf"(?P<d>{day})\s+(?:of\s+)?(?P<m>{month})\.?{comma}(?P<y>{year}){tail}", "day"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day}){comma}(?P<y>{year})", "day"),
        (rf"(?P<d>{day})\s+(?:of\s+)?(?P<m>{month})", "day"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day})(?!\d|[:.]\d)", "day"),
        (rf"(?P<y>{year})-(?P<k>0\d|1[0-2])-(?P<d>[0-3]\d)", "figures"),
        (rf"(?P<d>[0-3]?\d)\.(?P<k>[01]?\d)\.(?P<y>{year})", "figures"),
        (rf"(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<y>{year})", "slashed"),
        (rf"(?P<m>{month})\.?{comma}(?P<y>{year}){tail}", "month"),
        (rf"\b(?:in|early|late|mid|в|начале|конце|середине)[\s-]+(?P<m>{month})(?!\.?,?\s+(?:of\s+)?\d)", "bare"),
        (rf"(?:\b(?:in|since|of|from|during|until|by|в|во|с|до|к)\s+)(?P<y>{year}){tail}(?!\s*{_DASH}?\s*\d)", "year"),
        (rf"(?P<y>{year})\s+(?:года|году)", "year"),
    ]  # fmt: skip
    return tuple((re.compile(rf"(?<![\w.]){form}(?!\w)", re.IGNORECASE), sort) for form, sort in forms)


def days_of(prose: Prose, issued: str | None) -> tuple[Day, ...]:
    """Return the dates that a text names, in its order; those without a year take the one nearest to the issue."""
    taken: list[tuple[int, int]] = []
    found: list[Day] = []
    base = _base(issued)
    order = _order(prose)
    for pattern, sort in _patterns(prose.language):
        for match in pattern.finditer(prose.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            one = _slashed(match, order) if sort == "slashed" else _day(match, sort, prose.language, base)
            if one is not None:
                taken.append((match.start(), match.end()))
                joint = _joint(match, one) if sort == "span" else None
                found.extend((one,) if joint is None else _apart(one, *joint))
    if base is not None and len(issued or "") == _DAY:
        found.extend(_reckoned(prose, base, taken))
    return tuple(sorted(found, key=lambda one: one.start))


def _day(match: re.Match[str], sort: str, language: str, base: date | None) -> Day | None:
    said = {key: value for key, value in match.groupdict().items() if value}
    year = int(said["y"]) if "y" in said else int(said["z"]) if "z" in said else None
    start = match.start("y" if sort == "year" else "m") if sort in ("year", "bare") else match.start()
    if year is not None and not _EARLIEST <= year <= _LATEST:
        return None
    if sort == "year":
        return Day(start, match.end(), str(year), True)
    month = int(said["k"]) if "k" in said else _month(said["m"], language)
    if not 1 <= month <= 12:
        return None
    if sort == "bare":
        if base is None:
            return None
        edtf = f"{_nearest_year(base, month, 15)}-{month:02}"
        return Day(start, match.end(), edtf, False, "year of the day of issue")
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


def _base(issued: str | None) -> date | None:
    """Return the day from which years are reckoned: that of issue, or the middle of its month or year."""
    span = None if issued is None else dates.span(issued)
    if span is None or span.begin is None or span.end is None:
        return None
    return span.begin + (span.end - span.begin) / 2


def _joint(match: re.Match[str], one: Day) -> tuple[int, int] | None:
    """Return where "and" stands in what looks like a span but is two days, of which the second is not the next."""
    begin, end = map(date.fromisoformat, one.edtf.split("/"))
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
    pattern = next(pattern for pattern, sort in _patterns(prose.language) if sort == "slashed")
    pairs = [(int(match["a"]), int(match["b"])) for match in pattern.finditer(prose.text)]
    told = {"day" if a > _MONTHS else "month" for a, b in pairs if (a > _MONTHS) != (b > _MONTHS)}
    return told.pop() if len(told) == 1 else ""


def _slashed(match: re.Match[str], order: str) -> Day | None:
    """Return a date whose parts stand between strokes: one of two days, where nothing tells which part is the month."""
    year, a, b = int(match["y"]), int(match["a"]), int(match["b"])
    if not _EARLIEST <= year <= _LATEST:
        return None
    day_first = _text(year, b, a) if b <= _MONTHS else None
    month_first = _text(year, a, b) if a <= _MONTHS else None
    both = sorted({one for one in (day_first, month_first) if one is not None})
    if not both:
        return None
    if len(both) == 1:
        return Day(match.start(), match.end(), both[0], True)
    chosen = {"day": day_first, "month": month_first}.get(order)
    if chosen is not None:
        return Day(match.start(), match.end(), chosen, False, f"the {order} first, as in other dates of the document")
    return Day(match.start(), match.end(), f"[{','.join(both)}]", False, "which part is the month is not told")


@lru_cache(maxsize=8)
def months_of(language: str) -> Mapping[str, int]:
    """Return the months by all words for them, in small letters: in Russian in every case, and cut short."""
    found: dict[str, int] = {}
    for number, names in enumerate(month_names(language), 1):
        for name in sorted(names.whole | names.short):
            found.setdefault(name.casefold().rstrip("."), number)
    if language == "ru":
        for number, stem in enumerate(_STEMS, 1):
            for ending in ("а", "е", "у", "ом", "") if number in _HARD else ("ь", "й", "я", "е", "ю", "ем"):
                found.setdefault(stem + ending, number)
        found.update({short: number for number, short in enumerate(_SHORT, 1)})
    return found


def _month(name: str, language: str) -> int:
    """Return the number of a month; 0 for a word that only looks like one: may, march."""
    small = name.casefold().rstrip(".")
    if language == "en" and name[0].islower() and small in _VERBS:
        return 0
    return months_of(language).get(small, 0)


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
                ahead = _is_ahead(prose, token.start)
                far = (number - base.weekday()) % 7 if ahead else -((base.weekday() - number) % 7)
                how = f"the {name} {'after' if ahead else 'before'} the day of issue, {base}"
                yield Day(token.start, token.end, (base + timedelta(days=far)).isoformat(), False, how)
                break


def _is_ahead(prose: Prose, place: int) -> bool:
    """Tell whether the sentence at a place tells of what is still to come."""
    words = prose.sentence_at(place).words
    return any(holds_exactly(words, phrase) >= 0 for phrase in prose.wording.ahead)
