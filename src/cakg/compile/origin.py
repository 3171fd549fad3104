"""Of what a call speaks: the graph, the folder and the corpus that belong together.

What a user gives may be a graph that knows its corpus, a dataset of any make, a folder or nothing. One corpus is never
asked the queries of another, and what hears a part is never taken for the whole.
"""

from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Store

from cakg.compile import cache, stores
from cakg.compile.opened import Opened, Provenance
from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.engine.elsewhere import Distant
from cakg.engine.store import store_of
from cakg.read import corpus as files
from cakg.read import lexer
from cakg.read.corpus import Corpus
from cakg.words.errors import InputError, UsageError

if TYPE_CHECKING:
    from rdflib import Dataset

Root = str | Path | None
_ONLY_ASKED = "and can only be asked; take that of a folder: cakg.load(root)"


def root_of(graph: "Dataset | Opened | None", root: Root) -> Path:
    """Return the folder of a graph, else the one given, that of CAKG_ROOT or the shipped one.

    Errors: InputError for a folder that is none; UsageError for a graph of another folder than the one given, and for
    what is no dataset.
    """
    if graph is None:
        return files.find_root(root)
    if not is_graph(graph):
        raise UsageError(f"{graph!r} is no graph; give what cakg.load() returns, or an rdflib.Dataset")
    own = graph.root if isinstance(graph, Provenance) else None
    if own is None:
        return files.find_root(root)
    if root is not None and files.find_root(root).resolve() != own.resolve():
        raise UsageError(f"the graph is of {own}, not of {root}; leave out the folder, or load that one")
    return own


def open_corpus(texts: Texts, perspective: Perspective) -> Opened:
    """Return the dataset of a corpus to be asked once: on the disk, where it was compiled before, else compiled.

    Errors: those of `compile`.
    """
    found = stores.recall(texts.key(perspective))
    if found is not None:
        return Opened(texts.root, found, perspective=perspective, texts=texts)
    from cakg.compile import increment

    before = _last(texts, perspective)
    step = increment.grown(texts, before) if before is not None and perspective.is_whole else None
    store: Store | stores.Reopened | None = None
    if step is not None:
        store = stores.keep_amended(texts.key(perspective), step.before, step.change)
    if store is None:
        from cakg.compile.dataset import written

        was = None if before is None else increment.written_out(before)
        if was is not None:
            was.close()
        nquads = None if step is None else increment.written_out(texts.key(perspective))
        nquads = nquads or written(texts, perspective)
        store = stores.keep(texts.key(perspective), nquads, before) or stores.loaded(nquads)
    cache.keep(_memo(texts, perspective), texts.key(perspective).encode())
    return Opened(texts.root, store, perspective=perspective, texts=texts)


def judged(corpus: Corpus) -> Opened:
    """Return the dataset of a corpus to be judged, in memory, whatever its terms are.

    Where they are all defined it is the one that is asked, made of what was asked last where few reports have changed
    since. Errors: InputError as in `compile`.
    """
    from cakg.compile import dataset, increment, steps

    texts, whole = Texts(corpus.root, corpus), Perspective()
    before = _last(texts, whole)
    with suppress(ValueError):  # for lines that are not those that were kept
        step = None if before is None else increment.grown(texts, before)
        lines = None if step is None else steps.sorted_lines(texts.key(whole))
        if lines is not None:
            store = stores.loaded(BytesIO(b"".join(lines.blocks())))
            return Opened(texts.root, store, perspective=whole, texts=texts)
    try:
        return dataset.opened(texts, whole)
    except InputError:
        return dataset.opened(texts, whole, strict=False)


class Beside(NamedTuple):
    """Hold a corpus with what is added to it, and the same without, each as it is asked, and the IRIs of the things of
    which they say, or by which they mean, something else.
    """

    grown: Opened
    rest: Opened
    differing: frozenset[str]


def beside(corpus: Corpus, rest: Corpus) -> Beside | None:
    """Return a corpus to which files are added, and the rest of it, both made of what lies in its folder, and on the
    disk; None where too much is added, or what reaches too far, and where the cache cannot be written.

    Errors: InputError for an added file that describes two reports.
    """
    from cakg.compile import increment

    here = Texts(corpus.root)
    try:
        open_corpus(here, Perspective())
    except InputError:
        return None  # which judging all of it explains better
    before = here.key(Perspective())

    def side(texts: Texts) -> tuple[Opened, frozenset[str]] | None:
        change = increment.beside(texts, before)
        store = None if change is None else stores.keep_amended(texts.key(Perspective(), False), before, change)
        if change is None or store is None:
            return None
        return Opened(corpus.root, store, perspective=Perspective(), texts=texts), change.things()

    grown = side(Texts(corpus.root, corpus))
    past = None if grown is None else side(Texts(corpus.root, rest))
    return None if grown is None or past is None else Beside(grown[0], past[0], grown[1] | past[1])


def _last(texts: Texts, perspective: Perspective) -> str | None:
    """Return the key of the dataset that was last asked of a folder, None where none was."""
    return (cache.recall(_memo(texts, perspective)) or b"").decode() or None


def _memo(texts: Texts, perspective: Perspective) -> str:
    return cache.derived("last", str(texts.root.absolute()), repr(perspective)) + ".memo"


def source_of(graph: "Dataset | Opened | None", root: Root) -> "Dataset | Opened | Distant":
    """Return what is to be asked: the graph given or the endpoint at which it lies, else the whole of a corpus, which
    is compiled anew once its texts have changed.

    Errors: those of `root_of` and of `compile`.
    """
    folder = root_of(graph, root)
    if graph is None:
        return _whole(Texts(folder))
    return graph.endpoint if isinstance(graph, Provenance) and graph.endpoint is not None else graph


def refuse_lost(graph: "Dataset | Opened | None", name: str, text: str) -> None:
    """Demand that a graph holds what a saved query asks. Errors: UsageError where a file lost the reports' graphs."""
    if isinstance(graph, Provenance) and graph.file is not None:
        words = (token.text.upper() for token in lexer.tokens(text, lexer.SPARQL) if token.kind == "word")
        if "GRAPH" in words and not any(store_of(graph).named_graphs()):
            problem = f"{name} asks what each report says, and {graph.file} holds the accepted view alone"
            raise UsageError(f"{problem}; ask TriG, N-Quads or JSON-LD")


def corpus_of(graph: "Dataset | Opened | None", root: Root) -> Corpus:
    """Return the texts from which a graph was compiled, else those of a folder.

    Errors: those of `root_of`; UsageError for a graph that was compiled from none.
    """
    folder = root_of(graph, root)
    if graph is None:
        return files.read(folder)
    if not isinstance(graph, Provenance) or graph.root is None:
        raise UsageError("the graph belongs to no corpus; give what cakg.load() returns, or a root")
    if graph.elsewhere is not None:
        raise UsageError(f"the graph {graph.elsewhere}, {_ONLY_ASKED}")
    return graph.corpus


def refuse_part(graph: "Dataset | Opened | None") -> None:
    """Demand that a graph hears every report of its corpus. Errors: UsageError."""
    if not isinstance(graph, Provenance):
        return
    if graph.elsewhere is not None:
        raise UsageError(f"the graph {graph.elsewhere}, {_ONLY_ASKED}")
    if not graph.perspective.is_whole:
        heard = f"{graph.perspective}, but the rules speak of the whole corpus"
        raise UsageError(f"this graph hears only {heard}; check that: cakg.check(cakg.load({str(graph.root)!r}))")


def store_at_hand(source: "Dataset | Opened | Distant") -> Store:
    """Return the Oxigraph store of a graph, a copy where it lies in the memory of rdflib.

    Errors: UsageError for a graph at an endpoint.
    """
    if isinstance(source, Distant):
        raise UsageError(f"the graph lies at the endpoint {source.url}, {_ONLY_ASKED}")
    return store_of(source)


def is_graph(graph: object) -> bool:
    """Tell whether something is a graph: what was opened or loaded, or a dataset of rdflib."""
    if isinstance(graph, Provenance):
        return True
    from rdflib import Dataset

    return isinstance(graph, Dataset)


@lru_cache(maxsize=2)
def _whole(texts: Texts) -> Opened:
    """Return the graph of a corpus, in memory; its texts are the key, so that a file that has changed is a miss."""
    from cakg.compile.dataset import opened

    return opened(texts, Perspective())
