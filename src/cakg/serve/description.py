"""The description of the endpoint: what it answers, in which formats, of which dataset.

*Source*: W3C, SPARQL 1.1 Service Description.
"""

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from cakg.engine.rows import Triples
from cakg.export.about import LICENCE, TITLE
from cakg.serve.protocol import GRAPHS, TABLES
from cakg.words.namespaces import ACCEPTED, DCTERMS, RDF, XSD

if TYPE_CHECKING:
    from cakg.engine.rows import Answer
    from cakg.export.about import About

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = {"json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV"}
_RESULTS |= {"tsv": "SPARQL_Results_TSV", "turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD"}
_RESULTS |= {"rdfxml": "RDF_XML"}


def described(endpoint: str, about: "About", size: int) -> "Answer":
    """Return what is said of the endpoint at an address, of the data, and of how many statements are accepted."""
    service, dataset, view = endpoint, f"{endpoint}#dataset", f"{endpoint}#default"
    iris = [
        (service, RDF + "type", _SD + "Service"),
        (service, _SD + "endpoint", endpoint),
        (service, _SD + "supportedLanguage", _SD + "SPARQL11Query"),
        (service, _SD + "defaultDataset", dataset),
        *((service, _SD + "resultFormat", _FORMATS + _RESULTS[name]) for name in (*TABLES, *GRAPHS)),
        (dataset, RDF + "type", _SD + "Dataset"),
        (dataset, _SD + "defaultGraph", view),
        (dataset, DCTERMS + "license", LICENCE),
        (view, RDF + "type", _SD + "Graph"),
        (view, DCTERMS + "identifier", ACCEPTED),
    ]
    texts = [
        (dataset, DCTERMS + "title", Literal(TITLE, language="en")),
        (dataset, DCTERMS + "description", Literal(f"Hears {about.heard}.", language="en")),
        (dataset, DCTERMS + "hasVersion", Literal(about.version)),
        (view, _VOID + "triples", Literal(str(size), datatype=NamedNode(XSD + "integer"))),
    ]
    if about.date is not None:
        texts.append((dataset, DCTERMS + "modified", Literal(about.date)))
    rows = [(s, p, NamedNode(o)) for s, p, o in iris] + list(texts)
    return Triples(terms=tuple((NamedNode(s), NamedNode(p), o) for s, p, o in rows))
