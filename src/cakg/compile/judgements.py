"""A verdict on every functional claim: claims gathered, decisions of the curators applied."""

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from cakg.compile.accept import Ruling, Verdict, Weights, judge
from cakg.compile.derive import NOT_HELD
from cakg.engine.index import Index
from cakg.read.claims import Claims, Report, Term, Triple, closure
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, CAKG, SKOS, compact

_ATTENDANCE = NamedNode(CAKG + "attendance")
_PARTICIPATION = NamedNode(CAKG + "participation")
_ATTENDED = NamedNode(BASE + "attendance/attended")


def judgements(claims: Claims, heard: Iterable[Report]) -> list[Verdict]:
    """Return a verdict on every functional claim of the reports that are heard, in the order of the claims."""
    heard = tuple(heard)
    rulings = _rulings(claims.curated)
    weights = Weights({report.iri.value: report for report in heard}, _involved(heard), _wider(claims.curated))
    claimed: dict[tuple[NamedNode, NamedNode], dict[Term, set[str]]] = {}
    for report in heard:
        for triple in report.triples:
            if triple.predicate.value in claims.vocabulary.functional:
                values = claimed.setdefault((triple.subject, triple.predicate), {})
                values.setdefault(triple.object, set()).add(report.iri.value)
    _add_default_attendance(claimed, heard)
    return [
        judge(subject, predicate, values, rulings.get((subject.value, predicate.value)), weights)
        for (subject, predicate), values in claimed.items()
    ]


def _add_default_attendance(
    claimed: dict[tuple[NamedNode, NamedNode], dict[Term, set[str]]], heard: Iterable[Report]
) -> None:
    """Let a report of an event that was held say that whoever it names without attendance attended."""
    for report in heard:
        view = Index(report.triples)
        for owner in view.subjects():
            if view.first(owner, "status") in NOT_HELD:
                continue
            for part in view.values(owner, "participation"):
                values = claimed.get((NamedNode(part), _ATTENDANCE))
                if values is not None and view.first(part, "attendance") is None:
                    values.setdefault(_ATTENDED, set()).add(report.iri.value)


def _rulings(curated: Iterable[Triple]) -> dict[tuple[str, str], Ruling]:
    fields: dict[NamedNode, dict[str, Term]] = {}
    for triple in curated:
        if triple.subject.value.startswith(BASE + "ruling/"):
            fields.setdefault(triple.subject, {})[triple.predicate.value] = triple.object
    found: dict[tuple[str, str], Ruling] = {}
    for iri, values in fields.items():
        names = [values.get(CAKG + name) for name in ("onSubject", "onProperty", "accepts")]
        subject, predicate, value = names
        if subject is None or predicate is None or value is None:
            continue
        key = (subject.value, predicate.value)
        if key in found:
            raise InputError(
                f"{compact(iri.value)} and {compact(found[key].iri.value)} both rule on {compact(predicate.value)} of"
                f" {compact(subject.value)}",
                "withdraw one of the two rulings",
            )
        found[key] = Ruling(iri, value)
    return found


def rejected(curated: Iterable[Triple]) -> frozenset[Triple]:
    """Return the statements that curated disagreements do not accept: their readings marked `cakg:accepted false`."""
    view = Index(curated)
    found = set()
    for subject in view.subjects():
        for reading in view.values(subject, "reading"):
            about, predicate = view.first(subject, "onSubject"), view.first(subject, "onProperty")
            if view.first(reading, "accepted") == "false" and about is not None and predicate is not None:
                for value in view.objects(reading, "value"):
                    found.add(Triple(NamedNode(about), NamedNode(predicate), value))
    return frozenset(found)


def unowned(refused: frozenset[Triple], heard: Iterable[Report]) -> frozenset[NamedNode]:
    """Return the participations that are left without an event or initiative by what is refused."""
    owned = {triple for report in heard for triple in report.triples if triple.predicate == _PARTICIPATION}
    kept = {triple.object for triple in owned - refused}
    return frozenset(
        triple.object for triple in owned if triple.object not in kept and isinstance(triple.object, NamedNode)
    )


def _involved(heard: Iterable[Report]) -> Mapping[str, frozenset[str]]:
    """Return whom events, initiatives and participations involve, by their IRI."""
    owners: dict[str, set[str]] = {}
    actors: dict[str, set[str]] = {}
    for report in heard:
        for triple in report.triples:
            name = triple.predicate.value.removeprefix(CAKG)
            if name == "participation":
                owners.setdefault(triple.object.value, set()).add(triple.subject.value)
            elif name in ("actor", "representing"):
                actors.setdefault(triple.subject.value, set()).add(triple.object.value)
    found: dict[str, set[str]] = {}
    for part, events in owners.items():
        for owner in events:
            found.setdefault(owner, set()).update(actors.get(part, ()))
    for part, events in owners.items():
        found[part] = set().union(*(found[owner] for owner in events))
    return {iri: frozenset(who) for iri, who in found.items()}


def _wider(curated: Iterable[Triple]) -> Mapping[str, frozenset[str]]:
    """Return the places around each place and the concepts above each concept."""
    direct: dict[str, set[str]] = {}
    for triple in curated:
        if triple.predicate.value in (CAKG + "within", SKOS + "broader"):
            direct.setdefault(triple.subject.value, set()).add(triple.object.value)
    return closure(direct)
