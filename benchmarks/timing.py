"""Time two ways to the same result and tell how many times as long the other takes."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Comparison:
    """Hold what was done, to how much, by whom, and the seconds that each took."""

    task: str
    size: str
    peer: str
    ours: float
    theirs: float


def compare(
    task: str, size: str, ours: Callable[[], T], peer: str, theirs: Callable[[], T], repeats: int = 3
) -> Comparison:
    """Return the best time of each of two ways. Errors: AssertionError where their results differ or are empty."""
    best, found = timed(ours, repeats)
    other, expected = timed(theirs, repeats)
    assert found, f"{task}: there is no result"
    assert found == expected, f"{task}: {peer} comes to another result"
    return Comparison(task, size, peer, best, other)


def timed(function: Callable[[], T], repeats: int) -> tuple[float, T]:
    """Return the least seconds that a function took, and what it returned last."""
    seconds = []
    for _ in range(repeats):
        gc.collect()
        start = perf_counter()
        result = function()
        seconds.append(perf_counter() - start)
    return min(seconds), result


def table(comparisons: list[Comparison]) -> str:
    """Return comparisons as a Markdown table."""
    lines = ["| Task | Size | cakg | Peer | Peer takes | Times as long |", "|---|---|---|---|---|---|"]
    for c in comparisons:
        ratio = c.theirs / c.ours
        lines.append(f"| {c.task} | {c.size} | {c.ours:.3g} s | {c.peer} | {c.theirs:.3g} s | {ratio:.1f} |")
    return "\n".join(lines) + "\n"
