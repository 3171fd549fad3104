"""Options and ways of printing that commands share."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from cakg.engine.delimited import Cell
from cakg.export.formats import FORMATS

if TYPE_CHECKING:
    from cakg.compile.perspective import Perspective
    from cakg.engine.store import Source
    from cakg.read.corpus import Corpus

Command = Callable[..., Any]


def root(command: Command) -> Command:
    """Add `--root`."""
    return click.option(
        "--root", metavar="DIR", envvar="CAKG_ROOT", help="A corpus of the same layout, instead of the shipped one."
    )(command)


def heard(command: Command) -> Command:
    """Add `--root` and the options of the perspective."""
    for option in (
        click.option("--verified-only", is_flag=True, help="Hear only reports whose text was checked."),
        click.option("--publisher", metavar="ORG", help="Hear only reports of one publisher, e.g. osce."),
        click.option("--as-known-on", metavar="DATE", help="Hear only reports issued on or before a day."),
    ):
        command = option(command)
    return root(command)


def asked(command: Command) -> Command:
    """Add the options of the perspective and `--endpoint`."""
    option = click.option("--endpoint", metavar="URL", help="Ask a SPARQL 1.1 endpoint instead of the corpus.")
    return heard(option(command))


def shaped(command: Command) -> Command:
    """Add `--format` for rows."""
    forms = click.Choice(tuple(FORMATS["rows"]))
    return click.option(
        "--format",
        "form",
        type=forms,
        default="table",
        show_default=True,
        help="How rows are printed.",
    )(command)


def perspective(as_known_on: str | None, publisher: str | None, verified_only: bool) -> "Perspective":
    """Return the perspective of a command; a publisher may be a slug or a prefixed name."""
    from cakg.compile.perspective import Perspective

    if publisher is not None and ":" not in publisher:
        publisher = f"org:{publisher}"
    return Perspective(as_known_on, publisher, verified_only)


def read_corpus(folder: str | None, added: Sequence[str] = ()) -> "Corpus":
    """Return the corpus of a command."""
    from cakg.read import corpus

    return corpus.read(corpus.find_root(folder), added)


def dataset(options: dict[str, Any]) -> "Source":
    """Return the dataset that the options of a command describe; an endpoint has its own perspective."""
    from cakg.compile.dataset import compile
    from cakg.engine.remote import open_endpoint
    from cakg.words.errors import UsageError

    if options.get("endpoint") is not None:
        if options["as_known_on"] or options["publisher"] or options["verified_only"]:
            raise UsageError("an endpoint holds one view; leave out --as-known-on, --publisher and --verified-only")
        return open_endpoint(options["endpoint"])
    chosen = perspective(options["as_known_on"], options["publisher"], options["verified_only"])
    return compile(read_corpus(options["root"]), chosen)


def echo_rows(columns: Sequence[str], rows: Sequence[Sequence[Cell]], form: str) -> None:
    """Print rows in a format; a table is as wide as the terminal, or as it needs when it goes elsewhere."""
    import shutil
    import sys

    from cakg.export.table import render

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(render(columns, rows, form, width), nl=False)


def write_out(data: bytes, output: str) -> None:
    """Write data to a file, whole or not at all, or to stdout where `output` is "-"."""
    import sys
    from pathlib import Path

    from cakg.read.files import write_bytes

    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        write_bytes(Path(output), data)


def note(message: str) -> None:
    """Print a remark on stderr."""
    click.echo(message, err=True)
