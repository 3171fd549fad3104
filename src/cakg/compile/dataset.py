"""Texts to one dataset: a graph for each report and, as the default graph, the accepted view."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from cakg.compile import cache
from cakg.compile.accept import Verdict
from cakg.compile.decisions import Decisions, decide
from cakg.compile.delegations import counts, delegations
from cakg.compile.derive import ancestors, days, disagreements, participants, participants_in_part
from cakg.compile.evidence import descriptions, evidence, rows
from cakg.compile.judgements import judgements
from cakg.compile.meetings import meetings
from cakg.compile.naming import labels
from cakg.compile.opened import Opened
from cakg.compile.perspective import Perspective, audible
from cakg.compile.shares import shared_out
from cakg.compile.sittings import presumed_places
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


def written(texts: Texts, perspective: Perspective, *, strict: bool = True) -> bytes:
    """Return the dataset of a corpus as N-Quads, from the cache where it was compiled before. Errors: as `compile`."""
    return _kept(
        lambda: texts.key(perspective, strict), lambda: write(gather(texts.corpus, strict=strict), perspective)
    )


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


@uncollected()
def write(claims: Claims, perspective: Perspective | None = None) -> bytes:
    """Return the quads of a dataset as sorted N-Quads: the engine reads text faster than it takes objects."""
    heard = (perspective or Perspective()).narrow(claims.reports)
    decisions = decide(claims.curated, heard)
    gone = decisions.unowned(heard)
    kept = [replace(one, triples=tuple(t for t in one.triples if t.subject not in gone)) for one in heard]
    verdicts = [verdict for verdict in judgements(claims, heard, decisions) if verdict.subject not in gone]
    curated = audible(claims, heard, decisions, {one.ruling for one in verdicts if one.ruling is not None})
    names, cues, parents = names_of(curated), cues_of(curated), claims.vocabulary.parents

    def testimony(said: tuple[Report, Report]) -> bytes:
        """Return the graph of a report as it is heard, and the evidence of what is kept of it."""
        proven = (*evidence(said[1], names, cues), *rows(said[1]))
        return b"".join((*_lines(said[0].triples, said[0].iri), *_lines(proven), *_lines(ancestors(proven, parents))))

    with shared_out(testimony, tuple(zip(heard, kept, strict=True))) as testimonies:
        view = _accepted_view(claims, kept, curated, decisions, verdicts)
        said = (t for one in heard for t in one.triples if t.predicate not in GROUNDS)
        beside = [t for t in said if t.subject in gone or t.object in gone]
        named = (*view.triples, *labels(view, beside))
        lines = {*_lines(named), *_lines(ancestors(named, parents)), *_lines(claims.vocabulary.retired)}
        lines.update(testimonies().splitlines(keepends=True))
    return b"".join(sorted(lines))


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


def _names_of_publishers(claims: Claims) -> bytes:
    wanted = {iri for report in claims.reports for iri in report.publishers}
    said = (triple for triples in (claims.curated, *(r.triples for r in claims.reports)) for triple in triples)
    view = Index(t for t in said if t.subject.value in wanted and t.predicate.value in NAMES)
    return b"".join(sorted({*_lines(view.triples), *_lines(labels(view))}))


def _lines(triples: Iterable[Triple], graph: NamedNode | None = None) -> Iterator[bytes]:
    """Yield the lines of N-Quads that state triples in a graph, which is the default graph where none is given."""
    end = " .\n" if graph is None else f" {graph} .\n"
    return (f"{s!s} {p!s} {o!s}{end}".encode() for s, p, o in triples)


def _kept(key: Callable[[], str], make: Callable[[], bytes]) -> bytes:
    """Return N-Quads from the cache where they were made before; to make them may tell the key anew."""
    found = cache.recall(key() + cache.NQUADS)
    if found is None:
        found = make()
        cache.keep(key() + cache.NQUADS, found)
    return found
