"""The queries of the code itself: SPARQL with the usual prefixes, rows of terms."""

from typing import TYPE_CHECKING, Any

from cakg.namespaces import sparql_prologue

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
