"""Who was at what: two-mode data as a sparse matrix, and its projection on the actors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Event:
    """Hold one occasion: who is recorded at it (sorted), its days, and whether others may have been there.

    `size` is the number recorded or stated, whichever is larger (0 where only the record is known), `stated` what a
    document states for all of it; `source` the event that it is of, `block` what it belongs together with: its series,
    else its visit, else itself. `layers` are its series, formats, topics and levels, `reports` whom each names.
    """

    iri: str
    actors: tuple[str, ...]
    begin: str | None = None
    end: str | None = None
    series: str | None = None
    complete: bool = False
    size: int = 0
    stated: int | None = None
    source: str = ""
    block: str = ""
    layers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reports: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def incidence(events: Sequence[Event], actors: Sequence[str]) -> csr_array:
    """Return who was at what. *Shapes*: actors by events in the order given, 1 where an actor was there."""
    number = {actor: index for index, actor in enumerate(actors)}
    rows = np.fromiter((number[actor] for event in events for actor in event.actors), dtype=np.intp)
    columns = np.repeat(np.arange(len(events)), [len(event.actors) for event in events])
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(actors), len(events)))


def attended(there: NDArray[np.bool_]) -> csr_array:
    """Return a table of who was at what as `incidence` does. *Shapes*: actors by events in and out."""
    _, columns = np.nonzero(there)
    starts = np.concatenate(([0], np.cumsum(np.count_nonzero(there, axis=1))))
    return csr_array((np.ones(len(columns)), columns, starts), shape=there.shape)


def sizes(events: Sequence[Event]) -> Vector:
    """Return how many are known to have been at each event, by the record or by a number that a document states."""
    return np.array([max(event.size, len(event.actors)) for event in events], dtype=np.float64)


def project(
    matrix: csr_array, weight: str = "count", least: Vector | None = None, times: Vector | None = None
) -> csr_array:
    """Return how strongly each two actors are tied by the events at which both were, each so many `times`.

    `count`: the number of such events; `newman`: an event of n actors counts 1/(n - 1), so that one large conference
    does not outweigh many small meetings, n being the actors in the matrix or `least`, whichever is more; `cosine`: the
    number as a share of the root of the product of the events of either; `hyperbolic`: the hyperbolic tangent of the
    number, to which each further event adds less; `binary`: 1. *Shapes*: actors by events in, actors by actors out,
    symmetric, nothing on the diagonal; columns in no order.
    *Source*: M. E. J. Newman, Scientific collaboration networks II, Physical Review E 64, 016132, 2001; G. Salton and
    M. J. McGill, Introduction to Modern Information Retrieval, 1983; M. Li and others, Weighted networks of scientific
    communication, Physica A 350, 2005.
    """
    count = np.ones(matrix.shape[1]) if times is None else times
    share = count
    if weight == "newman":
        there = np.asarray(matrix.sum(axis=0), dtype=np.float64)
        whole = there if least is None else np.maximum(there, least)
        share = np.divide(count, whole - 1, out=np.zeros(len(whole)), where=whole > 1)
    weighted = csr_array((matrix.data * share[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape)
    product = csr_array(weighted @ csr_array(matrix.T))
    rows = np.repeat(np.arange(product.shape[0], dtype=product.indices.dtype), np.diff(product.indptr))
    if weight == "cosine":
        own = np.sqrt(product.diagonal())
        product.data /= own[rows] * own[product.indices]
    elif weight == "hyperbolic":
        product.data = np.tanh(product.data)
    product.data[rows == product.indices] = 0
    product.eliminate_zeros()
    if weight == "binary":
        product.data[:] = 1
    return product
