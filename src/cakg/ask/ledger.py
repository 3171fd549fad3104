"""The ledger of disagreements: what documents dispute, who says what, and what was ruled."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.ask.language import ENGLISH, named, spoken
from cakg.engine.store import select
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    from cakg.engine.store import Source

_LEDGER = """
SELECT ?disagreement ?subject ?label ?property ?sort ?ruling ?why ?value ?valueLabel ?accepted ?report WHERE {
    ?disagreement a cakg:Disagreement ;
        cakg:onSubject ?subject ;
        cakg:onProperty ?property ;
        cakg:reading ?reading .
    ?reading cakg:value ?value .
    OPTIONAL { ?disagreement cakg:disagreementType ?kind . %(sort)s }
    OPTIONAL { ?reading cakg:report ?report }
    OPTIONAL { ?reading cakg:accepted ?accepted }
    OPTIONAL { ?disagreement cakg:ruling ?ruling . OPTIONAL { ?ruling cakg:rationale ?reason } }
    OPTIONAL { ?disagreement cakg:rationale ?own }
    BIND(COALESCE(?reason, ?own) AS ?why)
    %(label)s
    %(name)s
    %(reads)s
    # what was refused has no name of its own
    BIND(COALESCE(?name, IF(ISIRI(?value), STRAFTER(?reads, ": "), ?none)) AS ?valueLabel)
}
"""
_CONCERNED = """
SELECT DISTINCT ?disagreement WHERE {
    VALUES ?thing { UNDEF }
    ?disagreement a cakg:Disagreement ; cakg:onSubject ?subject .
    { ?disagreement cakg:onSubject ?thing }
    UNION { ?subject ?property ?thing }
    UNION { ?subject cakg:participation/(cakg:actor|cakg:representing) ?thing }
    UNION { ?thing cakg:participation ?subject }
}
"""


@dataclass(frozen=True)
class Stand:
    """Hold one reading of a dispute: the value as shown, the reports behind it, whether it is accepted (or open)."""

    value: str
    reports: tuple[str, ...]
    accepted: bool | None


@dataclass(frozen=True)
class Dispute:
    """Hold one disagreement; `ruled` is true where a ruling decided it, `reason` says why it is so or is left open."""

    iri: str
    subject: str
    label: str
    property: str
    sort: str
    ruled: bool
    reason: str | None
    readings: tuple[Stand, ...]


def settled(dispute: Dispute) -> bool:
    """Tell whether the curators decided it: by a ruling, or by accepting a reading for a stated reason."""
    return dispute.ruled or (dispute.reason is not None and any(reading.accepted for reading in dispute.readings))


def disputes(dataset: "Source", about: str | None = None, lang: str = ENGLISH) -> list[Dispute]:
    """Return the disagreements, all or those on a thing or on what it takes part in; `about` is an IRI.

    Names are in a language, else in English, else in any. Errors: those of `language.spoken`.
    """
    lang = spoken(dataset, lang)
    things = {"sort": "kind", "label": "subject", "name": "value", "reads": "reading"}
    ledger = _LEDGER % {name: named(thing, name, lang) for name, thing in things.items()}
    wanted = None
    if about is not None:
        wanted = {iri for (iri,) in select(dataset, _CONCERNED, thing=about).texts()}
    heads: dict[str, tuple[str, str, str, str, bool, str | None]] = {}
    readings: dict[str, dict[tuple[str, str], tuple[set[str], bool | None]]] = {}
    for row in select(dataset, ledger).texts():
        iri, subject, label, prop, sort, ruling, why, value, value_label, accepted, report = row
        if wanted is not None and iri not in wanted:
            continue
        heads[iri] = (subject, label or compact(subject), compact(prop), sort or "", ruling is not None, why)
        held = None if accepted is None else accepted == "true"
        shown = (value_label or value, value)  # two values may bear one label
        reports, _ = readings.setdefault(iri, {}).setdefault(shown, (set(), held))
        if report is not None:
            reports.add(report)
    found = [
        Dispute(iri, *head, tuple(Stand(v, tuple(sorted(r)), a) for (v, _), (r, a) in sorted(readings[iri].items())))
        for iri, head in heads.items()
    ]
    return sorted(found, key=lambda dispute: (dispute.label, dispute.property, dispute.iri))
