"""Texts to one dataset: a graph for each report and, as the default graph, the accepted view."""

from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Store, __version__, parse

from cakg.compile import cache
from cakg.compile.derive import ancestors, days, disagreements, evidence, participants
from cakg.compile.judgements import judgements, rejected
from cakg.compile.naming import labels
from cakg.compile.perspective import Perspective, audible
from cakg.engine.index import Index
from cakg.engine.store import dataset_of
from cakg.read.claims import QUOTE, Claims, Triple, gather
from cakg.read.corpus import Corpus

if TYPE_CHECKING:
    from rdflib import Dataset


def compile(corpus: Corpus, perspective: Perspective | None = None, *, strict: bool = True) -> "Dataset":
    """Return the dataset of a corpus, on the Oxigraph store; equal texts give equal datasets.

    The result is kept in the user's cache under a digest of its inputs.
    Errors: InputError as in `claims.gather`; UsageError for a perspective that is none.
    """
    perspective = perspective or Perspective()
    heard = [source for source in corpus.sources if source.kind != "shape"]
    parts = [f"{source.kind} {source.added} {source.path}\n{source.text}" for source in heard]
    key = cache.digest([__version__, *parts, repr(perspective), str(strict)]) + ".nq"
    written = cache.recall(key)
    if written is None:
        written = write(gather(corpus, strict=strict), perspective)
        cache.keep(key, written)
    store = Store()
    store.bulk_load(written, RdfFormat.N_QUADS)
    return dataset_of(store)


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
    curated = audible(claims.curated, unheard)
    refused = rejected(curated)
    others = (
        triple
        for report in heard
        for triple in report.triples
        if triple.predicate != QUOTE
        and triple.predicate.value not in claims.vocabulary.functional
        and triple not in refused
    )
    view = Index(dict.fromkeys((*curated, *others, *accepted)))
    view.extend(disagreements(verdicts))
    view.extend((*days(view), *participants(view)))
    view.extend(evidence(heard))
    named = [*view.triples, *labels(view)]
    whole = [*named, *ancestors(named, claims.vocabulary.parents)]
    lines = {f"{subject} {predicate} {value} .\n" for subject, predicate, value in whole}
    lines.update(f"{s} {p} {o} {report.iri} .\n" for report in heard for s, p, o in report.triples)
    return "".join(sorted(lines)).encode("utf-8")
