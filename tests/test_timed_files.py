"""Networks in time, in files: by the rules of Gephi's graphstore, and in the hands of other readers."""

import csv
import io
import json
import math
import re
import subprocess
from bisect import bisect_left
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sampling import sampled

import cakg
from cakg.ask import saved
from cakg.cli import run
from cakg.compile.opened import Opened
from cakg.networks.build import build
from cakg.words.errors import UsageError

ROOT = Path(__file__).parents[1]
VIEWS = sorted(saved.saved("view", ROOT))
GEXF = "{http://gexf.net/1.3}"


class Refused(ValueError):
    """Say that Gephi refuses an interval."""


class Intervals:
    """Hold the intervals of one thing as graphstore does, bound after bound, and refuse what it refuses.

    Written anew from the rules of `IntervalSet.addInner` and `IntervalMap.putInner`, which are alike (gephi/graphstore,
    commit a87e9fb): a new interval may begin neither within one that is there nor before one that it reaches into. One
    that is there already Gephi passes over or, of a weight, takes the later value for; here it is refused, too, for no
    file of ours is to say one thing twice. Spells, and values of a column `weight` that moves, reach these two from
    `ImporterGEXF` by `ElementDraftImpl.addInterval` and `setAttributeValue` (gephi/gephi, commit 8821311), where a
    bound that is not there is infinite.
    """

    def __init__(self) -> None:
        self.bounds: list[float] = []

    def add(self, low: float, high: float) -> None:
        if math.isnan(low) or math.isnan(high) or low > high:
            raise Refused("the left endpoint must not be right of the right one")
        place = bisect_left(self.bounds, low)
        if place < len(self.bounds) and self.bounds[place] == low:
            place = self._beside(place - place % 2, low, high)
        else:
            if place % 2 == 1:
                raise Refused("begins within another")
            if place < len(self.bounds) and high > self.bounds[place]:
                raise Refused("reaches into another")
        self.bounds[place:place] = [low, high]

    def _beside(self, place: int, low: float, high: float) -> int:
        """Return where an interval goes that begins where another begins or ends."""
        while 0 <= place < len(self.bounds):
            start, stop = self.bounds[place], self.bounds[place + 1]
            if start > low:
                if high >= stop:
                    raise Refused("covers another")
                return place
            if start == low and stop > high:
                if high <= start:
                    return place
                raise Refused("begins with another")
            if (start, stop) == (low, high):
                raise Refused("is there already")
            if start == low and stop < high and start != stop:
                raise Refused("begins with another")
            place += 2  # what ends before another that begins before it begins in this is no interval
        return place


def intervals(element: ElementTree.Element, path: str) -> Intervals:
    found = Intervals()
    for one in element.iterfind(path):
        found.add(bound(one.get("start"), -math.inf), bound(one.get("end"), math.inf))
    return found


def bound(day: str | None, otherwise: float) -> float:
    return otherwise if day is None else float(date.fromisoformat(day).toordinal())


def gephi(
    data: bytes,
) -> tuple[dict[str, list[float]], dict[tuple[str, str], list[float]], dict[tuple[str, str], list]]:
    """Return the intervals of nodes and ties and the weights of ties in time, where Gephi takes all of them."""
    graph = ElementTree.fromstring(data).find(f"{GEXF}graph")
    assert graph is not None
    nodes, ties, weights = {}, {}, {}
    for node in graph.iter(f"{GEXF}node"):
        nodes[str(node.get("id"))] = intervals(node, f"{GEXF}spells/{GEXF}spell").bounds
    moving = [one.get("class") for one in graph.iter(f"{GEXF}attributes") if one.get("mode") == "dynamic"]
    assert moving in ([], ["edge"])
    for edge in graph.iter(f"{GEXF}edge"):
        ends = str(edge.get("source")), str(edge.get("target"))
        ties[ends] = intervals(edge, f"{GEXF}spells/{GEXF}spell").bounds
        timed = [one for one in edge.iter(f"{GEXF}attvalue") if one.get("for") == "weight"]
        assert bool(timed) == bool(moving)
        held = Intervals()
        for one in timed:
            held.add(bound(one.get("start"), -math.inf), bound(one.get("end"), math.inf))
        weights[ends] = [
            (bound(one.get("start"), -math.inf), bound(one.get("end"), math.inf), float(str(one.get("value"))))
            for one in timed
        ]
    for (source, target), known in ties.items():
        for low, high in zip(known[::2], known[1::2], strict=True):
            for end in (source, target):
                spans = list(zip(nodes[end][::2], nodes[end][1::2], strict=True))
                assert not spans or any(a <= low and high <= b for a, b in spans), "a tie outlives its node"
    return nodes, ties, weights


@pytest.mark.parametrize(
    ("spans", "refused"),
    [
        ([(1, 2), (2, 3)], False),
        ([(2, 3), (1, 2)], False),
        ([(1, 3), (2, 4)], True),
        ([(2, 4), (1, 3)], True),
        ([(1, 4), (2, 3)], True),
        ([(2, 3), (1, 4)], True),
        ([(1, 2), (1, 2)], True),
        ([(1, 2), (1, 3)], True),
        ([(1, 3), (1, 2)], True),
        ([(1, 2), (3, 4), (2, 3)], False),
        ([(3, 1)], True),
        ([(1, 2), (2, 2)], False),
        ([(1, 2), (3, 4), (2, 2)], False),
        ([(2, 2), (1, 2)], False),
        ([(2, 2), (2, 3)], False),
        ([(1, 2), (2, 2), (2, 3)], False),
        ([(-math.inf, 2), (5, math.inf)], False),
        ([(-math.inf, 2), (1, math.inf)], True),
    ],
)
def test_the_rules_of_gephi_refuse_what_overlaps(spans: list[tuple[float, float]], refused: bool) -> None:
    held = Intervals()
    try:
        for span in spans:
            held.add(*span)
    except Refused:
        assert refused
    else:
        assert not refused and held.bounds == sorted(held.bounds)


@pytest.mark.parametrize("view", sampled(VIEWS, 4))
def test_gephi_refuses_no_spell_of_any_view(view: str, real: Opened) -> None:
    net = cakg.network(view, real, bounds=cakg.Bounds(seconds=600))
    nodes, ties, _ = gephi(cakg.export(net, "gexf"))
    assert len(nodes) == len(net) and len(ties) == net.number_of_edges()
    assert any(ties.values()) or not any("days" in d for *_, d in net.edges(data=True))


days = st.one_of(st.none(), st.dates(date(2009, 12, 20), date(2010, 2, 10)).map(str))
rows = st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 9), days, days), min_size=1, max_size=40)


@given(rows, st.sampled_from(["newman", "count", "cosine", "binary"]))
def test_gephi_refuses_no_spell_of_whatever_rows(found: list, weight: str) -> None:
    told = [{"actor": a, "event": f"urn:{e}", "begin": b, "end": max(b, c) if b and c else c} for a, e, b, c in found]
    gephi(cakg.export(build(told, "two-mode", weight=weight), "gexf"))
    pairs = [
        {"source": a, "target": str(e % 3), "begin": row["begin"], "end": row["end"]}
        for (a, e, *_), row in zip(found, told, strict=True)
    ]
    _, ties, weights = gephi(cakg.export(build(pairs, "ties"), "gexf"))
    for ends, levels in weights.items():
        inside = list(zip(ties[ends][::2], ties[ends][1::2], strict=True))
        assert not inside or all(any(a <= low and high <= b for a, b in inside) for low, high, _ in levels)


def test_a_network_of_500_ties_with_windows_is_taken(tmp_path: Path) -> None:
    """Each tie has up to sixty times, many of which overlap; the file of each window is taken as well."""
    told = []
    for number in range(500):
        one, other = f"urn:{number % 40}", f"urn:{40 + number % 37 + number // 37}"
        for turn in range(1 + number % 60):
            begin = date(2000, 1, 1) + timedelta(days=(number * 37 + turn * 11) % 3000)
            told.append({"source": one, "target": other, "begin": begin, "end": begin + timedelta(days=turn % 23)})
    windows = [told, *([r for r in told if str(r["begin"])[:4] == str(year)] for year in range(2000, 2009))]
    sizes = []
    for window in windows:
        net = build(window, "ties", undirected=True)
        _, ties, weights = gephi(cakg.export(net, "gexf"))
        sizes.append(len(ties))
        true = Counter[frozenset[str]]()
        for row in window:
            true[frozenset((row["source"], row["target"]))] += (row["end"] - row["begin"]).days + 1
        for (one, other), levels in weights.items():
            lasting = sum((high - low) * weight for low, high, weight in levels)
            if "joined_days" not in net.edges[one, other]:
                assert lasting == true[frozenset((one, other))], "weights in time do not add up"
    assert sizes[0] >= 400 and all(0 < size < sizes[0] for size in sizes[1:])


def test_the_last_day_belongs_to_a_spell_and_weights_move() -> None:
    told = [
        {"source": "a", "target": "b", "weight": weight, "begin": begin, "end": end}
        for weight, begin, end in [
            (1, "2010-01-01", "2010-01-03"),
            (2, "2010-01-03", "2010-01-04"),
            (4, "2012-02-28", "2012-02-28"),
        ]
    ]
    told.append({"source": "a", "target": "c"})
    _, ties, weights = gephi(cakg.export(build(told, "ties"), "gexf"))
    d = {
        day: float(date.fromisoformat(f"20{day}").toordinal())
        for day in ("10-01-01", "10-01-03", "10-01-04", "10-01-05")
    }
    leap = float(date(2012, 2, 28).toordinal())
    assert ties["a", "b"] == [d["10-01-01"], d["10-01-05"], leap, leap + 1]
    assert weights["a", "b"] == [
        (d["10-01-01"], d["10-01-03"], 1),
        (d["10-01-03"], d["10-01-04"], 3),
        (d["10-01-04"], d["10-01-05"], 2),
        (leap, leap + 1, 4),
    ]
    assert ties["a", "c"] == [] and weights["a", "c"] == [(-math.inf, math.inf, 1)]


def test_whatever_the_weight_it_moves_and_adds_up() -> None:
    """a and b meet thrice, of which twice on one day; a goes to four occasions, b to three, c to two."""
    told = {"e": ("ab", "2010-01-01"), "f": ("abc", "2010-01-01"), "g": ("ab", "2012-05-05"), "h": ("ac", "2013-01-01")}
    rows = [
        {"actor": actor, "event": f"urn:{event}", "begin": day, "end": day}
        for event, (actors, day) in told.items()
        for actor in actors
    ]
    one, other = float(date(2010, 1, 1).toordinal()), float(date(2012, 5, 5).toordinal())
    both = {
        "newman": (1.5, 1.0),
        "count": (2.0, 1.0),
        "cosine": (2 / math.sqrt(12), 1 / math.sqrt(12)),
        "hyperbolic": (math.tanh(2), math.tanh(3) - math.tanh(2)),
        "binary": (1.0, 1.0),
    }
    for weight, (first, second) in both.items():
        net = build(rows, "two-mode", weight=weight)
        _, _, weights = gephi(cakg.export(net, "gexf"))
        found = weights["a", "b"]
        assert [level[:2] for level in found] == [(one, one + 1), (other, other + 1)], weight
        assert [level[2] for level in found] == pytest.approx([first, second], rel=1e-5), weight
        if weight != "binary":
            assert sum(level[2] for level in found) == pytest.approx(net.edges["a", "b"]["weight"], rel=1e-5)


def test_binary_ties_weigh_one_where_times_overlap() -> None:
    rows = [
        {"actor": actor, "event": f"urn:{event}", "begin": begin, "end": end}
        for event, begin, end in (("e", "2010-01-01", "2010-01-05"), ("f", "2010-01-03", "2010-01-08"))
        for actor in "ab"
    ]
    _, _, weights = gephi(cakg.export(build(rows, "two-mode", weight="binary"), "gexf"))
    assert {level[2] for level in weights["a", "b"]} == {1.0}


def test_the_time_column_of_tables_is_that_of_the_file(sample_root: Path) -> None:
    net = cakg.network("hosts-and-guests", root=sample_root)
    nodes, ties, _ = gephi(cakg.export(net, "gexf"))
    for form, first, known in (("csv", "Source", ties), ("nodes", "Id", nodes)):
        for row in csv.DictReader(io.StringIO(cakg.export(net, form).decode(), newline="")):
            held = Intervals()
            for one in filter(None, row["timeset"].strip("<>").split("; ")):
                low, high = one.strip("[]").split(", ")
                held.add(
                    bound(low, 0) if low != "-Infinity" else -math.inf,
                    bound(high, 0) if high != "Infinity" else math.inf,
                )
            key = (row["Source"], row["Target"]) if first == "Source" else row["Id"]
            assert held.bounds == known[key]  # type: ignore[index]


@pytest.mark.parametrize("view", ["hosts-and-guests", "delegations-by-events"])
def test_networkx_reads_pajek(view: str, sample_root: Path) -> None:
    net = cakg.network(view, root=sample_root)
    data = cakg.export(net, "pajek")
    assert data == cakg.export(net, "pajek") and data.startswith(b"\xef\xbb\xbf%") is not data.isascii()
    back = nx.read_pajek(io.BytesIO(data))
    assert back.is_directed() == net.is_directed() and len(back) == len(net)
    labels = nx.get_node_attributes(net, "label")
    found = sorted([*sorted((s, t)), d["weight"]] for s, t, d in back.edges(data=True))
    assert found == sorted([*sorted((labels[s], labels[t])), d["weight"]] for s, t, d in net.edges(data=True))
    assert f"% license: {net.graph['license']}" in data.decode() and "% asked: cakg network" in data.decode()


def test_pajek_knows_years_modes_and_each_vertex_by_a_name_of_its_own() -> None:
    rows = [
        {"actor": "urn:a", "event": "urn:e", "begin": "2010-12-30", "end": "2011-01-02"},
        {"actor": "urn:b", "event": "urn:e", "begin": "2010-12-30", "end": "2011-01-02"},
        {"actor": "urn:b", "event": "urn:f", "begin": "2014-05-01", "end": None},
    ]
    known = {"urn:a": {"label": 'The "A"'}, "urn:b": {"label": 'The "A"'}, "urn:e": {"label": "Встреча"}}
    lines = cakg.export(build(rows, "two-mode", known, bipartite=True), "pajek").decode("utf-8-sig").split("\r\n")
    assert [line for line in lines if not line.startswith("%")] == [
        "*Vertices 4 2",
        "1 \"The 'A' (urn:a)\" [2010-2011]",
        "2 \"The 'A' (urn:b)\" [2010-*]",
        '3 "Встреча" [2010-2011]',
        '4 "urn:f" [2014-*]',
        "*Edges",
        "1 3 1 [2010-2011]",
        "2 3 1 [2010-2011]",
        "2 4 1 [2014-*]",
        "",
    ]


def test_sigma_and_graphology_load_what_is_to_be_drawn(sample_root: Path, tmp_path: Path, node_folder: Path) -> None:
    net = cakg.network("delegations-by-events", root=sample_root)
    paths = [tmp_path / "n.cyjs", tmp_path / "n.sigma.json"]
    for path, form in zip(paths, ("cytoscape", "sigma"), strict=True):
        path.write_bytes(cakg.export(net, form))
    done = subprocess.run(["node", str(node_folder / "load.mjs"), *map(str, paths)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["graphology"]["nodes"]) == len(net)
    drawn = json.loads(paths[1].read_bytes())["nodes"]
    assert all({"x", "y", "size", "color", "label"} <= node["attributes"].keys() for node in drawn)
    assert len({(node["attributes"]["x"], node["attributes"]["y"]) for node in drawn}) == len(net)


@pytest.mark.parametrize("bipartite", [False, True])
def test_a_hypergraph_joins_all_who_were_there(bipartite: bool, sample_root: Path, tmp_path: Path) -> None:
    net = cakg.network("delegations-by-events", root=sample_root, bipartite=bipartite)
    path = tmp_path / "net.hif.json"
    path.write_bytes(cakg.export(net, "hif"))
    whole = json.loads(path.read_bytes())
    members: dict[str, set[str]] = {}
    for one in whole["incidences"]:
        members.setdefault(one["edge"], set()).add(one["node"])
    attended = cakg.network("delegations-by-events", root=sample_root, bipartite=True)
    events = {node for node, mode in attended.nodes(data="bipartite") if mode == 1}
    assert members == {event: set(attended[event]) for event in events} and len(members) > 3
    assert {one["node"] for one in whole["nodes"]} == set(attended) - events
    assert whole["metadata"]["license"] == net.graph["license"] and "occasions" not in whole["metadata"]
    xgi = pytest.importorskip("xgi", reason="xgi, of the extra bench, is not installed")
    read = xgi.read_hif(str(path))
    assert {edge: set(read.edges.members(edge)) for edge in read.edges} == members
    assert read.nodes.attrs.asdict()["https://w3id.org/cakg/state/tajikistan"]["label"] == "Tajikistan"


def test_the_table_for_event_models_has_a_row_for_each_who_was_there(
    sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "net.attendance.csv"
    command = ["network", "delegations-by-events", "--root", str(sample_root), "-o", str(path)]
    assert run(command) == 0
    found = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    attended = cakg.network("delegations-by-events", root=sample_root, bipartite=True)
    assert {(row["actor"], row["event"]) for row in found} == {
        (a, e) if attended.nodes[a]["bipartite"] == 0 else (e, a) for a, e in attended.edges
    }
    for row in found:
        days = (date.fromisoformat(row["begin"]) - date(1970, 1, 1)).days if row["begin"] else None
        assert row["day"] == ("" if days is None else str(days))
        assert int(row["size"]) == len(attended[row["event"]])
    known = [int(row["day"]) for row in found if row["day"]]
    assert known == sorted(known)
    said = json.loads((tmp_path / "net.attendance.csv-metadata.json").read_text("utf-8"))
    assert said["schema:query"].startswith("cakg network delegations-by-events")


def test_the_recipe_for_event_models_reads_columns_that_the_table_has(sample_root: Path) -> None:
    guide = (ROOT / "docs" / "measures.md").read_text("utf-8")
    recipe = guide.partition("```text pairs.R\n")[2].partition("```")[0]
    both = re.findall(r'by = c\("(\w+)", "(\w+)"\)', recipe)[0]
    asked = {*re.findall(r"\brows\$(\w+)", recipe), *both, *re.findall(r"\$(\w+)\.[xy]\b", recipe)}
    assert asked == {"day", "size", "event", "actor"} and "meetings.attendance.csv" in recipe
    data = cakg.export(cakg.network("delegations-by-events", root=sample_root), "attendance").decode()
    assert asked <= set(next(csv.reader(io.StringIO(data, newline=""))))


@pytest.mark.parametrize("form", ["hif", "attendance"])
def test_ties_alone_tell_no_occasions(form: str) -> None:
    with pytest.raises(UsageError, match="write a two-mode view, or another format"):
        cakg.export(nx.path_graph(3), form)
