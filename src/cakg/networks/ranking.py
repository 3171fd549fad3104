"""Who stands where in a network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from warnings import warn

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from cakg.networks import affiliation, certainty, sampling, spread
from cakg.networks.certainty import DRAWS, Draws, Layers, Partition
from cakg.networks.given import admitted, as_float, order
from cakg.networks.measures import MEASURES, chosen, norm
from cakg.networks.partition import numbered
from cakg.networks.paths import Vector
from cakg.networks.spread import Interval
from cakg.words.errors import ApproximationWarning, UsageError

SAMPLED = frozenset(("betweenness",))
TWO_MODE = frozenset(("degree", "betweenness", "closeness"))  # with a form for networks of actors and events


@dataclass(frozen=True)
class Score:
    """Hold the place and value of one actor; with `intervals`, one for each layer, from where to where both may lie.

    Where the value is an estimate from a sample, `error` is how far it may be off, and `probability` that with which no
    value of the ranking is off by more. Against the null model, `expected` is the mean of the value by chance, and `z`
    by how many standard deviations the value is above it (None where chance leaves no room).
    """

    place: int
    actor: str
    label: str
    value: float
    intervals: tuple[Interval, ...] = ()
    error: float | None = None
    probability: float | None = None
    expected: float | None = None
    z: float | None = None

    @property
    def low(self) -> float | None:
        """Return the lower bound of the first interval."""
        return self.intervals[0].low if self.intervals else None

    @property
    def high(self) -> float | None:
        """Return the upper bound of the first interval."""
        return self.intervals[0].high if self.intervals else None

    @property
    def best(self) -> int | None:
        """Return the best place of the first interval."""
        return self.intervals[0].best if self.intervals else None

    @property
    def worst(self) -> int | None:
        """Return the worst place of the first interval."""
        return self.intervals[0].worst if self.intervals else None


def rank(
    net: nx.Graph,
    measure: str = "degree",
    *,
    weighted: bool = False,
    intervals: Layers = False,
    draws: int = DRAWS,
    seed: int = 1,
    pivots: int | None = None,
    partition: Partition = None,
    occasions: bool = False,
    null: bool = False,
) -> list[Score]:
    """Return the actors of a network by a measure, the first place first; of `constraint` the lowest is first.

    `measures` says what each measure is and needs: those with directions a directed network, brokerage a `partition`,
    the group of each actor. Of a network of actors and events, degree, betweenness and closeness are shares of the
    most that each mode could reach, and with `occasions` the events are ranked instead.

    Who has the same value (up to a billionth of the largest) shares a place, and the places after it stay empty:
    1, 2, 2, 4. Betweenness and closeness count steps unless `weighted`. Without ties constraint is not defined: such
    actors are left out. Values are rounded to twelve decimals. Equal networks give equal lists. Any network of networkx
    will do: a tie without a weight counts 1, parallel ties are added up, and nobody is tied to himself.

    With `intervals` (one of the layers, several, "all", or True for detection) each score says where value and place
    lie in nine of ten draws. The layers are never mixed. `detection`: who was there without being named
    (`detection.drawing`); of its numbers the medians may be above the record, which is what is known and no bound.
    `sampling`: occasions are drawn with replacement, a series at once, as another archive of the same process would
    hold others. `choices`: the best and the worst place over levels, collectives and weights, and without the largest
    occasion. A draw is as slow as the ranking itself. Equal seeds give equal draws, bit for bit.
    *Source*: on imputing network data, J. A. Smith, J. H. Morgan and J. Moody, Network sampling coverage III, Social
    Networks 68, 2022; on what missing affiliations do, G. Kossinets, Effects of missing data in social networks,
    Social Networks 28, 2006.

    With `null` each score has what chance alone makes of it (`nullmodel.chances`), and its z.

    Betweenness is exact in networks where that takes minutes at most; in larger ones, and wherever fewer `pivots` than
    actors are asked for, it is estimated from paths that begin at so many actors drawn by lot (`sampling`): each score
    then has its `error`, an ApproximationWarning tells the largest, and there are no intervals. With as many pivots as
    actors it is exact in any network.
    Errors: UsageError for a measure that is unknown, cannot be weighted or is never estimated, for no draws or more
    than `certainty.MOST_DRAWS`, and for intervals of an estimate or of a network that can have none, with the reason;
    those of `given.admitted`.
    """
    chosen(measure, weighted, groups=None if partition is None else np.zeros(0, dtype=np.intp))
    layers = certainty.layers_of(intervals)
    certainty.demand_draws(draws)
    nodes = sorted(admitted(net), key=order)
    if not nodes:
        return []
    if mixed(net):
        raise UsageError(
            "persons and organizations are not ranked together; choose kinds, Person or State,Organization"
        )
    events = np.array([net.nodes[node].get("bipartite") == 1 for node in nodes])
    if occasions and not events.any():
        raise UsageError("the network has no events to rank; build it of actors and events")
    groups = None if partition is None else numbered(partition, nodes)
    compute = chosen(measure, weighted, net.is_directed(), events, groups, events == occasions)
    matrix = _ties(net, nodes)
    pivots = _pivots(matrix, measure, pivots, bool(layers) or null)
    world = certainty.origin(net, measure, layers, occasions) if layers or null else None
    errors: Vector | None = None
    if pivots is None:
        values = compute(matrix, net.is_directed(), weighted)
    else:
        values, errors = sampling.betweenness(matrix, net.is_directed(), weighted, pivots, seed)
        if events.any():
            values, errors = values * affiliation.scale(events), errors * affiliation.scale(events)
        _tell(measure, pivots, len(nodes), seed, float(errors.max()))
    listed = np.flatnonzero((events == occasions) & ~np.isnan(values))
    places = spread.places(values[listed], MEASURES[measure].lowest_first)
    scores = []
    for position, index in enumerate(listed.tolist()):
        actor, value = nodes[index], round(float(values[index]), 12)
        score = Score(int(places[position]), actor, str(net.nodes[actor].get("label", actor)), value)
        if errors is not None:
            score = replace(score, error=round(float(errors[index]), 12), probability=sampling.PROBABILITY)
        scores.append(score)
    if world is not None:
        drawn = Draws(world, measure, weighted, partition, draws, seed)
        scores = _with_intervals(scores, drawn, layers)
        scores = _with_chances(scores, drawn) if null else scores
    return sorted(scores, key=lambda score: (score.place, order(score.actor)))


def _with_intervals(scores: Sequence[Score], drawn: Draws, layers: Sequence[str]) -> list[Score]:
    """Return scores with where each lies in the draws of each layer."""
    actors = [str(score.actor) for score in scores]
    every = [drawn.intervals(layer, actors) for layer in layers]
    return [replace(score, intervals=tuple(one[n] for one in every)) for n, score in enumerate(scores)]


def _with_chances(scores: Sequence[Score], drawn: Draws) -> list[Score]:
    """Return scores with what chance alone makes of each."""
    chances = drawn.chances({str(score.actor): score.value for score in scores})
    return [replace(score, expected=mean, z=z) for score, (mean, z) in zip(scores, chances, strict=True)]


def unit(net: nx.Graph, measure: str) -> str:
    """Return what the values of a measure are on a network, in words. Errors: UsageError for an unknown measure."""
    return norm(measure, any(mode == 1 for _, mode in net.nodes(data="bipartite")))


def mixed(net: nx.Graph) -> bool:
    """Tell whether some actors of a network are persons and others are known to be none."""
    kinds = {data["kind"] for _, data in net.nodes(data=True) if data.get("bipartite") != 1 and "kind" in data}
    return "Person" in kinds and len(kinds) > 1


def _pivots(matrix: csr_array, measure: str, wanted: int | None, intervals: bool) -> int | None:
    """Return from how many actors a measure is estimated, None where it is exact."""
    actors = matrix.shape[0]
    pivots = sampling.pivots_for(matrix) if wanted is None and measure in SAMPLED else wanted
    if pivots is None or (measure in SAMPLED and pivots >= actors):
        return None
    if measure not in SAMPLED or pivots < 2:
        raise UsageError(f"pivots are two or more, and go with {' and '.join(sorted(SAMPLED))}, which they estimate")
    if intervals:
        remedy = f"leave them out, or reckon it exactly, with {actors} pivots"
        raise UsageError(f"from {pivots} pivots {measure} is an estimate, which has no intervals; {remedy}")
    return pivots


def _tell(measure: str, pivots: int, actors: int, seed: int, error: float) -> None:
    how = f"from paths that begin at {pivots} of {actors} actors, drawn with the seed {seed}"
    sure = f"with probability {sampling.PROBABILITY} no value is off by more than {error:.2g}"
    remedy = f"values that are nearer may stand in either order; {actors} pivots reckon it exactly"
    warn(f"{measure} is an estimate, {how}: {sure}; {remedy}", ApproximationWarning, stacklevel=3)


def _ties(net: nx.Graph, nodes: Sequence[str]) -> csr_array:
    """Return the weights of the ties between actors, those of parallel ones added up, nothing on the diagonal."""
    number = {node: index for index, node in enumerate(nodes)}
    ties = list(net.edges(data="weight", default=1))
    rows, columns = (np.array([number[tie[end]] for tie in ties], dtype=np.intp) for end in (0, 1))
    weights = np.array([as_float(tie[2]) for tie in ties]) * (rows != columns)
    if not net.is_directed():
        rows, columns, weights = (np.concatenate(one) for one in ((rows, columns), (columns, rows), (weights, weights)))
    matrix = csr_array((weights, (rows, columns)), shape=(len(nodes), len(nodes)))
    matrix.eliminate_zeros()
    return matrix
