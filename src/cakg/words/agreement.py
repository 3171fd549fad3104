"""What two dates say together: whether they allow one another, and what both allow, as an EDTF date.

A date or one of several (`[...]`) says within which days something fell; an interval and all of several (`{...}`) say
how long it lasted. What lasted is never cut to a day within it, and an unknown end takes what the other date knows.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from cakg.words import edtf
from cakg.words.dates import Span, contains, parse, span
from cakg.words.edtf import Point, Sort, Stretch
from cakg.words.patterns import regex

OPEN = ".."
_APPROXIMATE = regex("[~%]")
_QUALIFIED = regex("[~%?]")
_BLANK_TAIL = regex(r"(?:-XX)+$")


@lru_cache(maxsize=16384)
def canonical(text: str) -> str:
    """Return the one spelling of all dates that mean the same.

    Errors: ValueError for what is not written as an EDTF date.
    """
    writing = edtf.read(text)
    if writing.sort is Sort.OPEN:
        return OPEN
    if writing.sort is Sort.DATE:
        return _BLANK_TAIL.sub("", text)
    if writing.sort is Sort.INTERVAL:
        first, last = text.split("/")
        return (
            first if first == last and _is_day(first) else f"{_BLANK_TAIL.sub('', first)}/{_BLANK_TAIL.sub('', last)}"
        )
    members = sorted({_BLANK_TAIL.sub("", member.strip()) for member in text[1:-1].split(",")})
    if len(members) == 1 and ".." not in members[0]:
        return members[0]
    return f"{text[0]}{','.join(members)}{text[-1]}"


@lru_cache(maxsize=16384)
def agree(a: str, b: str) -> str | None:
    """Return what two dates allow together, the more precise of them where that cannot be written; None where they
    exclude one another.

    Errors: ValueError for what is no date.
    """
    a, b = canonical(a), canonical(b)
    if a == b:
        return a
    sorts = {a: edtf.read(a).sort, b: edtf.read(b).sort}
    if Sort.OPEN in sorts.values():
        return None
    lasting = [one for one in (a, b) if sorts[one] in (Sort.INTERVAL, Sort.ALL_OF)]
    if not lasting:
        return _agree_on_days(a, b)
    if [sorts[one] for one in lasting] == [Sort.INTERVAL] * 2:
        return _agree_on_ends(a, b)
    if Sort.ALL_OF in sorts.values():
        return _agree_on_members(a, b) if sorts[a] is Sort.ALL_OF else _agree_on_members(b, a)
    interval = lasting[0]
    return _agree_within(interval, b if interval == a else a)


def is_open(text: str) -> bool:
    """Tell whether a date says that what it speaks of has not ended."""
    return text == OPEN or text.endswith("/" + OPEN)


def closed(text: str) -> str:
    """Return a date without its open end, which is then unknown; nothing for a lone one."""
    return text.removesuffix(OPEN) if is_open(text) else text


def _agree_on_days(a: str, b: str) -> str | None:
    inner, outer = _all_within(a, b), _all_within(b, a)
    if inner and outer:
        return min(a, b, key=lambda one: (bool(_QUALIFIED.search(one)), "T" not in one, len(one), one))
    if inner or outer:
        return a if inner else b
    pieces = [both for one in _spans(a) for other in _spans(b) if (both := _meet(one, other))]
    return _written(pieces)


def _agree_on_ends(a: str, b: str) -> str | None:
    ends = []
    for one, other in zip(a.split("/"), b.split("/"), strict=True):
        if one == other or not one or not other:
            ends.append(one or other)
            continue
        both = None if OPEN in (one, other) else _agree_on_days(one, other)
        if both is None:
            return None
        ends.append(min(one, other, key=_length) if both.startswith("[") else both)
    return _valid("/".join(ends))


def _agree_within(interval: str, day: str) -> str | None:
    """Return what an interval and a date say together: a longer date fills unknown ends, a day changes nothing."""
    ends = interval.split("/")
    known = [end for end in ends if end not in ("", OPEN)]
    if not all(one.begin == one.end for one in _spans(day)) and all(_all_within(end, day) for end in known):
        if day.startswith("[") or OPEN in ends:
            return interval
        return _valid("/".join(end or day for end in ends)) or interval
    return interval if all(contains(parse(interval), one) for one in _spans(day)) else None


def _agree_on_members(members: str, other: str) -> str | None:
    if other.startswith("{"):
        if _all_within(members, other):
            return other
        return members if _all_within(other, members) else None
    return members if _all_within(members, other) or _all_within(other, members) else None


def _all_within(inner: str, outer: str) -> bool:
    """Tell whether each member of a date lies in some member of another; "about" adds a unit on either side."""
    around = [_widened(one, outer) for one in _spans(outer)]
    return all(any(contains(wide, one) for wide in around) for one in _spans(inner))


@lru_cache(maxsize=16384)
def _spans(text: str) -> tuple[Span, ...]:
    """Return the days of each member of a date."""
    writing = edtf.read(text)
    if writing.sort in (Sort.ONE_OF, Sort.ALL_OF):
        return tuple(parse(_text(member)) for member in writing.members)
    return (parse(text),)


def _text(member: Point | Stretch) -> str:
    if isinstance(member, Point):
        return member.text
    return "/".join(OPEN if end is None else end.text for end in (member.first, member.last))


def _widened(one: Span, text: str) -> Span:
    if not _APPROXIMATE.search(text) or one.begin is None or one.end is None:
        return one
    unit = one.end - one.begin + timedelta(1)
    first, last = one.begin - date.min, date.max - one.end
    return Span(one.begin - min(unit, first), one.end + min(unit, last))


def _meet(a: Span, b: Span) -> Span | None:
    begins = [one.begin for one in (a, b) if one.begin is not None]
    ends = [one.end for one in (a, b) if one.end is not None]
    begin, end = max(begins, default=None), min(ends, default=None)
    return None if begin is not None and end is not None and begin > end else Span(begin, end)


def _written(pieces: Iterable[Span]) -> str | None:
    """Return stretches of days as one date, None where there are none."""
    texts = sorted({_stretch(piece) for piece in pieces})
    if not texts:
        return None
    return texts[0] if len(texts) == 1 and ".." not in texts[0] else f"[{','.join(texts)}]"


def _stretch(piece: Span) -> str:
    first, last = ("" if day is None else day.isoformat() for day in (piece.begin, piece.end))
    for text in (first, first[:7], first[:4]):
        if text and parse(text) == piece:
            return text
    return f"{first}..{last}"


def _length(text: str) -> tuple[int, str]:
    one = parse(text)
    return (0 if one.begin is None or one.end is None else (one.end - one.begin).days, text)


def _is_day(text: str) -> bool:
    one = span(text)
    return one is not None and one.begin is not None and one.begin == one.end and not _QUALIFIED.search(text)


def _valid(text: str) -> str | None:
    return None if span(text) is None else canonical(text)
