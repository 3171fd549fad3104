"""Answers, rankings and the ledger as tables, and tables as text: for people, CSV, TSV, JSON, Markdown."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cakg.engine.cells import Cell, as_json, markdown, shown
from cakg.export import layout
from cakg.export.formats import named
from cakg.words.namespaces import INSTANCE_KINDS, compact
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.ask.ledger import Dispute
    from cakg.networks.ranking import Score
    from cakg.networks.spread import Comparison

_NAMES = ("title", "name", "label", "office", "source")
_FIRST = {"title": 0, "date": 1, "place": 2, "city": 2, "siteName": 2}
_LAST = 9
_SLUG = regex(r"[a-z0-9][A-Za-z0-9.-]*")

Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]


def render(
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    form: str,
    width: int | None = None,
    *,
    excel: bool = False,
) -> str:
    """Return rows as text that ends with a newline. *Shapes*: each row as long as `columns`.

    `width` bounds a table, whose cells then wrap; one that is too wide even so becomes a list of records. The other
    forms are never cut; for people numbers have six digits, for machines all. A table and Markdown show names, dates
    and places first and what names a thing by its IRI last; the forms for machines keep the order of the columns.
    `excel` goes with CSV: see `engine.delimited`. Errors: UsageError for an unknown format.
    """
    form = named(form, "rows")
    if form in ("csv", "tsv"):
        from cakg.engine.delimited import delimited

        return delimited(columns, rows, form, excel=excel)
    if form == "json":
        return as_json([dict(zip(columns, row, strict=True)) for row in rows], 2)
    order, last = for_people(columns, rows)
    columns, rows = [columns[n] for n in order], [[row[n] for n in order] for row in rows]
    if form == "table":
        return layout.table(columns, [[shown(cell) for cell in row] for row in rows], width, last)
    lines = [list(map(markdown, columns)), ["---"] * len(columns), *([markdown(cell) for cell in row] for row in rows)]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def narrowed(columns: Sequence[str], rows: Sequence[Sequence[Cell]], width: int) -> tuple[list[str], list[list[Cell]]]:
    """Return columns and rows without the IRIs of things, where that alone makes a table fit a width, else all."""
    order, last = for_people(columns, rows)
    kept = sorted(order[: len(order) - last])
    texts = [[shown(cell) for cell in row] for row in rows]
    shorter = [columns[n] for n in kept], [[row[n] for n in kept] for row in texts]
    if last and not layout.fits(columns, texts, width) and layout.fits(*shorter, width):
        return shorter[0], [[row[n] for n in kept] for row in rows]
    return list(columns), [list(row) for row in rows]


def for_people(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> tuple[list[int], int]:
    """Return the numbers of columns in the order in which people read them, and how many of the last are IRIs.

    Where a table names things at all, first come title, date and place, and last the columns that hold nothing but
    IRIs of things; reports are among these where their titles stand in the table. All else stays in its order.
    """
    if not any(column in _NAMES or column.endswith(("Name", "Title")) for column in columns):
        return list(range(len(columns))), 0
    named = set(INSTANCE_KINDS) - (set() if "source" in columns else {"report"})

    def place(number: int) -> int:
        cells = [row[number] for row in rows if row[number] is not None]
        if cells and all(isinstance(cell, str) and _kind(cell) in named for cell in cells):
            return _LAST
        return _FIRST.get(columns[number], len(_FIRST))

    places = list(map(place, range(len(columns))))
    return sorted(range(len(columns)), key=places.__getitem__), places.count(_LAST)


def _kind(cell: str) -> str | None:
    """Return the kind of the thing that a prefixed name stands for, None of all other text."""
    kind, colon, slug = cell.partition(":")
    return kind if colon and _SLUG.fullmatch(slug) else None


def score_table(scores: "Sequence[Score]") -> Table:
    """Return scores as columns and rows; columns that no score has are left out.

    Where there are intervals of several layers, the columns of each begin with its name.
    """
    columns: dict[str, list[Cell]] = {
        "place": [one.place for one in scores],
        "label": [one.label for one in scores],
        "value": [one.value for one in scores],
    }
    layers = [interval.layer for interval in scores[0].intervals] if scores else []
    for number, layer in enumerate(layers):
        found = [one.intervals[number] for one in scores]
        lead = f"{layer} " if len(layers) > 1 else ""
        columns |= {
            f"{lead}median": [one.median for one in found],
            f"{lead}low": [one.low for one in found],
            f"{lead}high": [one.high for one in found],
            f"{lead}lowest": [one.lowest for one in found],
            f"{lead}highest": [one.highest for one in found],
            f"{lead}best place": [one.best for one in found],
            f"{lead}worst place": [one.worst for one in found],
        }
    columns |= {
        "by chance": [one.expected for one in scores],
        "z": [one.z for one in scores],
        "error": [one.error for one in scores],
        "probability": [one.probability for one in scores],
        "actor": [compact(one.actor) for one in scores],
    }
    always = ("place", "label", "value", "actor")
    shown = [name for name, cells in columns.items() if name in always or any(cell is not None for cell in cells)]
    return tuple(shown), list(zip(*(columns[name] for name in shown), strict=True))


def comparison_table(found: "Sequence[Comparison]") -> Table:
    """Return how often one actor is above another as columns and rows: a row for each layer."""
    rows: list[tuple[Cell, ...]] = [(one.layer, one.one, one.other, one.probability, one.draws) for one in found]
    return ("layer", "actor", "other", "probability that the first is above", "draws"), rows


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
