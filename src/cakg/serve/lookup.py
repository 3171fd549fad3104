"""The accepted view looked up in the store where it lies, instead of in an index that takes seconds to make."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from cakg.engine.index import Index
from cakg.read.claims import Term, Triple
from cakg.web.reader import Reader
from cakg.words.namespaces import CAKG

_VIEW = DefaultGraph()


class Lookup(Reader):
    """Look up things as a reader of pages does, each when it is asked for, and keep what was found.

    It gives the same answers as an index of the same triples: values of a property in one order. What it keeps is
    forgotten with the worker that has it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        super().__init__(())
        self._found: dict[str, dict[str, list[Term]]] = {}
        self._led: dict[str, dict[str, set[str]]] = {}

    @cached_property
    def triples(self) -> list[Triple]:  # type: ignore[override]
        """Every triple, read when somebody goes through all of them."""
        return [_triple(quad) for quad in self._store.quads_for_pattern(None, None, None, _VIEW)]

    def extend(self, triples: Iterable[Triple]) -> None:
        """Take in nothing: what stands in the store is all there is."""

    def subjects(self) -> list[str]:
        """Return every subject, sorted."""
        return sorted({triple.subject.value for triple in self.triples})

    def properties(self, subject: str) -> list[str]:
        """Return the IRI of every property of a thing, sorted."""
        return sorted(self._of(subject))

    def objects(self, subject: str, name: str) -> Sequence[Term]:
        """Return the values of a property, in the order in which the store has them."""
        return self._of(subject).get(name if ":" in name else CAKG + name, ())

    def owners(self, value: str, name: str) -> list[str]:
        """Return what has a value (an IRI, or the text of a literal) for a property, sorted."""
        led = self._leading(value) if ":" in value and " " not in value else self._owners.get(value, {})
        return sorted(led.get(name if ":" in name else CAKG + name, ()))

    def _of(self, subject: str) -> dict[str, list[Term]]:
        found = self._found.get(subject)
        if found is None:
            found = self._found[subject] = {}
            for quad in self._matching(subject=subject):
                found.setdefault(quad.predicate.value, []).append(_triple(quad).object)
        return found

    def _leading(self, value: str) -> dict[str, set[str]]:
        found = self._led.get(value)
        if found is None:
            found = self._led[value] = {}
            for quad in self._matching(value=value):
                found.setdefault(quad.predicate.value, set()).add(_triple(quad).subject.value)
            # a text that looks like an IRI: only the links of documents are such, and nobody looks up their owners
        return found

    def _matching(self, subject: str | None = None, value: str | None = None) -> Iterator[Quad]:
        try:
            first = None if subject is None else NamedNode(subject)
            last = None if value is None else NamedNode(value)
        except ValueError:
            return iter(())
        return iter(self._store.quads_for_pattern(first, None, last, _VIEW))


def _triple(quad: Quad) -> Triple:
    assert not isinstance(quad.subject, BlankNode)
    return Triple(quad.subject, quad.predicate, quad.object)  # type: ignore[arg-type]


__all__ = ["Index", "Lookup"]
