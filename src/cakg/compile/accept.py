"""The accepted view: one value for each functional claim, and a record of what was disputed.

The rules: a decision of the curators; what compatible values say together; of stages of one event the last one; else
the most independent origins, then a publisher who took part, then the latest issued. Imports outvote no quote.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal as Choice

from pyoxigraph import Literal, NamedNode

from cakg.compile.stages import STAGED, is_final, last_stages, younger
from cakg.compile.weights import Weights
from cakg.engine.terms import WHOLE
from cakg.read.claims import EDTF_DATE, Term
from cakg.words import agreement
from cakg.words.dates import span
from cakg.words.integers import integer
from cakg.words.namespaces import BASE, CAKG, XSD

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
_ACTOR = CAKG + "actor"
_COMPLETENESS = [BASE + "completeness/" + slug for slug in ("unknown", "partial", "complete")]
_INTEGER = NamedNode(XSD + "integer")
_MOST_CANDIDATES = 64


@dataclass(frozen=True)
class Reading:
    """Hold one value and the reports that give it, by IRI."""

    value: Term
    reports: tuple[str, ...]


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
    readings = _readings(claimed)
    if len(readings) == 1:
        return Verdict(subject, predicate, readings[0].value)
    candidates = _candidates(subject, predicate, readings, weights)
    sort = _sort(predicate, readings, contrary=len(candidates) > 1)
    best, settled = _choose(subject, predicate, readings, candidates, weights)
    given = None if ruling is None else next((r for r in readings if meaning(r.value) == meaning(ruling.value)), None)
    if ruling is not None and given is not None and not (settled and _is(best.value, given)):
        best, settled = given, False
    else:
        ruling = None
    if settled:
        return Verdict(subject, predicate, best.value)
    return Verdict(subject, predicate, best.value, readings, sort, ruling.iri if ruling else None)


def _choose(
    subject: NamedNode,
    predicate: NamedNode,
    readings: tuple[Reading, ...],
    candidates: list[Reading],
    weights: Weights,
) -> tuple[Reading, bool]:
    """Return the reading that the rules accept, and whether none contradicts it.

    Of what reports with quotes say the rules choose as if there were no imports; these may make it more precise.
    """
    if predicate.value == CAKG + "participantList":
        return max(readings, key=lambda one: _completeness(one.value)), True
    if len(candidates) > 1 and predicate.value in STAGED:
        candidates = last_stages(candidates, weights)
    if len(candidates) > 1 and predicate.value in _PLANNED:
        candidates = _actual(subject, candidates, weights)
    if len(candidates) == 1:
        return candidates[0], True
    silent = _at_odds_with_source(readings, weights)
    spoken = _spoken(readings, weights)
    if spoken and spoken != readings:
        chosen, _ = _choose(subject, predicate, spoken, _candidates(subject, predicate, spoken, weights), weights)
        finer = [one for one in candidates if _is(_both(subject, predicate, one, chosen, weights), one)]
        candidates = finer or candidates
        silent |= {one for reading in readings for one in reading.reports if not weights.spoken([one])}
    return max(candidates, key=lambda one: _weight(one, subject, candidates, silent, weights)), False


def _spoken(readings: Iterable[Reading], weights: Weights) -> tuple[Reading, ...]:
    """Return the readings of reports that quote a document, with these reports alone."""
    heard = (Reading(one.value, weights.spoken(one.reports)) for one in readings)
    return tuple(one for one in heard if one.reports)


def meaning(value: Term) -> Term:
    """Return the one spelling of all values that mean the same."""
    if isinstance(value, Literal):
        whole = value.datatype.value.removeprefix(XSD) in WHOLE
        number = integer(value.value.strip()) if whole else None
        if number is not None:
            return Literal(str(number), datatype=_INTEGER)
        if _is_date(value):
            return Literal(agreement.canonical(value.value), datatype=EDTF_DATE)
    return value


def together(a: Term, b: Term) -> Term | None:
    """Return what two dates allow together, None where they allow nothing or are no dates."""
    if _is_date(a) and _is_date(b):
        both = agreement.agree(str(a.value), str(b.value))
        return None if both is None else Literal(both, datatype=EDTF_DATE)
    return None


def _readings(claimed: Mapping[Term, Iterable[str]]) -> tuple[Reading, ...]:
    """Return a reading for each meaning; one spelling is kept as it is, of several the canonical one."""
    spellings: dict[Term, set[Term]] = {}
    reports: dict[Term, set[str]] = {}
    for value, who in claimed.items():
        spellings.setdefault(meaning(value), set()).add(value)
        reports.setdefault(meaning(value), set()).update(who)
    found = (
        Reading(next(iter(own)) if len(own) == 1 else value, tuple(sorted(reports[value])))
        for value, own in spellings.items()
    )
    return tuple(sorted(found, key=lambda reading: str(reading.value)))


def _candidates(
    subject: NamedNode, predicate: NamedNode, readings: tuple[Reading, ...], weights: Weights
) -> list[Reading]:
    """Return what may be accepted: what no other refines, each with the reports of all readings that it refines."""

    def both(a: Reading, b: Reading) -> Term | None:
        return _both(subject, predicate, a, b, weights)

    known = {meaning(reading.value): reading for reading in readings}
    waiting = list(readings)
    while waiting and len(known) < _MOST_CANDIDATES:
        one = waiting.pop(0)
        for other in list(known.values()):
            value = both(one, other)
            if value is not None and meaning(value) not in known:
                fresh = Reading(value, tuple(sorted({*one.reports, *other.reports})))
                known[meaning(value)] = fresh
                waiting.append(fresh)
    finest = []
    for one in known.values():
        above = [other for other in known.values() if other is not one and _is(both(other, one), other)]
        if not above or any(_is(both(one, other), one) for other in above):
            finest.append(one)
    # an open interval may agree with two dates that exclude one another: each keeps a voice
    lost = [one for one in readings if one not in finest and not any(_is(both(top, one), top) for top in finest)]
    found = []
    for one in (*finest, *lost):
        behind = set(one.reports) if one in readings else set[str]()
        behind.update(who for other in readings if _is(both(one, other), one) for who in other.reports)
        found.append(Reading(one.value, tuple(sorted(behind))))
    return sorted(found, key=lambda reading: str(reading.value))


def _is(value: Term | None, reading: Reading) -> bool:
    return value is not None and meaning(value) == meaning(reading.value)


def _both(subject: NamedNode, predicate: NamedNode, a: Reading, b: Reading, weights: Weights) -> Term | None:
    """Return what two readings say together: the one that refines the other, or the days that both allow."""
    for one, other in ((a, b), (b, a)):
        if isinstance(one.value, NamedNode) and isinstance(other.value, NamedNode):
            above = set(weights.wider.get(one.value.value, ()))
            sent = weights.represented.get(subject.value, frozenset()) if predicate.value == _ACTOR else frozenset()
            if one.value.value not in sent:
                above |= sent  # whoever came is the finer word for the body that sent them
            if other.value.value in above:
                return one.value
        elif _is_date(one.value) and _is_date(other.value) and agreement.is_open(str(one.value.value)):
            end = span(str(other.value.value))
            if agreement.is_open(str(other.value.value)) or end is None or end.end is None:
                continue
            if end.end < weights.first_said(one.reports):
                return None  # it is said to go on after the day on which it is said to have ended
            rest = agreement.closed(str(one.value.value))
            return other.value if not rest else together(Literal(rest, datatype=EDTF_DATE), other.value)
    return together(a.value, b.value)


def _actual(subject: NamedNode, candidates: list[Reading], weights: Weights) -> list[Reading]:
    """Return the candidates that more than plans support, all where there are plans alone."""
    actual = [
        one
        for one in candidates
        if any(weights.held.get((report, subject.value)) is not False for report in one.reports)
    ]
    done = any(weights.held.get((report, subject.value)) for one in candidates for report in one.reports)
    return actual if done and actual else candidates


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
    reading: Reading, subject: NamedNode, others: list[Reading], silent: frozenset[str], weights: Weights
) -> tuple[int, bool, bool, bool, date, str]:
    heard = [report for report in reading.reports if report not in silent]
    return (
        weights.count(heard),
        any(weights.took_part(report, subject.value) for report in heard),
        bool(heard) and all(younger(reading, other, weights) for other in others if other is not reading),
        is_final(reading.value),
        weights.issued(heard),
        str(reading.value),
    )


def _is_date(value: Term) -> bool:
    return isinstance(value, Literal) and value.datatype == EDTF_DATE and span(value.value) is not None


def _sort(predicate: NamedNode, readings: Iterable[Reading], *, contrary: bool) -> Sort:
    """Return in which respect readings differ; dates that are not contrary differ in precision alone."""
    if not contrary and all(_is_date(reading.value) for reading in readings):
        return "precision"
    return _SORTS.get(predicate.value.removeprefix(CAKG), "value")


def _completeness(value: Term) -> tuple[int, str]:
    iri = str(value.value)
    return (_COMPLETENESS.index(iri) if iri in _COMPLETENESS else -1, iri)
