"""A network as a drawing: where its nodes stand, how large they are, which ties join them."""

from collections.abc import Mapping, Sequence
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
_ROOM, _FIRST = 20.0, 25  # more between two of the first so many, whose labels stand there
_TIES = 5  # for each node, of the strongest
_BACKBONE = 0.05
_ENOUGH = 10  # ties beyond chance: by fewer no network can be drawn
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
    sorting: str = ""  # which ties were drawn first, where not all are alike
    beyond: int | None = None  # how many of all ties are beyond chance, where that is known
    width: int = WIDTH
    height: int = HEIGHT


def draw(net: "networkx.Graph", index: Reader | None = None, most: int = _MOST) -> Sociogram:
    """Return the best connected nodes of a network and the ties among them; equal networks give equal drawings.

    The ties of the backbone come first, where the network knows its occasions or its ties bear a `q`: by them nodes are
    chosen and placed, and the others are drawn faint. Elsewhere, and where fewer than `_ENOUGH` are beyond chance, the
    strongest ties do, `_TIES` for each node; which they are is the `sorting`. Places are those of `layout`. `index`
    gives short names and the places on the page to link to.
    """
    from cakg.networks.backbone import weighed
    from cakg.networks.given import admitted

    plain = _plain(weighed(admitted(net)))
    given = (
        " given the series" if net.graph.get("conditioned", "series") == "series" and "occasions" in net.graph else ""
    )
    first, sorting, alone = _first(plain, f"beyond chance{given} (q at most {_BACKBONE:g})")
    strength = dict(plain.degree(weight="weight"))
    ranked = sorted(plain, key=lambda node: (-first.degree(node), -plain.degree(node), -strength[node], node))
    best = _among(first, [node for node in ranked if first.degree(node)][:most])
    shown = _among(plain, [node for node in best if best.degree(node)])
    names = {str(node): str(data.get("label", node)) for node, data in net.nodes(data=True)}
    places = _places(_among(first, list(shown)))
    top = max((plain.degree(node) for node in shown), default=1)
    order = [node for node in ranked if node in places]
    shares = [sqrt(plain.degree(node) / top) for node in order]
    radii = [round(3 + 13 * share, 1) for share in shares]
    places = dict(zip(order, _apart([places[node] for node in order], radii), strict=True))
    spots = [
        Spot(*places[node], r, clipped(_short(index, node, names), 42), 10.5 + 4 * share)
        for node, r, share in zip(order, radii, shares, strict=True)
    ]
    frame: Box = (4, 32, WIDTH - 4, HEIGHT - 4)  # above stands the title of a picture
    labels = place_labels(spots, frame, [mark_box(spot) for spot in spots])
    nodes = []
    for number, (node, spot, label) in enumerate(zip(order, spots, labels, strict=True)):
        kind = _kind(node)
        others = plain.degree(node)
        title = (
            f"{names[node]} – {_KINDS.get(kind, 'other').lower()}, tied to {others} other{'' if others == 1 else 's'}"
        )
        href = None if index is None else index.link(node).href
        nodes.append(Node(number, kind, shape(kind, spot.x, spot.y, spot.r), title, href, label))
    number_of = {node: number for number, node in enumerate(order)}
    drawn = sorted(shown.edges(data=True), key=lambda e: (first.has_edge(e[0], e[1]), e[2]["weight"], e[0], e[1]))
    if alone:
        drawn = [tie for tie in drawn if first.has_edge(tie[0], tie[1])]
    heaviest = max((data["weight"] for _, _, data in drawn), default=1.0)
    ties = tuple(
        Tie(number_of[a], number_of[b], *places[a], *places[b], _strength(data["weight"] / heaviest))
        if first.has_edge(a, b)
        else Tie(number_of[a], number_of[b], *places[a], *places[b], 1)
        for a, b, data in drawn
    )
    kinds = sorted({node.kind for node in nodes}, key=[*_KINDS, "other"].index)
    legend = tuple((kind, _KINDS.get(kind, "Other"), shape(kind, 9, 9, 6)) for kind in kinds)
    qs = [q for _, _, q in plain.edges(data="q") if q is not None]
    beyond = sum(q <= _BACKBONE for q in qs) if qs else None
    return Sociogram(tuple(nodes), ties, len(net), plain.number_of_edges(), legend, sorting, beyond)


def _plain(net: "networkx.Graph") -> "networkx.Graph":
    """Return a network as drawings need it: texts for nodes, ties without direction, sorted."""
    import networkx as nx

    plain = nx.Graph()
    plain.add_nodes_from(sorted(str(node) for node in net))
    for a, b, data in sorted(net.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1]))):
        one, other = sorted((str(a), str(b)))
        if one == other:
            continue
        known = plain.get_edge_data(one, other, {"weight": 0.0})
        q = {"q": min(float(data["q"]), known.get("q", 1.0))} if "q" in data else {}
        plain.add_edge(one, other, weight=known["weight"] + float(data.get("weight", 1)), **q)
    return plain


def _first(plain: "networkx.Graph", said: str) -> tuple["networkx.Graph", str, bool]:
    """Return the ties that are drawn first, among all nodes, how they were chosen, and whether they alone are drawn."""
    import networkx as nx

    first = nx.Graph()
    first.add_nodes_from(plain)
    ties = list(plain.edges(data=True))
    beyond = [(a, b, data) for a, b, data in ties if data.get("q", 1.0) <= _BACKBONE]
    first.add_edges_from(beyond)
    if len(beyond) >= _ENOUGH:
        return first, f"the {len(beyond)} {said}", False
    also = ""
    if any("q" in data for _, _, data in ties):
        also = f", and the {len(beyond)} {said}" if beyond else f", for none is {said}"
    if len(ties) <= _TIES * len(plain):
        first.add_edges_from(ties)
        return first, f"all{also}" if also else "", False
    strongest = sorted(ties, key=lambda tie: (-tie[2]["weight"], tie[0], tie[1]))
    first.add_edges_from(strongest[: _TIES * len(plain)])
    return first, f"the strongest{also}", True


def _short(index: Reader | None, node: str, names: Mapping[str, str]) -> str:
    return index.short(node) if index is not None and index.knows(node) else names[node]


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


def _strength(share: float) -> int:
    """Return how strong a tie is drawn, by its share of the heaviest."""
    return 1 if share < 0.125 else 2 if share < 0.25 else 3 if share < 0.5 else 4


def _places(net: "networkx.Graph") -> dict[str, tuple[float, float]]:
    """Return a place within the frame for each node."""
    from cakg.networks.layout import layout

    room = WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN
    return {
        str(node): (round(_MARGIN + x * room[0], 1), round(_MARGIN + y * room[1], 1))
        for node, (x, y) in layout(net).items()
    }


def _apart(places: Sequence[tuple[float, float]], radii: Sequence[float]) -> list[tuple[float, float]]:
    """Return places at which no mark lies on another, each pushed away as little as need be."""
    import numpy as np

    at, r = np.array(places).reshape(-1, 2), np.array(radii)
    among = np.arange(len(r)) < _FIRST
    room = r[:, None] + r[None, :] + _GAP + _ROOM * (among[:, None] & among[None, :])
    for _ in range(120):
        gaps = at[:, None, :] - at[None, :, :]
        distances = np.hypot(gaps[..., 0], gaps[..., 1])
        push = np.clip(room - distances, 0, None) / 2
        np.fill_diagonal(push, 0)
        if not push.any():
            break
        at = at + (gaps / np.maximum(distances, 0.1)[..., None] * push[..., None]).sum(axis=1) * 0.7
        at = np.clip(at, np.array([_MARGIN / 2, _MARGIN]), np.array([WIDTH, HEIGHT]) - _MARGIN / 2)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in at]
