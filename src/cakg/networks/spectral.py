"""Measures by which an actor stands high who is tied to those who stand high.

Shapes as in `centrality`.
"""

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

from cakg.networks.paths import Vector

_DENSE = 50
_DAMPING = 0.85


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


def katz(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    """Return how many walks of any length lead to each, where a walk counts the less the longer it is; of length 1.

    A step counts alpha times its weight, and alpha is half of the largest that is allowed: half the inverse of the
    largest eigenvalue of the network (of its mean with its reverse, where it is directed, so that there always is one).
    *Source*: L. Katz, A new status index derived from sociometric analysis, Psychometrika 18, 1953.
    """
    size = weights.shape[0]
    found = np.ones(size)
    if weights.nnz:
        step = csr_array(weights.T) * attenuation(weights)
        term = found
        while term.max(initial=0.0) > 1e-16 * found.max():
            term = step @ term
            found = found + term
    return found / (np.linalg.norm(found) or 1.0)


def attenuation(weights: csr_array) -> float:
    """Return the alpha of `katz`. Errors: ZeroDivisionError where there are no ties."""
    return 0.5 / _leading(csr_array(weights + weights.T) * 0.5)[0]


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
