"""Measures of position in a network, on its matrix of weights.

Each takes the matrix (row: who ties, column: to whom; symmetric where the network is not `directed`) and returns one
number per actor, in the order of the matrix. The definitions are those of networkx, which the tests compare.
"""

from collections.abc import Callable

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

from cakg.networks.paths import Vector, dependencies, nearness, pattern

Measure = Callable[[csr_array, bool, bool], Vector]

_DENSE = 50
_DAMPING = 0.85


def degree(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return to how many others each is tied (in and out, where directed)."""
    return strength(pattern(weights), directed, weighted)


def strength(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the sum of the weights of the ties of each (in and out, where directed)."""
    out = np.asarray(weights.sum(axis=1), dtype=np.float64)
    return out + np.asarray(weights.sum(axis=0)) if directed else out


def betweenness(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the share of the shortest paths between others that lead through each, from 0 to 1."""
    size = weights.shape[0]
    total = np.zeros(size)
    if size < 3:
        return total
    for block in dependencies(weights, directed, weighted, np.arange(size)):
        total += block.sum(axis=1)
    share: Vector = total / ((size - 1) * (size - 2))
    return share


def closeness(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return how near each is to those who reach it, times the share of all that these are.

    0 for who is alone. *Source*: S. Wasserman and K. Faust, Social Network Analysis, 1994, formula 5.22.
    """
    size = weights.shape[0]
    others, sums = nearness(weights, weighted)
    found = np.zeros(size)
    np.divide(others * others, sums * (size - 1), out=found, where=others > 0)
    return found


def coreness(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the largest k for which each is among actors who all have k ties or more (in and out) to one another.

    *Source*: S. B. Seidman, Network structure and minimum degree, 1983; V. Batagelj and M. Zaversnik, An O(m)
    algorithm for cores decomposition of networks, 2003, here all at once who have too few.
    """
    ties = csr_array(pattern(weights) + pattern(weights).T) if directed else pattern(weights)
    left = np.asarray(ties.sum(axis=1), dtype=np.float64)
    found = np.zeros(len(left))
    remaining = np.arange(len(left))
    while len(remaining):
        core = left[remaining].min()
        leaving = remaining[left[remaining] <= core]
        while len(leaving):
            found[leaving], left[leaving] = core, -np.inf
            start, count = ties.indptr[leaving], np.diff(ties.indptr)[leaving]
            places = np.repeat(start - (np.cumsum(count) - count), count) + np.arange(count.sum())
            others = ties.indices[places]
            np.subtract.at(left, others, ties.data[places])
            leaving = np.unique(others[(left[others] <= core) & (left[others] >= 0)])
        remaining = remaining[left[remaining] >= 0]
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
    invested = csr_array((share + share @ share).multiply(pattern(both)))
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
    "coreness": coreness,
}


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
