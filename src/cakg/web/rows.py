"""Lines of a list: an event, a statement, a post held, a treaty action, a document, each as its list shows it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cakg.ask.ledger import settled
from cakg.compile.derive import took_place
from cakg.web.citations import Citation, node_citations, shown, whole_citation
from cakg.web.edition import Edition
from cakg.web.entry import Link, Text
from cakg.web.layout import Lines
from cakg.web.paths import path_of
from cakg.web.reader import identifier
from cakg.web.words import kind_word, word
from cakg.words.namespaces import ATTENDED, BASE, CONCEPT_KINDS, DCTERMS, PARTICIPANT, SKOS, kind_of

Note = tuple[str, tuple[Link, ...]]


@dataclass(frozen=True)
class Row:
    """Hold one line: when, what, where it leads, in which words, and the documents behind it.

    `anchor` is its address on the page `at`; `page` is that of the node which the documents speak of. `when` is None
    in a list that has no dates.
    """

    link: Link
    when: str | None = None
    tag: str = ""
    notes: tuple[Note, ...] = ()
    text: Text | None = None
    citations: tuple[Citation, ...] = ()
    more: int = 0
    anchor: str = ""
    at: str = ""
    page: str = ""


def rows(edition: Edition, found: Iterable[Row | Callable[[], Row]]) -> Lines:
    """Return lines as HTML, each made when it is looked at: what is to be a line may be told, or made then."""
    return Lines(partial(_drawn, edition, one) for one in found)


def _drawn(edition: Edition, one: Row | Callable[[], Row]) -> str:
    return str(edition.marks.row(one() if callable(one) else one))


def note(edition: Edition, node: str, property: str, lead: str = "") -> Note | None:
    """Return the values of a property with a word before them, nothing where there are none."""
    links = edition.index.links(node, property)
    return (edition.t(lead) if lead else "", links) if links else None


def notes(edition: Edition, node: str, *wanted: tuple[str, str]) -> tuple[Note, ...]:
    """Return what a node says in passing: pairs of a property and the word before its values."""
    found = (note(edition, node, property, lead) for property, lead in wanted)
    return tuple(one for one in found if one is not None)


def by_day(edition: Edition, nodes: Iterable[str]) -> list[str]:
    """Return things in the order of time, those without a day last."""
    return sorted(set(nodes), key=lambda one: (*edition.index.order(one), edition.index.label(one), one))


def latest(edition: Edition, nodes: Iterable[str]) -> list[str]:
    """Return things with the latest first, those without a day last."""
    ordered = by_day(edition, nodes)
    dated = [one for one in ordered if not edition.index.order(one)[0]]
    return dated[::-1] + ordered[len(dated) :]


def status(edition: Edition, event: str) -> str:
    """Return the status of an event that is not known to have taken place, nothing of any other."""
    return "" if took_place(edition.index, event) else edition.index.shown(event, "status")


def event_row(edition: Edition, event: str, own: Sequence[Note] = (), node: str | None = None, at: str = "") -> Row:
    """Return an event by its day, with its place and in which way somebody takes part, which `node` rests on."""
    index = edition.index
    when = edition.day(index.first(event, "date")) or edition.t("no date")
    told = (*notes(edition, event, ("place", "")), *own)
    row = Row(index.link(event), when, status(edition, event), told, at=at, page=path_of(event) or "")
    return _cited(edition, row, node, at, "actor", "role", "capacity") if node else row


def part_row(edition: Edition, part: str, at: str) -> Row:
    """Return who takes part in something: as what, in which office, for whom, and whether there."""
    index = edition.index
    actor = index.first(part, "actor") or part
    attendance = index.first(part, "attendance")
    roles = tuple(link for link, iri in zip(index.links(part, "role"), index.values(part, "role"), strict=True)
                  if iri != PARTICIPANT)  # fmt: skip
    own = [("", roles)] if roles else []
    own += notes(edition, part, ("capacity", "as"), ("representing", "for"), ("level", "at the rank of"))
    tag = "" if attendance in (None, ATTENDED) else index.label(attendance or "")
    row = Row(index.link(actor), None, tag, tuple(own))
    return _cited(edition, row, part, at, "actor", "role", "capacity", "representing")


def statement_row(edition: Edition, said: str, at: str, *, of: str) -> Row:
    """Return what somebody said; of the speaker (`speaker`) or the occasion (`occasion`) whose list it is, not that."""
    index = edition.index
    content = next(iter(index.objects(said, "content")), None)
    lang = getattr(content, "language", None) or ""
    text = Text(content.value if content is not None else "", "" if lang == edition.lang else lang)
    own = notes(
        edition,
        said,
        *((("speaker", ""),) if of != "speaker" else ()),
        ("act", ""),
        ("addressee", "to"),
        *((("occasion", "at"),) if of != "occasion" else ()),
        ("topic", "on"),
    )
    occasion = index.first(said, "occasion")
    when = None if of == "occasion" else edition.day(index.first(occasion, "date")) if occasion else ""
    return _cited(edition, Row(Link(""), when, "", own, text), said, at, "speaker", "act")


def tenure_row(edition: Edition, node: str, at: str, *, of: str) -> Row:
    """Return that somebody held a post or belonged to a body; `of` names the property whose value's list it is."""
    index = edition.index
    names = [name for name in ("post", "holder", "organization", "member") if name != of]
    links = [link for name in names for link in index.links(node, name)]
    own: list[Note] = [("", tuple(links[1:]))] if links[1:] else []
    own += notes(edition, node, ("standing", "as"), ("kind", ""))
    row = Row(links[0] if links else index.link(node), held(edition, node), "", tuple(own))
    return _cited(edition, row, node, at, "holder", "post", "from", "until", "member", "organization")


def held(edition: Edition, node: str) -> str:
    """Return in words when a post was held or a membership lasted, no more precisely than is known."""
    index, t = edition.index, edition.t
    first, last = index.first(node, "from"), index.first(node, "until")
    said = [t("from {day}", day=edition.since(first))] if first else []
    if last:
        said.append(t("to this day") if last == ".." else t("until {day}", day=edition.day(last)))
    for name, lead in (("announcedOn", "announced {day}"), ("attestedOn", "known on {day}")):
        days = sorted(index.values(node, name), key=lambda day: day.strip("[{."))
        if days and not (first and last and name == "attestedOn"):
            shown = edition.day(days[0]) if len(days) == 1 else f"{edition.day(days[0])} … {edition.day(days[-1])}"
            said.append(t(lead, day=shown))
    return "; ".join(said)


def action_row(edition: Edition, node: str, at: str, *, of: str) -> Row:
    """Return a treaty action by its day; `of` names the property whose value's list it is."""
    index = edition.index
    names = [name for name in ("actor", "instrument") if name != of]
    links = [link for name in names for link in index.links(node, name)]
    own: list[Note] = [("", tuple(links[1:]))] if links[1:] else []
    own += notes(edition, node, ("kind", ""), ("signedBy", "by the hand of"), ("occasion", "at"))
    due = index.first(node, "dueBy")
    own += [(edition.t("due by {day}", day=edition.day(due)), ())] if due else []
    done = index.first(node, "status")
    tag = index.label(done) if done not in (None, BASE + "status/done") else ""
    when = edition.day(index.first(node, "date")) or edition.t("no date")
    row = Row(links[0] if links else index.link(node), when, tag or "", tuple(own))
    return _cited(edition, row, node, at, "actor", "instrument", "kind", "date", "signedBy")


def _cited(edition: Edition, row: Row, node: str, at: str, *properties: str) -> Row:
    """Return a line with the documents that speak of a node; what no quote shows is said of some of its properties."""
    cited, more = node_citations(edition, node, properties)
    return replace(row, citations=cited, more=more, anchor=identifier(node), at=at, page=path_of(node) or "")


def report_row(edition: Edition, report: str) -> Row:
    """Return a document by the day of its issue, with its publisher and how much of it was read."""
    index = edition.index
    document, _, imported = edition.document(report)
    tag = edition.t("import") if imported else ""
    own = notes(edition, report, (DCTERMS + "publisher", ""), ("extent", "read:"))
    return Row(document, edition.day(index.first(report, DCTERMS + "issued")) or edition.t("no date"), tag, own)


def dispute_row(edition: Edition, iri: str) -> Row:
    """Return a disagreement by what it is on, and whether it is open."""
    one = edition.stock.testimony.ledger(edition.lang)[iri]
    index = edition.index
    property = index.first(iri, "onProperty") or ""
    tag = edition.t("decided" if settled(one) else "open")
    own: tuple[Note, ...] = ((edition.t(word(property).text).lower(), ()), (one.sort, ()))
    read = (value for reading in index.values(iri, "reading") for value in index.objects(reading, "value"))
    values = Text(" · ".join(sorted(shown(edition, value).text for value in read)), "")
    return Row(Link(one.label, path_of(iri)), None, tag, own, values)


def title(edition: Edition, iri: str) -> Text:
    """Return the name of a thing; what is on a property of another is called by the two, as pages call them."""
    index = edition.index
    subject, property = index.first(iri, "onSubject"), index.first(iri, "onProperty")
    if subject is None or property is None:
        return index.named(iri)
    name = index.named(subject)
    return Text(f"{name.text}: {edition.t(word(property).text).lower()}", name.lang)


def thing_row(edition: Edition, iri: str) -> Row:
    """Return a thing by its name, with its sort, or its kind where it has none; what has a day comes with it."""
    index = edition.index
    day = index.first(iri, "date") or index.first(iri, "from")
    kind, name = kind_of(iri), title(edition, iri)
    sort = index.links(iri, "kind")
    if not sort and kind not in CONCEPT_KINDS:
        sort = (Link(edition.t(kind_word(kind))),)
    own: tuple[Note, ...] = (("", sort),) if sort else ()
    return Row(Link(name.text, path_of(iri), name.lang), edition.day(day) if day else None, "", own)


def documents(edition: Edition, iri: str) -> Lines:
    """Return every document that speaks of a thing, with all its quotes on it."""

    def drawn(report: str) -> str:
        return str(edition.marks.cited(whole_citation(edition, iri, report)))

    return Lines(partial(drawn, one) for one in edition.stock.testimony.reports_on(iri))


def names_of(edition: Edition, iri: str) -> tuple[Text, ...]:
    """Return the other names of a thing: its usual name in each language first, then the rest."""
    index = edition.index
    own = index.named(iri).text
    usual = [(value.value, getattr(value, "language", None) or "") for value in index.objects(iri, SKOS + "prefLabel")]
    rest = [(value.value, getattr(value, "language", None) or "") for value in index.objects(iri, SKOS + "altLabel")]
    found: dict[str, str] = {}
    for text, lang in (*sorted(usual, key=lambda one: one[1]), *sorted(rest)):
        if text != own:
            found.setdefault(text, "" if lang == edition.lang else lang)
    return tuple(Text(text, lang) for text, lang in found.items())
