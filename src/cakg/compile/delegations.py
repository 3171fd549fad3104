"""Delegations: which state or whole organization sent whom, and for whom counts what somebody does or is."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from cakg.engine.index import Index
from cakg.read.claims import Triple
from cakg.words.namespaces import ACTOR_KINDS, BASE, CAKG, PREFIXES, W3ORG

_DELEGATION, _COUNTS_FOR = NamedNode(CAKG + "delegation"), NamedNode(CAKG + "countsFor")
_ACTORS = tuple(PREFIXES[kind] for kind in ACTOR_KINDS)
_POST_IN, _PART_OF = W3ORG + "postIn", W3ORG + "subOrganizationOf"


def delegations(view: Index) -> Iterator[Triple]:
    """Yield `cakg:delegation`, the states and whole organizations that sent those who have a participation.

    Who is said to speak for somebody is sent by these, whatever the office: a group sends nobody, its members
    do. Else a person is sent by the body of the office, a group by those it is drawn from, a state or an organization
    by itself. For all others nothing is known.
    """
    for part in view.subjects():
        if not part.startswith(BASE + "part/"):
            continue
        for sender in sorted({top for body in _bodies(view, part) for top in wholes(view, body)}):
            yield Triple(NamedNode(part), _DELEGATION, NamedNode(sender))


def counts(view: Index) -> Iterator[Triple]:
    """Yield `cakg:countsFor`, the actors for whom an actor counts and what it does: each participation and statement.

    An actor counts for itself, a body for the bodies, the organization and the state above it, a group for those it is
    drawn from. What somebody does counts for the actor and for whom it is done; also for the body of the office, unless
    it is done for a state or an organization to which this body does not belong.
    """
    for subject in view.subjects():
        if subject.startswith((BASE + "part/", BASE + "statement/")):
            near = {*_doers(view, subject), *_spoken_for(view, subject)}
        elif subject.startswith(_ACTORS):
            near = {subject}
        else:
            continue
        for actor in sorted({one for body in near for one in above(view, body)}):
            yield Triple(NamedNode(subject), _COUNTS_FOR, NamedNode(actor))


def above(view: Index, body: str) -> set[str]:
    """Return an actor with all above it: the bodies it is part of, their states, and those a group is drawn from."""
    return view.reached([body], _PART_OF, "organOf", "drawnFrom")


def wholes(view: Index, body: str) -> set[str]:
    """Return the state of which a body, or one that it is part of, is an organ; else the organizations above it all."""
    found, seen, waiting = set(), set(), [body]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        state = view.thing(one, "organOf")
        above = view.things(one, _PART_OF)
        if state is None and above:
            waiting.extend(above)
        elif one.startswith((BASE + "state/", BASE + "org/")):
            found.add(state or one)
    return found


def _bodies(view: Index, part: str) -> list[str]:
    """Return the bodies that an actor stands for in a participation, as the documents name them."""
    said = [one for one in view.things(part, "representing") if not one.startswith(BASE + "group/")]
    actor = view.thing(part, "actor")
    if said or actor is None:
        return said
    if actor.startswith(BASE + "person/"):
        return _offices(view, part)
    return view.things(actor, "drawnFrom") or [actor]


def _doers(view: Index, deed: str) -> list[str]:
    """Return who takes a part or makes a statement."""
    return [*view.things(deed, "actor"), *view.things(deed, "speaker")]


def _spoken_for(view: Index, deed: str) -> list[str]:
    """Return for whom something is done: as documents say, and the bodies of the office that belong to these."""
    said = view.things(deed, "representing")
    tops = {top for body in said for top in wholes(view, body)}
    offices = [body for body in _offices(view, deed) if not said or tops & wholes(view, body)]
    return [*said, *offices]


def _offices(view: Index, deed: str) -> list[str]:
    """Return the bodies in which the offices exist in which somebody acts."""
    return [body for post in view.things(deed, "capacity") for body in view.things(post, _POST_IN)]
