"""Sittings: where an event that no report places is taken to have been, by the usual place of its series or body."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from cakg.engine.index import Index
from cakg.read.claims import TYPE, Triple
from cakg.words.namespaces import BASE, CAKG

_PLACE = NamedNode(CAKG + "presumedPlace")
_SITTINGS = frozenset((CAKG + "Meeting", CAKG + "Adoption"))
_SITS_AS = frozenset(BASE + "role/" + slug for slug in ("adopter", "organizer", "receiver"))
_NOWHERE = BASE + "format/online"


def presumed_places(view: Index) -> Iterator[Triple]:
    """Yield `cakg:presumedPlace` for each event without a place, unless it took place online.

    The series of the event decides; else a body that sat, which adopted something, convened others or received them:
    who merely took part may have travelled. Two usual places are no place.
    """
    for event in view.subjects():
        if not event.startswith(BASE + "event/") or view.objects(event, "place"):
            continue
        if _NOWHERE in view.values(event, "format"):
            continue
        usual = {place for one in view.things(event, "inSeries") for place in view.things(one, "usualPlace")}
        usual = usual or {place for body in _sitting(view, event) for place in view.things(body, "usualPlace")}
        if len(usual) == 1:
            yield Triple(NamedNode(event), _PLACE, NamedNode(usual.pop()))


def _sitting(view: Index, event: str) -> Iterator[str]:
    if _SITTINGS.isdisjoint(view.values(event, TYPE.value)):
        return
    for part in view.things(event, "participation"):
        if not _SITS_AS.isdisjoint(view.values(part, "role")):
            yield from view.things(part, "actor")
