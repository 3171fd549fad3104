"""In which respects a thing is shown, kind by kind: what is asked of it, in which columns, resting on which claims."""

from collections.abc import Mapping
from typing import NamedTuple

LISTED = '(GROUP_CONCAT(DISTINCT ?{0}Label; SEPARATOR="\\n") AS ?{0})'
DAY = 'COALESCE(STR(?begin), REPLACE(STR(?date), "^[^0-9]+", ""), "9999")'  # the undated come last
_ADDRESS = """
    OPTIONAL {{ ?report cakg:url ?url }} OPTIONAL {{ ?report cakg:publishedAt ?published }}
    BIND(COALESCE(CONCAT(STR(?published), " (not opened; read at ", STR(?url), ")"), STR(?url)) AS ?address)
    OPTIONAL {{ ?report dcterms:issued ?issued }} OPTIONAL {{ ?report cakg:begin ?begin }}
    OPTIONAL {{ ?report dcterms:publisher ?publisher . {publisher} }}
    OPTIONAL {{ ?report cakg:extent ?extent . {extent} }}
"""
_SOURCES = f"""
SELECT DISTINCT ?issued ?title ?publisherLabel ?extentLabel ?address WHERE {{{{
    {{{{ VALUES ?thing {{{{ UNDEF }}}} ?thing cakg:reportedIn ?report }}}}
    UNION
    {{{{
        VALUES ?thing {{{{ UNDEF }}}}
        ?node cakg:actor|cakg:holder|cakg:speaker ?thing ; cakg:reportedIn ?report
    }}}}
    ?report dcterms:title ?title .
    {_ADDRESS}
}}}}
ORDER BY (COALESCE(STR(?begin), "9999")) ?issued ?title
"""
_QUOTED = f"""
SELECT ?issued ?title ?publisherLabel ?extentLabel ?address
    (GROUP_CONCAT(DISTINCT STR(?quote); SEPARATOR="\\n") AS ?quotes)
WHERE {{{{
    VALUES ?thing {{{{ UNDEF }}}}
    {{{{ ?evidence cakg:supports ?thing }}}}
    UNION {{{{ ?thing cakg:participation ?part . ?evidence cakg:supports ?part }}}}
    ?evidence rdfs:label ?quote ; cakg:report ?report . ?report dcterms:title ?title .
    {_ADDRESS}
}}}}
GROUP BY ?report ?begin ?issued ?title ?publisherLabel ?extentLabel ?address
ORDER BY (COALESCE(STR(?begin), "9999")) ?issued ?title
"""
TENURES = """
SELECT ?tenure ?from ?until {shown} (GROUP_CONCAT(DISTINCT STR(?day); SEPARATOR="\\n") AS ?known) WHERE {{
    VALUES ?thing {{ UNDEF }}
    {which}
    OPTIONAL {{ ?tenure cakg:from ?from }} OPTIONAL {{ ?tenure cakg:until ?until }}
    OPTIONAL {{ ?tenure cakg:attestedOn|cakg:announcedOn ?day }} OPTIONAL {{ ?tenure cakg:begin ?begin }}
}}
GROUP BY ?tenure ?from ?until ?begin {shown}
ORDER BY (MIN(COALESCE(STR(?begin), REPLACE(STR(?day), "^[^0-9]+", "")))) {shown}
"""
_POSTS = TENURES.replace("{which}", "?tenure cakg:holder ?thing ; cakg:post ?post . {post}").replace(
    "{shown}", "?postLabel"
)
_HOLDERS = TENURES.replace(
    "{which}", "?post w3org:postIn ?thing . ?tenure cakg:post ?post ; cakg:holder ?holder . {post} {holder}"
).replace("{shown}", "?postLabel ?holderLabel")
MEETINGS = f"""
SELECT ?part ?event ?date ?eventLabel ?placeLabel {{shown}}
    {LISTED.format("office")} {LISTED.format("role")} {LISTED.format("attendance")} ?statusLabel
WHERE {{{{
    VALUES ?thing {{{{ UNDEF }}}}
    {{which}} ?event cakg:participation ?part ; cakg:status ?status . {{event}} {{status}}
    OPTIONAL {{{{ ?event cakg:date ?date }}}} OPTIONAL {{{{ ?event cakg:begin ?begin }}}}
    OPTIONAL {{{{ ?event cakg:place ?place . {{place}} }}}}
    OPTIONAL {{{{ ?part cakg:capacity ?office . {{office}} }}}}
    OPTIONAL {{{{ ?part cakg:role ?role . {{role}} }}}}
    OPTIONAL {{{{ ?part cakg:attendance ?attendance . {{attendance}} }}}}
}}}}
GROUP BY ?part ?event ?date ?begin ?eventLabel ?placeLabel ?statusLabel {{shown}}
ORDER BY {{day}} ?eventLabel ?event {{shown}} ?part
"""
_OF_PERSON = MEETINGS.replace("{which}", "?part cakg:actor ?thing .").replace("{shown}", "")
_OF_BODY = MEETINGS.replace(
    "{which}",
    "{{ ?part cakg:actor ?thing }} UNION {{ ?part cakg:representing ?thing }} UNION {{ ?part cakg:delegation ?thing }}"
    " ?part cakg:actor ?actor . {actor}",
).replace("{shown}", "?actorLabel")
_WORDS = """
SELECT ?said ?date ?eventLabel ?content WHERE {{
    VALUES ?thing {{ UNDEF }}
    ?said cakg:speaker ?thing ; cakg:content ?content .
    OPTIONAL {{ ?said cakg:occasion ?event . {event} OPTIONAL {{ ?event cakg:date ?date }}
        OPTIONAL {{ ?event cakg:begin ?begin }} }}
}}
ORDER BY {day} ?eventLabel ?content
"""
_SAID = """
SELECT ?said ?speakerLabel ?content WHERE {{
    VALUES ?thing {{ UNDEF }}
    ?said cakg:occasion|cakg:about ?thing ; cakg:content ?content .
    OPTIONAL {{ ?said cakg:speaker ?speaker . {speaker} }}
}}
ORDER BY ?speakerLabel ?content
"""
_THERE = f"""
SELECT ?part ?actorLabel
    {LISTED.format("role")} {LISTED.format("attendance")} {LISTED.format("office")} {LISTED.format("represented")}
WHERE {{{{
    VALUES ?thing {{{{ UNDEF }}}}
    ?thing cakg:participation ?part . ?part cakg:actor ?actor . {{actor}}
    OPTIONAL {{{{ ?part cakg:role ?role . {{role}} }}}}
    OPTIONAL {{{{ ?part cakg:attendance ?attendance . {{attendance}} }}}}
    OPTIONAL {{{{ ?part cakg:capacity ?office . {{office}} }}}}
    OPTIONAL {{{{ ?part cakg:representing ?represented . {{represented}} }}}}
}}}}
GROUP BY ?part ?actorLabel ORDER BY ?actorLabel
"""
_IN_A_PART = f"""
SELECT ?actorLabel {LISTED.format("event")} WHERE {{{{
    VALUES ?thing {{{{ UNDEF }}}}
    ?thing cakg:hasParticipantInPart ?actor . {{actor}}
    ?event cakg:partOf+ ?thing ; cakg:hasParticipant ?actor . {{event}}
}}}}
GROUP BY ?actor ?actorLabel ORDER BY ?actorLabel
"""
_EVENTS = """
SELECT DISTINCT ?event ?date ?eventLabel ?placeLabel ?statusLabel WHERE {{
    VALUES ?thing {{ UNDEF }}
    ?event cakg:concerns|cakg:basis|cakg:outcome|cakg:inSeries|cakg:partOf ?thing ; cakg:status ?status .
    FILTER(STRSTARTS(STR(?event), "https://w3id.org/cakg/event/"))
    {event} {status}
    OPTIONAL {{ ?event cakg:date ?date }} OPTIONAL {{ ?event cakg:begin ?begin }}
    OPTIONAL {{ ?event cakg:place ?place . {place} }}
}}
ORDER BY {day} ?eventLabel ?event
"""
_STEPS = f"""
SELECT ?action ?date {{shown}} ?kindLabel {LISTED.format("signer")} ?eventLabel ?statusLabel ?due WHERE {{{{
    VALUES ?thing {{{{ UNDEF }}}}
    {{which}} ?thing . FILTER EXISTS {{{{ ?action a cakg:TreatyAction }}}}
    ?action cakg:actor ?actor ; cakg:instrument ?instrument ; cakg:kind ?kind ; cakg:status ?status .
    {{actor}} {{instrument}} {{kind}} {{status}}
    OPTIONAL {{{{ ?action cakg:date ?date }}}} OPTIONAL {{{{ ?action cakg:begin ?begin }}}}
    OPTIONAL {{{{ ?action cakg:dueBy ?due }}}}
    OPTIONAL {{{{ ?action cakg:signedBy ?signer . {{signer}} }}}}
    OPTIONAL {{{{ ?action cakg:occasion ?event . {{event}} }}}}
}}}}
GROUP BY ?action ?date ?begin ?actorLabel ?instrumentLabel ?kindLabel ?eventLabel ?statusLabel ?due
ORDER BY {{day}} ?instrumentLabel ?actorLabel ?kindLabel ?action
"""
_OF_INSTRUMENT = _STEPS.replace("{which}", "?action cakg:instrument").replace("{shown}", "?actorLabel")
_OF_PARTY = _STEPS.replace("{which}", "?action cakg:actor|cakg:signedBy").replace(
    "{shown}", "?instrumentLabel ?actorLabel"
)
_OF_CEREMONY = _STEPS.replace("{which}", "?action cakg:occasion").replace("{shown}", "?instrumentLabel ?actorLabel")
# of the fact itself: which property, its value, its name, and whether a report makes it
FACTS = """
SELECT DISTINCT ?property ?value ?label ?report WHERE {
    VALUES ?thing { UNDEF }
    ?thing ?property ?value .
    %s
    OPTIONAL { GRAPH ?report { ?thing ?property ?value } }
}
"""
WORDS_OF_FACTS = {  # in the order in which they are told
    "date": "when",
    "from": "from",
    "until": "until",
    "place": "where",
    "presumedPlace": "where, presumably",
    "status": "status",
    "format": "format",
    "kind": "kind",
    "inSeries": "series",
    "ordinal": "number",
    "ordinalInYear": "number in the year",
    "partOf": "part of",
    "inMarginsOf": "in the margins of",
    "organOf": "body of",
    "seat": "seat",
    "capital": "capital",
    "frequency": "frequency",
    "basis": "basis",
    "implements": "carries out",
    "issuer": "issued by",
    "depositary": "kept by",
    "successorOf": "takes over from",
    "follows": "comes after",
    "amount": "how much",
    "concerns": "concerns",
    "outcome": "outcome",
    "statedCount": "participants, as stated",
    "statedMinimum": "at least, as stated",
    "votesFor": "votes for it",
    "votesAgainst": "votes against it",
    "abstentions": "abstained",
    "mandateCovers": "mandate covers",
    "purpose": "purpose",
    "topic": "topic",
}


class Respect(NamedTuple):
    """Hold one respect: its title, the names of its columns, the query, and which claims its rows rest on.

    The first cells of a row are the `nodes` on which the claims stand; they are not shown. A claim is of which node,
    which property, and the word for it.
    """

    title: str
    columns: tuple[str, ...]
    query: str
    nodes: tuple[str, ...] = ()
    claims: tuple[tuple[str, str, str], ...] = ()

    @property
    def hidden(self) -> int:
        """Return the number of cells that are not shown."""
        return len(self.nodes)


def _claims(node: str, words: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """Return the claims of a node: its properties, each with the word for it."""
    return tuple((node, name, word) for name, word in words.items())


PART = _claims("part", {"actor": "who", "role": "function", "capacity": "office"})
WHEN = _claims("event", {"date": "date", "place": "place"})
TENURE = _claims(
    "tenure",
    {
        "holder": "who",
        "post": "post",
        "from": "from",
        "until": "until",
        "attestedOn": "known on",
        "announcedOn": "announced on",
    },
)
SPEECH = _claims("said", {"speaker": "who", "act": "act"})
STEP = _claims(
    "action",
    {
        "actor": "who",
        "instrument": "instrument",
        "date": "date",
        "signedBy": "signed by",
        "dueBy": "due by",
    },
)
_MET = ("date", "event", "place", "office", "function", "attendance", "status")
_READ = ("issued", "title", "publisher", "read", "address")
_POSTS_HELD = Respect("Posts", ("from", "until", "post", "known on"), _POSTS, ("tenure",), TENURE)
_POSTS_IN_IT = Respect(
    "Who held its posts", ("from", "until", "post", "who", "known on"), _HOLDERS, ("tenure",), TENURE
)
_SPOKE = Respect("Statements", ("date", "occasion", "statement"), _WORDS, ("said",), SPEECH)
_SAID_OF_IT = Respect("Statements", ("speaker", "statement"), _SAID, ("said",), SPEECH)
_TOOK_PART = Respect(
    "Who",
    ("who", "function", "attendance", "office", "for"),
    _THERE,
    ("part",),
    (*PART, ("part", "attendance", "attendance"), ("part", "representing", "for")),
)
_TOOK_PART_IN_PART = Respect("Who attended a part of it", ("who", "part"), _IN_A_PART)
_DONE = ("step", "signed by", "occasion", "status", "due by")
_PARTIES = Respect("Parties", ("date", "who", *_DONE), _OF_INSTRUMENT, ("action",), STEP)
_BOUND = Respect("Treaties", ("date", "instrument", "who", *_DONE), _OF_PARTY, ("action",), STEP)
_SIGNED_THERE = Respect("Signed there", ("date", "instrument", "who", *_DONE), _OF_CEREMONY, ("action",), STEP)
_FROM = Respect("Sources", _READ, _SOURCES)
_DOCUMENTS = Respect("Documents", (*_READ, "quotes"), _QUOTED)
_PERSON_MET = Respect("Meetings and other events", _MET, _OF_PERSON, ("part", "event"), (*WHEN, *PART))
_BODY_MET = Respect(
    "Meetings and other events", (*_MET[:3], "who", *_MET[3:]), _OF_BODY, ("part", "event"), (*WHEN, *PART)
)
_HAPPENED = Respect("Events", ("date", "event", "place", "status"), _EVENTS, ("event",), (*WHEN,))
_BODY = (_POSTS_HELD, _POSTS_IN_IT, _BODY_MET, _BOUND, _SPOKE, _FROM)
_UNDERTAKING = (_TOOK_PART, _HAPPENED, _SAID_OF_IT, _DOCUMENTS)
OF_KIND = {
    "person": (_POSTS_HELD, _PERSON_MET, _BOUND, _SPOKE, _FROM),
    "event": (_TOOK_PART, _TOOK_PART_IN_PART, _SIGNED_THERE, _HAPPENED, _SAID_OF_IT, _DOCUMENTS),
    "org": _BODY,
    "state": _BODY,
    "group": _BODY,
    "initiative": _UNDERTAKING,
    "instrument": (_PARTIES, *_UNDERTAKING),
    "series": (_HAPPENED, _DOCUMENTS),
}
