"""An event as it is gathered from a text: what names it, its day, place and number, and the sentences on it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from cakg.curate.day import Day
from cakg.curate.mentions import Mention
from cakg.curate.naming import Naming
from cakg.curate.prose import Sentence
from cakg.read.text import Range
from cakg.words import dates


@dataclass
class Happening:
    """Hold an event as it is gathered from a text; `told` are the sentences on it, `noun` names it first."""

    sort: str
    form: str
    noun: Range
    told: list[Sentence]
    day: Day | None = None
    place: Mention | None = None
    ordinal: tuple[int, Range] | None = None
    pair: tuple[Naming, ...] = ()
    lasting: int = 0
    is_main: bool = False
    is_first: bool = False
    ahead: Range | None = None
    words: set[str] = field(default_factory=set)
    whole: "Happening | None" = None
    is_other: bool = False  # the next, the last: not that of these days
    orator: Mention | None = None  # the state that holds a speech there whose speaker nobody names
    is_long: bool = False  # of several days, though the text names but one of them
    phase: str = ""  # begins or ends, where its day is told as that of its beginning or its end


def edtf_of(one: Happening) -> str | None:
    """Return the date of an event: its day, as many days from it on or up to it as it lasts, or of a visit, or
    what else lasts several days, of which the text tells the beginning or the end alone, what is known of it.
    """
    if one.day is None:
        return None
    edtf = one.day.edtf
    if not one.day.is_day or "/" in edtf or "[" in edtf:
        return edtf
    if one.lasting > 1:
        rest = timedelta(days=one.lasting - 1)
        day = date.fromisoformat(edtf)
        return f"{day - rest}/{day}" if one.phase == "ends" else f"{day}/{day + rest}"
    if one.phase and (one.sort == "Visit" or one.is_long):
        return f"{edtf}/" if one.phase == "begins" else f"/{edtf}"
    return edtf


def agree(one: Day, other: Day) -> bool:
    """Tell whether two dates have a day in common."""
    a, b = dates.span(one.edtf), dates.span(other.edtf)
    return a is not None and b is not None and dates.overlaps(a, b)
