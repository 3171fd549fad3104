"""Dates for people: an EDTF date in English, exactly as precise as it is written."""

import re

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_PARTS = {
    **{33 + n: f"{word} quarter of" for n, word in enumerate(("first", "second", "third", "fourth"))},
    **{37 + n: f"{word} third of" for n, word in enumerate(("first", "second", "last"))},
    **{40 + n: f"{word} half of" for n, word in enumerate(("first", "second"))},
}
_QUALIFIERS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_POINT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MASKED = re.compile(r"([0-9]{2}[0-9X]{2})(?:-XX)?(?:-XX)?|([0-9]{4}-[0-9]{2})-XX")
_Point = tuple[int, int, int]


def wording(edtf: str) -> str:
    """Return an EDTF date in words: `2005-03-17/2005-03-18` is "17–18 March 2005".

    Whatever has no usual wording is returned as it is written, never guessed at.
    *Source*: Library of Congress, Extended Date/Time Format specification, 2019.
    """
    text = edtf.strip()
    if text == "..":
        return "open"
    if len(text) > 2 and text[0] + text[-1] in ("[]", "{}"):
        return _set(text) or edtf
    if text.count("/") == 1:
        return _interval(*text.split("/")) or edtf
    return _single(text) or edtf


def _single(text: str) -> str | None:
    """Return one date in words, None where it has no usual wording."""
    if text[-1:] in _QUALIFIERS:
        inner = _single(text[:-1])
        return None if inner is None else _QUALIFIERS[text[-1]] + inner
    point = _read(text)
    if point is not None:
        return _day(point)
    masked = _MASKED.fullmatch(text)
    if masked is None:
        return None
    if masked[2] is not None:
        month = _read(masked[2])
        return None if month is None or month[1] > 12 else f"a day in {_day(month)}"
    year = masked[1]
    if year.endswith("XX"):
        return f"{year[:2]}00–{year[:2]}99"
    if year.endswith("X"):
        return f"{year[:3]}0s"
    return None if "X" in year else f"some time in {year}"


def _read(text: str) -> _Point | None:
    """Return year, month (or season) and day, 0 where they are not given; None for all else."""
    match = _POINT.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    known = 1 <= month <= 12 or (not day and (month in _SEASONS or month in _PARTS)) or match[2] is None
    return (year, month, day) if known and (match[3] is None or 1 <= day <= 31) else None


def _day(point: _Point) -> str:
    year, month, day = point
    if month in _SEASONS:
        return f"{_SEASONS[month]} {year}"
    if month in _PARTS:
        return f"{_PARTS[month]} {year}"
    return " ".join(filter(None, (str(day) if day else "", _MONTHS[month - 1] if month else "", str(year))))


def _interval(first: str, last: str) -> str | None:
    if first in ("", "..") or last in ("", ".."):
        return _half_open(first, last)
    start, end = _read(first), _read(last)
    if start is not None and end is not None:
        return _range(start, end)
    words = _single(first), _single(last)
    return None if None in words else f"{words[0]} – {words[1]}"


def _half_open(first: str, last: str) -> str | None:
    if first in ("", "..") and last in ("", ".."):
        return None
    if last in ("", ".."):
        start = _single(first)
        return None if start is None else f"since {start}" if last else f"from {start}, end unknown"
    end = _single(last)
    return None if end is None else f"until {end}" if first else f"until {end}, beginning unknown"


def _range(start: _Point, end: _Point) -> str:
    """Return two dates joined by a dash, without saying the month or the year twice."""
    if start == end:
        return _day(start)
    plain = max(start[1], end[1]) <= 12
    same_form = bool(start[1]) == bool(end[1]) and bool(start[2]) == bool(end[2])
    if plain and same_form and start[0] == end[0]:
        if start[2] and start[1] == end[1]:
            return f"{start[2]}–{_day(end)}"
        if start[2]:
            return f"{start[2]} {_MONTHS[start[1] - 1]} – {_day(end)}"
        return f"{_MONTHS[start[1] - 1]}–{_day(end)}"
    dash = "–" if not start[1] and not end[1] else " – "
    return f"{_day(start)}{dash}{_day(end)}"


def _set(text: str) -> str | None:
    """Return `[a,b]` as one of its members and `{a,b}` as all of them."""
    one = text[0] == "["
    members = [member.strip() for member in text[1:-1].split(",")]
    if len(members) == 1:
        return _member(members[0], one)
    points = [_read(member) for member in members]
    known = [point for point in points if point is not None]
    word = "or" if one else "and"
    if len(known) == len(points) and all(p[2] and p[:2] == known[0][:2] for p in known):
        days = [str(point[2]) for point in known[:-1]]
        return f"{', '.join(days)} {word} {_day(known[-1])}"
    words = [_member(member, one) for member in members]
    found = [each for each in words if each is not None]
    return f"{', '.join(found[:-1])} {word} {found[-1]}" if len(found) == len(words) else None


def _member(text: str, one: bool) -> str | None:
    first, dots, last = text.partition("..")
    if not dots:
        return _single(text)
    if not first or not last:
        end = _single(first or last)
        return None if end is None else f"{end} or {'later' if first else 'earlier'}"
    start, stop = _read(first), _read(last)
    if start is None or stop is None:
        return None
    return _between(start, stop) if one else _range(start, stop)


def _between(start: _Point, end: _Point) -> str:
    """Return the bounds of an unknown date, without saying the month or the year twice."""
    first = _day(start)
    if start[0] == end[0] and start[1] and end[1] and bool(start[2]) == bool(end[2]):
        first = first.removesuffix(f" {start[0]}")
        if start[2] and start[1] == end[1]:
            first = str(start[2])
    return f"between {first} and {_day(end)}"
