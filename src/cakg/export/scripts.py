"""Networks as JSON for scripts and browsers: of networkx, Cytoscape, graphology and sigma."""

from math import sqrt

import networkx as nx

from cakg.engine.cells import as_json
from cakg.export.plain import Value, beside
from cakg.networks.layout import layout

_COLOURS = ("#1b6ca8", "#b5541c", "#4d7f2a", "#7a4fa3", "#9c2f4f", "#5f5f5f")  # apart for the colour-blind, too


def node_link(net: nx.Graph) -> bytes:
    """Return a network as node-link JSON: `nodes` with `id`, `edges` with `source` and `target`."""
    net = net.copy()
    for _, data in net.nodes(data=True):
        _rename(data, "id")
    for _, _, data in net.edges(data=True):
        _rename(data, "source", "target")
    return as_json(nx.node_link_data(net, edges="edges"), 1).encode("utf-8")


def _rename(data: dict[str, Value], *own: str) -> None:
    kept = beside(data, own)
    data.clear()
    data.update(kept)


def cytoscape(net: nx.Graph) -> bytes:
    """Return a network as the elements of Cytoscape and cytoscape.js, what is said of the whole under `data`.

    Cytoscape shows the `name` of a node; networkx takes its `value` for the node itself.
    """
    nodes = [
        {"data": {"id": node, "name": data.get("label", node), "value": node, **beside(data, ("id", "name", "value"))}}
        for node, data in net.nodes(data=True)
    ]

    def key(number: int) -> dict[str, int]:
        return {"key": number} if net.is_multigraph() else {}

    edges = [
        {
            "data": {
                "id": f"e{number}",
                **key(number),
                "source": s,
                "target": t,
                **beside(data, ("id", "source", "target")),
            }
        }
        for number, (s, t, data) in enumerate(net.edges(data=True))
    ]
    whole = {"data": net.graph, "directed": net.is_directed(), "multigraph": net.is_multigraph()}
    whole["elements"] = {"nodes": nodes, "edges": edges}
    return as_json(whole, 1).encode("utf-8")


def graphology(net: nx.Graph) -> bytes:
    """Return a network as what graphology imports and exports. *Source*: graphology, Serialization."""
    sort = "directed" if net.is_directed() else "undirected"
    nodes = [{"key": node, "attributes": data} for node, data in net.nodes(data=True)]
    edges = [
        {"source": s, "target": t, "attributes": data, **({} if net.is_directed() else {"undirected": True})}
        for s, t, data in net.edges(data=True)
    ]
    options = {"type": sort, "multi": net.is_multigraph(), "allowSelfLoops": True}
    whole = {"options": options, "attributes": net.graph, "nodes": nodes, "edges": edges}
    return as_json(whole, 1).encode("utf-8")


def sigma(net: nx.Graph) -> bytes:
    """Return a network for sigma.js: that of graphology, with places, sizes and colours to be drawn at once.

    A node is as large as the root of its degree says, and coloured by its `kind`; places are those of `layout`.
    """
    places = layout(net)
    top = max((degree for _, degree in net.degree()), default=1) or 1
    kinds = sorted({str(data.get("kind", "")) for _, data in net.nodes(data=True)})
    shown = net.copy()
    for node, data in shown.nodes(data=True):
        x, y = places[node]
        size = round(2 + 13 * sqrt(net.degree(node) / top), 1)
        color = _COLOURS[kinds.index(str(data.get("kind", ""))) % len(_COLOURS)]
        own = {
            "label": data.get("label", node),
            "x": round(x * 1000, 1),
            "y": round(-y * 1000, 1),
            "size": size,
            "color": color,
        }
        _rename(data, *(name for name in own if name != "label"))
        data.update(own)
    for _, _, data in shown.edges(data=True):
        _rename(data, "size", "color", "type")
        data["size"] = round(0.5 + 3 * min(1.0, float(data.get("weight", 1)) / 8), 2)
    return graphology(shown)
