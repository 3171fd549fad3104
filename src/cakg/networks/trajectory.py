"""Communities window by window: which of them go on."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from cakg.networks import communities, steadiness
from cakg.words.errors import UsageError

LIKE = 0.3  # the least likeness (Jaccard) by which a community goes on in another window


@dataclass(frozen=True)
class Membership:
    """Hold that an actor is of a community in a window; a community that goes on keeps its number.

    `share`: in how many, `among` runs of the method or draws of a layer of uncertainty, the actor is in its like (None
    where it has no tie in any draw).
    """

    window: str
    community: int
    actor: Hashable
    label: str
    share: float | None
    among: str = "runs"


def timeline(windows: Iterable[tuple[str, nx.Graph]], **found: object) -> list[Membership]:
    """Return who is of which community in each window; `found` are the options of communities in `structure`.

    The communities of a window take the number of that of the window before with which they share most, the likest
    first and each once, where the likeness is `LIKE` or more; others get a new one. Who is alone is left out.
    *Source*: D. Greene, D. Doyle and P. Cunningham, Tracking the evolution of communities in dynamic social networks,
    ASONAM 2010. Errors: UsageError of `communities.find`, for several layers of intervals, and for a window that can
    have none.
    """
    options = dict(found)
    layers, draws = steadiness.taken(options)
    if len(layers) > 1:
        raise UsageError("a timeline has room for one layer of intervals; choose detection or sampling")
    among = f"draws by {layers[0]}" if layers else "runs"
    rows: list[Membership] = []
    before: dict[int, set[Hashable]] = {}
    latest = 0
    order: dict[str, int] = {}
    for window, part in windows:
        order[window] = len(order)
        one = communities.find(part, **options)  # type: ignore[arg-type]
        shares: Mapping[Hashable, float | None] = one.shares
        if layers and part.number_of_edges():
            how = {name: value for name, value in options.items() if name != "runs"} | draws
            try:
                shares = steadiness.steadiness(part, one, layers[0], **how).shares  # type: ignore[arg-type]
            except UsageError as error:
                raise UsageError(f"window {window}: {error}") from error
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
                rows.append(Membership(window, named[number], actor, label, shares[actor], among))
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
