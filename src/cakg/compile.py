"""Texts to one dataset: a graph for each report and, as the default graph, the accepted view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize

from cakg import corpus as files
from cakg import dates
from cakg.accept import Ruling, Verdict, Weights, judge
from cakg.claims import QUOTE, Claims, Report, Term, Triple, gather, span
from cakg.corpus import Corpus
from cakg.derive import NOT_HELD, View, ancestors, days, disagreements, evidence, labels, participants
from cakg.errors import InputError, UsageError
from cakg.namespaces import BASE, CAKG, PREFIXES, SKOS, expand

if TYPE_CHECKING:
    from rdflib import Dataset

_ATTENDANCE = NamedNode(CAKG + "attendance")
_ATTENDED = NamedNode(BASE + "attendance/attended")


@dataclass(frozen=True)
class Perspective:
    """Choose which reports are heard: those issued on or before a day, of one publisher, with a text verified.

    A report without a day of issue is known from the day on which the curators read it.
    """

    as_known_on: str | None = None
    publisher: str | None = None
    verified_only: bool = False

    def narrow(self, reports: Iterable[Report]) -> tuple[Report, ...]:
        """Return the reports that are heard. A report that may be younger than `as_known_on` is not.

        Errors: UsageError for a day that is none.
        """
        if self.as_known_on is not None and (span(self.as_known_on) is None):
            raise UsageError(f"{self.as_known_on!r} is no date; write it like 2012-12-31")
        last = None if self.as_known_on is None else dates.parse(self.as_known_on).end
        publisher = None if self.publisher is None else expand(self.publisher)
        return tuple(
            report
            for report in reports
            if (last is None or (report.known_by is not None and report.known_by <= last))
            and (publisher is None or publisher in report.publishers)
            and (report.verified or not self.verified_only)
        )


def compile(corpus: Corpus, perspective: Perspective | None = None, *, strict: bool = True) -> "Dataset":
    """Return the dataset of a corpus, on the Oxigraph store; equal texts give equal datasets.

    The result is kept in the user's cache under a digest of its inputs.
    Errors: InputError as in `claims.gather`; UsageError for a perspective that is none.
    """
    perspective = perspective or Perspective()
    parts = [f"{source.kind} {source.path}\n{source.text}" for source in corpus.sources if source.kind != "shape"]
    key = files.digest([*parts, repr(perspective), str(strict)]) + ".nq"
    kept = files.recall(key)
    if kept is None:
        found = quads(gather(corpus, strict=strict), perspective)
        files.keep(key, serialize(found, format=RdfFormat.N_QUADS) or b"")
        return as_dataset(found)
    return as_dataset(list(parse(kept, format=RdfFormat.N_QUADS)))


def as_dataset(found: Iterable[Quad]) -> "Dataset":
    """Return quads as a dataset on the Oxigraph store, with the usual prefixes bound."""
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    store = Store()
    store.bulk_extend(found)
    dataset = Dataset(store=OxigraphStore(store=store))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    return dataset


def quads(claims: Claims, perspective: Perspective | None = None) -> list[Quad]:
    """Return the quads of a dataset, sorted: report graphs untouched, the accepted view as default graph.

    Errors: InputError where two rulings decide one claim.
    """
    heard = (perspective or Perspective()).narrow(claims.reports)
    verdicts = judgements(claims, heard)
    accepted = [Triple(v.subject, v.predicate, v.accepted) for v in verdicts]
    curated = _audible(claims.curated, {report.iri for report in heard})
    rejected = _rejected(curated)
    others = (
        triple
        for report in heard
        for triple in report.triples
        if triple.predicate != QUOTE
        and triple.predicate.value not in claims.vocabulary.functional
        and triple not in rejected
    )
    view = list(dict.fromkeys((*curated, *others, *accepted)))
    view.extend(disagreements(verdicts))
    index = View(view)
    view.extend(days(index))
    view.extend(participants(index))
    view.extend(evidence(heard))
    view.extend(labels(View(view)))
    view.extend(ancestors(tuple(view), claims.vocabulary.parents))
    found = {Quad(*triple, DefaultGraph()) for triple in view}
    found.update(Quad(*triple, report.iri) for report in heard for triple in report.triples)
    return sorted(found, key=str)


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
        view = View(report.triples)
        for owner in view.subjects():
            if view.first(owner, "status") in NOT_HELD:
                continue
            for part in view.names(owner, "participation"):
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
                f"{iri} and {found[key].iri} both rule on {predicate} of {subject}", "withdraw one of the two rulings"
            )
        found[key] = Ruling(iri, value)
    return found


def _audible(curated: tuple[Triple, ...], heard: set[NamedNode]) -> tuple[Triple, ...]:
    """Return what the curators say without readings that no report gives that is heard, and without disagreements
    of which fewer than two readings are left."""
    view = View(curated)
    silent: set[str] = set()
    for subject in view.subjects():
        readings = view.names(subject, "reading")
        lost = [r for r in readings if not any(NamedNode(report) in heard for report in view.names(r, "report"))]
        if readings and len(readings) - len(lost) < 2:
            silent.update(readings, [subject])
        silent.update(lost)
    return tuple(
        triple
        for triple in curated
        if triple.subject.value not in silent
        and triple.object.value not in silent
        and (triple.predicate.value != CAKG + "report" or triple.object in heard)
    )


def _rejected(curated: Iterable[Triple]) -> frozenset[Triple]:
    """Return the statements that curated disagreements do not accept: their readings marked `cakg:accepted false`."""
    view = View(curated)
    found = set()
    for subject in view.subjects():
        for reading in view.names(subject, "reading"):
            about, predicate = view.first(subject, "onSubject"), view.first(subject, "onProperty")
            if view.first(reading, "accepted") == "false" and about is not None and predicate is not None:
                for value in view.objects(reading, CAKG + "value"):
                    found.add(Triple(NamedNode(about), NamedNode(predicate), value))
    return frozenset(found)


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
    found = {}
    for iri in direct:
        above: set[str] = set()
        waiting = [iri]
        while waiting:
            fresh = direct.get(waiting.pop(), set()) - above
            above |= fresh
            waiting.extend(fresh)
        found[iri] = frozenset(above - {iri})
    return found
