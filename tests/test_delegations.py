"""Who sent whom, and where a body sits: what is derived about actors and their bodies."""

from collections.abc import Iterable

import pytest
from pyoxigraph import NamedNode

from cakg.compile.delegations import above, counts, delegations, wholes
from cakg.compile.derive import participants, participants_in_part
from cakg.compile.sittings import presumed_places
from cakg.engine.index import Index
from cakg.read.claims import Triple
from cakg.read.turtle import parse
from cakg.words.namespaces import CAKG, compact, expand, sparql_prologue

_HEAD = sparql_prologue()
_BODIES = """
org:mfa cakg:organOf state:s ; w3org:subOrganizationOf org:government .
org:government cakg:organOf state:s .
org:department w3org:subOrganizationOf org:mfa .
org:unit w3org:subOrganizationOf org:secretariat .
org:secretariat w3org:subOrganizationOf org:un .
org:joint w3org:subOrganizationOf org:un , org:wto .
org:ring w3org:subOrganizationOf org:wheel . org:wheel w3org:subOrganizationOf org:ring .
post:minister w3org:postIn org:mfa .
post:president w3org:postIn state:s .
post:envoy w3org:postIn org:unit .
group:envoys cakg:drawnFrom org:mfa , state:t .
"""


def index(text: str) -> Index:
    return Index(parse(_HEAD + text, "text"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("state:s", {"state:s"}),
        ("org:mfa", {"state:s"}),
        ("org:department", {"state:s"}),
        ("org:unit", {"org:un"}),
        ("org:un", {"org:un"}),
        ("org:joint", {"org:un", "org:wto"}),
        ("org:ring", set()),
        ("group:envoys", set()),
        ("person:p", set()),
    ],
)
def test_what_a_body_belongs_to_as_a_whole(body: str, expected: set[str]) -> None:
    assert wholes(index(_BODIES), expand(body)) == set(map(expand, expected))


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param("cakg:actor state:s", {"state:s"}, id="as named"),
        pytest.param("cakg:actor org:mfa", {"state:s"}, id="a body"),
        pytest.param("cakg:actor person:p ; cakg:capacity post:minister", {"state:s"}, id="an office in a body"),
        pytest.param("cakg:actor person:p ; cakg:capacity post:president", {"state:s"}, id="an office in a state"),
        pytest.param("cakg:actor person:p ; cakg:capacity post:minister ; cakg:representing org:unit", {"org:un"},
                     id="who is represented counts, not the office"),
        pytest.param("cakg:actor state:t ; cakg:representing group:envoys", {"state:t"}, id="a group sends nobody"),
        pytest.param("cakg:actor person:p ; cakg:capacity post:envoy , post:president", {"org:un", "state:s"},
                     id="two offices"),
        pytest.param("cakg:actor group:envoys", {"state:s", "state:t"}, id="a group is sent by its members' bodies"),
        pytest.param("cakg:actor group:unknown", set(), id="a group of whom nothing is known"),
        pytest.param("cakg:actor person:p", set(), id="a person without office"),
        pytest.param("cakg:quote 'x'@en", set(), id="a participation without its actor"),
    ],
)  # fmt: skip
def test_who_sent_whom(part: str, expected: set[str]) -> None:
    found = list(delegations(index(f"{_BODIES} part:x {part} . statement:x cakg:representing org:mfa .")))
    assert all(t.subject == NamedNode(expand("part:x")) for t in found)
    assert {t.predicate.value for t in found} <= {CAKG + "delegation"}
    assert {str(t.object.value) for t in found} == set(map(expand, expected))
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        pytest.param("part:x cakg:actor org:department", "org:department org:mfa org:government state:s", id="a body"),
        pytest.param("part:x cakg:actor state:t ; cakg:representing group:envoys",
                     "state:t group:envoys org:mfa org:government state:s", id="a group that is spoken for"),
        pytest.param("part:x cakg:actor person:p ; cakg:capacity post:minister",
                     "person:p org:mfa org:government state:s", id="an office"),
        pytest.param("part:x cakg:actor person:p ; cakg:capacity post:minister ; cakg:representing state:s",
                     "person:p org:mfa org:government state:s", id="an office in the state spoken for"),
        pytest.param("part:x cakg:actor person:p ; cakg:capacity post:minister ; cakg:representing org:unit",
                     "person:p org:unit org:secretariat org:un", id="an office elsewhere does not count"),
        pytest.param("statement:x cakg:speaker person:p ; cakg:capacity post:envoy",
                     "person:p org:unit org:secretariat org:un", id="a statement"),
        pytest.param("part:x cakg:actor org:ring", "org:ring org:wheel", id="a ring has an end"),
        pytest.param("event:x cakg:concerns org:mfa", "", id="an event counts for nobody"),
    ],
)  # fmt: skip
def test_for_whom_a_deed_counts(deed: str, expected: str) -> None:
    found = [t for t in counts(index(f"{_BODIES} {deed} .")) if t.subject.value.endswith("/x")]
    assert {t.predicate.value for t in found} <= {CAKG + "countsFor"}
    assert sorted(str(t.object.value) for t in found) == sorted(map(expand, expected.split()))


def test_an_actor_counts_for_itself_and_for_all_above() -> None:
    given = index(_BODIES + "person:p a cakg:Person . place:x a cakg:Place .")
    found = {(t.subject.value, str(t.object.value)) for t in counts(given)}
    pairs = ("person:p person:p", "group:envoys org:mfa", "org:unit org:un", "org:unit org:unit")
    assert {tuple(map(expand, pair.split())) for pair in pairs} < found
    assert above(given, expand("org:joint")) == set(map(expand, ("org:joint", "org:un", "org:wto")))
    assert not any(subject.startswith(expand("place:x")) for subject, _ in found)


def shown(found: Iterable[Triple]) -> set[str]:
    return {f"{compact(s.value)} {p.value.removeprefix(CAKG)} {compact(str(o.value))}" for s, p, o in found}


def test_whom_an_event_involves() -> None:
    """Whoever came, for whom they came, and those from whom a group is drawn; not those who stayed away."""
    came = "event:x cakg:participation part:x , part:y . part:x cakg:actor group:envoys ; cakg:representing org:unit ."
    found = participants(index(f"{_BODIES} {came} part:y cakg:actor person:p ; cakg:attendance attendance:declined ."))
    involved = {f"event:x involves {who}" for who in ("group:envoys", "org:unit", "org:mfa", "state:t")}
    assert shown(found) == {"event:x hasParticipant group:envoys", *involved}


def test_who_attended_the_whole_did_not_attend_in_a_part() -> None:
    text = "event:day cakg:partOf event:week ; cakg:hasParticipant person:p , person:q ."
    found = participants_in_part(index(f"{text} event:week cakg:hasParticipant person:q ."))
    assert shown(found) == {"event:week hasParticipantInPart person:p"}


_SITS = """
series:briefings cakg:usualPlace place:new-york .
series:elsewhere cakg:usualPlace place:geneva .
org:council cakg:usualPlace place:vienna .
event:e a cakg:Event ; cakg:participation part:e .
"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("event:e cakg:inSeries series:briefings", "place:new-york", id="the series decides"),
        pytest.param("event:e cakg:inSeries series:briefings ; cakg:place place:rome", None, id="a report has a place"),
        pytest.param("event:e cakg:inSeries series:briefings ; cakg:format format:online", None, id="online"),
        pytest.param("event:d cakg:inSeries series:briefings ; cakg:format format:online . event:e cakg:inSeries"
                     " series:briefings", "place:new-york", id="after one online"),
        pytest.param("event:e cakg:inSeries series:briefings , series:elsewhere", None, id="two places are none"),
        pytest.param("event:e a cakg:Meeting . part:e cakg:actor org:council ; cakg:role role:receiver",
                     "place:vienna", id="a body that received"),
        pytest.param("event:e a cakg:Adoption . part:e cakg:actor org:council ; cakg:role role:adopter",
                     "place:vienna", id="a body that adopted"),
        pytest.param("event:e a cakg:Meeting ; cakg:inSeries series:briefings . part:e cakg:actor org:council ;"
                     " cakg:role role:receiver", "place:new-york", id="the series before the body"),
        pytest.param("event:e a cakg:Meeting . part:e cakg:actor org:council ; cakg:role role:participant", None,
                     id="a body that merely took part"),
        pytest.param("event:e a cakg:Establishment . part:e cakg:actor org:council ; cakg:role role:adopter", None,
                     id="what a body founds is elsewhere"),
        pytest.param("event:e a cakg:Meeting . part:e cakg:actor org:other ; cakg:role role:receiver", None,
                     id="a body of no usual place"),
    ],
)  # fmt: skip
def test_where_a_body_usually_sits(said: str, expected: str | None) -> None:
    found = [str(t.object.value) for t in presumed_places(index(f"{_SITS} {said} ."))]
    assert found == ([] if expected is None else [expand(expected)])
