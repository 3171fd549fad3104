"""What a dataset knows of the things in the rows of a view: names and sorts, series and sizes, who reports."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from cakg.ask.language import ENGLISH, named, spoken
from cakg.engine.rows import Rows
from cakg.engine.store import pieces, select
from cakg.words.namespaces import BASE, CAKG, DCTERMS, PROV, local_name
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.engine.store import Source

Row = Mapping[str, object]
Attributes = Mapping[str, Mapping[str, str]]

COLUMNS = ("actor", "event", "source", "target", "through", "report")
MANY = ("series", "formats", "topics", "levels", "wholes", "visits", "members", "sources", "above")

_IRI = regex(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_UNSPECIFIC = {"Actor", "Event"}
_NAMES = """
SELECT ?thing ?label ?type WHERE {
    VALUES ?thing { %s }
    OPTIONAL { ?thing a ?type }
    %s
}
ORDER BY ?thing ?label ?type
"""
_SAID = {
    CAKG + "inSeries": "series",
    CAKG + "participantList": "list",
    CAKG + "statedCount": "stated",
    CAKG + "statedMinimum": "minimum",
    CAKG + "kind": "sort",
    DCTERMS + "publisher": "publisher",
    PROV + "hadPrimarySource": "sources",
    CAKG + "drawnFrom": "members",
    CAKG + "format": "formats",
    CAKG + "topic": "topics",
    CAKG + "partOf": "wholes",
}
# not as two VALUES: engines look up every thing with every property then, which took two seconds of three
_FACTS = """
SELECT DISTINCT ?thing ?property ?value WHERE {
    VALUES ?thing { %s }
    ?thing ?property ?value .
    FILTER(?property IN (%s))
}
ORDER BY ?thing ?property ?value
"""
_LEVELS = """
SELECT DISTINCT ?thing ?level WHERE {
    ?thing cakg:participation/cakg:level ?level .
}
ORDER BY ?thing ?level
"""
_ABOVE = """
SELECT DISTINCT ?thing ?above WHERE {
    ?thing skos:broader|cakg:organOf|w3org:subOrganizationOf|cakg:partOf ?above .
}
ORDER BY ?thing ?above
"""
_SORTED = """
SELECT DISTINCT ?thing ?sort WHERE {
    VALUES ?sort { cakg:Meeting cakg:Visit }
    ?thing ^cakg:partOf/a cakg:Event ; a ?sort .
}
ORDER BY ?thing ?sort
"""


def describe(dataset: "Source", rows: Rows | Iterable[Row], lang: str = ENGLISH) -> dict[str, dict[str, str]]:
    """Return what a network says of the things in rows, by IRI: `label` and `kind` (State, Meeting …), and facts.

    Labels are in a language, else in English, else in any. Of events `list` (complete, partial, unknown), `stated` and
    `minimum` (how many a document says there were), `series`, `formats`, `topics` (broader ones among them), `levels`,
    `wholes` (meetings of which it is part) and `visits`; of collectives also `members`; of reports `sort`, `publisher`
    and `sources`; of bodies and publishers what is `above` them. What can be several is joined by blanks (`MANY`).
    Errors: those of `language.spoken`.
    """
    lang = spoken(dataset, lang)
    things = sorted({str(row[column]) for row in dicts(rows) for column in COLUMNS if row.get(column) is not None})
    asked = list(pieces(thing for thing in things if _IRI.fullmatch(thing)))
    found: dict[str, dict[str, str]] = {}
    types: dict[str, set[str]] = {}
    for values in asked:
        for thing, label, sort in select(dataset, _NAMES % (values, named("thing", "label", lang))).texts():
            found.setdefault(thing, {} if label is None else {"label": label})
            if sort is not None:
                types.setdefault(thing, set()).add(local_name(sort))
    for thing, names in types.items():
        found[thing]["kind"] = min(names - _UNSPECIFIC or names)
    facts: dict[str, dict[str, set[str]]] = {thing: {} for thing in found}
    wanted = ", ".join(f"<{property}>" for property in _SAID)
    for values in asked:
        for thing, property, value in select(dataset, _FACTS % (values, wanted)).texts():
            facts[thing].setdefault(_SAID[property], set()).add(value)
    _widen(dataset, facts)
    for thing, known in facts.items():
        for said, several in known.items():
            texts = sorted(_shown(said, value) for value in several)
            found[thing][said] = " ".join(texts) if said in MANY else texts[0]
    return {thing: known for thing, known in found.items() if known}


def _widen(dataset: "Source", facts: Mapping[str, dict[str, set[str]]]) -> None:
    """Add what is above: broader formats and topics, the wholes of events, the bodies above actors and publishers."""
    above: dict[str, list[str]] = {}
    for one, other in select(dataset, _ABOVE).texts():
        above.setdefault(one, []).append(other)
    sorts: dict[str, set[str]] = {}
    for whole, sort in select(dataset, _SORTED).texts():
        sorts.setdefault(whole, set()).add(local_name(sort))
    for thing, level in select(dataset, _LEVELS).texts():
        if thing in facts:
            facts[thing].setdefault("levels", set()).add(level)
    for thing, known in facts.items():
        for said in known.keys() & {"formats", "topics"}:
            known[said] = _closed(known[said], above)
        wholes = _closed(known.pop("wholes", ()), above)
        bodies = [thing, *known.get("publisher", ())]
        groups = {
            "wholes": {whole for whole in wholes if "Meeting" in sorts.get(whole, ())},
            "visits": {whole for whole in wholes if "Visit" in sorts.get(whole, ())},
            "above": _closed((other for body in bodies if not wholes for other in above.get(body, ())), above),
        }
        known.update({said: several for said, several in groups.items() if several})


def _closed(things: Iterable[str], above: Mapping[str, Sequence[str]]) -> set[str]:
    """Return things with all above them."""
    found, waiting = set[str](), list(things)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(above.get(one, ()))
    return found


def dicts(rows: Rows | Iterable[Row]) -> list[Row]:
    """Return rows as dictionaries."""
    return list(rows.to_dicts() if isinstance(rows, Rows) else rows)


def _shown(said: str, value: str) -> str:
    """Return a concept as its slug, all else as it is."""
    if said in ("list", "sort", "formats", "topics", "levels") and value.startswith(BASE):
        return value.rsplit("/", 1)[-1]
    return value
