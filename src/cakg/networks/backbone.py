"""Which ties are more than chance: p- and q-values of the ties of a network, and those that are kept by them."""

import networkx as nx

from cakg.networks import choices, nullmodel, record
from cakg.networks.choices import Choices
from cakg.networks.occasions import Table, occasions
from cakg.networks.projection import incidence


def weigh(net: nx.Graph, table: Table, chosen: Choices) -> None:
    """Give each tie of a projection its p-value, and its q-value over all pairs of those who were at its occasions.

    `p`: the chance to be at as many occasions together, or more, where each is as active, within each series if that is
    the condition, and each occasion as large as recorded (`nullmodel.surplus`). `q`: the share of false ties among all
    whose p-value is as low (`nullmodel.adjusted`).
    """
    actors = list(table.stays)
    matrix = incidence(table.events, actors)
    within = [event.block if chosen.conditioned == "series" else "" for event in table.events]
    one, other, p_values = nullmodel.surplus(matrix, nullmodel.chances(matrix, within))
    q_values = nullmodel.adjusted(p_values, len(actors) * (len(actors) - 1) // 2)
    for i, j, p, q in zip(one.tolist(), other.tolist(), p_values.tolist(), q_values.tolist(), strict=True):
        if net.has_edge(actors[i], actors[j]):
            net.edges[actors[i], actors[j]].update(p=p, q=q)


def keep(net: nx.Graph, share: float) -> int:
    """Leave out the ties whose q-value is above a share, and return how many these are."""
    weak = [(one, other) for one, other, q in net.edges(data="q") if q > share]
    net.remove_edges_from(weak)
    return len(weak)


def weighed(net: nx.Graph) -> nx.Graph:
    """Return a projection with `p` and `q` on its ties; as it is where it has them, or does not know its occasions."""
    if "occasions" not in net.graph or net.graph.get("mode") != "projection":
        return net
    if any(q is not None for _, _, q in net.edges(data="q")):
        return net
    chosen, found = choices.of_texts(net.graph), net.copy()
    weigh(found, occasions(record.of_network(net.graph), chosen), chosen)
    return found
