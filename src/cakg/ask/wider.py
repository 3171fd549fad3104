"""Respects beyond those of actors and events: of posts, places, topics, documents, and words about a thing by date."""

from cakg.ask import respects
from cakg.ask.respects import LISTED, MEETINGS, PART, SPEECH, STEP, TENURE, TENURES, WHEN, Respect

_HAPPENING = """
SELECT DISTINCT ?event ?date ?eventLabel ?placeLabel ?statusLabel WHERE {{
    {which}
    ?event cakg:status ?status . {event} {status}
    OPTIONAL {{ ?event cakg:date ?date }} OPTIONAL {{ ?event cakg:begin ?begin }}
    OPTIONAL {{ ?event cakg:place ?place . {place} }}
}}
ORDER BY {day} ?eventLabel ?event
"""
_SPOKEN = f"""
SELECT ?said ?date ?eventLabel {LISTED.format("speaker")} ?content WHERE {{{{
    {{which}}
    ?said cakg:content ?content .
    OPTIONAL {{{{ ?said cakg:speaker ?speaker . {{speaker}} }}}}
    OPTIONAL {{{{
        ?said cakg:occasion ?event . {{event}}
        OPTIONAL {{{{ ?event cakg:date ?date }}}} OPTIONAL {{{{ ?event cakg:begin ?begin }}}}
    }}}}
}}}}
GROUP BY ?said ?date ?begin ?eventLabel ?content
ORDER BY {{day}} ?eventLabel ?content ?said
"""
_THING = "VALUES ?thing {{ UNDEF }}"
_SITES = f"{{{{ SELECT DISTINCT ?site WHERE {{{{ {_THING} ?site cakg:within* ?thing }}}} }}}}"
_THEMES = f"{{{{ SELECT DISTINCT ?theme WHERE {{{{ {_THING} ?theme skos:broader* ?thing }}}} }}}}"
# what a document says of an event, a post held, a step: its own values, whatever is accepted
_TOLD_EVENTS = f"""
SELECT DISTINCT ?event ?date ?eventLabel ?placeLabel ?statusLabel WHERE {{{{
    {_THING}
    ?event cakg:reportedIn ?thing . FILTER(STRSTARTS(STR(?event), "https://w3id.org/cakg/event/"))
    {{event}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?event cakg:date ?date }}}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?event cakg:place ?place }}}} {{place}} }}}}
    OPTIONAL {{{{
        GRAPH ?thing {{{{ ?event cakg:status ?status }}}} {{status}}
        FILTER NOT EXISTS {{{{ ?status cakg:tookPlace true }}}}
    }}}}
}}}}
ORDER BY {{day}} ?eventLabel ?event
"""
_TOLD_PARTS = f"""
SELECT ?part ?event ?date ?eventLabel ?actorLabel
    {LISTED.format("role")} {LISTED.format("attendance")} {LISTED.format("office")} {LISTED.format("represented")}
WHERE {{{{
    {_THING}
    ?part cakg:reportedIn ?thing ; cakg:actor ?actor . {{actor}}
    ?event cakg:participation ?part . {{event}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?event cakg:date ?date }}}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?part cakg:role ?role }}}} {{role}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?part cakg:attendance ?attendance }}}} {{attendance}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?part cakg:capacity ?office }}}} {{office}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?part cakg:representing ?represented }}}} {{represented}} }}}}
}}}}
GROUP BY ?part ?event ?date ?eventLabel ?actorLabel
ORDER BY {{day}} ?eventLabel ?event ?actorLabel ?part
"""
_TOLD_POSTS = f"""
SELECT ?tenure ?from ?until ?postLabel ?holderLabel (GROUP_CONCAT(DISTINCT STR(?day); SEPARATOR="\\n") AS ?known)
WHERE {{{{
    {_THING}
    ?tenure cakg:reportedIn ?thing ; cakg:holder ?holder ; cakg:post ?post . {{holder}} {{post}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?tenure cakg:from ?from }}}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?tenure cakg:until ?until }}}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?tenure cakg:attestedOn|cakg:announcedOn ?day }}}} }}}}
}}}}
GROUP BY ?tenure ?from ?until ?postLabel ?holderLabel
ORDER BY ?holderLabel ?postLabel ?tenure
"""
_TOLD_STEPS = f"""
SELECT ?action ?date ?instrumentLabel ?actorLabel ?kindLabel {LISTED.format("signer")} ?eventLabel ?statusLabel ?due
WHERE {{{{
    {_THING}
    ?action cakg:reportedIn ?thing ; a cakg:TreatyAction ;
        cakg:actor ?actor ; cakg:instrument ?instrument ; cakg:kind ?kind . {{actor}} {{instrument}} {{kind}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?action cakg:date ?date }}}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?action cakg:status ?status }}}} {{status}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?action cakg:dueBy ?due }}}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?action cakg:signedBy ?signer }}}} {{signer}} }}}}
    OPTIONAL {{{{ GRAPH ?thing {{{{ ?action cakg:occasion ?event }}}} {{event}} }}}}
}}}}
GROUP BY ?action ?date ?actorLabel ?instrumentLabel ?kindLabel ?eventLabel ?statusLabel ?due
ORDER BY {{day}} ?instrumentLabel ?actorLabel ?kindLabel ?action
"""
_HOLDERS = TENURES.replace("{which}", "?tenure cakg:post ?thing ; cakg:holder ?holder . {holder}").replace(
    "{shown}", "?holderLabel"
)
_IN_OFFICE = (
    MEETINGS.replace("{which}", "?part cakg:capacity ?thing ; cakg:actor ?actor . {actor}")
    .replace(LISTED.format("office"), "")
    .replace("{shown}", "?actorLabel")
)
_DAYS = ("date", "event", "place", "status")
_SAID = ("date", "occasion", "speaker", "statement")


def _happened(which: str) -> Respect:
    return Respect("Events", _DAYS, _HAPPENING.replace("{which}", which), ("event",), WHEN)


def _said(which: str) -> Respect:
    return Respect("Statements", _SAID, _SPOKEN.replace("{which}", which), ("said",), SPEECH)


_ABOUT = _said(f"{_THING} ?said cakg:about|cakg:undertakes ?thing .")
_HELD = Respect("Who held it", ("from", "until", "who", "known on"), _HOLDERS, ("tenure",), TENURE)
_ATTENDED = Respect(
    "Meetings and other events",
    ("date", "event", "place", "who", "function", "attendance", "status"),
    _IN_OFFICE,
    ("part", "event"),
    (*WHEN, *PART),
)
_OF_DOCUMENT = (
    Respect("Events", _DAYS, _TOLD_EVENTS, ("event",), WHEN),
    Respect(
        "Who",
        ("date", "event", "who", "function", "attendance", "office", "for"),
        _TOLD_PARTS,
        ("part", "event"),
        (*PART, ("part", "attendance", "attendance")),
    ),
    Respect("Who held which post", ("from", "until", "post", "who", "known on"), _TOLD_POSTS, ("tenure",), TENURE),
    Respect(
        "Signed there",
        ("date", "instrument", "who", "step", "signed by", "occasion", "status", "due by"),
        _TOLD_STEPS,
        ("action",),
        STEP,
    ),
    _said(f"{_THING} ?said cakg:reportedIn ?thing ."),
)


def _with(kind: str, *more: Respect) -> tuple[Respect, ...]:
    """Return the respects of a kind with some in the place of those of the same title."""
    titles = {one.title for one in more}
    return (*(one for one in respects.OF_KIND[kind] if one.title not in titles), *more)


OF_KIND = {
    **respects.OF_KIND,
    "series": _with("series", _said(f"{_THING} ?editions cakg:inSeries ?thing . ?said cakg:occasion ?editions .")),
    "initiative": _with("initiative", _ABOUT),
    "instrument": _with("instrument", _ABOUT),
    "post": (_HELD, _ATTENDED, _said(f"{_THING} ?said cakg:capacity ?thing .")),
    "place": (
        _happened(f"{_SITES} ?event cakg:place ?site ."),
        _said(f"{_SITES} ?session cakg:place ?site . ?said cakg:occasion ?session ."),
    ),
    "topic": (
        _happened(f"{_THEMES} ?event cakg:topic ?theme ."),
        _said(f"{_THEMES} ?said cakg:topic ?theme ."),
    ),
    "report": _OF_DOCUMENT,
}
