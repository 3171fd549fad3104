"""Networks as files: GEXF and GraphML for Gephi and its like, JSON for scripts and browsers, CSV for tables."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx
from networkx.readwrite.graphml import GraphMLWriter

from cakg.engine.cells import as_json
from cakg.engine.delimited import delimited
from cakg.export.formats import named

GEXF = "http://gexf.net/1.3"

_NO_TEXT = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("[\t\n\r]")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Records = tuple[tuple[str, ...], list[dict[str, str | int | float]]]
_TYPES = {str: "string", int: "integer", float: "double"}


def write(net: nx.Graph, form: str, *, excel: bool = False) -> bytes:
    """Return a network as a file of a format: gexf, graphml, json (of networkx), cytoscape, graphology, csv (its ties)
    or nodes (its nodes, as CSV); `excel` goes with CSV, as in `engine.delimited`.

    Equal networks give equal bytes. The texts of `net.graph` (licence, version …) stand in every format but CSV. In
    texts, control characters and whatever else XML cannot hold become U+FFFD, tabs and line ends become blanks;
    attributes that are neither text nor numbers are left out.
    Errors: UsageError for an unknown format.
    """
    form = named(form, "network")
    if form in _TABLES:
        return _table(*_TABLES[form](clean(net)), excel=excel)
    return _WRITERS[form](clean(net))


def clean(net: nx.Graph) -> nx.Graph:
    """Return a copy that every format can hold: sorted, with texts and finite numbers alone.

    Errors: ValueError where two nodes become one.
    """
    copy = nx.DiGraph() if net.is_directed() else nx.Graph()
    copy.graph.update(_kept((name, value) for name, value in net.graph.items() if name != "occasions"))
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
    said = {name: str(value) for name, value in sorted(net.graph.items(), key=lambda pair: (pair[0] != "note", pair))}
    day = {"lastmodifieddate": said["date"]} if _DAY.fullmatch(said.get("date", "")) else {}
    meta = SubElement(root, "meta", day)
    SubElement(meta, "creator").text = "cakg"
    if said:
        lines = (value if name == "note" else f"{name}: {value}" for name, value in said.items())
        SubElement(meta, "description").text = "; ".join(lines)
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
    known = _spells(data, first, last)
    if known:
        spells = SubElement(element, "spells")
        for start, end in known:
            SubElement(spells, "spell", {name: day for name, day in (("start", start), ("end", end)) if day})


def _spells(data: dict[str, str | int | float], first: str, last: str) -> list[tuple[str, str]]:
    """Return from when to when something lasted, time by time; what lasted one day ends one day later.

    A bound that is not known, or would come after the last day there is, is empty.
    """
    found = []
    for days in str(data.get("days") or f"{data.get(first, '')}/{data.get(last, '')}").split():
        start, end = (date.fromisoformat(day) if day else None for day in days.split("/"))
        if start is not None and end is not None and end <= start:
            end = None if start == date.max else start + timedelta(days=1)
        found.append(("" if start is None else start.isoformat(), "" if end is None else end.isoformat()))
    return [spell for spell in found if any(spell)]


def _timeset(data: dict[str, str | int | float], first: str, last: str) -> dict[str, str]:
    """Return the column that Gephi takes for time in tables, of what has both bounds.

    *Source*: https://docs.gephi.org, Import Dynamic Data.
    """
    known = "; ".join(f"[{start}, {end}]" for start, end in _spells(data, first, last) if start and end)
    return {"timeset": f"<{known}>"} if known else {}


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
    return as_json(nx.node_link_data(net, edges="edges"), 1).encode("utf-8")


def _cytoscape(net: nx.Graph) -> bytes:
    """Return a network as the elements of Cytoscape and cytoscape.js, what is said of the whole under `data`."""
    nodes = [{"data": {"id": node, **data}} for node, data in net.nodes(data=True)]
    edges = [
        {"data": {"id": f"e{number}", "source": s, "target": t, **data}}
        for number, (s, t, data) in enumerate(net.edges(data=True))
    ]
    whole = {"data": net.graph, "directed": net.is_directed(), "elements": {"nodes": nodes, "edges": edges}}
    return as_json(whole, 1).encode("utf-8")


def _graphology(net: nx.Graph) -> bytes:
    """Return a network as what graphology imports and exports. *Source*: graphology, Serialization."""
    sort = "directed" if net.is_directed() else "undirected"
    nodes = [{"key": node, "attributes": data} for node, data in net.nodes(data=True)]
    edges = [
        {"source": s, "target": t, "attributes": data, **({} if net.is_directed() else {"undirected": True})}
        for s, t, data in net.edges(data=True)
    ]
    options = {"type": sort, "multi": False, "allowSelfLoops": True}
    whole = {"options": options, "attributes": net.graph, "nodes": nodes, "edges": edges}
    return as_json(whole, 1).encode("utf-8")


def _edges(net: nx.Graph) -> _Records:
    """Return the ties as records, and the columns that Gephi knows, which come first."""
    sort = "Directed" if net.is_directed() else "Undirected"
    labels = {node: data.get("label", node) for node, data in net.nodes(data=True)}
    rows = [
        {"Source": s, "Target": t, "Type": sort, "Weight": data.get("weight", 1), "source_label": labels[s]}
        | {"target_label": labels[t]}
        | _timeset(data, "first", "last")
        | {name: value for name, value in data.items() if name != "weight"}
        for s, t, data in net.edges(data=True)
    ]
    return ("Source", "Target", "Type", "Weight", "timeset", "source_label", "target_label"), rows


def _nodes(net: nx.Graph) -> _Records:
    """Return the nodes as records, and the columns that Gephi knows, which come first."""
    rows = [
        {"Id": node, "Label": data.get("label", node)}
        | _timeset(data, "begin", "end")
        | {name: value for name, value in data.items() if name != "label"}
        for node, data in net.nodes(data=True)
    ]
    return ("Id", "Label", "timeset"), rows


def columns(net: nx.Graph, form: str) -> list[str]:
    """Return the columns of a network as `csv` or `nodes`."""
    first, rows = _TABLES[form](clean(net))
    return [*first, *sorted({name for row in rows for name in row} - set(first))]


def _table(first: tuple[str, ...], rows: list[dict[str, str | int | float]], excel: bool) -> bytes:
    columns = [*first, *sorted({name for row in rows for name in row} - set(first))]
    cells = ([row.get(column) for column in columns] for row in rows)
    return delimited(columns, cells, excel=excel).encode("utf-8")


_WRITERS: dict[str, Callable[[nx.Graph], bytes]] = {
    "gexf": _gexf,
    "graphml": _graphml,
    "json": _json,
    "cytoscape": _cytoscape,
    "graphology": _graphology,
}
_TABLES: dict[str, Callable[[nx.Graph], _Records]] = {"csv": _edges, "nodes": _nodes}
