"""How far values and places spread over draws: medians, intervals, and who is above whom how often."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cakg.networks.paths import Vector

Table = NDArray[np.float64]

_TIE = 1e-9  # of the largest value: what is nearer than that is equal


@dataclass(frozen=True)
class Interval:
    """Hold where one actor lies in one layer of uncertainty: the median, 5 and 95 % of the values drawn, and of the
    places. `lowest` and `highest` bound the values if the chance to be named is itself at its bounds. Of choices, which
    are no draws, there are places alone, from the best to the worst."""

    layer: str
    median: float | None
    low: float | None
    high: float | None
    best: int
    worst: int
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Comparison:
    """Hold in which share of draws of a layer one actor is above another; a tie counts half."""

    layer: str
    one: str
    other: str
    probability: float
    draws: int


def places(values: Vector, lowest_first: bool) -> NDArray[np.intp]:
    """Return the place of each value, from 1, where ties share the best; the last is for what is none (NaN)."""
    if not len(values):
        return np.zeros(0, dtype=np.intp)
    kept = np.where(np.isnan(values), np.inf if lowest_first else -np.inf, values)
    order = np.argsort(kept if lowest_first else -kept, kind="stable")
    top = np.abs(kept, where=np.isfinite(kept), out=np.zeros_like(kept)).max()
    with np.errstate(invalid="ignore"):
        gaps = np.abs(np.diff(kept[order])) > _TIE * top
    starts = np.where(np.concatenate(([True], gaps)), np.arange(len(kept)), 0)
    found = np.empty(len(kept), dtype=np.intp)
    found[order] = np.maximum.accumulate(starts) + 1
    return found


def intervals(layer: str, drawn: Table, lowest_first: bool, bounds: Sequence[Table] = ()) -> list[Interval]:
    """Return the interval of each column. *Shapes*: `drawn` and each of `bounds` draws by actors."""
    ranks = np.array([places(row, lowest_first) for row in drawn])
    low, middle, high = _shares(drawn, (0.05, 0.5, 0.95))
    best, worst = np.quantile(ranks, (0.05, 0.95), axis=0, method="inverted_cdf")
    least = np.min([low, *(_shares(one, (0.05,))[0] for one in bounds)], axis=0)
    most = np.max([high, *(_shares(one, (0.95,))[0] for one in bounds)], axis=0)
    return [
        Interval(
            layer,
            _shown(middle[i]),
            _shown(low[i]),
            _shown(high[i]),
            int(best[i]),
            int(worst[i]),
            _shown(least[i]) if bounds else None,
            _shown(most[i]) if bounds else None,
        )
        for i in range(drawn.shape[1])
    ]


def ranges(layer: str, found: Sequence[Sequence[int | None]]) -> list[Interval]:
    """Return from which to which place each actor is. *Shapes*: choices by actors, None where one is not there."""
    kept = [[place for place in column if place is not None] for column in zip(*found, strict=True)]
    return [Interval(layer, None, None, None, min(column), max(column)) for column in kept]


def above(layer: str, one: tuple[str, Vector], other: tuple[str, Vector], lowest_first: bool) -> Comparison:
    """Return how often one actor is above another in draws that both are in. *Shapes*: the values of each by draw."""
    first, second = (np.nan_to_num(values, nan=np.inf if lowest_first else -np.inf) for _, values in (one, other))
    if lowest_first:
        first, second = second, first
    equal = np.isclose(first, second, rtol=_TIE, atol=0)
    share = float(np.where(equal, 0.5, first > second).mean())
    return Comparison(layer, one[0], other[0], round(share, 12), len(first))


def _shares(drawn: Table, shares: tuple[float, ...]) -> list[Vector]:
    """Return quantiles that were drawn, one row for each share; an undefined value counts as none."""
    found = np.nan_to_num(drawn, nan=0.0)
    return list(np.quantile(found, shares, axis=0, method="inverted_cdf"))


def _shown(value: float) -> float:
    return round(float(value), 12)
