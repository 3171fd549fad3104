"""The shipped corpus bound to the functions of the package: what `import cakg` offers."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cakg.ask import question as questions
from cakg.ask.question import Rows
from cakg.ask.saved import find_saved
from cakg.compile.dataset import compile
from cakg.compile.perspective import Perspective
from cakg.read import corpus as files
from cakg.words.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx
    from rdflib import Dataset

    from cakg.ask.describe import Description
    from cakg.ask.find import Hit
    from cakg.ask.ledger import Dispute
    from cakg.judge.findings import Finding
    from cakg.networks.ranking import Score


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
    from cakg.engine import guard

    return guard.run(graph if graph is not None else _shipped(), text, seconds=seconds)


def search(text: str, graph: "Dataset | None" = None, limit: int = 20) -> "list[Hit]":
    """Return the things whose names are like a text, in any script, best first."""
    from cakg.ask.find import search as found

    return found(graph if graph is not None else _shipped(), text, limit)


def show(name: str, graph: "Dataset | None" = None) -> "Description":
    """Return everything known of one thing, by name or IRI. Errors: NotFoundError."""
    from cakg.ask.describe import describe
    from cakg.ask.find import resolve

    graph = graph if graph is not None else _shipped()
    return describe(graph, resolve(graph, name))


def disputes(about: str | None = None, graph: "Dataset | None" = None) -> "list[Dispute]":
    """Return the ledger of disagreements, all or those that concern one thing. Errors: NotFoundError."""
    from cakg.ask.find import resolve
    from cakg.ask.ledger import disputes as found

    graph = graph if graph is not None else _shipped()
    return found(graph, None if about is None else resolve(graph, about))


def check(
    graph: "Dataset | None" = None,
    *,
    root: str | Path | None = None,
    files: "Iterable[str | Path]" = (),
    shacl_engine: str = "shacl",
) -> "list[Finding]":
    """Return what breaks the rules, worst first, each with the file and line of the statement that is wrong.

    Judged is a dataset, or the corpus at `root`, or of `files` what breaks the rules if they are added to it: the
    findings on what they describe and those that were not there without them. `shacl_engine` is shacl or pyshacl.
    Errors: InputError, UsageError.
    """
    from cakg.judge.conformance import Rulebook, fresh
    from cakg.judge.conformance import check as judge
    from cakg.read import corpus

    whole = corpus.read(corpus.find_root(root), files)
    book = Rulebook.of(whole)
    added = any(source.added for source in whole.sources)
    if graph is not None:
        if added:
            raise UsageError("files are added to a corpus, not to a graph; leave one of the two out")
        return judge(graph, book, whole.sources, engine=shacl_engine)
    found = judge(compile(whole, strict=False), book, whole.sources, engine=shacl_engine)
    if not added:
        return found

    def without(rules: "frozenset[str]") -> "list[Finding]":
        rest = replace(whole, sources=tuple(source for source in whole.sources if not source.added))
        return judge(compile(rest, strict=False), book, rest.sources, engine=shacl_engine, only=rules)

    return fresh(found, whole.sources, without)


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
    from cakg.networks.view import view_network

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
    from cakg.networks.ranking import rank as ranked

    return ranked(net, measure, weighted=weighted, intervals=intervals, draws=draws)


def export(graph: "Dataset | None" = None, form: str = "turtle") -> bytes:
    """Return a dataset in a format of other tools. Errors: UsageError."""
    from cakg.export.graph import export as exported

    return exported(graph if graph is not None else _shipped(), form)


@lru_cache(maxsize=1)
def _shipped() -> "Dataset":
    return load()
