"""What is asked: a store that knows where it comes from, opened without rdflib.

The command line asks it as it is; `compile.graph` makes of it what a user of Python holds.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from pyoxigraph import Store, Triple

from cakg.compile.perspective import Perspective
from cakg.compile.stores import Reopened
from cakg.compile.texts import Texts
from cakg.engine.elsewhere import Distant
from cakg.read import corpus as files
from cakg.read.corpus import Corpus
from cakg.words.errors import UsageError

_LEAST = 0.3  # seconds
_LOADED = 30_000_000  # bytes of a store, in a second, into memory


class Provenance:
    """Be something that knows where it comes from: its corpus and whom it hears, or the endpoint or the file that has
    it.

    `root` is the folder whose saved queries, shapes and terms go with it, None where no folder is known.
    """

    root: Path | None = None
    perspective: Perspective = Perspective()
    endpoint: Distant | None = None
    file: Path | None = None
    said: tuple[Triple, ...] = ()  # by the file, of itself
    texts: Texts | None = None

    @property
    def elsewhere(self) -> str | None:
        """Return where it lies in words, None for one that was compiled from the texts of its corpus."""
        if self.endpoint is not None:
            return f"lies at the endpoint {self.endpoint.url}"
        return None if self.file is None else f"was read from {self.file}"

    @cached_property
    def corpus(self) -> Corpus:
        """Return the texts that it was compiled from, or those that lie in its folder.

        Errors: InputError; UsageError where no folder is known.
        """
        if self.texts is not None:
            return self.texts.corpus
        if self.root is None:
            raise UsageError("this graph belongs to no corpus; take the one that cakg.load() returns")
        return files.read(self.root)


class Opened(Provenance):
    """Hold a store, or the endpoint in its place.

    The default graph is the accepted view; what each report says is a graph of its own, which bears the report's IRI.
    """

    def __init__(
        self,
        root: Path,
        store: Store | Reopened | None = None,
        *,
        perspective: Perspective | None = None,
        texts: Texts | None = None,
        endpoint: Distant | None = None,
        file: Path | None = None,
        said: Iterable[Triple] = (),
    ) -> None:
        self.root, self.texts, self.endpoint, self.file = root.absolute(), texts, endpoint, file
        self.perspective, self.said = perspective or Perspective(), tuple(said)
        self._held = store

    @property
    def store(self) -> Store:
        """Return the store. Errors: UsageError for a graph at an endpoint."""
        if self._held is None:
            raise UsageError(f"the graph {self.elsewhere} and can only be asked; take that of a folder")
        return self._held.store if isinstance(self._held, Reopened) else self._held

    @property
    def held(self) -> Store | Reopened | None:
        """Return what it was opened with: a store, one that lies on the disk, or none at an endpoint."""
        return self._held

    @property
    def patience(self) -> float:
        """Return how many seconds of the processor a query may take before it is sooner answered in memory; none where
        it lies there.
        """
        return max(_LEAST, self._held.size / _LOADED) if isinstance(self._held, Reopened) else 0.0

    @property
    def files(self) -> int:
        """Return how many files the store has that it opens when they are read; none where it is in memory."""
        return self._held.files if isinstance(self._held, Reopened) else 0

    def in_memory(self) -> Store:
        """Return the store in memory, where a long query is answered several times faster."""
        if isinstance(self._held, Reopened):
            from cakg.compile import steps

            self._held = steps.in_memory(self._held)
        return self.store

    def derived(self, what: str, make: Callable[[], bytes]) -> bytes:
        """Return what is made of the store and of the vocabulary, from the cache where it was made of equal ones."""
        if self.texts is None:
            return make()
        return self.texts.derived(f"{what} of {self.perspective!r}", make)
