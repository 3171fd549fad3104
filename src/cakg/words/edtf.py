"""EDTF text taken apart: the one reading of how a date is written.

Read are level 0 and, of levels 1 and 2, seasons and other parts of a year, qualifiers of a date or of its parts,
unspecified digits anywhere, open and unknown ends, and sets. Not read are years that are not of four digits (`Y17E7`,
`-0100`) and significant digits (`1950S2`).
*Source*: Library of Congress, Extended Date/Time Format specification, 2019 (ISO 8601-2).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

_LEGIBLE = re.compile(r"[0-9XTZ?~%.,:/+\[\]{}-]+")
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00"
_ZONE = r"Z|[+-](?:0[0-9]|1[0-3])(?::[0-5][0-9])?|[+-]14(?::00)?"
_POINT = re.compile(
    r"([?~%]?)([0-9X]{4})([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)"
    rf"(?:-([?~%]?)([0-9X]{{2}})([?~%]?)(T(?:{_TIME})(?:{_ZONE})?)?)?)?"
)


class Sort(Enum):
    """Sort what an EDTF text can be; a lone `..` is an open end."""

    DATE = "date"
    INTERVAL = "interval"
    ONE_OF = "[]"
    ALL_OF = "{}"
    OPEN = ".."


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one date: its text, and its digits with X where they are not specified; None is a part that is not given.

    `month` may be the code of a part of the year, 21 to 41. `qualifier` is that of the whole date (`?` uncertain, `~`
    approximate, `%` both); `is_partly_qualified` tells that one stands at a part of it. The time of day is left out.
    """

    text: str
    year: str
    month: str | None = None
    day: str | None = None
    qualifier: str = ""
    is_partly_qualified: bool = False

    @property
    def is_masked(self) -> bool:
        """Tell whether a digit is not specified."""
        return "X" in self.year + (self.month or "") + (self.day or "")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold two ends; None is an end that is unknown, or open where `open_first` or `open_last` is true."""

    first: Point | None
    last: Point | None
    open_first: bool = False
    open_last: bool = False


@dataclass(frozen=True, slots=True)
class Writing:
    """Hold an EDTF text as what it is made of: a date, an interval, or the members of a set."""

    sort: Sort
    members: tuple[Point | Stretch, ...]


def is_legible(text: str) -> bool:
    """Tell whether a text holds but the characters of EDTF dates, as the pattern of shape:edtf demands."""
    return _LEGIBLE.fullmatch(text) is not None


@lru_cache(maxsize=16384)
def read(text: str) -> Writing:
    """Return what an EDTF text is made of; whether the calendar has such days is not judged.

    Errors: ValueError in one sentence for what is not written as an EDTF date.
    """
    if not text:
        raise ValueError("the date is empty")
    if text == "..":
        return Writing(Sort.OPEN, ())
    if text[0] + text[-1] in ("[]", "{}"):
        members = tuple(_member(member.strip()) for member in text[1:-1].split(","))
        return Writing(Sort(text[0] + text[-1]), members)
    if text.count("/") == 1:
        first, last = text.split("/")
        if not first and not last:
            raise ValueError(f"{text!r} names no day")
        return Writing(Sort.INTERVAL, (_stretch(first, last),))
    return Writing(Sort.DATE, (_point(text),))


def points(text: str) -> Iterator[Point]:
    """Yield each date that stands in an EDTF text, in order; nothing for what is none."""
    try:
        members = read(text).members
    except ValueError:
        return
    for member in members:
        for point in (member,) if isinstance(member, Point) else (member.first, member.last):
            if point is not None:
                yield point


def _member(text: str) -> Point | Stretch:
    """Return a member of a set: a date, `a..b`, `..a` or `a..`."""
    first, dots, last = text.partition("..")
    return _stretch(first or "..", last or "..") if dots and (first or last) else _point(text)


def _stretch(first: str, last: str) -> Stretch:
    ends = [None if end in ("", "..") else _point(end) for end in (first, last)]
    return Stretch(ends[0], ends[1], first == "..", last == "..")


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is not None:
        before, year, after, *rest, time = match.groups()
        marks = [before, after, rest[0], rest[2], rest[3], rest[5]]
        qualifier = next((mark for mark in reversed(marks) if mark is not None), "")
        partly = sum(map(bool, marks)) > bool(qualifier)
        point = Point(text, year, rest[1], rest[4], qualifier, partly)
        if time is None or not (qualifier or partly or point.is_masked):
            return point
    raise ValueError(f"{text!r} is no EDTF date; write it like 2012, 2012-03, 2012-03-27 or 2012-03-27/2012-03-28")
