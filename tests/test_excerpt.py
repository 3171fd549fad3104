"""What a tie says of its events: all of a few; of many the first and how many more, in every format."""

import csv
import io
import json
from datetime import date, timedelta
from xml.etree import ElementTree

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cakg
from cakg.export.formats import FORMATS
from cakg.networks.build import build
from cakg.networks.excerpt import EVENTS, TIMES, excerpt

FIRST = date(2000, 1, 1)


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def single(numbers: list[int]) -> list[tuple[str, str]]:
    return [(day(number), day(number)) for number in numbers]


@pytest.mark.parametrize("count", [0, 1, EVENTS, EVENTS + 1, 10 * EVENTS])
def test_of_many_events_the_first_are_named_and_the_others_counted(count: int) -> None:
    said = excerpt([f"urn:{number}" for number in range(count)], [])
    named = str(said.get("events", "")).split()
    assert named == [f"urn:{number}" for number in range(min(count, EVENTS))]
    assert said.get("more_events") == (count - EVENTS if count > EVENTS else None)


CASES = {  # days; how many times are left, of which some; how many gaps were closed
    "as many as there may be are kept as they are": (
        single(list(range(0, 2 * TIMES, 2))),
        TIMES,
        {f"{day(0)}/{day(0)}"},
        None,
    ),
    "the shortest gap is closed first": (
        [*single(list(range(0, 10 * TIMES, 10))), *single([13])],
        TIMES,
        {f"{day(10)}/{day(13)}", f"{day(0)}/{day(0)}", f"{day(20)}/{day(20)}"},
        1,
    ),
    "neighbours in a row become one": (
        single([*range(0, 10 * TIMES, 10), 11, 12, 13]),
        TIMES,
        {f"{day(10)}/{day(13)}"},
        3,
    ),
    "what overlaps is one": (
        [(day(0), day(50)), (day(10), day(20)), (day(40), day(60)), *single(list(range(100, 100 + 10 * TIMES, 10)))],
        TIMES,
        {f"{day(0)}/{day(60)}", f"{day(100)}/{day(110)}"},
        3,
    ),
    "unknown bounds stay so": (
        [*((day(number), None) for number in range(60)), *((None, day(number)) for number in range(60))],
        2,
        {f"{day(0)}/", f"/{day(59)}"},
        118,
    ),
}


@pytest.mark.parametrize(("spans", "left", "among", "joined"), CASES.values(), ids=CASES)
def test_times_are_bounded(spans: list, left: int, among: set[str], joined: int | None) -> None:
    said = excerpt([], spans)
    times = str(said["days"]).split()
    assert len(times) == left and among <= set(times)
    assert said.get("joined_days") == joined


spans = st.tuples(st.integers(0, 4000), st.integers(0, 40), st.sampled_from(["both", "both", "both", "begin", "end"]))


@given(st.lists(spans, max_size=3 * TIMES), st.randoms(use_true_random=False))
def test_no_day_is_lost_and_none_stands_where_nothing_was_before_there_are_too_many(found: list, random) -> None:
    days = [
        (None if kept == "end" else day(begin), None if kept == "begin" else day(begin + length))
        for begin, length, kept in found
    ]
    said = excerpt([], days)
    assert excerpt([], random.sample(days, len(days))) == said
    times = [tuple(one.split("/")) for one in str(said.get("days", "")).split()]
    assert len(times) <= TIMES and times == sorted(set(times))
    different = len(set(days))
    assert len(times) + int(said.get("joined_days", 0)) == different
    for begin, end in days:
        if begin and end:
            assert any(first and last and first <= begin and end <= last for first, last in times)
        else:
            assert any(
                (first <= begin if begin else last >= (end or "")) for first, last in times if not (first and last)
            )
    if different <= TIMES:
        assert set(times) == {(begin or "", end or "") for begin, end in days}


MANY = 150


@pytest.fixture(scope="module")
def busy() -> nx.Graph:
    """Return a network of two actors who were at many events, and a third who was at one of these."""
    rows = [
        {"actor": f"urn:{actor}", "event": f"urn:{number:03}", "begin": day(30 * number)}
        for number in range(MANY)
        for actor in "ab"
    ]
    return build([*rows, {"actor": "urn:c", "event": "urn:000", "begin": day(0)}], "two-mode", weight="count")


def _tabular(data: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def _gexf(data: bytes) -> list[dict]:
    names = {"{*}attvalue": ("for", "value")}
    (key, value) = names["{*}attvalue"]
    return [
        {one.get(key): one.get(value) for one in edge.iterfind("{*}attvalues/{*}attvalue")}
        for edge in ElementTree.fromstring(data).iterfind(".//{*}edge")
    ]


READERS = {
    "gexf": _gexf,
    "graphml": lambda data: [one for _, _, one in nx.read_graphml(io.BytesIO(data)).edges(data=True)],
    "json": lambda data: json.loads(data)["edges"],
    "cytoscape": lambda data: [edge["data"] for edge in json.loads(data)["elements"]["edges"]],
    "graphology": lambda data: [edge["attributes"] for edge in json.loads(data)["edges"]],
    "sigma": lambda data: [edge["attributes"] for edge in json.loads(data)["edges"]],
    "csv": _tabular,
}


def test_all_formats_of_ties_are_read_here() -> None:
    whole = {"pajek", "hif", "attendance"}  # tell of years or of all events, not of the first ten
    assert {*READERS, "nodes", *whole} == set(FORMATS["network"])


@pytest.mark.parametrize("form", READERS)
def test_a_file_says_how_many_events_it_leaves_out(form: str, busy: nx.Graph) -> None:
    ties = READERS[form](cakg.export(busy, form))
    (most,) = (tie for tie in ties if tie["events"].count(" ") > 0)
    assert len(most["events"].split()) == EVENTS and int(most["more_events"]) == MANY - EVENTS
    assert len(most["days"].split()) == TIMES and int(most["joined_days"]) == MANY - TIMES
    others = [tie for tie in ties if tie is not most]
    assert [tie["events"] for tie in others] == ["urn:000"] * 2
    assert not any(tie.get("more_events") or tie.get("joined_days") for tie in others)


@pytest.mark.parametrize("form", READERS)
def test_a_file_does_not_grow_with_the_events_behind_a_tie(form: str) -> None:
    def size(events: int) -> int:
        rows = [
            {"actor": f"urn:{actor}", "event": f"urn:{number:05}", "begin": day(3 * number)}
            for number in range(events)
            for actor in "abc"
        ]
        return len(cakg.export(build(rows, "two-mode"), form))

    assert size(1000) < 1.1 * size(200)


def test_the_weight_counts_them_all(busy: nx.Graph) -> None:
    assert busy.edges["urn:a", "urn:b"]["weight"] == MANY
    shares = busy.edges["urn:a", "urn:b"]["weights"].split()
    assert len(shares) == TIMES and sum(map(float, shares)) == MANY, "what gaps were closed over is not lost"
    assert (busy.edges["urn:a", "urn:b"]["first"], busy.edges["urn:a", "urn:b"]["last"]) == (day(0), day(30 * 149))
