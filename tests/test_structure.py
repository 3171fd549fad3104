"""Communities, mixing, bridges, reciprocity: by hand, against networkx, and from the command line."""

import subprocess
import sys
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cakg
from cakg.cli import run
from cakg.networks import mixing
from cakg.networks.build import build
from cakg.networks.communities import find, rand_index
from cakg.networks.steadiness import _compared
from cakg.words.errors import UsageError

CLUBS = {actor: data["club"] for actor, data in nx.karate_club_graph().nodes(data=True)}
VIEW = "delegations-by-events"


def matrix(net: nx.Graph) -> object:
    return nx.to_scipy_sparse_array(net, nodelist=sorted(net), dtype=float)


def numbers(groups: dict[object, str], net: nx.Graph) -> np.ndarray:
    known = sorted(set(groups.values()))
    return np.array([known.index(groups[node]) for node in sorted(net)])


@pytest.mark.parametrize("method", ["louvain", "leiden"])
def test_two_cliques_are_two_communities(method: str) -> None:
    net = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(3))
    net.add_edge(0, 4)
    net.add_node(99)
    found = find(net, method, runs=5)
    assert [found.members[node] for node in range(7)] == [1, 1, 1, 1, 2, 2, 2] and found.members[99] == 3
    assert set(found.shares.values()) == {1.0} and found.agreement == 1 and set(found.stability.values()) == {1.0}
    parts = [{0, 1, 2, 3}, {4, 5, 6}, {99}]
    assert found.modularity == pytest.approx(nx.community.modularity(net, parts))


@pytest.mark.parametrize("method", ["louvain", "leiden"])
def test_the_club_splits_as_others_found(method: str) -> None:
    """The best modularity known of Zachary's club is 0.4198 without weights (Brandes et al. 2008), 0.4449 with them."""
    net = nx.karate_club_graph()
    assert find(net, method, runs=20).modularity == pytest.approx(0.4449, abs=0.0001)
    bare = nx.Graph(net.edges())
    assert find(bare, method, runs=20).modularity == pytest.approx(0.4198, abs=0.0001)


def test_where_communities_are_chance_the_runs_say_so() -> None:
    ring = find(nx.cycle_graph(30), runs=10)
    sure = find(nx.connected_caveman_graph(4, 6), runs=10)
    assert ring.agreement < 0.9 < sure.agreement and min(ring.shares.values()) < 1


def test_communities_do_not_depend_on_order_or_hashes() -> None:
    script = "import networkx as nx; from cakg.networks.communities import find\n"
    script += "net = nx.relabel_nodes(nx.gnm_random_graph(40, 90, seed=3), str)\n"
    script += "print([(m, find(net, m, runs=4)) for m in ('louvain', 'leiden')])"
    said = set()
    for seed in "12":
        done = subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)}, stdout=-1
        )
        said.add(done.stdout)
    assert len(said) == 1 and said.pop()
    net = nx.gnm_random_graph(20, 40, seed=5)
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(net)))
    turned.add_edges_from((b, a) for a, b in reversed(list(net.edges)))
    assert find(turned, runs=3) == find(net, runs=3)


@given(st.lists(st.integers(0, 3), min_size=2, max_size=12), st.randoms(use_true_random=False))
def test_the_rand_index_is_that_of_pairs(one: list[int], random) -> None:
    other = [random.randint(0, 3) for _ in one]
    pairs = [(i, j) for i in range(len(one)) for j in range(i)]
    both = sum(one[i] == one[j] and other[i] == other[j] for i, j in pairs)
    first, second = (sum(x[i] == x[j] for i, j in pairs) for x in (one, other))
    chance, most = first * second / len(pairs), (first + second) / 2
    expected = 1.0 if most == chance else (both - chance) / (most - chance)
    assert rand_index(np.array(one), np.array(other)) == pytest.approx(expected)
    assert rand_index(np.array(one), np.array(one)) == 1


ties = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4)).filter(lambda e: e[0] != e[1]),
    min_size=1,
    max_size=20,
)


@given(ties, st.booleans(), st.lists(st.sampled_from("abc"), min_size=7, max_size=7))
def test_mixing_is_that_of_networkx(found: list, directed: bool, groups: list[str]) -> None:
    net = nx.DiGraph() if directed else nx.Graph()
    net.add_nodes_from(range(7))
    net.add_edges_from((s, t, {"weight": 1}) for s, t, _ in found)
    nx.set_node_attributes(net, dict(enumerate(groups)), "group")
    of = numbers(dict(enumerate(groups)), net)
    ours = mixing.assortativity(matrix(net), of)
    tied = {groups[node] for tie in net.edges for node in tie}
    if len(tied) > 1:
        assert ours == pytest.approx(nx.attribute_assortativity_coefficient(net, "group"))
    table = mixing.mix(matrix(net), of, directed)
    assert sum(one.ties for one in table) == net.number_of_edges()
    assert sum(one.expected for one in table) == pytest.approx(net.number_of_edges())
    if directed:
        assert mixing.reciprocity(matrix(net))[0] == pytest.approx(nx.overall_reciprocity(net))


@given(ties, st.booleans(), st.lists(st.sampled_from("abc"), min_size=7, max_size=7))
def test_by_chance_ties_lead_to_others_alone(found: list, directed: bool, groups: list[str]) -> None:
    """Against proportional fitting of the whole table of strengths, in whose diagonal nothing stands."""
    net = nx.DiGraph() if directed else nx.Graph()
    net.add_nodes_from(range(7))
    net.add_weighted_edges_from(found)
    weights = matrix(net).toarray()
    table = np.ones((7, 7)) - np.eye(7)
    for _ in range(300):
        for axis in (1, 0):
            sums = table.sum(axis=axis, keepdims=True)
            table *= np.divide(weights.sum(axis=axis, keepdims=True), sums, out=np.zeros_like(sums), where=sums > 0)
    of = numbers(dict(enumerate(groups)), net)
    for one in mixing.mix(matrix(net), of, directed):
        share = table[np.ix_(of == one.source, of == one.target)].sum()
        expected = share / 2 if one.source == one.target and not directed else share
        assert one.expected == pytest.approx(expected, abs=0.03 * weights.sum() / 7)


def test_a_group_of_one_is_expected_to_have_no_tie_within() -> None:
    shown = cakg.structure(nx.complete_graph(3), "mixing", partition={0: "a", 1: "b", 2: "b"})
    assert [row[:5] for row in shown.rows] == [
        ("a", "a", 0, 0.0, 0.0),
        ("a", "b", 2, 2.0, 2.0),
        ("b", "b", 1, 1.0, 1.0),
    ]


def test_the_club_keeps_to_itself() -> None:
    net = nx.Graph(nx.karate_club_graph().edges())
    shown = cakg.structure(net, "mixing", partition=CLUBS)
    ties = {(row[0], row[1]): row[2] for row in shown.rows}
    across = sum(CLUBS[a] != CLUBS[b] for a, b in net.edges)
    assert ties["Mr. Hi", "Officer"] == across and sum(ties.values()) == 78
    assert "assortativity 0.7" in shown.remarks[0]


def test_reciprocity_by_hand() -> None:
    net = nx.DiGraph()
    net.add_weighted_edges_from([("a", "b", 3), ("b", "a", 1), ("a", "c", 2)])
    shown = cakg.structure(net, "reciprocity")
    assert shown.rows == (("a", "b", 3.0, 1.0, 0.5, "a", "b"), ("a", "c", 2.0, 0.0, 1.0, "a", "c"))
    assert shown.remarks[0] == "returned: 0.667 of the ties, 0.333 of their weight"
    assert shown.remarks[1] == "2 pairs, 1 of them both ways; weight in all 6"


def test_bridges_join_those_who_are_not_tied() -> None:
    """x is tied to both of `one` and to one of `other`; y stands behind x on the only way to the second."""
    net = nx.Graph([("a", "x"), ("b", "x"), ("x", "c"), ("b", "c"), ("x", "y"), ("y", "d")])
    groups = {"a": "one", "b": "one", "c": "other", "d": "other", "x": "z", "y": "z"}
    shown = cakg.structure(net, "bridges", partition=groups, between=("one", "other"))
    # of the four pairs a–c goes by x, b–c is a tie, a–d and b–d go by x and y
    assert shown.rows == (("x", "z", 2, 1, 1, 0.75, "x"), ("y", "z", 0, 1, 0, 0.5, "y"))
    assert shown.remarks == ("one: 2 actors; other: 2; of their 4 pairs 1 are tied",)


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        ([("a", "b"), ("x", "b")], "of their 1 pairs 1 are tied; none needs a bridge"),
        ([("a", "x"), ("b", "y")], "of their 1 pairs 0 are tied; nobody stands between the others"),
    ],
)
def test_without_bridges_it_is_said_why(ties: list, said: str) -> None:
    groups = {"a": "one", "b": "other", "x": "z", "y": "z"}
    net = nx.Graph(ties)
    shown = cakg.structure(net, "bridges", partition=groups, between=("one", "other"))
    assert shown.rows == () and shown.remarks[0].endswith(said)


@given(ties)
def test_figures_of_the_whole_are_those_of_networkx(found: list) -> None:
    net = nx.Graph()
    net.add_nodes_from(range(7))
    net.add_weighted_edges_from(found)
    rows = {row[0]: row[1] for row in cakg.structure(net).rows}
    assert rows["density"] == pytest.approx(nx.density(net)) and rows["ties"] == net.number_of_edges()
    assert rows["transitivity"] == pytest.approx(nx.transitivity(net))
    assert rows["parts"] == nx.number_connected_components(net)


@pytest.mark.parametrize(
    ("show", "options", "said"),
    [
        ("comunities", {}, "did you mean communities?"),
        ("brokerage", {}, "brokerage needs to know who belongs together; give a partition"),
        ("communities", {"partition": CLUBS}, "communities knows no groups"),
        ("communities", {"method": "leyden"}, "did you mean leiden?"),
        ("communities", {"runs": 0}, "run at least once"),
        ("communities", {"resolution": 0.0}, "give a number above 0"),
        ("communities", {"intervals": "choices"}, "choices are no draws"),
        ("communities", {"intervals": "samplin"}, "did you mean sampling?"),
        ("communities", {"intervals": "sampling"}, "intervals need the occasions behind the ties"),
        ("communities", {"intervals": "sampling", "draws": 0}, "draw at least once"),
        ("communities", {"draws": 5}, "draws go with intervals"),
        ("whole", {"runs": 3}, "runs goes with communities alone"),
        ("bridges", {"partition": CLUBS}, "name both"),
        ("bridges", {"partition": CLUBS, "between": ("Officer", "Officer")}, "name two of Mr. Hi, Officer"),
        ("bridges", {"partition": CLUBS, "between": ("Officer", "Mr. Ho")}, "did you mean Mr. Hi?"),
        ("mixing", {"partition": {0: "a"}}, "names no group for 33 of 34 actors (1, 10, 11 …); add them, or a line"),
        ("reciprocity", {}, "ask a directed view"),
    ],
)
def test_what_cannot_be_shown_is_refused(show: str, options: dict, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        cakg.structure(nx.karate_club_graph(), show, **options)
    assert said in str(caught.value) and "\n" not in str(caught.value)


def test_events_have_no_structure_of_this_kind() -> None:
    with pytest.raises(UsageError, match="show the projection"):
        cakg.structure(nx.davis_southern_women_graph())


def test_without_its_library_leiden_says_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "graspologic_native", None)
    with pytest.raises(UsageError, match=r"pip install 'cakg\[networks\]'"):
        find(nx.karate_club_graph(), "leiden")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([VIEW], "transitivity"),
        ([VIEW, "--show", "communities", "--runs", "3"], "community"),
        ([VIEW, "--show", "communities", "--method", "leiden", "--seed", "4"], "stability"),
        ([VIEW, "--show", "communities", "--runs", "2", "--intervals", "sampling", "--draws", "3"], "sampling share"),
        ([VIEW, "--show", "brokerage", "--partition", "blocs"], "gatekeeper"),
        ([VIEW, "--show", "mixing", "--partition", "blocs"], "Central Asian state"),
        (["hosts-and-guests", "--show", "reciprocity"], "balance"),
        (
            ["hosts-and-guests", "--show", "bridges", "--partition", "kind", "--between", "State", "Organization"],
            "paths",
        ),
    ],
)
def test_the_command_shows_it(
    words: list[str], said: str, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["structure", *words, "--root", str(sample_root), "--format", "csv"]) == 0
    out = capsys.readouterr().out
    assert said in out and len(out.splitlines()) > 2


def test_an_empty_network_has_no_structure(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["structure", VIEW, "--since", "2090-01-01", "--show", "communities", "--root", str(sample_root)]
    assert run(command) == 1
    assert "the network has nothing of the kind" in capsys.readouterr().err


def met(pairs: list[str], times: int = 1) -> nx.Graph:
    """Return the network of those who met, a letter each, so many times."""
    told = [(actors, f"urn:{actors}{number}") for actors in pairs for number in range(times)]
    return build([{"actor": f"urn:{one}", "event": event} for actors, event in told for one in actors], "two-mode")


def test_communities_are_sought_again_in_draws_of_the_network() -> None:
    """Two circles are found again and again, the arcs of one large ring are not."""
    ring = "abcdefghijklmnop"
    sure = cakg.structure(met(["abcd", "wxyz"], 9), "communities", runs=3, intervals="sampling", draws=12)
    told = met([one + other for one, other in zip(ring, ring[1:] + "a", strict=True)])
    unsure = cakg.structure(told, "communities", runs=3, intervals="sampling", draws=12)
    assert sure.columns == (
        *("community", "stability", "label", "share", "sampling stability", "sampling share", "actor"),
    )
    assert min(row[4] for row in sure.rows) > 0.9 > 0.75 > max(row[4] for row in unsure.rows)
    assert unsure.remarks[1].startswith("sampling: 12 draws agree with these to 0.")
    same = [cakg.structure(told, "communities", runs=3, intervals="sampling", draws=12, seed=seed) for seed in (1, 2)]
    assert same[0] == unsure != same[1]


def test_who_is_in_no_draw_has_no_share() -> None:
    own = np.array([0, 0, 0, 1, 1, 2])
    nan = float("nan")
    stability, shares, agreement = _compared(own, np.array([[0, 0, 1, 2, 2, nan], [nan, nan, nan, 0, 0, nan]]))
    # of the first draw the community of three is most like {0, 1}: two of three; in the second it is not
    assert stability.tolist()[:2] == pytest.approx([2 / 3, 1.0]) and np.isnan(stability[2])
    assert shares.tolist()[:5] == [1, 1, 0, 1, 1] and np.isnan(shares[5])
    assert 0 < agreement < 1


def test_a_timeline_tells_how_sure_its_communities_are_by_draws() -> None:
    told = [
        (actors, f"{year}-0{month}-01") for year in (2001, 2002) for month in range(1, 9) for actors in ("abc", "xyz")
    ]
    rows = [
        {"actor": f"urn:{one}", "event": f"urn:{actors}{day}", "begin": day, "end": day}
        for actors, day in told
        for one in actors
    ]
    found = cakg.timeline(build(rows, "two-mode"), 1, runs=2, intervals="sampling", draws=5)
    assert {(row.share, row.among) for row in found} == {(1.0, "draws by sampling")} and len(found) == 12
    with pytest.raises(UsageError, match="one layer"):
        cakg.timeline(build(rows, "two-mode"), 1, intervals="all")
    with pytest.raises(UsageError, match="window 2001/2001: the view does not say which report names whom"):
        cakg.timeline(build(rows, "two-mode"), 1, intervals="detection")
