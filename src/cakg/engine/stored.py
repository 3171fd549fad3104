"""The index of a store: what stands in its accepted view, looked up when it is first asked for, and kept then."""

from collections.abc import Iterator, Mapping, Sequence, Set

from pyoxigraph import DefaultGraph, NamedNode, Store

from cakg.engine.index import Lookup, full
from cakg.read.claims import Term, Triple

_VIEW = DefaultGraph()
_GLANCES = 4  # properties that are looked up alone before all that is said of a thing is
_NOTHING: Mapping[str, Sequence[Term]] = {}
_NOBODY: Mapping[str, Set[str]] = {}


class Stored(Lookup):
    """Look up things in the accepted view of a store, which stays as it is.

    What leads to a thing is found by its IRI alone: a text has no owners here.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._objects: dict[str, Mapping[str, Sequence[Term]]] = {}
        self._glanced: dict[str, dict[str, Sequence[Term]]] = {}
        self._owners: dict[str, Mapping[str, Set[str]]] = {}
        self._owned: dict[tuple[str, str], list[str]] = {}
        self._held: list[bool] = []  # not empty once all is; shared with whoever is a copy

    def hold(self) -> None:
        """Look up all there is, at once: faster than one after the other, where most will be asked for."""
        if self._held:
            return
        objects: dict[str, dict[str, list[Term]]] = {}
        owners: dict[str, dict[str, set[str]]] = {}
        for subject, predicate, value in self.statements():
            objects.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value)
            if isinstance(value, NamedNode):
                owners.setdefault(value.value, {}).setdefault(predicate.value, set()).add(subject.value)
        self._objects.update(objects)
        self._owners.update(owners)
        self._held.append(True)

    def statements(self, *names: str) -> Iterator[Triple]:
        """Yield what is said by some properties, by all where none is named."""
        wanted: list[NamedNode | None] = [NamedNode(full(name)) for name in names]
        for predicate in wanted or [None]:
            for quad in self._store.quads_for_pattern(None, predicate, None, _VIEW):
                yield Triple(quad.subject, quad.predicate, quad.object)  # type: ignore[arg-type]

    def said(self, subject: str, *names: str) -> Iterator[Triple]:
        """Yield what is said of a thing by some properties."""
        node = node_of(subject)
        for name in names if node is not None else ():
            for value in self.objects(subject, name):
                yield Triple(node, NamedNode(full(name)), value)  # type: ignore[arg-type]

    def subjects(self) -> list[str]:
        """Return every subject, sorted."""
        return sorted({subject.value for subject, _, _ in self.statements()})

    def properties(self, subject: str) -> list[str]:
        """Return the IRI of every property of a thing, sorted."""
        return sorted(self._of(subject))

    def objects(self, subject: str, name: str) -> Sequence[Term]:
        """Return the values of a property, in the order in which the store has them."""
        found = self._objects.get(subject)
        if found is not None:
            return found.get(full(name), ())
        return () if self._held else self._glance(subject, full(name))

    def owners(self, value: str, name: str) -> list[str]:
        """Return what has a thing for a property, sorted."""
        key = value, full(name)
        found = self._owned.get(key)
        if found is None:
            found = self._owned[key] = sorted(self._have(*key))
        return list(found)

    def leading(self, value: str) -> Mapping[str, Set[str]]:
        """Return what has a thing as a value, by the IRI of the property."""
        found = self._owners.get(value)
        if found is not None or self._held:
            return found or _NOBODY
        owners: dict[str, set[str]] = {}
        node = node_of(value)
        for quad in () if node is None else self._store.quads_for_pattern(None, None, node, _VIEW):
            owners.setdefault(quad.predicate.value, set()).add(str(quad.subject.value))  # type: ignore[union-attr]
        self._owners[value] = owners
        return owners

    def _glance(self, subject: str, name: str) -> Sequence[Term]:
        """Return the values of a property: of many things a page asks one question, and of few all there are."""
        seen = self._glanced.setdefault(subject, {})
        if name not in seen:
            if len(seen) == _GLANCES:
                return self._of(subject).get(name, ())
            node = node_of(subject)
            found = () if node is None else self._store.quads_for_pattern(node, NamedNode(name), None, _VIEW)
            seen[name] = [quad.object for quad in found]  # type: ignore[misc]
        return seen[name]

    def _of(self, subject: str) -> Mapping[str, Sequence[Term]]:
        """Return what is said of a thing, by property."""
        found = self._objects.get(subject)
        if found is not None or self._held:
            return found or _NOTHING
        said: dict[str, list[Term]] = {}
        node = node_of(subject)
        for quad in () if node is None else self._store.quads_for_pattern(node, None, None, _VIEW):
            said.setdefault(quad.predicate.value, []).append(quad.object)  # type: ignore[arg-type]
        self._objects[subject] = said
        self._glanced.pop(subject, None)
        return said

    def _have(self, value: str, name: str) -> Set[str]:
        """Return what has a thing for a property: of one to which much leads, only what is asked for is looked up."""
        if value in self._owners or self._held:
            return self._owners.get(value, _NOBODY).get(name, frozenset())
        node = node_of(value)
        found = () if node is None else self._store.quads_for_pattern(None, NamedNode(name), node, _VIEW)
        return {str(quad.subject.value) for quad in found}  # type: ignore[union-attr]


def node_of(iri: str) -> NamedNode | None:
    """Return an IRI as a term, None for a text that is none."""
    try:
        return NamedNode(iri)
    except ValueError:
        return None
