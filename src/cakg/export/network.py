"""Networks as files: GEXF and GraphML for Gephi and its like, JSON for scripts and browsers, CSV for tables."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx
from networkx.readwrite.graphml import GraphMLWriter

from cakg.engine.delimited import delimited
from cakg.export.formats import demand

GEXF = "http://gexf.net/1.3"

_NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("[\t\n\r]")
_TYPES = {str: "string", int: "integer", float: "double"}


def write(net: nx.Graph, form: str) -> bytes:
    """Return a network as a file of a format: gexf, graphml, json, csv (its ties) or nodes (its nodes, as CSV).

    Equal networks give equal bytes. In texts, control characters and whatever else XML cannot hold become U+FFFD,
    tabs and line ends become blanks; attributes that are neither text nor numbers are left out.
    Errors: UsageError for an unknown format.
    """
    demand(form, "network")
    return _WRITERS[form](clean(net))


def clean(net: nx.Graph) -> nx.Graph:
    """Return a copy that every format can hold: sorted, with texts and finite numbers alone.

    Errors: ValueError where two nodes become one.
    """
    copy = nx.DiGraph() if net.is_directed() else nx.Graph()
    copy.graph.update(_kept(net.graph.items()))
    for node in sorted(net):
        copy.add_node(_legal(str(node)), **_kept(net.nodes[node].items()))
    if len(copy) < len(net):
        raise ValueError("two nodes differ only in characters that no file can hold")
    for source, target in sorted(net.edges if net.is_directed() else map(sorted, net.edges)):
        copy.add_edge(_legal(str(source)), _legal(str(target)), **_kept(net.edges[source, target].items()))
    return copy


def _kept(attributes: Iterable[tuple[str, object]]) -> dict[str, str | int | float]:
    found: dict[str, str | int | float] = {}
    for name, value in attributes:
        if isinstance(value, str):
            found[name] = _legal(value)
        elif isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf"):
            found[name] = value
    return found


def _legal(text: str) -> str:
    return _LINE_ENDS.sub(" ", _NO_TEXT.sub("\ufffd", text))


def _gexf(net: nx.Graph) -> bytes:
    """Return a network as GEXF 1.3, with its days as spells: a tie lives in the days of its events, not between them.

    Gephi drops a spell that ends where it starts: what lasted one day ends one day later. A bound that is not known is
    left out, which makes the spell open there.
    *Source*: https://gexf.net/schema.html
    """
    root = Element("gexf", xmlns=GEXF, version="1.3")
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "cakg"
    if "note" in net.graph:
        SubElement(meta, "description").text = net.graph["note"]
    dynamic = any("begin" in data or "end" in data for _, data in net.nodes(data=True))
    mode = {"mode": "dynamic", "timeformat": "date"} if dynamic else {"mode": "static"}
    sort = "directed" if net.is_directed() else "undirected"
    graph = SubElement(root, "graph", {"defaultedgetype": sort, **mode})
    shown = {
        "node": {node: {k: v for k, v in data.items() if k != "label"} for node, data in net.nodes(data=True)},
        "edge": {(s, t): {k: v for k, v in data.items() if k != "weight"} for s, t, data in net.edges(data=True)},
    }
    for part, things in shown.items():
        declared = {name: _TYPES[type(value)] for data in things.values() for name, value in data.items()}
        if declared:
            attributes = SubElement(graph, "attributes", {"class": part, "mode": "static"})
            for name in sorted(declared):
                SubElement(attributes, "attribute", id=name, title=name, type=declared[name])
    nodes = SubElement(graph, "nodes")
    for node, data in shown["node"].items():
        element = SubElement(nodes, "node", id=node, label=net.nodes[node].get("label", node))
        _add_values(element, data, "begin", "end")
    edges = SubElement(graph, "edges")
    for number, ((source, target), data) in enumerate(shown["edge"].items()):
        weight = str(float(net.edges[source, target].get("weight", 1)))
        element = SubElement(edges, "edge", id=str(number), source=source, target=target, weight=weight)
        _add_values(element, data, "first", "last")
    return _xml(root)


def _add_values(element: Element, data: dict[str, str | int | float], first: str, last: str) -> None:
    if data:
        values = SubElement(element, "attvalues")
        for name, value in sorted(data.items()):
            SubElement(values, "attvalue", {"for": name, "value": str(value)})
    known = str(data.get("days") or f"{data.get(first, '')}/{data.get(last, '')}")
    if known != "/":
        spells = SubElement(element, "spells")
        for days in known.split():
            SubElement(spells, "spell", _spell(*days.split("/")))


def _spell(first: str, last: str) -> dict[str, str]:
    """Return when a spell starts and ends; what is not known, or ends after the last day there is, is left out."""
    start = date.fromisoformat(first) if first else None
    end = date.fromisoformat(last) if last else None
    if start is not None and end is not None and end <= start:
        end = None if start == date.max else start + timedelta(days=1)
    return {name: day.isoformat() for name, day in (("start", start), ("end", end)) if day is not None}


def _graphml(net: nx.Graph) -> bytes:
    """Return a network as GraphML; days are texts, for GraphML knows no time."""
    for _, _, data in net.edges(data=True):
        data["weight"] = float(data.get("weight", 1))
    return _xml(GraphMLWriter(net, prettyprint=False, named_key_ids=False).xml)


def _xml(root: Element) -> bytes:
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _json(net: nx.Graph) -> bytes:
    """Return a network as node-link JSON: `nodes` with `id`, `edges` with `source` and `target`."""
    data = nx.node_link_data(net, edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _edges(net: nx.Graph) -> bytes:
    """Return the ties as CSV, with the columns that Gephi knows first."""
    sort = "Directed" if net.is_directed() else "Undirected"
    labels = {node: data.get("label", node) for node, data in net.nodes(data=True)}
    rows = [
        {"Source": s, "Target": t, "Type": sort, "Weight": data.get("weight", 1), "source_label": labels[s]}
        | {"target_label": labels[t]}
        | {name: value for name, value in data.items() if name != "weight"}
        for s, t, data in net.edges(data=True)
    ]
    return _table(("Source", "Target", "Type", "Weight", "source_label", "target_label"), rows)


def _nodes(net: nx.Graph) -> bytes:
    """Return the nodes as CSV, with the columns that Gephi knows first."""
    rows = [
        {"Id": node, "Label": data.get("label", node)} | {name: data[name] for name in data if name != "label"}
        for node, data in net.nodes(data=True)
    ]
    return _table(("Id", "Label"), rows)


def _table(first: tuple[str, ...], rows: list[dict[str, str | int | float]]) -> bytes:
    columns = [*first, *sorted({name for row in rows for name in row} - set(first))]
    return delimited(columns, ([row.get(column) for column in columns] for row in rows)).encode("utf-8")


_WRITERS: dict[str, Callable[[nx.Graph], bytes]] = {
    "gexf": _gexf,
    "graphml": _graphml,
    "json": _json,
    "csv": _edges,
    "nodes": _nodes,
}
