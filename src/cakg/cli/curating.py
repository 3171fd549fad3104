"""Commands for curators: draft."""

import click

from cakg.cli import options


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
        options.write_out(found.stubs.encode("utf-8"), place)
    options.write_out(found.text.encode("utf-8"), output)
    shown = f"cakg: {compact(found.iri)}"
    if found.stubs:
        shown += f"; entries for the register in {place}" if place else "; name a file for new entries by --register"
    options.note(shown)
    for one in found.left:
        options.note(f"cakg: left out: {one}")
    return 0


COMMANDS = (draft,)
