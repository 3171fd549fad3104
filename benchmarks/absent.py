"""Values of finished reports that the text itself does not hold: no draft of it can propose them.

A date is absent where neither its day nor its month nor its year stands in the text, the day and the year in figures,
the month by any word for it. A place is absent where none of its names stands there, nor a name of the state whose land
it is, in any case. Whatever stands in the text anywhere, and be it in its dateline, is not absent.
"""

import re
from collections.abc import Iterable

from cakg.curate.mentions import Mention
from cakg.curate.months import months_of

_WORD = re.compile(r"\d+|[^\W\d_]+")
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def absent_dates(values: Iterable[str], text: str, language: str) -> frozenset[str]:
    """Return the dates of which a text has neither day nor month nor year."""
    words = {word.lstrip("0") for word in _WORD.findall(text.casefold())}
    months = {number for name, number in months_of(language).items() if name in words}
    return frozenset(value for value in values if not _stands(value, words, months))


def _stands(value: str, words: set[str], months: set[int]) -> bool:
    return any(
        year in words or (month and int(month) in months) or (day and day.lstrip("0") in words)
        for year, month, day in _DATE.findall(value)
    )


def absent_places(values: Iterable[str], mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the places that a text does not name; `mentions` are what it names."""
    named = {iri for one in mentions for iri in one.things}
    return frozenset(values) - named
