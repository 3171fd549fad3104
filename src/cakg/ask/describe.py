"""One thing with everything that is known of it, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from cakg.ask.language import ENGLISH, named, spoken
from cakg.ask.profile import Section, profile
from cakg.ask.showing import Claim
from cakg.engine.store import select
from cakg.engine.terms import Term, phrase
from cakg.words.namespaces import CAKG, RDF, RDFS, compact

if TYPE_CHECKING:
    from cakg.engine.store import Source

_SHOWN_ELSEWHERE = frozenset(CAKG + name for name in ("countsFor", "reportedIn", "quote", "row", "link", "supports"))
_LABELS = "SELECT ?label WHERE { VALUES ?thing { UNDEF } ?thing rdfs:label ?label }"
_OUT = """
SELECT ?p ?o ?label WHERE {
    VALUES ?thing { UNDEF }
    ?thing ?p ?o .
    %s
}
"""
_IN = """
SELECT ?p ?s ?label WHERE {
    VALUES ?thing { UNDEF }
    ?s ?p ?thing .
    %s
}
"""
_SAID = "SELECT ?p ?o ?report WHERE { VALUES ?thing { UNDEF } GRAPH ?report { ?thing ?p ?o } }"
_EVIDENCE = """
SELECT ?quote ?row ?report ?label ?link WHERE {
    VALUES ?thing { UNDEF }
    ?evidence cakg:supports ?thing ; cakg:quote|cakg:row ?quote ; cakg:report ?report .
    OPTIONAL { ?evidence cakg:row ?row }
    OPTIONAL { ?evidence cakg:link ?link }
    %s
}
ORDER BY ?report ?quote
"""


@dataclass(frozen=True)
class Statement:
    """Hold one statement of or about a thing: property and value as shown, their IRIs, the reports that make it.

    `proof` says of what reports claim by which quotes it is shown, or that none shows it.
    """

    property: str
    value: str
    iri: str | None
    reports: tuple[str, ...]
    proof: str = ""


@dataclass(frozen=True)
class Quote:
    """Hold a quote, or a row of an import, with the title of its report, the report's IRI and a link to the phrase."""

    text: str
    title: str
    report: str
    link: str | None
    is_row: bool = False


@dataclass(frozen=True)
class Description:
    """Hold what is known of a thing: what is said of it, what is said about it elsewhere, the quotes it rests on.

    `sections` say of an actor, an event or an undertaking the same by respects and dates, each thing once.
    """

    iri: str
    label: str
    statements: tuple[Statement, ...]
    mentions: tuple[Statement, ...]
    quotes: tuple[Quote, ...]
    sections: tuple[Section, ...] = ()


def describe(dataset: "Source", iri: str, lang: str = ENGLISH, *, sections_only: bool = False) -> Description:
    """Return everything known of a thing in the accepted view; `mentions` are statements whose value it is.

    Names are in a language, else in English, else in any. With `sections_only`, of what has sections these are all.
    Errors: those of `language.spoken`.
    """
    lang = spoken(dataset, lang)
    sections, proofs = profile(dataset, iri, lang)
    labels: dict[str | None, str]
    if sections_only and sections:
        labels = {label.language: label.value for (label,) in select(dataset, _LABELS, thing=iri).terms}  # type: ignore[union-attr]
        return Description(iri, _called(labels, lang, iri), (), (), (), sections)
    rows: Any = select(dataset, _SAID, thing=iri).terms
    said: dict[tuple[Term, Term], set[str]] = {}
    for predicate, value, report in rows:
        said.setdefault((predicate, value), set()).add(report.value)
    labels = {}
    statements: dict[tuple[Term, Term], Statement] = {}
    rows = select(dataset, _OUT % named("o", "label", lang), thing=iri).terms
    for predicate, value, name in rows:
        if predicate.value == RDFS + "label":
            labels[value.language] = value.value
        elif predicate.value not in _SHOWN_ELSEWHERE:
            reports = said.get((predicate, value), set())
            claim = Claim(iri, predicate.value, value=value)
            proof = str(proofs.of([claim])) if reports else ""
            statements[predicate, value] = _statement(predicate, value, name, reports, proof)
    rows = select(dataset, _IN % named("s", "label", lang), thing=iri).terms
    mentions = {
        _statement(predicate, subject, name, set())
        for predicate, subject, name in rows
        if predicate.value not in _SHOWN_ELSEWHERE
    }
    quotes = [
        Quote(text, title or compact(report), report, link or None, row is not None)
        for text, row, report, title, link in select(
            dataset, _EVIDENCE % named("report", "label", lang), thing=iri
        ).texts()
    ]
    return Description(
        iri,
        _called(labels, lang, iri),
        tuple(sorted(statements.values(), key=_order)),
        tuple(sorted(mentions, key=_order)),
        tuple(quotes),
        sections,
    )


def _called(labels: Mapping[str | None, str], lang: str, iri: str) -> str:
    return labels.get(lang) or labels.get(ENGLISH) or min(labels.values(), default=compact(iri))


def _statement(predicate: NamedNode, value: Term, name: Term | None, reports: set[str], proof: str = "") -> Statement:
    iri = value.value if isinstance(value, NamedNode) else None
    shown = phrase(value) if name is None else name.value
    property = "is a" if predicate.value == RDF + "type" else compact(predicate.value)
    return Statement(property, shown, iri, tuple(sorted(reports)), proof)


def _order(statement: Statement) -> tuple[bool, str, str, str]:
    return statement.property != "is a", statement.property, statement.value, statement.iri or ""
