"""Measures of how many an actor is tied to, how near it is to others, and how often it stands between them.

Each takes the matrix of weights (row: who ties, column: to whom; symmetric where the network is not `directed`) and
returns one number per actor, in the order of the matrix. The definitions are those of networkx, which tests compare.
"""

import numpy as np
from scipy.sparse import csr_array

from cakg.networks.paths import Vector, dependencies, nearness, pattern


def degree(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return to how many others each is tied (in and out, where directed)."""
    return strength(pattern(weights), directed, weighted)


def in_degree(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return how many others tie themselves to each."""
    return in_strength(pattern(weights), directed, weighted)


def out_degree(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return to how many others each ties itself."""
    return out_strength(pattern(weights), directed, weighted)


def strength(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the sum of the weights of the ties of each (in and out, where directed)."""
    out = out_strength(weights, directed, weighted)
    return out + in_strength(weights, directed, weighted) if directed else out


def in_strength(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the sum of the weights of the ties that lead to each."""
    return np.asarray(weights.sum(axis=0), dtype=np.float64)


def out_strength(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the sum of the weights of the ties that lead from each."""
    return np.asarray(weights.sum(axis=1), dtype=np.float64)


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
    others, sums, _ = nearness(weights, weighted)
    found = np.zeros(size)
    np.divide(others * others, sums * (size - 1), out=found, where=others > 0)
    return found


def harmonic(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return the mean of one over the distance from each other to each; who cannot reach it counts 0.

    *Source*: M. Marchiori and V. Latora, Harmony in the small-world, Physica A 285, 2000.
    """
    size = weights.shape[0]
    _, _, inverses = nearness(weights, weighted)
    share: Vector = inverses / max(1, size - 1)
    return share


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
