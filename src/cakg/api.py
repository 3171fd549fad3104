"""The shipped corpus bound to the functions of the package: what `import cakg` offers."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cakg import corpus as files
from cakg import question as questions
from cakg.compile import Perspective, compile
from cakg.errors import NotFoundError
from cakg.question import Question, Rows

if TYPE_CHECKING:
    import networkx
    from rdflib import Dataset, Graph

    from cakg.conformance import Finding
    from cakg.describe import Description
    from cakg.find import Hit
    from cakg.ledger import Dispute
    from cakg.ranking import Score


def load(
    root: str | Path | None = None,
    *,
    as_known_on: str | None = None,
    publisher: str | None = None,
    verified_only: bool = False,
) -> "Dataset":
    """Return the dataset: the accepted view as default graph and a graph for each report.

    `as_known_on` hears only reports issued on or before that day, `publisher` only those of one organization,
    `verified_only` only those whose text was checked. Errors: InputError, UsageError.
    """
    perspective = Perspective(as_known_on, publisher, verified_only)
    return compile(files.read(files.find_root(root)), perspective)


def saved(folder: str = "question", root: str | Path | None = None) -> dict[str, Question]:
    """Return the saved queries of a folder (`question`, `check` or `view`), by name."""
    texts = files.queries(files.find_root(root), folder)
    return {name: questions.read_question(name, folder, text) for name, text in texts.items()}


def find_saved(name: str, folder: str = "question", root: str | Path | None = None) -> Question:
    """Return one saved query. Errors: NotFoundError with names that look like it."""
    from difflib import get_close_matches

    texts = files.queries(files.find_root(root), folder)
    if name not in texts:
        raise NotFoundError(f"there is no {folder} {name!r}", get_close_matches(name, texts, n=3))
    return questions.read_question(name, folder, texts[name])


def ask(name: str, graph: "Dataset | None" = None, **parameters: object) -> Rows:
    """Return the answer to a saved question.

    *Shapes*: the columns that the question documents, its rows in its order. Errors: NotFoundError, UsageError.
    """
    question = find_saved(name)
    return questions.answer(graph if graph is not None else _shipped(), question, parameters)


def query(text: str, graph: "Dataset | None" = None, *, seconds: float = 10.0) -> Any:
    """Return what a SPARQL query yields: rows, a truth value or triples; the usual prefixes need not be written.

    Errors: InputError for bad syntax; LimitError for what is too deep, too large or takes too long.
    """
    from cakg import guard

    return guard.run(graph if graph is not None else _shipped(), text, seconds=seconds)


def search(text: str, graph: "Dataset | None" = None, limit: int = 20) -> "list[Hit]":
    """Return the things whose names are like a text, in any script, best first."""
    from cakg.find import search as found

    return found(graph if graph is not None else _shipped(), text, limit)


def show(name: str, graph: "Dataset | None" = None) -> "Description":
    """Return everything known of one thing, by name or IRI. Errors: NotFoundError."""
    from cakg.describe import describe
    from cakg.find import resolve

    graph = graph if graph is not None else _shipped()
    return describe(graph, resolve(graph, name))


def disputes(about: str | None = None, graph: "Dataset | None" = None) -> "list[Dispute]":
    """Return the ledger of disagreements, all or those that concern one thing. Errors: NotFoundError."""
    from cakg.find import resolve
    from cakg.ledger import disputes as found

    graph = graph if graph is not None else _shipped()
    return found(graph, None if about is None else resolve(graph, about))


def check(graph: "Dataset | None" = None, root: str | Path | None = None) -> "list[Finding]":
    """Return what breaks the rules, worst first."""
    from cakg import conformance

    folder = files.find_root(root)
    corpus = files.read(folder)
    graph = graph if graph is not None else compile(corpus, strict=False)
    return conformance.check(graph, shapes(corpus), files.queries(folder, "check"), terms(corpus))


def network(
    view: str,
    graph: "Dataset | None" = None,
    *,
    bipartite: bool = False,
    newman: bool = False,
    undirected: bool = False,
    **parameters: object,
) -> "networkx.Graph":
    """Return the network that a saved view yields, with labels, kinds and dates on nodes and edges.

    The options are those of `networks.build`. Errors: NotFoundError, UsageError.
    """
    from cakg.bundle import view_network

    graph = graph if graph is not None else _shipped()
    options = {"bipartite": bipartite, "newman": newman, "undirected": undirected}
    return view_network(graph, find_saved(view, "view"), parameters, **options)


def rank(
    net: "networkx.Graph",
    measure: str = "degree",
    *,
    weighted: bool = False,
    intervals: bool = False,
    draws: int = 200,
) -> "list[Score]":
    """Return the actors of a network by a measure of centrality, highest first; see `ranking.rank`.

    Errors: UsageError.
    """
    from cakg.ranking import rank as ranked

    return ranked(net, measure, weighted=weighted, intervals=intervals, draws=draws)


def export(graph: "Dataset | None" = None, form: str = "turtle") -> bytes:
    """Return a dataset in a format of other tools. Errors: UsageError."""
    from cakg.formats import export as exported

    return exported(graph if graph is not None else _shipped(), form)


def shapes(corpus: files.Corpus) -> "Graph":
    """Return the SHACL shapes of a corpus as one graph."""
    from rdflib import Graph

    graph = Graph()
    for source in corpus.of_kind("shape"):
        graph.parse(data=source.text, format="turtle")
    return graph


def terms(corpus: files.Corpus) -> frozenset[str]:
    """Return the IRIs of the classes and properties that the ontology of a corpus defines."""
    from cakg.claims import read_vocabulary

    return read_vocabulary(corpus).terms


@lru_cache(maxsize=1)
def _shipped() -> "Dataset":
    return load()
