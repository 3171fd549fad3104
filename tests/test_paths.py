"""Shortest paths against networkx on whole numbers: heavy-tailed networks, equal routes, weights of any size."""

from collections.abc import Callable
from fractions import Fraction
from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cakg.networks import paths
from cakg.networks.build import build
from cakg.networks.paths import whole_lengths
from cakg.networks.ranking import rank

NEAR = 1e-9


def weighed(net: nx.Graph, weight: Callable[[Random], float]) -> nx.Graph:
    random = Random(1)
    for _, _, data in net.edges(data=True):
        data["weight"] = weight(random)
    return net


def attended(weight: str) -> nx.Graph:
    """Return the projection of events of two to thirty actors, some of whom come far more often than others."""
    random = Random(2)
    weights = [1 / (number + 1) for number in range(130)]
    rows = [
        {"actor": f"urn:{actor}", "event": f"urn:e{event}"}
        for event in range(60)
        for actor in set(random.choices(range(130), weights, k=int(min(30, 2 + random.paretovariate(1)))))
    ]
    return build(rows, "two-mode", weight=weight)


def grid() -> nx.Graph:
    """Return a grid in which many routes are equally long, of ties a third and a sixth as long as others."""
    return weighed(nx.grid_2d_graph(7, 7), lambda random: random.choice((1, 2, 3, 6)))


NETWORKS = {
    "a projection": attended("count"),
    "a projection after Newman": attended("newman"),
    "a grid of equal routes": grid(),
    "heavy-tailed": weighed(nx.barabasi_albert_graph(150, 4, seed=3), lambda random: random.randint(1, 40)),
    "directed": weighed(nx.gnp_random_graph(90, 0.04, seed=5, directed=True), lambda random: random.randint(1, 5)),
    "directed, in parts": nx.disjoint_union(nx.path_graph(70, create_using=nx.DiGraph), nx.DiGraph([(0, 1), (1, 0)])),
    "far apart in weight": weighed(
        nx.gnp_random_graph(30, 0.2, seed=6), lambda random: 10.0 ** random.randint(-30, 30)
    ),
    "a chain of unlike ties": weighed(nx.path_graph(40), lambda random: random.choice((1e-8, 1.0, 1e8))),
}


def expected(net: nx.Graph, measure: str, weighted: bool) -> dict[object, float]:
    distance = None
    if weighted:
        found = whole_lengths([data["weight"] for _, _, data in net.edges(data=True)])
        net = net.copy()
        for (_, _, data), length in zip(net.edges(data=True), found, strict=True):
            data["distance"] = length
        distance = "distance"
    if measure == "betweenness":
        return nx.betweenness_centrality(net, weight=distance)
    scale = 1.0
    if weighted:
        _, _, data = next(iter(net.edges(data=True)))
        scale = float(Fraction(data["distance"]) * Fraction(data["weight"]))
    return {node: value * scale for node, value in nx.closeness_centrality(net, distance=distance).items()}


@pytest.mark.parametrize("weighted", [False, True], ids=["steps", "lengths"])
@pytest.mark.parametrize("measure", ["betweenness", "closeness"])
@pytest.mark.parametrize("net", NETWORKS.values(), ids=NETWORKS)
def test_values_are_those_of_networkx(net: nx.Graph, measure: str, weighted: bool) -> None:
    if weighted and not all("weight" in data for _, _, data in net.edges(data=True)):
        nx.set_edge_attributes(net, 1, "weight")
    found = {one.actor: one.value for one in rank(net, measure, weighted=weighted)}
    assert found == pytest.approx(expected(net, measure, weighted), rel=NEAR, abs=NEAR)


@pytest.mark.parametrize("net", NETWORKS.values(), ids=NETWORKS)
def test_cores_are_those_of_networkx(net: nx.Graph) -> None:
    assert {one.actor: one.value for one in rank(net, "coreness")} == nx.core_number(net)


def test_routes_that_differ_in_the_last_bit_alone_are_equal() -> None:
    """Half of the ways from a to d lead by b, half by c; where bits count, all lead by one of them."""
    net = nx.Graph()
    net.add_weighted_edges_from([("a", "b", 10), ("b", "d", 5), ("a", "c", 20), ("c", "d", 4)])
    assert 1 / 10 + 1 / 5 != 1 / 20 + 1 / 4
    values = {one.actor: one.value for one in rank(net, "betweenness", weighted=True)}
    assert values == pytest.approx({"a": 1 / 3, "b": 1 / 6, "c": 1 / 6, "d": 0})


def test_what_floats_cannot_tell_apart_is_reckoned_in_whole_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    used = []
    slow = paths._by_fractions
    monkeypatch.setattr(paths, "_by_fractions", lambda *given: used.append(1) or slow(*given))
    rank(NETWORKS["heavy-tailed"], "betweenness", weighted=True)
    assert not used
    rank(NETWORKS["far apart in weight"], "betweenness", weighted=True)
    assert used


ties = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.fractions(Fraction(1, 60), 60, max_denominator=60)).filter(
        lambda tie: tie[0] != tie[1]
    ),
    min_size=1,
    max_size=30,
)


@settings(deadline=None)
@given(ties, st.booleans(), st.sampled_from(["betweenness", "closeness"]))
def test_ratios_of_weights_are_exact(found: list, directed: bool, measure: str) -> None:
    net: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    net.add_weighted_edges_from((s, t, float(weight)) for s, t, weight in found)
    values = {one.actor: one.value for one in rank(net, measure, weighted=True)}
    assert values == pytest.approx(expected(net, measure, True), rel=NEAR, abs=NEAR)


@settings(deadline=None)
@given(ties, st.booleans(), st.booleans(), st.data())
def test_the_dependencies_of_some_sources_are_those_of_networkx(
    found: list, directed: bool, weighted: bool, data: st.DataObject
) -> None:
    net: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    net.add_nodes_from(range(10))
    net.add_weighted_edges_from((s, t, float(weight)) for s, t, weight in found)
    length = dict(zip(net.edges, whole_lengths([one["weight"] for _, _, one in net.edges(data=True)]), strict=True))
    nx.set_edge_attributes(net, length, "length")
    sources = data.draw(st.lists(st.integers(0, 9), min_size=1, max_size=5))
    matrix = nx.to_scipy_sparse_array(net, nodelist=range(10), dtype=float, format="csr")
    blocks = list(paths.dependencies(matrix, directed, weighted, np.array(sources)))
    whole = np.concatenate(blocks, axis=1)
    for column, source in enumerate(sources):
        one = nx.betweenness_centrality_subset(net, [source], range(10), weight="length" if weighted else None)
        assert whole[:, column] == pytest.approx([one[node] * (1 if directed else 2) for node in range(10)], abs=NEAR)
