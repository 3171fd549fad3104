"""Who is tied to whom: across groups, between two of them, in both directions."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from cakg.networks.brokerage import Groups, members
from cakg.networks.paths import Vector, pattern

_STEPS, _NEAR = 2000, 1e-9


class Mix(NamedTuple):
    """Hold how strongly two groups are tied, and how strongly they would be were ties laid by chance to others."""

    source: int
    target: int
    ties: int
    weight: float
    expected: float


class Dyad(NamedTuple):
    """Hold what leads from one to another, what leads back, and the balance: 1 all there, 0 even, -1 all back."""

    one: Hashable
    other: Hashable
    there: float
    back: float
    balance: float


class Bridge(NamedTuple):
    """Hold how an actor joins two groups: how many of each it is tied to, how many pairs of them that are not tied to
    one another it joins, and its share of the shortest paths between the two."""

    actor: int
    to_one: int
    to_other: int
    pairs: int
    paths: float


def mix(weights: csr_array, groups: Groups, directed: bool) -> list[Mix]:
    """Return for each two groups what ties them; where not `directed`, each pair of groups once.

    Expected is what falls to two groups if every actor kept its strength and ties were laid by chance, to anybody but
    itself: the table of strengths out by strengths in whose diagonal is empty (quasi-independence).
    *Source*: L. A. Goodman, The analysis of cross-classified data: independence, quasi-independence, and interactions
    in contingency tables with or without missing entries, Journal of the American Statistical Association 63, 1968; on
    mixing M. E. J. Newman, Mixing patterns in networks, Physical Review E 67, 2003.
    """
    of = members(groups)
    strong = (of @ weights @ of.T).toarray()
    many = (of @ pattern(weights) @ of.T).toarray()
    out, into = _laid(*(np.asarray(weights.sum(axis=axis), dtype=np.float64) for axis in (1, 0)))
    chance = np.outer(of @ out, of @ into) - np.diag(of @ (out * into))
    if not directed:
        chance = (chance + chance.T) / 2
    found = []
    for source in range(of.shape[0]):
        for target in range(of.shape[0] if directed else source + 1):
            one, other = (source, target) if directed else (target, source)
            half = 0.5 if not directed and one == other else 1.0
            number, weight, by_chance = (float(table[one, other]) * half for table in (many, strong, chance))
            found.append(Mix(one, other, round(number), weight, by_chance))
    return sorted(found)


def _laid(out: Vector, into: Vector) -> tuple[Vector, Vector]:
    """Return shares whose products are what leads from each to each other by chance, given what leads out and in.

    *Source*: by turns, as in D. W. Deming and F. F. Stephan, Annals of Mathematical Statistics 11, 1940.
    """
    x, y = out / np.sqrt(out.sum() or 1.0), into / np.sqrt(into.sum() or 1.0)
    for _ in range(_STEPS):
        x = np.divide(out, y.sum() - y, out=np.zeros_like(out), where=out > 0)
        y = np.divide(into, x.sum() - x, out=np.zeros_like(into), where=into > 0)
        if np.abs(x * (y.sum() - y) - out).max(initial=0) < _NEAR * max(1.0, out.max(initial=0)):
            break
    return x, y


def assortativity(weights: csr_array, groups: Groups) -> float:
    """Return how far ties keep within groups: 1 all do, 0 as by chance; NaN where there is one group alone.

    *Source*: Newman 2003, equation 2, by weight.
    """
    of = members(groups)
    share = (of @ weights @ of.T).toarray()
    share /= share.sum() or 1.0
    chance = float(share.sum(axis=1) @ share.sum(axis=0))
    return (float(np.trace(share)) - chance) / (1 - chance) if chance < 1 - 1e-12 else float("nan")


def inward(weights: csr_array, groups: Groups) -> Vector:
    """Return the E-I index of each group: 1 where all its ties lead out, -1 where all stay within; NaN without ties.

    *Source*: D. Krackhardt and R. N. Stern, Informal networks and organizational crises, 1988; by weight.
    """
    of = members(groups)
    both = (of @ csr_array(weights + weights.T) @ of.T).toarray()
    within, every = np.diag(both), both.sum(axis=1)
    index: Vector = np.divide(every - 2 * within, every, out=np.full(len(every), np.nan), where=every > 0)
    return index


def reciprocity(weights: csr_array) -> tuple[float, float]:
    """Return the share of directed ties that are returned, and the share of their weight that is.

    *Source*: weighted T. Squartini et al., Reciprocity of weighted networks, Scientific Reports 3, 2013.
    """
    if not weights.nnz:
        return float("nan"), float("nan")
    mutual = float(pattern(weights).multiply(pattern(weights).T).sum()) / weights.nnz
    return mutual, float(weights.minimum(weights.T).sum()) / float(weights.sum())


def dyads(weights: csr_array, nodes: Sequence[Hashable]) -> list[Dyad]:
    """Return what leads there and back between each two that are tied, the strongest first."""
    both = csr_array(weights + weights.T).tocoo()
    known = {(i, j): float(w) for i, j, w in zip(*(x.tolist() for x in _coordinates(weights)), strict=True)}
    found = []
    for i, j in sorted({(min(i, j), max(i, j)) for i, j in zip(both.row.tolist(), both.col.tolist(), strict=True)}):
        there, back = known.get((i, j), 0.0), known.get((j, i), 0.0)
        found.append(Dyad(nodes[i], nodes[j], there, back, (there - back) / (there + back)))
    return sorted(found, key=lambda dyad: -(dyad.there + dyad.back))


def bridges(weights: csr_array, groups: Groups, one: int, other: int) -> list[Bridge]:
    """Return how each actor joins two groups, directions set aside, who joins most pairs first.

    *Source*: the last column is betweenness between two sets, as in M. Everett and S. Borgatti, The centrality of
    groups and classes, 1999: the sum over pairs of the share of their shortest paths, of all pairs.
    """
    ties = pattern(csr_array(weights + weights.T))
    first, second = np.flatnonzero(groups == one), np.flatnonzero(groups == other)
    to_one, to_other = (np.asarray(ties[:, members].sum(axis=1), dtype=np.float64) for members in (first, second))
    between = ties[first][:, second]
    closed = np.asarray((ties[:, first] @ between).multiply(ties[:, second]).sum(axis=1), dtype=np.float64)
    pairs = to_one * to_other - closed
    net = nx.from_scipy_sparse_array(ties)
    paths = nx.betweenness_centrality_subset(net, first.tolist(), second.tolist())
    every = max(1, len(first) * len(second))
    found = [
        Bridge(actor, int(to_one[actor]), int(to_other[actor]), int(pairs[actor]), 2 * paths[actor] / every)
        for actor in range(len(groups))
    ]
    kept = [bridge for bridge in found if bridge.pairs or bridge.paths]
    return sorted(kept, key=lambda bridge: (-bridge.pairs, -bridge.paths, bridge.actor))


def _coordinates(weights: csr_array) -> tuple[Vector, Vector, Vector]:
    table = weights.tocoo()
    return table.row, table.col, table.data
