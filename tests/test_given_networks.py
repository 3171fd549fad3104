"""Networks that users bring, to be ranked and written: any sort of networkx, any nodes, any attributes."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cakg
from cakg.networks.choices import chosen
from cakg.networks.measures import MEASURES as TABLE
from cakg.words.errors import CakgError, OutputError, UsageError

MEASURES = [name for name, one in TABLE.items() if not one.needs]  # what any network can have
FORMS = ("gexf", "graphml", "pajek", "json", "cytoscape", "graphology", "sigma", "csv", "nodes")
NODES = st.one_of(st.integers(-3, 3), st.text(max_size=2), st.tuples(st.integers(0, 1)), st.booleans(), st.dates())
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates(), st.datetimes(), st.binary()
)
NAMES = st.sampled_from(["label", "id", "source", "Target", "key", "days", "size", "name", "kind", "timeset"])


def table(net: nx.Graph, form: str = "csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(cakg.export(net, form).decode("utf-8"), newline="")))


def gexf(net: nx.Graph) -> nx.Graph:
    return nx.read_gexf(io.BytesIO(cakg.export(net, "gexf")), version="1.3")


@pytest.mark.parametrize(
    "weight",
    [
        *(-1, 0, -0.0, float("nan"), float("inf"), "3", "", None, True, [1], Decimal(-1), np.float64("nan"), 1j),
        *(1e-101, 5e-324, 1e101, 10**400, -(10**400), Fraction(10**400), Fraction(1, 10**400), Decimal("sNaN")),
    ],
)
@pytest.mark.parametrize("sort", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_a_weight_that_means_nothing_is_refused_by_its_tie(weight: object, sort: type[nx.Graph]) -> None:
    net = sort([("a", "b"), ("b", "c")])
    net.add_edge("Зеллер", 7, weight=weight)
    said = []
    for measure in MEASURES:
        with pytest.raises(UsageError, match="has the weight") as refusal:
            cakg.rank(net, measure)
        said.append(str(refusal.value))
    for form in FORMS:
        with pytest.raises(UsageError, match="has the weight") as refusal:
            cakg.export(net, form)
        said.append(str(refusal.value))
    assert {"'Зеллер' and 7" in one and repr(weight) in one and "\n" not in one for one in said} == {True}


@pytest.mark.parametrize(
    "weight", [10**400, Fraction(10**400), -(10**400), 10**5000, 1e-300, 1e300, Fraction(1, 10**400)], ids=type
)
def test_a_weight_beyond_all_measure_is_refused_by_its_tie(weight: object) -> None:
    net = nx.Graph([("a", "b")])
    net.add_edge("b", "c", weight=weight)
    for use in (lambda: cakg.rank(net), lambda: cakg.rank(net, "constraint"), lambda: cakg.export(net)):
        with pytest.raises(UsageError, match="the tie of 'b' and 'c' has the weight") as refusal:
            use()
        assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("net", [nx.Graph([("a", 10**5000)]), nx.relabel_nodes(nx.Graph([(1, 2)]), {1: "a"})])
def test_a_node_or_a_label_that_python_does_not_write_is_refused(net: nx.Graph) -> None:
    if 2 in net:
        net.nodes[2]["label"] = -(10**5000)
    for use in (cakg.rank, cakg.export, cakg.draw, cakg.structure, lambda net: cakg.compare(net, "a", "b")):
        with pytest.raises(UsageError, match="a number of too many digits; name it by a text"):
            use(net)


def test_a_choice_that_python_does_not_write_is_refused() -> None:
    net, much = nx.Graph([("a", "b"), ("b", "c")]), 10**5000
    for use in (
        lambda: cakg.structure(net, "communities", runs=-much),
        lambda: cakg.rank(net, "degree", intervals=True, draws=much),
        lambda: cakg.structure(net, "communities", resolution=much),
        lambda: cakg.structure(net, "mixing", partition={"a": much, "b": "x", "c": "x"}),
        lambda: chosen({"minimum": much}),
        lambda: chosen({"radius": much}),
        lambda: chosen({"layers": much}),
        lambda: chosen({"layers": [much]}),
        lambda: chosen({"weight": much}),
    ):
        with pytest.raises(UsageError, match="a number of too many digits"):
            use()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("value", [10**400, 10**5000, Fraction(10**400), Decimal("sNaN"), Decimal("1e400")], ids=type)
def test_an_attribute_that_no_file_can_hold_is_left_out(value: object, form: str) -> None:
    net = nx.Graph([("a", "b")])
    bare = cakg.export(net, form)
    net.nodes["a"]["size_of_army"] = net.edges["a", "b"]["size_of_army"] = net.graph["size_of_army"] = value
    net.nodes["a"][10**5000] = net.edges["a", "b"][10**5000] = net.graph[10**5000] = "named by a number"
    assert cakg.export(net, form) == bare


@pytest.mark.parametrize("weight", [2, 2.0, np.int64(2), np.float32(2), Fraction(2), Decimal(2)])
def test_a_weight_may_be_a_number_of_any_library(weight: object) -> None:
    net = nx.Graph()
    net.add_edge("a", "b", weight=weight)
    net.add_edge("b", "c")
    assert [(one.actor, one.value) for one in cakg.rank(net, "strength")] == [("b", 3), ("a", 2), ("c", 1)]
    assert {float(row["Weight"]) for row in table(net)} == {1, 2}
    assert gexf(net).edges["a", "b"]["weight"] == 2


@pytest.mark.parametrize("unit", [1e-9, 1e-7, 0.3, 1e60, 1e-60])
@pytest.mark.parametrize("measure", ["betweenness", "closeness", "constraint", "eigenvector", "pagerank", "degree"])
def test_places_do_not_depend_on_the_unit_of_weights(measure: str, unit: float) -> None:
    weights = {("a", "b"): 5, ("b", "c"): 2, ("c", "d"): 3, ("a", "d"): 1, ("b", "d"): 1}
    plain, scaled = nx.Graph(), nx.Graph()
    for ends, weight in weights.items():
        plain.add_edge(*ends, weight=weight)
        scaled.add_edge(*ends, weight=weight * unit)
    weighted = measure in ("betweenness", "closeness")
    expected = [one.actor for one in cakg.rank(plain, measure, weighted=weighted)]
    assert [one.actor for one in cakg.rank(scaled, measure, weighted=weighted)] == expected


def test_numbers_that_no_file_can_hold_are_left_out() -> None:
    net = nx.Graph()
    net.add_edge("a", "b", x=Fraction(10**400), y=Decimal("sNaN"), z=Decimal("1e400"), v=1j, kept=Fraction(1, 4))
    assert table(net)[0]["kept"] == "0.25" and not {"x", "y", "z", "v"} & table(net)[0].keys()
    assert gexf(net).edges["a", "b"]["kept"] == 0.25


def test_networkx_reads_what_cytoscape_does() -> None:
    net = nx.MultiDiGraph()
    net.add_edge("a", "b", key="talks", weight=2)
    net.add_edge("a", "b", key="treaty", weight=3)
    net.add_node("a", label="Ann", value=7, name="A")
    written = json.loads(cakg.export(net, "cytoscape"))
    back = nx.cytoscape_graph(written)
    assert back.is_multigraph() and back.is_directed() and set(back) == {"a", "b"}
    assert sorted((data["key_"], data["weight"]) for _, _, data in back.edges(data=True)) == [
        ("talks", 2),
        ("treaty", 3),
    ]
    assert (back.nodes["a"]["name"], back.nodes["a"]["value_"], back.nodes["a"]["name_"]) == ("Ann", 7, "A")
    assert back.nodes["b"]["name"] == "b"


@pytest.mark.parametrize("sort", [nx.MultiGraph, nx.MultiDiGraph])
def test_parallel_ties_are_added_up_in_ranks_and_stay_apart_in_files(sort: type[nx.Graph]) -> None:
    net = sort()
    net.add_edge("a", "b", key="treaty", weight=1, first="2010")
    net.add_edge("a", "b", key="talks", weight=2)
    net.add_edge("b", "c")
    assert {one.actor: one.value for one in cakg.rank(net, "strength")} == {"a": 3, "b": 4, "c": 1}
    assert {one.actor: one.value for one in cakg.rank(net, "degree")} == {"a": 1, "b": 2, "c": 1}
    assert [(row["Source"], row["Weight"], row["key_"]) for row in table(net)] == [
        ("a", "2", "talks"),
        ("a", "1", "treaty"),
        ("b", "1", ""),
    ]
    assert gexf(net).number_of_edges() == 3
    back = nx.read_graphml(io.BytesIO(cakg.export(net, "graphml")))
    assert back.is_multigraph() and sorted(data["weight"] for _, _, data in back.edges(data=True)) == [1, 1, 2]
    linked = json.loads(cakg.export(net, "json"))
    assert linked["multigraph"] and nx.node_link_graph(linked, edges="edges").number_of_edges() == 3
    assert json.loads(cakg.export(net, "graphology"))["options"]["multi"]
    drawn = json.loads(cakg.export(net, "cytoscape"))["elements"]["edges"]
    assert len({edge["data"]["id"] for edge in drawn}) == 3


def test_nodes_are_of_any_type_and_none_is_lost() -> None:
    net = nx.Graph([(1, "a"), ("a", ("x", 2)), (("x", 2), 2.5), (2.5, date(2010, 1, 1)), (10, 2)])
    ranked = cakg.rank(net, "degree")
    assert {one.actor for one in ranked} == set(net) and [one.actor for one in ranked][-3:] == [10, 2, date(2010, 1, 1)]
    assert [row["Id"] for row in table(net, "nodes")] == ["('x', 2)", "1", "10", "2", "2.5", "2010-01-01", "a"]
    for form in FORMS:
        assert cakg.export(net, form) == cakg.export(nx.Graph(reversed(list(net.edges))), form)


@pytest.mark.parametrize(("one", "other"), [(1, "1"), (None, "None"), ((1,), "(1,)"), ("a\tb", "a b"), (True, "True")])
def test_two_nodes_of_one_name_are_ranked_and_no_file_makes_them_one(one: object, other: object) -> None:
    net = nx.Graph()
    nodes = [node for node in (one, other) if node is not None]
    net.add_edges_from((node, "z") for node in nodes)
    assert len(cakg.rank(net, "closeness")) == len(net)
    if one is not None:  # networkx has no such node
        for form in FORMS:
            with pytest.raises(OutputError, match="would be one in a file; rename one"):
                cakg.export(net, form)


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ((1, 2.5), (1.0, 2.5)),
        ((1, "x"), ("1", "x")),
        ((True, "x"), ("true", "x")),
        ((True, 2), ("true", "2")),
        ((np.int64(3), 4), (3, 4)),
        ((2**40, 1), (2**40, 1)),
        ((2**80, 1), (str(2**80), "1")),
        ((date(2010, 5, 1), "2011"), ("2010-05-01", "2011")),
    ],
)
def test_values_of_several_types_become_one_that_holds_them(values: tuple, kept: tuple) -> None:
    net = nx.Graph([("a", "b"), ("b", "c")])
    net.nodes["a"]["x"], net.nodes["b"]["x"] = values
    net.edges["a", "b"]["y"], net.edges["b", "c"]["y"] = values
    for back in (gexf(net), nx.read_graphml(io.BytesIO(cakg.export(net, "graphml")))):
        assert (back.nodes["a"]["x"], back.nodes["b"]["x"]) == kept
        assert (back.edges["a", "b"]["y"], back.edges["b", "c"]["y"]) == kept
        assert type(back.nodes["a"]["x"]) is type(back.nodes["b"]["x"])
        assert "x" not in back.nodes["c"]


@pytest.mark.parametrize(
    ("begin", "end", "spell"),
    [
        (date(2010, 1, 2), date(2010, 3, 4), ("2010-01-02", "2010-03-05")),
        (datetime(2010, 1, 2, 9, 30, 1, 5), datetime(2010, 3, 4), ("2010-01-02", "2010-03-05")),
        ("2010", "2011", ("2010-01-01", "2012-01-01")),
        (2010, 2011, ("2010-01-01", "2012-01-01")),
        ("2010-05", None, ("2010-05-01", None)),
        (None, "2010~", (None, "2011-01-01")),
        ("9999-12-31", "9999-12-31", ("9999-12-31", None)),
    ],
)
def test_days_come_in_any_form(begin: object, end: object, spell: tuple[str | None, str | None]) -> None:
    net = nx.Graph()
    net.add_edge("a", "b", days=3, **{k: v for k, v in (("first", begin), ("last", end)) if v is not None})
    net.add_node("a", **{k: v for k, v in (("begin", begin), ("end", end)) if v is not None})
    back = gexf(net)
    for thing in (back.nodes["a"], back.edges["a", "b"]):
        assert thing["spells"] == [tuple(map(str, spell))]  # networkx reads an open one as "None"
    known = f"<[{spell[0] or '-Infinity'}, {spell[1] or 'Infinity'}]>"
    assert table(net)[0]["timeset"] == table(net, "nodes")[0]["timeset"] == known


@pytest.mark.parametrize("day", ["soon", "2010-02-30", "27.03.2010", 20101])
def test_what_is_no_date_is_refused_in_one_line_where_days_are_needed(day: object) -> None:
    net = nx.Graph([("a", "b")])
    net.nodes["b"]["begin"] = day
    for form in ("gexf", "pajek", "nodes"):
        with pytest.raises(OutputError, match=f"begin of 'b' is {str(day)!r}"):
            cakg.export(net, form)
    assert str(day) in cakg.export(net, "json").decode()


def test_a_name_that_a_format_needs_takes_nothing_from_a_user() -> None:
    net = nx.Graph()
    net.add_edge("a", "b", id="e", source="press", key="k", Weight="heavy", Type="x")
    net.add_node("a", id=7, Id=8, label=9)
    assert table(net)[0] | {"Source": "a", "Target": "b", "Weight_": "heavy", "Type_": "x"} == table(net)[0]
    assert table(net, "nodes")[0] | {"Id": "a", "Id_": "8", "Label": "9", "id": "7"} == table(net, "nodes")[0]
    (tie,) = json.loads(cakg.export(net, "json"))["edges"]
    assert (tie["source"], tie["target"], tie["source_"], tie["key"]) == ("a", "b", "press", "k")
    back = gexf(net).edges["a", "b"]
    assert (back["id_"], back["key_"], back["source"]) == ("e", "k", "press")
    elements = json.loads(cakg.export(net, "cytoscape"))["elements"]
    assert elements["edges"][0]["data"]["id"] == "e0" and elements["edges"][0]["data"]["id_"] == "e"
    assert elements["nodes"][0]["data"]["id"] == "a" and elements["nodes"][0]["data"]["id_"] == 7


def test_nobody_is_tied_to_himself() -> None:
    net = nx.Graph([("a", "b"), ("b", "c")])
    plain = {measure: cakg.rank(net, measure) for measure in MEASURES}
    net.add_edge("a", "a", weight=5)
    assert {measure: cakg.rank(net, measure) for measure in MEASURES} == plain
    assert len(table(net)) == 3


@pytest.mark.parametrize("thing", [None, {"a": ["b"]}, [("a", "b")], "a-b"])
def test_what_is_no_network_is_refused(thing: object) -> None:
    with pytest.raises(UsageError, match="is a Graph of networkx"):
        cakg.rank(thing)  # type: ignore[arg-type]
    if thing is not None:  # the corpus itself
        with pytest.raises(UsageError, match="is a Graph of networkx"):
            cakg.export(thing, "gexf")  # type: ignore[arg-type]


@pytest.mark.parametrize("occasions", ["none", "[1]", "[[]]", 5])
def test_occasions_of_others_are_refused(occasions: object) -> None:
    net = nx.Graph([("a", "b")], occasions=occasions)
    with pytest.raises(UsageError, match="occasions"):
        cakg.rank(net, intervals=True)


@given(
    st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]),
    st.lists(st.tuples(NODES, NODES, st.dictionaries(NAMES, VALUES, max_size=3)), max_size=5),
    st.lists(st.tuples(NODES, st.dictionaries(NAMES, VALUES, max_size=3)), max_size=3),
)
def test_whatever_a_network_holds_it_is_written_or_refused_in_one_line(
    sort: type[nx.Graph], ties: list, nodes: list
) -> None:
    net = sort()
    net.add_nodes_from(nodes)
    for source, target, data in ties:
        net.add_edge(source, target, **({"key": data.pop("key", None)} if net.is_multigraph() else {}))
        for key in net[source][target] if net.is_multigraph() else ():
            net[source][target][key].update(data)
        if not net.is_multigraph():
            net.edges[source, target].update(data)
    for measure in MEASURES:
        assert len(cakg.rank(net, measure)) <= len(net)
    for form in FORMS:
        try:
            data = cakg.export(net, form)
        except CakgError as error:
            assert "\n" not in str(error)
        else:
            assert data == cakg.export(net, form)
            data.decode("utf-8")
