"""The dataset on the Oxigraph store, and the queries that the code itself asks of it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from cakg.read.claims import Triple
from cakg.words.namespaces import PREFIXES, sparql_prologue

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.term import Node


def select(dataset: "Dataset", query: str, **iris: str) -> list[tuple[Any, ...]]:
    """Return the rows of a SELECT, None where nothing is bound.

    `iris` bind variables, which the query must select (Oxigraph demands it).
    """
    from rdflib import URIRef

    bindings = {name: URIRef(iri) for name, iri in iris.items()}
    rows: Any = dataset.query(sparql_prologue() + query, initBindings=bindings)
    return [tuple(row) for row in rows]


def store_of(dataset: "Dataset") -> Store:
    """Return the store on which a dataset lies, a copy on an Oxigraph store where it lies on another."""
    store = getattr(dataset.store, "_inner", None)
    if isinstance(store, Store):
        return store
    copied = Store()
    default = dataset.default_graph.identifier
    for subject, predicate, value, graph in dataset.quads():
        named = DefaultGraph() if graph in (None, default) else native(graph)
        copied.add(Quad(native(subject), native(predicate), native(value), named))  # type: ignore[arg-type]
    return copied


def accepted(dataset: "Dataset") -> Iterator[Triple]:
    """Yield the triples of the accepted view of a dataset, on whatever store it lies."""
    store = getattr(dataset.store, "_inner", None)
    if isinstance(store, Store):
        for quad in store.quads_for_pattern(None, None, None, DefaultGraph()):
            yield Triple(quad.subject, quad.predicate, quad.object)  # type: ignore[arg-type]
    else:
        for triple in dataset.default_graph:
            yield Triple(*map(native, triple))  # type: ignore[arg-type]


def native(term: "Node") -> NamedNode | BlankNode | Literal:
    """Return a term of rdflib as one of Oxigraph."""
    from rdflib import BNode
    from rdflib import Literal as Plain

    if isinstance(term, Plain):
        if term.language is not None:
            return Literal(str(term), language=term.language)
        return Literal(str(term), datatype=None if term.datatype is None else NamedNode(str(term.datatype)))
    return BlankNode(str(term)) if isinstance(term, BNode) else NamedNode(str(term))


def as_dataset(found: Iterable[Quad]) -> "Dataset":
    """Return quads as a dataset on the Oxigraph store, with the usual prefixes bound."""
    store = Store()
    store.bulk_extend(found)
    return dataset_of(store)


def dataset_of(store: Store) -> "Dataset":
    """Return a store as a dataset with the usual prefixes bound."""
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    dataset = Dataset(store=OxigraphStore(store=store))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    return dataset
