"""Pages of Turtle under way: statements about prefixed names, gathered until they are written."""

from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from cakg.read import turtle
from cakg.words.namespaces import EDTF, XSD, expand

Value = NamedNode | Literal


class Page:
    """Hold statements; they are written in the canonical form, each once."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def say(self, subject: str, predicate: str, *values: str | Value) -> None:
        """Add a statement for each value; a text is a prefixed name."""
        about, what = node(subject), node(predicate)
        self.triples += [Triple(about, what, node(one) if isinstance(one, str) else one) for one in values]

    def name(self, subject: str, sort: str, english: str, russian: str) -> None:
        """Add what the register says of everything: its class and its names."""
        self.say(subject, "rdf:type", f"cakg:{sort}")
        self.say(subject, "skos:prefLabel", text(english), text(russian, "ru"))

    def turtle(self) -> str:
        """Return the statements as canonical Turtle."""
        return turtle.write(self.triples)


@lru_cache(maxsize=65536)
def node(name: str) -> NamedNode:
    """Return the node that a prefixed name names."""
    return NamedNode(expand(name))


def text(words: str, lang: str | None = "en") -> Literal:
    """Return words with the tag of their language, or without one."""
    return Literal(words, language=lang)


def edtf(date: str) -> Literal:
    """Return a date as EDTF writes it."""
    return Literal(date, datatype=NamedNode(EDTF + "EDTF"))


def number(value: int) -> Literal:
    """Return a whole number."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def address(url: str) -> Literal:
    """Return an address of the web."""
    return Literal(url, datatype=NamedNode(XSD + "anyURI"))
