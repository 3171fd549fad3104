"""Terms of a graph: as text for tables and sentences, as values of Python, as those of rdflib and back."""

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode

from cakg.engine.cells import Cell, Figure
from cakg.words.integers import integer
from cakg.words.namespaces import XSD, compact
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from decimal import Decimal

    from rdflib.term import Identifier, Node

    Value: TypeAlias = str | int | float | Decimal | bool | date

Term = NamedNode | BlankNode | Literal  # whatever a query can bind; documents hold no blank nodes

_SIGNS = ("", "nonNegative", "nonPositive", "positive", "negative")
_SIZES = ("int", "long", "short", "byte")
WHOLE = frozenset(
    (*(f"{sign}Integer" for sign in _SIGNS[1:]), "integer", *_SIZES, *(f"unsigned{size.title()}" for size in _SIZES))
)
_DIGITS = regex(r"[+-]?[0-9]+")
_NUMBER = regex(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN")
_DAY = regex(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?")
_MOMENT = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9.]+(?:Z|[+-][0-9]{2}:[0-9]{2})?")


def text(term: Term | None) -> str:
    """Return a term as it stands in a cell: a prefixed name, a whole IRI, a text; nothing where nothing is bound."""
    if isinstance(term, NamedNode):
        return compact(term.value).strip("<>")
    return "" if term is None else term.value if isinstance(term, Literal) else str(term)


def cell(term: Term | None) -> Cell:
    """Return a term as a cell: truth values as such, numbers as they are written, all else as `text` says it."""
    found = value(term)
    if isinstance(found, bool) or found is None:
        return found
    return text(term) if isinstance(found, str | date) else Figure(text(term))


def whole(term: Term) -> str:
    """Return a term as a text that stands by itself: a whole IRI, the text of a literal, a blank node as N-Triples."""
    return str(term) if isinstance(term, BlankNode) else term.value


def phrase(term: Term) -> str:
    """Return a term as it stands in a sentence: an IRI as Turtle writes it, a text with its language."""
    if isinstance(term, Literal):
        return f"{term.value} ({term.language})" if term.language else term.value
    return compact(term.value) if isinstance(term, NamedNode) else str(term)


def value(term: Term | None) -> "Value | None":
    """Return a term as a value of Python: numbers, booleans, days and moments as such, all else as whole texts.

    What its datatype does not allow is a text, and so is what Python has no such values for or reckons not with: years,
    months, numbers of thousands of digits.
    """
    if not isinstance(term, Literal):
        return None if term is None else term.value if isinstance(term, NamedNode) else str(term)
    said, sort = term.value, term.datatype.value.removeprefix(XSD)
    if sort in WHOLE and _DIGITS.fullmatch(said):
        number = integer(said)
        return said if number is None else number
    if sort in ("double", "float") and _NUMBER.fullmatch(said):
        return float(said)
    if sort == "decimal" and _NUMBER.fullmatch(said):
        from decimal import Decimal

        return Decimal(said)
    if sort == "boolean" and said in ("true", "1", "false", "0"):
        return said in ("true", "1")
    try:
        if sort == "date" and (day := _DAY.fullmatch(said)):
            return date.fromisoformat(day[1])
        if sort == "dateTime" and _MOMENT.fullmatch(said):
            return datetime.fromisoformat(said)
    except ValueError:  # no day of the calendar, or beyond what Python reckons with
        pass
    return said


@cache
def hush() -> None:
    """Let rdflib not log the tracebacks of texts that no datatype allows: such a literal is kept as it is written, and
    the rules name it by file and line.
    """
    import logging

    logging.getLogger("rdflib.term").addFilter(lambda record: record.exc_info is None)


def native(term: "Node") -> Term:
    """Return a term of rdflib as one of Oxigraph."""
    from rdflib import BNode
    from rdflib import Literal as Plain

    if isinstance(term, Plain):
        if term.language is not None:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=None if term.datatype is None else NamedNode(str(term.datatype)))
    return BlankNode(str(term)) if isinstance(term, BNode) else NamedNode(str(term))


def foreign(term: Term) -> "Identifier":
    """Return a term of Oxigraph as one of rdflib, letter by letter, where a plain text has no datatype."""
    from rdflib import BNode, URIRef
    from rdflib import Literal as Plain

    hush()
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    bare = term.language is not None or term.datatype.value == XSD + "string"
    datatype = None if bare else URIRef(term.datatype.value)
    return Plain(term.value, lang=term.language, datatype=datatype, normalize=False)
