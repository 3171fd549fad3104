"""Who stands between whom in a network of actors and events, reckoned among the actors alone.

In such a network every other step of a path is an event. So it is enough to follow paths from actor to actor, as many
at a time as the two have events in common, and to say of each event at which of its guests the paths arrive. Events of
the same guests are alike and are reckoned once.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cakg.networks.paths import Numbers, Table, Vector
from cakg.networks.projection import attended

_MOST = 1000  # actors: beyond, a table of all pairs is slower than following ties
_SPARSE = 0.1  # of the pairs of actors: where fewer have met, the others are passed over
_FEW = 0.25  # of rows or columns: so few are worth a table of their own
_PIECE = 2**18  # multiplications
_CELLS = 120_000  # of a block, events by sources: what a processor keeps near


def fits(there: csr_array) -> bool:
    """Tell whether there are few enough actors for tables of all pairs."""
    actors, events = there.shape
    return bool(actors <= _MOST and actors * events <= 20 * _MOST * _MOST)


def between(there: csr_array) -> Vector:
    """Return the sum, over all ordered pairs of other nodes, of the share of their shortest paths through each actor.

    Divided by the number of such pairs it is the betweenness of networkx. Time grows with the pairs of events that are
    not alike. *Shapes*: actors by events in, each entry 1; actors out.
    *Source*: U. Brandes, A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25, 2001;
    that equal nodes may be one: R. Puzis and others, Topology manipulations for speeding betweenness centrality
    computation, Journal of Complex Networks 3, 2015.
    """
    guests, times = _alike(there)
    events, size = attended(guests), there.shape[0]
    met = csr_array(csr_array(events.T * times) @ events)
    met.setdiag(0)
    joint = met.toarray() if met.nnz > _SPARSE * size * size else met
    total = np.zeros(size)
    for some in _blocks(size, len(times)):
        start = np.eye(size, some.stop - some.start, -some.start)
        shares = 2 * times  # of each actor and event, two ordered pairs, both followed from the actor
        total += _passed(start, joint, events, shares, None).sum(axis=1)
    for some in _blocks(len(times), len(times)):  # pairs of events, each followed from the earlier one
        start, own = guests[some].T.astype(np.float64), times[some]
        shares = np.concatenate([own, 2 * times[some.stop :]])
        total += _passed(np.ascontiguousarray(start), joint, events[some.start :], shares, own) @ own
    return total


def _passed(
    paths: Table, joint: Table | csr_array, events: Table | csr_array, shares: Vector, own: Vector | None
) -> Table:
    """Return how much of paths leads through each actor, to events and, from sources that are actors, to all actors.

    *Shapes*: `paths` actors by sources, 1 where a source begins; `joint` actors by actors, how many events they have
    in common; `events` by actors, and how much each counts in `shares`. If the sources are events, they are the first
    of them, `own` is how many are alike, and an event is not followed to itself.
    """
    among = own is not None
    level, seen, followed = paths, paths > 0, np.arange(paths.shape[1])
    back, aims, open_ = events.T, shares[:, None], np.ones((len(shares), paths.shape[1]), dtype=bool)
    steps: list[tuple[Numbers, Table, Table]] = []
    while level.any():
        counts = _product(events, level)
        reached = (counts > 0) & open_
        given = np.where(reached, counts, np.inf)
        np.divide(aims, given, out=given)
        if own is not None and not steps:
            given[followed, followed] *= (own - 1) / own
        steps.append((followed, level, _product(back, given)))
        open_ &= ~reached
        left = open_.any(axis=1)
        if left.sum() < _FEW * left.size:
            rest = events[left]
            events, aims, open_ = rest if isinstance(rest, np.ndarray) else rest.toarray(), aims[left], open_[left]
            back = events.T
        if among:  # who has been followed to all events is done
            going = open_.any(axis=0)
            if not going.any():
                break
            if going.sum() < _FEW * going.size:
                followed, level, seen, open_ = followed[going], level[:, going], seen[:, going], open_[:, going]
        level = _product(joint, level)
        level[seen] = 0
        seen |= level > 0
    total, beyond = np.zeros_like(paths), None
    for number in range(len(steps) - 1, -1 if among else 0, -1):
        followed, level, credit = steps[number]
        if beyond is not None:
            credit[:, np.searchsorted(followed, steps[number + 1][0])] += _product(joint, beyond)
        on = level > 0
        credit *= on
        total[:, followed] += credit * level
        beyond = credit if among else credit + np.divide(1.0, level, out=np.zeros_like(level), where=on)
    return total


def _product(one: Table | csr_array, other: Table) -> Table:
    """Return the product of two tables, piece by piece: libraries share out larger ones among threads, which wait for
    one another, and in vain where other processes draw as well."""
    if not isinstance(one, np.ndarray):
        return np.asarray(one @ other)
    found = np.empty((len(one), other.shape[1]))
    step = max(1, _PIECE // max(1, other.size))
    for start in range(0, len(one), step):
        np.matmul(one[start : start + step], other, out=found[start : start + step])
    return found


def _alike(there: csr_array) -> tuple[NDArray[np.bool_], Vector]:
    """Return the guests of the events that differ, and how many are like each. *Shapes*: events by actors."""
    guests = np.ascontiguousarray(there.toarray().T > 0)
    words = np.zeros((len(guests), -(-guests.shape[1] // 64) * 8), dtype=np.uint8)
    packed = np.packbits(guests, axis=1)
    words[:, : packed.shape[1]] = packed
    keys = words.view(np.uint64)
    order = np.lexsort(keys.T)
    new = np.ones(len(order), dtype=bool)
    new[1:] = (keys[order[1:]] != keys[order[:-1]]).any(axis=1)
    first = np.flatnonzero(new)
    times = np.diff(np.append(first, len(order))).astype(np.float64)
    return guests[order[first]], times


def _blocks(sources: int, width: int) -> Iterator[slice]:
    step = max(1, _CELLS // max(1, width))
    for start in range(0, sources, step):
        yield slice(start, min(sources, start + step))
