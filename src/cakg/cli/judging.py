"""Commands that judge: check, evidence, fmt, diff."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cakg.cli import options
from cakg.export.table import Cell
from cakg.read import files

if TYPE_CHECKING:
    from cakg.judge.conformance import Finding
    from cakg.judge.evidence import Examination
    from cakg.read.corpus import Corpus


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE …]")
@click.option("--strict", is_flag=True, help="Leave with 1 on warnings too.")
@options.root
@options.shaped
def check(paths: Sequence[str], strict: bool, form: str, root: str | None) -> int:
    """Check the corpus against its rules, or FILEs as if they were added to it (- is stdin).

    Of FILEs are shown the findings on what they describe and those that were not there without them.
    """
    from cakg.compile.dataset import compile
    from cakg.judge.conformance import check as findings
    from cakg.judge.conformance import shapes, terms
    from cakg.read import corpus
    from cakg.words.namespaces import compact

    folder = corpus.find_root(root)
    whole = corpus.read(folder, paths)

    def judged(part: "Corpus") -> "list[Finding]":
        rules = shapes(whole), corpus.queries(folder, "check"), terms(whole)
        return findings(compile(part, strict=False), *rules)

    found = judged(whole)
    places = _places(whole) if found else {}
    if paths:
        elsewhere = {one for one in found if not places.get(one.focus, ("", False))[1]}
        old = set(judged(replace(whole, sources=tuple(s for s in whole.sources if not s.added)))) if elsewhere else ()
        found = [one for one in found if one not in elsewhere or one not in old]
    rows: list[tuple[Cell, ...]] = []
    for finding in found:
        place, _ = places.get(finding.focus, ("(derived)", False))
        rows.append((place, finding.severity, finding.rule, compact(finding.focus), finding.message))
    if form == "table":
        for row in rows:
            click.echo(" ".join(f"{row[0]}: {row[1]}: {row[4]} [{row[2]}] {row[3]}".split()))
    else:
        options.echo_rows(("place", "severity", "rule", "thing", "message"), rows, form)
    violations = sum(row[1] == "violation" for row in rows)
    options.note(f"cakg: {violations} violations, {len(rows) - violations} warnings")
    return 1 if violations or (strict and rows) else 0


@click.command()
@click.option("--texts", metavar="DIR", help="A folder with the texts of the documents (*.txt).")
@click.option("--record", is_flag=True, help="Write the digest of each text in which every quote was found.")
@click.option("--paragraphs", is_flag=True, help="Show for every paragraph the nodes that rest on it.")
@click.option("--quotes", is_flag=True, help="Show where each quote stands, with a link to it.")
@click.option("--ungrounded", is_flag=True, help="Show each value that no quote on its node is known to mention.")
@options.root
@options.shaped
def evidence(
    texts: str | None, record: bool, paragraphs: bool, quotes: bool, ungrounded: bool, form: str, root: str | None
) -> int:
    """Find every quote again in the texts of the documents."""
    from cakg.judge.evidence import examine
    from cakg.read.claims import gather
    from cakg.read.grounding import names_of
    from cakg.words.errors import UsageError
    from cakg.words.namespaces import compact

    if texts is None and (record or paragraphs or quotes):
        raise UsageError("name the folder with the texts: --texts DIR")
    if paragraphs + quotes + ungrounded > 1:
        raise UsageError("choose one of --paragraphs, --quotes and --ungrounded")
    whole = options.read_corpus(root)
    claims = gather(whole)
    held = {} if texts is None else files.texts(Path(texts))
    examined = examine(claims.reports, held, names_of(claims.curated))
    if paragraphs or quotes or ungrounded:
        columns, rows = _details(examined, paragraphs, quotes)
    else:
        columns = (
            "report",
            "text",
            "quotes",
            "found",
            "words quoted",
            "nodes",
            "without quote",
            "not grounded",
            "unread",
            "not judged",
        )
        rows = [_summary(one) for one in examined if texts is None or one.document is not None or one.faults]
    options.echo_rows(columns, rows, form)
    faults = 0
    for one in examined:
        text = whole.text_of(one.report.path)
        for fault in one.faults:
            faults += 1
            options.note(f"{one.report.path}:{_line(text, one, fault.node, fault.quote)}: {fault.message}")
        for node in one.without_quote:
            faults += 1
            options.note(f"{one.report.path}:{_line(text, one, node)}: {compact(node)} has no cakg:quote; add one")
        if texts is not None:
            for number, words in one.unread():
                options.note(f"{one.report.path}: no node rests on paragraph {number} of the text: {words[:60]!r}")
    verified = sum(one.complete for one in examined)
    options.note(f"cakg: {verified} of {len(examined)} reports found whole in the texts, {faults} faults")
    if record:
        _record(whole, examined)
    return 1 if faults else 0


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE …]")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; leave with 1 if something would change.")
@options.root
def fmt(paths: Sequence[str], only_check: bool, root: str | None) -> int:
    """Write Turtle in its canonical form: the FILEs, or all of the corpus; - is from stdin to stdout."""
    from cakg.read import corpus, files, turtle

    if paths:
        held = [(Path(path), files.read_text(Path(path))) for path in paths]
    else:
        folder = corpus.find_root(root)
        whole = corpus.read(folder)
        kept = [source for source in whole.sources if source.kind != "shape"]
        held = [(folder / source.path, source.text) for source in kept]
    written = [(path, text, turtle.canonical(text, str(path))) for path, text in held]
    changed = False
    for path, text, new in written:
        if str(path) == "-" and not only_check:
            click.echo(new, nl=False)
        elif new != text:
            changed = True
            if not only_check:
                files.write_text(path, new)
            options.note(f"{path}: {'is not in canonical form; run cakg fmt' if only_check else 'written anew'}")
    return 1 if changed and only_check else 0


@click.command()
@click.argument("old")
@click.argument("new")
@options.shaped
def diff(old: str, new: str, form: str) -> int:
    """Show what changed from the corpus in folder OLD to that in NEW, in claims."""
    from cakg.compile.diff import differences
    from cakg.read.claims import gather

    before, after = (gather(options.read_corpus(folder), strict=False) for folder in (old, new))
    rows = [(d.change, d.speaker, d.subject, d.property, d.value, d.before) for d in differences(before, after)]
    options.echo_rows(("change", "who says so", "thing", "property", "value", "before"), rows, form)
    return 1 if rows else 0


def _places(whole: "Corpus") -> dict[str, tuple[str, bool]]:
    """Return by the IRI of a thing the file and line of its record, and whether that file was added."""
    from cakg.read import turtle

    found: dict[str, tuple[str, bool]] = {}
    for source in sorted(whole.sources, key=lambda source: not source.added):
        for subject, lines in turtle.lines(source.text).items():
            found.setdefault(subject, (f"{source.path}:{lines[0]}", source.added))
    return found


def _line(text: str, one: "Examination", node: str | None, quote: Any = None) -> int:
    from cakg.read import turtle
    from cakg.words.namespaces import CAKG

    return turtle.line_of(text, node or one.report.iri.value, CAKG + "quote", quote) or 1


def _summary(one: "Examination") -> tuple[Cell, ...]:
    from cakg.words.namespaces import compact

    found = len({place.quote for place in one.found})
    share = f"{one.words_quoted} of {one.document.words}" if one.document is not None else str(one.words_quoted)
    return (
        compact(one.report.iri.value),
        one.document.path if one.document is not None else "not at hand",
        len(one.distinct),
        found if one.document is not None else None,
        share,
        len(one.quotes),
        len(one.without_quote),
        sum(row.verdict == "not shown" for row in one.ungrounded),
        len(one.unread()) if one.document is not None else None,
        sum(row.verdict == "not judged" for row in one.ungrounded),
    )


def _details(
    examined: "Sequence[Examination]", paragraphs: bool, quotes: bool
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    from cakg.words.namespaces import compact

    if paragraphs:
        rows: list[tuple[Cell, ...]] = [
            (compact(one.report.iri.value), number, text[:70], " ".join(map(compact, nodes)))
            for one in examined
            for number, text, nodes in one.nodes_by_paragraph()
        ]
        return ("report", "paragraph", "begins", "nodes"), rows
    if quotes:
        rows = [
            (compact(one.report.iri.value), compact(f.node), f.quote, f.paragraph, f.place.start, f.place.end, f.link)
            for one in examined
            for f in sorted(one.found, key=lambda f: (f.place.start, f.place.end, f.node))
        ]
        return ("report", "node", "quote", "paragraph", "start", "end", "link"), rows
    rows = [
        (compact(one.report.iri.value), *map(compact, row[:3]), row.verdict)
        for one in examined
        for row in one.ungrounded
    ]
    return ("report", "node", "property", "value", "verdict"), rows


def _record(whole: "Corpus", examined: "Sequence[Examination]") -> None:
    """Write the digest of its text into each report whose quotes were all found."""
    from pyoxigraph import Literal, NamedNode, Triple

    from cakg.read import turtle
    from cakg.words.namespaces import CAKG

    predicate = NamedNode(CAKG + "textDigest")
    for one in examined:
        if not one.complete or one.document is None:
            continue
        text = whole.text_of(one.report.path)
        triples = [t for t in turtle.parse(text, one.report.path) if t.predicate != predicate]
        new = turtle.write([*triples, Triple(one.report.iri, predicate, Literal(one.document.digest))])
        if new != text:
            files.write_text(whole.root / one.report.path, new)
            options.note(f"{one.report.path}: verified against {one.document.path}")


COMMANDS = (check, evidence, fmt, diff)
