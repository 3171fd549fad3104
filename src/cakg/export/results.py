"""Results as tables: hits, descriptions, counts, differences, saved queries, the evidence of reports."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cakg.ask.order import collated
from cakg.engine.cells import Cell, markdown
from cakg.export.table import Table, render
from cakg.read.files import METADATA
from cakg.words.controls import visible
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    from cakg.ask.counts import Count
    from cakg.ask.describe import Description
    from cakg.ask.find import Hit
    from cakg.ask.question import Question
    from cakg.compile.diff import Difference
    from cakg.engine.rows import Rows
    from cakg.export.about import About
    from cakg.judge.evidence import Examination
    from cakg.judge.findings import Finding
    from cakg.steward.tasks import Task

Row = tuple[Cell, ...]
_REMEDIES = {
    "not shown": "add a cakg:quote with the words of the document that say so, or take the statement out",
    "not judged": "read the quote yourself: no name or cue is known in its language",
}


def answer_files(
    rows: "Rows", question: "Question", one: "About", name: str, form: str, *, excel: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Yield the answer to a question as a file and what goes beside it: what follows its name, and the content."""
    shown = collated(question.text, rows) if form in ("table", "md") else rows
    columns = {column: question.columns.get(column, "") for column in rows.columns}
    yield from table_files(columns, shown.cells(), one.texts(), name, form, excel=excel)


def table_files(
    columns: Mapping[str, str],
    rows: Sequence[Row],
    texts: Mapping[str, str],
    name: str,
    form: str,
    *,
    excel: bool = False,
) -> Iterator[tuple[str, bytes]]:
    """Yield a table as a file and what goes beside it: what follows its name, and the content.

    *Shapes*: the columns with their meanings. What `texts` say of it stands beside, or in the last line of a table and
    of Markdown.
    """
    from cakg.export.about import described, line, metadata

    text = render(list(columns), rows, form, excel=excel)
    if form in ("table", "md"):
        note = visible(line(texts))
        yield "", f"{text}\n{markdown(note) if form == 'md' else note}\n".encode()
        return
    yield "", text.encode()
    yield METADATA, metadata([described(texts, name, columns, form)])


def count_table(counts: "Iterable[Count]") -> Table:
    """Return counts as columns and rows."""
    return ("what", "count", "reports speak of"), [(one.what, one.count, one.spoken) for one in counts]


def hit_table(hits: "Iterable[Hit]") -> Table:
    """Return things that were found as columns and rows."""
    rows: list[Row] = [(compact(hit.iri), hit.label, hit.name, round(hit.score)) for hit in hits]
    return ("thing", "label", "matched name", "likeness"), rows


def question_table(questions: "Mapping[str, Question]") -> Table:
    """Return saved questions as columns and rows."""
    return ("question", "what it answers"), [(one.name, one.summary) for one in questions.values()]


def view_table(views: "Mapping[str, Question]") -> Table:
    """Return saved views with their options as columns and rows."""
    rows: list[Row] = [
        (view.name, view.summary, "\n".join(f"--{parameter.name}" for parameter in view.parameters))
        for view in views.values()
    ]
    return ("view", "what it shows", "its options"), rows


def difference_table(differences: "Iterable[Difference]") -> Table:
    """Return what changed between two corpora as columns and rows."""
    rows: list[Row] = [(d.change, d.speaker, d.subject, d.property, d.value, d.before) for d in differences]
    return ("change", "who says so", "thing", "property", "value", "before"), rows


def finding_table(findings: "Iterable[Finding]", named: Callable[[str], str] = str) -> Table:
    """Return what breaks the rules as columns and rows; `named` says how things are written."""
    rows: list[Row] = [(one.place, one.severity, one.rule, named(one.focus), one.told) for one in findings]
    return ("place", "severity", "rule", "thing", "message"), rows


def description_table(thing: "Description") -> Table:
    """Return what is known of a thing as columns and rows, one for each statement, mention and quote."""
    return ("", "property", "value", "IRI or link", "reports", "shown by"), list(_known(thing))


def stacked_description_table(thing: "Description") -> Table:
    """Return what is known of a thing in two columns, with IRI and reports below the value."""
    rows: list[Row] = []
    for way, name, value, iri, reports, proof in _known(thing):
        heading = {"of": f"{name} of", "quote": "quote", "row": "row"}.get(way, name)
        lines = [
            value,
            *([iri] if iri and iri != value else []),
            *([f"said in {reports}"] if reports else []),
            *([proof] if proof else []),
        ]
        rows.append((heading, "\n".join(filter(None, lines))))
    return ("property", "value"), rows


def _known(thing: "Description") -> Iterable[tuple[str, str, str, str, str, str]]:
    for s in thing.statements:
        yield "", s.property, s.value, compact(s.iri) if s.iri else "", " ".join(map(compact, s.reports)), s.proof
    for s in thing.mentions:
        yield "of", s.property, s.value, compact(s.iri) if s.iri else "", "", ""
    for quote in thing.quotes:
        way, said = ("row", f"{quote.text} (import)") if quote.is_row else ("quote", f"“{quote.text}”")
        yield way, f"cakg:{way}", said, quote.link or "", compact(quote.report), ""


def evidence_table(examined: "Sequence[Examination]") -> Table:
    """Return the evidence of reports as columns and rows: a row for each report."""
    columns = ("report", "text", "quotes", "found", "words quoted", "nodes", "without quote")
    rows: list[Row] = []
    for one in examined:
        quoted, document = one.words_quoted, one.document
        rows.append(
            (
                compact(one.report.iri.value),
                "not at hand" if document is None else document.path,
                len(one.distinct),
                None if document is None else len({place.quote for place in one.found}),
                str(quoted) if document is None else f"{quoted} of {document.words}",
                len(one.quotes),
                len(one.without_quote),
                sum(row.verdict == "not shown" for row in one.ungrounded),
                None if document is None else len(one.unread()),
                sum(row.verdict == "not judged" for row in one.ungrounded),
            )
        )
    return (*columns, "not grounded", "unread", "not judged"), rows


def paragraph_table(examined: "Iterable[Examination]") -> Table:
    """Return the paragraphs of each text with the nodes that rest on them, as columns and rows."""
    rows: list[Row] = [
        (compact(one.report.iri.value), number, text[:70], " ".join(map(compact, nodes)))
        for one in examined
        for number, text, nodes in one.nodes_by_paragraph()
    ]
    return ("report", "paragraph", "begins", "nodes"), rows


def quote_table(examined: "Iterable[Examination]") -> Table:
    """Return where each quote stands as columns and rows, in the order of the text; `unseen` is what nobody sees."""
    rows: list[Row] = [
        (
            compact(one.report.iri.value),
            compact(f.node),
            f.quote,
            f.paragraph,
            f.place.start,
            f.place.end,
            f.link,
            ", ".join(f.unseen),
        )
        for one in examined
        for f in sorted(one.found, key=lambda f: (f.place.start, f.place.end, f.node))
    ]
    return ("report", "node", "quote", "paragraph", "start", "end", "link", "unseen"), rows


def task_table(tasks: "Iterable[Task]") -> Table:
    """Return what is to be done as columns and rows, in the order in which it is given."""
    rows: list[Row] = [(one.effect, one.kind, one.place, compact(one.thing), one.what, one.remedy) for one in tasks]
    return ("effect", "kind", "place", "thing", "what", "what to do"), rows


def ungrounded_table(examined: "Iterable[Examination]") -> Table:
    """Return each value that no quote on its node is known to mention, where it stands and what to do about it."""
    rows: list[Row] = [
        (
            one.report.path if row.line is None else f"{one.report.path}:{row.line}",
            *map(compact, row[:3]),
            row.verdict,
            _REMEDIES[row.verdict],
        )
        for one in examined
        for row in one.ungrounded
    ]
    return ("place", "node", "property", "value", "verdict", "what to do"), rows
