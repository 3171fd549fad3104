"""Imports: rows of a table from elsewhere as Turtle, by a mapping that is Turtle with names in it.

`$name` in an IRI or a text of the mapping stands for the things that the table of things gives for a row (in which
`$column` stands for what the row has there), else for what the row has in the column of that name. A statement is made
for each of several things, and not where a name stands for nothing. So the text of a row stands on the line of the row,
and whoever finds a fault finds its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from cakg.read import turtle
from cakg.read.sheets import Row, Sheet, read_sheet
from cakg.words import agreement
from cakg.words.errors import InputError
from cakg.words.namespaces import EDTF

SOURCE, MAPPING, ROWS, THINGS, LEFT_OUT = "source.ttl", "mapping.ttl", "rows.csv", "things.csv", "left-out.csv"
FILES = (SOURCE, MAPPING, ROWS, THINGS, LEFT_OUT)
_THINGS = ("column", "value", "name", "thing")
_LEFT_OUT = ("column", "value", "reason")
_NAME = re.compile(r"\$([A-Za-z][A-Za-z0-9_]*)")
_DATE = NamedNode(EDTF + "EDTF")
_UNMAPPED = f"This row says nothing; give its things in {THINGS}, or the reason in {LEFT_OUT}."
_IDLE = "No row has this value; correct the line or delete it."
_UNREASONED = "These rows are left out without a reason; give it."

Sort = tuple[str, ...]  # the columns by which a thing is found
Things = Mapping[str, Mapping[Sort, Mapping[str, Sequence[str]]]]  # by name, columns and what a row has in these


class Stray(NamedTuple):
    """Hold a line of a table that does nothing, and what to do about it."""

    path: str
    line: int
    message: str


@dataclass(frozen=True)
class Import:
    """Hold what the rows of an import say, as Turtle, row by row on their lines, and its strays."""

    text: str
    strays: tuple[Stray, ...]


def read_import(folder: str, texts: Mapping[str, str]) -> Import:
    """Return what an import says, given the texts of its files by name; `folder` is where they lie.

    Errors: InputError for a file that is missing or too much, for bad Turtle and bad CSV, for a name of the mapping
    for which there is neither column nor thing, and for what makes no IRI or no date.
    """
    for name in (*FILES, *texts):
        if name not in FILES or name not in texts:
            problem = f"there is no {name}" if name in FILES else f"{name} is no file of an import"
            raise InputError(problem, f"an import has {', '.join(FILES)}", path=folder)
    rows = read_sheet(texts[ROWS], f"{folder}/{ROWS}")
    matches = read_sheet(texts[THINGS], f"{folder}/{THINGS}", _THINGS)
    left_out = read_sheet(texts[LEFT_OUT], f"{folder}/{LEFT_OUT}", _LEFT_OUT)
    mapping = turtle.parse(texts[MAPPING], f"{folder}/{MAPPING}")
    things = _things(matches, rows)
    _refuse_unknown(mapping, {*rows.columns, *things}, texts[MAPPING], f"{folder}/{MAPPING}")
    gone = {(_sort(one), one.cells["value"]) for one in left_out.rows}
    said = {
        row.line: [] if any(row.key(sort) == value for sort, value in gone) else _sentences(mapping, row, things, rows)
        for row in rows.rows
    }
    strays = _unmapped(rows, said, gone), _idle(matches, rows), _idle(left_out, rows), _unreasoned(left_out)
    text = "\n".join(["", *(" ".join(sentences) for sentences in said.values()), ""])
    return Import(text, tuple(stray for some in strays for stray in some))


def _sentences(mapping: Sequence[Triple], row: Row, things: Things, rows: Sheet) -> list[str]:
    """Return the statements of a row. Errors: InputError at its line."""
    found: dict[str, None] = {}
    for triple in mapping:
        names = list(dict.fromkeys(_NAME.findall(f"{triple.subject} {triple.object}")))
        for values in product(*(_values(name, row, things) for name in names)):
            given = dict(zip(names, values, strict=True))
            try:
                subject, value = _filled(triple.subject, given), _filled(triple.object, given)
            except ValueError as error:
                remedy = f"correct the row, or its things in {THINGS}"
                raise InputError(str(error), remedy, path=rows.path, line=row.line) from error
            found[f"{subject} {triple.predicate} {value} ."] = None
    return list(found)


def _values(name: str, row: Row, things: Things) -> Sequence[str]:
    """Return for what a name stands in a row; what holds for all rows yields to what is said of some."""
    if name in things:
        held = things[name]
        own = [thing for sort in held if sort for thing in held[sort].get(row.key(sort), ())]
        found = own or held.get((), {}).get("", ())
        filled = [(thing, _NAME.sub(lambda name: row.cells[name[1]], thing)) for thing in found]
        return [text for thing, text in filled if text or not thing]
    return [row.cells[name]] if row.cells[name] else []


def _filled(term: object, given: Mapping[str, str]) -> NamedNode | Literal:
    """Return a term with values in the place of names; a date in its one spelling. Errors: ValueError."""
    assert isinstance(term, NamedNode | Literal)
    text = _NAME.sub(lambda found: given[found[1]], term.value)
    if isinstance(term, NamedNode):
        return NamedNode(text)
    if term.language is not None:
        return Literal(text, language=term.language)
    return Literal(agreement.canonical(text) if term.datatype == _DATE else text, datatype=term.datatype)


def _things(matches: Sheet, rows: Sheet) -> Things:
    found: dict[str, dict[Sort, dict[str, list[str]]]] = {}
    for one in matches.rows:
        for name in _NAME.findall(one.cells["thing"]):
            if name not in rows.columns:
                raise InputError(f"${name} is no column", f"name one of {ROWS}", path=matches.path, line=one.line)
        by_value = found.setdefault(one.cells["name"], {}).setdefault(_sort(one), {})
        by_value.setdefault(one.cells["value"], []).append(one.cells["thing"])
    return found


def _sort(line: Row) -> Sort:
    return tuple(line.cells["column"].split())


def _refuse_unknown(mapping: Sequence[Triple], known: set[str], text: str, path: str) -> None:
    for subject, predicate, value in mapping:
        for name in _NAME.findall(f"{subject} {value}"):
            if name not in known:
                line = turtle.line_of(text, subject.value, predicate.value, value)
                remedy = f"give its things in {THINGS}, or name a column"
                raise InputError(f"${name} is neither a column nor a thing", remedy, path=path, line=line)


def _unmapped(rows: Sheet, said: Mapping[int, list[str]], gone: set[tuple[Sort, str]]) -> Iterator[Stray]:
    for row in rows.rows:
        if not said[row.line] and not any(row.key(sort) == value for sort, value in gone):
            yield Stray(rows.path, row.line, _UNMAPPED)


def _idle(table: Sheet, rows: Sheet) -> Iterator[Stray]:
    """Yield the lines of a table that speak of no row."""
    sorts = {_sort(one) for one in table.rows}
    there = {sort: {row.key(sort) for row in rows.rows} for sort in sorts}
    yield from (Stray(table.path, one.line, _IDLE) for one in table.rows if one.cells["value"] not in there[_sort(one)])


def _unreasoned(left_out: Sheet) -> Iterator[Stray]:
    yield from (Stray(left_out.path, one.line, _UNREASONED) for one in left_out.rows if not one.cells["reason"].strip())
