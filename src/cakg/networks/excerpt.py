"""What a tie says of many events: the first of them and how many more, and days that a time line can hold."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import inf

Days = tuple[str | None, str | None]

EVENTS = 10
TIMES = 50


def excerpt(
    iris: Sequence[str], spans: Sequence[Days], weights: Sequence[float] | None = None, most: float = inf
) -> dict[str, str | int]:
    """Return what a tie says of the events behind it, in their order, and of their days.

    `events`, the first ten (joined by blanks), and `more_events`, how many more there are; `days` (`begin/end`,
    joined by blanks, what is unknown empty) and, where there are more than fifty, `joined_days`, how many gaps
    were closed: the shortest first, and times with an unknown bound become one. `weights`, where those of the spans
    are given, are what falls to each of the `days`, in their order, each `most` so much. What is none is left out.
    """
    heavy: dict[tuple[str, str], float] = {}
    for (begin, end), weight in zip(spans, weights or [0.0] * len(spans), strict=True):
        if begin or end:
            heavy[begin or "", end or ""] = heavy.get((begin or "", end or ""), 0.0) + weight
    times = sorted(heavy)
    kept = _joined(times)
    found: dict[str, str | int] = {}
    if iris:
        found["events"] = " ".join(iris[:EVENTS])
    if len(iris) > EVENTS:
        found["more_events"] = len(iris) - EVENTS
    if kept:
        found["days"] = " ".join(f"{begin}/{end}" for begin, end in kept)
    if kept and weights is not None:
        found["weights"] = " ".join(f"{min(weight, most):.6g}" for weight in _shared(kept, heavy))
    if len(kept) < len(times):
        found["joined_days"] = len(times) - len(kept)
    return found


def _joined(times: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return times as they are, or as many as a time line can hold, that together last no shorter."""
    if len(times) <= TIMES:
        return times
    before = [end for begin, end in times if not begin]
    after = [begin for begin, end in times if not end]
    kept = [*([("", max(before))] if before else []), *([(min(after), "")] if after else [])]
    known = _apart([(begin, end) for begin, end in times if begin and end])
    room = TIMES - len(kept)
    gaps = sorted((_days(earlier[1], later[0]), number) for number, (earlier, later) in enumerate(pairwise(known), 1))
    closed = {number for _, number in gaps[: max(0, len(known) - room)]}
    for number, (begin, end) in enumerate(known):
        if number in closed:
            begin = kept.pop()[0]
        kept.append((begin, end))
    return sorted(kept)


def _shared(kept: Sequence[tuple[str, str]], heavy: Mapping[tuple[str, str], float]) -> list[float]:
    """Return how much of the weights falls to each of the times that were kept, within one of which each lies."""
    found = {time: heavy.get(time, 0.0) for time in kept}
    for (begin, end), weight in heavy.items():
        if (begin, end) in found:
            continue
        for first, last in kept:
            if (not first or (begin and first <= begin)) and (not last or (end and end <= last)):
                found[first, last] += weight
                break
    return [found[time] for time in kept]


def _apart(times: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return sorted times where those that overlap are one."""
    found: list[tuple[str, str]] = []
    for begin, end in times:
        if found and begin <= found[-1][1]:
            begin, last = found.pop()
            end = max(end, last)
        found.append((begin, end))
    return found


def _days(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days
