"""The page of a disagreement: its readings side by side with their words, their origins, and how it was decided."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from cakg.ask.ledger import Dispute, settled
from cakg.web import sections
from cakg.web.citations import Citation, contested, shown
from cakg.web.edition import Edition
from cakg.web.entry import Link, Text
from cakg.web.layout import Section
from cakg.web.paths import path_of
from cakg.words.namespaces import local_name

_RULES = (
    "Nobody has ruled. The rules take the value with the most independent origins; among equals that of a publisher "
    "who took part, then the latest."
)


@dataclass(frozen=True)
class Side:
    """Hold one reading: its value, its documents with their words, how many independent origins these have."""

    anchor: str
    value: Link
    accepted: bool | None
    vaguer: bool
    citations: tuple[Citation, ...]
    more: int
    all: str
    origins: str


def page_sections(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of a disagreement."""
    dispute = edition.stock.testimony.ledger(edition.lang)[iri]
    sides = _sides(edition, iri, dispute)
    items = [edition.marks.side(one, not settled(dispute)) for one in sides]
    return [
        Section("readings", edition.t("The readings"), items, wrap="sides", counted=False, share=9),
        Section(
            "decision",
            edition.t("How it was decided"),
            [edition.marks.decision(*_decision(edition, iri, dispute))],
            wrap="div",
            counted=False,
        ),
        sections.fact_section(edition, iri, "reading", "rationale", title="What it is on"),
        *sections.back_links(edition, iri),
    ]


def _sides(edition: Edition, iri: str, dispute: Dispute) -> list[Side]:
    index, testimony = edition.index, edition.stock.testimony
    stands = {one.reading: one for one in dispute.readings}
    property = index.first(iri, "onProperty") or ""
    found = []
    for reading in index.values(iri, "reading"):
        reports = sorted(index.values(reading, "report"), key=testimony.age)
        accepted = index.first(reading, "accepted")
        for value in index.objects(reading, "value"):
            count = edition.stock.weights.count(reports)
            cited, more = contested(edition, dispute.subject, property, value, reports)
            origins = edition.t("{n} independent origin|{n} independent origins", n=count) if reports else ""
            is_vaguer = reading in stands and stands[reading].vaguer
            name = shown(edition, value)
            if isinstance(value, NamedNode) and name.href is None and reading in stands:
                name = Link(stands[reading].value, None)
            is_held = None if accepted is None else accepted == "true"
            address, all = f"reading-{local_name(reading)}", f"{path_of(dispute.subject)}#documents"
            found.append(Side(address, name, is_held, is_vaguer, cited, more, all, origins))
    return sorted(found, key=lambda one: (not one.accepted, -len(one.citations), one.anchor))


def _decision(edition: Edition, iri: str, dispute: Dispute) -> tuple[str, Text | None, Link | None]:
    """Return how a disagreement was decided, the reason in the words of the curators, and the ruling."""
    index, t = edition.index, edition.t
    ruling = index.first(iri, "ruling")
    reason = next(
        (
            value
            for node in (ruling, iri)
            if node is not None
            for value in index.objects(node, "rationale")
            if value.value == dispute.reason
        ),
        None,
    )
    lang = getattr(reason, "language", None) or ""
    text = None if reason is None else Text(reason.value, "" if lang == edition.lang else lang)
    if ruling is not None:
        return (
            t("A ruling of the curators decides."),
            text,
            Link(index.label(ruling), path_of(ruling), index.named(ruling).lang),
        )
    if settled(dispute):
        return t("The curators decided, for a reason."), text, None
    if any(stand.accepted for stand in dispute.readings):
        return (
            t(_RULES),
            text,
            None,
        )
    return t("It is open: no value is accepted before another."), text, None
