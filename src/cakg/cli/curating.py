"""Commands for curators: draft, review, release."""

from collections.abc import Sequence

import click

from cakg.cli import options, printing

_KINDS = (
    "Only of this kind; may be given again: not-shown, not-found, single-source, opening, open, duplicate, gap, no-end."
)


@click.command()
@click.argument("source", metavar="FILE-or-URL")
@click.option("--again", is_flag=True, help="Draft a document that has a report already, as if that were not there.")
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option(
    "--register", "entries", metavar="FILE", help="Where to write entries for the register; else beside FILE."
)
@click.option("--url", "address", metavar="URL", help="Where the text of a file was found.")
@click.option("--issued", metavar="DATE", help="The day of issue, where the text itself does not tell it.")
@click.option("--retrieved", metavar="DATE", help="The day on which it was read.")
@click.option("--archived", metavar="URL", help="Where a copy of the page is stored.")
@options.root
def draft(
    source: str,
    again: bool,
    output: str,
    entries: str | None,
    address: str | None,
    issued: str | None,
    retrieved: str | None,
    archived: str | None,
    root: str | None,
) -> int:
    """Draft the report on a document, from a file (HTML, PDF, plain text; - is stdin) or an address, for you to finish.

    Every value is marked as sure or to be read, in remarks that begin with "Draft."; cakg check refuses the file until
    all of them are gone. What is to go into the register (new events and persons) is written into a file of its own,
    FILE.register.ttl. Nothing is written where no draft can be made.
    """
    from pathlib import Path

    from cakg import api
    from cakg.words.namespaces import compact

    found = api.draft(
        source, root=root, again=again, address=address, issued=issued, retrieved=retrieved, archived=archived
    )
    beside = None if output == "-" else str(Path(output).with_suffix("")) + ".register.ttl"
    place = entries or beside
    if found.stubs and place is not None:
        printing.write_out(found.stubs.encode("utf-8"), place)
    printing.write_out(found.text.encode("utf-8"), output)
    shown = f"cakg: {compact(found.iri)}"
    if found.stubs:
        shown += f"; entries for the register in {place}" if place else "; name a file for new entries by --register"
    printing.note(shown)
    for one in found.left:
        printing.note(f"cakg: left out: {one}")
    return 0


@click.command()
@click.argument("name", required=False)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help=_KINDS)
@click.option("--texts", metavar="DIR", help="A folder with the texts of the documents (*.txt), for not-found.")
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True, help="How many to show.")
@options.root
@options.shaped
def review(name: str | None, kinds: Sequence[str], texts: str | None, limit: int, form: str, root: str | None) -> int:
    """List what is to be done on the corpus, or on one thing (NAME or IRI): that first on which most rests.

    The effect is how many records of the accepted view rest on it: events, participations, statements, tenures,
    memberships, treaty actions, amounts. Each line names the file, the line and what to do.
    """
    from cakg import api
    from cakg.export.results import task_table

    found = api.review(name, kinds=kinds, texts=texts, root=root)
    printing.echo_rows(*task_table(found[:limit]), form)
    if len(found) > limit:
        printing.note(f"cakg: {len(found)} in all; --limit shows more, --kind and NAME choose")
    return 0 if found else 1


@click.command()
@click.argument("version", required=False)
@click.option("-o", "--output", metavar="DIR", help="Write the files that the repository keeps into this folder.")
@click.option("--write", is_flag=True, help="Write them into the corpus itself; without it, nothing there changes.")
@click.option("--counts", is_flag=True, help="Write only how much there is, releases/counts.csv, if nothing shrank.")
@options.root
def release(version: str | None, output: str | None, write: bool, counts: bool, root: str | None) -> int:
    """Make a release of the corpus ready, and print its notes: what changed since the last one.

    VERSION is that which the ontology states, unless you name another. It is refused where it is too small for what
    changed, where there is less of a class or a series than before without a reason in releases/fewer.csv, and where
    an identifier is gone without a successor in releases/replaced.csv. What is kept: the archive by which
    --as-released answers, the notes, the counts, the metadata for Zenodo, redirects for w3id.org.
    """
    from pathlib import Path

    from cakg import api
    from cakg.read.files import write_bytes
    from cakg.words.errors import UsageError

    if bool(output) + write + counts > 1:
        raise UsageError("choose one of -o, --write and --counts")
    made = api.release(version, root=root, write=write, counts=counts)
    refused = made.shrunk if counts else made.problems
    for line in refused:
        printing.note(f"cakg: {line}")
    if refused:
        printing.note(f"cakg: refused, and nothing is written: {len(refused)} to mend before {made.version}")
        return 1
    if counts:
        printing.note("cakg: releases/counts.csv says how much there is")
        return 0
    for path, data in made.files.items() if output is not None else ():
        write_bytes(Path(output or "") / path, data)
    for line in made.remarks:
        printing.note(f"cakg: still to do: {line}")
    where = f"in {output}" if output else "written" if write else "a dry run: nothing is written"
    printing.note(f"cakg: {made.version}: {len(made.files)} files, {where}")
    printing.write_out(made.notes.encode("utf-8"), "-")
    return 0


COMMANDS = (draft, review, release)
