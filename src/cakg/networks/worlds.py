"""The network as it may have been: drawn anew by layers of uncertainty, chosen anew, or made by chance alone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cakg.engine.processes import shared_out
from cakg.networks import choices, detection, nullmodel, record
from cakg.networks.affiliation import Modes
from cakg.networks.choices import COLLECTIVES, WEIGHTS, Choices
from cakg.networks.given import order
from cakg.networks.naming import Naming
from cakg.networks.occasions import Table, occasions
from cakg.networks.paths import Vector
from cakg.networks.projection import Event, incidence, project, sizes
from cakg.networks.record import Record
from cakg.words.errors import UsageError

LAYERS = ("detection", "sampling", "choices")
TOO_NARROW = frozenset(("eigenvector",))  # of which the intervals were measured, and hold too little
_AT_ONCE = 10  # draws that one process makes before the next may

Compute = Callable[[csr_array, Modes], Vector]  # a matrix, and which nodes are events


@dataclass(frozen=True)
class World:
    """Hold what a network was made of, and how: its occasions and actors (in the order of their names), what was
    chosen, and whether occasions are nodes."""

    record: Record
    chosen: Choices
    table: Table
    actors: tuple[str, ...]
    bipartite: bool

    @cached_property
    def namings(self) -> dict[tuple[str, str], Naming]:
        """Return how often reports name who was there, at its occasions."""
        return detection.learnt(self.table.events, self.record)

    @cached_property
    def field(self) -> detection.Field:
        """Return what draws of who was there need."""
        return detection.prepare(self.table.events, self.actors, self.record, self.namings)

    def matrix(self, there: csr_array, least: Vector) -> tuple[csr_array, Modes]:
        """Return the matrix of ties that attendance makes, and which of its rows are events.

        *Shapes*: attendance actors by events; with `bipartite` actors come first, then events.
        """
        if self.bipartite:
            return _both_ways(there), np.arange(sum(there.shape)) >= there.shape[0]
        found = project(there, self.chosen.weight, least)
        if self.chosen.minimum:
            found.data[found.data < self.chosen.minimum] = 0
            found.eliminate_zeros()
        return found, np.zeros(there.shape[0], dtype=bool)


def obstacle(net: nx.Graph, layer: str = "detection") -> str | None:
    """Return why a network can have no intervals of a layer, None where it can."""
    if "occasions" not in net.graph:
        return "intervals need the occasions behind the ties; rank a two-mode view"
    if "Concept" in {kind for _, kind in net.nodes(data="kind")}:
        return "intervals come from lists of participants, and topics are none; rank them without"
    if net.graph.get("backbone", "1") != "1" or net.graph.get("ego"):
        return "a backbone and the surroundings of one actor are drawn from the whole; rank that, with intervals"
    if layer == "detection":
        held, table = _made_of(net)
        if not any(one.reports for one in held.presences):
            return "the view does not say which report names whom (a column report); use sampling or choices"
        told = detection.telling(table.events, held)
        if told < detection.ENOUGH:
            few = f"events with several independent reports tell how often a report names somebody, here {told} of"
            return f"{few} the {detection.ENOUGH} that are needed; use sampling or choices"
    return None


def world(net: nx.Graph) -> World:
    """Return what a network was made of. Errors: UsageError where it does not say so, or was changed since."""
    _, table = _made_of(net)
    actors = sorted((node for node, mode in net.nodes(data="bipartite") if mode != 1), key=order)
    if set(actors) != set(table.stays):
        raise UsageError("the network was changed since it was built; for intervals, filter the rows of the view")
    is_bipartite = net.graph.get("mode") == "two-mode"
    return _world(str(net.graph["occasions"]), choices.of_texts(net.graph), tuple(map(str, actors)), is_bipartite)


def drawing(
    one: World, layer: str, draws: int, seed: int, bound: str | None = None
) -> Callable[[int], tuple[csr_array, Vector]]:
    """Return what draws attendance in a layer, and how many at least were at each event, by the number of the draw.

    A draw depends on the seed and its number alone, not on how many there are.
    """
    events, least = one.table.events, sizes(one.table.events)
    if layer == "detection":
        full = detection.drawing(one.field, draws, seed, bound)
        return lambda number: (full(number), least)
    there = incidence(events, one.actors)
    if layer == "sampling":
        whole, resampled = there.tocsc(), _resampling(events, seed)

        def again(number: int) -> tuple[csr_array, Vector]:
            columns = resampled(number)
            return csr_array(whole[:, columns]), least[columns]

        return again
    within = [event.block if one.chosen.conditioned == "series" else "" for event in events]
    chance = nullmodel.chances(there, within)
    return lambda number: (nullmodel.draw(chance, seed, number), least)


def drawn(
    one: World, layer: str, compute: Compute, draws: int, seed: int, bound: str | None = None
) -> NDArray[np.float64]:
    """Return the values of the actors in draws of a layer, the same by however many processes.

    *Shapes*: draws by actors.
    """
    draw, size = drawing(one, layer, draws, seed, bound), len(one.actors)

    def values(numbers: range) -> bytes:
        return np.array([compute(*one.matrix(*draw(number)))[:size] for number in numbers], dtype=np.float64).tobytes()

    parts = [range(start, min(draws, start + _AT_ONCE)) for start in range(0, draws, _AT_ONCE)]
    with shared_out(values, parts, in_order=True, helping=True) as made:
        return np.frombuffer(b"".join(found for _, found in made())).reshape(draws, size)


def variants(one: World, compute: Compute, by_weight: bool) -> Iterator[dict[str, float]]:
    """Yield the values of the actors for each choice of level, collectives and weight, each with and without the
    occasion of most actors; a weight matters where values are reckoned `by_weight`."""
    levels = sorted({presence.level for presence in one.record.presences} - {""}) or [one.chosen.level]
    weights = WEIGHTS if by_weight and not one.bipartite else (one.chosen.weight,)
    ways = COLLECTIVES if any(presence.through for presence in one.record.presences) else (one.chosen.collectives,)
    for level in levels:
        for way in ways:
            table = occasions(one.record, replace(one.chosen, level=level, collectives=way))
            largest = max(table.events, key=lambda event: (len(event.actors), event.iri), default=None)
            for events in (table.events, [event for event in table.events if event is not largest]):
                actors = tuple(sorted({actor for event in events for actor in event.actors}))
                if not actors:
                    continue
                for weight in weights:
                    other = replace(one, chosen=replace(one.chosen, weight=weight), actors=actors)
                    matrix, nodes = other.matrix(incidence(events, actors), sizes(events))
                    values = compute(matrix, nodes)[: len(actors)]
                    yield dict(zip(actors, values.tolist(), strict=True))


def _resampling(events: Sequence[Event], seed: int) -> Callable[[int], NDArray[np.intp]]:
    """Return what draws the numbers of events, with replacement by blocks: a series, a tour, or what stands alone.

    *Source*: B. Efron, Bootstrap methods, Annals of Statistics 7, 1979, by clusters.
    """
    blocks: dict[str, list[int]] = {}
    for number, event in enumerate(events):
        blocks.setdefault(event.block or event.iri, []).append(number)
    members = [np.array(numbers, dtype=np.intp) for _, numbers in sorted(blocks.items())]

    def resampled(number: int) -> NDArray[np.intp]:
        random = np.random.default_rng((seed, number))
        return np.concatenate([members[place] for place in random.integers(len(members), size=len(members))])

    return resampled


def _both_ways(there: csr_array) -> csr_array:
    """Return the matrix of ties of actors, who come first, and events. *Shapes*: actors by events in."""
    back = csr_array(there.T)
    columns = np.concatenate([there.indices + there.shape[0], back.indices])
    starts = np.concatenate([there.indptr, there.nnz + back.indptr[1:]])
    size = sum(there.shape)
    return csr_array((np.concatenate([there.data, back.data]), columns, starts), shape=(size, size))


def _made_of(net: nx.Graph) -> tuple[Record, Table]:
    """Return the record of a network and its occasions. Errors: UsageError."""
    text = str(net.graph["occasions"])
    return _record(text), _occasions(text, choices.of_texts(net.graph))


# what several steps need of one network: whether it can be drawn anew, draws, comparisons of two actors
@lru_cache(maxsize=2)
def _record(text: str) -> Record:
    return record.of_network({"occasions": text})


@lru_cache(maxsize=2)
def _occasions(text: str, chosen: Choices) -> Table:
    return occasions(_record(text), chosen)


@lru_cache(maxsize=2)
def _world(text: str, chosen: Choices, actors: tuple[str, ...], is_bipartite: bool) -> World:
    return World(_record(text), chosen, _occasions(text, chosen), actors, is_bipartite)
