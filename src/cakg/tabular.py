"""Rows as text: table, CSV, TSV, JSON, Markdown."""

import csv
import io
import json
from collections.abc import Sequence

FORMATS = ("table", "csv", "tsv", "json", "md")
Cell = str | int | float | bool | None


def render(columns: Sequence[str], rows: Sequence[Sequence[Cell]], form: str, width: int | None = None) -> str:
    """Return rows as text that ends with a newline. *Shapes*: each row as long as `columns`.

    `width` bounds a table, whose cells then wrap; the other forms are never cut.
    """
    if form == "json":
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    shown = [[_text(cell) for cell in row] for row in rows]
    if form == "md":
        lines = [columns, ["---"] * len(columns), *shown]
        return "".join("| " + " | ".join(_escaped(cell) for cell in line) + " |\n" for line in lines)
    if form == "table":
        return _table(columns, shown, width)
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t" if form == "tsv" else ",", lineterminator="\n")
    writer.writerows([columns, *shown])
    return stream.getvalue()


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.6g}"
    return "" if cell is None else str(cell)


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    stream = io.StringIO()
    Console(file=stream, width=width or 10_000, color_system=None).print(table)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines() if line.strip()) + "\n"
