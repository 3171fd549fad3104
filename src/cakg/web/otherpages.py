"""The pages of posts, series, undertakings, places, concepts and of the small things that join all others."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from markupsafe import Markup

from cakg.web import rows, sections
from cakg.web.atlas import locate, point
from cakg.web.bars import bars
from cakg.web.edition import UP, Edition
from cakg.web.layout import Section
from cakg.web.paths import LANGUAGES, path_of
from cakg.words.integers import integer
from cakg.words.namespaces import AWAY, SKOS, kind_of


def post(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of a post: its holders in turn, with the gaps between them, and what was done in it."""
    index, at = edition.index, path_of(iri) or ""
    tenures = sorted(index.owners(iri, "post"), key=lambda one: (*index.order(one), one))
    items, last = list[Markup](), None
    for one in tenures:
        begin, end = _day(edition, one, "begin"), _day(edition, one, "end")
        if last is not None and begin is not None and begin - last > timedelta(days=1) and index.first(one, "from"):
            text = edition.t(
                "No holder is known from {first} to {last}.",
                first=_after(edition, last, 1),
                last=_after(edition, begin, -1),
            )
            items.append(edition.marks.gap(text))
        items += rows.rows(edition, [rows.tenure_row(edition, one, at, of="post")])
        last = end if last is None or end is None else max(last, end)
    acted = [event for part in index.owners(iri, "capacity") for event in index.owners(part, "participation")]
    said = [one for one in index.owners(iri, "capacity") if kind_of(one) == "statement"]
    return [
        sections.fact_section(edition, iri),
        Section("holders", edition.t("Its holders in turn"), items, head=bars(edition, tenures, ("holder",)), share=4),
        sections.event_section(edition, acted, title="Events attended in this office"),
        sections.statement_section(edition, said, at, "capacity", title="Statements made in this office"),
        sections.dispute_section(edition, (iri, *tenures)),
        sections.document_section(edition, iri),
        *sections.back_links(edition, iri, ("post", "capacity", "onSubject")),
    ]


def series(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of a series: its editions side by side, with the numbers that are missing."""
    index, t = edition.index, edition.t
    events = edition.stock.editions(iri)
    numbers = {one: integer(index.first(one, "ordinal") or "") for one in events}
    known = {number for number in numbers.values() if number is not None}
    items, expected = list[Markup](), min(known, default=1)
    for one in sorted(events, key=lambda one: _rank(edition, one)):
        number = numbers[one]
        if number is not None:
            items += [edition.marks.missing(run, t("not on record")) for run in _missing(known, expected, number)]
            expected = max(expected, number + 1)
        there = [part for part in index.values(one, "participation") if index.first(part, "attendance") not in AWAY]
        items.append(
            edition.marks.edition(
                "" if number is None else number,
                edition.day(index.first(one, "date")) or t("no date"),
                index.link(one),
                index.links(one, "place"),
                rows.status(edition, one),
                len(there) or "",
            )
        )
    columns = tuple(map(t, ("No.", "When", "Edition", "Where", "Named")))
    note = t("{n} edition on record|{n} editions on record", n=len(events))
    missing = max(known, default=-1) - min(known, default=0) + 1 - len(known)
    note += "; " + t("{n} number missing between them|{n} numbers missing between them", n=missing) if missing else ""
    return [
        sections.fact_section(edition, iri),
        Section("editions", t("Editions"), items, "table", note=note + ".", columns=columns, counted=False),
        sections.dispute_section(edition, (iri, *events)),
        sections.document_section(edition, iri),
        *sections.back_links(edition, iri, ("inSeries", "onSubject")),
    ]


def _missing(known: Iterable[int], first: int, end: int) -> Iterator[str]:
    """Yield the numbers that are not known from one up to another, each run of them as one: `4`, `7–9`."""
    there = [first - 1, *sorted(number for number in known if first <= number < end), end]
    for one, other in pairwise(there):
        if one + 1 < other:
            yield str(one + 1) if one + 2 == other else f"{one + 1}–{other - 1}"


def undertaking(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of an initiative or an instrument: its parties, events, statements and relations."""
    index, at = edition.index, path_of(iri) or ""
    actions = index.owners(iri, "instrument")
    parts = index.values(iri, "participation")
    events = {one for name in ("concerns", "basis", "outcome", "partOf") for one in index.owners(iri, name)}
    said = {one for name in ("about", "undertakes") for one in index.owners(iri, name)}
    happened = [one for one in events if kind_of(one) == "event"]
    return [
        sections.fact_section(edition, iri, "participation"),
        sections.listing(
            edition,
            "parties",
            "Parties and their actions",
            (partial(rows.action_row, edition, one, at, of="instrument") for one in rows.by_day(edition, actions)),
        ),
        sections.listing(edition, "participants", "Who", (partial(rows.part_row, edition, one, at) for one in parts)),
        sections.event_section(edition, happened),
        sections.statement_section(edition, said, at, "about"),
        sections.thing_section(edition, "related", "Related", events - set(happened)),
        sections.dispute_section(edition, (iri, *actions, *parts)),
        sections.document_section(edition, iri),
        *sections.back_links(
            edition, iri, ("instrument", "concerns", "basis", "outcome", "partOf", "about", "undertakes", "onSubject")
        ),
    ]


def place(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of a place: what took place there or within it."""
    index = edition.index
    inside, waiting = set[str](), [iri]
    while waiting:
        one = waiting.pop()
        fresh = set(index.owners(one, "within")) - inside - {iri}
        inside |= fresh
        waiting += sorted(fresh)
    here = [one for one in index.owners(iri, "place") if kind_of(one) == "event"]
    presumed = [one for one in index.owners(iri, "presumedPlace") if kind_of(one) == "event"]
    within = {event for one in inside for event in index.owners(one, "place") if kind_of(event) == "event"}
    return [
        _locator(edition, iri),
        sections.fact_section(edition, iri),
        sections.thing_section(edition, "inside", "Places in it", index.owners(iri, "within")),
        sections.event_section(edition, here, title="Events here"),
        sections.event_section(edition, within - set(here), "within", "Events in places within it"),
        sections.event_section(edition, presumed, "presumed", "Events that are presumed to have been here"),
        _dated(edition, iri),
        sections.document_section(edition, iri),
        *sections.back_links(edition, iri, ("within", "place", "presumedPlace", "onSubject")),
    ]


def _locator(edition: Edition, iri: str) -> Section:
    """Return where a place is, on a small map; nothing for one without a point, or beyond the frame of the map."""
    lat, long = point(edition.index, iri)
    found = None if lat is None or long is None else locate(lat, long)
    if found is None:
        return Section("map", edition.t("Map"), [])
    drawn = edition.templates.get_template("map_marks.html").module
    assets = UP + ("assets/" if edition.lang == LANGUAGES[0] else "../assets/")
    mark = Markup(drawn.locator(found, edition.index.label(iri), assets))  # type: ignore[attr-defined]
    return Section("map", edition.t("Map"), [mark], wrap="div", counted=False)


def concept(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of a concept or a scheme: its meaning, what is narrower, and all that bears it."""
    index, at = edition.index, path_of(iri) or ""
    bearers = {one for owners in index.leading(iri).values() for one in owners}
    return [
        sections.fact_section(edition, iri, title="What it means"),
        sections.thing_section(edition, "narrower", "Narrower", index.owners(iri, SKOS + "broader")),
        sections.event_section(edition, [one for one in index.owners(iri, "topic") if kind_of(one) == "event"]),
        sections.statement_section(
            edition, [one for one in index.owners(iri, "topic") if kind_of(one) == "statement"], at, "topic"
        ),
        *[
            one
            for one in sections.back_links(edition, iri, (SKOS + "broader", SKOS + "topConceptOf"))
            if bearers and one.name not in ("eventbytopic", "statementbytopic")
        ],
    ]


def small(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of what joins others: a participation, a tenure, a statement, a ruling, a quote."""
    index = edition.index
    return [
        sections.fact_section(edition, iri),
        sections.dispute_section(edition, (iri,)),
        sections.document_section(edition, iri),
        *sections.back_links(edition, iri, ("onSubject",) if index.owners(iri, "onSubject") else ()),
    ]


def _dated(edition: Edition, iri: str) -> Section:
    reports = [one for one in edition.index.owners(iri, "place") if kind_of(one) == "report"]
    found = (partial(rows.report_row, edition, one) for one in rows.latest(edition, reports))
    return sections.listing(edition, "dated", "Documents dated from here", found)


def _day(edition: Edition, node: str, name: str) -> date | None:
    text = edition.index.first(node, name)
    return None if text is None else date.fromisoformat(text)


def _after(edition: Edition, day: date, days: int) -> str:
    return edition.day((day + timedelta(days=days)).isoformat())


def _rank(edition: Edition, event: str) -> tuple[bool, str, int, str]:
    number = integer(edition.index.first(event, "ordinal") or "") or 0
    return (*edition.index.order(event), number, event)
