"""Evidence: which report describes what, what each of its quotes or rows supports, and which claims it shows."""

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from cakg.read.claims import QUOTE, ROW, TYPE, Report, Term, Triple
from cakg.read.cues import Cues
from cakg.read.grounding import Names, shows
from cakg.read.text import fragment_link, normalize
from cakg.words.namespaces import BASE, CAKG, RDFS, XSD

_EVIDENCE = NamedNode(CAKG + "Evidence")
_ANY_URI = NamedNode(XSD + "anyURI")
_LABEL = NamedNode(RDFS + "label")
_LINK, _MENTIONS, _REPORT, _REPORTED_IN, _SHOWS, _SUPPORTS, _URL = (
    NamedNode(CAKG + name) for name in ("link", "mentions", "report", "reportedIn", "shows", "supports", "url")
)


def descriptions(report: Report) -> Iterator[Triple]:
    """Yield `cakg:reportedIn` for all that a report describes."""
    for subject in dict.fromkeys(triple.subject for triple in report.triples):
        if subject != report.iri:
            yield Triple(subject, _REPORTED_IN, report.iri)


def evidence(report: Report, names: Names, cues: Cues) -> Iterator[Triple]:
    """Yield a `cakg:Evidence` node for each quote of a report, with its name and what it shows.

    The names and cues are those by which a quote mentions a value.
    """
    shown: dict[tuple[NamedNode, Literal], list[Triple]] = {}
    for quote, claim in shows(report, names, cues):
        shown.setdefault((claim.subject, quote), []).append(claim)
    url = next((t.object.value for t in report.triples if t.predicate == _URL), None)
    for subject, quote in _quotes(report):
        node = _node(subject, report, quote)
        yield Triple(node, TYPE, _EVIDENCE)
        yield Triple(node, _LABEL, Literal(f"“{quote.value}”", language=quote.language or "en"))
        yield Triple(node, _SUPPORTS, subject)
        yield Triple(node, _REPORT, report.iri)
        yield Triple(node, QUOTE, quote)
        for claim in shown.get((subject, quote), ()):
            yield Triple(node, _SHOWS, claim.predicate)
            yield Triple(node, _MENTIONS, claim.object)
        if url is not None:
            yield Triple(node, _LINK, Literal(fragment_link(url, normalize(quote.value)), datatype=_ANY_URI))


def rows(report: Report) -> Iterator[Triple]:
    """Yield a `cakg:Evidence` node for each row of an import: whatever it says of a thing is said by the row."""
    claims: dict[NamedNode, list[Triple]] = {}
    for triple in report.triples if report.imported else ():
        claims.setdefault(triple.subject, []).append(triple)
    for subject, said in claims.items():
        for row in (triple.object for triple in said if triple.predicate == ROW):
            node = _node(subject, report, row)
            yield Triple(node, TYPE, _EVIDENCE)
            yield Triple(node, _LABEL, Literal(f"row {row.value} (import)", language="en"))
            yield Triple(node, _SUPPORTS, subject)
            yield Triple(node, _REPORT, report.iri)
            yield Triple(node, ROW, row)
            for claim in said:
                if claim.predicate not in (ROW, TYPE):
                    yield Triple(node, _SHOWS, claim.predicate)
                    yield Triple(node, _MENTIONS, claim.object)


def _node(subject: NamedNode, report: Report, ground: Term) -> NamedNode:
    digest = hashlib.sha256(f"{subject.value}\n{report.iri.value}\n{ground}".encode()).hexdigest()[:16]
    return NamedNode(f"{BASE}evidence/{digest}")


def _quotes(report: Report) -> list[tuple[NamedNode, Literal]]:
    """Return the quotes of a report by node; one that stands with and without a language on a node is one, with it."""
    said = [(one.subject, one.object) for one in report.triples if one.predicate == QUOTE]
    quotes = [(subject, quote) for subject, quote in said if isinstance(quote, Literal)]
    tagged = {(subject, quote.value) for subject, quote in quotes if quote.language is not None}
    return [one for one in quotes if one[1].language is not None or (one[0], one[1].value) not in tagged]
