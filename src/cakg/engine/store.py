"""One way to ask, wherever the graph is: on the Oxigraph store, at an endpoint, in the memory of rdflib."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from cakg.engine.elsewhere import Distant
from cakg.engine.labels import by_function
from cakg.engine.rows import Answer, Rows, Triples
from cakg.engine.terms import Term, hush, native
from cakg.read import lexer
from cakg.words.namespaces import BASE, PREFIXES
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from rdflib import Dataset

    from cakg.read.claims import Triple

    class Keeper(Protocol):
        """Have a store, and keep what is made of it.

        One on the disk is at hand at once and slow: a query that takes more than `patience` seconds of the processor
        (none where it lies in memory) is sooner answered `in_memory`.
        """

        @property
        def store(self) -> Store: ...

        @property
        def patience(self) -> float: ...

        def in_memory(self) -> Store: ...

        def derived(self, what: str, make: Callable[[], bytes]) -> bytes: ...

    Source: TypeAlias = Dataset | Store | Distant | Keeper

# What stands in an IRI, a string or a comment is matched as such, so that it does not count.
_PIECE = 12_000  # characters of a VALUES: with the query around it less than the 20,000 that our own server takes
BLOCK = regex(rf"{lexer.IRI}|{lexer.STRING}|{lexer.COMMENT}|\bVALUES\s*\?(\w+)\s*\{{([^{{}}]*)\}}", re.DOTALL)


def ask(source: "Source", text: str) -> Answer:
    """Return what a query of our own yields: rows, triples or a truth value; the usual prefixes need not be written.

    Relative IRIs are so to the base of the corpus. It is not contained: for queries of others there is `guard.run`.
    Errors: those of `Endpoint.ask` at an endpoint.
    """
    if isinstance(source, Distant):
        return source.ask(text)
    store = oxigraph(source)
    if store is None:
        return _ask_rdflib(source, text)
    found = query(store, text)
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QuerySolutions):
        return Rows(tuple(variable.value for variable in found.variables), tuple(map(tuple, found)))
    return Triples(terms=tuple(map(tuple, found)))


def query(store: Store, text: str) -> Any:
    """Return what the engine finds for a query of our own or a saved one: the names in it are looked up by functions.

    *Errors*: SyntaxError with a place in what the engine was given, which is not always that in the text.
    """
    called, functions = by_function(text, store)
    return store.query(called, base_iri=BASE, prefixes=PREFIXES, custom_functions=functions)


def select(source: "Source", text: str, **iris: str) -> Rows:
    """Return the rows of a SELECT of our own; each of `iris` stands in the `VALUES ?name { … }` of its name."""
    filled = fill(text, {name: str(NamedNode(iri)) for name, iri in iris.items()}) if iris else text
    missing = [name for name in sorted(iris) if f"VALUES ?{name} {{ <" not in filled]
    if missing:
        raise ValueError(f"the query has no VALUES for {', '.join(missing)}")
    found = ask(source, filled)
    assert isinstance(found, Rows)
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a query with values, as SPARQL writes them, in every `VALUES ?name { … }` of their names.

    Engines differ in how they bind variables from outside, but all read this alike.
    """

    def replace(match: re.Match[str]) -> str:
        return f"VALUES ?{match[1]} {{ {values[match[1]]} }}" if match[1] in values else match[0]

    return BLOCK.sub(replace, text)


def known(source: "Source", iris: Iterable[str]) -> list[str]:
    """Return those of some IRIs of which the accepted view says anything, sorted; what is no IRI is not."""
    legal = " ".join(f"<{iri}>" for iri in iris if _is_legal(iri))
    if not legal:
        return []
    found = select(source, f"SELECT DISTINCT ?thing {{ VALUES ?thing {{ {legal} }} ?thing ?property ?value }}")
    return sorted(iri for (iri,) in found.texts() if iri is not None)


def pieces(iris: Iterable[str]) -> Iterator[str]:
    """Yield things as they stand in a VALUES, few enough at a time for a query that a server takes: they bound its
    length, ours among them.
    """
    held: list[str] = []
    for written in (f"<{iri}>" for iri in iris):
        if held and sum(map(len, held)) + len(held) + len(written) > _PIECE:
            yield " ".join(held)
            held = []
        held.append(written)
    if held:
        yield " ".join(held)


def derived(source: "Source", what: str, make: Callable[[], bytes]) -> bytes | None:
    """Return what is made of a graph that keeps it, made only where it is not kept yet; None for any other graph."""
    keep = getattr(source, "derived", None) or getattr(getattr(source, "store", None), "derived", None)
    return None if keep is None else keep(what, make)


def oxigraph(source: "Source") -> Store | None:
    """Return the Oxigraph store of a dataset, None where it lies on another."""
    found = source if isinstance(source, Store) else getattr(source, "store", None)  # of what was opened, or of rdflib
    found = getattr(found, "_inner", found)
    return found if isinstance(found, Store) else None


def store_of(source: "Source") -> Store:
    """Return the Oxigraph store on which a dataset lies, a copy where it lies in the memory of rdflib."""
    found = oxigraph(source)
    if found is not None:
        return found
    dataset: Any = source
    store, default = Store(), dataset.default_graph.identifier
    for subject, predicate, value, graph in dataset.quads():
        name = DefaultGraph() if graph in (None, default) else native(graph)
        store.add(Quad(native(subject), native(predicate), native(value), name))  # type: ignore[arg-type]
    return store


def accepted(source: "Source") -> Iterator["Triple"]:
    """Yield the triples of the accepted view of a dataset, on whatever store it lies."""
    from cakg.read.claims import Triple

    store = oxigraph(source)
    if store is not None:
        for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
            yield Triple(quad.subject, quad.predicate, quad.object)  # type: ignore[arg-type]
    else:
        dataset: Any = source
        for triple in dataset.default_graph:
            yield Triple(*map(native, triple))  # type: ignore[arg-type]


def as_dataset(found: Iterable[Quad]) -> "Dataset":
    """Return quads as a dataset on the Oxigraph store, with the usual prefixes bound."""
    store = Store()
    store.bulk_extend(found)
    return dataset_of(store)


def dataset_of(source: Store | Distant) -> "Dataset":
    """Return a store, or an endpoint, as a dataset of rdflib with the usual prefixes bound."""
    from rdflib import Dataset

    from cakg.engine.watched import Watched

    hush()
    dataset = Dataset(store=Watched(store=source) if isinstance(source, Store) else source.for_rdflib())
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    return dataset


def _ask_rdflib(dataset: Any, text: str) -> Answer:
    """Ask rdflib's own engine: slow, but another make, which tests hold against Oxigraph."""
    result = dataset.query(text, initNs=PREFIXES, base=BASE)
    if result.type == "ASK":
        return bool(result.askAnswer)
    terms: tuple[tuple[Term | None, ...], ...] = tuple(
        tuple(None if term is None else native(term) for term in row) for row in result
    )
    return Triples(terms=terms) if result.vars is None else Rows(tuple(map(str, result.vars)), terms)


def _is_legal(iri: str) -> bool:
    try:
        NamedNode(iri)
    except ValueError:
        return False
    return True
