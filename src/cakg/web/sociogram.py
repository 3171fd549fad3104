"""A network as a drawing: where its nodes stand, how large they are, which ties join them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from cakg.web.drawing import Box, Label, Spot, clipped, mark_box, place_labels, shape
from cakg.web.reader import Reader
from cakg.words.namespaces import kind_of

if TYPE_CHECKING:
    import networkx

WIDTH, HEIGHT = 1200, 820
_MARGIN = 46
_MOST = 120
_GAP = 13.0  # between two marks
_KINDS = {"state": "State", "org": "Organization", "person": "Person", "group": "Group", "event": "Event"}


@dataclass(frozen=True)
class Node:
    """Hold one node: its number, mark, tooltip and, where there is room, its label."""

    number: int
    kind: str
    path: str
    title: str
    href: str | None
    label: Label | None


@dataclass(frozen=True)
class Tie:
    """Hold one tie between two numbered nodes; `strength` is 1 (once) to 4 (often)."""

    a: int
    b: int
    x1: float
    y1: float
    x2: float
    y2: float
    strength: int


@dataclass(frozen=True)
class Sociogram:
    """Hold a drawing with what was left out of it."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    all_nodes: int
    all_ties: int
    kinds: tuple[tuple[str, str, str], ...]  # kind, its name, the path of its mark in the legend
    width: int = WIDTH
    height: int = HEIGHT


def draw(net: "networkx.Graph", index: Reader, most: int = _MOST) -> Sociogram:
    """Return the best connected nodes of a network and the ties among them; equal networks give equal drawings.

    The layout is a spring layout with a fixed seed. `index` gives short names and the places on the page to link to.
    """
    import networkx as nx

    plain = nx.Graph()
    plain.add_nodes_from(sorted(str(node) for node in net))
    for a, b, data in sorted(net.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1]))):
        one, other = sorted((str(a), str(b)))
        known = plain.get_edge_data(one, other, {"weight": 0.0})["weight"]
        plain.add_edge(one, other, weight=known + float(data.get("weight", 1)))
    strength = dict(plain.degree(weight="weight"))
    ranked = sorted(plain, key=lambda node: (-plain.degree(node), -strength[node], node))
    shown = _among(plain, [node for node in ranked if plain.degree(node)][:most])
    names = {str(node): str(data.get("label", node)) for node, data in net.nodes(data=True)}
    places = _layout(shown)
    top = max((plain.degree(node) for node in shown), default=1)
    order = [node for node in ranked if node in places]
    shares = [sqrt(plain.degree(node) / top) for node in order]
    radii = [round(3 + 13 * share, 1) for share in shares]
    places = dict(zip(order, _apart([places[node] for node in order], radii), strict=True))
    spots = [
        Spot(*places[node], r, clipped(index.short(node) if index.knows(node) else names[node], 42), 10.5 + 4 * share)
        for node, r, share in zip(order, radii, shares, strict=True)
    ]
    frame: Box = (4, 4, WIDTH - 4, HEIGHT - 4)
    labels = place_labels(spots, frame, [mark_box(spot) for spot in spots])
    nodes = []
    for number, (node, spot, label) in enumerate(zip(order, spots, labels, strict=True)):
        kind = _kind(node)
        others = plain.degree(node)
        title = (
            f"{names[node]} – {_KINDS.get(kind, 'other').lower()}, tied to {others} other{'' if others == 1 else 's'}"
        )
        mark, href = shape(kind, spot.x, spot.y, spot.r), index.link(node).href
        nodes.append(Node(number, kind, mark, title, href, label))
    number_of = {node: number for number, node in enumerate(order)}
    ties = tuple(
        Tie(number_of[a], number_of[b], *places[a], *places[b], _strength(data["weight"]))
        for a, b, data in sorted(shown.edges(data=True), key=lambda e: (e[2]["weight"], e[0], e[1]))
    )
    kinds = sorted({node.kind for node in nodes}, key=[*_KINDS, "other"].index)
    legend = tuple((kind, _KINDS.get(kind, "Other"), shape(kind, 9, 9, 6)) for kind in kinds)
    return Sociogram(tuple(nodes), ties, len(net), net.number_of_edges(), legend)


def _among(net: "networkx.Graph", nodes: Sequence[str]) -> "networkx.Graph":
    """Return some nodes of a network and the ties among them, in their order: a view of networkx has that of a set."""
    import networkx as nx

    found = nx.Graph()
    found.add_nodes_from(sorted(nodes))
    found.add_edges_from((a, b, net[a][b]) for a in found for b in sorted(net[a]) if a < b and b in found)
    return found


def _kind(iri: str) -> str:
    kind = kind_of(iri)
    return kind if kind in _KINDS else "other"


def _strength(weight: float) -> int:
    return 1 if weight < 2 else 2 if weight < 4 else 3 if weight < 8 else 4


def _layout(net: "networkx.Graph") -> dict[str, tuple[float, float]]:
    """Return a place within the frame for each node."""
    import networkx as nx

    if len(net) == 0:
        return {}
    ordered = nx.Graph()
    ordered.add_nodes_from(net)
    ordered.add_edges_from((a, b, {"pull": sqrt(weight)}) for a, b, weight in net.edges(data="weight"))
    middle = ""  # holds together what no tie does
    if not nx.is_connected(ordered):
        ordered.add_edges_from((middle, node, {"pull": 0.2}) for node in sorted(net))
    distance = 2.2 / sqrt(len(ordered))
    found = nx.spring_layout(ordered, k=distance, weight="pull", seed=7, iterations=300)
    found.pop(middle, None)
    # ranks spread what a spring layout heaps up: half the true place, half the place in the order
    axes = []
    for axis, size in ((0, WIDTH), (1, HEIGHT)):
        values = {node: float(place[axis]) for node, place in found.items()}
        low, high = min(values.values()), max(values.values())
        order = {node: i for i, node in enumerate(sorted(values, key=lambda node: (values[node], node)))}
        last = max(1, len(order) - 1)
        spread = {n: 0.45 * (v - low) / ((high - low) or 1) + 0.55 * order[n] / last for n, v in values.items()}
        axes.append({n: round(_MARGIN + part * (size - 2 * _MARGIN), 1) for n, part in spread.items()})
    return {node: (axes[0][node], axes[1][node]) for node in found}


def _apart(places: Sequence[tuple[float, float]], radii: Sequence[float]) -> list[tuple[float, float]]:
    """Return places at which no mark lies on another, each pushed away as little as need be."""
    import numpy as np

    at, r = np.array(places).reshape(-1, 2), np.array(radii)
    room = r[:, None] + r[None, :] + _GAP
    for _ in range(120):
        gaps = at[:, None, :] - at[None, :, :]
        distances = np.hypot(gaps[..., 0], gaps[..., 1])
        push = np.clip(room - distances, 0, None) / 2
        np.fill_diagonal(push, 0)
        if not push.any():
            break
        at = at + (gaps / np.maximum(distances, 0.1)[..., None] * push[..., None]).sum(axis=1) * 0.7
        at = np.clip(at, _MARGIN / 2, np.array([WIDTH, HEIGHT]) - _MARGIN / 2)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in at]
