"""Who stands where in a network, and how sure that is."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from warnings import warn

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cakg.networks import affiliation, sampling
from cakg.networks.given import admitted, as_float, order
from cakg.networks.measures import MEASURES, chosen, norm
from cakg.networks.partition import numbered
from cakg.networks.paths import Vector
from cakg.networks.projection import Event, incidence, of_text, project
from cakg.words.errors import ApproximationWarning, UsageError

Chance = tuple[int, str, float]

LOWEST_FIRST = frozenset(name for name, one in MEASURES.items() if one.lowest_first)
SAMPLED = frozenset(("betweenness",))
_TIE = 1e-9  # of the largest value: what is nearer than that is equal


@dataclass(frozen=True)
class Score:
    """Hold the place and value of one actor; with intervals, from where to where both may lie (`best` is a place).

    Where the value is an estimate from a sample, `error` is how far it may be off, and `probability` that with which no
    value of the ranking is off by more.
    """

    place: int
    actor: str
    label: str
    value: float
    low: float | None = None
    high: float | None = None
    best: int | None = None
    worst: int | None = None
    error: float | None = None
    probability: float | None = None


def rank(
    net: nx.Graph,
    measure: str = "degree",
    *,
    weighted: bool = False,
    intervals: bool = False,
    draws: int = 200,
    seed: int = 1,
    pivots: int | None = None,
    partition: Mapping[Hashable, str] | None = None,
    occasions: bool = False,
) -> list[Score]:
    """Return the actors of a network by a measure, the first place first; of `constraint` the lowest is first.

    `measures` says what each measure is and needs: those with directions a directed network, brokerage a `partition`,
    the group of each actor. Of a network of actors and events, degree, betweenness and closeness are shares of the
    most that each mode could reach, and with `occasions` the events are ranked instead.

    Who has the same value (up to a billionth of the largest) shares a place, and the places after it stay empty:
    1, 2, 2, 4. Betweenness and closeness count steps unless `weighted`. Without ties constraint is not defined: such
    actors are left out. Values are rounded to twelve decimals. Equal networks give equal lists. Any network of networkx
    will do: a tie without a weight counts 1, parallel ties are added up, and nobody is tied to himself.

    With `intervals` each score says between which values and places it lies in nine of ten draws. Who is recorded at
    an event was there; of an event whose list of participants is not known to be complete, others may have been there
    too. In each draw every actor named at other editions of the same series joins an incomplete edition with a chance
    that is the share of the recorded editions that name it, though never before its first or after its last record in
    the network: offices change hands. The record as it stands is always within the interval. Single events and lone
    editions stay as recorded, so the true uncertainty is larger; where lists are incomplete and nobody can be drawn,
    there is no interval. A draw is as slow as the ranking itself.
    *Source*: on imputing network data, J. A. Smith, J. H. Morgan and J. Moody, Network sampling coverage III, Social
    Networks 68, 2022; on what missing affiliations do, G. Kossinets, Effects of missing data in social networks,
    Social Networks 28, 2006.

    Betweenness is exact in networks where that takes minutes at most; in larger ones, and wherever fewer `pivots` than
    actors are asked for, it is estimated from paths that begin at so many actors drawn by lot (`sampling`): each score
    then has its `error`, an ApproximationWarning tells the largest, and there are no intervals. With as many pivots as
    actors it is exact in any network.
    Errors: UsageError for a measure that is unknown, cannot be weighted or is never estimated, and for intervals of an
    estimate or of a network that is not the projection of actors; those of `given.admitted`.
    """
    chosen(measure, weighted, groups=None if partition is None else np.zeros(0, dtype=np.intp))
    if draws < 1:
        raise UsageError(f"{draws} draws give no interval; draw at least once")
    nodes = sorted(admitted(net), key=order)
    chances = _chances(net, nodes) if intervals else None
    if not nodes:
        return []
    events = np.array([net.nodes[node].get("bipartite") == 1 for node in nodes])
    if occasions and not events.any():
        raise UsageError("the network has no events to rank; build it of actors and events")
    groups = None if partition is None else numbered(partition, nodes)
    compute = chosen(measure, weighted, net.is_directed(), events, groups)
    matrix = _ties(net, nodes)
    pivots = _pivots(matrix, measure, pivots, intervals)
    errors: Vector | None = None
    if pivots is None:
        values = compute(matrix, net.is_directed(), weighted)
    else:
        values, errors = sampling.betweenness(matrix, net.is_directed(), weighted, pivots, seed)
        if events.any():
            values, errors = values * affiliation.scale(events), errors * affiliation.scale(events)
        _tell(measure, pivots, len(nodes), seed, float(errors.max()))
    listed = np.flatnonzero((events == occasions) & ~np.isnan(values))
    places = _places(values[listed], measure in LOWEST_FIRST)
    bounds: list[tuple[float, float, int, int]] | None = None
    if chances is not None:
        drawn = [compute(ties, False, weighted)[listed] for ties in _draws(net, nodes, chances, draws, seed)]
        bounds = _bounds(np.array([values[listed], *drawn]), measure in LOWEST_FIRST)
    scores = []
    for position, index in enumerate(listed.tolist()):
        actor, value = nodes[index], round(float(values[index]), 12)
        label = str(net.nodes[actor].get("label", actor))
        score = Score(int(places[position]), actor, label, value, *(() if bounds is None else bounds[position]))
        if errors is not None:
            score = replace(score, error=round(float(errors[index]), 12), probability=sampling.PROBABILITY)
        scores.append(score)
    return sorted(scores, key=lambda score: (score.place, order(score.actor)))


def unit(net: nx.Graph, measure: str) -> str:
    """Return what the values of a measure are on a network, in words. Errors: UsageError for an unknown measure."""
    return norm(measure, any(mode == 1 for _, mode in net.nodes(data="bipartite")))


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


def missed(events: Sequence[Event]) -> Iterator[Chance]:
    """Yield who may have been at which event (by its number) without being named there, and with what chance."""
    editions: dict[str, list[int]] = {}
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    for number, event in enumerate(events):
        if event.series is not None:
            editions.setdefault(event.series, []).append(number)
        if event.begin is not None and event.end is not None:
            for actor in event.actors:
                first[actor] = min(first.get(actor, event.begin), event.begin)
                last[actor] = max(last.get(actor, event.end), event.end)
    for _, numbers in sorted(editions.items()):
        named = Counter(actor for number in numbers for actor in events[number].actors)
        for number in numbers:
            event = events[number]
            if event.complete or event.begin is None or event.end is None:
                continue
            for actor in sorted(named.keys() - set(event.actors)):
                if first.get(actor, "9999") <= event.end and event.begin <= last.get(actor, ""):
                    yield number, actor, named[actor] / len(numbers)


def obstacle(net: nx.Graph) -> str | None:
    """Return why a network can have no intervals, None where it can."""
    if "occasions" not in net.graph:
        return "intervals need the events behind the ties; rank the projection of a two-mode view"
    if "Concept" in {kind for _, kind in net.nodes(data="kind")}:
        return "intervals come from lists of participants, and topics are none; rank them without"
    return None


def _chances(net: nx.Graph, nodes: Sequence[str]) -> list[Chance] | None:
    """Return who may have been missed where; None where lists are incomplete and yet nobody can be drawn."""
    reason = obstacle(net)
    if reason is not None:
        raise UsageError(reason)
    try:
        events = of_text(net.graph["occasions"])
    except (TypeError, ValueError, LookupError) as error:
        raise UsageError("the occasions of the network are not those that cakg wrote; build it anew") from error
    if {actor for event in events for actor in event.actors} != set(nodes):
        raise UsageError("the network was changed since it was built; for intervals, filter the rows of the view")
    found = list(missed(events))
    return found if found or all(event.complete for event in events) else None


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


def _places(values: Vector, lowest_first: bool) -> NDArray[np.intp]:
    """Return the place of each value, from 1, where ties share the best."""
    if not len(values):
        return np.zeros(0, dtype=np.intp)
    order = np.argsort(values if lowest_first else -values, kind="stable")
    gaps = np.abs(np.diff(values[order])) > _TIE * np.abs(values).max()
    starts = np.where(np.concatenate(([True], gaps)), np.arange(len(values)), 0)
    places = np.empty(len(values), dtype=np.intp)
    places[order] = np.maximum.accumulate(starts) + 1
    return places


def _bounds(values: NDArray[np.float64], lowest_first: bool) -> list[tuple[float, float, int, int]]:
    """Return the interval of each column, which always holds its first row. *Shapes*: draws by actors."""
    places = np.array([_places(row, lowest_first) for row in values])
    found: list[NDArray[np.float64]] = []
    for table in (values, places):
        drawn = table[1:] if len(table) > 1 else table
        low, high = np.quantile(drawn, (0.05, 0.95), axis=0, method="inverted_cdf")
        found.extend((np.minimum(low, table[0]), np.maximum(high, table[0])))
    return [
        (round(float(low), 12), round(float(high), 12), int(best), int(worst))
        for low, high, best, worst in zip(*found, strict=True)
    ]


def _draws(
    net: nx.Graph, nodes: Sequence[str], chances: Sequence[Chance], draws: int, seed: int
) -> Iterator[csr_array]:
    """Yield the ties of each draw; none where nobody can have been missed."""
    recorded = incidence(of_text(net.graph["occasions"]), nodes)
    number = {actor: index for index, actor in enumerate(nodes)}
    random = Random(seed)
    for _ in range(draws if chances else 0):
        joined = [(number[actor], event) for event, actor, chance in chances if random.random() < chance]
        rows, columns = zip(*joined, strict=True) if joined else ((), ())
        added = csr_array((np.ones(len(rows)), (rows, columns)), shape=recorded.shape)
        yield project(recorded + added, newman=bool(net.graph.get("newman")))
