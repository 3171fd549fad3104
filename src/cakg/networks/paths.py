"""Shortest paths in a network, from many actors at a time: how near each is, and who stands between.

Paths are counted in steps or, where `weighted`, a tie is the shorter the heavier it is (length 1/weight). Time grows
with actors times ties and, in steps, with the longest path; memory is bounded.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, triu
from scipy.sparse.csgraph import dijkstra

Vector = NDArray[np.float64]
Table = NDArray[np.float64]
Numbers = NDArray[np.intp]

_CELLS = 500_000  # of a dense block: what a processor keeps at hand
_TIE = 1e-12  # of the longest path: paths that differ by less are equal
_LOST = 1e-9  # of the longest path: a tie that is shorter is too near to what counts as nothing
_SIMPLE = 1_000_000
_WORD = 64


def dependencies(weights: csr_array, directed: bool, weighted: bool, sources: Numbers) -> Iterator[Table]:
    """Yield how many actors each of some sources reaches through each actor, of paths equally short a share each.

    *Shapes*: blocks of actors by sources, together all sources in their order.
    *Source*: U. Brandes, A faster algorithm for betweenness centrality, 2001; by matrix products as in E. Robinson,
    Complex graph algorithms, in Kepner and Gilbert (eds), Graph Algorithms in the Language of Linear Algebra, 2011.
    """
    if not weighted or _even(weights):
        steps = pattern(weights)
        back = csr_array(steps.T)
        for block in _blocks(sources, steps.shape[0]):
            yield _by_steps(steps, back, block)
        return
    lengths = inverse(weights)
    ties = (lengths if directed else csr_array(triu(lengths, k=1))).tocoo()
    for block in _blocks(sources, len(ties.data)):
        far = np.ascontiguousarray(dijkstra(lengths, directed=True, indices=block).T)
        longest = far.max(initial=0.0, where=np.isfinite(far))
        if len(ties.data) and lengths.data.min() <= _LOST * longest:
            yield _by_fractions(weights, directed, block)
        else:
            yield _by_lengths(far, ties.row, ties.col, ties.data, directed, block, _TIE * longest)


def nearness(weights: csr_array, weighted: bool) -> tuple[Vector, Vector, Vector]:
    """Return for each actor how many others reach it, the sum of their distances to it, and of their inverses."""
    if weighted and not _even(weights):
        return _near_by_lengths(weights)
    others, sums, inverses = _near_by_steps(weights)
    unit = float(weights.data[0]) if weighted and weights.nnz else 1.0
    return others, sums / unit, inverses * unit


def pattern(weights: csr_array) -> csr_array:
    """Return 1 where there is a tie."""
    return csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=weights.shape)


def inverse(weights: csr_array) -> csr_array:
    """Return the lengths of ties."""
    return csr_array((1 / weights.data, weights.indices, weights.indptr), shape=weights.shape)


def whole_lengths(weights: list[float]) -> list[int]:
    """Return whole numbers in the ratio of 1/weight, so that paths of equal length are equal.

    Weights that are not whole are taken as the nearest fraction whose smaller part is at most a million.
    """
    exact = [_fraction(weight) for weight in weights]
    scale = lcm(*(fraction.numerator for fraction in exact))
    return [scale * fraction.denominator // fraction.numerator for fraction in exact]


def _fraction(weight: float) -> Fraction:
    """Return a number above 0 as a simple fraction; a small one is as exact as its inverse."""
    exact = Fraction(weight)
    return exact.limit_denominator(_SIMPLE) if exact >= 1 else 1 / (1 / exact).limit_denominator(_SIMPLE)


def _even(weights: csr_array) -> bool:
    """Tell whether all ties are equally long: then the shortest paths are those of the fewest steps."""
    return bool(not weights.nnz or weights.data.min() == weights.data.max())


def _by_steps(steps: csr_array, back: csr_array, sources: Numbers) -> Table:
    start = sources, np.arange(len(sources))
    paths = np.zeros((steps.shape[0], len(sources)))
    paths[start] = 1
    seen = paths > 0
    levels, frontier = [seen.copy()], paths
    while True:
        frontier = back @ frontier
        frontier[seen] = 0
        new = frontier > 0
        if not new.any():
            break
        seen |= new
        paths += frontier
        levels.append(new)
    per_path = np.divide(1.0, paths, out=np.zeros_like(paths), where=seen)
    through = np.zeros_like(paths)
    for nearer, farther in zip(levels[-2:0:-1], levels[:1:-1], strict=True):
        passing = steps @ np.where(farther, per_path + through, 0.0)
        through += np.where(nearer, passing, 0.0)
    return through * paths


def _by_lengths(
    far: Table, tails: Numbers, heads: Numbers, lengths: Vector, directed: bool, sources: Numbers, tolerance: float
) -> Table:
    """Count paths along the ties that lead exactly as far as the distances (actors by sources) say."""
    size, width = far.shape
    far[np.isinf(far)] = np.nan
    gap = far.take(heads, axis=0)
    gap -= far.take(tails, axis=0)
    off = gap.copy() if directed else np.abs(gap)
    off -= lengths[:, None]
    found = np.flatnonzero(np.abs(off, out=off) <= tolerance)
    tie, column = np.divmod(found, width)
    near, next_ = tails[tie], heads[tie]
    if not directed:
        turned = gap.ravel()[found] < 0
        near, next_ = np.where(turned, next_, near), np.where(turned, near, next_)
    cells = size * width
    onward = csr_array((np.ones(len(found)), (near * width + column, next_ * width + column)), shape=(cells, cells))
    start = sources, np.arange(width)
    first = np.zeros((size, width))
    first[start] = 1
    paths = first.ravel() + _walks(csr_array(onward.T), first.ravel())
    through = _walks(onward, np.divide(1.0, paths, out=np.zeros(cells), where=paths > 0))
    reached = (through * paths).reshape(size, width)
    reached[start] = 0
    return reached


def _walks(onward: csr_array, begin: Vector) -> Vector:
    """Return the sum of all products of a vector with a matrix whose ties go round in no circle."""
    total, step = np.zeros_like(begin), begin
    while (step := onward @ step).any():
        total += step
    return total


def _by_fractions(weights: csr_array, directed: bool, sources: Numbers) -> Table:
    """Do what `_by_lengths` does in whole numbers, slowly, where lengths differ too much for floating point."""
    import networkx as nx

    ties = weights.tocoo()
    net = nx.DiGraph() if directed else nx.Graph()
    net.add_nodes_from(range(weights.shape[0]))
    found = whole_lengths(ties.data.tolist())
    net.add_weighted_edges_from(zip(ties.row.tolist(), ties.col.tolist(), found, strict=True))
    columns = [
        list(nx.betweenness_centrality_subset(net, [source], list(net), weight="weight").values())
        for source in sources.tolist()
    ]
    return np.array(columns).T * (1 if directed else 2)


def _near_by_steps(weights: csr_array) -> tuple[Vector, Vector, Vector]:
    """Search from 64 actors at a time, each a bit of a word."""
    size = weights.shape[0]
    into = csr_array(weights.T)
    tied = np.flatnonzero(np.diff(into.indptr))
    starts = into.indptr[tied]
    others, sums, inverses = np.zeros(size), np.zeros(size), np.zeros(size)
    for sources in _blocks(np.arange(size), max(1, len(into.indices)), _WORD):
        word, bit = np.divmod(sources - sources[0], _WORD)
        seen = np.zeros((word[-1] + 1, size), dtype=np.uint64)
        seen[word, sources] = np.left_shift(np.uint64(1), bit.astype(np.uint64))
        frontier, level = seen.copy(), 0
        while len(tied) and frontier.any():
            level += 1
            reached = np.zeros_like(seen)
            reached[:, tied] = np.bitwise_or.reduceat(frontier[:, into.indices], starts, axis=1)
            frontier = reached & ~seen
            seen |= frontier
            count = np.bitwise_count(frontier).sum(axis=0, dtype=np.float64)
            others += count
            sums += level * count
            inverses += count / level
    return others, sums, inverses


def _near_by_lengths(weights: csr_array) -> tuple[Vector, Vector, Vector]:
    size = weights.shape[0]
    lengths = inverse(csr_array(weights.T))
    others, sums, inverses = np.zeros(size), np.zeros(size), np.zeros(size)
    for targets in _blocks(np.arange(size), size):
        distances = dijkstra(lengths, directed=True, indices=targets)
        finite = np.isfinite(distances)
        others[targets] = finite.sum(axis=1) - 1
        sums[targets] = np.where(finite, distances, 0).sum(axis=1)
        near = np.divide(1.0, distances, out=np.zeros_like(distances), where=finite & (distances > 0))
        inverses[targets] = near.sum(axis=1)
    return others, sums, inverses


def _blocks(sources: Numbers, width: int, group: int = 1) -> Iterator[Numbers]:
    """Yield sources, as many at a time as a table allows that is so wide for each group of them."""
    step = group * max(1, _CELLS // max(1, width))
    for start in range(0, len(sources), step):
        yield sources[start : start + step]
