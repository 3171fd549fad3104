"""Commands that judge: check, evidence, fmt, diff."""

from collections.abc import Sequence
from typing import Any

import click

from cakg.cli import options, printing


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE …]")
@click.option("--strict", is_flag=True, help="Leave with 1 on warnings too.")
@click.option(
    "--shacl-engine",
    "engine",
    type=click.Choice(("shacl", "pyshacl")),
    default="shacl",
    show_default=True,
    help="Which engine judges the shapes; pyshacl is slower and a second opinion.",
)
@click.option(
    "--annotations",
    type=click.Choice(("sarif", "github")),
    help="Print the findings for those who review a change, each at its line: as SARIF or as GitHub reads them.",
)
@options.bounded(60)
@options.root
@options.shaped
def check(
    paths: Sequence[str],
    strict: bool,
    engine: str,
    annotations: str | None,
    form: str,
    root: str | None,
    **choices: Any,
) -> int:
    """Check the corpus against its rules, or FILEs as if they were added to it (- is stdin).

    Of FILEs are shown the findings on what they describe and those that were not there without them.
    """
    from cakg import api
    from cakg.export.annotations import annotations as annotated
    from cakg.export.results import finding_table
    from cakg.words.controls import visible
    from cakg.words.namespaces import compact
    from cakg.words.version import version

    found = api.check(root=root, files=paths, shacl_engine=engine, bounds=options.bounds(choices))
    if annotations is not None:
        click.echo(annotated(found, annotations, version()), nl=False)
    elif form == "table":
        for one in found:
            culprit = "" if one.focus == one.path else compact(one.focus)
            line = f"{one.place}: {one.severity}: {one.told} [{one.rule}] {culprit}"
            click.echo(visible(" ".join(line.split())))
    else:
        printing.echo_rows(*finding_table(found, compact), form)
    violations = sum(one.severity == "violation" for one in found)
    printing.note(f"cakg: {violations} violations, {len(found) - violations} warnings")
    return 1 if violations or (strict and found) else 0


@click.command()
@click.option("--texts", metavar="DIR", help="A folder with the texts of the documents (*.txt).")
@click.option(
    "--fetch",
    is_flag=True,
    help="Fetch the pages of reports that are not verified, from their publishers, else from a web archive: slowly, as"
    " their robots.txt allows, and kept, so that it can be broken off and run again.",
)
@click.option(
    "--record",
    is_flag=True,
    help="Write the digest of each text in which every quote was found; of a fetched one also day, extent and copy.",
)
@click.option("--paragraphs", is_flag=True, help="Show for every paragraph the nodes that rest on it.")
@click.option("--quotes", is_flag=True, help="Show where each quote stands, with a link to it.")
@click.option("--ungrounded", is_flag=True, help="Show each value that no quote on its node is known to show.")
@options.root
@options.shaped
def evidence(
    texts: str | None,
    fetch: bool,
    record: bool,
    paragraphs: bool,
    quotes: bool,
    ungrounded: bool,
    form: str,
    root: str | None,
) -> int:
    """Find every quote again in the texts of the documents, at hand or fetched."""
    from cakg import api
    from cakg.export import results
    from cakg.words.errors import UsageError

    if texts is None and not fetch and (record or paragraphs or quotes):
        raise UsageError("name the folder with the texts: --texts DIR, or --fetch them")
    if paragraphs + quotes + ungrounded > 1:
        raise UsageError("choose one of --paragraphs, --quotes and --ungrounded")
    with printing.progress(fetch) as told:
        examined = api.evidence(texts=texts, root=root, record=record, fetch=fetch, progress=told)
    if paragraphs:
        printing.echo_rows(*results.paragraph_table(examined), form)
    elif quotes:
        printing.echo_rows(*results.quote_table(examined), form)
    elif ungrounded:
        printing.echo_rows(*results.ungrounded_table(examined), form)
    else:
        shown = [one for one in examined if (texts is None and not fetch) or one.document is not None or one.faults]
        printing.echo_rows(*results.evidence_table(shown), form)
    faults = 0
    for one in examined:
        for remark in one.remarks:
            printing.note(str(remark))
            faults += remark.fault
    verified = sum(one.complete for one in examined)
    printing.note(f"cakg: {verified} of {len(examined)} reports found whole in the texts, {faults} faults")
    for one in examined:
        if record and one.unrecorded and one.document is not None:
            printing.note(f"{one.report.path}: verified against {one.document.path}")
    return 1 if faults else 0


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE …]")
@click.option("--check", "only_check", is_flag=True, help="Change nothing; leave with 1 if something would change.")
@options.root
def fmt(paths: Sequence[str], only_check: bool, root: str | None) -> int:
    """Write Turtle in its canonical form: the FILEs, or all of the corpus; - is from stdin to stdout."""
    from cakg import api

    found = api.fmt(paths, root=root, check=only_check)
    for one in found:
        if str(one.path) == "-" and not only_check:
            printing.write_out(one.text.encode("utf-8"), "-")
        elif one.changed:
            done = "is not in canonical form; run cakg fmt" if only_check else "written anew"
            printing.note(f"{one.path}: {done}")
    return 1 if only_check and any(one.changed for one in found) else 0


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--answers", is_flag=True, help="Show also which rows the answers to saved questions gained and lost.")
@click.option("--rankings", is_flag=True, help="Show also who moved in the rankings, and whether beyond the interval.")
@options.shaped
def diff(old: str, new: str, answers: bool, rankings: bool, form: str) -> int:
    """Show what changed from OLD to NEW: claims, terms, shapes, links, saved queries.

    Each is a folder with a corpus, a tag or commit of its repository of git, an exported file, the folder of a bundle
    or the address of an endpoint.
    """
    from cakg import api
    from cakg.export.results import difference_table

    found = api.diff(old, new, answers=answers, rankings=rankings)
    printing.echo_rows(*difference_table(found), form)
    return 1 if found else 0


COMMANDS = (check, evidence, fmt, diff)
