"""What follows from the accepted view and is never written by hand: days, participants, disagreements."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode

from cakg.compile.accept import Verdict
from cakg.engine.index import Index, Lookup
from cakg.read.claims import TYPE, Term, Triple
from cakg.words.dates import span
from cakg.words.namespaces import AWAY, BASE, CAKG, DCTERMS, XSD, local_name


def ancestors(triples: Iterable[Triple], parents: Mapping[str, Iterable[str]]) -> Iterator[Triple]:
    """Yield the superclasses of every type and the superproperties of every statement."""
    for subject, predicate, value in triples:
        if predicate == TYPE:
            for parent in parents.get(str(value.value), ()):
                yield Triple(subject, TYPE, NamedNode(parent))
        else:
            for parent in parents.get(predicate.value, ()):
                yield Triple(subject, NamedNode(parent), value)


def days(view: Index) -> Iterator[Triple]:
    """Yield `cakg:begin` and `cakg:end`, the earliest and latest day that the dates of a thing allow."""
    points = (CAKG + "date", DCTERMS + "issued", DCTERMS + "created")
    for subject in view.subjects():
        point = next((said for name in points if (said := view.first(subject, name)) is not None), None)
        first = view.first(subject, "from") if point is None else point
        last = view.first(subject, "until") if point is None else point
        begin = None if first is None else span(first)
        end = None if last is None else span(last)
        bounds = {"begin": None if begin is None else begin.begin, "end": None if end is None else end.end}
        for name, day in bounds.items():
            if day is not None:
                yield _triple(subject, name, Literal(day.isoformat(), datatype=NamedNode(XSD + "date")))


def participants(view: Index) -> Iterator[Triple]:
    """Yield `cakg:hasParticipant` and `cakg:involves`.

    Who was only expected, invited, absent or declined did not attend, nor did anyone attend what did not take place.
    """
    for owner in view.subjects():
        event = owner.startswith(BASE + "event/")
        for part in attended(view, owner):
            for actor in view.things(part, "actor"):
                if event:
                    yield _triple(owner, "hasParticipant", NamedNode(actor))
                for who in (actor, *view.things(part, "representing"), *view.things(actor, "drawnFrom")):
                    yield _triple(owner, "involves", NamedNode(who))


def attended(view: Index, owner: str) -> list[str]:
    """Return the participations of those who came to an event that took place, or who take part in an undertaking."""
    if owner.startswith(BASE + "event/") and not took_place(view, owner):
        return []
    parts = view.things(owner, "participation")
    return [part for part in parts if view.objects(part, "actor") and view.first(part, "attendance") not in AWAY]


def participants_in_part(view: Index) -> Iterator[Triple]:
    """Yield `cakg:hasParticipantInPart`: who attended a part and, as far as is known, not the whole.

    A visit is no whole of this sort: who met the traveller at one stop was not on the journey.
    """
    for part in view.subjects():
        actors = view.objects(part, "hasParticipant")
        wholes = _wholes(view, part) if actors else set()
        for whole in sorted(wholes):
            for actor in actors:
                if took_place(view, whole) and actor not in view.objects(whole, "hasParticipant"):
                    yield _triple(whole, "hasParticipantInPart", actor)


def _wholes(view: Index, part: str) -> set[str]:
    """Return the events of which one is a part, at any remove, as far as none of them is a visit."""
    found, waiting = set[str](), [part]
    while waiting:
        for whole in view.things(waiting.pop(), "partOf"):
            visit = CAKG + "Visit" in view.values(whole, TYPE.value)
            if whole.startswith(BASE + "event/") and not visit and whole not in found:
                found.add(whole)
                waiting.append(whole)
    return found


def took_place(view: Lookup, thing: str) -> bool:
    """Tell whether a thing took place: its status says so, or it has none."""
    status = view.first(thing, "status")
    return status is None or view.first(status, "tookPlace") == "true"


def disagreements(verdicts: Iterable[Verdict]) -> Iterator[Triple]:
    """Yield a `cakg:Disagreement` with its readings for each verdict on something disputed."""
    for verdict in verdicts:
        if verdict.sort is None:
            continue
        name = "-".join(verdict.subject.value.rsplit("/", 2)[-2:]) + "--" + local_name(verdict.predicate.value)
        node = BASE + "disagreement/" + name
        yield Triple(NamedNode(node), TYPE, NamedNode(CAKG + "Disagreement"))
        yield _triple(node, "onSubject", verdict.subject)
        yield _triple(node, "onProperty", verdict.predicate)
        yield _triple(node, "disagreementType", NamedNode(f"{BASE}kind/{verdict.sort}-disagreement"))
        if verdict.ruling is not None:
            yield _triple(node, "ruling", verdict.ruling)
        for number, reading in enumerate(verdict.readings, 1):
            one = f"{BASE}reading/{name}--{number}"
            accepted = "true" if reading.value in verdict.held else "false"
            yield _triple(node, "reading", NamedNode(one))
            yield Triple(NamedNode(one), TYPE, NamedNode(CAKG + "Reading"))
            yield _triple(one, "value", reading.value)
            yield _triple(one, "accepted", Literal(accepted, datatype=NamedNode(XSD + "boolean")))
            for report in reading.reports:
                yield _triple(one, "report", NamedNode(report))


def _triple(subject: str, name: str, value: Term) -> Triple:
    return Triple(NamedNode(subject), _ours(name), value)


@cache
def _ours(name: str) -> NamedNode:
    return NamedNode(CAKG + name)
