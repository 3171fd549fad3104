"""Parameters of saved queries: their types, and the values that users give as terms and as SPARQL."""

import re
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from cakg.ask.language import tag
from cakg.ask.spelling import spelt
from cakg.engine.terms import Term
from cakg.words.errors import UsageError
from cakg.words.namespaces import ACTOR_KINDS, KINDS, XSD, expand, kind_of
from cakg.words.patterns import regex

TYPES = ("date", "integer", "string", "boolean", "language", "iri", "actor", *KINDS)
BOUNDS = {"since": "first", "until": "last"}  # what a parameter of this name is for the span that it bounds
_NOT_IN_IRI = regex(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')


@dataclass(frozen=True)
class Parameter:
    """Hold what a question may be told: its type, what it is without being told (as text), and what it means.

    `bound` is for dates alone: `first` where a span begins with the date and `last` where it ends with it, so that the
    span covers the whole of what the date names; None where the date is a single day.
    """

    name: str
    type: str
    default: str | None
    help: str
    required: bool
    bound: str | None = None

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
        """Return the day that a date stands for: the first or the last of those it names, by the bound."""
        try:
            from cakg.words.dates import parse

            named = parse(text)
        except ValueError as error:
            raise self.refusal(f"{text!r} is no date ({error})", "write it like 2012-03-27 or 2012") from error
        day = named.end if self.bound == "last" else named.begin
        if day is None:
            raise self.refusal(f"{text!r} has no {self.bound or 'one'} day", "write it like 2012-03-27 or 2012")
        if self.bound is None and named.begin != named.end:
            raise self.refusal(f"{text!r} names more than one day", "write it like 2012-03-27")
        return day.isoformat()

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
