"""EDTF text taken apart: the one reading of how a date is written.

Read are levels 0, 1 and 2 whole; docs/model.md lists the forms. What is written as in the draft of 2012 is refused
with the form of today.
*Source*: Library of Congress, Extended Date/Time Format specification, 2019 (ISO 8601-2).
"""

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from cakg.words.patterns import regex

_LEGIBLE = regex(r"[0-9XYESTZ?~%.,:/+\[\]{}-]+")
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00"
_ZONE = r"Z|[+-](?:0[0-9]|1[0-3])(?::[0-5][0-9])?|[+-]14(?::00)?"
_POINT = regex(
    r"([?~%]?)(-?[0-9X]{4})(?:S([0-9]+))?([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)"
    rf"(?:-([?~%]?)([0-9X]{{2}})([?~%]?)(T(?:{_TIME})(?:{_ZONE})?)?)?)?"
)
_LONG_YEAR = regex(r"Y(-?)([1-9][0-9]*)(?:E([0-9]+))?(?:S([0-9]+))?([?~%]?)")
_LONGEST = 9  # digits of a year that is reckoned out
_TIMED = regex(r".*[0-9X~?%]T.*")
_DRAFT = (  # what the draft of 2012 wrote otherwise, with the form of today
    (regex(r"[?]~|~[?]"), "%"),
    (regex(r"(?<=[0-9uxX-])[ux]|[ux](?=[0-9uxX-])"), "X"),
    (regex(r"^(?:open)(?=/)|(?<=/)open$"), ".."),
    (regex(r"^unknown(?=/)|(?<=/)unknown$"), ""),
    (regex(r"\by(?=-?[0-9])"), "Y"),
    (regex(r"(?<=[0-9])e(?=[0-9])"), "E"),
    (regex(r"(?<=[0-9])p(?=[0-9])"), "S"),
)
_DROPPED = {  # what the draft of 2012 had and no form of today says in one way
    "(": "brackets as in a draft of EDTF; write the mark before each part that it is of, like 2004-?06-11",
    "^": "a qualifier of seasons as in a draft of EDTF; leave out ^ and what follows",
}


class Sort(Enum):
    """Sort what an EDTF text can be; a lone `..` is an open end."""

    DATE = "date"
    INTERVAL = "interval"
    ONE_OF = "[]"
    ALL_OF = "{}"
    OPEN = ".."


class Point(NamedTuple):
    """Hold one date: its text, and its digits with X where they are not specified; None is a part that is not given.

    `month` may be the code of a part of the year, 21 to 41. `qualifier` is that of the whole date (`?` uncertain, `~`
    approximate, `%` both); `is_partly_qualified` tells that one stands at a part of it. `significant` is how many
    digits of the year are meant (`1950S2`: the first two), None for all. A year before 0 has its sign, one beyond 9999
    more than four digits. The time of day is left out.
    """

    text: str
    year: str
    month: str | None = None
    day: str | None = None
    qualifier: str = ""
    is_partly_qualified: bool = False
    significant: int | None = None

    @property
    def is_masked(self) -> bool:
        """Tell whether a digit is not specified."""
        return "X" in self.year + (self.month or "") + (self.day or "")


class Stretch(NamedTuple):
    """Hold two ends; None is an end that is unknown, or open where `open_first` or `open_last` is true."""

    first: Point | None
    last: Point | None
    open_first: bool = False
    open_last: bool = False


class Writing(NamedTuple):
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
    try:
        return _read(text)
    except ValueError:
        today = _today(text)
        if today is None:
            raise
        raise ValueError(f"{text!r} is written as in a draft of EDTF; write {today!r}") from None


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


def _read(text: str) -> Writing:
    if not text:
        raise ValueError("the date is empty")
    if text == "..":
        return Writing(Sort.OPEN, ())
    if text[0] + text[-1] in ("[]", "{}"):
        inner = [member.strip() for member in text[1:-1].split(",")]
        if inner in ([""], [".."]):
            raise ValueError(f"{text!r} names no day")
        return Writing(Sort(text[0] + text[-1]), tuple(_member(member, text) for member in inner))
    if "/" in text:
        first, last, *more = text.split("/")
        if more:
            raise ValueError(f"{text!r} has more than two ends; write an interval like 2012-03-27/2012-03-28")
        if not first and not last:
            raise ValueError(f"{text!r} names no day")
        return Writing(Sort.INTERVAL, (_stretch(first, last),))
    return Writing(Sort.DATE, (_point(text),))


def _today(text: str) -> str | None:
    """Return a date of the draft as it is written today, None for what is no such date."""
    today = text
    for pattern, form in _DRAFT:
        today = pattern.sub(form, today)
    try:
        return None if today == text or not _read(today) else today
    except ValueError:
        return None


def _member(text: str, whole: str) -> Point | Stretch:
    """Return a member of a set: a date, `a..b`, `..a` or `a..`."""
    if not text or text == "..":
        raise ValueError(f"{whole!r} has a member that is no date")
    if "/" in text:
        raise ValueError(f"{whole!r} holds an interval; in a set write {text.replace('/', '..')!r}")
    first, dots, last = text.partition("..")
    return _stretch(first or "..", last or "..") if dots else _point(text)


def _stretch(first: str, last: str) -> Stretch:
    ends = [None if end in ("", "..") else _point(end) for end in (first, last)]
    return Stretch(ends[0], ends[1], first == "..", last == "..")


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        return _long_year(text)
    before, year, digits, after, *rest, time = match.groups()
    marks = [before, after, rest[0], rest[2], rest[3], rest[5]]
    qualifier = next((mark for mark in reversed(marks) if mark is not None), "")
    partly = sum(map(bool, marks)) > bool(qualifier)
    point = Point(text, year, rest[1], rest[4], qualifier, partly, _significant(digits, year, text))
    if time is not None and (qualifier or partly or point.is_masked):
        raise ValueError(f"{text!r} has a time of a day that is not certain; leave out the time")
    if digits is not None and (point.is_masked or point.month is not None or before):
        raise ValueError(f"{text!r} counts digits of what is no plain year; write it like 1950S2")
    return point


def _long_year(text: str) -> Point:
    """Return a year that is written with Y: of more than four digits, or with an exponent."""
    match = _LONG_YEAR.fullmatch(text)
    if match is None:
        if _TIMED.fullmatch(text):
            raise ValueError(f"{text!r} has no time of a day like 2012-03-27T10:00:00Z")
        gone = next((said for mark, said in _DROPPED.items() if mark in text), None)
        if gone is not None:
            raise ValueError(f"{text!r} has {gone}")
        raise ValueError(f"{text!r} is no EDTF date; write it like 2012, 2012-03, 2012-03-27 or 2012-03-27/2012-03-28")
    sign, number, exponent, digits, qualifier = match.groups()
    if exponent is None and len(number) <= 4:
        counted = "" if digits is None else f"S{digits}"
        raise ValueError(f"{text!r} is written without Y; write {sign}{number:0>4}{counted}{qualifier}")
    zeros = min(int((exponent or "0")[:_LONGEST]), _LONGEST)
    year = f"{sign}{number + '0' * zeros:0>4}"
    return Point(text, year, qualifier=qualifier, significant=_significant(digits, year, text))


def _significant(digits: str | None, year: str, text: str) -> int | None:
    """Return how many digits of a year are meant, None for all."""
    if digits is None:
        return None
    most = len(year.removeprefix("-"))
    count = int((digits.lstrip("0") or "0")[:_LONGEST])
    if not 1 <= count <= most:
        raise ValueError(f"{text!r} counts {digits} digits of {most}; write a number from 1 to {most}")
    return count
