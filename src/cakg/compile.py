"""Texts to one dataset: a graph for each report and, as the default graph, the accepted view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, __version__, parse

from cakg import corpus as files
from cakg.accept import Ruling, Verdict, Weights, judge
from cakg.claims import QUOTE, Claims, Report, Term, Triple, closure, gather, span
from cakg.corpus import Corpus
from cakg.derive import NOT_HELD, View, ancestors, days, disagreements, evidence, labels, participants
from cakg.errors import InputError, NotFoundError, UsageError
from cakg.namespaces import BASE, CAKG, PREFIXES, SKOS, compact, expand

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

        Errors: UsageError for a day that is none; NotFoundError for a publisher of no report.
        """
        last = publisher = None
        if self.as_known_on is not None:
            day = span(self.as_known_on)
            last = None if day is None else day.end
            if last is None:
                raise UsageError(f"{self.as_known_on!r} is no date that ends; write it like 2012-12-31")
        reports = tuple(reports)
        if self.publisher is not None:
            publisher = expand(self.publisher)
            known = {compact(name) for report in reports for name in report.publishers}
            if compact(publisher) not in known:
                near = get_close_matches(compact(publisher), sorted(known), n=3)
                raise NotFoundError(f"no report is published by {compact(publisher)}", near)
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
    heard = [source for source in corpus.sources if source.kind != "shape"]
    parts = [f"{source.kind} {source.added} {source.path}\n{source.text}" for source in heard]
    key = files.digest([__version__, *parts, repr(perspective), str(strict)]) + ".nq"
    written = files.recall(key)
    if written is None:
        written = write(gather(corpus, strict=strict), perspective)
        files.keep(key, written)
    store = Store()
    store.bulk_load(written, RdfFormat.N_QUADS)
    return _dataset(store)


def as_dataset(found: Iterable[Quad]) -> "Dataset":
    """Return quads as a dataset on the Oxigraph store, with the usual prefixes bound."""
    store = Store()
    store.bulk_extend(found)
    return _dataset(store)


def _dataset(store: Store) -> "Dataset":
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    dataset = Dataset(store=OxigraphStore(store=store))
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    return dataset


def quads(claims: Claims, perspective: Perspective | None = None) -> list[Quad]:
    """Return the quads of a dataset, sorted: report graphs untouched, the accepted view as default graph.

    Errors: InputError where two rulings decide one claim.
    """
    return list(parse(write(claims, perspective), RdfFormat.N_QUADS))


def write(claims: Claims, perspective: Perspective | None = None) -> bytes:
    """Return the quads of a dataset as sorted N-Quads: the engine reads text faster than it takes objects."""
    heard = (perspective or Perspective()).narrow(claims.reports)
    verdicts = judgements(claims, heard)
    accepted = [Triple(v.subject, v.predicate, v.accepted) for v in verdicts]
    unheard = {report.iri.value for report in claims.reports}.difference(report.iri.value for report in heard)
    curated = _audible(claims.curated, unheard)
    rejected = _rejected(curated)
    others = (
        triple
        for report in heard
        for triple in report.triples
        if triple.predicate != QUOTE
        and triple.predicate.value not in claims.vocabulary.functional
        and triple not in rejected
    )
    view = View(dict.fromkeys((*curated, *others, *accepted)))
    view.extend(disagreements(verdicts))
    view.extend((*days(view), *participants(view)))
    view.extend(evidence(heard))
    named = [*view.triples, *labels(view)]
    whole = [*named, *ancestors(named, claims.vocabulary.parents)]
    lines = {f"{subject} {predicate} {value} .\n" for subject, predicate, value in whole}
    lines.update(f"{s} {p} {o} {report.iri} .\n" for report in heard for s, p, o in report.triples)
    return "".join(sorted(lines)).encode("utf-8")


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
                f"{compact(iri.value)} and {compact(found[key].iri.value)} both rule on {compact(predicate.value)} of"
                f" {compact(subject.value)}",
                "withdraw one of the two rulings",
            )
        found[key] = Ruling(iri, value)
    return found


def _audible(curated: tuple[Triple, ...], unheard: set[str]) -> tuple[Triple, ...]:
    """Return what the curators say without readings of which all reports are unheard, and without disagreements of
    which fewer than two readings are left by that."""
    if not unheard:
        return curated
    view = View(curated)
    silent: set[str] = set()
    for subject in view.subjects():
        readings = view.names(subject, "reading")
        lost = [reading for reading in readings if unheard.issuperset(view.names(reading, "report") or [""])]
        if lost and len(readings) - len(lost) < 2:
            silent.update(readings, [subject])
        silent.update(lost)
    return tuple(
        triple
        for triple in curated
        if triple.subject.value not in silent
        and triple.object.value not in silent
        and (triple.predicate.value != CAKG + "report" or triple.object.value not in unheard)
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
    return closure(direct)
