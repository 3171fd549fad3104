"""Sheets: CSV tables whose every row stands on one line, which is told with it."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cakg.words.errors import InputError


@dataclass(frozen=True)
class Row:
    """Hold the number of a line and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def key(self, columns: Sequence[str]) -> str:
        """Return the cells of some columns, joined by blanks."""
        return " ".join(self.cells.get(column, "") for column in columns)


@dataclass(frozen=True)
class Sheet:
    """Hold a table: its path, its columns and its rows, from line 2 on."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_sheet(text: str, path: str, columns: Sequence[str] | None = None) -> Sheet:
    """Return the table that a text holds; `columns` are those that it must have.

    Errors: InputError for what is no CSV, other columns, a row of another length, and a cell that holds a line end.
    """
    head: tuple[str, ...] | None = None
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for line, cells in enumerate(reader, 1):
            problem = _problem(cells, head, columns)
            if reader.line_num != line:
                problem = "a cell holds the end of a line", "write each row on one line"
            if problem is not None:
                raise InputError(*problem, path=path, line=line)
            if head is None:
                head = tuple(cells)
            else:
                rows.append(Row(line, dict(zip(head, cells, strict=True))))
    except csv.Error as error:
        raise InputError(f"is no CSV ({error})", "correct the row", path=path, line=reader.line_num) from error
    return Sheet(path, head or (), tuple(rows))


def _problem(cells: list[str], head: tuple[str, ...] | None, columns: Sequence[str] | None) -> tuple[str, str] | None:
    if head is None and columns is not None and cells != list(columns):
        return f"the columns are not {','.join(columns)}", "correct the first line"
    if head is not None and len(cells) != len(head):
        return f"the row has {len(cells)} cells and the first line {len(head)}", "correct the row"
    return None
