"""The months of the languages that are served: by all words for them, in every case, and cut short."""

from collections.abc import Mapping
from functools import lru_cache

from cakg.words.tongue import month_names

_STEMS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_SHORT = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_HARD = (3, 8)  # months whose Russian names end in a hard consonant
_OF_MONTHS = {3: "мартовск", 5: "майск", 8: "августовск"}  # stems of adjectives that the usual way does not make
_OF = ("ий", "ая", "ое", "ие", "ого", "ому", "ом", "им", "ой", "ую", "их", "ими")
_VERBS = frozenset(("may", "march"))


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


@lru_cache(maxsize=8)
def adjectives_of(language: str) -> Mapping[str, int]:
    """Return the months by the words that stand for them before a noun: the May summit, майский саммит."""
    if language != "ru":
        return {name: number for name, number in months_of(language).items() if len(name) > 3 or name == "may"}
    stems = {number: _OF_MONTHS.get(number, f"{stem}ьск") for number, stem in enumerate(_STEMS, 1)} | {1: "январск"}
    return {stem + ending: number for number, stem in stems.items() for ending in _OF}


def month_of(name: str, language: str) -> int:
    """Return the number of a month; 0 for a word that only looks like one: may, march."""
    small = name.casefold().rstrip(".")
    if language == "en" and name[0].islower() and small in _VERBS:
        return 0
    return months_of(language).get(small) or adjectives_of(language).get(small, 0)
