"""Texts to one dataset: a graph for each report and, as the default graph, the accepted view."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from cakg.compile import cache
from cakg.compile.accept import Verdict
from cakg.compile.decisions import Decisions, decide
from cakg.compile.delegations import counts, delegations
from cakg.compile.derive import ancestors, days, disagreements, participants, participants_in_part
from cakg.compile.evidence import descriptions
from cakg.compile.judgements import judgements
from cakg.compile.meetings import meetings
from cakg.compile.naming import labels
from cakg.compile.opened import Opened
from cakg.compile.perspective import Perspective, audible
from cakg.compile.runs import joined, lines, run
from cakg.compile.sittings import presumed_places
from cakg.compile.testimonies import Background, testimonies
from cakg.compile.texts import Texts
from cakg.engine.index import Index
from cakg.read.claims import GROUNDS, Claims, Report, Triple, gather
from cakg.read.corpus import Corpus
from cakg.read.cues import cues_of
from cakg.read.garbage import uncollected
from cakg.read.grounding import names_of
from cakg.words.namespaces import NAMES

if TYPE_CHECKING:
    from cakg.compile.graph import Graph


def compile(corpus: Corpus, perspective: Perspective | None = None, *, strict: bool = True) -> "Graph":
    """Return the dataset of a corpus, in memory, on the Oxigraph store; equal texts give equal datasets.

    The result is kept in the user's cache under a digest of its inputs.
    Errors: InputError as in `claims.gather`; UsageError for a perspective that is none; NotFoundError for a publisher
    of no report.
    """
    from cakg.compile.graph import Graph

    return Graph.of(opened(Texts(corpus.root, corpus), perspective or Perspective(), strict=strict))


def opened(texts: Texts, perspective: Perspective, *, strict: bool = True) -> Opened:
    """Return the dataset of a corpus as `compile` does, in memory, its texts read only where they are compiled."""
    store = cache.loaded(written(texts, perspective, strict=strict))
    return Opened(texts.root, store, perspective=perspective, texts=texts)


def written(texts: Texts, perspective: Perspective, *, strict: bool = True) -> BinaryIO:
    """Return the dataset of a corpus as N-Quads, from the cache where it was compiled before. Errors: as `compile`."""

    def make() -> list[bytes]:
        return _runs(gather(texts.corpus, strict=strict), perspective, cache.digest(()))

    return _kept(lambda: texts.key(perspective, strict), make)


def publishers(texts: Texts) -> Store:
    """Return a store that holds who published the reports of a corpus, with all their names, and nothing else.

    Errors: InputError as in `claims.gather`.
    """
    return cache.loaded(_kept(lambda: texts.key("publishers"), lambda: _names_of_publishers(gather(texts.corpus))))


def quads(claims: Claims, perspective: Perspective | None = None) -> list[Quad]:
    """Return the quads of a dataset, sorted: report graphs untouched, the accepted view as default graph.

    Errors: InputError where two rulings decide one claim.
    """
    return list(parse(write(claims, perspective), RdfFormat.N_QUADS))


def write(claims: Claims, perspective: Perspective | None = None) -> bytes:
    """Return the quads of a dataset as sorted N-Quads: the engine reads text faster than it takes objects."""
    return b"".join(joined(_runs(claims, perspective or Perspective(), None)))


@uncollected()
def _runs(claims: Claims, perspective: Perspective, code: str | None) -> list[bytes]:
    """Return the quads of a dataset as runs; what reports testify is kept where a digest of the code is given.

    Errors: those of `quads` and of `Perspective.narrow`.
    """
    heard = perspective.narrow(claims.reports)
    decisions = decide(claims.curated, heard)
    gone = decisions.unowned(heard)
    kept = tuple(_without(one, gone) for one in heard) if gone else heard
    verdicts = [verdict for verdict in judgements(claims, heard, decisions) if verdict.subject not in gone]
    curated = audible(claims, heard, decisions, {one.ruling for one in verdicts if one.ruling is not None})
    background = Background(names_of(curated), cues_of(curated), claims.vocabulary.parents)
    with testimonies(tuple(zip(heard, kept, strict=True)), background, code) as testified:
        view = _accepted_view(claims, kept, curated, decisions, verdicts)
        said = (t for one in heard for t in one.triples if t.predicate not in GROUNDS)
        beside = [t for t in said if t.subject in gone or t.object in gone] if gone else []
        named = (*view.triples, *labels(view, beside))
        derived = ancestors(named, claims.vocabulary.parents)
        accepted = run(chain(lines(named), lines(derived), lines(claims.vocabulary.retired)))
        return [accepted, *testified()]


def _without(report: Report, gone: frozenset[NamedNode]) -> Report:
    """Return a report that says nothing of some things."""
    return replace(report, triples=tuple(t for t in report.triples if t.subject not in gone))


def _accepted_view(
    claims: Claims,
    kept: Sequence[Report],
    curated: Sequence[Triple],
    decisions: Decisions,
    verdicts: Sequence[Verdict],
) -> Index:
    """Return what is accepted and what follows from it, but for labels and evidence."""
    judged = {(verdict.subject, verdict.predicate) for verdict in verdicts}
    accepted = (Triple(v.subject, v.predicate, v.accepted) for v in verdicts)
    others = (
        triple
        for report in kept
        for triple in report.triples
        if triple.predicate not in GROUNDS
        and triple.predicate.value not in claims.vocabulary.functional
        and triple[:2] not in judged
        and not decisions.refuse(report, triple)
    )
    view = Index(dict.fromkeys((*curated, *others, *accepted)))
    view.extend(disagreements(verdicts))
    view.extend((*days(view), *participants(view)))
    view.extend((*delegations(view), *counts(view), *participants_in_part(view), *presumed_places(view)))
    view.extend(meetings(view))
    view.extend(triple for report in kept for triple in descriptions(report))
    return view


def _names_of_publishers(claims: Claims) -> list[bytes]:
    wanted = {iri for report in claims.reports for iri in report.publishers}
    said = (triple for triples in (claims.curated, *(r.triples for r in claims.reports)) for triple in triples)
    view = Index(t for t in said if t.subject.value in wanted and t.predicate.value in NAMES)
    return [run(lines((*view.triples, *labels(view))))]


def _kept(key: Callable[[], str], make: Callable[[], list[bytes]]) -> BinaryIO:
    """Return N-Quads from the cache where they were made before, else of runs; to make them may tell the key anew."""
    found = cache.recall_lines(key() + cache.NQUADS)
    if found is None:
        runs = make()
        found = cache.keep_lines(key() + cache.NQUADS, lambda: joined(runs))
    return found
