"""Whether communities are found again: in the network as it may have been, drawn anew by layers of uncertainty."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from cakg.networks import communities, worlds
from cakg.networks.communities import Communities, Labels
from cakg.networks.paths import Vector
from cakg.words.errors import UsageError, hint
from cakg.words.integers import shown

DRAWS = 50
LAYERS = ("detection", "sampling")  # choices are no draws


@dataclass(frozen=True)
class Steadiness:
    """Hold how well communities are found again in so many draws of a layer of uncertainty.

    `stability`: by community, the mean likeness (Jaccard) of the most similar one of each draw. `shares`: in how many
    of the draws in which it has ties an actor lies in the community that is most like its own. What is in no draw has
    None. `agreement`: the mean adjusted Rand index of the communities and those of the draws.
    """

    layer: str
    draws: int
    stability: Mapping[int, float | None]
    shares: Mapping[Hashable, float | None]
    agreement: float


def layers(wanted: bool | str | Sequence[str]) -> tuple[str, ...]:
    """Return the layers that are wanted, in their order: True is detection. Errors: UsageError for what is none."""
    names = ["detection"] if wanted is True else wanted or []
    names = [word.strip() for word in names.split(",")] if isinstance(names, str) else list(names)
    for name in names:
        if name == "choices":
            raise UsageError("choices are no draws; communities have intervals by detection and sampling")
        if name not in (*LAYERS, "all"):
            remedy = hint(name, (*LAYERS, "all"), f"choose among {', '.join(LAYERS)} and all")
            raise UsageError(f"{name!r} is no layer of uncertainty of communities; {remedy}")
    return LAYERS if "all" in names else tuple(layer for layer in LAYERS if layer in names)


def taken(options: dict[str, object]) -> tuple[tuple[str, ...], dict[str, object]]:
    """Take the layers of `intervals` and their `draws` out of the options of communities, and return both.

    Errors: UsageError for what is no layer, and for draws without one.
    """
    found = layers(options.pop("intervals", False))  # type: ignore[arg-type]
    draws = {"draws": options.pop("draws")} if "draws" in options else {}
    if draws and not found:
        raise UsageError("draws go with intervals; name a layer, or leave them out")
    return found, draws


def steadiness(
    net: nx.Graph,
    found: Communities,
    layer: str,
    *,
    draws: int = DRAWS,
    method: str = "louvain",
    resolution: float = 1.0,
    seed: int = 1,
) -> Steadiness:
    """Return how well the communities of a network are found again in draws of a layer, those of `rank`.

    Each draw is searched once, with a seed of its own, so that the chance of the method is part of what is told. Who
    has no tie in a draw is left out of it. *Source*: C. Hennig, Cluster-wise assessment of cluster stability,
    Computational Statistics and Data Analysis 52, 2007, who calls communities stable from .75 on and would not trust
    any below .6.
    Errors: UsageError for fewer than one draw and for a network that can have none, with the reason.
    """
    if draws < 1:
        raise UsageError(f"{shown(draws)} draws tell nothing; draw at least once")
    reason = worlds.obstacle(net, layer)
    if reason is not None:
        raise UsageError(reason)
    origin = worlds.world(net)
    draw, rows = worlds.drawing(origin, layer, draws, seed), []
    for number in range(draws):
        matrix, _ = origin.matrix(*draw(number))
        labels = communities.labelled(nx.from_scipy_sparse_array(matrix), method, resolution, seed + number)
        rows.append(np.where(matrix.sum(axis=1) == 0, np.nan, labels)[: len(origin.actors)])
    drawn = np.array(rows)
    own = np.array([found.members[actor] - 1 for actor in origin.actors], dtype=np.intp)
    stability, shares, agreement = _compared(own, drawn)
    return Steadiness(
        layer,
        draws,
        {number + 1: _shown(value) for number, value in enumerate(stability.tolist())},
        {actor: _shown(value) for actor, value in zip(origin.actors, shares.tolist(), strict=True)},
        round(agreement, 12),
    )


def _compared(own: Labels, drawn: NDArray[np.float64]) -> tuple[Vector, Vector, float]:
    """Return likeness by community, share by actor, and agreement; NaN for what is in no draw.

    *Shapes*: `own` a label for each actor, `drawn` draws by actors, NaN where an actor is not in a draw.
    """
    likeness = np.full((len(drawn), int(own.max(initial=-1)) + 1), np.nan)
    hits = np.full(drawn.shape, np.nan)
    agreed = []
    for number, row in enumerate(drawn):
        there = ~np.isnan(row)
        mine, other = own[there], row[there].astype(np.intp)
        like, same = communities.likeness(mine, other)
        likeness[number, : len(like)] = like
        hits[number, there] = same
        agreed.append(communities.rand_index(mine, other))
    return _means(likeness), _means(hits), float(np.mean(agreed)) if agreed else 1.0


def _means(table: NDArray[np.float64]) -> Vector:
    known = (~np.isnan(table)).sum(axis=0)
    found: Vector = np.divide(np.nansum(table, axis=0), known, out=np.full(table.shape[1], np.nan), where=known > 0)
    return found


def _shown(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 12)
