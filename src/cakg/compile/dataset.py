"""Texts to one dataset: a graph for each report and, as the default graph, the accepted view."""

from collections.abc import Callable
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import Quad, RdfFormat, Store, parse

from cakg.compile import cache, increment, steps, stores
from cakg.compile.decisions import decide
from cakg.compile.naming import labels
from cakg.compile.opened import Opened
from cakg.compile.perspective import Perspective, audible
from cakg.compile.runs import joined, lines, run
from cakg.compile.testimonies import Background, testimonies
from cakg.compile.texts import Texts
from cakg.compile.view import accepted, judged
from cakg.engine.index import Index
from cakg.read.claims import Claims, gather
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
    store = stores.loaded(written(texts, perspective, strict=strict))
    return Opened(texts.root, store, perspective=perspective, texts=texts)


def written(texts: Texts, perspective: Perspective, *, strict: bool = True) -> BinaryIO:
    """Return the dataset of a corpus as N-Quads, from the cache where it was compiled before, and compiled whole: what
    changes were followed to may be asked, but is not what is published. Errors: as `compile`.

    What was compiled strictly is compiled no otherwise where it need not be.
    """
    if not strict:
        found = _recalled(texts.key(perspective))
        if found is not None:
            return found

    def key() -> str:
        return texts.key(perspective, strict)

    def make() -> list[bytes]:
        claims = gather(texts.corpus, strict=strict)
        runs = _runs(claims, perspective, cache.digest(()))
        if strict and perspective.is_whole:
            increment.note(key(), texts, claims)
        return runs

    return _kept(key, make)


def publishers(texts: Texts) -> Store:
    """Return a store that holds who published the reports of a corpus, with all their names, and nothing else.

    Errors: InputError as in `claims.gather`.
    """
    return stores.loaded(_kept(lambda: texts.key("publishers"), lambda: _names_of_publishers(gather(texts.corpus))))


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
    found = judged(claims, heard, decide(claims.curated, heard))
    curated = audible(claims, heard, found.decisions, found.effective)
    background = Background(names_of(curated), cues_of(curated), claims.vocabulary.parents)
    with testimonies(tuple(zip(heard, found.kept, strict=True)), background, code) as testified:
        view = run(lines(chain(accepted(claims, found, curated), claims.vocabulary.retired)))
        return [view, *testified()]


def _names_of_publishers(claims: Claims) -> list[bytes]:
    wanted = {iri for report in claims.reports for iri in report.publishers}
    said = (triple for triples in (claims.curated, *(r.triples for r in claims.reports)) for triple in triples)
    view = Index(t for t in said if t.subject.value in wanted and t.predicate.value in NAMES)
    return [run(lines((*view.triples, *labels(view))))]


def _kept(key: Callable[[], str], make: Callable[[], list[bytes]]) -> BinaryIO:
    """Return N-Quads from the cache where they were made before, else of runs; to make them may tell the key anew."""
    found = _recalled(key())
    if found is None:
        runs = make()
        found = cache.keep_lines(key() + cache.NQUADS, lambda: joined(runs))
        steps.forget(key())
    return found


def _recalled(key: str) -> BinaryIO | None:
    """Return the N-Quads of a dataset that was compiled whole, None for one that was not, or is not kept."""
    return None if steps.lead_to(key) else cache.recall_lines(key + cache.NQUADS)
