"""The graph that a user holds: a dataset of rdflib that knows where it comes from."""

from rdflib import Dataset

from cakg.compile.opened import Opened, Provenance
from cakg.engine.store import dataset_of


class Graph(Provenance, Dataset):
    """Be an `rdflib.Dataset` that knows where it comes from: its corpus and whom it hears, or the endpoint or the file
    that has it.

    The default graph is the accepted view; what each report says is a graph of its own, which bears the report's IRI.
    `root` is the folder whose saved queries, shapes and terms go with it, None where no folder is known.
    """

    @classmethod
    def of(cls, opened: Opened) -> "Graph":
        """Return what was opened, and lies in memory or at an endpoint, as a dataset."""
        dataset = dataset_of(opened.store if opened.endpoint is None else opened.endpoint)
        graph = cls(dataset.store)
        graph.namespace_manager = dataset.namespace_manager
        for name in Provenance.__annotations__:
            setattr(graph, name, getattr(opened, name))
        return graph

    def __repr__(self) -> str:
        heard = self.perspective if self.elsewhere is None else f"it {self.elsewhere}"
        return f"<cakg.Graph of {self.root or 'no corpus'}: {heard}>"

    def __str__(self) -> str:
        return repr(self)
