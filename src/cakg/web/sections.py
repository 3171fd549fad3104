"""The parts that pages of many kinds have: facts, documents, disagreements, events, and all that leads to a thing."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from cakg.web import rows
from cakg.web.edition import Edition
from cakg.web.facts import facts, parted
from cakg.web.layout import Section
from cakg.web.paths import path_of
from cakg.web.rows import Row
from cakg.web.words import kind_word, word
from cakg.words.collation import order
from cakg.words.namespaces import CAKG, RDFS, kind_of, local_name

_DERIVED = "involves hasParticipant hasParticipantInPart countsFor delegation satIn talkedWith mentions shows"
_NEVER = frozenset(
    (
        *(CAKG + name for name in _DERIVED.split()),
        CAKG + "reportedIn",
        CAKG + "supports",
        CAKG + "report",
        RDFS + "label",
    )
)


def fact_section(
    edition: Edition, iri: str, *left_out: str, name: str = "facts", title: str = "What is known"
) -> Section:
    """Return the values of a thing, each with its evidence."""
    found = facts(edition, iri, left_out)
    page = path_of(iri) or ""
    items = [edition.marks.fact(part, page) for one in found for part in parted(one)]
    return Section(name, edition.t(title), items, "dl", counted=False, share=4)


def document_section(edition: Edition, iri: str) -> Section:
    """Return every document that speaks of a thing, with its quotes on it."""
    note = edition.t(
        "Every document that speaks of it by itself, oldest first, with its words."
        " Those on its meetings, posts and statements stand beside these."
    )
    return Section("documents", edition.t("Documents"), rows.documents(edition, iri), note=note, share=0.3)


def listing(
    edition: Edition, name: str, title: str, found: Iterable[Row | Callable[[], Row]], share: float = 1
) -> Section:
    """Return lines under a title."""
    return Section(name, edition.t(title), rows.rows(edition, found), share=share)


def event_section(edition: Edition, events: Iterable[str], name: str = "events", title: str = "Events") -> Section:
    """Return events, the latest first."""
    return listing(
        edition, name, title, (partial(rows.event_row, edition, one) for one in rows.latest(edition, events))
    )


def statement_section(
    edition: Edition, said: Iterable[str], at: str, of: str, name: str = "statements", title: str = "Statements"
) -> Section:
    """Return statements, the latest first by the day of their occasion."""
    index = edition.index

    def day(one: str) -> tuple[bool, str]:
        return index.order(index.first(one, "occasion") or one)

    dated = sorted(set(said), key=lambda one: (day(one), one))
    known = [one for one in dated if not day(one)[0]][::-1] + [one for one in dated if day(one)[0]]
    return listing(edition, name, title, (partial(rows.statement_row, edition, one, at, of=of) for one in known))


def dispute_section(edition: Edition, subjects: Iterable[str]) -> Section:
    """Return the disagreements on any of some things."""
    index = edition.index
    found = {
        one for subject in subjects for one in index.owners(subject, "onSubject") if kind_of(one) == "disagreement"
    }
    lines = rows.rows(edition, (partial(rows.dispute_row, edition, one) for one in sorted(found)))
    return Section("disagreements", edition.t("Disagreements"), lines)


def thing_section(edition: Edition, name: str, title: str, things: Iterable[str]) -> Section:
    """Return things by name, those with a day in the order of time."""
    index = edition.index
    found = sorted(set(things), key=lambda one: (*index.order(one), order(index.label(one)), one))
    return listing(edition, name, title, (partial(_row, edition, one) for one in found))


def back_links(edition: Edition, iri: str, shown: Iterable[str] = ()) -> list[Section]:
    """Return all that leads to a thing and is not `shown` by another section: one for each property and kind."""
    without = _NEVER | {name if ":" in name else CAKG + name for name in shown}
    found: dict[tuple[str, str], list[str]] = {}
    for property, owners in sorted(edition.index.leading(iri).items()):
        if property not in without:
            for one in sorted(owners):
                found.setdefault((property, kind_of(one) or ""), []).append(one)
    return [_leading(edition, property, kind, owners) for (property, kind), owners in found.items()]


def _leading(edition: Edition, property: str, kind: str, owners: Sequence[str]) -> Section:
    t = edition.t
    title = t("{kind}: {property}", kind=t(kind_word(kind, many=True)), property=t(word(property).text).lower())
    name = "".join(filter(str.isalpha, f"{kind}by{local_name(property)}")).lower()
    return Section(name, title, rows.rows(edition, _lines(edition, owners)), share=0.3)


def _lines(edition: Edition, owners: Sequence[str]) -> list[Callable[[], Row]]:
    kind = kind_of(owners[0])
    if kind == "report":
        return [partial(rows.report_row, edition, one) for one in rows.latest(edition, owners)]
    if kind == "event":
        return [partial(rows.event_row, edition, one) for one in rows.latest(edition, owners)]
    ordered = sorted(owners, key=lambda one: (*edition.index.order(one), order(edition.index.label(one)), one))
    return [partial(_row, edition, one) for one in ordered]


def _row(edition: Edition, iri: str) -> Row:
    if kind_of(iri) == "event":
        return rows.event_row(edition, iri)
    return rows.thing_row(edition, iri)
