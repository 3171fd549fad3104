"""What chance alone would do: who meets whom where everybody is as active and every occasion as large as recorded."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cakg.networks.projection import attended

Vector = NDArray[np.float64]
Table = NDArray[np.float64]
Numbers = NDArray[np.intp]

_STEPS = 10_000
_NEAR = 1e-10


def chances(matrix: csr_array, blocks: Sequence[str]) -> Table:
    """Return the chance of each actor to be at each event: the bipartite configuration model, block by block.

    Of all random attendance in which every event has as many guests and every actor, in each block of events, as many
    events as recorded on the average, it is that which says nothing more (maximal entropy). Events of one series are a
    block, all that stand alone another: who is at every edition of a series is so by membership, which is no surplus.
    *Shapes*: actors by events in and out.
    *Source*: F. Saracco and others, Inferring monopartite projections of bipartite networks, New Journal of Physics 19,
    2017; Z. P. Neal, The backbone of bipartite projections, Social Networks 39, 2014.
    """
    dense: Table = matrix.toarray()
    found: Table = np.zeros_like(dense)
    for columns in _blocks(blocks):
        found[:, columns] = _model(dense[:, columns])
    return found


def surplus(matrix: csr_array, chance: Table) -> tuple[Numbers, Numbers, Vector]:
    """Return the pairs of actors who were at one event, and the chance to be at as many together, or at more.

    It is exact: the number of events at which two meet by chance is a sum of independent trials (Poisson-binomial).
    Who never met has 1 and is not listed. *Source*: Z. P. Neal, R. Domagalski and B. Sagan, Comparing alternatives to
    the fixed degree sequence model, Scientific Reports 11, 2021 (SDSM).
    """
    dense = matrix.toarray()
    together = np.triu(dense @ dense.T, k=1)
    one, other = np.nonzero(together)
    count = together[one, other].astype(np.intp)
    found = np.ones(len(one))
    for width in sorted({int(2 ** np.ceil(np.log2(number))) for number in count.tolist()}):
        some = np.flatnonzero((count <= width) & (count > width // 2))
        for part in np.array_split(some, max(1, len(some) * width // 2_000_000)):
            found[part] = _tails(chance[one[part]] * chance[other[part]], count[part], width)
    return one, other, found


def adjusted(p_values: Vector, tests: int) -> Vector:
    """Return q-values, the share of false ones among all whose p-value is as low, where `tests` were made in all.

    *Source*: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, Journal of the Royal Statistical
    Society B 57, 1995.
    """
    order = np.argsort(p_values, kind="stable")
    raised = p_values[order] * tests / np.arange(1, len(p_values) + 1)
    found = np.empty_like(p_values)
    found[order] = np.minimum(1.0, np.minimum.accumulate(raised[::-1])[::-1])
    return found


def draw(chance: Table, seed: int, number: int) -> csr_array:
    """Return the draw of a number: random attendance as the model has it."""
    random = np.random.default_rng((seed, number))
    return attended(random.random(chance.shape) < chance)


def _blocks(blocks: Sequence[str]) -> list[Numbers]:
    columns: dict[str, list[int]] = {}
    for number, block in enumerate(blocks):
        columns.setdefault(block, []).append(number)
    several = [np.array(numbers) for _, numbers in sorted(columns.items()) if len(numbers) > 1]
    alone = [numbers[0] for numbers in columns.values() if len(numbers) == 1]
    return [*several, *([np.array(sorted(alone))] if alone else [])]


def _model(dense: Table) -> Table:
    """Return the chances of one block: x·y / (1 + x·y), where those of equal activity (equal size) are one."""
    row_need, row = np.unique(dense.sum(axis=1), return_inverse=True)
    column_need, column = np.unique(dense.sum(axis=0), return_inverse=True)
    many_rows, many_columns = np.bincount(row).astype(float), np.bincount(column).astype(float)
    found = np.zeros((len(row_need), len(column_need)))
    rows, columns = np.ones(len(row_need), dtype=bool), np.ones(len(column_need), dtype=bool)
    while True:  # who is at all events, and where all are, is certain; so is what then remains to nobody
        full_rows = rows & (row_need == many_columns[columns].sum())
        found[np.ix_(full_rows, columns)] = 1
        column_need = column_need - np.where(columns, many_rows[full_rows].sum(), 0)
        rows &= ~full_rows & (row_need > 0)
        full_columns = columns & (column_need == many_rows[rows].sum())
        found[np.ix_(rows, full_columns)] = 1
        row_need = row_need - np.where(rows, many_columns[full_columns].sum(), 0)
        empty = full_columns | (columns & (column_need == 0))
        columns &= ~empty
        if not full_rows.any() and not empty.any():
            break
    if rows.any() and columns.any():
        shares = _solved(row_need[rows], column_need[columns], many_rows[rows], many_columns[columns])
        found[np.ix_(rows, columns)] = shares
    whole: Table = found[np.ix_(row, column)]
    return whole


def _solved(row_need: Vector, column_need: Vector, many_rows: Vector, many_columns: Vector) -> Table:
    """Solve for what each class of rows and of columns needs, by turns."""
    total = (row_need * many_rows).sum()
    x, y = row_need / np.sqrt(total), column_need / np.sqrt(total)
    for _ in range(_STEPS):
        odds = x[:, None] * y[None, :]
        x = row_need / ((y[None, :] / (1 + odds)) @ many_columns)
        odds = x[:, None] * y[None, :]
        y = column_need / ((x[:, None] / (1 + odds)).T @ many_rows)
        share = x[:, None] * y[None, :] / (1 + x[:, None] * y[None, :])
        if np.abs(share @ many_columns - row_need).max() < _NEAR * max(1.0, row_need.max()):
            break
    return np.asarray(share)


def _tails(chance: Table, count: Numbers, width: int) -> Vector:
    """Return for each row of chances that so many or more of its trials succeed. *Shapes*: pairs by events."""
    below = np.zeros((len(chance), width))
    below[:, 0] = 1
    for column in np.flatnonzero(chance.any(axis=0)).tolist():
        hit = chance[:, column, None]
        below[:, 1:] += hit * (below[:, :-1] - below[:, 1:])
        below[:, 0] *= 1 - hit[:, 0]
    kept = np.where(np.arange(width)[None, :] < count[:, None], below, 0)
    found: Vector = np.clip(1 - kept.sum(axis=1), 0.0, 1.0)
    return found
