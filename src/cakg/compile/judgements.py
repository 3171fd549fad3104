"""A verdict on every functional claim, and on what the curators ruled: claims gathered, decisions applied."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from pyoxigraph import NamedNode

from cakg.compile.accept import Verdict, judge
from cakg.compile.decisions import Decisions, decide
from cakg.compile.readings import meaning
from cakg.compile.weights import Weights
from cakg.engine.index import Index
from cakg.read.claims import Claims, Report, Term, Triple, closure
from cakg.words.dates import span
from cakg.words.namespaces import ATTENDED, BASE, CAKG, PREFIXES, SKOS, STAYED_AWAY

Claimed = dict[tuple[NamedNode, NamedNode], dict[Term, set[str]]]
_ATTENDANCE = NamedNode(CAKG + "attendance")
_ATTENDED = NamedNode(ATTENDED)
_EXPECTED = NamedNode(BASE + "attendance/expected")
_STATUS = CAKG + "status"
_ACTOR, _REPRESENTING, _DRAWN_FROM = (CAKG + name for name in ("actor", "representing", "drawnFrom"))
_PARTICIPATION = CAKG + "participation"
_TAKING_PART = frozenset((_ACTOR, _REPRESENTING, _DRAWN_FROM, _PARTICIPATION))
_WIDER = (CAKG + "within", SKOS + "broader")
_SUB_ORGANIZATION = PREFIXES["w3org"] + "subOrganizationOf"


def judgements(claims: Claims, heard: Iterable[Report], decisions: Decisions | None = None) -> list[Verdict]:
    """Return a verdict on every functional claim of the reports that are heard, and on every other that is ruled on,
    in the order of the claims."""
    heard = tuple(heard)
    decisions = decisions or decide(claims.curated, heard)
    curated = Index(claims.curated)
    bodies = _above(claims.curated, _SUB_ORGANIZATION)
    said = [triple for report in heard for triple in report.triples if triple.predicate.value in _TAKING_PART]
    weights = Weights(
        reports={report.iri.value: report for report in claims.reports},
        wider={**_above(claims.curated, *_WIDER), **bodies},
        bodies=bodies,
        represented={part: frozenset(who) for part, who in _things(said, _REPRESENTING).items()},
        held=_held(heard, curated),
    )
    claimed: Claimed = {}
    for report in heard:
        for triple in report.triples:
            subject, predicate, value = triple
            key = (subject.value, predicate.value)
            if (key[1] in claims.vocabulary.functional or key in decisions.rulings) and not decisions.refuse(
                report, triple
            ):
                claimed.setdefault((subject, predicate), {}).setdefault(value, set()).add(report.iri.value)
    _add_default_attendance(claimed, heard, weights)
    said += (triple for triple in claims.curated if triple.predicate.value in _TAKING_PART)
    away = _stayed_away(claimed, decisions, replace(weights, involved=_involved(said, frozenset())))
    weights = replace(weights, involved=_involved(said, away))
    verdicts = (_verdict(*key, values, decisions, weights) for key, values in claimed.items())
    return [one for one in verdicts if one.ruling is not None or one.predicate.value in claims.vocabulary.functional]


def _verdict(
    subject: NamedNode, predicate: NamedNode, values: dict[Term, set[str]], decisions: Decisions, weights: Weights
) -> Verdict:
    """Return the verdict on one claim; what the curators accepted holds, and what they stated is not stated twice."""
    key = (subject.value, predicate.value)
    for value in decisions.accepted.get(key, ()):
        if any(meaning(given) == value for given in values):
            return Verdict(subject, predicate, value)
    verdict = judge(subject, predicate, values, decisions.rulings.get(key), weights)
    if verdict.sort is None and key in decisions.rulings and len(values) == 1:
        (value,) = values
        ruling = decisions.rulings[key]
        return replace(verdict, ruling=ruling.iri if meaning(value) == meaning(ruling.value) else None)
    return replace(verdict, readings=(), sort=None) if key in decisions.stated else verdict


def _add_default_attendance(claimed: Claimed, heard: Iterable[Report], weights: Weights) -> None:
    """Let each report that names somebody without attendance say whether that was before the event or after it.

    Who is named beforehand, or where the event did not take place, was expected; who is named otherwise attended.
    What all reports take for granted is not said.
    """
    given: dict[str, dict[str, Term]] = {}
    for report in heard:
        told = {triple.subject.value for triple in report.triples if triple.predicate == _ATTENDANCE}
        named = [triple for triple in report.triples if triple.predicate.value == _PARTICIPATION]
        for owner, parts in sorted(_things(named, _PARTICIPATION).items()):
            beforehand = _speaks_beforehand(report.iri.value, owner, claimed, weights)
            for part in sorted(parts - told):
                given.setdefault(part, {})[report.iri.value] = _EXPECTED if beforehand else _ATTENDED
    for part, defaults in given.items():
        key = (NamedNode(part), _ATTENDANCE)
        if key in claimed or _EXPECTED in defaults.values():
            values = claimed.setdefault(key, {})
            for iri, value in defaults.items():
                values.setdefault(value, set()).add(iri)


def _speaks_beforehand(report: str, owner: str, claimed: Claimed, weights: Weights) -> bool:
    """Tell whether a report speaks of an event that, for it, did not take place, or of one that was yet to come."""
    if not owner.startswith(BASE + "event/"):
        return False
    held = weights.held.get((report, owner))
    if held is not None:
        return not held
    spans = [span(str(value.value)) for value in claimed.get((NamedNode(owner), NamedNode(CAKG + "date")), ())]
    first = min((one.begin or date.min for one in spans if one is not None), default=date.min)
    return weights.last_said([report]) < first


def _stayed_away(claimed: Claimed, decisions: Decisions, weights: Weights) -> frozenset[str]:
    """Return the participations of those who declined or were absent."""
    found = (_verdict(*key, values, decisions, weights) for key, values in claimed.items() if key[1] == _ATTENDANCE)
    return frozenset(one.subject.value for one in found if str(one.accepted.value) in STAYED_AWAY)


def _held(heard: Iterable[Report], curated: Index) -> Mapping[tuple[str, str], bool]:
    """Return what each report says of a thing whose status it gives: that it took place, or that it did not."""
    return {
        (report.iri.value, subject): curated.first(max(statuses), "tookPlace") == "true"
        for report in heard
        for subject, statuses in _things(report.triples, _STATUS).items()
    }


def _involved(said: Iterable[Triple], away: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Return whom events, initiatives and participations involve, by their IRI, without those who stayed away."""
    actors, drawn = _things(said, _ACTOR, _REPRESENTING), _things(said, _DRAWN_FROM)
    found: dict[str, set[str]] = {}
    owned = _things(said, _PARTICIPATION)
    for owner, parts in owned.items():
        for part in parts - away:
            for who in actors.get(part, ()):
                found.setdefault(owner, set()).update((who, *drawn.get(who, ())))
    for owner, parts in owned.items():
        for part in parts:
            found.setdefault(part, set()).update(found.get(owner, ()))
    return {iri: frozenset(who) for iri, who in found.items()}


def _above(curated: Iterable[Triple], *names: str) -> Mapping[str, frozenset[str]]:
    """Return all that is above each thing by some properties: the places around it, wider concepts, higher bodies."""
    return closure(_things(curated, *names))


def _things(triples: Iterable[Triple], *names: str) -> dict[str, set[str]]:
    """Return the things to which some properties lead together, thing by thing; a text in the place of one is none."""
    found: dict[str, set[str]] = {}
    for subject, predicate, value in triples:
        if predicate.value in names and isinstance(value, NamedNode):
            found.setdefault(subject.value, set()).add(value.value)
    return found
