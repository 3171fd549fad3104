"""The sheet of a draft: nodes with their values, each marked as sure or to be read, as canonical Turtle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode
from pyoxigraph import Triple as OxTriple

from cakg.read.claims import EDTF_DATE, QUOTE, TYPE, UNFINISHED, Term, Triple
from cakg.read.writer import write
from cakg.words.namespaces import CAKG, SKOS, XSD, compact

_NOTE = NamedNode(SKOS + "editorialNote")


@dataclass(frozen=True)
class Claim:
    """Hold a value of a node: `sure`, or to be read, with the reason."""

    predicate: str
    value: Term
    sure: bool
    why: str = ""


@dataclass
class Node:
    """Hold a node of a draft: its values, the phrases that show them, and what is still to be written."""

    iri: str
    claims: list[Claim] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def say(self, predicate: str, value: Term | str, sure: bool = True, why: str = "") -> None:
        """Add a value; a text is an IRI, a name without a scheme is a term of cakg."""
        name = predicate if "://" in predicate else CAKG + predicate
        term = NamedNode(value) if isinstance(value, str) else value
        if not any(one.predicate == name and one.value == term for one in self.claims):
            self.claims.append(Claim(name, term, sure, why))

    def triples(self, language: str) -> list[Triple]:
        """Return what the node says, its quotes, and its marks as remarks for curators."""
        subject = NamedNode(self.iri)
        found = [Triple(subject, NamedNode(one.predicate), one.value) for one in self.claims]
        found += [Triple(subject, QUOTE, Literal(quote, language=language)) for quote in self.quotes]
        found += [Triple(subject, _NOTE, Literal(note, language="en")) for note in (*self.notes, *self._marks())]
        return found

    def _marks(self) -> list[str]:
        counted = [one for one in self.claims if one.predicate != TYPE.value]
        sure = sorted({compact(one.predicate) for one in counted if one.sure})
        read = sorted(
            {
                f"{compact(one.predicate)} {_shown(one.value)}{f' ({one.why})' if one.why else ''}"
                for one in counted
                if not one.sure
            }
        )
        said = [f"Sure: {', '.join(sure)}."] if sure else []
        said += [f"To be read: {'; '.join(read)}."] if read else []
        said += [f"To be written: {', '.join(self.missing)}."] if self.missing else []
        return [" ".join((UNFINISHED + " ".join(said)).split())] if said else [UNFINISHED + "To be read."]


def _shown(value: Term) -> str:
    return compact(value.value) if isinstance(value, NamedNode) else f"“{value.value}”"


def date_of(text: str) -> Literal:
    """Return a date as a term."""
    return Literal(text, datatype=EDTF_DATE)


def number_of(value: int) -> Literal:
    """Return a whole number as a term."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def text_of(text: str, language: str) -> Literal:
    """Return a text in a language as a term."""
    return Literal(" ".join(text.split()), language=language)


def written(nodes: Iterable[Node], language: str) -> str:
    """Return nodes as canonical Turtle."""
    return write([OxTriple(*triple) for node in nodes for triple in node.triples(language)])


def listed(names: Sequence[str], most: int = 40) -> str:
    """Return names in one text, the rest counted."""
    more = f"; and {len(names) - most} more" if len(names) > most else ""
    return "; ".join(names[:most]) + more
