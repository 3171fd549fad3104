"""The page of an event: its values, who took part, what was said and signed there, its place in its series."""

from functools import partial

from cakg.web import rows, sections
from cakg.web.edition import Edition
from cakg.web.entry import Link
from cakg.web.layout import Section
from cakg.web.paths import path_of
from cakg.words.collation import order
from cakg.words.namespaces import AWAY, kind_of, local_name

_LED = ("host", "chair", "co-chair", "convener", "organizer", "co-organizer")  # whose meeting it was, and who led it
_SHOWN = ("occasion", "partOf", "inMarginsOf", "follows", "onSubject", "about", "dueAt", "undertakes")


def page_sections(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of an event."""
    index, at = edition.index, path_of(iri) or ""
    parts = sorted(index.values(iri, "participation"), key=lambda one: _place(edition, one))
    there = index.owners(iri, "occasion")
    said = [one for one in there if kind_of(one) == "statement"]
    done = [one for one in there if kind_of(one) == "action"]
    spoken = {one for name in ("about", "dueAt", "undertakes") for one in index.owners(iri, name)} - set(said)
    return [
        sections.fact_section(edition, iri, "participation"),
        sections.listing(
            edition, "participants", "Who", (partial(rows.part_row, edition, one, at) for one in parts), 4
        ),
        sections.thing_section(edition, "inpart", "Attended a part of it", index.values(iri, "hasParticipantInPart")),
        sections.statement_section(edition, said, at, "occasion", title="What was said"),
        sections.listing(
            edition,
            "signed",
            "Signed or done there",
            (partial(rows.action_row, edition, one, at, of="") for one in done),
        ),
        sections.thing_section(edition, "parts", "Its parts", index.owners(iri, "partOf")),
        sections.thing_section(edition, "margins", "In its margins", index.owners(iri, "inMarginsOf")),
        sections.thing_section(edition, "after", "What came after it", index.owners(iri, "follows")),
        sections.dispute_section(edition, (iri, *parts, *there)),
        sections.statement_section(edition, spoken, at, "about", "about", "What was said of it"),
        sections.document_section(edition, iri),
        *sections.back_links(edition, iri, _SHOWN),
    ]


def turn(edition: Edition, iri: str) -> list[tuple[str, Link]]:
    """Return where an event stands in its series: which of how many on record, the one before, the one after."""
    found = []
    for series in edition.index.values(iri, "inSeries"):
        editions = edition.stock.editions(series)
        here = editions.index(iri)
        link = edition.index.link(series)
        found.append((edition.t("{n} of {all} on record in", n=here + 1, all=len(editions)), link))
        if here:
            found.append(("←", edition.index.link(editions[here - 1])))
        if here + 1 < len(editions):
            found.append(("→", edition.index.link(editions[here + 1])))
    return found


def _place(edition: Edition, part: str) -> tuple[bool, int, tuple[str, str, str], str]:
    """Return what participants are put in order of: who hosted and led comes first, then who had another function, and
    those who were away come last.
    """
    index = edition.index
    is_away = index.first(part, "attendance") in AWAY
    roles = {local_name(role) for role in index.values(part, "role")} - {"participant"}
    rank = min((_LED.index(role) if role in _LED else len(_LED) for role in roles), default=len(_LED) + 1)
    return is_away, rank, order(index.label(index.first(part, "actor") or "")), part
