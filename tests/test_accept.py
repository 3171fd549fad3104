"""The five rules of the accepted view, each on claims worked by hand."""

from collections.abc import Mapping

import pytest
from pyoxigraph import Literal, NamedNode

from cakg.compile.accept import Ruling, Term, Verdict, judge
from cakg.compile.weights import Weights
from cakg.read.claims import Report
from cakg.words import dates
from cakg.words.namespaces import BASE, CAKG, EDTF, XSD

SUBJECT = NamedNode(BASE + "event/2010-meeting")
RULING = NamedNode(BASE + "ruling/2010-meeting--date")


def day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(EDTF + "EDTF"))


def number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def concept(name: str) -> NamedNode:
    return NamedNode(BASE + name)


def report(name: str, issued: str | None, publisher: str = "org/press", source: str | None = None) -> Report:
    return Report(
        iri=NamedNode(BASE + "report/" + name),
        path=f"{name}.ttl",
        triples=(),
        issued=None if issued is None else dates.parse(issued),
        known_by=None,
        publishers=frozenset({BASE + publisher}),
        primary_sources=frozenset() if source is None else frozenset({BASE + source}),
        verified=False,
    )


REPORTS = [
    report("a", "2010-01-01"),
    report("b", "2010-02-01", publisher="org/gazette"),
    report("c", "2010-03-01", publisher="org/wire"),
    report("more-of-a", "2010-01-02"),
    report("copy-of-a", "2010-04-01", source="report/a"),
    report("slip-of-a", "2010-04-02", publisher="org/echo", source="report/a"),
    report("plan", "2010-01-06", publisher="org/planner"),
    report("done", "2010-06-06", publisher="org/witness"),
    report("office", "2010-01-05", publisher="org/office"),
    report("host", "2010-01-15", publisher="org/host"),
    report("undated", None),
    report("round-1", "2010-01-01", source="report/round-2"),
    report("round-2", "2010-01-02", source="report/round-1"),
    report("after-round", "2010-01-03", source="report/round-2"),
    report("after-press", "2010-01-04", publisher="org/blog", source="org/press"),
]


def verdict(predicate: str, claimed: Mapping[Term, str], ruling: Term | None = None) -> Verdict:
    weights = Weights(
        {one.iri.value: one for one in REPORTS},
        {SUBJECT.value: frozenset({BASE + "org/host"})},
        wider={
            BASE + "place/dushanbe": frozenset({BASE + "place/tajikistan"}),
            BASE + "place/here": frozenset({BASE + "place/there"}),
            BASE + "place/there": frozenset({BASE + "place/here"}),
            BASE + "attendance/attended-remotely": frozenset({BASE + "attendance/attended"}),
        },
        bodies={BASE + "org/office": frozenset({BASE + "org/host"})},
        held={(BASE + "report/plan", SUBJECT.value): False, (BASE + "report/done", SUBJECT.value): True},
    )
    values = {value: [f"{BASE}report/{name}" for name in names.split()] for value, names in claimed.items()}
    decided = None if ruling is None else Ruling(RULING, ruling)
    return judge(SUBJECT, NamedNode(CAKG + predicate), values, decided, weights)


A, B = day("2010-05-01"), day("2010-05-02")
MONTH, TWO_DAYS = day("2010-05"), day("2010-05-01/2010-05-02")
ANNOUNCED, HELD, CANCELLED = (concept("status/" + name) for name in ("announced", "held", "cancelled"))
EXPECTED, ATTENDED, REMOTELY, ABSENT = (
    concept("attendance/" + name) for name in ("expected", "attended", "attended-remotely", "absent")
)


@pytest.mark.parametrize(
    ("predicate", "claimed", "ruling", "accepted", "sort"),
    [
        pytest.param("date", {A: "a b"}, None, A, None, id="agreement"),
        pytest.param("date", {A: "a", B: "b c"}, A, A, "value", id="a ruling decides"),
        pytest.param("date", {A: "a", B: "b c"}, day("2010-05-09"), B, "value", id="a ruling for what nobody says"),
        pytest.param("date", {A: "a", MONTH: "b c"}, None, A, None, id="the more precise date"),
        pytest.param("date", {TWO_DAYS: "a", MONTH: "b"}, None, TWO_DAYS, None, id="an interval within a month"),
        pytest.param("date", {TWO_DAYS: "a", B: "b c"}, None, TWO_DAYS, None, id="a day within an interval"),
        pytest.param(
            "place", {concept("place/dushanbe"): "a", concept("place/tajikistan"): "b c"}, None,
            concept("place/dushanbe"), None, id="the city within the country",
        ),
        pytest.param("status", {ANNOUNCED: "a", HELD: "b"}, None, HELD, None, id="announced, then held"),
        pytest.param("status", {ANNOUNCED: "c", HELD: "undated"}, None, HELD, None, id="held, whenever it was said"),
        pytest.param("status", {HELD: "a", CANCELLED: "b"}, None, CANCELLED, "modality", id="held, then cancelled"),
        pytest.param("status", {CANCELLED: "a", HELD: "b"}, None, HELD, None, id="cancelled, then held"),
        pytest.param("status", {concept("status/expected"): "c", concept("status/done"): "a"}, None,
                     concept("status/done"), None, id="a treaty action done is expected no more"),
        pytest.param("status", {concept("status/announced"): "c", concept("status/made"): "a"}, None,
                     concept("status/made"), None, id="a statement made is announced no more"),
        pytest.param("status", {CANCELLED: "a", ANNOUNCED: "b"}, None, ANNOUNCED, None, id="announced anew"),
        pytest.param("status", {CANCELLED: "b", ANNOUNCED: "a"}, None, CANCELLED, None, id="announced, then cancelled"),
        pytest.param("status", {HELD: "b", CANCELLED: "c", ANNOUNCED: "a host"}, None, CANCELLED, "modality",
                     id="announcements have no vote on what became of it"),
        pytest.param("status", {concept("status/ended"): "a", concept("status/adopted"): "c"}, None,
                     concept("status/ended"), None, id="adopted is recalled after the end"),
        pytest.param("status", {concept("status/ended"): "a", concept("status/running"): "c"}, None,
                     concept("status/running"), None, id="resumed"),
        pytest.param("status", {HELD: "undated", CANCELLED: "undated"}, None, HELD, "modality", id="no last status"),
        pytest.param("attendance", {EXPECTED: "c", ATTENDED: "a"}, None, ATTENDED, None, id="expected, then there"),
        pytest.param("attendance", {concept("attendance/declined"): "b", ATTENDED: "a"}, None, ATTENDED, None,
                     id="declined, yet there"),
        pytest.param("attendance", {concept("attendance/invited"): "b", ABSENT: "a"}, None, ABSENT, None,
                     id="invited, yet absent"),
        pytest.param("attendance", {ATTENDED: "c", REMOTELY: "a"}, None, REMOTELY, None, id="how somebody attended"),
        pytest.param("attendance", {ATTENDED: "a", ABSENT: "b"}, None, ABSENT, "modality", id="there or not"),
        pytest.param("date", {A: "a b", B: "c"}, None, A, "value", id="more origins"),
        pytest.param("date", {A: "a copy-of-a", B: "b"}, None, B, "value", id="a copy is no second origin"),
        pytest.param("date", {A: "a more-of-a", B: "b"}, None, B, "value", id="one newsroom is one origin"),
        pytest.param("date", {A: "host office", B: "b c"}, None, B, "value", id="and so is that of its office"),
        pytest.param("date", {A: "b", day("2010-06-01"): "slip-of-a", MONTH: "a"}, None, A, "value",
                     id="a copy at odds with its source has no weight"),
        pytest.param("date", {A: "host", day("2010-05-09"): "b c", MONTH: "a copy-of-a slip-of-a"}, None,
                     day("2010-05-09"), "value", id="the vaguer readings count for each that refines them"),
        pytest.param("date", {A: "plan", B: "done"}, None, B, None, id="what was planned and what was"),
        pytest.param("date", {A: "plan", B: "b"}, None, B, "value", id="a plan and one who does not say"),
        pytest.param("date", {day("2010-05-01/"): "a", MONTH: "b c"}, None, day("2010-05-01/2010-05"), None,
                     id="what both allow together"),
        pytest.param("date", {day("2010-05-01/"): "a", day("/2010-05-04"): "b", day("2010-06"): "c"}, None,
                     day("2010-05-01/2010-05-04"), "value", id="and what it weighs in a dispute"),
        pytest.param("until", {day(".."): "a", day("2010-03"): "b"}, None, day("2010-03"), None, id="ended since"),
        pytest.param("until", {day(".."): "c", day("2010-01"): "b"}, None, day(".."), "value", id="yet it goes on"),
        pytest.param("date", {day("2010-05-01/.."): "a", day("2010-05/2010-06"): "b"}, None, day("2010-05-01/2010-06"),
                     None, id="begun on a day, ended since"),
        pytest.param("ordinal", {Literal("+05", datatype=number(5).datatype): "a", number(5): "b"}, None, number(5),
                     None, id="one number in two spellings"),
        pytest.param("ordinal", {number(5): "host", number(6): "c"}, None, number(5), "value", id="who took part"),
        pytest.param("ordinal", {number(5): "c", number(6): "b"}, None, number(5), "value", id="the latest issued"),
        pytest.param("statedCount", {number(40): "b", number(60): "a"}, None, number(40), "count", id="counts"),
        pytest.param("holder", {concept("person/x"): "b", concept("person/y"): "a"}, None, concept("person/x"),
                     "identity", id="identities"),
        pytest.param("participantList", {concept("completeness/partial"): "c", concept("completeness/complete"): "a"},
                     None, concept("completeness/complete"), None, id="the fuller list"),
        pytest.param("participantList", {concept("completeness/partial"): "c", concept("completeness/complete"): "a"},
                     concept("completeness/partial"), concept("completeness/partial"), "value",
                     id="a ruling on a list"),
        pytest.param("date", {A: "round-1 round-2 after-round", B: "undated"}, None, A, "value",
                     id="reports that repeat one another are one origin"),
        pytest.param("date", {A: "round-1 round-2 after-round", B: "a b"}, None, B, "value", id="and no more than one"),
        pytest.param("date", {A: "a after-press", B: "c"}, None, B, "value",
                     id="a publisher and its report are one origin"),
        pytest.param("place", {concept("place/here"): "a", concept("place/there"): "b"}, None,
                     concept("place/there"), "value", id="places within one another"),
    ],
)  # fmt: skip
def test_rules(
    predicate: str, claimed: Mapping[Term, str], ruling: Term | None, accepted: Term, sort: str | None
) -> None:
    found = verdict(predicate, claimed, ruling)
    assert (found.accepted, found.sort) == (accepted, sort)
    assert found.ruling == (RULING if ruling == accepted else None)
    if sort is not None:
        assert {reading.value for reading in found.readings} == set(claimed)


def test_what_holds_is_said_by_one_reading_or_by_several_together() -> None:
    since, until, later = day("2010-05-01/"), day("/2010-05-04"), day("2010-06")
    assert verdict("date", {since: "a", until: "b", later: "c"}).held == {since, until}
    assert verdict("date", {A: "a b", B: "c"}).held == {A}


def test_one_date_in_two_spellings_is_one_reading() -> None:
    found = verdict("date", {day("2010-05-01/2010-05-01"): "a", A: "b", B: "c"})
    assert [(reading.value, len(reading.reports)) for reading in found.readings] == [(A, 2), (B, 1)]
    assert found.accepted == A


def test_order_of_claims_does_not_matter() -> None:
    claims = {A: "a", B: "b", day("2010-06-01"): "c copy-of-a"}
    assert verdict("date", claims) == verdict("date", dict(reversed(list(claims.items()))))
