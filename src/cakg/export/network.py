"""Networks as files: GEXF and GraphML for Gephi and its like, JSON for scripts and browsers, CSV for tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx
from networkx.readwrite.graphml import GraphMLWriter

from cakg.engine.cells import as_json
from cakg.engine.delimited import delimited_bytes
from cakg.export.formats import FORMATS, named
from cakg.export.plain import Value, as_text, beside, clean, spells, widened
from cakg.words.patterns import regex

GEXF = "http://gexf.net/1.3"

_TIE = ("Source", "Target", "Type", "Weight", "timeset", "source_label", "target_label")
_NODE = ("Id", "Label", "timeset")
_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"

_DAY = regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_Records = tuple[tuple[str, ...], list[dict[str, Value]]]
_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}
_INTEGER = 2**31 - 1  # the largest of GEXF


def write(net: nx.Graph, form: str, *, excel: bool = False) -> bytes:
    """Return a network as a file of a format: gexf, graphml, json (of networkx), cytoscape, graphology, csv (its ties)
    or nodes (its nodes, as CSV); `excel` goes with CSV, as in `engine.delimited`.

    Equal networks give equal bytes. The texts of `net.graph` (licence, version …) stand in every format but CSV. In
    texts, control characters and whatever else XML cannot hold become U+FFFD, tabs and line ends become blanks. Any
    network of networkx will do, as `plain.clean` says: where values of one attribute are of several types, GEXF and
    GraphML take the type that holds them all; an attribute whose name a format needs for itself gets a `_`.
    Errors: UsageError for an unknown format; those of `plain.clean` and `plain.spells`.
    """
    form = named(form, "network")
    if form in _TABLES:
        first, rows = _TABLES[form](clean(net))
        return _table(_columns(first, rows), rows, excel)
    return _WRITERS[form](clean(net))


def files(net: nx.Graph) -> Iterator[tuple[str, bytes, list[str] | None]]:
    """Yield a network in every format: its name, the content as `write` makes it, and of a table the columns."""
    kept = clean(net)
    for form in FORMATS["network"]:
        if form in _TABLES:
            first, rows = _TABLES[form](kept)
            columns = _columns(first, rows)
            yield form, _table(columns, rows), columns
        else:
            yield form, _WRITERS[form](kept), None


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
    nodes = {node: {k: v for k, v in data.items() if k != "label"} for node, data in net.nodes(data=True)}
    ties = [
        beside({k: v for k, v in data.items() if k != "weight"}, ("id", "key")) for _, _, data in net.edges(data=True)
    ]
    lives = [spells(repr(node), data, "begin", "end") for node, data in nodes.items()]
    named_ties = zip(net.edges(), ties, strict=True)
    times = [spells(f"{source!r} and {target!r}", data, "first", "last") for (source, target), data in named_ties]
    mode = {"mode": "dynamic", "timeformat": "date"} if any((*lives, *times)) else {"mode": "static"}
    sort = "directed" if net.is_directed() else "undirected"
    graph = SubElement(root, "graph", {"defaultedgetype": sort, **mode})
    of_nodes = _declare(graph, "node", nodes.values())
    of_ties = _declare(graph, "edge", ties)
    part = SubElement(graph, "nodes")
    for number, (node, data) in enumerate(zip(nodes, of_nodes, strict=True)):
        element = SubElement(part, "node", id=node, label=str(net.nodes[node].get("label", node)))
        _add_values(element, data, lives[number])
    part = SubElement(graph, "edges")
    for number, ((source, target, weight), data) in enumerate(
        zip(net.edges(data="weight", default=1), of_ties, strict=True)
    ):
        element = SubElement(part, "edge", id=str(number), source=source, target=target, weight=str(float(weight)))
        _add_values(element, data, times[number])
    return _xml(root)


def _declare(graph: Element, part: str, things: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """Declare the attributes of nodes or edges, and return the things with values of the types that were declared."""
    types, found = widened(things)
    if types:
        attributes = SubElement(graph, "attributes", {"class": part, "mode": "static"})
        for name, sort in types.items():
            values = [data[name] for data in found if name in data]
            long = sort is int and any(abs(int(value)) > _INTEGER for value in values)
            SubElement(attributes, "attribute", id=name, title=name, type="long" if long else _TYPES[sort])
    return found


def _add_values(element: Element, data: dict[str, Value], known: list[tuple[str, str]]) -> None:
    if data:
        values = SubElement(element, "attvalues")
        for name, value in sorted(data.items()):
            SubElement(values, "attvalue", {"for": name, "value": as_text(value)})
    if known:
        lasted = SubElement(element, "spells")
        for start, end in known:
            SubElement(lasted, "spell", {name: day for name, day in (("start", start), ("end", end)) if day})


def _timeset(thing: str, data: dict[str, Value], first: str, last: str) -> dict[str, str]:
    """Return the column that Gephi takes for time in tables, of what has both bounds.

    *Source*: https://docs.gephi.org, Import Dynamic Data.
    """
    known = "; ".join(f"[{start}, {end}]" for start, end in spells(thing, data, first, last) if start and end)
    return {"timeset": f"<{known}>"} if known else {}


def _graphml(net: nx.Graph) -> bytes:
    """Return a network as GraphML; days are texts, for GraphML knows no time."""
    net = net.copy()
    for _, _, data in net.edges(data=True):
        data["weight"] = float(data.get("weight", 1))
    for things in ([data for _, data in net.nodes(data=True)], [data for _, _, data in net.edges(data=True)]):
        for data, typed in zip(things, widened(things)[1], strict=True):
            data.update(typed)
    return _xml(GraphMLWriter(net, prettyprint=False, named_key_ids=False).xml)


def _xml(root: Element) -> bytes:
    indent(root)
    return f"{_DECLARATION}\n{tostring(root, encoding='unicode')}\n".encode()


def _json(net: nx.Graph) -> bytes:
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


def _cytoscape(net: nx.Graph) -> bytes:
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


def _graphology(net: nx.Graph) -> bytes:
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


def _edges(net: nx.Graph) -> _Records:
    """Return the ties as records, and the columns that Gephi knows, which come first."""
    sort = "Directed" if net.is_directed() else "Undirected"
    labels = {node: data.get("label", node) for node, data in net.nodes(data=True)}
    rows = [
        {"Source": s, "Target": t, "Type": sort, "Weight": data.get("weight", 1), "source_label": labels[s]}
        | {"target_label": labels[t]}
        | _timeset(f"{s!r} and {t!r}", data, "first", "last")
        | beside({name: value for name, value in data.items() if name != "weight"}, _TIE)
        for s, t, data in net.edges(data=True)
    ]
    return _TIE, rows


def _nodes(net: nx.Graph) -> _Records:
    """Return the nodes as records, and the columns that Gephi knows, which come first."""
    rows = [
        {"Id": node, "Label": data.get("label", node)}
        | _timeset(repr(node), data, "begin", "end")
        | beside({name: value for name, value in data.items() if name != "label"}, _NODE)
        for node, data in net.nodes(data=True)
    ]
    return _NODE, rows


def columns(net: nx.Graph, form: str) -> list[str]:
    """Return the columns of a network as `csv` or `nodes`."""
    return _columns(*_TABLES[form](clean(net)))


def _columns(first: tuple[str, ...], rows: list[dict[str, Value]]) -> list[str]:
    return [*first, *sorted({name for row in rows for name in row} - set(first))]


def _table(columns: list[str], rows: list[dict[str, Value]], excel: bool = False) -> bytes:
    cells = ([row.get(column) for column in columns] for row in rows)
    return delimited_bytes(columns, cells, excel=excel)


_WRITERS: dict[str, Callable[[nx.Graph], bytes]] = {
    "gexf": _gexf,
    "graphml": _graphml,
    "json": _json,
    "cytoscape": _cytoscape,
    "graphology": _graphology,
}
_TABLES: dict[str, Callable[[nx.Graph], _Records]] = {"csv": _edges, "nodes": _nodes}
