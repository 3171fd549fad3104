"""Whether quotes mention a date: its day, its month, its part of the year, or its year."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from pyoxigraph import Literal

from cakg.read import inflection
from cakg.read.cues import Verdict
from cakg.read.spoken import spoken_in
from cakg.words import edtf
from cakg.words.integers import integer
from cakg.words.patterns import regex
from cakg.words.phrases import PHRASES
from cakg.words.tongue import month_names

_IN_DIGITS = regex(r"\b(\d{1,2})([./-])(\d{1,2})\2\d{4}\b|\b\d{4}-(\d{2})-\d{2}\b")
_NUMBER = regex(r"(\d+)[^\W\d]{0,3}")  # with the ending of an ordinal
_LONG = 3  # letters of a word that tells a part of the year


def mentions_date(quotes: Iterable[Literal], date: str) -> Verdict:
    """Tell whether quotes hold the most precise part of one of the dates in an EDTF text, and no other month."""
    quotes = tuple(quotes)
    spoken, numbers = spoken_in(quotes), _numbers(quotes)
    judged = True
    for point in edtf.points(date):
        month = 0 if point.month is None or "X" in point.month else int(point.month)
        if 1 <= month <= 12 and point.day is not None and "X" not in point.day:
            shown = int(point.day) in numbers and (not (months := _months(quotes)) or month in months)
        elif 1 <= month <= 12:
            shown = month in _months(quotes) or any(point.month in said.words for said in spoken.values())
            judged = judged and all(map(month_names, spoken))
        elif month:
            shown = any(_holds_part(said.words, month, language) for language, said in spoken.items())
            judged = judged and all(map(_part_words, [month] * len(spoken), spoken))
        else:
            year = re.compile(point.year.replace("X", "[0-9]"))
            shown = any(year.fullmatch(str(number)) for number in numbers)
        if shown:
            return "shown"
    return "not shown" if judged else "not judged"


@lru_cache(maxsize=8192)
def _numbers(quotes: tuple[Literal, ...]) -> frozenset[int | None]:
    """Return the numbers that quotes hold in digits, as what counts or as an ordinal."""
    said = (word for one in spoken_in(quotes).values() for word in one.words)
    return frozenset(integer(number[1]) for number in map(_NUMBER.fullmatch, said) if number is not None)


@lru_cache(maxsize=8192)
def _months(quotes: tuple[Literal, ...]) -> frozenset[int]:
    """Return the months that quotes name, in words or in the digits of a date."""
    named = {_month(word, language) for language, said in spoken_in(quotes).items() for word in said.words}
    return frozenset(named - {0}).union(*(_months_in_digits(quote.value) for quote in quotes))


@lru_cache(maxsize=65536)
def _month(word: str, language: str) -> int:
    """Return the number of the month that a word of a language names, 0 where it names none."""
    names = _names_of_months(language)
    for name, number, is_whole in names.get(inflection.initial(word, language), ()):
        if word == name or (is_whole and inflection.is_form_of(name, word, language)):
            return number
    return 0


@lru_cache(maxsize=64)
def _names_of_months(language: str) -> Mapping[str, Sequence[tuple[str, int, bool]]]:
    """Return names of months with their numbers and whether they are whole, by what all their forms begin with."""
    found = (
        (name, (name, number, name in names.whole))
        for number, names in enumerate(month_names(language), 1)
        for name in sorted(names.short | names.whole)
    )
    return inflection.by_initial(found, language)


def _months_in_digits(text: str) -> Iterator[int]:
    """Yield the months of dates such as 9.8.2016, 2016-08-09 and 8/9/2016, which may be of August or September."""
    for first, mark, second, month in _IN_DIGITS.findall(text):
        yield int(month or second)
        if mark == "/":
            yield int(first)


def _holds_part(said: Iterable[str], code: int, language: str) -> bool:
    """Tell whether words name a part of the year."""
    wanted = _part_words(code, language)
    return bool(wanted) and all(any(inflection.is_form_of(one, word, language) for word in said) for one in wanted)


def _part_words(code: int, language: str) -> list[str]:
    """Return the words that name a part of the year; none where they are not known."""
    phrase = PHRASES[language].parts.get(code, "") if language in PHRASES else ""
    return [word for word in inflection.words(phrase.format(year=""), language) if len(word) >= _LONG]
