from datetime import date, datetime

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import Dataset, Literal, URIRef

from cakg.api import load
from cakg.ask.question import answer
from cakg.ask.saved import find_saved
from cakg.engine.rows import Rows
from cakg.engine.store import as_dataset
from cakg.networks.build import build
from cakg.networks.choices import Choices
from cakg.networks.description import describe
from cakg.networks.occasions import occasions
from cakg.networks.record import of_text
from cakg.words.errors import UsageError
from cakg.words.namespaces import PREFIXES, expand

A, B, C, D = (expand(f"state:{name}") for name in "abcd")
E1, E2, E3, E4 = (expand(f"event:{name}") for name in ("e1", "e2", "e3", "e4"))
CHAIR, HOST = expand("role:chair"), expand("role:host")

ROWS = [
    {"actor": A, "event": E1, "begin": date(2010, 1, 1), "end": date(2010, 1, 2), "role": CHAIR},
    {"actor": A, "event": E1, "begin": date(2010, 1, 1), "end": date(2010, 1, 2), "role": HOST},
    {"actor": B, "event": E1, "begin": date(2010, 1, 1), "end": date(2010, 1, 2), "role": None},
    {"actor": C, "event": E1, "begin": date(2010, 1, 1), "end": date(2010, 1, 2)},
    {"actor": A, "event": E2, "begin": "2012-03-27"},
    {"actor": B, "event": E2, "begin": Literal("2012-03-27", datatype=URIRef(PREFIXES["xsd"] + "date"))},
    {"actor": D, "event": E3, "begin": datetime(2011, 5, 1, 12, 0)},
    {"actor": C, "event": E4, "begin": None},
    {"actor": B, "event": E4},
]
DESCRIBED = {
    A: {"label": "Aland", "kind": "State"},
    E1: {"label": "First", "kind": "Meeting", "series": "s", "list": "partial"},
    E2: {"label": "Second", "list": "complete"},
}

EDGES = {
    (A, B): {
        "weight": 2,
        "count": 2,
        "events": f"{E1} {E2}",
        "days": "2010-01-01/2010-01-02 2012-03-27/2012-03-27",
        "weights": "1 1",
        "first": "2010-01-01",
        "last": "2012-03-27",
    },
    (A, C): {
        "weight": 1,
        "count": 1,
        "events": E1,
        "days": "2010-01-01/2010-01-02",
        "weights": "1",
        "first": "2010-01-01",
        "last": "2010-01-02",
    },
    (B, C): {
        "weight": 2,
        "count": 2,
        "events": f"{E1} {E4}",
        "days": "2010-01-01/2010-01-02",
        "weights": "1",
        "first": "2010-01-01",
        "last": "2010-01-02",
    },
}


def test_who_was_at_one_event_is_tied() -> None:
    net = build(ROWS, "two-mode", DESCRIBED, weight="count")
    assert {edge: net.edges[edge] for edge in net.edges} == EDGES
    assert all(type(data["weight"]) is int for _, _, data in net.edges(data=True))
    assert dict(net.nodes(data=True)) == {
        A: {"label": "Aland", "kind": "State", "events": 2, "begin": "2010-01-01", "end": "2012-03-27"},
        B: {"label": "state:b", "events": 3, "begin": "2010-01-01", "end": "2012-03-27"},
        C: {"label": "state:c", "events": 2, "begin": "2010-01-01", "end": "2010-01-02"},
        D: {"label": "state:d", "events": 1, "begin": "2011-05-01", "end": "2011-05-01"},
    }
    events = {event.iri: event for event in occasions(of_text(net.graph["occasions"]), Choices()).events}
    assert events[E1].actors == (A, B, C)
    assert (events[E1].series, events[E1].complete, events[E2].complete) == ("s", False, True)


def test_with_newman_an_event_of_n_counts_the_less_the_more_came() -> None:
    net = build(ROWS, "two-mode")
    assert {edge: net.edges[edge]["weight"] for edge in net.edges} == {(A, B): 1.5, (A, C): 0.5, (B, C): 1.5}


def test_the_bipartite_network_keeps_events_and_roles() -> None:
    net = build(ROWS, "two-mode", DESCRIBED, bipartite=True)
    assert nx.is_bipartite(net)
    assert {node for node, data in net.nodes(data=True) if data["bipartite"] == 1} == {E1, E2, E3, E4}
    assert net.nodes[E1] == {
        "label": "First",
        "kind": "Meeting",
        "begin": "2010-01-01",
        "end": "2010-01-02",
        "bipartite": 1,
    }
    assert net.edges[A, E1] == {
        "weight": 1,
        "role": "role:chair, role:host",
        "first": "2010-01-01",
        "last": "2010-01-02",
    }
    assert net.edges[C, E4] == {"weight": 1}
    assert net.number_of_edges() == 8


TIES = [
    {"source": A, "target": B, "weight": 2, "begin": "2010-01-01"},
    {"source": B, "target": A, "weight": Literal("1.5"), "event": E2, "begin": "2012-01-01", "end": "2012-01-03"},
    {"source": A, "target": B, "event": E1},
    {"source": C, "target": C, "weight": 1},
]


def test_ties_are_summed_either_way_or_by_direction() -> None:
    both = build(TIES, "ties", undirected=True)
    assert {edge: both.edges[edge] for edge in both.edges} == {
        (A, B): {
            "weight": 4.5,
            "events": f"{E1} {E2}",
            "days": "2010-01-01/2010-01-01 2012-01-01/2012-01-03",
            "weights": "2 1.5",
            "first": "2010-01-01",
            "last": "2012-01-03",
        }
    }
    assert both.nodes[B] == {"label": "state:b", "begin": "2010-01-01", "end": "2012-01-03"}
    assert both.nodes[C] == {"label": "state:c"}
    directed = build(TIES, "ties")
    assert directed.is_directed()
    assert {edge: directed.edges[edge]["weight"] for edge in directed.edges} == {(A, B): 3, (B, A): 1.5}


def test_days_may_differ_for_those_at_one_thing() -> None:
    """What ties two by a topic holds from when both deal with it."""
    rows = [
        {"actor": A, "event": "urn:topic", "begin": "2005-01-01", "end": "2010-01-01"},
        {"actor": B, "event": "urn:topic", "begin": "2007-01-01", "end": "2009-01-01"},
        {"actor": B, "event": "urn:topic", "begin": "2006-01-01", "end": "2006-01-02"},
        {"actor": C, "event": "urn:topic"},
    ]
    net = build(rows, "two-mode")
    assert (net.nodes[A]["begin"], net.nodes[A]["end"]) == ("2005-01-01", "2010-01-01")
    assert (net.nodes[B]["begin"], net.nodes[B]["end"]) == ("2006-01-01", "2009-01-01")
    assert (net.edges[A, B]["first"], net.edges[A, B]["last"]) == ("2006-01-01", "2010-01-01")
    assert "begin" not in net.nodes[C]
    both = build(rows, "two-mode", bipartite=True)
    assert (both.nodes["urn:topic"]["begin"], both.nodes["urn:topic"]["end"]) == ("2005-01-01", "2010-01-01")
    assert (both.edges[B, "urn:topic"]["first"], both.edges[B, "urn:topic"]["last"]) == ("2006-01-01", "2009-01-01")


@pytest.mark.parametrize("shape", ["two-mode", "ties"])
def test_no_rows_give_an_empty_network_that_says_so(shape: str) -> None:
    net = build([], shape)
    assert len(net) == 0
    assert net.graph["note"] == "The view returned no rows: the network is empty."
    assert "note" not in build(ROWS, "two-mode").graph


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        ([], {"shape": "matrix"}, "two-mode or ties"),
        ([], {"shape": "ties", "weight": "count"}, "two-mode views"),
        ([], {"shape": "ties", "bipartite": True}, "two-mode views"),
        ([], {"shape": "two-mode", "undirected": True}, "views of ties"),
        ([{"actor": A}], {"shape": "two-mode"}, "has no event; a two-mode view needs actor, event"),
        ([{"actor": None, "event": E1}], {"shape": "two-mode"}, "has no actor"),
        (ROWS, {"shape": "ties"}, "has no source"),
        ([{"actor": A, "event": E1, "begin": "2012"}], {"shape": "two-mode"}, "begin of the view is '2012'"),
        ([{"actor": A, "event": E1, "end": "2022-02-30"}], {"shape": "two-mode"}, "end of the view is '2022-02-30'"),
        ([{"actor": A, "event": A}], {"shape": "two-mode", "bipartite": True}, "state:a is an actor and an event"),
        ([{"source": A, "target": B, "weight": 0}], {"shape": "ties"}, "'0'; give a number above 0"),
        ([{"source": A, "target": B, "weight": -1}], {"shape": "ties"}, "'-1'; give a number above 0"),
        ([{"source": A, "target": B, "weight": "nan"}], {"shape": "ties"}, "'nan'; give a number above 0"),
        ([{"source": A, "target": B, "weight": "inf"}], {"shape": "ties"}, "'inf'; give a number above 0"),
        ([{"source": A, "target": B, "weight": "many"}], {"shape": "ties"}, "'many'; give a number above 0"),
    ],
)
def test_what_does_not_fit_is_refused(rows: list, options: dict, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        build(rows, **options)
    assert said in str(caught.value)


DATA = """
PREFIX cakg: <https://w3id.org/cakg/ontology#>
PREFIX completeness: <https://w3id.org/cakg/completeness/>
PREFIX event: <https://w3id.org/cakg/event/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX series: <https://w3id.org/cakg/series/>
PREFIX state: <https://w3id.org/cakg/state/>
state:a a cakg:State , cakg:Actor ; rdfs:label "Aland"@en , "А-ландия"@ru .
state:b a cakg:Actor ; rdfs:label "Beeland"@en .
state:z a cakg:State ; rdfs:label "Zedland"@en .
event:e1 a cakg:Event , cakg:Meeting ; rdfs:label "First"@en ; cakg:inSeries series:s ;
    cakg:participantList completeness:partial .
event:e2 a cakg:Event ; rdfs:label "Second"@en .
<https://w3id.org/cakg/report/r> { state:a rdfs:label "Wrong"@en . state:c a cakg:State ; rdfs:label "See"@en }
"""


def test_things_are_described_alike_on_either_engine() -> None:
    stored = as_dataset(parse(DATA, format=RdfFormat.TRIG))
    in_memory = Dataset()
    in_memory.parse(data=DATA, format="trig")
    rows = [*ROWS, {"source": "no IRI > } DROP", "target": A}]
    expected = {
        A: {"label": "Aland", "kind": "State"},
        B: {"label": "Beeland", "kind": "Actor"},
        E1: {"label": "First", "kind": "Meeting", "series": expand("series:s"), "list": "partial"},
        E2: {"label": "Second", "kind": "Event"},
    }
    assert describe(stored, rows) == expected
    assert describe(in_memory, rows) == expected
    assert describe(stored, []) == {}


def test_rows_of_a_query_do_as_well() -> None:
    rows = Rows(("actor", "event"), ((NamedNode(A), NamedNode(E1)), (NamedNode(B), NamedNode(E1))))
    net = build(rows, "two-mode", describe(as_dataset(parse(DATA, format=RdfFormat.TRIG)), rows))
    assert [(s, t, data["weight"]) for s, t, data in net.edges(data=True)] == [(A, B, 1)]
    assert net.nodes[A]["label"] == "Aland"


pairs = st.tuples(st.sampled_from("abcdefg"), st.integers(0, 5), st.sampled_from(["2010-01-01", None]))
two_mode = st.lists(pairs, min_size=1, max_size=30).map(
    lambda found: [{"actor": f"urn:{a}", "event": f"urn:e{e}", "begin": day} for a, e, day in found]
)


@given(two_mode, st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_of_rows_matters(rows: list, random) -> None:
    shuffled = rows + rows[: len(rows) // 2]
    random.shuffle(shuffled)
    for options in ({}, {"weight": "count"}, {"bipartite": True}):
        net, again = build(rows, "two-mode", **options), build(shuffled, "two-mode", **options)
        assert list(net.nodes(data=True)) == list(again.nodes(data=True))
        assert list(net.edges(data=True)) == list(again.edges(data=True))
        assert net.graph == again.graph


@given(two_mode)
def test_the_projection_is_that_of_networkx(rows: list) -> None:
    whole = nx.Graph()
    whole.add_edges_from((row["actor"], row["event"]) for row in rows)
    actors = {row["actor"] for row in rows}
    for weight, project in (
        ("count", nx.bipartite.weighted_projected_graph),
        ("newman", nx.bipartite.collaboration_weighted_projected_graph),
        ("binary", nx.bipartite.projected_graph),
    ):
        reference = project(whole, actors)
        net = build(rows, "two-mode", weight=weight)
        assert set(net) == set(reference)
        assert {frozenset(edge) for edge in net.edges} == {frozenset(edge) for edge in reference.edges}
        for edge in net.edges:
            assert net.edges[edge]["weight"] == pytest.approx(reference.edges[edge].get("weight", 1))


UNKNOWN = {  # the days of events, at each of which two are; theirs; those of their tie, and from when to when it lasts
    "end known": (["/2017-10-27"], {"end": "2017-10-27"}, "/2017-10-27", {"last": "2017-10-27"}),
    "begin known": (["2012-01-01/"], {"begin": "2012-01-01"}, "2012-01-01/", {"first": "2012-01-01"}),
    "nothing known": (["/"], {}, None, {}),
    "an end that is not known comes last": (
        ["2010-01-01/2010-01-02", "2012-01-01/"],
        {"begin": "2010-01-01"},
        "2010-01-01/2010-01-02 2012-01-01/",
        {"first": "2010-01-01"},
    ),
    "a begin that is not known comes first": (
        ["/2009-05-01", "2012-01-01/2012-01-01"],
        {"end": "2012-01-01"},
        "/2009-05-01 2012-01-01/2012-01-01",
        {"last": "2012-01-01"},
    ),
    "what is not known lies between": (
        ["2010-01-01/", "2012-01-01/2012-01-01", "/2011-05-01"],
        {"begin": "2010-01-01", "end": "2012-01-01"},
        "/2011-05-01 2010-01-01/ 2012-01-01/2012-01-01",
        {"first": "2010-01-01", "last": "2012-01-01"},
    ),
    "neither first nor last": (["/2010-01-01", "2012-01-01/"], {}, "/2010-01-01 2012-01-01/", {}),
}


@pytest.mark.parametrize(("days", "node", "together", "tie"), UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize("shape", ["two-mode", "ties"])
def test_a_bound_that_is_not_known_stays_unknown(
    shape: str, days: list[str], node: dict[str, str], together: str | None, tie: dict[str, str]
) -> None:
    bounds = [tuple(day or None for day in one.split("/")) for one in days]
    dated = [{"event": f"urn:{n}", "begin": begin, "end": end} for n, (begin, end) in enumerate(bounds)]
    if shape == "ties":
        rows: list[dict[str, object]] = [{"source": A, "target": B, **row} for row in dated]
    else:
        rows = [{"actor": actor, **row} for row in dated for actor in (A, B)]
    net = build(rows, shape, undirected=True) if shape == "ties" else build(rows, shape)
    assert {name: net.nodes[A][name] for name in ("begin", "end") if name in net.nodes[A]} == node
    assert net.edges[A, B].get("days") == together
    assert {name: net.edges[A, B][name] for name in ("first", "last") if name in net.edges[A, B]} == tie


def test_a_view_of_one_day_has_one_column() -> None:
    """Where rows have no column `end`, the first day is the day; where it is there and empty, the end is not known."""
    alone, both = ({"actor": A, "event": E1, "begin": "2010-01-01", **more} for more in ({}, {"end": None}))
    assert build([alone], "two-mode").nodes[A]["end"] == "2010-01-01"
    assert "end" not in build([both], "two-mode").nodes[A]


def test_days_that_are_known_in_part_are_so_for_both() -> None:
    """From when to when two go with one topic is not known, where it is not known of either."""
    rows = [
        {"actor": A, "event": "urn:topic", "begin": None, "end": "2010-01-01"},
        {"actor": B, "event": "urn:topic", "begin": "2007-01-01", "end": None},
    ]
    assert not {"days", "first", "last"} & build(rows, "two-mode").edges[A, B].keys()


def test_a_network_of_real_events_has_the_days_that_documents_give() -> None:
    """A single day stands at a tie only where the accepted date has both bounds."""
    rows = answer(load(), find_saved("topics-by-events", "view"))
    known = {(row["begin"], row["end"]) for row in rows.to_dicts()}
    assert any((begin is None) != (end is None) for begin, end in known)
    net = build(rows, "two-mode")
    found = {days for _, _, data in net.edges(data=True) for days in data.get("days", "").split()}
    assert found <= {f"{begin or ''}/{end or ''}" for begin, end in known}
    assert any(days.startswith("/") for days in found) and any(days.endswith("/") for days in found)
