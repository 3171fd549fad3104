"""The dataset on the Oxigraph store, and the queries that the code itself asks of it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad, Store

from cakg.words.namespaces import PREFIXES, sparql_prologue

if TYPE_CHECKING:
    from rdflib import Dataset


def select(dataset: "Dataset", query: str, **iris: str) -> list[tuple[Any, ...]]:
    """Return the rows of a SELECT, None where nothing is bound.

    `iris` bind variables, which the query must select (Oxigraph demands it).
    """
    from rdflib import URIRef

    bindings = {name: URIRef(iri) for name, iri in iris.items()}
    rows: Any = dataset.query(sparql_prologue() + query, initBindings=bindings)
    return [tuple(row) for row in rows]


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
