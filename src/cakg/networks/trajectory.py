"""Networks window by window: how places change, and which communities go on."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import networkx as nx

from cakg.networks import choices, communities, record
from cakg.networks.build import made
from cakg.networks.ranking import Score, rank
from cakg.words.errors import UsageError

LIKE = 0.3  # the least likeness (Jaccard) by which a community goes on in another window


@dataclass(frozen=True)
class Membership:
    """Hold that an actor is of a community in a window; a community that goes on keeps its number."""

    window: str
    community: int
    actor: Hashable
    label: str
    share: float


def windows(net: nx.Graph, years: int, step: int = 1, *, expanding: bool = False) -> list[str]:
    """Return the windows of so many years each, from the first year of a network to its last; the last may be shorter.

    Each begins so many years after the one before or, `expanding`, with the first year. Errors: UsageError for less
    than a year, and for a network without days.
    """
    if years < 1 or step < 1:
        raise UsageError("a window and its step are a year or more; give whole numbers from 1")
    known = [str(data[name])[:4] for _, data in net.nodes(data=True) for name in ("begin", "end") if data.get(name)]
    if not known:
        raise UsageError("the network bears no days, and windows need them; show it as a whole")
    first, last = int(min(known)), int(max(known))
    ends = range(min(first + years - 1, last), last + step, step)
    return [f"{first if expanding else end - years + 1}/{min(end, last)}" for end in ends]


def within(net: nx.Graph, window: str) -> nx.Graph:
    """Return a network as it is in a window: of the occasions that begin in it, or of the times of its ties that do.

    Actors who are tied to nobody in it stay out where there are only ties. Errors: UsageError.
    """
    if "occasions" in net.graph:
        held, chosen = record.of_text(net.graph["occasions"]), choices.of_texts(net.graph)
        known = {str(node): dict(data) for node, data in net.nodes(data=True)}
        try:
            return made(held, known, replace(chosen, window=window))
        except UsageError:  # no occasion is left
            return nx.Graph()
    first, _, last = window.partition("/")
    found = nx.DiGraph() if net.is_directed() else nx.Graph()
    for source, target, data in net.edges(data=True):
        times = str(data.get("days", "")).split()
        weights = str(data.get("weights", "")).split() or ["1"] * len(times)
        weight = sum(float(w) for time, w in zip(times, weights, strict=True) if first <= time[:4] <= last)
        if weight:
            for node in (source, target):
                found.add_node(node, **net.nodes[node])
            found.add_edge(source, target, weight=weight)
    return found


def places(net: nx.Graph, spans: Sequence[str], measure: str, weighted: bool = False) -> dict[str, list[Score]]:
    """Return the ranking of each window. Errors: those of `rank`."""
    return {window: rank(within(net, window), measure, weighted=weighted) for window in spans}


def timeline(net: nx.Graph, spans: Sequence[str], **found: object) -> list[Membership]:
    """Return who is of which community in each window; `found` are the options of `communities.find`.

    The communities of a window take the number of that of the window before with which they share most, the likest
    first and each once, where the likeness is `LIKE` or more; others get a new one. Who is alone is left out.
    *Source*: D. Greene, D. Doyle and P. Cunningham, Tracking the evolution of communities in dynamic social networks,
    ASONAM 2010.
    """
    rows: list[Membership] = []
    before: dict[int, set[Hashable]] = {}
    latest = 0
    for window in spans:
        part = within(net, window)
        one = communities.find(part, **found)  # type: ignore[arg-type]
        now: dict[int, set[Hashable]] = {}
        for actor, number in one.members.items():
            if part.degree(actor):
                now.setdefault(number, set()).add(actor)
        named = _continued(before, now)
        for number in sorted(now):
            if number not in named:
                latest += 1
                named[number] = latest
        before = {named[number]: members for number, members in now.items()}
        for number, members in now.items():
            for actor in members:
                label = str(part.nodes[actor].get("label", actor))
                rows.append(Membership(window, named[number], actor, label, one.shares[actor]))
    order = {window: place for place, window in enumerate(spans)}
    return sorted(rows, key=lambda row: (order[row.window], row.community, row.label, str(row.actor)))


def _continued(before: Mapping[int, set[Hashable]], now: Mapping[int, set[Hashable]]) -> dict[int, int]:
    likeness = sorted(
        (-len(old & new) / len(old | new), earlier, later)
        for earlier, old in before.items()
        for later, new in now.items()
    )
    found: dict[int, int] = {}
    for like, earlier, later in likeness:
        if -like >= LIKE and later not in found and earlier not in found.values():
            found[later] = earlier
    return found
