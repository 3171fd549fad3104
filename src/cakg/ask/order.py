"""The order of answers for people: where a query sorts by names, names by collation, which no engine of SPARQL has."""

from dataclasses import replace
from typing import Any

from cakg.engine.rows import Rows
from cakg.words import collation
from cakg.words.patterns import regex

# One key of ORDER BY: a name, or a column whose equal values stand together; any other ends what is put in order.
_KEY = regex(
    r'\s*(?:COALESCE\(STR\(\?(?P<name>\w+)\), ""\)|\?(?P<label>\w*[lL]abel)\b|(?:DESC|ASC)?\(?\?(?P<column>\w+)\b\)?)'
)


def collated(query: str, rows: Rows) -> Rows:
    """Return rows in the order that a query demands, but for names, which follow one another as in an index.

    What is sorted by a name first, or within equal values of columns, is put in order by that name; what has one name
    stays together, and all else as the engine sorted it.
    """
    grouped: list[int] = []
    at = query.rfind("ORDER BY") + len("ORDER BY")
    while at >= len("ORDER BY") and (key := _KEY.match(query, at)):
        column = key["name"] or key["label"] or key["column"]
        if column not in rows.columns:
            break
        number = rows.columns.index(column)
        if not key["column"]:
            return _sorted(rows, grouped, number)
        grouped.append(number)
        at = key.end()
    return rows


def _sorted(rows: Rows, grouped: list[int], name: int) -> Rows:
    """Return rows by a name within the runs in which some columns have equal values."""
    runs: dict[tuple[Any, ...], int] = {}
    texts = rows.texts()
    places = [runs.setdefault(tuple(row[n] for n in grouped), len(runs)) for row in texts]
    order = sorted(range(len(texts)), key=lambda n: (places[n], collation.order(texts[n][name] or "")))
    return replace(rows, terms=tuple(rows.terms[n] for n in order))
