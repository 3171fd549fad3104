"""Measures of actors and events in a network of two modes, each a share of the most that its mode could reach.

Each takes the matrix of the whole network (symmetric, actors and events) and which of its nodes are events, and returns
one number per node, in the order of the matrix; that of a node that is not `wanted` may be NaN (without `wanted` none
is). The definitions are those of networkx, which the tests compare.
*Source*: S. P. Borgatti and M. G. Everett, Network analysis of 2-mode data, Social Networks 19, 1997.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cakg.networks import centrality, twomode
from cakg.networks.paths import Vector, nearness

Modes = NDArray[np.bool_]


def degree(weights: csr_array, events: Modes, weighted: bool, wanted: Modes | None = None) -> Vector:
    """Return at what share of the events an actor was, and what share of the actors was at an event."""
    most = np.where(events, (~events).sum(), events.sum())
    found = centrality.degree(weights, False, weighted)
    share: Vector = found / np.maximum(most, 1)
    return share


def betweenness(weights: csr_array, events: Modes, weighted: bool, wanted: Modes | None = None) -> Vector:
    """Return the sum of the shares of shortest paths through each, of the largest that is possible for its mode."""
    size = len(events)
    modes = [] if wanted is None else [mode for mode in (~events, events) if wanted[mode].any()]
    tables = [csr_array(weights[mode][:, ~mode]) for mode in modes]
    if size < 3 or not tables or not _plain(weights, weighted, tables) or not all(map(twomode.fits, tables)):
        return centrality.betweenness(weights, False, weighted) * scale(events)
    found = np.full(size, np.nan)
    for mode, there in zip(modes, tables, strict=True):
        found[mode] = twomode.between(there) / ((size - 1) * (size - 2))
    return found * scale(events)


def scale(events: Modes) -> Vector:
    """Return by what the betweenness of each, as a share of all pairs, is to be multiplied to be one of its mode."""
    size = len(events)
    most = np.where(
        events, _most(int(events.sum()), int((~events).sum())), _most(int((~events).sum()), int(events.sum()))
    )
    pairs = np.full(size, (size - 1) * (size - 2) / 2)
    share: Vector = np.divide(pairs, most, out=np.zeros(size), where=most > 0)
    return share


def closeness(weights: csr_array, events: Modes, weighted: bool, wanted: Modes | None = None) -> Vector:
    """Return the least sum of distances that is possible for a mode, as a share of that of each.

    Times the share of all nodes that it reaches, where the network is of several parts, as networkx does.
    """
    size = weights.shape[0]
    others, sums, _ = nearness(weights, weighted)
    own = np.where(events, events.sum(), (~events).sum())
    least = (size - own) + 2 * (own - 1)
    found = np.zeros(size)
    np.divide(least * others, sums * max(1, size - 1), out=found, where=others > 0)
    return found


def _plain(weights: csr_array, weighted: bool, tables: Sequence[csr_array]) -> bool:
    """Tell whether all ties are of the same length, and none is within a mode."""
    alike = not weighted or not weights.nnz or weights.data.min() == weights.data.max()
    return bool(alike and all(2 * there.nnz == weights.nnz for there in tables))


def _most(own: int, other: int) -> float:
    """Return the largest sum of shares of paths that can lead through one of `own` nodes, beside `other` ones."""
    if not own or not other:
        return 0.0
    s, t = divmod(own - 1, other)
    return (other**2 * (s + 1) ** 2 + other * (s + 1) * (2 * t - s - 1) - t * (2 * s - t + 3)) / 2
