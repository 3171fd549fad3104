"""One thing with everything that is known of it, and how."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.engine.store import select
from cakg.words.namespaces import CAKG, RDF, RDFS, compact

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.term import Node

_SHOWN_ELSEWHERE = frozenset(CAKG + name for name in ("reportedIn", "quote", "link", "supports"))
_OUT = """
SELECT ?thing ?p ?o ?label WHERE {
    ?thing ?p ?o .
    OPTIONAL { ?o rdfs:label ?label . FILTER(LANG(?label) = "en") }
}
"""
_IN = """
SELECT ?thing ?p ?s ?label WHERE {
    ?s ?p ?thing .
    OPTIONAL { ?s rdfs:label ?label . FILTER(LANG(?label) = "en") }
}
"""
_SAID = "SELECT ?thing ?p ?o ?report WHERE { GRAPH ?report { ?thing ?p ?o } }"
_EVIDENCE = """
SELECT ?thing ?quote ?report ?label ?link WHERE {
    ?evidence cakg:supports ?thing ; cakg:quote ?quote ; cakg:report ?report .
    ?report rdfs:label ?label .
    OPTIONAL { ?evidence cakg:link ?link }
}
ORDER BY ?report ?quote
"""


@dataclass(frozen=True)
class Statement:
    """Hold one statement of or about a thing: property and value as shown, their IRIs, the reports that make it."""

    property: str
    value: str
    iri: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True)
class Quote:
    """Hold a quote with the title of its report, the report's IRI and a link to the phrase."""

    text: str
    title: str
    report: str
    link: str | None


@dataclass(frozen=True)
class Description:
    """Hold what is known of a thing: what is said of it, what is said about it elsewhere, the quotes it rests on."""

    iri: str
    label: str
    statements: tuple[Statement, ...]
    mentions: tuple[Statement, ...]
    quotes: tuple[Quote, ...]


def describe(dataset: "Dataset", iri: str) -> Description:
    """Return everything known of a thing in the accepted view; `mentions` are statements whose value it is."""
    said: dict[tuple[Node, Node], set[str]] = {}
    for _, predicate, value, report in select(dataset, _SAID, thing=iri):
        said.setdefault((predicate, value), set()).add(str(report))
    label = compact(iri)
    statements: dict[tuple[Node, Node], Statement] = {}
    for _, predicate, value, name in select(dataset, _OUT, thing=iri):
        if str(predicate) == RDFS + "label":
            label = str(value) if getattr(value, "language", None) == "en" else label
        elif str(predicate) not in _SHOWN_ELSEWHERE:
            reports = said.get((predicate, value), set())
            statements[predicate, value] = _statement(predicate, value, name, reports)
    mentions = [
        _statement(predicate, subject, name, set())
        for _, predicate, subject, name in select(dataset, _IN, thing=iri)
        if str(predicate) not in _SHOWN_ELSEWHERE
    ]
    quotes = [
        Quote(str(text), str(title), str(report), str(link) if link else None)
        for _, text, report, title, link in select(dataset, _EVIDENCE, thing=iri)
    ]
    return Description(
        iri,
        label,
        tuple(sorted(statements.values(), key=_order)),
        tuple(sorted(set(mentions), key=_order)),
        tuple(quotes),
    )


def _statement(predicate: "Node | None", value: "Node | None", name: "Node | None", reports: set[str]) -> Statement:
    from rdflib import URIRef

    iri = str(value) if isinstance(value, URIRef) else None
    language = getattr(value, "language", None)
    shown = (
        str(name) if name is not None else compact(iri) if iri else str(value) + (f" ({language})" if language else "")
    )
    known = str(predicate)
    return Statement("is a" if known == RDF + "type" else compact(known), shown, iri, tuple(sorted(reports)))


def _order(statement: Statement) -> tuple[bool, str, str, str]:
    return statement.property != "is a", statement.property, statement.value, statement.iri or ""
