"""Answers and rankings as tables to be read: labels for IRIs, words for dates, links to what the page knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from cakg.engine.terms import Term, value
from cakg.web.entry import Link
from cakg.web.reader import Reader, spaced, web_url
from cakg.words.namespaces import CAKG, EDTF, split
from cakg.words.wording import wording

if TYPE_CHECKING:
    from cakg.ask.question import Question
    from cakg.engine.rows import Rows
    from cakg.networks.ranking import Score

_MOST_RANKED = 25
_WIDE = 70  # letters


@dataclass(frozen=True)
class Cell:
    """Hold one cell: its text, where it leads, whether it is a number, and the tag of a language but English."""

    text: str
    href: str | None = None
    number: bool = False
    lang: str = ""

    @property
    def style(self) -> str:
        """Return `n` for a number, `w` for a text that needs a wide column."""
        return "n" if self.number else "w" if len(self.text) > _WIDE else ""


@dataclass(frozen=True)
class Table:
    """Hold a table, or a part of one; `total` counts all rows. Columns are names with explanations."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


def columns_of(
    index: Reader, question: "Question", rows: "Rows"
) -> tuple[tuple[tuple[str, str], ...], tuple[int, ...]]:
    """Return the columns of an answer with their explanations, and their numbers.

    A column that only repeats the label of another is left out.
    """
    kept = tuple(number for number in range(len(rows.columns)) if not _repeats(index, rows, number))
    return tuple((spaced(rows.columns[n]), question.columns.get(rows.columns[n], "")) for n in kept), kept


def rows_of(index: Reader, rows: "Rows", kept: Sequence[int], numbers: Iterable[int]) -> "Iterator[tuple[Cell, ...]]":
    """Yield some rows of an answer as cells, with the columns that are kept."""
    for number in numbers:
        yield tuple(_cell(index, rows.terms[number][column]) for column in kept)


def ranking(index: Reader, scores: Mapping[str, "Sequence[Score]"]) -> Table:
    """Return the actors of a network by all measures, in the order of the first measure."""
    measures = [measure for measure in scores if scores[measure]]
    if not measures:
        return Table((), (), 0)
    found = {measure: {score.actor: score for score in scores[measure]} for measure in measures}
    order = scores[measures[0]]
    rows = []
    for first in order[:_MOST_RANKED]:
        link = index.link(first.actor)
        cells = [Cell(str(first.place), None, True), Cell(first.label, link.href)]
        cells += [_score(found[name].get(first.actor), place=name != measures[0]) for name in measures]
        rows.append(tuple(cells))
    explained = (
        "the value; in brackets the place by this measure and, where known, the places that are likely; ≈ an estimate"
    )
    columns = (("place", f"by {measures[0]}"), ("actor", ""), *((spaced(m), explained) for m in measures))
    return Table(columns, tuple(rows), len(order))


def _score(score: "Score | None", *, place: bool) -> Cell:
    if score is None:
        return Cell("–", None, True)
    value = f"{score.value:.0f}" if score.value == int(score.value) else f"{score.value:.3g}"
    if score.error is not None:
        value = f"≈{value}"
    said = [f"#{score.place}"] if place else []
    if score.best is not None and score.worst is not None:
        said.append(f"{score.best}–{score.worst}")
    return Cell(f"{value} ({', '.join(said)})" if said else value, None, True)


def _cell(index: Reader, term: Term | None) -> Cell:
    if term is None:
        return Cell("")
    text = term.value
    if not isinstance(term, Literal):
        return _named(index, text)
    sort = term.datatype.value.rpartition("#")[2]
    if term.datatype.value == EDTF + "EDTF":
        return Cell(wording(text, index.lang))
    if sort == "anyURI":
        return _address(text)
    if sort == "boolean":
        return Cell("yes" if text in ("true", "1") else "no")
    if sort in ("integer", "decimal", "double", "float"):
        number = value(term)
        return Cell(f"{number:.4g}" if isinstance(number, float | Decimal) else text, None, True)
    return Cell(text, lang="" if term.language in (None, "en") else term.language)


def _named(index: Reader, iri: str) -> Cell:
    if index.knows(iri):
        link: Link = index.link(iri)
        return Cell(link.text, link.href, lang=link.lang)
    parts = split(iri)
    if iri.startswith(CAKG) and parts is not None:
        return Cell(spaced(parts[1]))
    return _address(iri)


def _address(text: str) -> Cell:
    return Cell("open ↗", text) if web_url(text) else Cell(text)


def _repeats(index: Reader, rows: "Rows", number: int) -> bool:
    """Tell whether a column holds, in every row, the label of the IRI in some other column."""
    if not len(rows) or any(isinstance(row[number], NamedNode) for row in rows.terms):
        return False
    texts = rows.texts()
    named = [all(isinstance(row[n], NamedNode) for row in rows.terms) for n in range(len(rows.columns))]
    return any(
        named[other] and all(index.knows(row[other]) and index.label(row[other]) == row[number] for row in texts)
        for other in range(len(rows.columns))
        if other != number
    )
