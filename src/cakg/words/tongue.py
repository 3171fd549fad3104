"""The calendar of a language: its months and the order in which it puts day, month and year, from CLDR (by babel)."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from cakg.words.months import MonthNames, listed
from cakg.words.patterns import regex
from cakg.words.phrases import PHRASES, Phrases

_FIELD = regex(r"MMMM|LLLL|QQQQ|d|y")
_NO_BREAK = regex("[\u00a0\u202f]")
_THIN = regex("\u2009–\u2009")
_SKELETONS = (("day", "yMMMd", "dMy"), ("month", "yMMMM", "My"), ("year", "y", "y"))


class Words(NamedTuple):
    """Hold a date in words, as it stands alone and in the genitive."""

    date: str
    of: str


class Tongue(NamedTuple):
    """Hold what a language says of dates.

    `patterns` are named `day`, `month`, `year`, `quarter` and `join`; and for two dates of one precision, with a bar
    between them, by the precision and by what differs: `day/d`, `day/M`, `day/y`, `month/M`, `month/y`, `year/y`.
    """

    phrases: Phrases
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    quarters: tuple[str, ...]
    patterns: Mapping[str, str]

    def write(self, pattern: str, year: str, month: int = 0, day: str = "") -> Words:
        """Return a date by a pattern; in the genitive a month is written as it stands within a date."""
        fields = {"d": day, "y": year}
        if 1 <= month <= 12:
            fields |= {"LLLL": self.months_alone[month - 1], "MMMM": self.months[month - 1]}
        elif month:
            fields["QQQQ"] = self.quarters[month - 33]
        alone, within = (
            _FIELD.sub(lambda field: fields[field[0]], each) for each in (pattern, pattern.replace("LLLL", "MMMM"))
        )
        return Words(alone, within)


@lru_cache(maxsize=64)
def tongue(tag: str) -> Tongue | None:
    """Return what a language says of dates, None where it is not known, or not in the script that the tag names."""
    primary, *more = tag.lower().replace("_", "-").split("-")
    phrases = PHRASES.get(primary)
    if phrases is None or any(len(part) == 4 and part != phrases.script.lower() for part in more):
        return None
    from babel import Locale

    locale = Locale.parse(phrases.locale)
    patterns = {"day": locale.date_formats["long"].pattern, "join": locale.interval_formats[None]}
    for name, skeleton in (("month", "yMMMM"), ("year", "y"), ("quarter", "yQQQQ")):
        patterns[name] = locale.datetime_skeletons[skeleton].pattern
    for name, skeleton, differences in _SKELETONS:
        for difference in differences:
            patterns[f"{name}/{difference}"] = "|".join(locale.interval_formats[skeleton][difference])
    months, alone = (
        tuple(locale.months[use]["wide"][number] for number in range(1, 13)) for use in ("format", "stand-alone")
    )
    if phrases.small_letters:
        months, alone = tuple(map(str.lower, months)), tuple(map(str.lower, alone))
    quarters = tuple(locale.quarters["format"]["wide"][number] for number in range(1, 5))
    plain = {name: _plain(pattern) for name, pattern in patterns.items()}
    return Tongue(phrases, months, alone, quarters, {**plain, **phrases.patterns})


@lru_cache(maxsize=1024)
def language_name(tag: str, lang: str) -> str:
    """Return how a language calls another, or itself: `ru` is "Russian" in English; an unknown tag is itself."""
    from babel import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag.replace("-", "_")).get_display_name(lang)
    except (UnknownLocaleError, ValueError):
        return tag
    return name or tag


@lru_cache(maxsize=64)
def month_names(language: str) -> tuple[MonthNames, ...]:
    """Return the names of the twelve months; empty for a language that CLDR does not know."""
    return listed(language) or _months_of_cldr(language)


def _months_of_cldr(language: str) -> tuple[MonthNames, ...]:
    from babel import Locale, UnknownLocaleError

    tags = {language, PHRASES[language].locale if language in PHRASES else language}
    try:
        uses = [use for tag in sorted(tags) for use in Locale.parse(tag).months.values()]
    except (UnknownLocaleError, ValueError):
        return ()

    def names(number: int, width: str) -> frozenset[str]:
        return frozenset(use[width][number].rstrip(".").casefold() for use in uses)

    return tuple(MonthNames(names(number, "wide"), names(number, "abbreviated")) for number in range(1, 13))


def _plain(pattern: str) -> str:
    """Return a pattern with whole names of months and with plain spaces, since words are searched and compared.

    CLDR gives intervals of days with short names and tells to widen them. A thin space around a dash is none between
    single fields, a plain one between several. What joins two dates is one dash, whatever the release of CLDR has.
    """
    wide = re.sub(r"(?<![ML])(?:MMM|LLL)(?![ML])", lambda field: field[0] + field[0][0], pattern.replace("'", ""))
    first, bar, last = _NO_BREAK.sub(" ", wide).replace(" - ", " – ").replace("—", "–").partition("|")
    return _THIN.sub("–" if _FIELD.fullmatch(first.strip("\u2009–")) else " – ", first) + bar + last
