"""The null model: against the published package, by hand, and on the women of Davis."""

import json
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from tests import sampling

from cakg.networks.build import build
from cakg.networks.nullmodel import adjusted, chances, draw, surplus
from cakg.networks.ranking import rank

WOMEN = nx.davis_southern_women_graph()
NAMES = [node for node, mode in WOMEN.nodes(data="bipartite") if mode == 0]
PARTIES = [node for node, mode in WOMEN.nodes(data="bipartite") if mode == 1]
ATTENDED = csr_array(nx.bipartite.biadjacency_matrix(WOMEN, NAMES, PARTIES).astype(float))
FROZEN = json.loads((Path(__file__).parent / "bicm.json").read_text("utf-8"))
ROWS = [{"actor": f"urn:{name.split()[0]}", "event": f"urn:{party}"} for name, party in WOMEN.edges]


def test_of_the_women_no_two_met_oftener_than_by_chance() -> None:
    one, other, p_values = surplus(ATTENDED, chances(ATTENDED, [""] * len(PARTIES)))
    least = int(p_values.argmin())
    assert {NAMES[one[least]], NAMES[other[least]]} == {"Olivia Carleton", "Flora Price"}
    assert p_values[least] == pytest.approx(0.088, abs=5e-4)
    net = build(ROWS, "two-mode", backbone=0.05, conditioned="none")
    assert net.number_of_edges() == 0 and len(net) == len(NAMES)
    assert "no more than the null model has: 139" in net.graph["left_out"]


def asked(matrix: np.ndarray) -> dict[str, np.ndarray]:
    """Return what bicm 3.4.0 says of who attended what: the chances, the p-values of pairs. So bicm.json was made."""
    import bicm

    reference = bicm.BipartiteGraph()
    reference.set_biadjacency_matrix(matrix.astype(int))
    reference.compute_projection(rows=True, method="poibin", progress_bar=False)
    return {"chance": reference.get_bicm_matrix(), "p": reference.get_projected_pvals_mat("rows")}


@pytest.mark.parametrize("case", FROZEN)
def test_chances_and_p_values_are_those_of_bicm(case: str) -> None:
    """Its answers are frozen in bicm.json, as `asked` gets them.

    It brings a compiler: `pip install bicm==3.4.0` and CAKG_WHOLE=1 ask it again.
    """
    matrix = np.array([[float(cell) for cell in row] for row in FROZEN[case]["attended"]])
    expected = {name: np.array(FROZEN[case][name]) for name in ("chance", "p")}
    if sampling.WHOLE and find_spec("bicm"):
        for name, values in asked(matrix).items():
            assert expected[name] == pytest.approx(values, abs=1e-6)
    found = chances(csr_array(matrix), [""] * matrix.shape[1])
    one, other, p_values = surplus(csr_array(matrix), found)
    assert found == pytest.approx(expected["chance"], abs=1e-6)
    assert p_values == pytest.approx(expected["p"][one, other], abs=1e-6) and len(p_values) > 40


@settings(max_examples=40)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=9), st.integers(1, 9))
def test_p_values_are_exact(trials: list[float], count: int) -> None:
    """Against the sum over all outcomes of so many trials."""
    count = min(count, len(trials))
    expected = sum(
        np.prod([trials[i] if i in hits else 1 - trials[i] for i in range(len(trials))])
        for size in range(count, len(trials) + 1)
        for hits in map(set, combinations(range(len(trials)), size))
    )
    there = np.array([[1.0] * count + [0.0] * (len(trials) - count)] * 2)
    chance = np.array([trials, [1.0] * len(trials)])
    assert surplus(csr_array(there), chance)[2] == pytest.approx([expected], abs=1e-9)


attendance = st.lists(st.lists(st.booleans(), min_size=6, max_size=6), min_size=2, max_size=8)


@given(attendance, st.lists(st.sampled_from("stu"), min_size=6, max_size=6))
def test_activity_and_sizes_are_kept_on_the_average(rows: list[list[bool]], blocks: list[str]) -> None:
    matrix = np.array(rows, dtype=float)
    found = chances(csr_array(matrix), blocks)
    assert ((found >= 0) & (found <= 1)).all()
    assert found.sum(axis=0) == pytest.approx(matrix.sum(axis=0), abs=0.02)
    assert found.sum(axis=1) == pytest.approx(matrix.sum(axis=1), abs=0.02)


def test_fixed_membership_of_a_series_is_no_surplus() -> None:
    """Two who are members of one series meet at all its editions; given these, that is no more than chance."""
    rows = [{"actor": f"urn:{a}", "event": f"urn:s{n}", "series": "s"} for n in range(12) for a in "ab"]
    rows += [{"actor": f"urn:{a}", "event": f"urn:{a}{n}"} for a in "cdefghij" for n in range(6)]
    known = {f"urn:s{n}": {"series": "s"} for n in range(12)}
    assert set(build(rows, "two-mode", known, backbone=0.05, conditioned="none").edges) == {("urn:a", "urn:b")}
    assert not build(rows, "two-mode", known, backbone=0.05).number_of_edges()


def test_a_tie_of_the_backbone_bears_what_it_is_kept_by() -> None:
    rows = [{"actor": f"urn:{a}", "event": f"urn:{n}"} for n in range(8) for a in "ab"]
    rows += [{"actor": f"urn:{a}", "event": f"urn:{a}{n}"} for a in "cdefgh" for n in range(8)]
    net = build(rows, "two-mode", backbone=0.05)
    ((_, _, data),) = net.edges(data=True)
    assert 0 < data["p"] < data["q"] <= 0.05
    assert data["q"] == pytest.approx(28 * data["p"]), "of all pairs, not of the tied ones alone"


def test_false_discoveries_are_counted_over_all_tests() -> None:
    assert adjusted(np.array([0.01, 0.02, 0.5]), 10).tolist() == pytest.approx([0.1, 0.1, 1.0])
    assert adjusted(np.array([0.03, 0.01]), 2).tolist() == pytest.approx([0.03, 0.02])


def test_chance_alone_makes_most_of_a_ranking() -> None:
    net = build(ROWS, "two-mode")
    scores = rank(net, "strength", null=True, draws=100)
    assert scores == rank(net, "strength", null=True, draws=100)
    assert scores != rank(net, "strength", null=True, draws=100, seed=2)
    assert all(score.expected is not None and abs(score.z or 0) < 3 for score in scores)
    made = [draw(chances(ATTENDED, [""] * 14), 1, number).sum() for number in range(200)]
    assert np.mean(made) == pytest.approx(ATTENDED.sum(), rel=0.03)
