import csv
import io
import json
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cakg.export.network import write
from cakg.export.plain import clean
from cakg.networks.build import build
from cakg.words.errors import OutputError

GEXF = "{http://gexf.net/1.3}"
ROWS = [
    {"actor": "urn:a", "event": "urn:e1", "begin": "2010-01-01"},
    {"actor": "urn:b", "event": "urn:e1", "begin": "2010-01-01"},
    {"actor": "urn:b", "event": "urn:e2", "begin": "2012-02-28", "end": "2012-02-29"},
    {"actor": "urn:c", "event": "urn:e2", "begin": "2012-02-28", "end": "2012-02-29"},
    {"actor": "urn:d", "event": "urn:e3"},
]
TIES = [
    {"source": "urn:a", "target": "urn:b", "weight": 0.5, "begin": "2010-01-01"},
    {"source": "urn:b", "target": "urn:a"},
]
NASTY = "a\x00b\x0b\x85\ufffe <&\"'>\r\n\tЗанньер 😀"
CLEAN = "a\ufffdb\ufffd\ufffd\ufffd <&\"'>   Занньер 😀"


def read(form: str, data: bytes) -> nx.Graph:
    """Read a file back by what networkx offers, without what the format adds of its own."""
    if form == "json":
        return nx.node_link_graph(json.loads(data), edges="edges")
    if form == "graphml":
        return nx.read_graphml(io.BytesIO(data))
    net = nx.read_gexf(io.BytesIO(data), version="1.3")
    for _, _, edge in net.edges(data=True):
        del edge["id"]
    for thing in (*(data for _, data in net.nodes(data=True)), *(data for _, _, data in net.edges(data=True))):
        thing.pop("spells", None)
    return net


def contents(net: nx.Graph) -> tuple:
    edges = {
        ((s, t) if net.is_directed() else frozenset((s, t))): {"weight": 1, **data}
        for s, t, data in net.edges(data=True)
    }
    return net.is_directed(), dict(net.nodes(data=True)), edges


@pytest.mark.parametrize("form", ["gexf", "graphml", "json"])
@pytest.mark.parametrize(
    "net",
    [
        build(ROWS, "two-mode", {"urn:a": {"label": NASTY, "kind": "State"}}),
        build(ROWS, "two-mode", weight="count"),
        build(ROWS, "two-mode", bipartite=True),
        build(TIES, "ties", undirected=True),
        build(TIES, "ties"),
        build([], "two-mode"),
    ],
    ids=["projection", "count", "bipartite", "ties", "directed", "empty"],
)
def test_a_file_is_read_back_as_it_was(form: str, net: nx.Graph) -> None:
    back = read(form, write(net, form))
    assert contents(back) == contents(clean(net))
    assert len(back) == len(net)


def test_texts_lose_only_what_xml_cannot_hold() -> None:
    net = build(ROWS, "two-mode", {"urn:a": {"label": NASTY}})
    net.add_node("urn:z", label="z", none=None, many=["x"], endless=float("inf"), count=3)
    assert clean(net).nodes["urn:a"]["label"] == CLEAN
    assert clean(net).nodes["urn:z"] == {"label": "z", "count": 3}
    assert net.nodes["urn:a"]["label"] == NASTY


def test_two_nodes_never_become_one() -> None:
    net = nx.Graph([("urn:\x01", "urn:\x02")])
    with pytest.raises(OutputError, match="would be one in a file"):
        clean(net)


@given(
    st.lists(st.text(max_size=8), min_size=1, max_size=4),
    st.text(alphabet=st.characters(exclude_categories=[]), max_size=8),
)
def test_whatever_labels_hold_the_files_are_legal_and_equal(labels: list[str], kind: str) -> None:
    described = {f"urn:{n}": {"label": label, "kind": kind or "x"} for n, label in enumerate(labels)}
    rows = [{"actor": actor, "event": "urn:e"} for actor in described]
    net = build(rows, "two-mode", described)
    for form in ("gexf", "graphml", "json"):
        data = write(net, form)
        assert contents(read(form, data)) == contents(clean(net))
        assert write(net, form) == data
    for form in ("csv", "nodes"):
        table = list(csv.DictReader(io.StringIO(write(net, form).decode("utf-8"), newline="")))
        assert len(table) == (len(net.edges) if form == "csv" else len(net))


def test_days_are_spells_that_gephi_keeps() -> None:
    root = ElementTree.fromstring(write(build(ROWS, "two-mode"), "gexf"))
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (root.get("version"), graph.get("mode"), graph.get("timeformat")) == ("1.3", "dynamic", "date")
    spells = {
        element.get("id"): [(spell.get("start"), spell.get("end")) for spell in element.iter(f"{GEXF}spell")]
        for sort in ("node", "edge")
        for element in graph.iter(GEXF + sort)
    }
    assert spells == {
        "urn:a": [("2010-01-01", "2010-01-02")],
        "urn:b": [("2010-01-01", "2012-03-01")],
        "urn:c": [("2012-02-28", "2012-03-01")],
        "urn:d": [],
        "0": [("2010-01-01", "2010-01-02")],
        "1": [("2012-02-28", "2012-03-01")],
    }
    assert b"lastmodified" not in write(build(ROWS, "two-mode"), "gexf")


def test_who_met_twice_is_not_tied_in_the_years_between() -> None:
    twice = [
        {"actor": actor, "event": f"urn:{year}", "begin": f"{year}-03-01"} for actor in "ab" for year in (2005, 2025)
    ]
    root = ElementTree.fromstring(write(build(twice, "two-mode"), "gexf"))
    [edge] = root.iter(f"{GEXF}edge")
    assert [(spell.get("start"), spell.get("end")) for spell in edge.iter(f"{GEXF}spell")] == [
        ("2005-03-01", "2005-03-02"),
        ("2025-03-01", "2025-03-02"),
    ]


def test_a_network_without_days_is_static_and_an_empty_one_says_why() -> None:
    assert b'mode="dynamic"' not in write(build(TIES[1:], "ties"), "gexf")
    assert b"The view returned no rows" in write(build([], "two-mode"), "gexf")


def test_tables_bear_the_columns_that_gephi_knows() -> None:
    net = build(ROWS, "two-mode", {"urn:a": {"label": "A, B", "kind": "State"}}, weight="count")
    assert write(net, "csv").decode("utf-8") == (
        "Source,Target,Type,Weight,timeset,source_label,target_label,count,days,events,first,last,weights\r\n"
        'urn:a,urn:b,Undirected,1,"<[2010-01-01, 2010-01-02]>","A, B",urn:b,1,2010-01-01/2010-01-01,urn:e1,'
        "2010-01-01,2010-01-01,1\r\n"
        'urn:b,urn:c,Undirected,1,"<[2012-02-28, 2012-03-01]>",urn:b,urn:c,1,2012-02-28/2012-02-29,urn:e2,'
        "2012-02-28,2012-02-29,1\r\n"
    )
    assert write(net, "nodes").decode("utf-8") == (
        "Id,Label,timeset,begin,end,events,kind\r\n"
        'urn:a,"A, B","<[2010-01-01, 2010-01-02]>",2010-01-01,2010-01-01,1,State\r\n'
        'urn:b,urn:b,"<[2010-01-01, 2012-03-01]>",2010-01-01,2012-02-29,2,\r\n'
        'urn:c,urn:c,"<[2012-02-28, 2012-03-01]>",2012-02-28,2012-02-29,1,\r\n'
        "urn:d,urn:d,,,,1,\r\n"
    )
    assert b"Directed" in write(build(TIES, "ties"), "csv")


SPELLS = [
    ({"begin": "2010-01-01"}, [("2010-01-01", None)]),
    ({"end": "2010-01-01"}, [(None, "2010-01-02")]),
    ({"begin": "9999-12-31", "end": "9999-12-31"}, [("9999-12-31", None)]),
    ({"begin": "9999-12-30", "end": "9999-12-30"}, [("9999-12-30", "9999-12-31")]),
    ({"begin": "2010-01-01", "end": "9999-12-31"}, [("2010-01-01", None)]),
    ({}, []),
]


@pytest.mark.parametrize(("days", "spells"), SPELLS)
def test_a_bound_that_is_not_known_leaves_a_spell_open(
    days: dict[str, str], spells: list[tuple[str | None, str | None]]
) -> None:
    net = nx.Graph()
    net.add_node("a", **days)
    root = ElementTree.fromstring(write(net, "gexf"))
    assert [(spell.get("start"), spell.get("end")) for spell in root.iter(f"{GEXF}spell")] == spells
    assert (b'mode="dynamic"' in write(net, "gexf")) is bool(days)


def test_a_tie_whose_days_are_known_in_part_is_open_there() -> None:
    rows = [
        {"actor": actor, "event": event, "begin": begin, "end": end}
        for actor in "ab"
        for event, begin, end in (("urn:1", None, "2017-10-27"), ("urn:2", "2018-01-01", None))
    ]
    [edge] = ElementTree.fromstring(write(build(rows, "two-mode"), "gexf")).iter(f"{GEXF}edge")
    assert [spell.attrib for spell in edge.iter(f"{GEXF}spell")] == [{"end": "2017-10-28"}, {"start": "2018-01-01"}]
