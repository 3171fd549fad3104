"""Where the nodes of a drawn network stand: the same places for the same network, always."""

from math import sqrt

import networkx as nx

from cakg.networks.given import as_float, order

_ITERATIONS = 300
_MIDDLE = object()  # holds together what no tie does


def layout(net: nx.Graph) -> dict[object, tuple[float, float]]:
    """Return a place for each node, from 0 to 1 both ways: a spring layout, pulled by the root of the weights.

    Half of a place is that of the springs, half its rank among all, which spreads what springs heap up.
    *Source*: T. Fruchterman and E. Reingold, Graph drawing by force-directed placement, 1991.
    """
    if len(net) == 0:
        return {}
    nodes = sorted(net, key=order)
    plain = nx.Graph()
    plain.add_nodes_from(nodes)
    pulls: dict[tuple[int, int], float] = {}
    number = {node: index for index, node in enumerate(nodes)}
    for source, target, weight in net.edges(data="weight", default=1):
        pair = min(number[source], number[target]), max(number[source], number[target])
        if pair[0] != pair[1]:
            pulls[pair] = pulls.get(pair, 0.0) + as_float(weight)
    strongest = max(pulls.values(), default=1.0)
    plain.add_edges_from((nodes[a], nodes[b], {"pull": sqrt(w / strongest)}) for (a, b), w in sorted(pulls.items()))
    if not nx.is_connected(plain):
        plain.add_edges_from((_MIDDLE, node, {"pull": 0.1}) for node in nodes)
    found = nx.spring_layout(plain, k=2.2 / sqrt(len(plain)), weight="pull", seed=7, iterations=_ITERATIONS)
    found.pop(_MIDDLE, None)
    across, down = (_spread({node: float(place[axis]) for node, place in found.items()}) for axis in (0, 1))
    return {node: (across[node], down[node]) for node in nodes}


def _spread(values: dict[object, float]) -> dict[object, float]:
    low, high = min(values.values()), max(values.values())
    ranks = {node: i for i, node in enumerate(sorted(values, key=lambda node: (values[node], order(node))))}
    last = max(1, len(ranks) - 1)
    return {n: 0.45 * (v - low) / ((high - low) or 1) + 0.55 * ranks[n] / last for n, v in values.items()}
