"""What tools reply: rows and sections as text and as data, with quotes and links, bounded, and saying what was cut."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from cakg.engine.rows import Rows
from cakg.engine.store import select
from cakg.export.table import render
from cakg.words.controls import visible
from cakg.words.namespaces import INSTANCE_KINDS, compact, kind_of

if TYPE_CHECKING:
    from cakg.ask.describe import Description
    from cakg.ask.profile import Section
    from cakg.compile.opened import Opened

LARGEST = 30_000  # letters of a reply
_BY_DATE = ("date", "issued", "from")
_QUOTED = 40  # things of an answer whose quotes are told
_EACH = 2  # quotes of a thing
_DOCUMENTED = frozenset(INSTANCE_KINDS) - {"ruling", "disagreement", "reading", "evidence"}
_NO_QUOTE = "No thing in these rows has quotes of its own: `evidence` and `show` tell those of a thing."
_QUOTES = """
SELECT ?thing ?quote ?title ?issued ?link ?url WHERE {
    VALUES ?thing { %s }
    ?evidence cakg:supports ?thing ; cakg:quote|cakg:row ?quote ; cakg:report ?report .
    ?report dcterms:title ?title .
    OPTIONAL { ?report dcterms:issued ?issued } OPTIONAL { ?report cakg:url ?url }
    OPTIONAL { ?evidence cakg:link ?link }
}
ORDER BY ?thing ?issued ?title ?quote
"""
_DOCUMENTS = """
SELECT ?thing ?title ?issued ?url WHERE {
    VALUES ?thing { %s }
    ?thing a cakg:Report ; dcterms:title ?title .
    OPTIONAL { ?thing dcterms:issued ?issued } OPTIONAL { ?thing cakg:url ?url }
}
ORDER BY ?thing
"""


@dataclass(frozen=True)
class Reply:
    """Hold what a tool replies: a text to read, the same as data, and whether it failed."""

    text: str
    data: Mapping[str, Any] = field(default_factory=dict)
    failed: bool = False

    def noted(self, notes: Sequence[str]) -> "Reply":
        """Return it with notes, of what was guessed or is empty."""
        if not notes:
            return self
        listed = [*self.data.get("notes", []), *notes]
        lines = "".join(f"\nNote: {visible(note)}" for note in notes)
        return replace(self, text=f"{self.text.rstrip()}\n{lines}\n", data={**self.data, "notes": listed})


def of_text(text: str, data: Mapping[str, Any]) -> Reply:
    """Return a text as a reply, cut where it is too long, which it says."""
    if len(text) <= LARGEST:
        return Reply(visible(text), data)
    cut = text[:LARGEST].rsplit("\n", 1)[0]
    note = f"Cut after {len(cut)} of {len(text)} letters: ask for less."
    return Reply(f"{visible(cut)}\n\n{note}\n", {"truncated": note, "text": cut})


def of_rows(
    graph: "Opened",
    rows: Rows,
    limit: int,
    title: str,
    meanings: Mapping[str, str],
    notes: Sequence[str],
    *,
    quoted: bool = True,
) -> Reply:
    """Return rows as a reply, as many as are asked for and fit, with the quotes of the things in them."""
    shown = rows[:limit]
    while True:
        quotes = _quotes(graph, shown) if quoted else []
        more = [_NO_QUOTE] if quoted and len(shown) and not quotes else []
        reply = _rows(rows, shown, title, meanings, quotes, [*notes, *more])
        if len(reply.text) <= LARGEST or len(shown) <= 1:
            return reply if len(reply.text) <= LARGEST else of_text(reply.text, reply.data)
        shown = rows[: max(1, len(shown) * LARGEST // (len(reply.text) + LARGEST // 10))]


def of_sections(thing: "Description", limit: int) -> Reply:
    """Return what is known of a thing as a reply: the first rows of each section, and how many more there are."""
    if not thing.sections:
        return _statements(thing, limit)
    while True:
        text, data = [f"# {thing.label} ({compact(thing.iri)})", f"<{thing.iri}>", ""], []
        for one in thing.sections:
            latest = one.columns[0] in _BY_DATE
            chosen = range(len(one.rows))[-limit:] if latest else range(len(one.rows))[:limit]
            rows = [_with_links(one, number) for number in chosen]
            more = len(one.rows) - len(rows)
            text += [f"## {one.title}", "", render(one.columns, rows, "md")]
            if more:
                which = "earlier ones are" if latest else "more are"
                text += [f"{more} {which} not shown: raise the limit, or ask a saved question.", ""]
            data.append({"title": one.title, "columns": one.columns, "rows": [list(row) for row in rows], "more": more})
        whole = "\n".join(text)
        if len(whole) <= LARGEST or limit == 1:
            return of_text(whole, {**_named(thing), "sections": data})
        limit = max(1, limit * LARGEST // (len(whole) + LARGEST // 10))


def _with_links(section: "Section", number: int) -> tuple[str, ...]:
    """Return a row of a section, each quote in its last cell with the link that opens the document there."""
    row, proof = section.rows[number], section.proofs[number] if section.proofs else None
    if proof is None or not proof.phrases:
        return row
    quotes = (" ".join(filter(None, (one.said, f"({', '.join(one.shows)})", one.link))) for one in proof.phrases)
    return (*row[:-1], "\n".join([*quotes, *proof.lacking]))


def _named(thing: "Description") -> dict[str, Any]:
    return {"thing": compact(thing.iri), "iri": thing.iri, "label": thing.label}


def _statements(thing: "Description", limit: int) -> Reply:
    """Return a thing without sections, such as a place or a term, by what is said of it."""
    said = [(one.property, one.value, " ".join(map(compact, one.reports))) for one in thing.statements]
    of = [(f"{one.property} of", one.value, compact(one.iri) if one.iri else "") for one in thing.mentions]
    quotes = [("quote", one.text, one.link or compact(one.report)) for one in thing.quotes]
    listed = [*said, *quotes, *of]
    columns = ("property", "value", "where")
    more = len(listed) - limit
    note = f"\n{more} more are not shown; ask for more rows.\n" if more > 0 else ""
    text = f"# {thing.label} ({compact(thing.iri)})\n<{thing.iri}>\n\n{render(columns, listed[:limit], 'md')}{note}"
    rows = [list(row) for row in listed[:limit]]
    return of_text(text, {**_named(thing), "columns": columns, "rows": rows, "more": max(0, more)})


def _rows(
    rows: Rows,
    shown: Rows,
    title: str,
    meanings: Mapping[str, str],
    quotes: Sequence[Mapping[str, str | None]],
    notes: Sequence[str],
) -> Reply:
    text = [f"# {title}", "", render(shown.columns, shown.cells(), "md") if len(rows) else "No rows.", ""]
    data: dict[str, Any] = {
        "columns": list(rows.columns),
        "meanings": {name: meanings[name] for name in rows.columns if name in meanings},
        "rows": [list(row) for row in shown.cells()],
        "count": len(rows),
    }
    if len(shown) < len(rows):
        data["truncated"] = f"{len(shown)} of {len(rows)} rows are shown: narrow the question, or raise the limit."
        text += [data["truncated"], ""]
    if quotes:
        text += ["## Quotes", ""]
        for one in quotes:
            words = f"“{one['quote']}”, " if one["quote"] else ""
            text.append(
                f"- {one['thing']}: {words}{one['document']}, {one['issued'] or 'undated'}. {one['link'] or ''}"
            )
        text.append("")
        data["quotes"] = quotes
    if notes:
        data["notes"] = list(notes)
        text += [f"Note: {note}" for note in notes]
    return Reply(visible("\n".join(text).rstrip() + "\n"), data)


def _quotes(graph: "Opened", rows: Rows) -> list[dict[str, str | None]]:
    """Return quotes with links of the things in some rows, a few of each, and the documents among them."""
    things = list(dict.fromkeys(_things(rows)))[:_QUOTED]
    if not things:
        return []
    listed = " ".join(f"<{iri}>" for iri in things)
    found: dict[str, list[dict[str, str | None]]] = {}
    for thing, quote, title, issued, link, url in select(graph, _QUOTES % listed).texts():
        told = found.setdefault(thing, [])
        if len(told) < _EACH and quote not in (one["quote"] for one in told):
            told.append(_told(thing, quote, title, issued, link or url))
    for thing, title, issued, url in select(graph, _DOCUMENTS % listed).texts():
        found[thing] = [_told(thing, None, title, issued, url)]
    return [one for thing in things for one in found.get(thing, ())]


def _told(thing: str, quote: str | None, title: str, issued: str | None, link: str | None) -> dict[str, str | None]:
    return {"thing": compact(thing), "quote": quote, "document": title, "issued": issued, "link": link}


def _things(rows: Rows) -> Iterable[str]:
    return (
        term.value
        for row in rows.terms
        for term in row
        if isinstance(term, NamedNode) and kind_of(term.value) in _DOCUMENTED
    )
