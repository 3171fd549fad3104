"""A thing for programs: what is known of it as statements, and as the rows that `cakg show` prints."""

from typing import TYPE_CHECKING

from cakg.engine.rows import Triples
from cakg.engine.store import ask
from cakg.export.graph import write_triples
from cakg.export.results import description_table
from cakg.export.table import render
from cakg.serve.reply import CSV, JSON, JSONLD, NTRIPLES, RDFXML, TURTLE, Reply

if TYPE_CHECKING:
    from cakg.serve.desk import View

FORMATS = {"ttl": TURTLE, "jsonld": JSONLD, "json": JSON, "csv": CSV, "nt": NTRIPLES, "rdf": RDFXML}
_GRAPHS = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples", "rdf": "rdfxml"}
# what is said of it and with it; the quotes that support it; what all that is called
_KNOWN = """
CONSTRUCT { ?s ?p ?o } WHERE {
    { BIND(<%(iri)s> AS ?s) ?s ?p ?o }
    UNION { ?s ?p <%(iri)s> BIND(<%(iri)s> AS ?o) }
    UNION { ?s cakg:supports <%(iri)s> ; ?p ?o }
    UNION { <%(iri)s> ?any ?s . ?s rdfs:label ?o BIND(rdfs:label AS ?p) }
    UNION { ?s ?any <%(iri)s> ; rdfs:label ?o BIND(rdfs:label AS ?p) }
}
"""


def written(view: "View", iri: str, ending: str, lang: str) -> Reply:
    """Return what is known of a thing in the format of an ending: as statements, or as the rows of `cakg show`."""
    if ending in _GRAPHS:
        found = ask(view.graph, _KNOWN % {"iri": iri})
        assert isinstance(found, Triples)
        return Reply(200, FORMATS[ending], write_triples(Triples(terms=tuple(set(found.terms))), _GRAPHS[ending]))
    from cakg.ask.describe import describe

    columns, rows = description_table(describe(view.graph, iri, lang))
    return Reply(200, FORMATS[ending], render(columns, rows, ending).encode("utf-8"))
