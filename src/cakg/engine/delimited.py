"""Cells as CSV and TSV, for machines: nothing is cut and every digit is kept."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TextIO

from cakg.engine.cells import Cell, Figure, exact

_ENDS = {"csv": "\r\n", "tsv": "\n"}
_FORMULA = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")  # the wide ones, too: Excel in Japanese takes them
_BYTE_ORDER_MARK = "\ufeff"


def delimited(columns: Sequence[str], rows: Iterable[Sequence[Cell]], form: str = "csv", *, excel: bool = False) -> str:
    """Return rows under their columns as `csv` or `tsv`.

    With `excel` Excel opens the file as it is meant: a byte order mark says that it is UTF-8, and a text that it would
    take for a formula has an apostrophe before it; numbers have none.
    *Source*: RFC 4180 for CSV; the registration of text/tab-separated-values for TSV.
    """
    stream = io.StringIO()
    _write(stream, columns, rows, form, excel)
    return stream.getvalue()


def delimited_bytes(columns: Sequence[str], rows: Iterable[Sequence[Cell]], *, excel: bool = False) -> bytes:
    """Return rows under their columns as `csv` in UTF-8, as `delimited` writes it, encoded row by row."""
    held = io.BytesIO()
    with io.TextIOWrapper(held, encoding="utf-8", newline="") as stream:
        _write(stream, columns, rows, "csv", excel)
        stream.flush()
        return held.getvalue()


def _write(stream: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]], form: str, excel: bool) -> None:
    stream.write(_BYTE_ORDER_MARK if excel else "")
    writer = csv.writer(stream, delimiter="\t" if form == "tsv" else ",", lineterminator=_ENDS[form])
    guard = _guarded if excel else exact
    writer.writerow(map(guard, columns))
    writer.writerows(map(guard, row) for row in rows)


def _guarded(cell: Cell) -> str:
    if isinstance(cell, str) and not isinstance(cell, Figure) and cell.startswith(_FORMULA):
        return "'" + exact(cell)
    return exact(cell)
