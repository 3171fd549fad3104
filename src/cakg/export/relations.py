"""The accepted view as rows of tables, subject by subject; what no column has room for is a row, too."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeGuard

from pyoxigraph import Literal, NamedNode

from cakg.engine.terms import text
from cakg.export.schema import DATATYPES, INVERSE, LABEL, NAMES, OTHER, TEXTS, THINGS, Column, Relation, Schema
from cakg.read.claims import Term, Triple
from cakg.words.integers import integer
from cakg.words.namespaces import CAKG, DCTERMS, RDF, SKOS
from cakg.words.patterns import regex

if TYPE_CHECKING:
    import pyoxigraph

Cell = str | int | float | None
Row = tuple[str, tuple[Cell, ...]]  # the table, and what stands in it
IRI = "IRI"  # in the place of a datatype

_TYPE, _PREFERRED, _TITLE = RDF + "type", SKOS + "prefLabel", DCTERMS + "title"
_CALLED = (_PREFERRED, SKOS + "altLabel", CAKG + "nameForm")
_DAY = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = regex(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_LONG = 2**63


def rows(triples: "Iterable[pyoxigraph.Triple]", schema: Schema) -> Iterator[Row]:
    """Yield what triples say as rows, those of a table in the order of their subjects.

    *Shapes*: the triples of a subject stand together, each once. Whatever owns a participation or a reading is a row of
    `owned`: the column in which it goes, the owner, what it owns.
    """
    for subject, said in groupby(triples, lambda triple: triple.subject):
        assert isinstance(subject, NamedNode)
        told = [Triple(*one) for one in said]
        yield from _Thing(subject.value, told, schema).rows()


def cells(column: Column, term: Term) -> tuple[Cell, ...] | None:
    """Return a term as the cells of a column and of what goes beside it; None where the column has no room for it."""
    if column.sort == "value":
        return text(term), _datatype(term)
    if column.sort == "worded":
        return (term.value, term.language) if isinstance(term, Literal) and term.language else None
    if column.sort in ("thing", "name"):
        return (text(term),) if isinstance(term, NamedNode) else None
    if not isinstance(term, Literal) or term.language or term.datatype.value != DATATYPES[column.sort]:
        return None
    said = term.value
    if column.sort == "integer":
        number = integer(said)
        return (number,) if number is not None and abs(number) < _LONG and str(number) == said else None
    if column.sort == "number":
        return (float(said),) if _NUMBER.fullmatch(said) and len(said) < 16 else None
    if column.sort == "boolean":
        return (int(said == "true"),) if said in ("true", "false") else None
    return (said,) if column.sort != "day" or _DAY.fullmatch(said) else None


class _Thing:
    """Make the rows of one subject."""

    def __init__(self, iri: str, said: Sequence[Triple], schema: Schema) -> None:
        self._iri, self._said, self._schema = iri, said, schema
        self._id = text(NamedNode(iri))
        self._classes = [one.object.value for one in said if one.predicate.value == _TYPE and _named(one.object)]
        self._table = schema.table_of(iri, self._classes)
        preferred = (one.object for one in said if one.predicate.value == _PREFERRED)
        self._names = {(name.value, name.language) for name in preferred if _worded(name)}

    def rows(self) -> Iterator[Row]:
        table = self._table
        if table is None:
            yield from (self._other(one) for one in self._said)
            return
        row: list[Cell] = [None] * len(table.columns)
        row[0] = self._id
        labels: dict[str, str] = {}
        aside: list[Row] = []
        self._put_class(row, table)
        for one in self._said:
            aside += self._placed(one, row, table, labels)
        if table.name not in ("documents", "evidence"):
            row[1], row[2] = labels.get("en"), labels.get("ru")
        if table.name != "evidence":
            told = labels.get("en") or labels.get("ru") or next((labels[tag] for tag in sorted(labels)), None)
            yield THINGS, (self._id, self._iri, table.name, told)
        yield table.name, tuple(row)
        yield from aside

    def _put_class(self, row: list[Cell], table: Relation) -> None:
        """Put the most special class where there are several; the table says the others."""
        known = sorted(one for one in self._classes if table.cls in (one, *self._schema.above.get(one, ())))
        special = [one for one in known if not any(one in self._schema.above.get(other, ()) for other in known)]
        self._class = special[0]
        for at, column in enumerate(table.columns):
            if column.name == "class":
                row[at] = text(NamedNode(self._class))

    def _placed(self, one: Triple, row: list[Cell], table: Relation, labels: dict[str, str]) -> Iterator[Row]:
        """Put a statement into the row, or yield the row of another table that it is."""
        iri, value = one.predicate.value, one.object
        if iri == _TYPE:
            if _named(value) and value.value not in (self._class, *self._schema.above.get(self._class, ())):
                yield self._other(one)
        elif iri == LABEL and _worded(value):
            yield from self._labelled(one, table, labels)
        elif iri in table.places and row[table.places[iri]] is None:
            at = table.places[iri]
            found = cells(table.columns[at], value)
            if found is None:
                yield self._other(one)
            else:
                row[at : at + len(found)] = found
        elif iri in _CALLED and _worded(value):
            yield NAMES, (self._id, text(one.predicate), value.language, value.value, latin(value.value))
        elif iri in INVERSE and table.name in INVERSE[iri][1] and _named(value):
            yield "owned", (f"{INVERSE[iri][0]}.{INVERSE[iri][1][table.name]}", self._id, text(value))
        elif (table.name, iri) in self._schema.links:
            link = self._schema.links[table.name, iri]
            found = cells(link.columns[1], value)
            yield self._other(one) if found is None else (link.name, (self._id, *found))
        elif _worded(value) and iri not in table.places and table.name != "evidence":
            yield TEXTS, (self._id, text(one.predicate), value.language, value.value)
        else:
            yield self._other(one)

    def _labelled(self, one: Triple, table: Relation, labels: dict[str, str]) -> Iterator[Row]:
        value = one.object
        assert _worded(value) and value.language is not None
        first = labels.setdefault(value.language, value.value) == value.value
        if table.name == "documents" and first and self._has(_TITLE, value):
            return
        if table.name == "evidence":  # its quote in quotation marks
            return
        if not first:
            yield self._other(one)
        elif table.name == "documents" or (
            value.language not in ("en", "ru") and (value.value, value.language) not in self._names
        ):
            yield NAMES, (self._id, text(one.predicate), value.language, value.value, latin(value.value))

    def _has(self, iri: str, value: Term) -> bool:
        return any(one.predicate.value == iri and one.object == value for one in self._said)

    def _other(self, one: Triple) -> Row:
        return OTHER, (self._id, text(one.predicate), text(one.object), _datatype(one.object))


@lru_cache(maxsize=4096)
def latin(name: str) -> str:
    """Return the words of a name in small Latin letters, whatever its script."""
    from cakg.ask.likeness import words

    return " ".join(word.latin for word in words(name))


def owned(column: str, owner: str, thing: str) -> Row:
    """Return as a row of what has no other place that one owns a thing, where another owns it already."""
    table, _, name = column.partition(".")
    iri = next(iri for iri, (owning, columns) in INVERSE.items() if owning == table and name in columns.values())
    return OTHER, (owner, text(NamedNode(iri)), thing, IRI)


def _datatype(term: Term) -> str:
    if isinstance(term, NamedNode):
        return IRI
    return f"@{term.language}" if term.language else text(term.datatype)


def _named(term: Term) -> TypeGuard[NamedNode]:
    return isinstance(term, NamedNode)


def _worded(term: Term) -> TypeGuard[Literal]:
    return isinstance(term, Literal) and term.language is not None
