"""What a brief must know beside the respects of a thing: documents, statuses of events, promises, evidence, topics."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.ask.language import named
from cakg.engine.store import select
from cakg.web.brief import Source
from cakg.web.brief_words import said
from cakg.words.namespaces import BASE
from cakg.words.wording import wording

if TYPE_CHECKING:
    from cakg.engine.store import Source as Graph

_PROMISES = "act:commit act:invite act:offer act:propose"
_WHOLE = BASE + "extent/whole"
_REPORTS = """
SELECT ?report ?title ?publisherLabel ?issued ?url ?published ?extent WHERE {
    VALUES ?report { %s }
    ?report dcterms:title ?title .
    OPTIONAL { ?report dcterms:publisher ?publisher . %s }
    OPTIONAL { ?report dcterms:issued ?issued } OPTIONAL { ?report cakg:url ?url }
    OPTIONAL { ?report cakg:publishedAt ?published } OPTIONAL { ?report cakg:extent ?extent }
}
"""
_TOLD_BY = (
    "SELECT DISTINCT ?node ?report WHERE { VALUES ?node { %s } ?node cakg:reportedIn ?report } ORDER BY ?node ?report"
)
_ON_TOPIC = """
SELECT DISTINCT ?node WHERE {
    VALUES ?topic { UNDEF }
    { SELECT DISTINCT ?theme WHERE { VALUES ?topic { UNDEF } ?theme skos:broader* ?topic } }
    VALUES ?node { %s }
    ?node cakg:topic ?theme .
}
"""
_OF_EVENTS = """
SELECT ?event ?statusLabel ?held ?listLabel ?complete (COUNT(DISTINCT ?part) AS ?named) WHERE {
    VALUES ?event { %s }
    ?event cakg:status ?status .
    %s
    OPTIONAL { ?status cakg:tookPlace ?held }
    OPTIONAL { ?event cakg:participantList ?list . %s BIND(?list = completeness:complete AS ?complete) }
    OPTIONAL { ?event cakg:participation ?part }
}
GROUP BY ?event ?statusLabel ?held ?listLabel ?complete
"""
_OF_WORDS = """
SELECT ?said ?content ?language ?promise ?due ?atLabel ?thingLabel WHERE {
    VALUES ?said { %s }
    ?said cakg:content ?content .
    BIND(LANG(?content) AS ?language)
    OPTIONAL { ?said cakg:act ?promise . VALUES ?promise { %s } }
    OPTIONAL { ?said cakg:dueBy ?due } OPTIONAL { ?said cakg:dueAt ?at . %s }
    OPTIONAL { ?said cakg:undertakes ?thing . %s }
}
"""
_PROMISING = "SELECT DISTINCT ?act WHERE { VALUES ?promise { %s } ?act skos:broader* ?promise }"
_DISPUTED = """
SELECT DISTINCT ?thing ?report ?quote ?row ?link ?language ?shows ?value WHERE {
    VALUES ?thing { %s }
    ?evidence cakg:supports ?thing ; cakg:report ?report .
    OPTIONAL { ?evidence cakg:quote ?quote } OPTIONAL { ?evidence cakg:row ?row }
    OPTIONAL { ?evidence cakg:link ?link } OPTIONAL { ?evidence cakg:shows ?shows }
    OPTIONAL { ?evidence cakg:mentions ?value }
    BIND(LANG(?quote) AS ?language)
}
ORDER BY ?thing ?report ?quote ?row ?shows ?value
"""


@dataclass(frozen=True)
class Words:
    """Hold of a statement whether it promises, the language of its content, and what it undertakes, by when."""

    promises: bool
    language: str
    terms: tuple[str, ...]


def told_by(graph: "Graph", nodes: Iterable[str]) -> dict[str, list[str]]:
    """Return for each of some things the reports that describe it, sorted."""
    found: dict[str, list[str]] = {}
    for node, report in select(graph, _TOLD_BY % _listed(nodes)).texts():
        found.setdefault(node, []).append(report)
    return found


def sources(graph: "Graph", reports: Iterable[str], lang: str) -> Iterator[tuple[str, Source]]:
    """Yield documents as a note names them, by IRI, the names of publishers and days in a language."""
    query = _REPORTS % (_listed(reports), named("publisher", "publisherLabel", lang))
    for report, title, publisher, issued, url, published, extent in select(graph, query).texts():
        address = url or ""
        if published is not None:
            address = said(lang, "unopened", published=published, url=url)
        day = wording(issued, lang) if issued else said(lang, "undated")
        yield report, Source(report, title, publisher or "", day, address, extent == _WHOLE)


def of_events(graph: "Graph", nodes: Iterable[str], lang: str) -> dict[str, tuple[str, ...]]:
    """Return for each event among some nodes its marks: a status that is not held, how complete its list is."""
    events = _listed(node for node in nodes if node.startswith(BASE + "event/"))
    query = _OF_EVENTS % (events, *(named(one, one + "Label", lang) for one in ("status", "list")))
    found = {}
    for event, status, held, listed, complete, count in select(graph, query).texts():
        marks = [] if held == "true" else [status or ""]
        if int(count) and complete != "true":
            key = "named" if listed is None else "list"
            marks.append(said(lang, key, count=count, list=listed))
        found[event] = tuple(marks)
    return found


def of_words(graph: "Graph", nodes: Iterable[str], lang: str) -> dict[str, Words]:
    """Return for each statement among some nodes what it promises, names in a language."""
    listed = _listed(node for node in nodes if node.startswith(BASE + "statement/"))
    acts = _listed(act for (act,) in select(graph, _PROMISING % _PROMISES).texts())
    query = _OF_WORDS % (listed, acts, *(named(one, one + "Label", lang) for one in ("at", "thing")))
    found: dict[str, Words] = {}
    for node, _, language, promise, due, at, thing in sorted(select(graph, query).texts(), key=str):
        terms = [said(lang, "due", when=wording(due, lang))] if due else []
        terms += [said(lang, "due", when=at)] if at else []
        terms += [said(lang, "undertakes", what=thing)] if thing else []
        before = found.get(node, Words(False, language, ()))
        more = tuple(dict.fromkeys((*before.terms, *terms)))
        found[node] = Words(before.promises or promise is not None, before.language, more)
    return found


def on_topic(graph: "Graph", topic: str, nodes: Iterable[str]) -> set[str]:
    """Return which of some nodes deal with a topic or a narrower one."""
    return {node for (node,) in select(graph, _ON_TOPIC % _listed(nodes), topic=topic).texts()}


def evidence(graph: "Graph", things: Iterable[str]) -> Mapping[tuple[str, str], list[tuple[str | None, ...]]]:
    """Return by thing and report its quotes: quote, row, link, language, what it shows, what it mentions."""
    found: dict[tuple[str, str], list[tuple[str | None, ...]]] = {}
    for thing, report, *rest in select(graph, _DISPUTED % _listed(things)).texts():
        found.setdefault((thing, report), []).append(tuple(rest))
    return found


def _listed(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in sorted(set(iris)))
