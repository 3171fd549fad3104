"""Graphs compared as streams: what that finds is what comparing them whole finds, and little of them is held."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from cakg.read.sorting import in_order, parted
from cakg.steward.changes import Said, statements
from cakg.steward.streams import differing
from cakg.words.namespaces import BASE, CAKG

LINES = st.lists(st.sampled_from([f"{word}\n".encode() for word in ("a", "a b", "b", "c", "ca", "d")]))
REPORTS = (None, f"<{BASE}report/x>", f"<{BASE}report/y>")
QUADS = [
    " ".join(filter(None, (f"<{BASE}{thing}>", f"<{CAKG}{prop}>", f'"{value}"', graph))) + " .\n"
    for thing, prop, value, graph in product(("event/a", "graph"), ("date", "begin"), ("1", "2"), REPORTS)
]
GRAPHS = st.sets(st.sampled_from(QUADS)).map(sorted).flatmap(st.permutations)


def whole(lines: list[str]) -> Said:
    """Return all that a graph says."""
    found = Said({}, set())
    for quad in parse("".join(lines), RdfFormat.N_QUADS):
        statement = quad.subject, quad.predicate, quad.object
        named = None if quad.graph_name == DefaultGraph() else quad.graph_name.value
        (found.accepted if named is None else found.reports.setdefault(named, set())).add(statement)
    return found


@given(LINES, st.integers(1, 4))
def test_lines_are_put_in_order_however_many_are_held(lines: list[bytes], run: int) -> None:
    with in_order(iter(lines), run) as found:
        assert list(found) == sorted(set(lines)) == list(found), "it can be gone through again"


@given(LINES.map(set).map(sorted), LINES.map(set).map(sorted))
def test_what_only_one_has_is_told_with_its_side(old: list[bytes], new: list[bytes]) -> None:
    expected = [(False, line) for line in set(old) - set(new)] + [(True, line) for line in set(new) - set(old)]
    assert list(parted(old, new)) == sorted(expected, key=lambda pair: pair[1])


@given(GRAPHS, GRAPHS)
def test_streams_find_what_the_whole_graphs_differ_in(old: list[str], new: list[str]) -> None:
    before, after = ([line.encode() for line in lines] for lines in (old, new))
    assert statements(*differing(before, after)) == statements(whole(old), whole(new))


def test_of_what_is_alike_nothing_is_held() -> None:
    quads = [
        Quad(NamedNode(f"{BASE}event/{n}"), NamedNode(CAKG + "date"), NamedNode(f"{BASE}place/{n % 7}"))
        for n in range(500)
    ]
    lines = [f"{quad} .\n".encode() for quad in quads]
    was, now = differing(lines, [*lines[1:], lines[0].replace(b"place/0", b"place/x")])
    assert len(was.accepted) == len(now.accepted) == 1 and not was.reports


@pytest.mark.parametrize("number", [0, 3])
def test_an_order_of_its_own_makes_no_difference(number: int) -> None:
    lines = [line.encode() for line in QUADS]
    assert statements(*differing(lines, [*lines[number:], *lines[:number]])) == []
