"""The pages of those who act: posts over time, events, statements, treaties, whom they met, and who belongs to them."""

from collections import Counter
from collections.abc import Iterable
from functools import partial

from markupsafe import Markup

from cakg.web import ego, rows, sections
from cakg.web.bars import bars
from cakg.web.edition import Edition
from cakg.web.entry import Link
from cakg.web.layout import Lines, Section
from cakg.web.paths import path_of, publisher_path
from cakg.web.rows import Row
from cakg.words.collation import order
from cakg.words.namespaces import ATTENDED, CAKG, DCTERMS, W3ORG, kind_of

_SHOWN = (
    "actor", "representing", "holder", "member", "speaker", "signedBy", "organization", "drawnFrom", "issuer",
    "organOf", "onSubject", "mandateCovers", "addressee", "about", W3ORG + "postIn", W3ORG + "subOrganizationOf",
    DCTERMS + "publisher",
)  # fmt: skip


def page_sections(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of an actor."""
    index, at = edition.index, path_of(iri) or ""
    held = (*index.owners(iri, "holder"), *index.owners(iri, "member"))
    tenures = sorted(held, key=lambda one: (_first_day(edition, one), one))
    parts = presences(edition, iri)
    actions = {one for name in ("actor", "signedBy") for one in index.owners(iri, name) if kind_of(one) == "action"}
    posts = index.owners(iri, W3ORG + "postIn")
    concerned = (iri, *tenures, *(part for _, part, _ in parts), *actions)
    return [
        sections.fact_section(edition, iri, "nameForm"),
        _posts(edition, tenures, at, iri),
        met(edition, iri),
        _events(edition, parts, at),
        sections.statement_section(edition, index.owners(iri, "speaker"), at, "speaker"),
        _actions(edition, actions, at),
        sections.dispute_section(edition, concerned),
        _holders(edition, posts, at),
        _members(edition, iri, at),
        sections.thing_section(edition, "bodies", "Its bodies", _bodies(edition, iri)),
        sections.thing_section(edition, "instruments", "Instruments that it issued", index.owners(iri, "issuer")),
        sections.thing_section(edition, "mandated", "Whose mandate covers it", index.owners(iri, "mandateCovers")),
        sections.thing_section(edition, "groups", "Groups drawn from it", index.owners(iri, "drawnFrom")),
        sections.statement_section(
            edition, _spoken_to(edition, iri), at, "about", "about", "What others said of it or to it"
        ),
        _published(edition, iri),
        sections.fact_section(edition, iri, *_all_but_forms(edition, iri), name="forms", title="As documents write it"),
        sections.document_section(edition, iri),
        _sources(edition, (iri, *tenures, *(part for _, part, _ in parts), *actions, *index.owners(iri, "speaker"))),
        *sections.back_links(edition, iri, _SHOWN),
    ]


def presences(edition: Edition, iri: str) -> list[tuple[str, str, rows.Note]]:
    """Return at which events an actor took part or was to, by which participation, and how; each once, by day."""
    index, t = edition.index, edition.t
    own = [(node, "") for node in index.owners(iri, "actor") if kind_of(node) == "part"]
    own += [(node, "represented by") for node in index.owners(iri, "representing") if kind_of(node) == "part"]
    for group in index.owners(iri, "drawnFrom"):
        own += [(node, "among") for node in index.owners(group, "actor") if kind_of(node) == "part"]
    found = []
    for node, lead in dict.fromkeys(own):
        how: rows.Note = (t(lead), index.links(node, "actor")) if lead else ("", ())
        found += [(event, node, how) for event in index.owners(node, "participation")]
    return sorted(found, key=lambda one: (*index.order(one[0]), one[0], one[1]))


def _events(edition: Edition, parts: list[tuple[str, str, rows.Note]], at: str) -> Section:
    index = edition.index
    by_event = dict.fromkeys(event for event, _, _ in parts)
    dated = [one for one in by_event if not index.order(one)[0]][::-1] + [
        one for one in by_event if index.order(one)[0]
    ]
    nodes: dict[str, list[tuple[str, rows.Note]]] = {}
    for event, node, how in parts:
        nodes.setdefault(event, []).append((node, how))

    def line(event: str) -> Row:
        own: list[rows.Note] = []
        for node, how in nodes[event]:
            own += [how] if how[1] else []
            role = [one for one in index.links(node, "role") if one.href != "role/participant.html"]
            own += [("", tuple(role))] if role else []
            own += rows.notes(edition, node, ("capacity", "as"))
            attendance = index.first(node, "attendance")
            if attendance not in (None, ATTENDED):
                own.append(("", (index.link(attendance or ""),)))
        node = nodes[event][0][0]
        return rows.event_row(edition, event, tuple(dict.fromkeys(own)), node, at)

    return sections.listing(edition, "events", "Events", (partial(line, one) for one in dated), 3)


def _posts(edition: Edition, tenures: list[str], at: str, iri: str) -> Section:
    def line(one: str) -> Row:
        return rows.tenure_row(edition, one, at, of="holder" if edition.index.first(one, "holder") == iri else "member")

    lines = (partial(line, one) for one in tenures)
    found = sections.listing(edition, "posts", "Posts and memberships", lines)
    return Section(found.name, found.title, found.items, head=bars(edition, tenures, ("post", "organization")), share=3)


def _first_day(edition: Edition, node: str) -> str:
    days = [day for name in ("from", "attestedOn", "announcedOn", "until") for day in edition.index.values(node, name)]
    return min((day.strip("[{.") for day in days if day != ".."), default="9999")


def met(edition: Edition, iri: str) -> Section:
    """Return whom an actor met most, and at how many events how: in talks, or in the same session; never added up.

    A state or organization met whom those whom it sent met, and meets others as the states and organizations that sent
    them; everybody else is met by name.
    """
    index = edition.index
    side = "delegation" if index.owners(iri, "delegation") else "actor"

    def counted(pairs: Iterable[tuple[str, str]]) -> Counter[str]:
        """Count the events, each once, at which others were that are named by their participations."""
        found = {(event, index.first(other, side) or index.first(other, "actor") or "") for event, other in pairs}
        return Counter(who for _, who in found if who not in ("", iri))

    own = index.owners(iri, side)
    talks = counted(
        (event, other)
        for part in own
        for event in index.owners(part, "participation")
        for other in index.values(part, "talkedWith")
    )
    sat = {meeting for part in own for meeting in index.values(part, "satIn")}
    sessions = counted((meeting, other) for meeting in sat for other in index.owners(meeting, "satIn"))
    ranked = sorted(
        talks.keys() | sessions.keys(), key=lambda one: (-talks[one], -sessions[one], order(index.label(one)), one)
    )
    listed = [one for one in ranked if talks[one] or sessions[one] > 1]
    lines = Lines(partial(_tally, edition, one, talks[one], sessions[one]) for one in listed)
    title = edition.t("Whom {name} met most", name=index.label(iri))
    most = [(index.link(one), talks[one], sessions[one]) for one in listed[: ego.MOST]]
    drawn = ego.draw(title, index.label(iri), most)
    head = Markup() if drawn is None else Markup(edition.marks.ego(drawn))
    note = edition.t("Talks are between the sides of a meeting; being in one session is not yet talking.")
    if side == "delegation":
        note += " " + edition.t("Whoever was sent counts as the state or organization that sent them.")
    if listed and len(listed) < len(ranked):
        note += " " + edition.t(
            "{n} more sat in one session with it, not listed.|{n} more sat in one session each with it, not listed.",
            n=len(ranked) - len(listed),
        )
    columns = tuple(map(edition.t, ("Whom", "Talks", "Same session")))
    return Section("met", edition.t("Met most"), lines, "table", head, note, columns, counted=False)


def _tally(edition: Edition, iri: str, talks: int, sessions: int) -> str:
    return str(edition.marks.tally(edition.index.link(iri), (talks, sessions)))


def _actions(edition: Edition, actions: Iterable[str], at: str) -> Section:
    lines = (partial(rows.action_row, edition, one, at, of="actor") for one in rows.latest(edition, actions))
    return sections.listing(edition, "treaties", "Treaties", lines)


def _holders(edition: Edition, posts: Iterable[str], at: str) -> Section:
    index = edition.index
    held = [one for post in posts for one in index.owners(post, "post") if kind_of(one) == "tenure"]
    empty = [post for post in posts if not index.owners(post, "post")]
    held.sort(key=lambda one: (index.label(index.first(one, "post") or ""), _first_day(edition, one), one))
    lines = [partial(rows.tenure_row, edition, one, at, of="") for one in held]
    lines += [partial(rows.thing_row, edition, one) for one in empty]
    return sections.listing(edition, "holders", "Its posts and who held them", lines)


def _members(edition: Edition, iri: str, at: str) -> Section:
    index = edition.index
    members = sorted(
        index.owners(iri, "organization"), key=lambda one: (order(index.label(index.first(one, "member") or "")), one)
    )
    lines = [partial(rows.tenure_row, edition, one, at, of="organization") for one in members]
    return sections.listing(edition, "members", "Members", lines)


def _bodies(edition: Edition, iri: str) -> set[str]:
    index = edition.index
    return {*index.owners(iri, "organOf"), *index.owners(iri, W3ORG + "subOrganizationOf")}


def _spoken_to(edition: Edition, iri: str) -> set[str]:
    index = edition.index
    found = {*index.owners(iri, "about"), *index.owners(iri, "addressee")} - {*index.owners(iri, "speaker")}
    return {one for one in found if kind_of(one) == "statement"}


def _published(edition: Edition, iri: str) -> Section:
    count = len(edition.index.owners(iri, DCTERMS + "publisher"))
    text = edition.t("{n} document|{n} documents", n=count)
    line = [Row(Link(text, publisher_path(iri)))] if count else []
    found = sections.listing(edition, "published", "What it published", line)
    return Section(found.name, found.title, found.items, counted=False)


def _sources(edition: Edition, nodes: Iterable[str]) -> Section:
    """Return every document that speaks of an actor, or of what it did, held, said or signed."""
    found = {report for node in nodes for report in edition.index.things(node, "reportedIn")}
    lines = (partial(rows.report_row, edition, one) for one in rows.latest(edition, found))
    return sections.listing(edition, "sources", "Sources", lines, 0.3)


def _all_but_forms(edition: Edition, iri: str) -> list[str]:
    names = {*edition.index.properties(iri), *edition.stock.testimony.said(iri)}
    return sorted(names - {CAKG + "nameForm"})
