"""Who was at what: two-mode data as a sparse matrix, and its projection on the actors."""

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from scipy.sparse import csr_array


@dataclass(frozen=True)
class Event:
    """Hold one event of a network: who is recorded at it (sorted), its days, and whether others may have been there."""

    iri: str
    actors: tuple[str, ...]
    begin: str | None = None
    end: str | None = None
    series: str | None = None
    complete: bool = False


def as_text(events: Sequence[Event]) -> str:
    """Return events as a text that any format of networks holds."""
    return json.dumps([astuple(event) for event in events], ensure_ascii=False, separators=(",", ":"))


def of_text(text: str) -> tuple[Event, ...]:
    """Return the events that `as_text` wrote."""
    return tuple(Event(iri, tuple(actors), *rest) for iri, actors, *rest in json.loads(text))


def incidence(events: Sequence[Event], actors: Sequence[str]) -> csr_array:
    """Return who was at what. *Shapes*: actors by events in the order given, 1 where an actor was there."""
    number = {actor: index for index, actor in enumerate(actors)}
    rows = np.fromiter((number[actor] for event in events for actor in event.actors), dtype=np.intp)
    columns = np.repeat(np.arange(len(events)), [len(event.actors) for event in events])
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(actors), len(events)))


def project(matrix: csr_array, *, newman: bool = False) -> csr_array:
    """Return how strongly each two actors are tied: the number of events at which both were.

    With `newman` an event of n actors counts 1/(n - 1), so that one large conference does not outweigh many small
    meetings. *Shapes*: actors by events in, actors by actors out, symmetric, nothing on the diagonal; columns
    in no order.
    *Source*: M. E. J. Newman, Scientific collaboration networks II, Physical Review E 64, 2001.
    """
    sizes = matrix.sum(axis=0)
    share = np.divide(1.0, sizes - 1, out=np.zeros(len(sizes)), where=sizes > 1) if newman else np.ones(len(sizes))
    weighted = csr_array((matrix.data * share[matrix.indices], matrix.indices, matrix.indptr), shape=matrix.shape)
    product = csr_array(weighted @ csr_array(matrix.T))
    rows = np.repeat(np.arange(product.shape[0], dtype=product.indices.dtype), np.diff(product.indptr))
    product.data[rows == product.indices] = 0
    product.eliminate_zeros()
    return product
