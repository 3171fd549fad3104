"""Triples indexed by subject and predicate."""

from collections.abc import Iterable, Sequence

from cakg.read.claims import Term, Triple
from cakg.words.namespaces import CAKG


class View:
    """Hold the accepted view so far: its triples, indexed by subject and predicate (both full IRIs)."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples: list[Triple] = []
        self._objects: dict[str, dict[str, list[Term]]] = {}
        self.extend(triples)

    def extend(self, triples: Iterable[Triple]) -> None:
        """Add triples, once they are all there: they may be derived from the view itself."""
        fresh = list(triples)
        self.triples += fresh
        for subject, predicate, value in fresh:
            values = self._objects.setdefault(subject.value, {})
            values.setdefault(predicate.value, []).append(value)

    def subjects(self) -> list[str]:
        """Return every subject, sorted."""
        return sorted(self._objects)

    def objects(self, subject: str, predicate: str) -> Sequence[Term]:
        """Return the values of a predicate."""
        return self._objects.get(subject, {}).get(predicate, ())

    def names(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a predicate of ours as text, sorted."""
        return sorted(str(value.value) for value in self.objects(subject, CAKG + predicate))

    def first(self, subject: str, predicate: str) -> str | None:
        """Return the one value of a predicate of ours, the least of several, or None."""
        return min((str(value.value) for value in self.objects(subject, CAKG + predicate)), default=None)
