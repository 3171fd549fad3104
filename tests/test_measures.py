"""The measures against published tables, networkx and R; what a network cannot have is refused in a line."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cakg
from cakg.cli import run
from cakg.networks.brokerage import ROLES, brokerage, expected
from cakg.networks.measures import MEASURES, PARTITION, norm
from cakg.networks.ranking import rank
from cakg.networks.spectral import attenuation
from cakg.words.errors import InputError, UsageError


def values(net: nx.Graph, measure: str, **how: object) -> dict[object, float]:
    return {one.actor: one.value for one in rank(net, measure, **how)}


# Breiger 1974, as in Davis, Gardner and Gardner 1941; the values of Borgatti and Everett 1997, tables 2 to 4.
WOMEN = {
    "Evelyn": "Evelyn Jefferson",
    "Theresa": "Theresa Anderson",
    "Nora": "Nora Fayette",
    "Sylvia": "Sylvia Avondale",
}
WOMEN |= {"Laura": "Laura Mandeville", "Brenda": "Brenda Rogers"}
PUBLISHED = [
    ("degree", {"Evelyn": 0.57, "Theresa": 0.57, "Nora": 0.57, "Sylvia": 0.5, "Laura": 0.5, "Brenda": 0.5}),
    ("degree", {"E8": 0.78, "E9": 0.67}),
    ("betweenness", {"E8": 0.24, "E9": 0.23, "E7": 0.13, "Nora": 0.11, "Evelyn": 0.10, "Theresa": 0.09}),
    ("closeness", {"E8": 0.85, "E9": 0.79, "Nora": 0.80, "Evelyn": 0.80}),
]


@pytest.mark.parametrize(("measure", "expected"), PUBLISHED)
def test_the_southern_women_come_out_as_published(measure: str, expected: dict[str, float]) -> None:
    net = nx.davis_southern_women_graph()
    found = {**values(net, measure), **values(net, measure, occasions=True)}
    assert len(found) == 18 + 14
    assert {name: round(found[WOMEN.get(name, name)], 2) for name in expected} == expected


@pytest.mark.parametrize(
    ("net", "measure", "expected"),
    [
        # Wasserman and Faust 1994, of the families with a tie; Zachary 1977 as in many; Krackhardt 1990
        (nx.florentine_families_graph(), "betweenness", {"Medici": 47.5 / 91, "Guadagni": 0.255}),
        (nx.florentine_families_graph(), "closeness", {"Medici": 0.560}),
        (nx.florentine_families_graph(), "eigenvector", {"Medici": 0.430}),
        (nx.karate_club_graph(), "betweenness", {0: 0.438, 33: 0.304, 32: 0.145}),
        (nx.krackhardt_kite_graph(), "betweenness", {7: 0.389, 5: 0.231, 6: 0.231}),
    ],
)
def test_known_networks_come_out_as_published(net: nx.Graph, measure: str, expected: dict[object, float]) -> None:
    found = values(net, measure)
    assert {actor: round(found[actor], 3) for actor in expected} == {a: round(v, 3) for a, v in expected.items()}


# S. P. Borgatti, Connections 20, 1997: the graph A to G, without weights and with those of the same example
HOLES = {"AB": 2, "AF": 3, "AG": 5, "AE": 2, "EG": 8, "FG": 3, "BG": 4, "BD": 1, "DG": 3, "GC": 10}


@pytest.mark.parametrize(
    ("measure", "weighted", "expected"),
    [
        ("effective-size", False, {"G": 4.67, "A": 2.5, "C": 1.0}),
        ("constraint", False, {"G": 0.400, "A": 0.595, "C": 1.0}),
        ("constraint", True, {"G": 0.299, "A": 0.795, "C": 1.0}),
        ("effective-size", True, {"G": 5.47, "A": 2.47, "C": 1.0}),
    ],
)
def test_holes_are_those_of_burt(measure: str, weighted: bool, expected: dict[str, float]) -> None:
    net = nx.Graph()
    net.add_weighted_edges_from((tie[0], tie[1], weight if weighted else 1) for tie, weight in HOLES.items())
    found = values(net, measure)
    error = 0.0005 if measure == "constraint" else 0.01
    assert {actor: found[actor] for actor in expected} == pytest.approx(expected, abs=error)


# Frozen from `sna::brokerage` of R (sna 2.7-1): w_I, w_O, b_IO, b_OI, b_O, t of a directed network, and of the same
# without directions, where each path counts in both.
BROKERS = ["AB", "BC", "CA", "AD", "DE", "EA", "BE", "FA", "CF", "FG", "GD", "EG", "HB", "DH", "HF", "CE"]
GROUPS = dict(zip("ABCDEFGH", "xxyyzxzy", strict=True))
DIRECTED = ["111216", "012014", "020002", "010214", "010315", "000123", "001012", "002002"]
UNDIRECTED = [(2, 2, 3, 3, 0, 10), (0, 2, 1, 1, 2, 6), (0, 2, 0, 0, 2, 4), (0, 0, 3, 3, 2, 8)]
UNDIRECTED += [(0, 2, 3, 3, 2, 10), (0, 2, 2, 2, 4, 10), (0, 0, 1, 1, 2, 4), (0, 2, 2, 2, 0, 6)]
BY_CHANCE = {"A": (0.1166181, 0.4664723, 0.5830904, 0.5830904, 0.6997085, 2.44898)}
BY_CHANCE["E"] = (0.0, 0.6997085, 0.3498542, 0.3498542, 1.0495627, 2.44898)


@pytest.mark.parametrize("directed", [True, False])
def test_brokers_are_those_of_gould_and_fernandez(directed: bool) -> None:
    net = nx.DiGraph(BROKERS) if directed else nx.Graph(BROKERS)
    table = [tuple(map(int, row)) for row in DIRECTED] if directed else UNDIRECTED
    found = [values(net, role, partition=GROUPS) for role in (*ROLES, "brokerage")]
    assert [tuple(int(one[actor]) for one in found) for actor in "ABCDEFGH"] == table
    assert all(sum(row[:5]) == row[5] for row in table)
    if directed:
        matrix = nx.to_scipy_sparse_array(net, nodelist=list("ABCDEFGH"))
        chance = expected(matrix, np.array(["xyz".index(GROUPS[actor]) for actor in "ABCDEFGH"]))
        for number, actor in enumerate("ABCDEFGH"):
            if actor in BY_CHANCE:
                assert [float(chance[role][number]) for role in (*ROLES, "brokerage")] == pytest.approx(
                    BY_CHANCE[actor]
                )


ties = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(1, 6)).filter(lambda e: e[0] != e[1]), max_size=24
)


def network(found: list[tuple[int, int, int]], directed: bool) -> nx.Graph:
    net = nx.DiGraph() if directed else nx.Graph()
    net.add_nodes_from(range(10))
    net.add_weighted_edges_from(found)
    return net


@given(ties, st.booleans(), st.lists(st.integers(0, 2), min_size=10, max_size=10))
def test_roles_sum_to_the_open_paths(found: list, directed: bool, groups: list[int]) -> None:
    net = network(found, directed)
    matrix = nx.to_scipy_sparse_array(net, nodelist=range(10), weight=None)
    roles = brokerage(matrix, np.array(groups))
    neighbours = net.predecessors if directed else net.neighbors
    for actor in net:
        after = net.successors if directed else net.neighbors
        paths = [(i, k) for i in neighbours(actor) for k in after(actor) if i != k and not net.has_edge(i, k)]
        assert roles["brokerage"][actor] == len(paths) == sum(roles[role][actor] for role in ROLES)
        own = [path for path in paths if groups[path[0]] == groups[path[1]] == groups[actor]]
        assert roles["coordinator"][actor] == len(own)
        entering = [p for p in paths if groups[p[0]] != groups[actor] == groups[p[1]]]
        assert roles["gatekeeper"][actor] == len(entering)


@given(ties, st.booleans(), st.booleans())
def test_the_further_measures_are_those_of_networkx(found: list, directed: bool, weighted: bool) -> None:
    net = network(found, directed)
    for source, target, weight in net.edges(data="weight"):
        net.edges[source, target]["length"] = 1 / weight
    whole = {a: v / 9 for a, v in nx.harmonic_centrality(net, distance="length" if weighted else None).items()}
    assert values(net, "harmonic", weighted=weighted) == pytest.approx(whole, abs=1e-9)
    clustering = nx.clustering(net, weight="weight" if weighted else None)
    assert values(net, "clustering", weighted=weighted) == pytest.approx(clustering, abs=1e-9)
    # node by node: of all nodes at once networkx 3.6 divides by the largest weight of the wrong actor
    sizes = {a: v for a, v in nx.effective_size(net, list(net), weight="weight").items() if not np.isnan(v)}
    ours = values(net, "effective-size")  # networkx gives none to whom ties lead and who has none of his own
    assert {actor: ours[actor] for actor in sizes} == pytest.approx(sizes, abs=1e-9)
    assert set(ours) == {actor for actor, degree in net.degree() if degree}
    if found:
        alpha = attenuation(nx.to_scipy_sparse_array(net, nodelist=range(10)).astype(float))
        katz = nx.katz_centrality(net, alpha, tol=1e-12, max_iter=10000, weight="weight")
        assert values(net, "katz") == pytest.approx(katz, abs=1e-9)
    if directed:
        for name, degrees in (("in", net.in_degree), ("out", net.out_degree)):
            assert values(net, f"{name}-degree") == dict(degrees())
            assert values(net, f"{name}-strength") == dict(degrees(weight="weight"))


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=20))
def test_two_modes_are_those_of_networkx(found: list) -> None:
    net = nx.Graph()
    net.add_nodes_from((f"a{actor}", {"bipartite": 0}) for actor, _ in found)
    net.add_nodes_from((f"e{event}", {"bipartite": 1}) for _, event in found)
    net.add_edges_from((f"a{actor}", f"e{event}") for actor, event in found)
    actors = {node for node, mode in net.nodes(data="bipartite") if mode == 0}
    for measure in ("degree", "betweenness", "closeness"):
        if measure == "betweenness" and min(len(actors), len(net) - len(actors)) < 2:
            continue  # networkx divides by nought
        reference = getattr(nx.bipartite, f"{measure}_centrality")(net, actors)
        ours = {**values(net, measure), **values(net, measure, occasions=True)}
        assert ours == pytest.approx(reference, abs=1e-9)


def test_every_measure_says_what_its_values_are() -> None:
    assert all(norm(name) for name in MEASURES)
    assert norm("degree", two_mode=True) != norm("degree") and "Borgatti" in norm("degree", two_mode=True)


@pytest.mark.parametrize(
    ("net", "options", "said"),
    [
        (nx.path_graph(3), {"measure": "in-degree"}, "in-degree needs ties that lead from one to another"),
        (nx.path_graph(3), {"measure": "out-strength"}, "rank by strength"),
        (
            nx.path_graph(3),
            {"measure": "gatekeeper"},
            "gatekeeper needs to know who belongs together; give a partition",
        ),
        (
            nx.path_graph(3),
            {"measure": "degree", "partition": {0: "a"}},
            "degree knows no groups; a partition goes with",
        ),
        (nx.path_graph(3), {"measure": "liaison", "partition": {0: "a"}}, "names no group for 2 of 3 actors (1, 2)"),
        (nx.davis_southern_women_graph(), {"measure": "clustering"}, "rank the projection"),
        (nx.path_graph(3), {"measure": "gatekeper"}, "did you mean gatekeeper?"),
        (
            nx.path_graph(3),
            {"measure": "katz", "weighted": True},
            "weighted goes with betweenness, closeness, harmonic",
        ),
        (nx.path_graph(3), {"occasions": True}, "has no events to rank"),
    ],
)
def test_what_a_network_cannot_have_is_refused(net: nx.Graph, options: dict, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        rank(net, **options)
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_blocs_are_told_by_the_data(sample_root: Path) -> None:
    graph = cakg.load(sample_root)
    net = cakg.network("hosts-and-guests", graph)
    blocs = cakg.partition(net, "blocs", graph)
    assert set(blocs) == set(net)
    labels = {net.nodes[actor]["label"]: bloc for actor, bloc in blocs.items()}
    assert labels["Tajikistan"] == "Central Asian state"
    assert set(cakg.partition(net, "kind", graph).values()) == {"State", "Organization"}
    persons = cakg.network("persons-by-events", graph)
    assert "Central Asian state" in cakg.partition(persons, "blocs", graph).values()
    ranked = cakg.rank(net, "brokerage", partition=blocs)
    assert ranked[0].value > 0
    with pytest.raises(UsageError, match="did you mean blocs"):
        cakg.partition(net, "bloc", graph)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("actor,group\nTajikistan,a\n", "names no group for"),
        ("actor,group\nTajikistan,a\nstate:tajikistan,b\n*,c\n", ":3: state:tajikistan is in 'a' and in 'b'"),
        ("actor,group\nTajikistan,\n", ":2: an actor and its group are needed"),
        ("actor;group\nTajikistan;a\n", ":1: the columns are not actor,group"),
        ("actor,group\nTajikistann land,a\n*,c\n", ":2: nothing is called"),
    ],
)
def test_a_partition_that_is_wrong_is_named_with_its_line(
    text: str, said: str, sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "groups.csv"
    path.write_text(text, encoding="utf-8")
    command = ["rank", "delegations-by-events", "--root", str(sample_root), "--measure", "liaison"]
    assert run([*command, "--partition", str(path)]) in (2, 3)
    lines = capsys.readouterr().err.splitlines()
    assert said in lines[-1] and lines[-1].startswith("cakg: ")


def test_a_partition_of_ones_own_is_used(sample_root: Path, tmp_path: Path) -> None:
    graph = cakg.load(sample_root)
    net = cakg.network("delegations-by-events", graph)
    path = tmp_path / "groups.csv"
    path.write_text("actor,group\nTajikistan,home\n*,away\n", encoding="utf-8")
    groups = cakg.partition(net, path, graph)
    assert sorted(set(groups.values())) == ["away", "home"] and list(groups.values()).count("home") == 1
    with pytest.raises(InputError, match="no-such"):
        cakg.partition(net, tmp_path / "no-such.csv", graph)


def test_a_ranking_says_its_normalization(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["rank", "hosts-and-guests", "--root", str(sample_root)]
    assert run([*command, "--measure", "in-degree"]) == 0
    assert f"cakg: in-degree: {norm('in-degree')}" in capsys.readouterr().err


def test_measures_that_need_groups_are_marked() -> None:
    assert {name for name, one in MEASURES.items() if one.needs == PARTITION} == {*ROLES, "brokerage"}
