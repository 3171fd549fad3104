"""The accepted view: one value for each functional claim, and a record of what was disputed.

The five rules: a ruling decides; of values that say the same the more precise is kept; of two stages of one event the
later one holds, as the report issued last gives it; else the most independent origins, then a publisher who took part,
then the latest issued.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal as Choice

from pyoxigraph import Literal, NamedNode

from cakg.read.claims import EDTF_DATE, Report, Term, closure
from cakg.words import dates
from cakg.words.dates import span
from cakg.words.namespaces import BASE, CAKG

_ATTENDANCE = NamedNode(CAKG + "attendance")
Sort = Choice["value", "precision", "modality", "role", "count", "identity"]

_SORTS: dict[str, Sort] = {
    "statedCount": "count",
    "status": "modality",
    "attendance": "modality",
    "standing": "role",
    **dict.fromkeys(("actor", "holder", "post", "member", "organization", "speaker", "occasion"), "identity"),
}
_STAGED = frozenset((CAKG + "status", CAKG + "attendance"))
_FIRST_STAGES = tuple(  # in the order in which they are reached
    BASE + name for name in ("status/proposed", "status/announced", "attendance/invited", "attendance/expected")
)
_COMPLETENESS = [BASE + "completeness/" + slug for slug in ("unknown", "partial", "complete")]


@dataclass(frozen=True)
class Reading:
    """Hold one value and the reports that give it, by IRI."""

    value: Term
    reports: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """Hold what became of one functional claim; `sort` is None where nothing was disputed."""

    subject: NamedNode
    predicate: NamedNode
    accepted: Term
    readings: tuple[Reading, ...] = ()
    sort: Sort | None = None
    ruling: NamedNode | None = None


@dataclass(frozen=True)
class Ruling:
    """Hold a decision of the curators."""

    iri: NamedNode
    value: Term


@dataclass(frozen=True)
class Weights:
    """Hold what the rules weigh: the reports by IRI, who took part in what, what is wider than a place or concept."""

    reports: Mapping[str, Report]
    involved: Mapping[str, frozenset[str]]
    wider: Mapping[str, frozenset[str]]

    def origins(self, reports: Iterable[str]) -> frozenset[str]:
        """Return where reports have it from: their primary sources, or themselves.

        Reports that repeat one another in a circle are one origin, and so are a publisher and its report.
        """
        found = {origin for report in reports for origin in self._ends(report)}
        said = {who for origin in found if origin in self.reports for who in self.reports[origin].publishers}
        return frozenset(found - said)

    @cached_property
    def _repeated(self) -> Mapping[str, frozenset[str]]:
        """Return for each report that repeats others all that it goes back to."""
        return closure({iri: one.primary_sources for iri, one in self.reports.items() if one.primary_sources})

    def _ends(self, report: str) -> Iterable[str]:
        """Return where the chains of sources of a report end; the least of a circle stands for it."""
        above = self._repeated.get(report, frozenset())
        ends = [iri for iri in above if iri not in self._repeated]
        return ends or [min((report, *above), key=lambda iri: (len(self._repeated.get(iri, ())), iri))]

    def issued(self, report: str) -> date:
        """Return the last day on which a report can have been issued; unknown days come first."""
        issued = self.reports[report].issued
        return date.min if issued is None or issued.end is None else issued.end

    def last_issued(self, reading: Reading) -> date:
        """Return the day on which the youngest report behind a reading was issued; a copy is as old as its original."""
        known = [origin for origin in self.origins(reading.reports) if origin in self.reports]
        return max(map(self.issued, known or reading.reports))

    def took_part(self, report: str, subject: str) -> bool:
        """Tell whether the publisher of a report took part in what the claim is about."""
        return not self.reports[report].publishers.isdisjoint(self.involved.get(subject, frozenset()))


def judge(
    subject: NamedNode,
    predicate: NamedNode,
    claimed: Mapping[Term, Iterable[str]],
    ruling: Ruling | None,
    weights: Weights,
) -> Verdict:
    """Return the accepted value of one functional claim, given each claimed value with the reports behind it."""
    readings = tuple(sorted((Reading(v, tuple(sorted(r))) for v, r in claimed.items()), key=lambda r: str(r.value)))
    if len(readings) == 1:
        return Verdict(subject, predicate, readings[0].value)
    rest = [r for r in readings if not any(_refines(o.value, r.value, weights) for o in readings)]
    rest = rest or list(readings)  # things within one another in a circle
    if ruling is None or all(ruling.value != reading.value for reading in readings):
        ruling = None
        if predicate.value == CAKG + "participantList":
            return Verdict(subject, predicate, max((r.value for r in readings), key=_completeness))
        if len(rest) == 1:
            return Verdict(subject, predicate, rest[0].value)
        last = _last_stage(predicate, rest, weights)
        if last is not None:
            return Verdict(subject, predicate, last)
    best = max(rest, key=lambda reading: _weight(reading, subject, weights))
    accepted = ruling.value if ruling is not None else best.value
    sort = _sort(predicate, rest if len(rest) > 1 else readings)
    return Verdict(subject, predicate, accepted, readings, sort, ruling.iri if ruling is not None else None)


def _weight(reading: Reading, subject: NamedNode, weights: Weights) -> tuple[int, bool, date, str]:
    return (
        len(weights.origins(reading.reports)),
        any(weights.took_part(report, subject.value) for report in reading.reports),
        weights.last_issued(reading),
        str(reading.value),
    )


def _last_stage(predicate: NamedNode, readings: list[Reading], weights: Weights) -> Term | None:
    """Return the stage reached last, None where that is disputed.

    What was announced or expected yields to what became of it. Of two later stages that of the report issued last
    holds; whether somebody attended is no stage.
    """
    if predicate.value not in _STAGED:
        return None
    later = [reading for reading in readings if str(reading.value.value) not in _FIRST_STAGES]
    later = later or [max(readings, key=lambda reading: _FIRST_STAGES.index(str(reading.value.value)))]
    if len(later) == 1:
        return later[0].value
    if predicate == _ATTENDANCE:
        return None
    dated = sorted(later, key=lambda reading: weights.last_issued(reading))
    if weights.last_issued(dated[-1]) == weights.last_issued(dated[-2]):
        return None
    return dated[-1].value


def _refines(precise: Term, vague: Term, weights: Weights) -> bool:
    if isinstance(precise, NamedNode) and isinstance(vague, NamedNode):
        return vague.value in weights.wider.get(precise.value, frozenset())
    if not isinstance(precise, Literal) or not isinstance(vague, Literal) or precise.datatype != EDTF_DATE:
        return False
    return _is_date(precise) and _is_date(vague) and dates.refines(precise.value, vague.value)


def _is_date(value: Term) -> bool:
    return isinstance(value, Literal) and value.datatype == EDTF_DATE and span(value.value) is not None


def _sort(predicate: NamedNode, readings: Iterable[Reading]) -> Sort:
    values = [reading.value for reading in readings]
    if all(map(_is_date, values)):
        spans = [dates.parse(value.value) for value in values]
        overlapping = all(dates.overlaps(a, b) for a in spans for b in spans)
        return "precision" if overlapping else "value"
    return _SORTS.get(predicate.value.removeprefix(CAKG), "value")


def _completeness(value: Term) -> tuple[int, str]:
    iri = str(value.value)
    return (_COMPLETENESS.index(iri) if iri in _COMPLETENESS else -1, iri)
