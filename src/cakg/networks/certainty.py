"""How sure values and places are: by layers of uncertainty, against chance alone, and who is above whom how often."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cakg.networks import spread, worlds
from cakg.networks.affiliation import Modes
from cakg.networks.given import admitted
from cakg.networks.measures import MEASURES, chosen
from cakg.networks.neighbourhood import named_in
from cakg.networks.partition import numbered
from cakg.networks.paths import Vector
from cakg.networks.spread import Comparison, Interval
from cakg.networks.worlds import LAYERS, World, obstacle
from cakg.words.errors import UsageError, hint
from cakg.words.integers import shown

Layers = bool | str | Sequence[str]
Partition = Mapping[Hashable, str] | None

DRAWS = 200  # unless told
MOST_DRAWS = 10_000  # which tell the bounds of an interval to less than a hundredth
_NULL = "null"
_UNWEIGHED = frozenset(("degree", "in-degree", "out-degree", "coreness"))
_AT_BOUNDS = 4  # for each bound of the chance to be named a fourth of the draws


@dataclass(frozen=True)
class Draws:
    """Hold by which measure a world is ranked so many `times`."""

    world: World
    measure: str
    weighted: bool
    partition: Partition
    times: int
    seed: int

    def intervals(self, layer: str, actors: Sequence[str]) -> list[Interval]:
        """Return where values and places of some actors lie in a layer."""
        lowest = MEASURES[self.measure].lowest_first
        if layer == "choices":
            every = [_placed(values, lowest) for values in self._variants()]
            return spread.ranges(layer, [[places.get(actor) for actor in actors] for places in every])
        bounds = []
        if layer == "detection":
            few = -(-self.times // _AT_BOUNDS)
            bounds = [self._drawn(layer, actors, few, one) for one in ("low", "high")]
        return spread.intervals(layer, self._drawn(layer, actors), lowest, bounds)

    def chances(self, values: Mapping[str, float]) -> list[tuple[float, float | None]]:
        """Return the mean of the value of each actor by chance, and by how many standard deviations it is above it."""
        drawn = self._drawn(_NULL, list(values))
        mean, deviation = np.nanmean(drawn, axis=0), np.nanstd(drawn, axis=0, ddof=1 if self.times > 1 else 0)
        return [
            (round(float(mean[i]), 12), round((value - float(mean[i])) / float(deviation[i]), 12))
            if deviation[i] > 1e-12
            else (round(float(mean[i]), 12), None)
            for i, value in enumerate(values.values())
        ]

    def pair(self, layer: str, one: str, other: str) -> tuple[Vector, Vector]:
        """Return the values of two actors in each draw of a layer, or by each choice that leaves both."""
        if layer == "choices":
            both = [(values[one], values[other]) for values in self._variants() if one in values and other in values]
            found = np.array(both)
        else:
            found = self._drawn(layer, [one, other])
        return found[:, 0], found[:, 1]

    def _variants(self) -> Iterator[dict[str, float]]:
        return worlds.variants(self.world, self._compute, self.measure not in _UNWEIGHED)

    def _drawn(
        self, layer: str, actors: Sequence[str], times: int | None = None, bound: str | None = None
    ) -> NDArray[np.float64]:
        """Return the values of some actors. *Shapes*: draws by actors."""
        number = {actor: index for index, actor in enumerate(self.world.actors)}
        whole = worlds.drawn(self.world, layer, self._compute, times or self.times, self.seed, bound)
        return whole[:, [number[actor] for actor in actors]]

    def _compute(self, matrix: csr_array, events: Modes) -> Vector:
        groups = None
        if self.partition is not None:
            actors = self.world.actors
            groups = numbered(self.partition, [*actors, *([""] * (matrix.shape[0] - len(actors)))])
        compute = chosen(self.measure, self.weighted, False, events, groups, ~events)
        return compute(matrix, False, self.weighted)


def compared(
    net: nx.Graph,
    one: str,
    other: str,
    measure: str = "degree",
    *,
    weighted: bool = False,
    intervals: Layers = True,
    draws: int = DRAWS,
    seed: int = 1,
    partition: Partition = None,
) -> list[Comparison]:
    """Return for each layer in which share of draws (or choices) one actor is above another.

    The draws are those of `rank` with the same seed. Errors: UsageError as of `rank`, and for an actor who is not in
    the network.
    """
    layers = layers_of(intervals) or layers_of(True)
    demand_draws(draws)
    pair = [str(named_in(admitted(net), name)) for name in (one, other)]
    if pair[0] == pair[1]:
        raise UsageError(f"{one!r} and {other!r} are the same; compare two actors")
    world = origin(net, measure, layers)
    drawn = Draws(world, measure, weighted, partition, draws, seed)
    labels = [str(net.nodes[actor].get("label", actor)) for actor in pair]
    found = []
    for layer in layers:
        sides = list(zip(labels, drawn.pair(layer, pair[0], pair[1]), strict=True))
        found.append(spread.above(layer, sides[0], sides[1], MEASURES[measure].lowest_first))
    return found


def naming(net: nx.Graph) -> list[str]:
    """Return how often reports name somebody who was there, a sentence for each sort of report and class of actor.

    Errors: UsageError for a network that does not say from which occasions it is.
    """
    return [str(one) for one in worlds.world(net).namings.values()]


def demand_draws(draws: int) -> None:
    """Demand as many draws as tell something and come to an end. Errors: UsageError."""
    if draws < 1:
        raise UsageError(f"{shown(draws)} draws give no interval; draw at least once")
    if draws > MOST_DRAWS:
        raise UsageError(f"{shown(draws)} draws tell hardly more than {MOST_DRAWS}; draw no more often than that")


def layers_of(wanted: Layers) -> tuple[str, ...]:
    """Return the layers of uncertainty that are wanted, each once, in their order. Errors: UsageError."""
    if isinstance(wanted, bool):
        return LAYERS[:1] if wanted else ()
    names = [word.strip() for word in wanted.split(",")] if isinstance(wanted, str) else list(wanted)
    for name in names:
        if name not in (*LAYERS, "all"):
            remedy = hint(name, (*LAYERS, "all"), f"choose among {', '.join(LAYERS)} and all")
            raise UsageError(f"{name!r} is no layer of uncertainty; {remedy}")
    return LAYERS if "all" in names else tuple(layer for layer in LAYERS if layer in names)


def origin(net: nx.Graph, measure: str, layers: Sequence[str], occasions: bool = False) -> World:
    """Return what a network was made of, to be drawn by layers, or by chance without. Errors: UsageError, and why."""
    if occasions:
        raise UsageError("the intervals are those of actors; rank occasions without")
    if layers and measure in worlds.TOO_NARROW:
        raise UsageError(f"intervals of {measure} were measured and hold the truth too seldom; rank it without")
    for layer in layers or ("sampling",):
        reason = obstacle(net, layer)
        if reason is not None:
            raise UsageError(reason)
    return worlds.world(net)


def _placed(values: Mapping[str, float], lowest_first: bool) -> dict[str, int]:
    places = spread.places(np.array(list(values.values())), lowest_first)
    return dict(zip(values, places.tolist(), strict=True))
