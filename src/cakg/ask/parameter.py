"""Parameters of saved queries: their types, and the values that users give as terms and as SPARQL."""

import re
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from cakg.ask.find import spelt
from cakg.ask.language import tag
from cakg.engine.terms import Term
from cakg.words.errors import UsageError
from cakg.words.namespaces import KINDS, XSD, expand, kind_of

ACTOR_KINDS = ("state", "org", "person", "group")
TYPES = ("date", "integer", "string", "boolean", "language", "iri", "actor", *KINDS)
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')


@dataclass(frozen=True)
class Parameter:
    """Hold what a question may be told: its type, what it is without being told (as text), and what it means."""

    name: str
    type: str
    default: str | None
    help: str
    required: bool

    def term(self, value: object) -> Term:
        """Return a value as a term: a text, number or date as a literal, a slug or a prefixed name as an IRI.

        Errors: UsageError that names the parameter and the remedy.
        """
        text = str(value).strip()
        if self.type == "string":
            if re.search("[\ud800-\udfff]", text):
                raise self.refusal("a character is no Unicode text", "type it again")
            return Literal(text)
        if self.type == "language":
            try:
                return Literal(tag(text))
            except UsageError as error:
                raise UsageError(f"{self.name}: {error}") from error
        if self.type == "date":
            return Literal(self._day(text), datatype=NamedNode(XSD + "date"))
        if self.type == "integer":
            if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
                raise self.refusal(f"{text!r} is no whole number", "write it like 5")
            return Literal(str(int(text)), datatype=NamedNode(XSD + "integer"))
        if self.type == "boolean":
            if text.lower() not in ("true", "false"):
                raise self.refusal(f"{text!r} is neither true nor false", "write one of the two")
            return Literal(text.lower(), datatype=NamedNode(XSD + "boolean"))
        return NamedNode(self._iri(text))

    def refusal(self, problem: str, remedy: str) -> UsageError:
        """Return an error that names the parameter."""
        return UsageError(f"{self.name}: {problem}; {remedy}")

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of things that the parameter may name; none where any will do."""
        if self.type == "actor":
            return ACTOR_KINDS
        return (self.type,) if self.type in KINDS else ()

    def _day(self, text: str) -> str:
        full = text + {4: "-01-01", 7: "-01"}.get(len(text), "")
        try:
            return date.fromisoformat(full).isoformat()
        except ValueError as error:
            raise self.refusal(f"{text!r} is no day", "write it like 2012-03-27") from error

    def _iri(self, text: str) -> str:
        kinds = self.kinds
        iris = spelt(text, kinds)
        if len(iris) > 1:
            examples = " or ".join(f"{kind}:{text}" for kind in kinds or ("event", "org"))
            raise self.refusal(f"{text!r} says not of what kind it is", f"write {examples}")
        if not iris and ":" in text:
            expand(text)  # says that it has no prefix that is known
        if not iris or _NOT_IN_IRI.search(iris[0]) or (kinds and kind_of(iris[0]) not in kinds):
            raise self.refusal(f"{text!r} is no {self.type}", f"write it like {(*kinds, 'event')[0]}:some-name")
        return iris[0]


def written(term: Term | None) -> str:
    """Return a term as SPARQL writes it, on one line, and UNDEF for none."""
    return "UNDEF" if term is None else str(term)
