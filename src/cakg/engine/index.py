"""The index of triples: what stands where, looked up from subject or value."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property, lru_cache

from pyoxigraph import Literal, NamedNode

from cakg.read.claims import Term, Triple
from cakg.words.namespaces import CAKG, NAMES, RDF, RDFS, compact


class Lookup(ABC):
    """Look up triples by IRI; a property of ours goes by its local name, any other by its IRI."""

    @abstractmethod
    def subjects(self) -> list[str]:
        """Return every subject, sorted."""

    @abstractmethod
    def properties(self, subject: str) -> list[str]:
        """Return the IRI of every property of a thing, sorted."""

    @abstractmethod
    def objects(self, subject: str, name: str) -> Sequence[Term]:
        """Return the values of a property, in the order in which they were added."""

    @abstractmethod
    def owners(self, value: str, name: str) -> list[str]:
        """Return what has a value (an IRI, or the text of a literal) for a property, sorted."""

    @abstractmethod
    def leading(self, value: str) -> Mapping[str, Set[str]]:
        """Return what has a value (an IRI, or the text of a literal), by the IRI of the property."""

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a property as text, each once, sorted."""
        return sorted({str(value.value) for value in self.objects(subject, name)})

    def things(self, subject: str, name: str) -> list[str]:
        """Return the IRIs to which a property leads, each once, sorted; a text in the place of a thing is none."""
        return sorted({value.value for value in self.objects(subject, name) if isinstance(value, NamedNode)})

    def thing(self, subject: str, name: str) -> str | None:
        """Return the IRI of the one thing to which a property leads, the least of several, None where there is none."""
        return next(iter(self.things(subject, name)), None)

    def first(self, subject: str, name: str) -> str | None:
        """Return the one value of a property, the least of several, None where there is none."""
        found = self.objects(subject, name)
        if len(found) == 1:
            return str(found[0].value)
        return min((str(value.value) for value in found), default=None)

    def reached(self, start: Iterable[str], *names: str) -> set[str]:
        """Return things with all that some properties lead to from them, at any remove."""
        found: set[str] = set()
        waiting = list(start)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += (value for name in names for value in self.things(one, name))
        return found

    def instances(self, name: str) -> list[str]:
        """Return every thing of a class, sorted."""
        return self.owners(full(name), RDF + "type")

    def knows(self, iri: str) -> bool:
        """Tell whether a thing has a label."""
        return bool(self.objects(iri, RDFS + "label"))

    def label(self, iri: str) -> str:
        """Return the English label of a thing, another where it has none, its prefixed name where it has no label."""
        labels = self.objects(iri, RDFS + "label")
        english = [str(one.value) for one in labels if isinstance(one, Literal) and one.language == "en"]
        return min(english or (str(one.value) for one in labels), default=compact(iri))

    def names(self, iri: str) -> tuple[str, ...]:
        """Return all names of a thing, in all languages, sorted."""
        return tuple(sorted({str(value.value) for name in NAMES for value in self.objects(iri, name)}))


class Index(Lookup):
    """Hold triples and look them up."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples: list[Triple] = []
        self._objects: dict[str, dict[str, list[Term]]] = {}
        self.extend(triples)

    def extend(self, triples: Iterable[Triple]) -> None:
        """Add triples, once they are all there: they may be derived from the index itself."""
        fresh = list(triples)
        self.triples += fresh
        for subject, predicate, value in fresh:
            self._objects.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value)
        self.__dict__.pop("_owners", None)

    def subjects(self) -> list[str]:
        """Return every subject, sorted."""
        return sorted(self._objects)

    def properties(self, subject: str) -> list[str]:
        """Return the IRI of every property of a thing, sorted."""
        return sorted(self._objects.get(subject, ()))

    def objects(self, subject: str, name: str) -> Sequence[Term]:
        """Return the values of a property, in the order in which they were added."""
        properties = self._objects.get(subject)
        return () if properties is None else properties.get(full(name), ())

    def owners(self, value: str, name: str) -> list[str]:
        """Return what has a value (an IRI, or the text of a literal) for a property, sorted."""
        return sorted(self._owners.get(value, {}).get(full(name), ()))

    def leading(self, value: str) -> Mapping[str, Set[str]]:
        """Return what has a value (an IRI, or the text of a literal), by the IRI of the property."""
        return self._owners.get(value, {})

    @cached_property
    def _owners(self) -> dict[str, dict[str, set[str]]]:
        found: dict[str, dict[str, set[str]]] = {}
        for subject, predicate, value in self.triples:
            found.setdefault(str(value.value), {}).setdefault(predicate.value, set()).add(subject.value)
        return found


@lru_cache(maxsize=1024)
def full(name: str) -> str:
    """Return the IRI of a property, or of a class, by its local name or as it is."""
    return name if ":" in name else CAKG + name
