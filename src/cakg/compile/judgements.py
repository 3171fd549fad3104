"""A verdict on every functional claim, and on what the curators ruled: claims gathered, decisions applied."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from pyoxigraph import NamedNode

from cakg.compile.accept import Verdict, judge, meaning
from cakg.compile.decisions import Decisions, decide
from cakg.compile.weights import Weights
from cakg.engine.index import Index
from cakg.read.claims import Claims, Report, Term, closure
from cakg.words.dates import span
from cakg.words.namespaces import BASE, CAKG, PREFIXES, SKOS

Claimed = dict[tuple[NamedNode, NamedNode], dict[Term, set[str]]]
_ATTENDANCE = NamedNode(CAKG + "attendance")
_ATTENDED = NamedNode(BASE + "attendance/attended")
_EXPECTED = NamedNode(BASE + "attendance/expected")
_STAYED_AWAY = frozenset(BASE + "attendance/" + slug for slug in ("declined", "absent"))
_WIDER = (CAKG + "within", SKOS + "broader")
_SUB_ORGANIZATION = PREFIXES["w3org"] + "subOrganizationOf"


def judgements(claims: Claims, heard: Iterable[Report], decisions: Decisions | None = None) -> list[Verdict]:
    """Return a verdict on every functional claim of the reports that are heard, and on every other that is ruled on,
    in the order of the claims."""
    heard = tuple(heard)
    decisions = decisions or decide(claims.curated, heard)
    curated = Index(claims.curated)
    bodies = _above(curated, _SUB_ORGANIZATION)
    views = {report.iri.value: Index(report.triples) for report in heard}
    weights = Weights(
        reports={report.iri.value: report for report in claims.reports},
        wider={**_above(curated, *_WIDER), **bodies},
        bodies=bodies,
        represented=_represented(views),
        held=_held(views, curated),
    )
    claimed: Claimed = {}
    for report in heard:
        for triple in report.triples:
            ruled = (triple.subject.value, triple.predicate.value) in decisions.rulings
            if (ruled or triple.predicate.value in claims.vocabulary.functional) and not decisions.refuse(
                report, triple
            ):
                values = claimed.setdefault((triple.subject, triple.predicate), {})
                values.setdefault(triple.object, set()).add(report.iri.value)
    _add_default_attendance(claimed, views, weights)
    away = _stayed_away(claimed, decisions, replace(weights, involved=_involved(views, curated, frozenset())))
    weights = replace(weights, involved=_involved(views, curated, away))
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


def _add_default_attendance(claimed: Claimed, views: Mapping[str, Index], weights: Weights) -> None:
    """Let each report that names somebody without attendance say whether that was before the event or after it.

    Who is named beforehand, or where the event did not take place, was expected; who is named otherwise attended.
    What all reports take for granted is not said.
    """
    given: dict[str, dict[str, Term]] = {}
    for report, view in views.items():
        for owner in view.subjects():
            for part in view.things(owner, "participation"):
                if view.first(part, "attendance") is None:
                    beforehand = _speaks_beforehand(report, owner, claimed, weights)
                    given.setdefault(part, {})[report] = _EXPECTED if beforehand else _ATTENDED
    for part, defaults in given.items():
        key = (NamedNode(part), _ATTENDANCE)
        if key in claimed or _EXPECTED in defaults.values():
            values = claimed.setdefault(key, {})
            for report, value in defaults.items():
                values.setdefault(value, set()).add(report)


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
    return frozenset(one.subject.value for one in found if str(one.accepted.value) in _STAYED_AWAY)


def _held(views: Mapping[str, Index], curated: Index) -> Mapping[tuple[str, str], bool]:
    """Return what each report says of a thing whose status it gives: that it took place, or that it did not."""
    return {
        (report, subject): curated.first(status, "tookPlace") == "true"
        for report, view in views.items()
        for subject in view.subjects()
        for status in view.values(subject, "status")
    }


def _represented(views: Mapping[str, Index]) -> Mapping[str, frozenset[str]]:
    """Return whom the actors of participations represent, whichever report says so."""
    found: dict[str, frozenset[str]] = {}
    for view in views.values():
        for subject in view.subjects():
            if who := view.values(subject, "representing"):
                found[subject] = found.get(subject, frozenset()).union(who)
    return found


def _involved(views: Mapping[str, Index], curated: Index, away: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Return whom events, initiatives and participations involve, by their IRI, without those who stayed away."""
    owners: dict[str, set[str]] = {}
    actors: dict[str, set[str]] = {}
    drawn: dict[str, set[str]] = {}
    for view in (curated, *views.values()):
        for subject in view.subjects():
            for part in view.values(subject, "participation"):
                owners.setdefault(part, set()).add(subject)
            for name in ("actor", "representing"):
                actors.setdefault(subject, set()).update(view.values(subject, name))
            drawn.setdefault(subject, set()).update(view.values(subject, "drawnFrom"))
    found: dict[str, set[str]] = {}
    for part in owners.keys() - away:
        for owner in owners[part]:
            for who in actors.get(part, ()):
                found.setdefault(owner, set()).update((who, *drawn.get(who, ())))
    for part, events in owners.items():
        found[part] = set().union(*(found.get(owner, ()) for owner in events))
    return {iri: frozenset(who) for iri, who in found.items()}


def _above(curated: Index, *names: str) -> Mapping[str, frozenset[str]]:
    """Return all that is above each thing by some properties: the places around it, wider concepts, higher bodies."""
    direct: dict[str, set[str]] = {}
    for triple in curated.triples:
        if triple.predicate.value in names:
            direct.setdefault(triple.subject.value, set()).add(triple.object.value)
    return closure(direct)
