from itertools import combinations

import networkx as nx
import numpy as np
import pytest
import rustworkx
from hypothesis import given, settings
from hypothesis import strategies as st

from cakg.networks.build import build
from cakg.networks.measures import MEASURES as TABLE
from cakg.networks.paths import whole_lengths
from cakg.networks.ranking import Score, rank
from cakg.words.errors import UsageError

MEASURES = [name for name, one in TABLE.items() if not one.needs]  # what any network can have
PATH = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]
STAR = [("hub", leaf) for leaf in "vwxyz"]
PARTS = [("a", "b"), ("b", "c"), ("x", "y")]
TRIANGLES = [*combinations("abc", 2), *combinations("xyz", 2)]
STAR_AND_SQUARE = [*(("hub", leaf) for leaf in "wxyz"), *zip("abcd", "bcda", strict=True)]  # of one eigenvalue, 2
# D. Krackhardt, Assessing the political landscape, Administrative Science Quarterly 35, 1990.
KITE = [
    *(("Andre", other) for other in ("Beverley", "Carol", "Diane", "Fernando")),
    *(("Beverley", other) for other in ("Diane", "Ed", "Garth")),
    *(("Carol", other) for other in ("Diane", "Fernando")),
    *(("Diane", other) for other in ("Ed", "Fernando", "Garth")),
    ("Ed", "Garth"),
    ("Fernando", "Garth"),
    ("Fernando", "Heather"),
    ("Garth", "Heather"),
    ("Heather", "Ike"),
    ("Ike", "Jane"),
]


def network(edges, weights=None, alone=(), net=None) -> nx.Graph:
    net = nx.Graph() if net is None else net
    net.add_nodes_from(alone)
    for number, (source, target) in enumerate(edges):
        net.add_edge(source, target, weight=1 if weights is None else weights[number])
    return net


def values(scores: list[Score]) -> dict[str, float]:
    return {score.actor: round(score.value, 3) for score in scores}


def places(scores: list[Score]) -> list[tuple[int, str]]:
    return [(score.place, score.actor) for score in scores]


@pytest.mark.parametrize(
    ("edges", "measure", "expected"),
    [
        (PATH, "degree", [(1, "b", 2), (1, "c", 2), (1, "d", 2), (4, "a", 1), (4, "e", 1)]),
        (PATH, "betweenness", [(1, "c", 4 / 6), (2, "b", 3 / 6), (2, "d", 3 / 6), (4, "a", 0), (4, "e", 0)]),
        (PATH, "closeness", [(1, "c", 4 / 6), (2, "b", 4 / 7), (2, "d", 4 / 7), (4, "a", 0.4), (4, "e", 0.4)]),
        (STAR, "betweenness", [(1, "hub", 1), *((2, leaf, 0) for leaf in "vwxyz")]),
        (STAR, "closeness", [(1, "hub", 1), *((2, leaf, 5 / 9) for leaf in "vwxyz")]),
        (STAR, "eigenvector", [(1, "hub", 0.5**0.5), *((2, leaf, 0.1**0.5) for leaf in "vwxyz")]),
        (STAR, "constraint", [(1, "hub", 1 / 5), *((2, leaf, 1) for leaf in "vwxyz")]),
        # two parts: who reaches few is far; the heavier part bears the vector
        (PARTS, "closeness", [(1, "b", 0.5), (2, "a", 1 / 3), (2, "c", 1 / 3), (4, "x", 0.25), (4, "y", 0.25)]),
        (PARTS, "eigenvector", [(1, "b", 0.5**0.5), (2, "a", 0.5), (2, "c", 0.5), (4, "x", 0), (4, "y", 0)]),
        (PARTS, "betweenness", [(1, "b", 1 / 6), (2, "a", 0), (2, "c", 0), (2, "x", 0), (2, "y", 0)]),
        (TRIANGLES, "eigenvector", [(1, name, 6**-0.5) for name in "abcxyz"]),
        (
            STAR_AND_SQUARE,
            "eigenvector",
            [(1, "hub", 3 / 34**0.5), *((2, n, 2 / 34**0.5) for n in "abcd"), *((6, n, 1.5 / 34**0.5) for n in "wxyz")],
        ),
        (TRIANGLES, "pagerank", [(1, name, 1 / 6) for name in "abcxyz"]),
    ],
)
def test_small_networks_come_out_as_by_hand(edges, measure, expected) -> None:
    scores = rank(network(edges), measure)
    assert [(score.place, score.actor) for score in scores] == [(place, actor) for place, actor, _ in expected]
    assert [score.value for score in scores] == pytest.approx([value for _, _, value in expected])


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("degree", {"Diane": 6, "Fernando": 5, "Garth": 5, "Heather": 3, "Ike": 2, "Jane": 1}),
        ("betweenness", {"Heather": 0.389, "Fernando": 0.231, "Garth": 0.231, "Ike": 0.222, "Diane": 0.102}),
        ("closeness", {"Fernando": 0.643, "Garth": 0.643, "Diane": 0.6, "Heather": 0.6, "Ike": 0.429}),
    ],
)
def test_the_kite_comes_out_as_published(measure: str, expected: dict[str, float]) -> None:
    scores = rank(network(KITE), measure)
    found = values(scores)
    assert {actor: found[actor] for actor in expected} == expected
    assert scores[0].actor == next(iter(expected))


def test_who_is_alone_is_last_or_has_no_constraint() -> None:
    net = network(PATH[:1], alone=["z"])
    for measure in MEASURES:
        scores = rank(net, measure)
        holes = measure in ("constraint", "effective-size")
        assert [score.actor for score in scores] == (["a", "b"] if holes else ["a", "b", "z"])
        if not holes and measure not in ("betweenness", "clustering"):
            assert places(scores)[-1] == (3, "z")
    assert all(rank(network([], alone="xyz"), measure) == [] for measure in ["constraint"])
    assert values(rank(network([], alone="xyz"), "eigenvector")) == {"x": 0, "y": 0, "z": 0}


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_network_has_no_ranks(measure: str) -> None:
    assert rank(nx.Graph(), measure) == []
    assert rank(build([], "two-mode"), measure, intervals=True) == []


def test_values_that_differ_by_rounding_alone_share_a_place() -> None:
    net = network([("a", "x"), ("b", "y"), ("c", "z")], [0.1 + 0.2, 0.3, 0.3001])
    assert places(rank(net, "strength")) == [(1, "c"), (1, "z"), (3, "a"), (3, "b"), (3, "x"), (3, "y")]


def test_paths_of_equal_length_are_equal() -> None:
    assert whole_lengths([1, 2, 3]) == [6, 3, 2]
    assert whole_lengths([0.5, 1 / 3]) == [2, 3]
    # from a to d: 1/3 + 1/6 by b, 1/2 by the direct tie: as floats 0.5 = 0.5, and 1/10 + 1/5 is not 3/10
    net = network([("a", "b"), ("b", "d"), ("a", "d")], [10, 5, 10 / 3])
    assert values(rank(net, "betweenness", weighted=True)) == {"b": 0.5, "a": 0, "d": 0}
    assert values(rank(net, "betweenness")) == {"b": 0, "a": 0, "d": 0}
    net = network([("a", "b"), ("b", "c"), ("a", "c")], [2, 2, 1])
    assert values(rank(net, "closeness", weighted=True)) == {"b": 2.0, "a": round(2 / 1.5, 3), "c": round(2 / 1.5, 3)}


def test_events_are_not_ranked_but_carry_paths() -> None:
    rows = [{"actor": f"urn:{actor}", "event": f"urn:e{number}"} for actor, number in [("a", 1), ("b", 1), ("b", 2)]]
    scores = rank(build(rows, "two-mode", bipartite=True), "degree")
    assert [(score.actor, score.value) for score in scores] == [("urn:b", 1), ("urn:a", 0.5)]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"measure": "betweeness"}, "did you mean betweenness?"),
        ({"measure": "zzz"}, "known are degree, in-degree"),
        ({"measure": "degree", "weighted": True}, "betweenness, closeness, harmonic and clustering"),
        ({"intervals": True}, "two-mode view"),
        ({"draws": 0}, "at least once"),
        ({"draws": 10_001}, "no more often"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        rank(network(PATH), **options)
    assert said in str(caught.value)


def test_topics_have_no_lists_of_participants() -> None:
    rows = [{"actor": "topic:a", "event": "urn:e"}]
    net = build(rows, "two-mode", {"topic:a": {"label": "a", "kind": "Concept"}})
    with pytest.raises(UsageError, match="topics are none"):
        rank(net, intervals=True)
    assert len(rank(net)) == 1


edges = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 6)).filter(lambda e: e[0] != e[1]), max_size=24
)


def reference(net: nx.Graph, measure: str, weighted: bool) -> dict[str, float]:
    distance = None
    if weighted:
        ties = list(net.edges)
        found = whole_lengths([net.edges[tie]["weight"] for tie in ties])
        nx.set_edge_attributes(net, dict(zip(ties, found, strict=True)), "distance")
        distance = "distance"
    match measure:
        case "degree":
            return dict(net.degree())
        case "strength":
            return dict(net.degree(weight="weight"))
        case "betweenness":
            return nx.betweenness_centrality(net, weight=distance)
        case "closeness":
            scale = 1.0
            if weighted and net.number_of_edges():
                tie = next(iter(net.edges))
                scale = net.edges[tie]["distance"] * net.edges[tie]["weight"]
            return {a: v * scale for a, v in nx.closeness_centrality(net, distance=distance).items()}
        case "coreness":
            return dict(nx.core_number(net))
        case "pagerank":
            return nx.pagerank(net, tol=1e-12, max_iter=1000)
    return {a: v for a, v in nx.constraint(net, weight="weight").items() if not np.isnan(v)}


@given(
    edges,
    st.booleans(),
    st.sampled_from(["degree", "strength", "betweenness", "closeness", "coreness", "pagerank", "constraint"]),
    st.booleans(),
)
def test_the_measures_are_those_of_networkx(ties: list, directed: bool, measure: str, weighted: bool) -> None:
    weighted = weighted and measure in ("betweenness", "closeness")
    net = network(
        [(str(s), str(t)) for s, t, _ in ties],
        [w for _, _, w in ties],
        alone=["0", "9"],
        net=nx.DiGraph() if directed else None,
    )
    found = {score.actor: score.value for score in rank(net, measure, weighted=weighted)}
    assert found == pytest.approx(reference(net, measure, weighted), abs=1e-9)


@given(edges, st.sampled_from(["betweenness", "closeness", "coreness", "pagerank"]))
def test_the_measures_are_those_of_rustworkx(ties: list, measure: str) -> None:
    net = network([(str(s), str(t)) for s, t, _ in ties], [w for _, _, w in ties], alone=["0", "9"])
    other = rustworkx.networkx_converter(net)
    weight = (lambda data: data.get("weight", 1.0)) if measure == "pagerank" else None
    found = {
        "betweenness": lambda: rustworkx.betweenness_centrality(other),
        "closeness": lambda: rustworkx.closeness_centrality(other),
        "coreness": lambda: rustworkx.core_number(other),
        "pagerank": lambda: rustworkx.pagerank(other.to_directed(), weight_fn=weight, tol=1e-12, max_iter=1000),
    }[measure]()
    expected = {node: found[number] for number, node in enumerate(net)}
    assert {score.actor: score.value for score in rank(net, measure)} == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("weighted", [False, True])
def test_nothing_is_a_nought_without_a_sign(weighted: bool) -> None:
    """Nobody stands behind t, to whom 49 ways lead; 49 times 1/49 is less than 1 in floating point."""
    net = network([*((end, f"m{number}") for number in range(49) for end in "ab"), ("b", "t")])
    (behind,) = (score.value for score in rank(net, "betweenness", weighted=weighted) if score.actor == "t")
    assert behind == 0 and not np.signbit(behind)


@given(edges)
def test_the_eigenvector_is_one(ties: list) -> None:
    net = network([(str(s), str(t)) for s, t, _ in ties], [w for _, _, w in ties], alone=["0"])
    found = {score.actor: score.value for score in rank(net, "eigenvector")}
    vector = np.array([found[node] for node in net])
    matrix = nx.to_numpy_array(net)
    assert matrix @ vector == pytest.approx(max(np.linalg.eigvalsh(matrix)) * vector, abs=1e-7)
    assert np.linalg.norm(vector) == pytest.approx(1 if ties else 0)


def test_a_large_eigenvector_is_one_too() -> None:
    net = nx.random_regular_graph(4, 60, seed=1)
    assert [score.value for score in rank(net, "eigenvector")] == pytest.approx([60**-0.5] * 60)
    net = nx.path_graph(200)
    expected = {n: np.sin((n + 1) * np.pi / 201) * (2 / 201) ** 0.5 for n in net}
    assert {s.actor: s.value for s in rank(net, "eigenvector")} == pytest.approx(expected, abs=1e-9)


def test_many_sources_are_worked_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    net = nx.gnm_random_graph(30, 60, seed=2)
    whole = {measure: rank(net, measure) for measure in ("betweenness", "closeness")}
    monkeypatch.setattr("cakg.networks.paths._CELLS", 200)
    assert {measure: rank(net, measure) for measure in ("betweenness", "closeness")} == whole


attendance = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 6)), min_size=1, max_size=30)


def two_mode(found, copies: int = 1) -> list[dict[str, str]]:
    return [
        {"actor": f"urn:{a}", "event": f"urn:e{e}-{copy}", "begin": f"20{10 + e}-01-01"}
        for copy in range(copies)
        for a, e in found
    ]


DESCRIBED = {f"urn:e{n}-{copy}": {"series": "s"} for n in range(7) for copy in range(2)}


@given(attendance, st.sampled_from(list(MEASURES)))
def test_doubling_every_event_changes_no_place(found: list, measure: str) -> None:
    once = rank(build(two_mode(found), "two-mode"), measure)
    assert places(once) == places(rank(build(two_mode(found, 2), "two-mode"), measure))


@settings(max_examples=30)
@given(attendance, st.randoms(use_true_random=False), st.sampled_from(list(MEASURES)))
def test_the_order_of_rows_does_not_matter(found: list, random, measure: str) -> None:
    rows = two_mode(found)
    shuffled = random.sample(rows, len(rows))
    one, other = build(rows, "two-mode", DESCRIBED), build(shuffled, "two-mode", DESCRIBED)
    layers = () if measure == "eigenvector" else ("sampling", "choices")
    scores = rank(one, measure, intervals=layers, draws=5)
    assert scores == rank(other, measure, intervals=layers, draws=5)
    for score in scores:
        assert [interval.layer for interval in score.intervals] == list(layers)
        for interval in score.intervals:
            assert 1 <= interval.best <= interval.worst
        assert not layers or score.intervals[1].best <= score.place <= score.intervals[1].worst


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [(1000, 1000 + 5e-7, [1, 1, 1, 1]), (1000, 1000 + 5e-6, [1, 1, 3, 3]), (1e-3, 1e-3 + 5e-12, [1, 1, 3, 3])],
)
def test_what_is_nearer_than_a_billionth_of_the_largest_is_equal(one: float, other: float, places: list[int]) -> None:
    net = nx.Graph()
    net.add_weighted_edges_from([("a", "b", one), ("c", "d", other)])
    assert [score.place for score in rank(net, "strength")] == places
