"""The documents of the record, where they disagree, and the places they speak of."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cakg.ask.ledger import Stand, settled
from cakg.ask.ledger import disputes as ledger
from cakg.web.entry import Disagreement, Document, Event, Link, Reading, Site, Text
from cakg.web.reader import Reader, identifier, spaced, web_url
from cakg.words.collation import order
from cakg.words.namespaces import DCTERMS, GEO
from cakg.words.wording import wording

if TYPE_CHECKING:
    from rdflib import Dataset

_DATED = frozenset(f"cakg:{name}" for name in ("date", "from", "until", "attestedOn", "announcedOn"))


def documents(index: Reader) -> tuple[Document, ...]:
    """Return every report by day of issue, those without one last."""
    found = [_document(index, iri) for iri in index.instances("Report")]
    return tuple(sorted(found, key=lambda one: (not one.begin, one.begin, one.title.text, one.id)))


def _document(index: Reader, iri: str) -> Document:
    quoted = {index.ground(node) for node in index.owners(iri, "report")}
    title = index.first(iri, DCTERMS + "title") or index.label(iri)
    return Document(
        id=identifier(iri),
        title=Text(title, index.language(iri, title, DCTERMS + "title")),
        publisher=index.shown(iri, DCTERMS + "publisher"),
        date=wording(index.first(iri, DCTERMS + "issued") or ""),
        begin=index.first(iri, "begin") or "",
        language=", ".join(index.values(iri, DCTERMS + "language")),
        url=web_url(index.first(iri, "url")),
        published=web_url(index.first(iri, "publishedAt")),
        read=index.shown(iri, "extent"),
        verified=index.first(iri, "textDigest") is not None,
        quotes=len(quoted - {""}),
        imported=index.is_import(iri),
    )


def quotes(index: Reader) -> int:
    """Return the number of distinct quotes of all documents."""
    found = ((index.first(iri, "report"), index.first(iri, "quote")) for iri in index.instances("Evidence"))
    return len({one for one in found if one[1] is not None})


def disagreements(index: Reader, dataset: "Dataset") -> tuple[Disagreement, ...]:
    """Return every disagreement, the open ones first."""
    found = []
    for dispute in ledger(dataset):
        owner = next(iter(index.owners(dispute.subject, "participation")), dispute.subject)
        readings = tuple(_reading(index, dispute.property, stand, index.label(owner)) for stand in dispute.readings)
        subject = Link(dispute.label, index.link(owner).href)
        name = spaced(dispute.property.partition(":")[2])
        sort = dispute.sort
        found.append(Disagreement(subject, name, sort, not settled(dispute), dispute.reason or "", readings))
    return tuple(sorted(found, key=lambda one: (not one.open, one.subject.text, one.property)))


def _reading(index: Reader, property: str, stand: Stand, owner: str) -> Reading:
    value = wording(stand.value) if property in _DATED else stand.value.removesuffix(f": {owner}")
    documents = ((index.link(report), index.source(report)) for report in stand.reports)
    return Reading(value, tuple(documents), stand.accepted, stand.vaguer)


def sites(index: Reader, events: Iterable[Event]) -> tuple[Site, ...]:
    """Return the places of events, those with most events first; a venue counts for the city around it."""
    counts: dict[str, int] = {}
    for event in events:
        if event.site is not None:
            site = _located(index, event.site)
            counts[site] = counts.get(site, 0) + 1
    ranked = sorted(counts, key=lambda iri: (-counts[iri], order(index.label(iri))))
    return tuple(Site(index.label(iri), *_point(index, iri), counts[iri]) for iri in ranked)


def _located(index: Reader, place: str) -> str:
    """Return the nearest place around a place, or itself, that has coordinates; else the place itself."""
    at, seen = place, set()
    while at not in seen:
        if _point(index, at) != (None, None):
            return at
        seen.add(at)
        at = index.first(at, "within") or at
    return place


def _point(index: Reader, place: str) -> tuple[float | None, float | None]:
    """Return latitude and longitude of a place, None twice where one of them is missing or no number."""
    try:
        return float(index.first(place, GEO + "lat") or ""), float(index.first(place, GEO + "long") or "")
    except ValueError:
        return None, None
