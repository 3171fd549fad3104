"""Tables of RDF terms: what a query returns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cakg.words.errors import UsageError

if TYPE_CHECKING:
    import pandas
    from rdflib.term import Identifier


@dataclass(frozen=True)
class Rows:
    """Hold the answer to a query: the names of its columns and its rows of terms; None where nothing is bound."""

    columns: tuple[str, ...]
    values: tuple[tuple["Identifier | None", ...], ...]

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[tuple["Identifier | None", ...]]:
        return iter(self.values)

    def to_dicts(self) -> list[dict[str, object]]:
        """Return each row by column as plain Python values: IRIs and texts are `str`, dates are `datetime.date`."""
        return [dict(zip(self.columns, map(_plain, row), strict=True)) for row in self.values]

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a data frame of the same plain values. Errors: UsageError where pandas is missing."""
        try:
            import pandas
        except ImportError as error:
            raise UsageError("pandas is not installed; pip install pandas, or use to_dicts()") from error
        return pandas.DataFrame(self.to_dicts(), columns=list(self.columns), dtype=object)


def _plain(term: "Identifier | None") -> Any:
    from rdflib import Literal

    if term is None:
        return None
    value = term.toPython() if isinstance(term, Literal) else str(term)
    return str(term) if isinstance(value, Literal) else value
