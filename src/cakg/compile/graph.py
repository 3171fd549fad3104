"""The graph that a user holds: a dataset of rdflib that knows where it comes from."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from pyoxigraph import Store, Triple
from rdflib import Dataset

from cakg.compile.perspective import Perspective
from cakg.engine.remote import Endpoint
from cakg.engine.store import dataset_of
from cakg.read import corpus as files
from cakg.read.corpus import Corpus
from cakg.words.errors import UsageError


class Graph(Dataset):
    """Be an `rdflib.Dataset` that knows where it comes from: its corpus and whom it hears, or the endpoint or the file
    that has it.

    The default graph is the accepted view; what each report says is a graph of its own, which bears the report's IRI.
    `root` is the folder whose saved queries, shapes and terms go with it, None where no folder is known.
    """

    root: Path | None = None
    perspective: Perspective = Perspective()
    endpoint: Endpoint | None = None
    file: Path | None = None
    said: tuple[Triple, ...] = ()  # by the file, of itself

    @classmethod
    def of(cls, store: Store, corpus: Corpus, perspective: Perspective) -> "Graph":
        """Return what lies on a store as the graph of the corpus that it was compiled from."""
        graph = cls._over(dataset_of(store), corpus.root)
        graph.corpus, graph.perspective = corpus, perspective
        return graph

    @classmethod
    def at(cls, endpoint: Endpoint, root: Path) -> "Graph":
        """Return what lies at an endpoint as a graph that is asked the saved queries of a folder."""
        graph = cls._over(dataset_of(endpoint), root)
        graph.endpoint = endpoint
        return graph

    @classmethod
    def read(cls, store: Store, file: Path, said: Iterable[Triple], root: Path) -> "Graph":
        """Return what was read from a file, without what it `said` of itself, as a graph that is asked the saved
        queries of a folder.
        """
        graph = cls._over(dataset_of(store), root)
        graph.file, graph.said = file, tuple(said)
        return graph

    @property
    def elsewhere(self) -> str | None:
        """Return where it lies in words, None for one that was compiled from the texts of its corpus."""
        if self.endpoint is not None:
            return f"lies at the endpoint {self.endpoint.url}"
        return None if self.file is None else f"was read from {self.file}"

    @classmethod
    def _over(cls, dataset: Dataset, root: Path) -> "Graph":
        graph = cls(dataset.store)
        graph.namespace_manager = dataset.namespace_manager
        graph.root = root.absolute()
        return graph

    @cached_property
    def corpus(self) -> Corpus:
        """Return the texts that it was compiled from, or those that lie in its folder.

        Errors: InputError; UsageError where no folder is known.
        """
        if self.root is None:
            raise UsageError("this graph belongs to no corpus; take the one that cakg.load() returns")
        return files.read(self.root)

    def __repr__(self) -> str:
        heard = self.perspective if self.elsewhere is None else f"it {self.elsewhere}"
        return f"<cakg.Graph of {self.root or 'no corpus'}: {heard}>"

    def __str__(self) -> str:
        return repr(self)
