"""The ledger of disagreements: what documents dispute, who says what, and what was ruled."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from cakg.ask.language import ENGLISH, named, spoken
from cakg.engine.store import derived, select
from cakg.words import agreement
from cakg.words.collation import order
from cakg.words.namespaces import BASE, compact

if TYPE_CHECKING:
    from cakg.engine.store import Source

_LEDGER = """
SELECT ?disagreement ?subject ?label ?property ?kind ?sort ?ruling ?why ?value ?valueLabel ?accepted ?report ?reading
WHERE {
    %(only)s
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
_PRECISION = BASE + "kind/precision-disagreement"
_WIDER = """
SELECT DISTINCT ?narrow ?wide WHERE {
    %(only)s
    ?disagreement a cakg:Disagreement ; cakg:reading/cakg:value ?narrow ; cakg:reading/cakg:value ?wide .
    ?narrow (skos:broader|cakg:within|w3org:subOrganizationOf)+ ?wide
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
    """Hold one reading of a dispute: the value as shown, the reports behind it, whether it is accepted (or open).

    `vaguer` is true where it is not accepted and yet does not contradict what is: it only says less. `reading` is its
    IRI.
    """

    value: str
    reports: tuple[str, ...]
    accepted: bool | None
    vaguer: bool = False
    reading: str = ""


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
    if about is not None:
        return _disputes(dataset, about, lang)
    kept = derived(dataset, f"ledger in {lang}", lambda: _written(_disputes(dataset, None, lang)))
    return _disputes(dataset, None, lang) if kept is None else _read(kept)


def _written(found: Sequence[Dispute]) -> bytes:
    return json.dumps([asdict(one) for one in found], ensure_ascii=False).encode("utf-8", "surrogatepass")


def _read(written: bytes) -> list[Dispute]:
    def stand(said: dict[str, Any]) -> Stand:
        return Stand(**{**said, "reports": tuple(said["reports"])})

    return [Dispute(**{**one, "readings": tuple(map(stand, one["readings"]))}) for one in json.loads(written)]


def _disputes(dataset: "Source", about: str | None, lang: str) -> list[Dispute]:
    things = {"sort": "kind", "label": "subject", "name": "value", "reads": "reading"}
    only = ""
    if about is not None:
        concerned = [f"<{iri}>" for (iri,) in select(dataset, _CONCERNED, thing=about).texts()]
        if not concerned:
            return []
        only = f"VALUES ?disagreement {{ {' '.join(concerned)} }}"
    ledger = _LEDGER % {"only": only, **{name: named(thing, name, lang) for name, thing in things.items()}}
    heads: dict[str, tuple[str, str, str, str, bool, str | None]] = {}
    by_degree: set[str] = set()
    readings: dict[str, dict[tuple[str, str], tuple[set[str], bool | None, str]]] = {}
    for row in select(dataset, ledger).texts():
        iri, subject, label, prop, kind, sort, ruling, why, value, value_label, accepted, report, reading = row
        by_degree |= {iri} if kind == _PRECISION else set()
        heads[iri] = (subject, label or compact(subject), compact(prop), sort or "", ruling is not None, why)
        held = None if accepted is None else accepted == "true"
        shown = (value_label or value, value)  # two values may bear one label
        reports, *_ = readings.setdefault(iri, {}).setdefault(shown, (set(), held, reading or ""))
        if report is not None:
            reports.add(report)
    wider = set(select(dataset, _WIDER % {"only": only}).texts())
    found = [Dispute(iri, *head, tuple(_stands(readings[iri], wider, iri in by_degree))) for iri, head in heads.items()]
    return sorted(found, key=lambda dispute: (order(dispute.label), dispute.property, dispute.iri))


def _stands(
    readings: Mapping[tuple[str, str], tuple[set[str], bool | None, str]],
    wider: Collection[tuple[str | None, ...]],
    by_degree: bool,
) -> Iterator[Stand]:
    """Yield the readings of a dispute, by the values that are shown; of each the value itself stands beside it.

    What differs `by_degree` differs in precision alone.
    """
    held = [value for (_, value), (_, accepted, _) in readings.items() if accepted]
    for (shown, value), (reports, accepted, reading) in sorted(readings.items()):
        less = any(by_degree or _says_less(value, other) or (other, value) in wider for other in held)
        vaguer = not accepted and less and (by_degree or accepted is False)
        yield Stand(shown, tuple(sorted(reports)), accepted, vaguer, reading)


def _says_less(text: str, other: str) -> bool:
    """Tell whether a date allows all that another says, and more."""
    try:
        return agreement.agree(text, other) == agreement.canonical(other)
    except ValueError:
        return False
