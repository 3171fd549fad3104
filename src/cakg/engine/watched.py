"""The store of a user's graph, which may be changed at any time: what was made of it is kept until it is."""

from collections.abc import Callable, Iterable
from typing import Any

from oxrdflib import OxigraphStore


class Watched(OxigraphStore):
    """Be the Oxigraph store under a dataset of rdflib, and keep what is made of what it holds."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._changes = 0
        self._made: dict[str, tuple[tuple[int, int], bytes]] = {}

    def derived(self, what: str, make: Callable[[], bytes]) -> bytes:
        """Return what is made of the store, made once as long as nothing is added and nothing removed."""
        state = self._changes, len(self._inner)  # parsers that are Oxigraph's own pass by what is counted
        known = self._made.get(what)
        if known is None or known[0] != state:
            known = self._made[what] = state, make()
        return known[1]

    def add(self, *given: Any, **named: Any) -> None:
        """Add a triple."""
        self._changes += 1
        super().add(*given, **named)

    def addN(self, quads: Iterable[Any]) -> None:
        """Add quads."""
        self._changes += 1
        super().addN(quads)

    def remove(self, *given: Any, **named: Any) -> None:
        """Remove triples."""
        self._changes += 1
        super().remove(*given, **named)

    def update(self, *given: Any, **named: Any) -> None:
        """Run an update."""
        self._changes += 1
        super().update(*given, **named)

    def remove_graph(self, *given: Any, **named: Any) -> None:
        """Remove a graph."""
        self._changes += 1
        super().remove_graph(*given, **named)
