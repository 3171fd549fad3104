"""How commands print: rows, pages, remarks, how far a work is, and files."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import click

from cakg.cli.options import told

if TYPE_CHECKING:
    from cakg.api import Step
    from cakg.engine.cells import Cell

T = TypeVar("T")


def echo_rows(columns: Sequence[str], rows: "Sequence[Sequence[Cell]]", form: str) -> None:
    """Print rows in a format, a table page by page where it is longer than the screen."""
    text = rendered(columns, rows, form)
    page(text) if form == "table" else click.echo(text, nl=False)


def echo_answer(columns: Sequence[str], rows: "Sequence[Sequence[Cell]]", form: str) -> None:
    """Print the rows of a saved question, in a table without the IRIs of things where only so it fits the screen."""
    from cakg.export.table import narrowed

    width = _width()
    if form != "table" or width is None:
        echo_rows(columns, rows, form)
        return
    kept, cells = narrowed(columns, rows, width)
    echo_rows(kept, cells, form)
    if len(kept) < len(columns):
        left = ", ".join(column for column in columns if column not in kept)
        note(f"cakg: too narrow for {left}: IRIs, which --format csv shows")


def rendered(columns: Sequence[str], rows: "Sequence[Sequence[Cell]]", form: str) -> str:
    """Return rows in a format, a table within the width of the screen."""
    from cakg.export.table import render

    return render(columns, rows, form, _width(), excel=told("excel"))


def _width() -> int | None:
    """Return how wide a table may be: as COLUMNS says or the terminal is; None, as wide as it needs, elsewhere."""
    import os
    import sys

    if not (sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdecimal()):
        return None
    import shutil

    return shutil.get_terminal_size().columns


def page(text: str) -> None:
    """Print a text, page by page where stdout is a terminal that is too low for it."""
    import os
    import sys

    seen = sys.stdin.isatty() and sys.stdout.isatty() and not told("no_pager") and not os.environ.get("NO_PAGER")
    if not seen or text.count("\n") < _height():
        click.echo(text, nl=False)
        return
    os.environ.setdefault("LESS", "FRX")  # as git does: end at the end, keep the screen
    click.echo_via_pager(text)


def _height() -> int:
    import shutil

    return shutil.get_terminal_size().lines


@contextmanager
def progress(wanted: bool) -> Iterator[Callable[[int, int, str], None] | None]:
    """Give what shows how far a long work is: a bar on stderr, where that is a terminal."""
    import sys

    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total, what: bar.update(task, completed=done, total=total, description=what)


@contextmanager
def steps(quiet: bool) -> Iterator["Step"]:
    """Give a function that runs a step, item by item, and shows on stderr, where that is a terminal, how far it is."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield lambda _, work, total=None: work()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def step(name: str, work: Callable[[], Iterable[T]], total: int | None = None) -> Iterator[T]:
            task, done = progress.add_task(name, total=total), 0
            for item in work():
                yield item
                done += 1
                progress.update(task, completed=done)
            progress.update(task, total=done)

        yield step


def write_out(data: bytes, output: str, said: bytes | None = None) -> None:
    """Write data to a file, whole or not at all, or to stdout where `output` is "-"; `said` describes the file.

    On a terminal, what would act on it instead of being read is written as an escape; the formats of graphs and JSON
    read these escapes as the same characters.
    """
    import sys
    from pathlib import Path

    from cakg.read.files import METADATA, write_described
    from cakg.words.controls import visible

    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(visible(data.decode("utf-8")).encode("utf-8") if sys.stdout.isatty() else data)
    else:
        write_described(Path(output), [("", data), *([] if said is None else [(METADATA, said)])])


def note(message: str) -> None:
    """Print a remark on stderr."""
    from cakg.words.controls import visible

    click.echo(visible(message), err=True)
