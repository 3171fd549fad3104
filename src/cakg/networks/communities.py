"""Communities: who is tied more closely among themselves than to others, and how sure it is who belongs to which."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cakg.networks.given import admitted, as_float, order
from cakg.words.errors import UsageError, hint
from cakg.words.integers import shown

Labels = NDArray[np.intp]

RUNS = 20
_DIGITS = 12


@dataclass(frozen=True)
class Communities:
    """Hold the communities of a network, the largest first, and how well further runs agree with them.

    `members`: the number of the community of each actor, from 1. `shares`: in how many of the runs an actor lies in the
    community that is most like its own. `stability`: by community, the mean likeness (Jaccard) of the most similar one
    of each run. `agreement`: the mean adjusted Rand index of these communities and those of the runs.
    """

    members: Mapping[Hashable, int]
    shares: Mapping[Hashable, float]
    stability: Mapping[int, float]
    modularity: float
    agreement: float


def find(
    net: nx.Graph, method: str = "louvain", *, resolution: float = 1.0, runs: int = RUNS, seed: int = 1
) -> Communities:
    """Return the communities of a network: of some runs, each with a seed of its own, that of the largest modularity.

    Ties count by their weight, parallel and opposite ones added up. Equal networks and seeds give equal communities.
    *Source*: V. Blondel et al., Fast unfolding of communities in large networks, 2008 (`louvain`, by networkx);
    V. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden, 2019 (`leiden`, by graspologic-native); stability
    C. Hennig, Cluster-wise assessment of cluster stability, 2007; L. Hubert and P. Arabie, Comparing partitions, 1985.
    Errors: UsageError for another method, fewer than one run, a resolution that is no positive number, and where the
    library of a method is not installed.
    """
    if method not in METHODS:
        raise UsageError(f"{method!r} finds no communities; {hint(method, METHODS, 'use ' + ' or '.join(METHODS))}")
    if runs < 1:
        raise UsageError(f"{shown(runs)} runs find nothing; run at least once")
    if not 0 < as_float(resolution) < inf:
        raise UsageError(f"the resolution is {shown(resolution)}; give a number above 0, 1 being the usual one")
    nodes = sorted(admitted(net), key=order)
    plain = _plain(net, nodes)
    if not plain.number_of_edges():
        alone = {node: number for number, node in enumerate(nodes, 1)}
        return Communities(alone, dict.fromkeys(nodes, 1.0), dict.fromkeys(alone.values(), 1.0), 0.0, 1.0)
    found = [_numbered(labelled(plain, method, resolution, seed + run)) for run in range(runs)]
    scores = [round(_modularity(plain, labels, resolution), _DIGITS) for labels in found]
    best = found[scores.index(max(scores))]
    shares, stability = _likeness(best, found)
    return Communities(
        {node: int(best[index]) + 1 for index, node in enumerate(nodes)},
        {node: round(float(shares[index]), _DIGITS) for index, node in enumerate(nodes)},
        {number + 1: round(float(value), _DIGITS) for number, value in enumerate(stability)},
        max(scores),
        round(float(np.mean([rand_index(best, other) for other in found])), _DIGITS),
    )


def labelled(plain: nx.Graph, method: str, resolution: float, seed: int) -> Labels:
    """Return the communities that one run of a method finds in a network of the numbers from 0 on, a label each."""
    return METHODS[method](plain, resolution, seed)


def likeness(mine: Labels, other: Labels) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return how alike each community and the most similar other one are (Jaccard), and who lies in that.

    *Shapes*: a label for each actor, from 0 on; the first is as long as there are labels, NaN for one that nobody has.
    """
    table = _contingency(mine, other).toarray()
    union = table.sum(axis=1)[:, None] + table.sum(axis=0)[None, :] - table
    alike = np.divide(table, union, out=np.zeros_like(table), where=union > 0)
    if not table.size:
        return np.full(table.shape[0], np.nan), np.zeros(len(mine), dtype=bool)
    best = np.where(table.sum(axis=1) > 0, alike.max(axis=1), np.nan)
    return best, alike.argmax(axis=1)[mine] == other


def rand_index(one: Labels, other: Labels) -> float:
    """Return how well two partitions agree beyond chance: 1 where they are equal, about 0 where by chance."""
    table = _contingency(one, other).toarray()
    pairs, rows, columns = (float((x * (x - 1) / 2).sum()) for x in (table, table.sum(axis=1), table.sum(axis=0)))
    every = len(one) * (len(one) - 1) / 2
    chance = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return 1.0 if most == chance else (pairs - chance) / (most - chance)


def _plain(net: nx.Graph, nodes: Sequence[Hashable]) -> nx.Graph:
    """Return a network of numbers, whose order no hash changes, with ties of either direction added up."""
    number = {node: index for index, node in enumerate(nodes)}
    weights: dict[tuple[int, int], float] = {}
    for source, target, weight in net.edges(data="weight", default=1):
        pair = min(number[source], number[target]), max(number[source], number[target])
        if pair[0] != pair[1]:
            weights[pair] = weights.get(pair, 0.0) + float(weight)
    plain = nx.Graph()
    plain.add_nodes_from(range(len(nodes)))
    plain.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(weights.items()))
    return plain


def _louvain(plain: nx.Graph, resolution: float, seed: int) -> Labels:
    labels = np.zeros(len(plain), dtype=np.intp)
    for number, members in enumerate(nx.community.louvain_communities(plain, resolution=resolution, seed=seed)):
        labels[list(members)] = number
    return labels


def _leiden(plain: nx.Graph, resolution: float, seed: int) -> Labels:
    try:
        from graspologic_native import leiden
    except ImportError as error:
        raise UsageError("leiden needs graspologic-native; pip install 'cakg[networks]', or use louvain") from error
    ties = [(str(one), str(other), float(weight)) for one, other, weight in plain.edges(data="weight")]
    _, found = leiden(ties, resolution=resolution, iterations=10, seed=seed)
    first_alone = max(found.values()) + 1
    return np.array([found.get(str(node), first_alone + node) for node in plain], dtype=np.intp)


METHODS: dict[str, Callable[[nx.Graph, float, int], Labels]] = {"louvain": _louvain, "leiden": _leiden}


def _numbered(labels: Labels) -> Labels:
    """Return labels numbered from the largest community on, of equal ones first that whose first member is first."""
    _, first, inverse, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    place = np.empty(len(sizes), dtype=np.intp)
    place[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    numbered: Labels = place[inverse]
    return numbered


def _modularity(plain: nx.Graph, labels: Labels, resolution: float) -> float:
    parts: list[set[int]] = [set() for _ in range(int(labels.max()) + 1)]
    for node in plain:
        parts[labels[node]].add(node)
    return float(nx.community.modularity(plain, parts, resolution=resolution))


def _likeness(best: Labels, runs: Sequence[Labels]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    stability, shares = zip(*(likeness(best, other) for other in runs), strict=True)
    return np.mean(shares, axis=0), np.mean(stability, axis=0)


def _contingency(one: Labels, other: Labels) -> csr_array:
    shape = int(one.max(initial=-1)) + 1, int(other.max(initial=-1)) + 1
    return csr_array((np.ones(len(one)), (one, other)), shape=shape)
