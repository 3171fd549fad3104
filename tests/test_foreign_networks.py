"""Networks in the hands of others: written by networkx itself, loaded by cytoscape.js and graphology."""

import io
import json
import subprocess
from pathlib import Path

import networkx as nx
import pytest

import cakg
from cakg.cli import run
from cakg.export.formats import FORMATS
from cakg.networks.build import build
from cakg.words.errors import UsageError

VIEWS = ("co-participation", "hosts-and-guests", "delegations-by-events")


@pytest.fixture(scope="module", params=VIEWS)
def net(request: pytest.FixtureRequest, sample_root: Path) -> nx.Graph:
    found = cakg.network(request.param, root=sample_root)
    assert found.number_of_edges()
    return found


def test_networkx_writes_graphml(net: nx.Graph) -> None:
    file = io.BytesIO()
    nx.write_graphml(net, file)
    back = nx.read_graphml(io.BytesIO(file.getvalue()))
    assert dict(back.nodes(data=True)) == dict(net.nodes(data=True))
    assert {frozenset(edge) for edge in back.edges} == {frozenset(edge) for edge in net.edges}
    assert {name: back.graph[name] for name in net.graph} == net.graph


def test_networkx_writes_gml(net: nx.Graph) -> None:
    file = io.BytesIO()
    nx.write_gml(net, file)
    back = nx.read_gml(io.BytesIO(file.getvalue()))
    assert set(back) == set(net) and len(back.edges) == len(net.edges)
    assert back.graph["license"] == net.graph["license"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("form", [form for form in FORMATS["network"] if form not in ("csv", "nodes", "attendance")])
def test_every_file_says_whose_it_is_and_what_was_chosen(form: str, sample_root: Path) -> None:
    """The tables do so beside them: test_a_table_of_ties_says_what_was_chosen."""
    net = cakg.network("delegations-by-events", root=sample_root, weight="cosine", kinds="State")
    said = cakg.export(net, form).decode("utf-8-sig")
    for told in ("licenses/by/4.0/", "cosine", "exhaustive", "delegation", "--weight cosine --kinds State"):
        assert told in said, told
    assert net.graph["date"] in said and net.graph["left_out"].partition(":")[0] in said


def test_what_was_read_back_is_ranked_with_its_intervals(sample_root: Path) -> None:
    net = cakg.network("delegations-by-events", root=sample_root)
    file = io.BytesIO()
    nx.write_graphml(net, file)
    back = nx.read_graphml(io.BytesIO(file.getvalue()))
    for layer in ("sampling", "choices"):
        assert cakg.rank(back, intervals=layer, draws=20) == cakg.rank(net, intervals=layer, draws=20)


def test_a_network_says_where_it_is_from(sample_root: Path) -> None:
    net = cakg.network("co-participation", root=sample_root, since="2019", lang="ru")
    assert net.graph["asked"] == "cakg network co-participation --since 2019 --lang ru"
    assert net.graph["version"] == cakg.__version__ and net.graph["heard"] == "all reports"
    heard = cakg.network("co-participation", cakg.load(sample_root, as_known_on="2019-12-31"))
    assert heard.graph["heard"] == "the reports as known on 2019-12-31"


@pytest.mark.parametrize("view", VIEWS)
def test_cytoscape_and_graphology_load_it(view: str, sample_root: Path, tmp_path: Path, node_folder: Path) -> None:
    net = cakg.network(view, root=sample_root)
    loaded = _loaded(net, tmp_path, node_folder)
    license = "https://creativecommons.org/licenses/by/4.0/"
    assert {one["license"] for one in loaded.values()} == {license}
    assert loaded["graphology"]["type"] == ("directed" if net.is_directed() else "undirected")


@pytest.mark.parametrize("directed", [False, True])
def test_names_and_ties_of_any_letters_are_loaded(directed: bool, tmp_path: Path, node_folder: Path) -> None:
    rows = [
        {"source": "urn:a#.[x]", "target": "urn:б'\"", "weight": 0.5, "begin": "2010-01-01"},
        {"source": "urn:б'\"", "target": "urn:a#.[x]"},
    ]
    net = build(rows, "ties", {"urn:a#.[x]": {"label": "A\x1b <b>"}}, undirected=not directed)
    _loaded(net, tmp_path, node_folder)


def _loaded(net: nx.Graph, folder: Path, node_folder: Path) -> dict[str, dict[str, object]]:
    """Return what both libraries understood, once it is seen to be what the network holds."""
    from cakg.export.plain import clean

    paths = [folder / "net.cyjs", folder / "net.graphology.json"]
    for path, form in zip(paths, ("cytoscape", "graphology"), strict=True):
        path.write_bytes(cakg.export(net, form))
    command = ["node", str(node_folder / "load.mjs"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded: dict[str, dict[str, object]] = json.loads(done.stdout)
    kept = clean(net)
    nodes = sorted([node, data["label"]] for node, data in kept.nodes(data=True))
    edges = sorted([*sorted(edge[:2]), edge[2]["weight"]] for edge in kept.edges(data=True))
    for one in loaded.values():
        assert sorted(map(json.loads, one["nodes"])) == nodes  # type: ignore[arg-type]
        found = [json.loads(edge) for edge in one["edges"]]  # type: ignore[attr-defined]
        assert sorted([*sorted(edge[:2]), *edge[2:]] for edge in found) == edges
        if net.is_directed():
            assert {tuple(edge[:2]) for edge in found} == set(kept.edges)
    return loaded


def test_beside_a_csv_lies_what_it_is(sample_root: Path, tmp_path: Path) -> None:
    for name, kind in (("ties.csv", "Source"), ("ties.nodes.csv", "Id")):
        assert run(["network", "co-participation", "--root", str(sample_root), "-o", str(tmp_path / name)]) == 0
        said = json.loads((tmp_path / f"{name}-metadata.json").read_text("utf-8"))
        assert said["url"] == name and said["schema:query"] == "cakg network co-participation --lang en"
        head = (tmp_path / name).read_bytes().split(b"\r\n")[0].decode().split(",")
        assert [column["titles"] for column in said["tableSchema"]["columns"]] == head and head[0] == kind


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "md", "txt"])
def test_an_answer_in_a_file_says_what_was_asked(form: str, sample_root: Path, tmp_path: Path) -> None:
    path = tmp_path / f"answer.{form}"
    command = ["ask", "events-between", "--since", "2019", "--root", str(sample_root), "-o", str(path)]
    assert run(command) == 0
    beside = tmp_path / f"answer.{form}-metadata.json"
    said = (beside if beside.exists() else path).read_text("utf-8")
    assert ("licenses/by/4.0/" in said) and "events-between" in said.replace("\\", "") and cakg.__version__ in said
    assert beside.exists() == (form in ("csv", "tsv", "json")) and path.stat().st_size
    if beside.exists():
        assert json.loads(said)["schema:query"] == "cakg ask events-between --since 2019 --lang en"
        titles = [column["titles"] for column in json.loads(said)["tableSchema"]["columns"]]
        assert titles == list(cakg.ask("events-between", root=sample_root).columns)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["rank", "--intervals", "sampling", "--draws", "4", "--seed", "7"], "--intervals sampling"),
        (["rank", "--over", "10", "--top", "2"], "--over 10"),
        (["rank", "--compare", "Tajikistan", "Kyrgyzstan", "--intervals", "sampling", "--draws", "4"], "--compare"),
        (["structure", "--show", "communities", "--runs", "2", "--seed", "7"], "--show communities --runs 2 --seed 7"),
        (["structure", "--show", "timeline", "--over", "10", "--runs", "2"], "--show timeline --over 10"),
    ],
)
def test_what_was_found_of_a_network_is_written_with_how(
    words: list[str], told: str, sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "found.csv"
    command = [words[0], "delegations-by-events", *words[1:], "--root", str(sample_root)]
    assert run([*command, "--format", "csv"]) == 0
    shown = capsys.readouterr().out
    assert run([*command, "-o", str(path)]) == 0
    assert path.read_bytes().decode() == shown and len(shown.splitlines()) > 1
    said = json.loads((tmp_path / "found.csv-metadata.json").read_text("utf-8"))
    assert said["schema:query"].startswith(f"cakg {words[0]} delegations-by-events ") and told in said["schema:query"]
    assert said["dc:license"]["@id"].endswith("/by/4.0/") and said["dc:modified"]
    (notes,) = said["notes"]
    assert notes["level"] == "delegation" and notes["collectives"] == "exhaustive" and "occasions" not in notes
    if "--seed" in words:
        assert notes["seed"] == "7"
    if words[0] == "rank":
        assert notes["measure"] == "degree" and notes["values"].startswith("share of the events")
    text = tmp_path / "found.md"
    assert run([*command, "-o", str(text)]) == 0
    assert "level: delegation" in text.read_text("utf-8").splitlines()[-1]


def test_how_often_reports_name_is_written_with_intervals_by_detection(tmp_path: Path) -> None:
    told = [
        {"actor": f"urn:{actor}", "event": f"urn:{number}", "report": f"urn:{number}{report}"}
        for number in range(6)
        for report, named in (("r", "abcd"), ("s", "abce"))
        for actor in named
    ]
    net = build(told, "two-mode", bipartite=True)
    scores = cakg.rank(net, intervals=True, draws=4)
    cakg.tabulate(tmp_path / "x.json", scores, net, measure="degree", intervals=True, draws=4, seed=1)
    (notes,) = json.loads((tmp_path / "x.json-metadata.json").read_text("utf-8"))["notes"]
    assert "a report names" in notes["remarks"] and notes["draws"] == "4"
    assert len(json.loads((tmp_path / "x.json").read_text("utf-8"))) == 5
    with pytest.raises(UsageError, match="the ending names no format"):
        cakg.tabulate(tmp_path / "x.xyz", scores, net)


def test_a_table_of_ties_says_what_was_chosen(sample_root: Path, tmp_path: Path) -> None:
    path = tmp_path / "ties.csv"
    assert run(["network", "delegations-by-events", "--root", str(sample_root), "-o", str(path)]) == 0
    (notes,) = json.loads((tmp_path / "ties.csv-metadata.json").read_text("utf-8"))["notes"]
    assert notes["weight"] == "newman" and notes["mode"] == "projection" and "occasions" not in notes
