"""What a query returns: rows of terms, Oxigraph's inside and rdflib's for whoever looks at them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from pyoxigraph import RdfFormat, Triple, serialize

from cakg.engine.cells import Cell
from cakg.engine.terms import Term, cell, foreign, text, value
from cakg.read.files import write_text
from cakg.words.errors import UsageError

if TYPE_CHECKING:
    import pandas
    from rdflib.term import Identifier

    from cakg.engine.terms import Value

    Row = tuple[Identifier | None, ...]

_MOST_SHOWN = 60  # rows in a notebook


@dataclass(frozen=True, repr=False)
class Rows:
    """Hold the answer to a query: the names of its columns and its rows of terms; None where nothing is bound.

    Looked at, by index, slice or one after the other, the rows are tuples of rdflib's terms; `terms` are Oxigraph's.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> "Iterator[Row]":
        known = cache(foreign)  # the same things stand in many rows
        return (tuple(None if term is None else known(term) for term in row) for row in self.terms)

    @overload
    def __getitem__(self, index: int) -> "Row": ...

    @overload
    def __getitem__(self, index: slice) -> "Rows": ...

    def __getitem__(self, index: int | slice) -> "Row | Rows":
        return replace(self, terms=self.terms[index]) if isinstance(index, slice) else _row(self.terms[index])

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)} of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """Return the first rows as a table for notebooks."""
        from html import escape

        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        lines = ("".join(f"<td>{escape(text(term))}</td>" for term in row) for row in self.terms[:_MOST_SHOWN])
        body = "".join(f"<tr>{line}</tr>\n" for line in lines)
        count = f"{len(self)} rows" if len(self) <= _MOST_SHOWN else f"the first {_MOST_SHOWN} of {len(self)} rows"
        return f"<table>\n<tr>{head}</tr>\n{body}</table>\n<p>{count}</p>"

    def texts(self) -> list[tuple[Any, ...]]:
        """Return each row as whole texts, of IRIs as of literals; None where nothing is bound."""
        return [tuple(None if term is None else term.value for term in row) for row in self.terms]

    @property
    def values(self) -> "tuple[Row, ...]":
        """Return all rows as tuples of rdflib's terms."""
        return tuple(self)

    def to_dicts(self) -> "list[dict[str, Value | None]]":
        """Return each row by column as plain values: IRIs and texts are `str`, days `datetime.date`, numbers numbers.

        Decimals are `decimal.Decimal`, moments `datetime.datetime`; what is vaguer than a day stays a text.
        """
        known = cache(value)
        return [dict(zip(self.columns, map(known, row), strict=True)) for row in self.terms]

    def cells(self) -> list[tuple[Cell, ...]]:
        """Return each row as cells: IRIs as prefixed names, numbers and truth values as such, all else as texts."""
        known = cache(cell)
        return [tuple(map(known, row)) for row in self.terms]

    @overload
    def to_csv(self, *, excel: bool = False) -> str: ...

    @overload
    def to_csv(self, path: str | Path, *, excel: bool = False) -> None: ...

    def to_csv(self, path: str | Path | None = None, *, excel: bool = False) -> str | None:
        """Return the rows as CSV, as `cakg ask --format csv` prints them, or write them to a file; `excel` as there.

        Errors: OutputError where the file cannot be written.
        """
        from cakg.engine.delimited import delimited

        written = delimited(self.columns, self.cells(), excel=excel)
        if path is None:
            return written
        write_text(Path(path), written)
        return None

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a data frame with a type for each column.

        *Shapes*: days and moments are `datetime64`, whole numbers `Int64`, other numbers `Float64`, truth values
        `boolean`, texts and IRIs `string`; a column that mixes them, or holds what does not fit, is `object`.
        Errors: UsageError where pandas is missing.
        """
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed; pip install 'cakg[pandas]', or use to_dicts()") from error
        found = {}
        for number, column in enumerate(self.columns):
            values = [value(row[number]) for row in self.terms]
            found[column] = pandas.Series(values, dtype=_dtype([one for one in values if one is not None]))
        return pandas.DataFrame(found, index=range(len(self)))


@dataclass(frozen=True, repr=False)
class Triples(Rows):
    """Hold what CONSTRUCT or DESCRIBE yields, as rows of subject, predicate and object."""

    columns: tuple[str, ...] = ("subject", "predicate", "object")
    terms: tuple[tuple[Term | None, ...], ...] = ()

    def to_ntriples(self) -> str:
        """Return the triples as sorted lines of N-Triples."""
        triples = (Triple(*row) for row in self.terms)  # type: ignore[arg-type]
        written = (serialize([one], format=RdfFormat.N_TRIPLES) for one in triples)
        return "".join(sorted(line.decode() for line in written if line is not None))


Answer = Rows | bool  # to SELECT (and CONSTRUCT, DESCRIBE), and to ASK


def is_empty(found: Answer) -> bool:
    """Tell whether an answer holds nothing: no row, a no, or one row of nothing but zeros and gaps."""
    if isinstance(found, bool):
        return not found
    return not len(found) or (len(found) == 1 and all(cell is None or cell.value == "0" for cell in found.terms[0]))


def _row(terms: tuple[Term | None, ...]) -> "Row":
    return tuple(None if term is None else foreign(term) for term in terms)


def _dtype(values: "list[Value]") -> str:
    """Return the type of data frames that holds all values of a column."""
    from decimal import Decimal

    sorts = {type(one) for one in values}
    if sorts == {int}:
        return "Int64" if all(-(2**63) <= one < 2**63 for one in values if isinstance(one, int)) else "object"
    if sorts and sorts <= {int, float, Decimal}:
        return "Float64"
    if sorts == {datetime}:
        aware = {one.tzinfo is not None for one in values if isinstance(one, datetime)}
        return "object" if len(aware) == 2 else "datetime64[us, UTC]" if True in aware else "datetime64[us]"
    types: dict[type, str] = {str: "string", bool: "boolean", date: "datetime64[s]"}
    return types.get(sorts.pop(), "object") if len(sorts) == 1 else "object"
