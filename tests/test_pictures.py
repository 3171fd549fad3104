"""Pictures: equal networks give equal ones, which say what they leave out and are read by eye, ear and keyboard."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest

import cakg
from cakg.cli import run
from cakg.networks.build import build
from cakg.networks.ranking import Score
from cakg.networks.trajectory import Membership, timeline
from cakg.networks.windows import windows
from cakg.web.sociogram import draw
from cakg.words.errors import UsageError

SVG = "{http://www.w3.org/2000/svg}"
VIEW = "delegations-by-events"


def marks(svg: bytes) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(svg).iter(f"{SVG}path") if one.get("role") == "graphics-symbol"]


def texts(svg: bytes) -> str:
    return "\n".join("".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def pictures(graph: cakg.Graph) -> dict[str, object]:
    net = cakg.network(VIEW, graph)
    return {
        "network": net,
        "ranking": cakg.rank(net, "strength"),
        "places": {span: cakg.rank(one, "strength") for span, one in cakg.windows(net, 1)},
        "timeline": cakg.timeline(net, 1, runs=2),
    }


@pytest.mark.parametrize("what", ["network", "ranking", "places", "timeline"])
def test_a_picture_is_the_same_every_time_and_says_what_each_mark_is(what: str, graph: cakg.Graph) -> None:
    first, second = (cakg.draw(pictures(graph)[what], "A <title> & more", notes=["a note"]) for _ in range(2))
    assert first == second
    root = ElementTree.fromstring(first)
    assert root.find(f"{SVG}title").text == "A <title> & more" and root.find(f"{SVG}desc").text
    assert root.get("role") == "graphics-document"
    found = marks(first)
    assert len(found) > 2
    for mark in found:
        assert mark.get("tabindex") == "0" and mark.get("aria-label") == mark.find(f"{SVG}title").text
    assert not re.search(rb"https?://(?!www\.w3\.org|w3id\.org|creativecommons\.org)", first)


def test_the_picture_of_a_network_says_whose_and_how_much_it_is(graph: cakg.Graph) -> None:
    net = cakg.network(VIEW, graph, weight="count")
    said = texts(cakg.draw(net, "x"))
    assert f"{len([n for n in net if net.degree(n)])} of {len(net)} nodes" in said
    assert f"of {net.number_of_edges()}." in said and "weight count" in said
    assert net.graph["license"] in said and f"asked cakg network {VIEW}" in said and net.graph["date"] in said
    assert "State" in said and "Organization" in said


def test_order_of_nodes_and_ties_changes_nothing() -> None:
    net = nx.gnm_random_graph(30, 80, seed=4)
    turned = nx.Graph()
    turned.add_nodes_from(reversed(list(net)))
    turned.add_edges_from((b, a) for a, b in reversed(list(net.edges)))
    assert cakg.draw(net) == cakg.draw(turned)


def test_the_backbone_is_drawn_first_and_the_rest_faint() -> None:
    net = nx.complete_graph(12)
    for a, b in net.edges:
        net.edges[a, b].update(weight=5.0, q=0.01 if b == a + 1 else 0.5)
    shown = draw(net)
    assert "beyond chance" in shown.sorting and len(shown.ties) == 66
    assert {tie.strength for tie in shown.ties[:-11]} == {1} and {tie.strength for tie in shown.ties[-11:]} == {4}


def test_ties_beyond_chance_are_known_to_a_picture_unasked() -> None:
    """Six pairs meet ten times each, and all of them at three conferences: beyond chance are the pairs."""
    rows = [
        {"actor": f"urn:{pair}{side}", "event": f"urn:{pair}-{number}"}
        for pair in "abcdefghijkl"
        for number in range(10)
        for side in "xy"
    ]
    rows += [{"actor": row["actor"], "event": f"urn:all-{number}"} for row in rows[::20] for number in range(3)]
    rows += [{"actor": row["actor"], "event": f"urn:all-{number}"} for row in rows[1:240:20] for number in range(3)]
    net = build(rows, "two-mode")
    assert not any("q" in data for *_, data in net.edges(data=True))
    shown = draw(net)
    assert shown.sorting == "the 12 beyond chance given the series (q at most 0.05)" and shown.beyond == 12
    assert "Ties that count and place the nodes: the 12 beyond chance" in texts(cakg.draw(net))
    chance = draw(build(rows[-24:], "two-mode"))
    assert chance.sorting.endswith("for none is beyond chance given the series (q at most 0.05)") and chance.beyond == 0
    few = draw(build([row for row in rows if row["actor"][4] in "abc"], "two-mode"))
    assert "and the 3 beyond chance" in few.sorting and few.beyond == 3
    assert draw(nx.path_graph(3)).beyond is None


def test_of_many_ties_the_strongest_are_drawn_and_counted() -> None:
    net = nx.complete_graph(60)
    for a, b in net.edges:
        net.edges[a, b]["weight"] = 1 + (a * b) % 17
    shown = draw(net)
    assert shown.sorting == "the strongest" and len(shown.ties) <= 300 < shown.all_ties == 1770
    assert f"the {len(shown.ties)} ties drawn of 1770" in texts(cakg.draw(net))
    tied = {end for tie in shown.ties for end in (tie.a, tie.b)}
    assert tied == {node.number for node in shown.nodes}, "nobody stands there as if he were alone"


def test_intervals_are_in_the_picture_of_a_ranking(graph: cakg.Graph) -> None:
    scores = cakg.rank(cakg.network(VIEW, graph), "strength", intervals="sampling", draws=20)
    labels = [mark.get("aria-label") or "" for mark in marks(cakg.draw(scores))]
    assert len(labels) == len(scores)
    assert all(
        re.search(r": place \d+, value [\d.e-]+; sampling: from [\d.e-]+ to [\d.e-]+, places \d+ to \d+$", x)
        for x in labels
    )


def test_each_layer_has_its_bar_and_chance_its_mark(graph: cakg.Graph) -> None:
    net = cakg.network(VIEW, graph)
    scores = cakg.rank(net, "strength", intervals=["sampling", "choices"], draws=20, null=True)
    svg = cakg.draw(scores)
    labels = [mark.get("aria-label") or "" for mark in marks(svg)]
    assert all("; sampling: from " in x and "; choices:, places " in x and "; by chance " in x for x in labels)
    said = texts(svg)
    assert "sampling: nine of ten draws, and their median" in said and "what activity alone would make" in said
    assert "choices: nine of ten" not in said and {"sampling:", "choices:", "places"} <= set(said.split("\n"))
    plain = texts(cakg.draw(cakg.rank(net, "strength")))
    assert "the record" not in plain, "one sort of mark needs no legend"


def apart(svg: bytes, y: float) -> bool:
    """Tell whether the texts of one line keep clear of one another, at the width of a usual letter."""
    spans = sorted(
        (float(one.get("x")) - 3.5 * len(one.text), float(one.get("x")) + 3.5 * len(one.text))
        for one in ElementTree.fromstring(svg).iter(f"{SVG}text")
        if float(one.get("y")) == y
    )
    return len(spans) > 2 and all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


def test_the_names_of_many_windows_do_not_touch() -> None:
    spans = [f"{year}/{year + 4}" for year in range(1992, 2024)]
    places = {span: [Score(1, "urn:a", "A", 2.0), Score(2, "urn:b", "B", 1.0)] for span in spans}
    assert apart(cakg.draw(places), 44.0)
    members = [Membership(span, 1, actor, actor, 0.5) for span in spans for actor in ("a", "b")]
    svg = cakg.draw(members)
    assert apart(svg, 50.0) and "1?" in texts(svg) and "?: in fewer than 6 of ten runs" in texts(svg)


def test_windows_part_the_ties_of_a_network_by_year() -> None:
    net = nx.Graph()
    net.add_edge("a", "b", weight=3, days="2001-05-01/2001-05-02 2003-01-01/2003-01-01", weights="1 2")
    net.add_edge("a", "c", weight=4, days="2004-05-01/2004-05-01 2006-01-01/", weights="1 3")
    net.add_edge("b", "c", weight=1, days="/2002-01-01", weights="1")
    found = {span: {tie: one.edges[tie]["weight"] for tie in one.edges} for span, one in windows(net, 3)}
    assert found == {
        "2001/2003": {("a", "b"): 3},
        "2002/2004": {("a", "b"): 2, ("a", "c"): 1},
        "2003/2005": {("a", "b"): 2, ("a", "c"): 1},
        "2004/2006": {("a", "c"): 4},
    }


def test_a_community_that_goes_on_keeps_its_number() -> None:
    net = nx.Graph()
    for number, (actors, years) in enumerate([("abcd", (2001, 2002, 2003)), ("wxyz", (2002, 2003)), ("mnop", (2003,))]):
        for one in actors:
            net.add_node(one, begin="2001-01-01", end="2003-12-31", label=one * 2)
            for other in actors:
                if one < other:
                    days = " ".join(f"{year}-0{number + 1}-01/{year}-0{number + 1}-02" for year in years)
                    net.add_edge(one, other, weight=1, days=days, weights=" ".join("1" for _ in years))
    rows = timeline(windows(net, 1), runs=2)
    of = {(row.window[:4], row.actor): row.community for row in rows}
    assert [of[year, "a"] for year in ("2001", "2002", "2003")] == [1, 1, 1]
    assert [of[year, "w"] for year in ("2002", "2003")] == [2, 2] and of["2003", "m"] == 3
    assert len({row.community for row in rows}) == 3 and ("2001", "w") not in of


@pytest.mark.parametrize(
    "words",
    [
        ["network", VIEW],
        ["rank", VIEW, "--measure", "strength"],
        ["rank", VIEW, "--over", "1"],
        ["rank", "hosts-and-guests", "--over", "1", "--measure", "in-strength"],
        ["structure", VIEW, "--show", "timeline", "--over", "1", "--runs", "2", "--method", "leiden"],
    ],
)
@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_command_draws(words: list[str], form: str, sample_root: Path, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{form}"
    assert run([*words, "--root", str(sample_root), "--draw", str(path)]) == 0
    data = path.read_bytes()
    assert data.startswith(b"\x89PNG" if form == "png" else b"<svg ") and len(data) > 1000


def test_the_picture_of_a_ranking_says_what_was_drawn_and_whose_it_is(sample_root: Path, tmp_path: Path) -> None:
    path = tmp_path / "ranking.svg"
    words = ["rank", VIEW, "--intervals", "sampling", "--draws", "4", "--seed", "7", "--collectives", "all"]
    assert run([*words, "--root", str(sample_root), "--draw", str(path)]) == 0
    said = path.read_text("utf-8")
    for told in ("share of the events", "of 4 draws, seed 7", "licenses/by/4.0/", "collectives all"):
        assert told in said, told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["network", VIEW, "--draw", "x.jpg"], "x.jpg: the ending names no form of a picture; use .svg or .png"),
        (["structure", VIEW, "--draw", "x.svg"], "windows and pictures go with a timeline; rank has both for places"),
        (["structure", VIEW, "--over", "3"], "windows and pictures go with a timeline"),
        (["structure", VIEW, "--show", "timeline", "--partition", "blocs"], "leave out the partition"),
        (["rank", VIEW, "--draw", "x"], "x: the ending names no form of a picture"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    words: list[str], said: str, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*words, "--root", str(sample_root)]) == 2
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("cakg: ") and said in line


def test_without_its_library_png_says_how_to_have_it(graph: cakg.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(UsageError, match=r"pip install 'cakg\[networks\]', or draw a \.svg"):
        cakg.draw(cakg.network(VIEW, graph), form="png")
