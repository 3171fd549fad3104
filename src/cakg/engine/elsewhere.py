"""A graph that lies elsewhere, as it is seen from here: it has an address, guards itself and can only be asked."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib.store import Store

    from cakg.engine.rows import Rows


class Distant:
    """Be a graph at a URL; `remote.Endpoint` is one, which takes long to import and is seldom asked."""

    url: str

    def ask(self, text: str) -> "Rows | bool":
        """Return what a query yields: rows, triples or a truth value; the usual prefixes need not be written."""
        raise NotImplementedError

    def within(self, seconds: float) -> "Distant":
        """Return the same graph, whose answers may take so long."""
        raise NotImplementedError

    def for_rdflib(self) -> "Store":
        """Return the graph as a store of rdflib."""
        raise NotImplementedError
