"""When things lasted, as time lines take it: spells that never overlap, each up to the day after its last."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import inf

from cakg.export.plain import Value
from cakg.words.dates import parse
from cakg.words.errors import OutputError
from cakg.words.patterns import regex

Spell = tuple[
    float, float
]  # from the first day to the day after the last, as numbers of days; infinite where not known
Level = tuple[float, float, float]  # a spell and the weight within it

_DAYS = regex(r"[^/\s]*/[^/\s]*(?:\s+[^/\s]*/[^/\s]*)*")
_WEIGHTS = regex(r"[0-9.e+-]+(?: [0-9.e+-]+)*")


def spells(thing: str, data: Mapping[str, Value], first: str, last: str) -> list[Spell]:
    """Return from when to when something lasted, time by time; times that overlap or touch are one.

    Days are `days` (`begin/end`, joined by blanks), else from the attribute `first` to `last`; each may be an EDTF
    date, which begins with its first day and ends with its last. A bound that is not known, or would come after the
    last day there is, is infinite. `thing` is named where one is refused. Errors: OutputError for what is no date.
    """
    return joined(_times(thing, data, first, last))


def levels(thing: str, data: Mapping[str, Value], most: float = inf) -> list[Level]:
    """Return how heavy a tie is at each of its times, by its `days` and, in their order, their `weights`.

    Where times overlap their weights are added up, to `most` so much; times that touch and weigh the same are one.
    Nothing where the weights are not known. Errors: OutputError for what is no date.
    """
    days, weights = data.get("days"), str(data.get("weights", ""))
    if not isinstance(days, str) or not _WEIGHTS.fullmatch(weights):
        return []
    times, heavy = _times(thing, data, "first", "last"), _numbers(weights)
    if len(times) != len(heavy):
        return []
    bounds = sorted({bound for spell in times for bound in spell})
    found: list[Level] = []
    for start, stop in pairwise(bounds):
        weight = sum(one for (begin, end), one in zip(times, heavy, strict=True) if begin <= start and stop <= end)
        weight = min(weight, most)
        if not weight:
            continue
        if found and found[-1][1] == start and found[-1][2] == weight:
            start = found.pop()[0]
        found.append((start, stop, weight))
    return found


def joined(times: Iterable[Spell]) -> list[Spell]:
    """Return sorted spells, where those that overlap or touch are one."""
    found: list[Spell] = []
    for start, stop in sorted(times):
        if found and start <= found[-1][1]:
            start, before = found.pop()
            stop = max(stop, before)
        found.append((start, stop))
    return found


def covering(own: Sequence[Spell], others: Iterable[Sequence[Spell]]) -> list[Spell]:
    """Return the spells of something within which those of others lie; nothing, which is always, where it has none."""
    return joined([*own, *(spell for one in others for spell in one)]) if own else []


def day(bound: float) -> str:
    """Return a bound as a day, as nothing where it is infinite."""
    return "" if abs(bound) == inf else date.fromordinal(int(bound)).isoformat()


def timeset(known: Sequence[Spell]) -> str:
    """Return spells as Gephi takes them in tables. *Source*: https://docs.gephi.org, Import Dynamic Data."""
    told = (f"[{day(start) or '-Infinity'}, {day(stop) or 'Infinity'}]" for start, stop in known)
    return f"<{'; '.join(told)}>" if known else ""


def _times(thing: str, data: Mapping[str, Value], first: str, last: str) -> list[Spell]:
    days = data.get("days")
    times = [one.split("/") for one in days.split()] if isinstance(days, str) and _DAYS.fullmatch(days) else []
    found = []
    for begin, end in times or [[str(data.get(name, "")) for name in (first, last)]]:
        start, stop = _bound(thing, first, begin, False), _bound(thing, last, end, True)
        if start is None and stop is None:
            continue
        if start is not None and stop is not None and stop < start:
            stop = start
        after = inf if stop is None or stop == date.max else stop.toordinal() + 1
        found.append((-inf if start is None else start.toordinal(), after))
    return found


def _numbers(text: str) -> list[float]:
    try:
        return [float(word) for word in text.split()]
    except ValueError:
        return []


def _bound(thing: str, attribute: str, text: str, ends: bool) -> date | None:
    """Return the first or the last day of an EDTF date; None where it is not known."""
    try:
        named = parse(text.strip()) if text.strip() else None
    except ValueError as error:
        problem = f"{attribute} of {thing} is {text!r}, and this format has days there"
        raise OutputError(f"{problem} ({error}); give a day, or name it otherwise") from error
    return None if named is None else named.end if ends else named.begin
