"""Meetings: which participations mean that two met, and how closely; the one place that decides it."""

from collections.abc import Iterator
from itertools import permutations

from pyoxigraph import NamedNode

from cakg.compile.derive import attended
from cakg.engine.index import Index
from cakg.read.claims import TYPE, Triple
from cakg.words.namespaces import BASE, CAKG, SKOS

_TALKED, _SAT = NamedNode(CAKG + "talkedWith"), NamedNode(CAKG + "satIn")
_MEETING = CAKG + "Meeting"
_BROADER = SKOS + "broader"
_VISITOR, _RECEIVER = BASE + "role/visitor", BASE + "role/receiver"
_TRAINING = BASE + "format/training"
_OF_FEW = frozenset((BASE + "format/bilateral", BASE + "format/trilateral"))


def meetings(view: Index) -> Iterator[Triple]:
    """Yield `cakg:satIn`, the meeting whose session a participation was in, and `cakg:talkedWith` between two sides.

    Only who came to what took place met anybody; a course is no meeting. Visitors talk with who receives them, whatever
    sort of event it is, and the sides of a bilateral or trilateral meeting with one another. Those who came together,
    or received together, are one side, and so are those who stand for one body or for bodies of one state.
    """
    for event in view.subjects():
        if not event.startswith(BASE + "event/"):
            continue
        formats = view.reached(view.values(event, "format"), _BROADER)
        if _TRAINING in formats:
            continue
        parts = attended(view, event)
        sat = _MEETING in view.values(event, TYPE.value)
        if sat:
            yield from (Triple(NamedNode(part), _SAT, NamedNode(event)) for part in parts)
        few = sat and not _OF_FEW.isdisjoint(formats)
        for one, other in permutations(parts, 2):
            if _received(view, one, other) or (few and _face(view, one, other)):
                yield Triple(NamedNode(one), _TALKED, NamedNode(other))


def _received(view: Index, one: str, other: str) -> bool:
    """Tell whether one of two came to the other as a visitor."""
    roles, others = view.values(one, "role"), view.values(other, "role")
    return (_VISITOR in roles and _RECEIVER in others) or (_RECEIVER in roles and _VISITOR in others)


def _face(view: Index, one: str, other: str) -> bool:
    """Tell whether two at a meeting of few sides were of different sides."""
    roles, others = view.values(one, "role"), view.values(other, "role")
    together = any(role in roles and role in others for role in (_VISITOR, _RECEIVER))
    return not together and _side(view, one).isdisjoint(_side(view, other))


def _side(view: Index, part: str) -> set[str]:
    senders = (one for one in view.values(part, "delegation") if one.startswith(BASE + "state/"))
    return {*view.values(part, "actor"), *view.values(part, "representing"), *senders}
