"""Cells as CSV and TSV, for machines: nothing is cut and every digit is kept."""

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int | float | bool | None


def delimited(columns: Sequence[str], rows: Iterable[Sequence[Cell]], form: str = "csv", *, end: str = "\n") -> str:
    """Return rows under their columns as `csv` or `tsv`, each line ended by `end`."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t" if form == "tsv" else ",", lineterminator=end)
    writer.writerow(columns)
    writer.writerows(map(_exact, row) for row in rows)
    return stream.getvalue()


def shown(cell: Cell) -> str:
    """Return a cell as people read it: numbers with six digits, nothing for None."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.6g}"
    return "" if cell is None else str(cell)


def _exact(cell: Cell) -> str:
    return repr(cell) if isinstance(cell, float) else shown(cell)
