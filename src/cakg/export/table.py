"""Answers, rankings and the ledger as tables, and tables as text: for people, CSV, TSV, JSON, Markdown."""

import io
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cakg.engine.delimited import Cell, delimited, shown
from cakg.engine.terms import text
from cakg.export.formats import demand
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    from rich.table import Table as Grid

    from cakg.ask.ledger import Dispute
    from cakg.engine.rows import Rows
    from cakg.networks.ranking import Score

Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]

_LONGEST_WORD = 48  # letters, in a column of a table for the terminal
_SOME_WORDS = 20


def render(columns: Sequence[str], rows: Sequence[Sequence[Cell]], form: str, width: int | None = None) -> str:
    """Return rows as text that ends with a newline. *Shapes*: each row as long as `columns`.

    `width` bounds a table, whose cells then wrap; one that is too wide even so becomes a list of records. The other
    forms are never cut; for people numbers have six digits, for machines all.
    """
    demand(form, "rows")
    if form in ("csv", "tsv"):
        return delimited(columns, rows, form)
    if form == "json":
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    cells = [[shown(cell) for cell in row] for row in rows]
    if form == "table":
        return _table(columns, cells, width)
    lines = [columns, ["---"] * len(columns), *cells]
    return "".join("| " + " | ".join(_escaped(cell) for cell in line) + " |\n" for line in lines)


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    """Return a table or, where its columns do not fit beside one another, a list of records."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    cells = [[column, *(row[n] for row in rows)] for n, column in enumerate(columns)]
    widths: list[int | None] = [None] * len(columns)
    if width is not None:
        needs, room = [_need(column) for column in cells], width - 3 * len(columns)
        if rows and sum(needs) > room:
            return _records(columns, rows, width)
        widths[:] = _shares(needs, [max(map(len, _lines(column))) for column in cells], room)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column, share in zip(columns, widths, strict=True):
        table.add_column(column, overflow="fold", width=share)
    for row in rows:
        table.add_row(*map(Text, row))
    return "".join(line + "\n" for line in _printed(table, width) if line)


def _lines(cells: Sequence[str]) -> list[str]:
    return [line for cell in cells for line in cell.split("\n")]


def _need(cells: Sequence[str]) -> int:
    """Return how many letters a column needs to be read with ease: its longest word, and some words of a text."""
    lines = _lines(cells)
    word = max(len(word) for line in lines for word in line.split() or ("",))
    return max(min(word, _LONGEST_WORD), min(max(map(len, lines)), _SOME_WORDS))


def _shares(needs: Sequence[int], wishes: Sequence[int], room: int) -> list[int]:
    """Return the width of each column: what it needs and of what is left an equal part, up to what it wishes."""
    shares, left = list(needs), room - sum(needs)
    order = sorted(range(len(needs)), key=lambda n: wishes[n] - needs[n])
    for done, n in enumerate(order):
        given = max(0, min(wishes[n] - needs[n], left // (len(order) - done)))
        shares[n] += given
        left -= given
    return shares


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Return each row as lines of name and value.

    What is empty is left out, and so are the first cells where they are as in the row above. A rule stands where the
    first cell changes, a blank line between the others.
    """
    from rich.table import Table
    from rich.text import Text

    names = max(map(len, columns))
    lines: list[str] = []
    above: Sequence[str] = ()
    for row in rows:
        alike = next((n for n, cell in enumerate(row) if not above or cell != above[n]), 0)
        grid = Table.grid(padding=(0, 2))
        grid.add_column(no_wrap=True, min_width=names)
        grid.add_column(overflow="fold")
        for column, cell in list(zip(columns, row, strict=True))[alike:]:
            if cell:
                grid.add_row(Text(column), Text(cell))
        lines += [] if not above else [""] if alike else ["─" * width]
        lines += _printed(grid, width)
        above = row
    return "".join(line + "\n" for line in lines)


def _printed(table: "Grid", width: int | None) -> list[str]:
    from rich.console import Console

    stream = io.StringIO()
    Console(file=stream, width=width or 10_000, color_system=None).print(table)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def score_table(scores: "Sequence[Score]") -> Table:
    """Return scores as columns and rows."""
    rows: list[tuple[Cell, ...]] = [
        (s.place, s.label, s.value, s.low, s.high, s.best, s.worst, compact(s.actor)) for s in scores
    ]
    if all(score.low is None for score in scores):
        return ("place", "label", "value", "actor"), [(*row[:3], row[-1]) for row in rows]
    return ("place", "label", "value", "low", "high", "best place", "worst place", "actor"), rows


_HELD = {True: "accepted", False: "", None: "open"}


def dispute_table(disputes: "Iterable[Dispute]") -> Table:
    """Return disagreements as columns and rows: a row for each reading."""
    from cakg.ask.ledger import settled

    rows: list[tuple[Cell, ...]] = []
    for dispute in disputes:
        if dispute.ruled:
            state = "ruled" if dispute.reason is None else f"ruled: {dispute.reason}"
        elif dispute.reason is not None:
            state = f"{'decided' if settled(dispute) else 'open'}: {dispute.reason}"
        else:
            state = "by the rules of acceptance"
        for reading in dispute.readings:
            held = "less precise" if reading.vaguer else _HELD[reading.accepted]
            reports = " ".join(map(compact, reading.reports))
            rows.append((dispute.label, dispute.property, dispute.sort, reading.value, held, reports, state))
    return ("thing", "property", "type", "value", "held", "reports", "ruling"), rows


def plain(rows: "Rows") -> list[tuple[Cell, ...]]:
    """Return the rows of an answer as cells."""
    return [tuple(None if term is None else text(term) for term in row) for row in rows.terms]
