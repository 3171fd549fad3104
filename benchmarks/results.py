"""Results: rows of a table in results.csv, of which a run of one part replaces only its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from statistics import median

from benchmarks.measure import Sample


@dataclass(frozen=True)
class Row:
    """Hold what doing a task took: the medians of some runs with the least and the most of each.

    `who` did it: cakg or a peer; `times` is the size of the corpus (1 are 95,612 quads), `quads` how many it has. Times
    are in seconds, the memory in megabytes. `note` says why there are no figures (`runs` is then 0).
    """

    part: str
    task: str
    who: str
    times: float
    quads: int
    runs: int
    cpu: float = 0.0
    cpu_least: float = 0.0
    cpu_most: float = 0.0
    wall: float = 0.0
    wall_least: float = 0.0
    wall_most: float = 0.0
    megabytes: float = 0.0
    commit: str = ""
    note: str = ""


def summed_up(part: str, task: str, who: str, times: float, quads: int, samples: Sequence[Sample]) -> Row:
    """Return the row of some runs."""
    cpu, wall = sorted(one.cpu for one in samples), sorted(one.wall for one in samples)
    figures = median(cpu), cpu[0], cpu[-1], median(wall), wall[0], wall[-1]
    most = max(one.megabytes for one in samples)
    return Row(part, task, who, times, quads, len(samples), *(float(f"{one:.4g}") for one in (*figures, most)))


def merged(old: Iterable[Row], new: Sequence[Row]) -> list[Row]:
    """Return the old rows but for those of a part and size that was measured anew, and the new ones, in order."""
    anew = {(row.part, row.times) for row in new}
    kept = [row for row in old if (row.part, row.times) not in anew]
    return sorted((*kept, *new), key=lambda row: (row.part, row.task, row.who, row.times))


def exponent(points: Iterable[tuple[float, float]]) -> float | None:
    """Return the power with which one number grows with another: the slope of logarithms, by least squares.

    None where fewer than two sizes are known, or one took no time at all.
    """
    known = [(log(size), log(value)) for size, value in points if size > 0 and value > 0]
    if len({size for size, _ in known}) < 2:
        return None
    middle = sum(size for size, _ in known) / len(known)
    height = sum(value for _, value in known) / len(known)
    across = sum((size - middle) ** 2 for size, _ in known)
    return sum((size - middle) * (value - height) for size, value in known) / across
