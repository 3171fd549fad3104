"""A dataset as the rules read it: statements by who makes them, and the texts among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeGuard

from pyoxigraph import Literal, NamedNode

from cakg.engine.index import Index
from cakg.read.claims import Triple
from cakg.words.namespaces import XSD


class Text(NamedTuple):
    """Hold a statement whose value is a text."""

    subject: NamedNode
    predicate: NamedNode
    object: Literal


@dataclass(frozen=True)
class Material:
    """Hold a dataset as the rules read it: the accepted view, what any graph says and what of it is accepted, each by
    its N-Triples, what the curators wrote, what the vocabulary says, and the terms that it defines.
    """

    view: Index
    said: Mapping[str, Triple]
    accepted: Mapping[str, Triple]
    curated: tuple[Triple, ...]
    defined: tuple[Triple, ...]
    terms: frozenset[str]

    @cached_property
    def texts(self) -> list[Text]:
        """Return every statement of a text, that of the vocabulary as well, each once, sorted."""
        found: dict[str, Text] = {}
        for subject, predicate, value in (*self.said.values(), *self.curated, *self.defined):
            if is_text(value):
                found[f"{subject} {predicate} {value}"] = Text(subject, predicate, value)
        return [found[text] for text in sorted(found)]


def is_text(value: object) -> TypeGuard[Literal]:
    """Tell whether a value is a text, in a language or in none."""
    return isinstance(value, Literal) and (value.language is not None or value.datatype.value == XSD + "string")
