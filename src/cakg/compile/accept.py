"""The accepted view: one value for each functional claim, and a record of what was disputed.

The rules: a decision of the curators; what compatible values say together; of stages of one event the last one; else
the most independent origins, then a publisher who took part, then the latest issued. Imports outvote no quote.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal as Choice

from pyoxigraph import NamedNode

from cakg.compile.readings import Claim, Reading, is_date, meaning, readings_of, together
from cakg.compile.stages import STAGED, is_final, last_stages, younger
from cakg.compile.weights import Weights
from cakg.read.claims import Term
from cakg.words.namespaces import BASE, CAKG

Sort = Choice["value", "precision", "modality", "role", "count", "identity"]

_SORTS: dict[str, Sort] = {
    "statedCount": "count",
    "status": "modality",
    "attendance": "modality",
    "standing": "role",
    "role": "role",
    **dict.fromkeys(("actor", "holder", "post", "member", "organization", "instrument", "occasion"), "identity"),
}
_PLANNED = frozenset((CAKG + "date", CAKG + "place"))
_COMPLETENESS = [BASE + "completeness/" + slug for slug in ("unknown", "partial", "complete")]


@dataclass(frozen=True)
class Verdict:
    """Hold what became of one claim; `sort` is None where nothing was disputed."""

    subject: NamedNode
    predicate: NamedNode
    accepted: Term
    readings: tuple[Reading, ...] = ()
    sort: Sort | None = None
    ruling: NamedNode | None = None

    @property
    def held(self) -> frozenset[Term]:
        """Return the values of the readings that were accepted: several where they say together what is."""
        if any(reading.value == self.accepted for reading in self.readings):
            return frozenset({self.accepted})
        return frozenset(r.value for r in self.readings if together(r.value, self.accepted) == self.accepted)


@dataclass(frozen=True)
class Ruling:
    """Hold a decision of the curators."""

    iri: NamedNode
    value: Term


def judge(
    subject: NamedNode,
    predicate: NamedNode,
    claimed: Mapping[Term, Iterable[str]],
    ruling: Ruling | None,
    weights: Weights,
) -> Verdict:
    """Return the accepted value of one claim, given each claimed value with the reports behind it."""
    if len(claimed) == 1:
        return Verdict(subject, predicate, next(iter(claimed)))
    readings = readings_of(claimed)
    if len(readings) == 1:
        return Verdict(subject, predicate, readings[0].value)
    claim = Claim(subject, predicate, weights)
    candidates = claim.candidates(readings)
    sort = _sort(predicate, readings, contrary=len(candidates) > 1)
    best, settled = _choose(claim, readings, candidates)
    given = None if ruling is None else next((r for r in readings if meaning(r.value) == meaning(ruling.value)), None)
    if ruling is not None and given is not None and not (settled and meaning(best.value) == meaning(given.value)):
        best, settled = given, False
    else:
        ruling = None
    if settled:
        return Verdict(subject, predicate, best.value)
    return Verdict(subject, predicate, best.value, readings, sort, ruling.iri if ruling else None)


def _choose(claim: Claim, readings: tuple[Reading, ...], candidates: list[Reading]) -> tuple[Reading, bool]:
    """Return the reading that the rules accept, and whether none contradicts it.

    Of what reports with quotes say the rules choose as if there were no imports; these may make it more precise.
    """
    name, weights = claim.predicate.value, claim.weights
    if name == CAKG + "participantList":
        return max(readings, key=lambda one: _completeness(one.value)), True
    if len(candidates) > 1 and name in STAGED:
        candidates = last_stages(candidates, weights)
    if len(candidates) > 1 and name in _PLANNED:
        candidates = _actual(claim, candidates)
    if len(candidates) == 1:
        return candidates[0], True
    silent = _at_odds_with_source(readings, weights)
    spoken = _spoken(readings, weights)
    if spoken and spoken != readings:
        chosen, _ = _choose(claim, spoken, claim.candidates(spoken))
        candidates = [one for one in candidates if claim.refines(one, chosen)] or candidates
        silent |= {one for reading in readings for one in reading.reports if not weights.spoken([one])}
    return max(candidates, key=lambda one: _weight(claim, one, candidates, silent)), False


def _spoken(readings: Iterable[Reading], weights: Weights) -> tuple[Reading, ...]:
    """Return the readings of reports that quote a document, with these reports alone."""
    heard = (Reading(one.value, weights.spoken(one.reports)) for one in readings)
    return tuple(one for one in heard if one.reports)


def _actual(claim: Claim, candidates: list[Reading]) -> list[Reading]:
    """Return the candidates that more than plans support, all where there are plans alone."""

    def held(one: Reading) -> list[bool | None]:
        return [claim.weights.held.get((report, claim.subject.value)) for report in one.reports]

    actual = [one for one in candidates if any(is_held is not False for is_held in held(one))]
    return actual if actual and any(any(held(one)) for one in candidates) else candidates


def _at_odds_with_source(readings: Iterable[Reading], weights: Weights) -> frozenset[str]:
    """Return the reports that contradict a report from which they have it."""
    given: dict[str, list[Term]] = {}
    for reading in readings:
        for report in reading.reports:
            given.setdefault(report, []).append(reading.value)

    def agree(a: Term, b: Term) -> bool:
        return a == b or together(a, b) is not None or _related(a, b, weights)

    return frozenset(
        report
        for report, values in given.items()
        for source in weights.sources(report)
        if source in given and not any(agree(a, b) for a in values for b in given[source])
    )


def _related(a: Term, b: Term, weights: Weights) -> bool:
    return str(a.value) in weights.wider.get(str(b.value), ()) or str(b.value) in weights.wider.get(str(a.value), ())


def _weight(
    claim: Claim, reading: Reading, others: list[Reading], silent: frozenset[str]
) -> tuple[int, bool, bool, bool, date, str]:
    """Return by what readings are compared: origins, part taken, youth, finality, day of issue, spelling."""
    weights = claim.weights
    heard = [report for report in reading.reports if report not in silent]
    return (
        weights.count(heard),
        any(weights.took_part(report, claim.subject.value) for report in heard),
        bool(heard) and all(younger(reading, other, weights) for other in others if other is not reading),
        is_final(reading.value),
        weights.issued(heard),
        str(reading.value),
    )


def _sort(predicate: NamedNode, readings: Iterable[Reading], *, contrary: bool) -> Sort:
    """Return in which respect readings differ; dates that are not contrary differ in precision alone."""
    if not contrary and all(is_date(reading.value) for reading in readings):
        return "precision"
    return _SORTS.get(predicate.value.removeprefix(CAKG), "value")


def _completeness(value: Term) -> tuple[int, str]:
    iri = str(value.value)
    return (_COMPLETENESS.index(iri) if iri in _COMPLETENESS else -1, iri)
