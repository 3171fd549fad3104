"""An endpoint as a store of rdflib, so that a dataset can lie there: rdflib's own sends what makes servers mute."""

from typing import Any

from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result
from rdflib.term import Variable

from cakg.engine.remote import Endpoint
from cakg.engine.rows import Triples


class EndpointStore(SPARQLStore):
    """Ask an endpoint for whatever rdflib wants to know; what is in no graph of a name is in the default graph."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(endpoint.url)
        self.endpoint = endpoint

    def add_graph(self, graph: Any) -> None:
        """Do nothing: `Dataset.graph` names a graph before it is read, and what is not there is empty."""

    def _query(self, query: str, default_graph: Any = None, named_graph: Any = None) -> Result:
        named = None if default_graph in (None, DATASET_DEFAULT_GRAPH_ID) else str(default_graph)
        found = self.endpoint.ask(query, default_graph=named)
        if isinstance(found, bool):
            result = Result("ASK")
            result.askAnswer = found
        elif isinstance(found, Triples):
            result = Result("CONSTRUCT")
            result.graph = found.to_graph()
        else:
            result = Result("SELECT")
            result.vars = [Variable(column) for column in found.columns]
            result.bindings = [
                {name: term for name, term in zip(result.vars, row, strict=True) if term is not None} for row in found
            ]
        return result
