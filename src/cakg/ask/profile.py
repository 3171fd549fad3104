"""A person or an event as a desk officer asks of it: posts, meetings, words and sources, each once and by date."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.ask.language import named
from cakg.engine.store import select
from cakg.words.namespaces import kind_of

if TYPE_CHECKING:
    from cakg.engine.store import Source


@dataclass(frozen=True)
class Section:
    """Hold what is known of a thing in one respect: a title, the names of the columns, the rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


_LISTED = '(GROUP_CONCAT(DISTINCT ?{0}Label; SEPARATOR="\\n") AS ?{0})'
_SOURCES = """
SELECT DISTINCT ?issued ?title ?publisherLabel ?url WHERE {{
    VALUES ?thing {{ UNDEF }}
    {{ ?thing cakg:reportedIn ?report }} UNION {{ ?node {ways} ?thing ; cakg:reportedIn ?report }}
    ?report dcterms:title ?title .
    OPTIONAL {{ ?report dcterms:issued ?issued }} OPTIONAL {{ ?report cakg:url ?url }}
    OPTIONAL {{ ?report dcterms:publisher ?publisher . {publisher} }}
}}
ORDER BY ?issued ?title
"""
_POSTS = """
SELECT ?from ?until ?postLabel (GROUP_CONCAT(DISTINCT STR(?day); SEPARATOR="\\n") AS ?known) WHERE {{
    VALUES ?thing {{ UNDEF }}
    ?tenure cakg:holder ?thing ; cakg:post ?post . {post}
    OPTIONAL {{ ?tenure cakg:from ?from }} OPTIONAL {{ ?tenure cakg:until ?until }}
    OPTIONAL {{ ?tenure cakg:attestedOn|cakg:announcedOn ?day }}
}}
GROUP BY ?tenure ?from ?until ?postLabel ORDER BY ?from ?postLabel
"""
_MEETINGS = f"""
SELECT ?date ?eventLabel ?placeLabel
    {_LISTED.format("office")} {_LISTED.format("role")} {_LISTED.format("attendance")} ?statusLabel
WHERE {{{{
    VALUES ?thing {{{{ UNDEF }}}}
    ?part cakg:actor ?thing . ?event cakg:participation ?part . {{event}}
    OPTIONAL {{{{ ?event cakg:date ?date }}}} OPTIONAL {{{{ ?event cakg:begin ?begin }}}}
    OPTIONAL {{{{ ?event cakg:place ?place . {{place}} }}}}
    OPTIONAL {{{{ ?event cakg:status ?status . {{status}} }}}}
    OPTIONAL {{{{ ?part cakg:capacity ?office . {{office}} }}}}
    OPTIONAL {{{{ ?part cakg:role ?role . {{role}} }}}}
    OPTIONAL {{{{ ?part cakg:attendance ?attendance . {{attendance}} }}}}
}}}}
GROUP BY ?event ?date ?begin ?eventLabel ?placeLabel ?statusLabel ORDER BY ?begin ?eventLabel
"""
_WORDS = """
SELECT ?date ?eventLabel ?content WHERE {{
    VALUES ?thing {{ UNDEF }}
    ?said cakg:speaker ?thing ; cakg:content ?content .
    OPTIONAL {{ ?said cakg:occasion ?event . {event} OPTIONAL {{ ?event cakg:date ?date ; cakg:begin ?begin }} }}
}}
ORDER BY ?begin ?eventLabel ?content
"""
_SAID_THERE = """
SELECT ?speakerLabel ?content WHERE {{
    VALUES ?thing {{ UNDEF }}
    ?said cakg:occasion ?thing ; cakg:content ?content .
    OPTIONAL {{ ?said cakg:speaker ?speaker . {speaker} }}
}}
ORDER BY ?speakerLabel ?content
"""
_FACTS = """
SELECT ?date ?placeLabel ?statusLabel ?formatLabel WHERE {{
    VALUES ?thing {{ UNDEF }}
    OPTIONAL {{ ?thing cakg:date ?date }}
    OPTIONAL {{ ?thing cakg:place ?place . {place} }}
    OPTIONAL {{ ?thing cakg:status ?status . {status} }}
    OPTIONAL {{ ?thing cakg:format ?format . {format} }}
}}
"""
_THERE = f"""
SELECT ?actorLabel
    {_LISTED.format("role")} {_LISTED.format("attendance")} {_LISTED.format("office")} {_LISTED.format("represented")}
WHERE {{{{
    VALUES ?thing {{{{ UNDEF }}}}
    ?thing cakg:participation ?part . ?part cakg:actor ?actor . {{actor}}
    OPTIONAL {{{{ ?part cakg:role ?role . {{role}} }}}}
    OPTIONAL {{{{ ?part cakg:attendance ?attendance . {{attendance}} }}}}
    OPTIONAL {{{{ ?part cakg:capacity ?office . {{office}} }}}}
    OPTIONAL {{{{ ?part cakg:representing ?represented . {{represented}} }}}}
}}}}
GROUP BY ?actor ?actorLabel ORDER BY ?actorLabel
"""
_IN_A_PART = f"""
SELECT ?actorLabel {_LISTED.format("event")} WHERE {{{{
    VALUES ?thing {{{{ UNDEF }}}}
    ?thing cakg:hasParticipantInPart ?actor . {{actor}}
    ?event cakg:partOf+ ?thing ; cakg:hasParticipant ?actor . {{event}}
}}}}
GROUP BY ?actor ?actorLabel ORDER BY ?actorLabel
"""
_QUOTES = """
SELECT DISTINCT ?issued ?title ?publisherLabel ?quote ?address WHERE {{
    VALUES ?thing {{ UNDEF }}
    {{ ?evidence cakg:supports ?thing }} UNION {{ ?thing cakg:participation ?part . ?evidence cakg:supports ?part }}
    ?evidence cakg:quote ?quote ; cakg:report ?report . ?report dcterms:title ?title .
    OPTIONAL {{ ?evidence cakg:link ?link }} OPTIONAL {{ ?report cakg:url ?url }}
    BIND(COALESCE(?link, ?url) AS ?address)
    OPTIONAL {{ ?report dcterms:issued ?issued }}
    OPTIONAL {{ ?report dcterms:publisher ?publisher . {publisher} }}
}}
ORDER BY ?issued ?title ?quote
"""
_OF_PERSON = (
    ("Posts", ("from", "until", "post", "known on"), _POSTS),
    ("Meetings and other events", ("date", "event", "place", "office", "function", "attendance", "status"), _MEETINGS),
    ("Statements", ("date", "occasion", "statement"), _WORDS),
    ("Sources", ("issued", "title", "publisher", "address"), _SOURCES),
)
_OF_EVENT = (
    ("What", ("when", "where", "status", "format"), _FACTS),
    ("Who", ("who", "function", "attendance", "office", "for"), _THERE),
    ("Who attended a part of it", ("who", "part"), _IN_A_PART),
    ("Statements", ("speaker", "statement"), _SAID_THERE),
    ("Documents", ("issued", "title", "publisher", "quote", "address"), _QUOTES),
)
_NAMED = "actor attendance event format office place post publisher represented role speaker status"


def profile(dataset: "Source", iri: str, lang: str) -> tuple[Section, ...]:
    """Return what is known of a person or an event by respects; nothing of any other thing. Names are in a language."""
    kind = kind_of(iri)
    asked = {"person": _OF_PERSON, "event": _OF_EVENT}.get(kind or "", ())
    patterns = {one: named(one, one + "Label", lang) for one in _NAMED.split()}
    sections = []
    for title, columns, text in asked:
        query = text.format(**patterns, ways="cakg:actor|cakg:holder|cakg:speaker")
        rows = dict.fromkeys(tuple(map(_joined, row)) for row in select(dataset, query, thing=iri).texts())
        if any(map(any, rows)):
            sections.append(Section(title, columns, tuple(rows)))
    return tuple(sections)


def _joined(cell: str | None) -> str:
    """Return the values of a cell, which engines give in any order, sorted and on one line."""
    return "; ".join(sorted(dict.fromkeys((cell or "").split("\n"))))
