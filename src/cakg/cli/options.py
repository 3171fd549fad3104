"""Options and ways of printing that commands share."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from cakg.engine.delimited import Cell
from cakg.export.formats import FORMATS

if TYPE_CHECKING:
    from cakg.ask.question import Question
    from cakg.compile.graph import Graph

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
        click.option("--publisher", metavar="ORG", help="Hear only reports of one publisher, by any name."),
        click.option("--as-known-on", metavar="DATE", help="Hear only reports issued on or before a day."),
    ):
        command = option(command)
    return root(command)


def asked(command: Command) -> Command:
    """Add the options of the perspective and `--endpoint`."""
    option = click.option("--endpoint", metavar="URL", help="Ask a SPARQL 1.1 endpoint instead of the corpus.")
    return heard(option(command))


def spoken(command: Command) -> Command:
    """Add `--lang`, the language of names."""
    return click.option(
        "--lang",
        default="en",
        show_default=True,
        metavar="TAG",
        help="The language of names: en, ru, kk …",
    )(command)


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


def graph(options: dict[str, Any]) -> "Graph":
    """Return the graph that the options of a command describe."""
    from cakg import api

    return api.load(**options)


def named(first: str | None, words: Sequence[str], sort: str) -> tuple[str | None, Sequence[str]]:
    """Return the name of a saved query of a sort, and the words of its parameters, in whatever order they stand.

    Errors: UsageError for parameters without a name.
    """
    from cakg.words.errors import UsageError

    waiting = [*([] if first is None else [first]), *words]
    passed: list[str] = []
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            return word, [*passed, *waiting]
        passed.append(word)
        if "=" not in word and waiting:
            passed.append(waiting.pop(0))
    if passed:
        raise UsageError(f"{passed[0]} is for a {sort}, and none is named; leave all out to see which there are")
    return None, ()


def parameters(question: "Question", words: Sequence[str]) -> dict[str, Any]:
    """Return the parameters of a saved query that words give: `--series recca` or `--series=recca`.

    Errors: UsageError for a word that is no option, an option without a value, or one that the query does not have.
    """
    from cakg.ask.question import refuse_unknown
    from cakg.words.errors import UsageError

    found: dict[str, str] = {}
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if not word.startswith("--"):
            raise UsageError(f"{word!r} is no option; write --name value")
        name, equals, value = word[2:].partition("=")
        if not equals:
            if not waiting:
                raise UsageError(f"--{name} needs a value")
            value = waiting.pop(0)
        found[name] = value
    refuse_unknown(question, found)
    return found


def echo_rows(columns: Sequence[str], rows: Sequence[Sequence[Cell]], form: str) -> None:
    """Print rows in a format; a table is as wide as COLUMNS says or the terminal is, or as it needs elsewhere."""
    import os
    import shutil
    import sys

    from cakg.export.table import render

    bounded = sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal()
    width = shutil.get_terminal_size().columns if bounded else None
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
