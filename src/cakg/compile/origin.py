"""Of what a call speaks: the graph, the folder and the corpus that belong together.

What a user gives may be a graph that knows its corpus, a dataset of any make, a folder or nothing. One corpus is never
asked the queries of another, and what hears a part is never taken for the whole.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store
from rdflib import Dataset

from cakg.compile.dataset import Graph, compile
from cakg.engine.store import as_dataset, native
from cakg.read import corpus as files
from cakg.read.corpus import Corpus
from cakg.words.errors import UsageError

Root = str | Path | None
_AT_ENDPOINT = "the graph lies at an endpoint, which can only be asked; take that of a folder: cakg.load(root)"


def root_of(graph: Dataset | None, root: Root) -> Path:
    """Return the folder of a graph, else the one given, that of CAKG_ROOT or the shipped one.

    Errors: InputError for a folder that is none; UsageError for a graph of another folder than the one given, and for
    what is no dataset.
    """
    if graph is None:
        return files.find_root(root)
    if not isinstance(graph, Dataset):
        raise UsageError(f"{graph!r} is no graph; give what cakg.load() returns, or an rdflib.Dataset")
    own = graph.root if isinstance(graph, Graph) else None
    if own is None:
        return files.find_root(root)
    if root is not None and files.find_root(root).resolve() != own.resolve():
        raise UsageError(f"the graph is of {own}, not of {root}; leave out the folder, or load that one")
    return own


def graph_of(graph: Dataset | None, root: Root) -> Dataset:
    """Return the graph given, else the whole of a corpus, compiled anew once its texts have changed.

    Errors: those of `root_of` and of `compile`.
    """
    folder = root_of(graph, root)
    return graph if graph is not None else _whole(files.read(folder))


def corpus_of(graph: Dataset | None, root: Root) -> Corpus:
    """Return the texts from which a graph was compiled, else those of a folder.

    Errors: those of `root_of`; UsageError for a graph that was compiled from none.
    """
    folder = root_of(graph, root)
    if graph is None:
        return files.read(folder)
    if not isinstance(graph, Graph) or graph.root is None:
        raise UsageError("the graph belongs to no corpus; give what cakg.load() returns, or a root")
    if graph.endpoint is not None:
        raise UsageError(_AT_ENDPOINT)
    return graph.corpus


def endpoint_of(graph: Dataset) -> str | None:
    """Return the URL of the endpoint at which a graph lies, None where it is at hand."""
    return graph.endpoint if isinstance(graph, Graph) else None


def refuse_part(graph: Dataset | None) -> None:
    """Demand that a graph hears every report of its corpus. Errors: UsageError."""
    if not isinstance(graph, Graph):
        return
    if graph.endpoint is not None:
        raise UsageError(_AT_ENDPOINT)
    if not graph.perspective.is_whole:
        heard = f"{graph.perspective}, but the rules speak of the whole corpus"
        raise UsageError(f"this graph hears only {heard}; check that: cakg.check(cakg.load({str(graph.root)!r}))")


def stored(dataset: Dataset) -> Dataset:
    """Return a dataset on the Oxigraph store: itself, or a copy of one that lies elsewhere.

    Errors: UsageError for one at an endpoint.
    """
    if isinstance(dataset, Graph) and dataset.endpoint is not None:
        raise UsageError(_AT_ENDPOINT)
    inner = getattr(dataset.store, "_inner", None)
    return dataset if isinstance(inner, Store) else as_dataset(_quads(dataset))


def _quads(dataset: Dataset) -> Iterator[Quad]:
    for subject, predicate, value, name in dataset.quads():
        graph = DefaultGraph() if name in (None, dataset.default_graph.identifier) else NamedNode(str(name))
        yield Quad(native(subject), native(predicate), native(value), graph)  # type: ignore[arg-type]


@lru_cache(maxsize=2)
def _whole(corpus: Corpus) -> Graph:
    """Return the graph of a corpus; its texts are the key, so that a file that has changed is a miss."""
    return compile(corpus)
