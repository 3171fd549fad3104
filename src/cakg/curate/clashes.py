"""Where a document contradicts itself: one day of the calendar given with two years, one event with two numbers."""

from collections.abc import Iterator, Sequence

from cakg.curate.day import Day
from cakg.curate.event import Happening
from cakg.curate.prose import Prose

_YEAR = 4  # letters


def clashes_of(prose: Prose, one: Happening, days: Sequence[Day]) -> Iterator[str]:
    """Yield what a document says otherwise of the day of an event: the same days of another year.

    That an event of each year took place on the same day is possible, so that this is for a person to tell.
    """
    if one.day is None or not one.day.is_day:
        return
    seen = set[str]()
    for day in days:
        other = day.is_day and day.edtf[:_YEAR] != one.day.edtf[:_YEAR]
        if other and _without_years(day.edtf) == _without_years(one.day.edtf) and day.edtf not in seen:
            seen.add(day.edtf)
            yield f"elsewhere the document says {day.edtf} (“{prose.text[day.start : day.end]}”)"


def _without_years(edtf: str) -> tuple[str, ...]:
    return tuple(part[_YEAR:] for part in edtf.split("/"))
