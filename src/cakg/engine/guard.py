"""Queries that are not our own, run where they can do no harm: free SPARQL, and the saved queries of a corpus.

A query is screened and then run in a forked child within bounds; what it finds comes back through a pipe. Where a
system cannot fork (Windows), free queries are refused unless the caller says that they need not be contained, because
they are the user's own, and saved ones are screened and bounded in rows alone.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    Store,
    parse_query_results,
)

from cakg.engine.bounds import Bounds
from cakg.engine.child import CAN_CONTAIN, Impatient, Reply, replies
from cakg.engine.elsewhere import Distant
from cakg.engine.faults import fault
from cakg.engine.rows import Answer, Rows, Triples
from cakg.engine.screen import STRANGERS, named, screen
from cakg.engine.store import ask, oxigraph, query
from cakg.words.errors import LimitError, UsageError
from cakg.words.namespaces import ACCEPTED, BASE, PREFIXES

if TYPE_CHECKING:
    from cakg.engine.store import Source

_LINES = 1_000  # in one part of a body
_TERMS = (NamedNode, Literal, BlankNode, type(None))  # what a row may hold


class Graphs(NamedTuple):
    """Hold the graphs of a dataset of the protocol: those that make its default graph, and those that have names.

    The accepted view, which is the default graph of ours, has a name here, too.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class _How(NamedTuple):
    base: str = BASE
    graphs: Graphs | None = None
    is_saved: bool = False

    def options(self) -> dict[str, Any]:
        """Return what the engine is told."""
        told: dict[str, Any] = {"base_iri": self.base, "prefixes": PREFIXES}
        if self.graphs is not None:
            told["default_graph"] = [DefaultGraph() if g == ACCEPTED else NamedNode(g) for g in self.graphs.default]
            told["named_graphs"] = [NamedNode(graph) for graph in self.graphs.named]
        return told


def run(
    dataset: "Source",
    text: str,
    *,
    seconds: float = 10.0,
    megabytes: int = Bounds.megabytes,
    rows: int = Bounds.rows,
    source: str = STRANGERS,
    contained: bool = True,
    base: str = BASE,
    graphs: "Graphs | None" = None,
) -> Answer:
    """Return the answer to a SELECT or an ASK query, or the triples that CONSTRUCT or DESCRIBE yields.

    The usual prefixes are declared, and `base` for IRIs that are relative; a query may declare them otherwise.
    `dataset` lies on the Oxigraph store and `source` names the text in errors. With `contained=False` the query runs in
    this process, bounded in rows alone. An endpoint guards itself: there only the time is bounded, and the size of the
    answer. `graphs` are those that are asked, in the place of all that there are.

    Errors: InputError with line and column for bad syntax, SERVICE and updates, and as in `Endpoint.ask`; LimitError
    for a query that is too large, takes too long, needs too much memory or finds too many rows; UsageError where it
    cannot be contained, where the dataset lies on another store, and for bounds beyond a ceiling.
    """
    bounds = Bounds(seconds, megabytes, rows)
    if isinstance(dataset, Distant):
        return dataset.within(seconds).ask(text)
    screen(text, source)
    store = oxigraph(dataset)
    if store is None:
        raise UsageError("the dataset lies in rdflib's memory; ask it by its own query(), or load it with cakg.load()")
    if contained and not CAN_CONTAIN:
        raise UsageError("this system has no fork to contain queries with; run those you trust with contained=False")
    how = _How(base, graphs)
    (answer,) = _patiently(dataset, store, [(source, text)], bounds, contained, how)
    return answer


def run_saved(dataset: "Source", queries: Iterable[tuple[str, str]], bounds: Bounds | None = None) -> Iterator[Answer]:
    """Yield the answer to each of some saved queries, given by path and text, on whatever store the dataset lies.

    They are foreign where the corpus is, and shipped ones are no exception. All run in one child, unless the dataset
    says that this process is one itself.
    Errors: those of `run`.
    """
    bounds, queries = bounds or Bounds(), list(queries)
    for source, text in queries:
        screen(text, source)
    if isinstance(dataset, Distant):
        endpoint = dataset.within(bounds.seconds)
        yield from (endpoint.ask(text) for _, text in queries)
    elif queries:
        store, contained = oxigraph(dataset), CAN_CONTAIN and not getattr(dataset, "is_child", False)
        where = dataset if store is None else store
        yield from _patiently(dataset, where, queries, bounds, contained, _How(is_saved=True))


def _patiently(
    source: Any,
    asked: Any,
    queries: Sequence[tuple[str, str]],
    bounds: Bounds,
    contained: bool,
    how: _How,
) -> Iterator[Answer]:
    """Yield answers from where they are asked, and, as soon as one would sooner be had in memory, from there."""
    done = 0
    try:
        for answer in _answers(asked, queries, bounds, contained, how, source):
            done += 1
            yield answer
    except Impatient:
        yield from _answers(source.in_memory(), queries[done:], bounds, contained, how)


def _answers(
    asked: Any,
    queries: Sequence[tuple[str, str]],
    bounds: Bounds,
    contained: bool,
    how: _How,
    held: Any = None,
) -> Generator[Answer, None, None]:
    """Yield the answer to each query; `held` tells of a store on the disk how many files the engine opens as it goes,
    and how long to be patient with it. Errors: Impatient.
    """
    files, patience = getattr(held, "files", 0), getattr(held, "patience", 0.0)
    work = partial(_found, asked, how)
    orders = [(named(source), text) for source, text in queries]
    found = (
        replies(work, orders, bounds, files, patience)
        if contained
        else (_joined(work(text, bounds.rows)) for _, text in orders)
    )
    with closing(found):
        for (source, text), reply in zip(queries, found, strict=True):
            yield _read(reply, text, source, bounds.rows)


def _found(asked: Any, how: "_How", text: str, rows: int) -> Iterator[bytes]:
    """Yield what a query finds: a body, its rows as lines of TSV, one more than `rows` at most; at last a head."""
    head: dict[str, object]
    try:
        result = _results(asked, text, how) if isinstance(asked, Store) else ask(asked, text)
        if isinstance(result, QueryBoolean | bool):
            yield json.dumps({"sort": "truth", "value": bool(result)}).encode()
            return
        columns = getattr(result, "columns", None) or [one.value for one in getattr(result, "variables", ())]
        head = {"sort": "table" if hasattr(result, "variables") or type(result) is Rows else "graph"}
        found = iter(getattr(result, "terms", result))
        left = rows + 1
        while lines := [_line(row) for row in islice(found, min(_LINES, left))]:
            left -= len(lines)
            yield "".join(lines).encode()
        head |= {"columns": list(columns)}
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        head = {"sort": "failure", "text": str(error)}
    yield json.dumps(head).encode()


def _results(store: Store, text: str, how: _How) -> Any:
    """Return what the engine finds. Errors: SyntaxError with places in the text as it was given, and as it has them."""
    if how.is_saved:
        with suppress(SyntaxError):  # which is told of the text itself
            return query(store, text)
    return store.query(text, **how.options())


def _line(row: Any) -> str:
    """Return a row as TSV; what its terms hold of tabs and line feeds is escaped."""
    cells = []
    for term in row:
        if not isinstance(term, _TERMS):
            raise ValueError("a triple stands as a value in the answer, which has no place for it")
        cells.append("" if term is None else str(term))
    return "\t".join(cells) + "\n"


def _joined(parts: Iterator[bytes]) -> Reply:
    *body, head = parts
    return b"".join(body), head


def _read(reply: Reply, text: str, source: str, rows: int) -> Answer:
    """Return a reply as the answer that it is. *Source*: SPARQL 1.1 Query Results CSV and TSV Formats."""
    body, head = reply[0], json.loads(reply[1])
    if head["sort"] == "failure":
        raise fault(head["text"], text, source)
    if head["sort"] == "truth":
        return bool(head["value"])
    if body.count(b"\n") > rows:
        raise LimitError(f"{named(source)} finds more than {rows} rows; ask for less or add LIMIT {rows}")
    columns = tuple(head["columns"]) if head["sort"] == "table" else Triples.columns
    terms: tuple[Any, ...] = ((),) * body.count(b"\n")
    if columns:
        names = "\t".join(f"?c{number}" for number in range(len(columns))).encode() + b"\n"
        solutions: Any = parse_query_results(names + body, QueryResultsFormat.TSV)
        terms = tuple(map(tuple, solutions))
    return Rows(columns, terms) if head["sort"] == "table" else Triples(terms=terms)
