"""Who stands between those who are not tied to one another, and for whom, by a partition of the actors."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cakg.networks.paths import Vector, pattern

Groups = NDArray[np.intp]

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")


def brokerage(weights: csr_array, groups: Groups) -> dict[str, Vector]:
    """Return for each role how often each actor plays it, and under `brokerage` how often it stands between at all.

    An actor stands between two where a tie leads from the first to the actor, one from the actor to the second, and
    none from the first to the second: an open path of two steps. All three of one group: `coordinator`. The two of
    one group, the actor of another: `itinerant`. Only the first of the actor's group: `representative`; only the
    second: `gatekeeper`. All of different groups: `liaison`. Where ties have no direction every path counts in both.
    *Shapes*: `groups`: the number of the group of each actor, in the order of the matrix.
    *Source*: R. V. Gould and R. M. Fernandez, Structures of mediation, Sociological Methodology 19, 1989.
    """
    ties, size = pattern(weights), weights.shape[0]
    of = members(groups)
    count = of.shape[0]
    found = {role: np.zeros(size) for role in (*ROLES, "brokerage")}
    into, out = (of @ ties).toarray(), (ties @ of.T).toarray().T  # groups by actors: ties from and to each group
    back = (of @ csr_array(ties.multiply(ties.T))).toarray()  # the first and the second are one actor
    own = np.arange(count)[:, None] == groups[None, :]
    for target in range(count):
        to_target = ties[:, np.flatnonzero(groups == target)]
        closed = of @ csr_array((to_target @ to_target.T).multiply(ties))
        paths = into * out[target] - closed.toarray()
        paths[target] -= back[target]
        is_own = own[target]
        found["coordinator"] += np.where(is_own, paths[target], 0)
        found["itinerant"] += np.where(is_own, 0, paths[target])
        others = paths.copy()
        others[target] = 0
        of_own = (others * own).sum(axis=0)
        rest = others.sum(axis=0)
        found["representative"] += np.where(is_own, 0, of_own)
        found["gatekeeper"] += np.where(is_own, rest, 0)
        found["liaison"] += np.where(is_own, 0, rest - of_own)
        found["brokerage"] += paths.sum(axis=0)
    return found


def members(groups: Groups) -> csr_array:
    """Return who is of which group. *Shapes*: groups by actors, 1 where an actor is of a group."""
    size, count = len(groups), int(groups.max(initial=-1)) + 1
    return csr_array((np.ones(size), (groups, np.arange(size))), shape=(count, size))


def expected(weights: csr_array, groups: Groups) -> dict[str, Vector]:
    """Return how often each actor would play each role were as many ties laid by chance, whatever the groups.

    *Source*: Gould and Fernandez 1989, as `brokerage`.
    """
    size = weights.shape[0]
    density = weights.nnz / (size * (size - 1)) if size > 1 else 0.0
    open_path = density * density * (1 - density)
    sizes = np.bincount(groups, minlength=1).astype(np.float64)
    mine = sizes[groups]
    pairs = (sizes * (sizes - 1)).sum() - mine * (mine - 1)
    outside = size - mine
    counts = {
        "coordinator": (mine - 1) * (mine - 2),
        "itinerant": pairs,
        "representative": outside * (mine - 1),
        "gatekeeper": outside * (mine - 1),
        "liaison": outside * (outside - 1) - pairs,
        "brokerage": np.full(size, float((size - 1) * (size - 2))),
    }
    return {role: open_path * number for role, number in counts.items()}
