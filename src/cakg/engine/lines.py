"""What a graph says as lines of N-Quads, one at a time, wherever it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph

from cakg.engine.store import oxigraph, select

if TYPE_CHECKING:
    from cakg.engine.store import Source

_ACCEPTED = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_SAID = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


def lines(source: "Source") -> Iterator[bytes]:
    """Yield the statements of a graph, the accepted view as default graph, in no order.

    Of a store one is held at a time; an endpoint is asked for all of them.
    """
    store = oxigraph(source)
    if store is not None:
        for quad in store:
            graph = "" if quad.graph_name == DefaultGraph() else f" {quad.graph_name}"
            yield f"{quad.triple}{graph} .\n".encode()
        return
    rows: Any = select(source, _ACCEPTED).terms
    yield from (f"{s} {p} {o} .\n".encode() for s, p, o in rows)
    rows = select(source, _SAID).terms
    yield from (f"{s} {p} {o} {graph} .\n".encode() for graph, s, p, o in rows)
