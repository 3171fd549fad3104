"""The events of the accepted view, each with its participants, statements and quotes."""

from cakg.ask.respects import WORDS_OF_FACTS
from cakg.ask.showing import Claim
from cakg.compile.derive import took_place
from cakg.web.entry import Event, Link, Part, Said
from cakg.web.reader import Reader, identifier
from cakg.words.namespaces import BASE, CAKG, RDF, SKOS, kind_of
from cakg.words.wording import wording

_FACTS = "date place status format ordinal statedCount statedMinimum partOf inMarginsOf"
_CLAIMED = tuple((name, WORDS_OF_FACTS[name]) for name in _FACTS.split())
_TAKEN = (("actor", "who"), ("role", "role"), ("capacity", "as"), ("representing", "for"))
_SORTS = ("Visit", "Adoption", "Establishment", "Election", "Exercise", "Incident", "Meeting")


def events(index: Reader) -> tuple[Event, ...]:
    """Return every event, the latest first, those without a date last."""
    found = sorted((_event(index, iri) for iri in index.instances("Event")), key=lambda event: event.iri)
    return tuple(sorted(found, key=lambda event: event.day, reverse=True))


def _event(index: Reader, iri: str) -> Event:
    parts, said = index.values(iri, "participation"), _of_kind(index, iri, "statement")
    facts = [
        ("Format", index.links(iri, "format")),
        ("Series", index.links(iri, "inSeries")),
        ("Number in the series", tuple(Link(text, None) for text in index.values(iri, "ordinal"))),
        ("Topics", index.links(iri, "topic")),
        ("Purpose", tuple(Link(text, None) for text in index.values(iri, "purpose"))),
        ("Part of", index.links(iri, "partOf")),
        ("Attended a part of it", index.links(iri, "hasParticipantInPart")),
        ("In the margins of", index.links(iri, "inMarginsOf")),
        ("Concerns", index.links(iri, "concerns")),
        ("On the basis of", index.links(iri, "basis")),
        ("Outcome", index.links(iri, "outcome")),
        ("Signed or done there", tuple(Link(index.label(one), None) for one in _of_kind(index, iri, "action"))),
        ("Participants by the document’s count", tuple(Link(text, None) for text in index.values(iri, "statedCount"))),
        ("At least, by the document’s count", tuple(Link(text, None) for text in index.values(iri, "statedMinimum"))),
    ]
    disputed = [each for node in (iri, *parts) for each in index.owners(node, "onSubject")]
    return Event(
        iri=iri,
        id=identifier(iri),
        label=index.label(iri),
        names=index.other_names(iri),
        date=wording(index.first(iri, "date") or ""),
        begin=index.first(iri, "begin") or "",
        end=index.first(iri, "end") or "",
        sort=_sort(index, iri),
        status=index.shown(iri, "status"),
        planned=not took_place(index, iri),
        place=index.shown(iri, "place"),
        site=index.first(iri, "place"),
        series=index.shown(iri, "inSeries"),
        facts=tuple(fact for fact in facts if fact[1]),
        shown=index.shown_by(*(Claim(iri, name, word) for name, word in _CLAIMED)),
        parts=tuple(_part(index, part) for part in sorted(parts, key=lambda part: _part_order(index, part))),
        completeness=index.shown(iri, "participantList"),
        statements=tuple(_said(index, one) for one in said),
        cited=index.cited(iri, *parts, *said),
        disputes=sum(CAKG + "Disagreement" in index.values(each, RDF + "type") for each in disputed),
        note=" ".join(index.values(iri, SKOS + "editorialNote")),
    )


def _of_kind(index: Reader, iri: str, kind: str) -> list[str]:
    """Return the statements made at an event, or the treaty actions taken there."""
    return [one for one in index.owners(iri, "occasion") if kind_of(one) == kind]


def _sort(index: Reader, iri: str) -> str:
    types = index.values(iri, RDF + "type")
    return next((sort for sort in _SORTS if CAKG + sort in types), "Event")


def _is_absent(index: Reader, part: str) -> bool:
    """Tell whether a participant is said to have been anything but present, which goes without saying."""
    return index.first(part, "attendance") not in (None, BASE + "attendance/attended")


def _part_order(index: Reader, part: str) -> tuple[bool, str, str]:
    return _is_absent(index, part), index.label(index.first(part, "actor") or ""), part


def _part(index: Reader, part: str) -> Part:
    taken = (*_TAKEN, ("attendance", "attendance")) if _is_absent(index, part) else _TAKEN
    return Part(
        actor=index.link(index.first(part, "actor") or part),
        role=index.shown(part, "role"),
        capacity=index.shown(part, "capacity"),
        representing=index.links(part, "representing"),
        level=index.shown(part, "level"),
        attendance=index.shown(part, "attendance") if _is_absent(index, part) else "",
        shown=index.shown_by(*(Claim(part, name, word) for name, word in taken)),
    )


def _said(index: Reader, iri: str) -> Said:
    speakers = index.links(iri, "speaker")
    shown = index.shown_by(Claim(iri, "speaker", "who"), Claim(iri, "act", "act"))
    return Said(speakers, index.shown(iri, "act"), " ".join(index.values(iri, "content")), shown)
