"""What a network shows beyond one number for each actor: communities, brokers, mixing, bridges, reciprocity."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import networkx as nx
import numpy as np
from scipy.sparse import csr_array

from cakg.networks import brokerage, communities, mixing, steadiness
from cakg.networks.given import admitted, order
from cakg.networks.partition import Partition, names, numbered
from cakg.words.errors import UsageError, hint

Cell = str | int | float | None

SHOWN = ("whole", "communities", "brokerage", "mixing", "bridges", "reciprocity")
_WITH_GROUPS = frozenset(("brokerage", "mixing", "bridges"))
_DIGITS = 12


@dataclass(frozen=True)
class Structure:
    """Hold a table on a network, and what holds of the whole: a line each, with its numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Given:
    """Hold a network as matrix, with what was asked for."""

    net: nx.Graph
    nodes: Sequence[Hashable]
    weights: csr_array
    partition: Partition | None
    between: tuple[str, str] | None
    found: Mapping[str, object]

    @property
    def directed(self) -> bool:
        return bool(self.net.is_directed())

    def label(self, node: Hashable) -> str:
        return str(self.net.nodes[node].get("label", node))


def structure(
    net: nx.Graph,
    show: str = "whole",
    *,
    partition: Partition | None = None,
    between: Sequence[str] | None = None,
    **found: object,
) -> Structure:
    """Return what a network shows: `show` is one of `SHOWN`.

    `whole`: figures of the network. `communities`: who is of which, with the options of `communities.find`, and with
    `intervals` (a layer, both, or "all") how well they are found again in so many `draws` of `steadiness.steadiness`.
    `brokerage`: how often each plays which role between the groups of a `partition`. `mixing`: what ties groups.
    `bridges`: who joins two groups, `between`. `reciprocity`: what leads there and back, of a directed network.
    Errors: UsageError for what is none of these, and for what a network cannot show.
    """
    if show not in SHOWN:
        raise UsageError(f"{show!r} is nothing to show; {hint(show, SHOWN, 'use ' + ', '.join(SHOWN))}")
    if show in _WITH_GROUPS and partition is None:
        raise UsageError(f"{show} needs to know who belongs together; give a partition")
    if show not in {*_WITH_GROUPS, "whole"} and partition is not None:
        raise UsageError(f"{show} knows no groups; a partition goes with whole, {', '.join(sorted(_WITH_GROUPS))}")
    if (show == "bridges") != (between is not None):
        raise UsageError("bridges lead between two groups; name both, and for nothing else")
    if found and show != "communities":
        raise UsageError(f"{', '.join(sorted(found))} goes with communities alone")
    if any(mode == 1 for _, mode in net.nodes(data="bipartite")):
        raise UsageError(f"{show} is of actors tied to one another, not to events; show the projection")
    nodes = sorted(admitted(net), key=order)
    pair = None if between is None else _pair(between, partition or {})
    return _SHOW[show](_Given(net, nodes, _matrix(net, nodes), partition, pair, found))


def _matrix(net: nx.Graph, nodes: Sequence[Hashable]) -> csr_array:
    if not nodes:
        return csr_array((0, 0))
    found = csr_array(nx.to_scipy_sparse_array(net, nodes, dtype=float, weight="weight"))
    found.setdiag(0)
    found.eliminate_zeros()
    return found


def _pair(between: Sequence[str], partition: Partition) -> tuple[str, str]:
    known = names(partition)
    if len(between) != 2 or between[0] == between[1]:
        raise UsageError(f"bridges lead between two groups; name two of {', '.join(known)}")
    for name in between:
        if name not in known:
            raise UsageError(
                f"{name!r} is no group of the partition; {hint(name, known, 'known are ' + ', '.join(known))}"
            )
    return between[0], between[1]


def _whole(given: _Given) -> Structure:
    weights, size = given.weights, len(given.nodes)
    ties = weights.nnz if given.directed else weights.nnz // 2
    pairs = size * (size - 1) / (1 if given.directed else 2)
    plain = nx.from_scipy_sparse_array(csr_array(weights + weights.T))
    parts = sorted(map(len, nx.connected_components(plain)), reverse=True)
    rows: list[tuple[Cell, ...]] = [
        ("actors", size, "of them in the largest part: " + str(parts[0] if parts else 0)),
        ("ties", ties, "directed" if given.directed else "undirected"),
        ("density", ties / pairs if pairs else None, "ties, of all that are possible"),
        ("parts", len(parts), "sets of actors that no path joins"),
        ("transitivity", nx.transitivity(plain), "closed, of all paths of two steps; directions set aside"),
        ("degree assortativity", _degrees(plain), "correlation of the degrees of who is tied, -1 to 1 (Newman 2002)"),
    ]
    if given.directed:
        mutual, strong = mixing.reciprocity(weights)
        rows.append(("reciprocity", _number(mutual), "returned, of all ties"))
        rows.append(("weighted reciprocity", _number(strong), "weight that is returned (Squartini et al. 2013)"))
    if given.partition is not None:
        groups = numbered(given.partition, given.nodes)
        said = "within groups: 1 all ties, 0 as by chance (Newman 2003)"
        rows.append(("assortativity", _number(mixing.assortativity(weights, groups)), said))
    return Structure(("figure", "value", "meaning"), tuple(map(_rounded, rows)))


def _degrees(plain: nx.Graph) -> float | None:
    degrees = {degree for _, degree in plain.degree() if degree}
    return float(nx.degree_assortativity_coefficient(plain)) if len(degrees) > 1 else None


def _communities(given: _Given) -> Structure:
    options = dict(given.found)
    layers, draws = steadiness.taken(options)
    found = communities.find(given.net, **options)  # type: ignore[arg-type]
    options.pop("runs", None)
    held = [steadiness.steadiness(given.net, found, one, **draws, **options) for one in layers]  # type: ignore[arg-type]
    rows: list[tuple[Cell, ...]] = []
    for actor, number in sorted(
        found.members.items(), key=lambda one: (one[1], -found.shares[one[0]], given.label(one[0]), str(one[0]))
    ):
        more = [cell for one in held for cell in (one.stability[number], one.shares[str(actor)])]
        rows.append((number, found.stability[number], given.label(actor), found.shares[actor], *more, str(actor)))
    remarks = [
        f"modularity {found.modularity:.3f}; the runs agree to {found.agreement:.2f} (adjusted Rand index, 1 wholly)"
    ]
    remarks += [f"{one.layer}: {one.draws} draws agree with these to {one.agreement:.2f}" for one in held]
    told = [f"{layer} {what}" for layer in layers for what in ("stability", "share")]
    columns = ("community", "stability", "label", "share", *told, "actor")
    return Structure(columns, tuple(map(_rounded, rows)), tuple(remarks))


def _brokerage(given: _Given) -> Structure:
    partition = given.partition or {}
    groups = numbered(partition, given.nodes)
    roles = brokerage.brokerage(given.weights, groups)
    chance = brokerage.expected(given.weights, groups)["brokerage"]
    rows: list[tuple[Cell, ...]] = []
    for index in np.argsort(-roles["brokerage"], kind="stable").tolist():
        actor = given.nodes[index]
        counts = [int(roles[role][index]) for role in (*brokerage.ROLES, "brokerage")]
        rows.append((given.label(actor), partition[actor], *counts, float(chance[index]), str(actor)))
    columns = ("label", "group", *brokerage.ROLES, "brokerage", "expected", "actor")
    both = () if given.directed else ("ties have no direction: every path counts in both",)
    return Structure(columns, tuple(map(_rounded, rows)), both)


def _mixing(given: _Given) -> Structure:
    partition = given.partition or {}
    groups, known = numbered(partition, given.nodes), names({node: partition[node] for node in given.nodes})
    table = mixing.mix(given.weights, groups, given.directed)
    inward = mixing.inward(given.weights, groups)
    rows = [
        (known[one.source], known[one.target], one.ties, one.weight, one.expected, _number(one.weight / one.expected))
        if one.expected
        else (known[one.source], known[one.target], one.ties, one.weight, one.expected, None)
        for one in table
    ]
    within = mixing.assortativity(given.weights, groups)
    remarks = [f"assortativity {within:.3f} (1 all ties within groups, 0 as by chance; Newman 2003)"]
    remarks += [
        f"E-I index of {name}: {value:.2f} (-1 all ties within, 1 all without)"
        for name, value in zip(known, inward.tolist(), strict=True)
        if not isnan(value)
    ]
    columns = ("group", "other group", "ties", "weight", "expected", "ratio")
    return Structure(columns, tuple(map(_rounded, rows)), tuple(remarks))


def _bridges(given: _Given) -> Structure:
    partition, (one, other) = given.partition or {}, given.between or ("", "")
    groups, known = numbered(partition, given.nodes), names({node: partition[node] for node in given.nodes})
    rows = []
    for bridge in mixing.bridges(given.weights, groups, known.index(one), known.index(other)):
        actor = given.nodes[bridge.actor]
        counts = bridge.to_one, bridge.to_other, bridge.pairs, bridge.paths
        rows.append((given.label(actor), partition[actor], *counts, str(actor)))
    columns = ("label", "group", f"tied to {one}", f"tied to {other}", "pairs joined", "share of paths", "actor")
    first, second = (np.flatnonzero(groups == known.index(group)) for group in (one, other))
    tied = int((given.weights + given.weights.T)[first][:, second].nnz)
    rests = (
        f"{one}: {len(first)} actors; {other}: {len(second)}; of their {len(first) * len(second)} pairs {tied} are tied"
    )
    if not rows:
        rests += "; nobody stands between the others" if tied < len(first) * len(second) else "; none needs a bridge"
    return Structure(columns, tuple(map(_rounded, rows)), (rests,))


def _reciprocity(given: _Given) -> Structure:
    if not given.directed:
        raise UsageError("reciprocity needs ties that lead from one to another, and these do not; ask a directed view")
    mutual, strong = mixing.reciprocity(given.weights)
    rows = [
        (given.label(one), given.label(other), there, back, balance, str(one), str(other))
        for one, other, there, back, balance in mixing.dyads(given.weights, given.nodes)
    ]
    remark = f"returned: {mutual:.3f} of the ties, {strong:.3f} of their weight"
    both = sum(1 for row in rows if row[2] and row[3])
    rests = f"{len(rows)} pairs, {both} of them both ways; weight in all {float(given.weights.sum()):g}"
    columns = ("label", "other label", "there", "back", "balance", "actor", "other")
    return Structure(columns, tuple(map(_rounded, rows)), (remark, rests))


def _number(value: float) -> float | None:
    return None if isnan(value) else value


def _rounded(row: Sequence[Cell]) -> tuple[Cell, ...]:
    return tuple(round(cell, _DIGITS) if isinstance(cell, float) else cell for cell in row)


_SHOW: dict[str, Callable[[_Given], Structure]] = {
    "whole": _whole,
    "communities": _communities,
    "brokerage": _brokerage,
    "mixing": _mixing,
    "bridges": _bridges,
    "reciprocity": _reciprocity,
}
