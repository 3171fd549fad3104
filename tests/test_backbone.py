"""Ties with their p- and q-values, all of them or those that are kept."""

import networkx as nx
import pytest
from scipy.sparse import csr_array

from cakg.networks.backbone import weighed
from cakg.networks.build import build
from cakg.networks.nullmodel import adjusted, chances, surplus
from cakg.networks.ranking import rank
from cakg.words.errors import UsageError

WOMEN = nx.davis_southern_women_graph()
NAMES = [node for node, mode in WOMEN.nodes(data="bipartite") if mode == 0]
PARTIES = [node for node, mode in WOMEN.nodes(data="bipartite") if mode == 1]
ATTENDED = csr_array(nx.bipartite.biadjacency_matrix(WOMEN, NAMES, PARTIES).astype(float))
ROWS = [{"actor": f"urn:{name.split()[0]}", "event": f"urn:{party}"} for name, party in WOMEN.edges]


def known() -> dict[frozenset[str], tuple[float, float]]:
    one, other, p = surplus(ATTENDED, chances(ATTENDED, [""] * len(PARTIES)))
    q = adjusted(p, 18 * 17 // 2)
    names = [f"urn:{name.split()[0]}" for name in NAMES]
    return {frozenset((names[one[k]], names[other[k]])): (p[k], q[k]) for k in range(len(p))}


def test_all_ties_may_be_kept_with_what_they_would_be_kept_by() -> None:
    net, plain = (build(ROWS, "two-mode", **more) for more in ({"backbone": 1, "conditioned": "none"}, {}))
    assert set(net.edges) == set(plain.edges) and net.graph["backbone"] == "1" and "left_out" not in net.graph
    for source, target, data in net.edges(data=True):
        assert (data["p"], data["q"]) == pytest.approx(known()[frozenset((source, target))])
    assert net.number_of_edges() == 139 and {data["q"] for *_, data in net.edges(data=True)} == {1.0}
    assert rank(net, intervals="sampling", draws=5) == rank(plain, intervals="sampling", draws=5)


def test_a_network_that_knows_its_occasions_can_have_them_later() -> None:
    plain = build(ROWS, "two-mode", minimum=0.5, conditioned="none")
    found = weighed(plain)
    assert set(found.edges) == set(plain.edges) and not any("q" in data for *_, data in plain.edges(data=True))
    for source, target, data in found.edges(data=True):
        p, q = known()[frozenset((source, target))]
        assert data["p"] == pytest.approx(p, abs=1e-9) and data["q"] == pytest.approx(q, abs=1e-9)
    assert weighed(found) is found
    for other in (nx.path_graph(3), build(ROWS, "two-mode", bipartite=True)):
        assert weighed(other) is other
    plain.graph["occasions"] = "{}"
    with pytest.raises(UsageError, match="build it anew"):
        weighed(plain)
