"""Delegations: which state or whole organization sent whom, whatever the documents called them."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from cakg.engine.index import Index
from cakg.read.claims import Triple
from cakg.words.namespaces import BASE, CAKG, W3ORG

_DELEGATION = NamedNode(CAKG + "delegation")
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


def wholes(view: Index, body: str) -> set[str]:
    """Return the state of which a body, or one that it is part of, is an organ; else the organizations above it all."""
    found, seen, waiting = set(), set(), [body]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        state = view.first(one, "organOf")
        above = view.values(one, _PART_OF)
        if state is None and above:
            waiting.extend(above)
        elif one.startswith((BASE + "state/", BASE + "org/")):
            found.add(state or one)
    return found


def _bodies(view: Index, part: str) -> list[str]:
    """Return the bodies that an actor stands for in a participation, as the documents name them."""
    said = [one for one in view.values(part, "representing") if not one.startswith(BASE + "group/")]
    actor = view.first(part, "actor")
    if said or actor is None:
        return said
    if actor.startswith(BASE + "person/"):
        return [body for post in view.values(part, "capacity") for body in view.values(post, _POST_IN)]
    return view.values(actor, "drawnFrom") or [actor]
