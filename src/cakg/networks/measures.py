"""The measures by which actors are ranked: what each is, what it needs, and in which units its values are."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from scipy.sparse import csr_array

from cakg.networks import affiliation, brokerage, centrality, holes, spectral
from cakg.networks.affiliation import Modes
from cakg.networks.brokerage import Groups
from cakg.networks.paths import Vector
from cakg.words.errors import UsageError, hint

Compute = Callable[[csr_array, bool, bool], Vector]

DIRECTIONS, PARTITION = "directions", "partition"


@dataclass(frozen=True)
class Measure:
    """Hold one measure, which is called like its function.

    `norm` is what a value is, its normalization in words; `weighable` says that it has a form for weights beside that
    for steps, `lowest_first` that the lowest value is the first place; `needs` what a network must have for it.
    """

    compute: Compute
    norm: str
    weighable: bool = False
    lowest_first: bool = False
    needs: str = ""

    def __call__(self, weights: csr_array, directed: bool, weighted: bool) -> Vector:
        return self.compute(weights, directed, weighted)


def _without_groups(weights: csr_array, directed: bool, weighted: bool) -> Vector:
    raise UsageError("brokerage needs to know who belongs together; give a partition")


def _role(said: str) -> Measure:
    return Measure(
        _without_groups, f"open paths of two steps through the actor {said} (Gould and Fernandez 1989)", needs=PARTITION
    )


MEASURES: dict[str, Measure] = {
    "degree": Measure(centrality.degree, "number of others tied to; in and out, where directed"),
    "in-degree": Measure(centrality.in_degree, "number of others with a tie to the actor", needs=DIRECTIONS),
    "out-degree": Measure(centrality.out_degree, "number of others the actor has a tie to", needs=DIRECTIONS),
    "strength": Measure(centrality.strength, "sum of the weights of ties; in and out, where directed"),
    "in-strength": Measure(centrality.in_strength, "sum of the weights of ties to the actor", needs=DIRECTIONS),
    "out-strength": Measure(centrality.out_strength, "sum of the weights of ties from the actor", needs=DIRECTIONS),
    "betweenness": Measure(
        centrality.betweenness, "share of the shortest paths between two others, mean over all pairs, 0 to 1", True
    ),
    "closeness": Measure(
        centrality.closeness,
        "1 / mean distance from those who reach it, times their share (Wasserman and Faust 1994)",
        True,
    ),
    "harmonic": Measure(centrality.harmonic, "mean of 1 / distance from all others, 0 to 1 in steps", True),
    "eigenvector": Measure(spectral.eigenvector, "entries of a vector of length 1; weights count, directions do not"),
    "pagerank": Measure(
        spectral.pagerank, "share of the visits of a random walk with damping 0.85, in all 1; weights count"
    ),
    "katz": Measure(
        spectral.katz, "entries of a vector of length 1; alpha is half of the largest allowed; weights count"
    ),
    "coreness": Measure(centrality.coreness, "largest k of a k-core that holds the actor"),
    "clustering": Measure(holes.clustering, "share of the pairs of its neighbours that are tied, 0 to 1", True),
    "constraint": Measure(holes.constraint, "Burt's constraint, lowest first; weights count", lowest_first=True),
    "effective-size": Measure(holes.effective_size, "Burt's effective size, 1 to the number of ties; weights count"),
    "brokerage": _role("in any role"),
    "coordinator": _role("among its own group"),
    "itinerant": _role("between two of one other group"),
    "representative": _role("from its own group to another"),
    "gatekeeper": _role("from another group to its own"),
    "liaison": _role("between two other groups"),
}

_OfModes = Callable[[csr_array, Modes, bool, Modes | None], Vector]

_TWO_MODE: dict[str, tuple[_OfModes, str]] = {
    "degree": (affiliation.degree, "share of the events (actors) of the other mode"),
    "betweenness": (affiliation.betweenness, "paths through the node, of the most its mode allows"),
    "closeness": (affiliation.closeness, "least sum of distances its mode allows, over its own"),
}
_ONE_MODE = frozenset(("clustering", "constraint", "effective-size", *brokerage.ROLES, "brokerage"))


def norm(name: str, two_mode: bool = False) -> str:
    """Return what the values of a measure are, by what they are normalized. Errors: UsageError for an unknown one."""
    if name not in MEASURES:
        raise UsageError(f"{name!r} is no measure; {hint(name, MEASURES, 'known are ' + ', '.join(MEASURES))}")
    if two_mode and name in _TWO_MODE:
        return f"{_TWO_MODE[name][1]} (Borgatti and Everett 1997)"
    return MEASURES[name].norm


def chosen(
    name: str,
    weighted: bool = False,
    directed: bool = True,
    events: Modes | None = None,
    groups: Groups | None = None,
    wanted: Modes | None = None,
) -> Measure:
    """Return a measure as it is for one network: with `events` of two modes, with `groups` by a partition.

    Of two modes only the values of nodes that are `wanted` need be numbers. Errors: UsageError for one that is unknown
    or that such a network cannot have.
    """
    said = norm(name, events is not None and bool(events.any()))
    found = replace(MEASURES[name], norm=said)
    if weighted and not found.weighable:
        able = [other for other, one in MEASURES.items() if one.weighable]
        raise UsageError(f"{name} has one form only; weighted goes with {', '.join(able[:-1])} and {able[-1]}")
    if found.needs == DIRECTIONS and not directed:
        plain = name.removeprefix("in-").removeprefix("out-")
        raise UsageError(f"{name} needs ties that lead from one to another, and these do not; rank by {plain}")
    if (found.needs == PARTITION) != (groups is not None):
        with_groups = ", ".join(other for other, one in MEASURES.items() if one.needs == PARTITION)
        problem = f"{name} needs to know who belongs together; give a partition" if groups is None else ""
        raise UsageError(problem or f"{name} knows no groups; a partition goes with {with_groups}")
    if events is not None and events.any():
        if name in _ONE_MODE:
            raise UsageError(f"{name} has no meaning where actors are tied to events alone; rank the projection")
        if name in _TWO_MODE:
            return replace(found, compute=partial(_of_modes, _TWO_MODE[name][0], events, wanted))
    return found if groups is None else replace(found, compute=partial(_of_groups, name, groups))


def _of_modes(
    compute: _OfModes, events: Modes, wanted: Modes | None, weights: csr_array, directed: bool, weighted: bool
) -> Vector:
    return compute(weights, events, weighted, None if directed else wanted)


def _of_groups(name: str, groups: Groups, weights: csr_array, directed: bool, weighted: bool) -> Vector:
    return brokerage.brokerage(weights, groups)[name]
