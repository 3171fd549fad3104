"""Betweenness in networks of actors and events, reckoned among the actors alone, against networkx on the whole."""

from collections.abc import Callable
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from cakg.networks import affiliation, centrality, paths, twomode
from cakg.networks.ranking import rank

# Who was at what, event by event: few actors, so that many events are alike, and some stand in a chain.
GUESTS = st.lists(st.frozensets(st.integers(0, 7), max_size=4), min_size=1, max_size=14)


def attended(guests: list[frozenset[int]], actors: int = 9) -> csr_array:
    table = np.zeros((actors, len(guests)))
    for event, there in enumerate(guests):
        table[sorted(there), event] = 1
    return csr_array(table)


def whole(there: csr_array) -> nx.Graph:
    net = nx.Graph()
    net.add_nodes_from(((0, actor) for actor in range(there.shape[0])), bipartite=0)
    net.add_nodes_from(((1, event) for event in range(there.shape[1])), bipartite=1)
    net.add_edges_from(
        ((0, actor), (1, event)) for actor, event in zip(*map(np.ndarray.tolist, there.nonzero()), strict=True)
    )
    return net


def by_networkx(there: csr_array) -> list[float]:
    found = nx.betweenness_centrality(whole(there), normalized=False)
    return [2 * found[0, actor] for actor in range(there.shape[0])]


@given(GUESTS, st.sampled_from([1, 20, 60_000]))
def test_values_are_those_of_networkx(guests: list[frozenset[int]], cells: int) -> None:
    there, before = attended(guests), twomode._CELLS
    twomode._CELLS = cells
    try:
        assert twomode.between(there) == pytest.approx(by_networkx(there), abs=1e-9)
    finally:
        twomode._CELLS = before


CHAIN = [frozenset(pair) for pair in pairwise(range(9))]
LARGE = np.random.default_rng(4).random((40, 160)) < np.linspace(0.01, 0.3, 40)[:, None]


@pytest.mark.parametrize(
    "there",
    [
        attended(CHAIN),  # eight steps among actors
        attended(CHAIN * 3),  # each event with two others like it
        attended([*CHAIN[:3], *CHAIN[5:], frozenset()]),  # parts, and an event of nobody
        attended([frozenset([0])] * 4),  # one guest alone
        csr_array(LARGE.astype(float)),
    ],
    ids=["a chain", "alike", "parts", "alone", "large"],
)
def test_hard_cases_are_those_of_networkx(there: csr_array) -> None:
    assert twomode.between(there) == pytest.approx(by_networkx(there), rel=1e-9, abs=1e-9)
    assert twomode.between(csr_array(there.T)) == pytest.approx(by_networkx(csr_array(there.T)), rel=1e-9, abs=1e-9)


@given(GUESTS, st.booleans())
def test_a_ranking_is_the_same_by_either_way(guests: list[frozenset[int]], occasions: bool) -> None:
    net = whole(attended(guests))
    quick = rank(net, "betweenness", occasions=occasions)
    most = twomode._MOST
    twomode._MOST = -1
    try:
        slow = rank(net, "betweenness", occasions=occasions)
    finally:
        twomode._MOST = most
    assert [one.actor for one in quick] == [one.actor for one in slow]
    assert [one.value for one in quick] == pytest.approx([one.value for one in slow], abs=1e-9)


def test_of_nobody_who_is_not_wanted_values_are_reckoned(monkeypatch: pytest.MonkeyPatch) -> None:
    there = csr_array(LARGE.astype(float))
    matrix = csr_array(nx.to_scipy_sparse_array(whole(there), dtype=float))
    events = np.arange(matrix.shape[0]) >= there.shape[0]
    expected = affiliation.betweenness(matrix, events, False)
    assert not np.isnan(expected).any()
    monkeypatch.setattr(centrality, "betweenness", None)
    found = affiliation.betweenness(matrix, events, False, ~events)
    assert found[~events] == pytest.approx(expected[~events], abs=1e-12) and np.isnan(found[events]).all()
    both = affiliation.betweenness(matrix, events, False, np.ones_like(events))
    assert both == pytest.approx(expected, abs=1e-12)


def a_tie_within_a_mode(net: nx.Graph) -> None:
    net.add_edge((0, 0), (0, 1))


def unlike_weights(net: nx.Graph) -> None:
    nx.set_edge_attributes(net, {edge: 1 + number % 3 for number, edge in enumerate(net.edges)}, "weight")


@pytest.mark.parametrize("change", [a_tie_within_a_mode, unlike_weights])
def test_what_is_no_plain_attendance_is_followed_tie_by_tie(change: Callable[[nx.Graph], None]) -> None:
    net = whole(attended([frozenset([0, 1, 2]), frozenset([2, 3]), frozenset([3, 4, 0]), frozenset([4, 5])], 6))
    change(net)
    for _, _, data in net.edges(data=True):
        data["length"] = 60 // data.get("weight", 1)
    reference = nx.betweenness_centrality(net, weight="length", normalized=False)
    events = np.array([mode == 1 for _, mode in net.nodes(data="bipartite")])
    most = affiliation.scale(events) / ((len(net) - 1) * (len(net) - 2) / 2)
    expected = {node: reference[node] * most[number] for number, node in enumerate(net) if not events[number]}
    found = {one.actor: one.value for one in rank(net, "betweenness", weighted=True)}
    assert found == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("weight", [0.25, 1, 3])
def test_ties_of_one_weight_are_followed_by_steps(weight: float, monkeypatch: pytest.MonkeyPatch) -> None:
    net = nx.gnm_random_graph(25, 50, seed=3)
    nx.set_edge_attributes(net, weight, "weight")
    nx.set_edge_attributes(net, 1 / weight, "length")
    monkeypatch.setattr(paths, "dijkstra", None)
    for measure, reference in (
        ("betweenness", nx.betweenness_centrality(net)),
        ("closeness", nx.closeness_centrality(net, distance="length")),
        ("harmonic", {a: v / 24 for a, v in nx.harmonic_centrality(net, distance="length").items()}),
    ):
        found = {one.actor: one.value for one in rank(net, measure, weighted=True)}
        assert found == pytest.approx(reference, abs=1e-9), measure
