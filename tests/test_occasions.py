"""What an occasion is, who was at it, and what can be chosen: small records worked by hand."""

from math import tanh

import networkx as nx
import pytest

import cakg
from cakg.networks.build import build, turned
from cakg.networks.choices import WEIGHTS
from cakg.networks.ranking import rank
from cakg.words.errors import UsageError
from cakg.words.namespaces import expand

VISITOR, RECEIVER, SAT = (expand(f"role:{name}") for name in ("visitor", "receiver", "participant"))


def row(actor: str, event: str, role: str = SAT, **more: object) -> dict[str, object]:
    return {"actor": f"urn:{actor}", "event": f"urn:{event}", "role": role, **more}


def ties(net: nx.Graph) -> dict[str, float]:
    return {"".join(sorted(f"{s}{t}".replace("urn:", ""))): weight for s, t, weight in net.edges(data="weight")}


def made(rows: list, known: dict | None = None, **options: object) -> nx.Graph:
    return build(rows, "two-mode", {f"urn:{thing}": said for thing, said in (known or {}).items()}, **options)


VISIT = [row("v", "visit", VISITOR), row("a", "visit", RECEIVER), row("b", "visit", RECEIVER)]


def test_who_received_one_traveller_did_not_meet() -> None:
    net = made(VISIT, {"visit": {"kind": "Visit", "label": "Visit"}})
    assert ties(net) == {"av": 1, "bv": 1}
    assert net.nodes["urn:v"]["events"] == 2 and net.edges["urn:a", "urn:v"]["events"] == "urn:visit"
    both = made(VISIT, {"visit": {"kind": "Visit", "label": "Visit"}, "a": {"label": "Aland"}}, bipartite=True)
    assert {data["label"] for _, data in both.nodes(data=True) if data["bipartite"] == 1} == {
        "Visit (Aland)",
        "Visit (urn:b)",
    }


def test_those_who_came_together_met() -> None:
    rows = [*VISIT, row("w", "visit", VISITOR)]
    assert ties(made(rows, {"visit": {"kind": "Visit"}}, weight="count")) == {
        "av": 1, "bv": 1, "aw": 1, "bw": 1, "vw": 2,
    }  # fmt: skip


def test_a_talk_within_a_visit_is_one_occasion() -> None:
    rows = [*VISIT, row("v", "talk"), row("a", "talk"), row("c", "talk")]
    net = made(rows, {"visit": {"kind": "Visit"}, "talk": {"kind": "Meeting", "visits": "urn:visit"}}, weight="count")
    assert ties(net) == {"av": 1, "cv": 1, "ac": 1, "bv": 1}


def test_a_meeting_is_one_with_its_parts() -> None:
    rows = [row("a", "whole"), row("b", "part"), row("c", "part"), row("c", "other")]
    known = {"part": {"kind": "Meeting", "wholes": "urn:whole"}, "whole": {"kind": "Meeting"}}
    net = made(rows, known, weight="count")
    assert ties(net) == {"ab": 1, "ac": 1, "bc": 1}
    assert {actor: data["events"] for actor, data in net.nodes(data=True)} == {"urn:a": 1, "urn:b": 1, "urn:c": 2}


def test_a_visit_of_one_side_is_left_out_and_counted() -> None:
    net = made([*VISIT, row("z", "lost", VISITOR)], {"visit": {"kind": "Visit"}, "lost": {"kind": "Visit"}})
    assert "urn:z" not in net and "visits of whose two sides one is not known: 1" in net.graph["left_out"]


LEVELS = [
    row("state", "e", level="delegation"),
    row("state", "e", level="body"),
    row("ministry", "e", level="body"),
    row("state", "e", level="named"),
    row("ministry", "e", level="named"),
    *(row("x", "e", level=level) for level in ("delegation", "body", "named")),
    row("far", "e", level="delegation", through="urn:group"),
]
GROUP = {"ministry": {"above": "urn:state"}, "group": {"members": "urn:far urn:more", "stated": "2"}}


@pytest.mark.parametrize(
    ("options", "actors"),
    [
        ({}, {"state", "x", "far"}),
        ({"level": "body"}, {"ministry", "x"}),  # a state and its ministry are one guest
        ({"level": "named"}, {"state", "ministry", "x"}),
        ({"collectives": "none"}, {"state", "x"}),
    ],
)
def test_a_level_is_chosen_and_said(options: dict, actors: set[str]) -> None:
    net = made(LEVELS, GROUP, **options)
    assert {actor.removeprefix("urn:") for actor in net} == actors
    assert net.graph["level"] == options.get("level", "delegation")


@pytest.mark.parametrize(
    ("members", "stated", "there"),
    [
        ("urn:far urn:more", "2", True),
        ("urn:far urn:more", "5", False),
        ("urn:far urn:more", None, False),
        ("urn:far", None, True),
    ],
)
def test_a_collective_counts_where_all_of_it_came(members: str, stated: str | None, there: bool) -> None:
    group = {"members": members, **({} if stated is None else {"stated": stated})}
    net = made(LEVELS, {"group": group})
    assert ("urn:far" in net) is there
    assert ("of which not all need have come: 1" in net.graph.get("left_out", "")) is not there
    assert "urn:far" in made(LEVELS, {"group": group}, collectives="all")


WEIGHED = [row(actor, event) for event, actors in {"e": "abc", "f": "ab", "g": "a"}.items() for actor in actors]


@pytest.mark.parametrize(
    ("weight", "expected"),
    [
        ("newman", {"ab": 1.5, "ac": 0.5, "bc": 0.5}),
        ("count", {"ab": 2, "ac": 1, "bc": 1}),
        ("binary", {"ab": 1, "ac": 1, "bc": 1}),
        ("cosine", {"ab": 2 / 6**0.5, "ac": 1 / 3**0.5, "bc": 1 / 2**0.5}),
        ("hyperbolic", {"ab": tanh(2), "ac": tanh(1), "bc": tanh(1)}),
    ],
)
def test_weights_come_out_as_by_hand(weight: str, expected: dict[str, float]) -> None:
    net = made(WEIGHED, weight=weight)
    assert ties(net) == pytest.approx(expected) and net.graph["weight"] == weight
    assert {data["count"] for _, _, data in net.edges(data=True)} == {1, 2}


def test_a_number_that_a_document_states_counts_where_it_is_larger() -> None:
    assert ties(made(WEIGHED, {"e": {"stated": "11"}, "f": {"stated": "1"}})) == {"ab": 1.1, "ac": 0.1, "bc": 0.1}
    assert ties(made(WEIGHED, {"e": {"minimum": "21"}})) == {"ab": 1.05, "ac": 0.05, "bc": 0.05}
    assert ties(made(WEIGHED, {"e": {"stated": "9" * 5000, "minimum": "9" * 5000}})) == ties(made(WEIGHED))


DATED = [
    *(row(actor, "old", begin="2001-05-01", end="2001-05-02") for actor in "ab"),
    *(row(actor, "new", begin="2010-05-01", end="2010-05-02") for actor in "bc"),
    *(row(actor, "undated", begin=None, end=None) for actor in "cd"),
]
SORTS = {"old": {"formats": "summit forum"}, "new": {"formats": "summit", "series": "https://w3id.org/cakg/series/s"}}


@pytest.mark.parametrize(
    ("options", "expected", "left"),
    [
        ({"window": "2001"}, {"ab"}, "without a date, where a window was asked for: 1"),
        ({"window": "2001/2010"}, {"ab", "bc"}, "without a date"),
        ({"layers": "format=summit"}, {"ab", "bc"}, "other layers: 1"),
        ({"layers": ["format=summit", "series=s"]}, {"bc"}, "other layers: 2"),
        ({"ego": "a"}, {"ab"}, "actors farther away: 2"),
        ({"ego": "urn:a", "radius": 2}, {"ab", "bc"}, "actors farther away: 1"),
        ({"minimum": 2}, set(), "ties weaker than 2: 3"),
        ({"kinds": "State"}, {"ab"}, "actors of other kinds: 3"),
    ],
)
def test_what_is_left_out_is_counted(options: dict, expected: set[str], left: str) -> None:
    known = {**SORTS, "a": {"kind": "State", "label": "a"}, "b": {"kind": "State"}, "c": {"kind": "Organization"}}
    net = made(DATED, known, **options)
    assert ties(net).keys() == expected and left in net.graph["left_out"]
    assert all(net.graph[name] for name in options)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"weight": "newmann"}, "did you mean newman?"),
        ({"level": "person"}, "choose one of delegation, body, named"),
        ({"level": "body"}, "its actors are of one level"),
        ({"window": "soon"}, "write 2010, 2010/2014"),
        ({"window": "1850"}, "choose wider"),
        ({"layers": "summit"}, "is no layer"),
        ({"layers": "format=sumit"}, "did you mean summit?"),
        ({"kinds": "Stat"}, "no actor is of the kind 'Stat'"),
        ({"ego": "nobody"}, "'nobody' is not in the network"),
        ({"ego": "a", "radius": 0}, "radius of 1 or more"),
        ({"minimum": -1}, "give a number from 0"),
        ({"minimum": float("nan")}, "give a number from 0"),
        ({"minimum": "much"}, "is no number for minimum"),
        ({"backbone": 1.5}, "or 1 to keep all ties with their p- and q-values"),
        ({"bipartite": True, "backbone": 0.05}, "leave them out, or bipartite"),
        ({"newman": True}, "is no option of networks"),
    ],
)
def test_what_cannot_be_chosen_is_refused_in_one_line(options: dict, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        made(DATED, SORTS, **options)
    assert said in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize("option", ["level", "collectives", "weight", "window", "layers", "backbone"])
def test_ties_are_not_projected(option: str) -> None:
    value = {"level": "body", "collectives": "all", "weight": "count", "window": "2010", "layers": "format=x"}
    with pytest.raises(UsageError, match=f"{option} goes with two-mode views"):
        build([{"source": "urn:a", "target": "urn:b"}], "ties", **{option: value.get(option, 0.05)})


def test_ties_are_narrowed_too() -> None:
    rows = [{"source": f"urn:{s}", "target": f"urn:{t}"} for s, t in ("ab", "ab", "bc", "cd")]
    assert ties(build(rows, "ties", minimum=2)) == {"ab": 2}
    assert ties(build(rows, "ties", ego="urn:a")) == {"ab": 2}


def test_persons_and_organizations_are_not_ranked_together() -> None:
    rows, known = [row("p", "e"), row("o", "e")], {"p": {"kind": "Person"}, "o": {"kind": "Organization"}}
    with pytest.raises(UsageError, match="not ranked together; choose kinds"):
        rank(made(rows, known))
    assert [score.actor for score in rank(made(rows, known, kinds="Person"))] == ["urn:p"]


def test_a_projection_is_turned_into_what_it_is_of() -> None:
    net = made(WEIGHED, {"a": {"label": "Aland", "kind": "State"}}, minimum=1)
    both = turned(net)
    assert dict(both.nodes(data=True)) == dict(
        made(WEIGHED, {"a": {"label": "Aland", "kind": "State"}}, bipartite=True).nodes(data=True)
    )


@pytest.mark.parametrize("weight", WEIGHTS)
def test_everything_chosen_is_in_the_network_and_its_command(weight: str, sample_root) -> None:
    chosen = {"weight": weight, "level": "named", "collectives": "all", "window": "2018/2019", "ego": "tajikistan"}
    net = cakg.network("delegations-by-events", root=sample_root, layers=["format=bilateral"], **chosen)
    assert {name: net.graph[name] for name in chosen} == chosen and net.graph["layers"] == "format=bilateral"
    asked = "--lang en --level named --collectives all --weight"
    assert net.graph["asked"] == (
        f"cakg network delegations-by-events {asked} {weight} --window 2018/2019 --layer 'format=bilateral'"
        " --ego tajikistan"
    )
    assert net.graph["license"] and net.graph["date"] and "announced" in net.graph["not_counted"]
