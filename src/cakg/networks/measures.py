"""Measures of position in a network, on its matrix of weights.

Each takes the matrix (row: who ties, column: to whom; symmetric where the network is not `directed`) and returns one
number per actor, in the order of the matrix. The definitions are those of networkx, which the tests compare.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

Vector = NDArray[np.float64]
Measure = Callable[[csr_array, bool, bool], Vector]

_CELLS = 4_000_000  # of a dense block: 32 MB
_DENSE = 50
_SIMPLE = 1_000_000
_DAMPING = 0.85


def degree(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return to how many others each is tied (in and out, where directed)."""
    return strength(_pattern(weights), directed, weighted)


def strength(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the sum of the weights of the ties of each (in and out, where directed)."""
    out = np.asarray(weights.sum(axis=1), dtype=np.float64)
    return out + np.asarray(weights.sum(axis=0)) if directed else out


def betweenness(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the share of the shortest paths between others that lead through each, from 0 to 1.

    Paths are counted in steps or, where `weighted`, a tie is the shorter the heavier it is (length 1/weight, exact).
    *Source*: U. Brandes, A faster algorithm for betweenness centrality, 2001; by matrix products as in E. Robinson,
    Complex graph algorithms, in Kepner and Gilbert (eds), Graph Algorithms in the Language of Linear Algebra, 2011.
    """
    size = weights.shape[0]
    if weighted:
        return _weighted_betweenness(weights, directed)
    steps = _pattern(weights)
    back = csr_array(steps.T)
    total = np.zeros(size)
    for sources in _blocks(size):
        start = (np.arange(len(sources)), sources)
        depth = np.full((len(sources), size), -1, dtype=np.int32)
        paths = np.zeros((len(sources), size))
        depth[start], paths[start] = 0, 1
        frontier, level = paths, 0
        while (depth < 0).any():
            frontier = np.where(depth < 0, frontier @ steps, 0.0)
            if not frontier.any():
                break
            level += 1
            depth[frontier > 0] = level
            paths = paths + frontier
        passing = np.zeros((len(sources), size))
        for far in range(level, 1, -1):
            per_path = np.divide(1 + passing, paths, out=np.zeros_like(paths), where=depth == far)
            passing += np.where(depth == far - 1, paths * (per_path @ back), 0.0)
        total += passing.sum(axis=0)
    return total / ((size - 1) * (size - 2)) if size > 2 else total


def closeness(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return how near each is to those who reach it, times the share of all that these are.

    0 for who is alone. *Source*: S. Wasserman and K. Faust, Social Network Analysis, 1994, formula 5.22.
    """
    size = weights.shape[0]
    lengths = csr_array(weights.T)
    lengths.data = 1 / lengths.data
    found = np.zeros(size)
    for targets in _blocks(size):
        distances = dijkstra(lengths, directed=True, indices=targets, unweighted=not weighted)
        finite = np.isfinite(distances)
        others = finite.sum(axis=1) - 1
        sums = np.where(finite, distances, 0).sum(axis=1)
        np.divide(others * others, sums * (size - 1), out=found[targets[0] : targets[-1] + 1], where=others > 0)
    return found


def eigenvector(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return how well each is tied to the well tied, as a vector of length 1; directions are ignored.

    In a network of several parts it is that of the part with the largest eigenvalue and 0 elsewhere; parts that share
    it share the vector: the limit to which repeated multiplication of equal numbers tends.
    *Source*: P. Bonacich, Factoring and weighting approaches to status scores and clique identification, 1972.
    """
    both = csr_array(weights + weights.T) if directed else weights
    count, part = connected_components(both, directed=False)
    order = np.argsort(part, kind="stable")
    leading = []
    for members in np.split(order, np.cumsum(np.bincount(part, minlength=count))[:-1]):
        if len(members) > 1:
            leading.append((*_leading(both[members][:, members]), members))
    top = max((value for value, _, _ in leading), default=0.0)
    found = np.zeros(weights.shape[0])
    for value, vector, members in leading:
        if value >= top * (1 - 1e-9):
            found[members] = vector * vector.sum()
    return found / (np.linalg.norm(found) or 1.0)


def pagerank(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return how often a walker comes by who follows ties by their weight and, with 0.15, starts anew anywhere.

    The sum is 1. *Source*: S. Brin and L. Page, The anatomy of a large-scale hypertextual web search engine, 1998.
    """
    size = weights.shape[0]
    out = np.asarray(weights.sum(axis=1), dtype=np.float64)
    share = np.divide(1.0, out, out=np.zeros(size), where=out > 0)
    found = np.full(size, 1 / size)
    for _ in range(1000):
        last = found
        found = _DAMPING * ((last * share) @ weights + last[out == 0].sum() / size) + (1 - _DAMPING) / size
        if np.abs(found - last).sum() < 1e-14:
            break
    return found


def constraint(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return how far the ties of each lead to those who are tied to one another; NaN for who has none.

    The lower, the more an actor stands between groups. *Source*: R. S. Burt, Structural Holes, 1992.
    """
    both = csr_array(weights + weights.T)
    out = np.asarray(both.sum(axis=1), dtype=np.float64)
    share = csr_array(both / np.where(out > 0, out, 1.0)[:, None])
    invested = csr_array((share + share @ share).multiply(_pattern(both)))
    found = np.asarray(invested.power(2).sum(axis=1), dtype=np.float64)
    found[out == 0] = np.nan
    return found


MEASURES: dict[str, Measure] = {
    "degree": degree,
    "strength": strength,
    "betweenness": betweenness,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "pagerank": pagerank,
    "constraint": constraint,
}


def lengths(weights: list[float]) -> list[int]:
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


def _weighted_betweenness(weights: csr_array, directed: bool) -> Vector:
    import networkx as nx

    ties = weights.tocoo()
    net = nx.DiGraph() if directed else nx.Graph()
    net.add_nodes_from(range(weights.shape[0]))
    found = lengths(ties.data.tolist())
    net.add_weighted_edges_from(zip(ties.row.tolist(), ties.col.tolist(), found, strict=True))
    return np.array(list(nx.betweenness_centrality(net, weight="weight").values()))


def _leading(block: csr_array) -> tuple[float, Vector]:
    """Return the largest eigenvalue of a connected part and its vector, which is positive."""
    if block.shape[0] > _DENSE:
        try:
            values, vectors = eigsh(block, k=1, which="LA", v0=np.ones(block.shape[0]))
            return float(values[0]), np.abs(vectors[:, 0])
        except ArpackNoConvergence:
            pass
    values, vectors = np.linalg.eigh(block.toarray())
    return float(values[-1]), np.abs(vectors[:, -1])


def _pattern(weights: csr_array) -> csr_array:
    return csr_array((np.ones(weights.nnz), weights.indices, weights.indptr), shape=weights.shape)


def _blocks(size: int) -> Iterator[NDArray[np.intp]]:
    step = max(1, _CELLS // max(1, size))
    for start in range(0, size, step):
        yield np.arange(start, min(start + step, size))
