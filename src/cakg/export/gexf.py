"""GEXF, the format of Gephi: a network whose nodes, ties and weights have their times."""

from collections.abc import Iterable, Mapping, Sequence
from math import inf
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx

from cakg.export.plain import Value, as_text, beside, widened
from cakg.export.spells import Level, Spell, covering, day, levels, spells
from cakg.words.patterns import regex

GEXF = "http://gexf.net/1.3"

_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"
_DAY = regex("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}
_INTEGER = 2**31 - 1  # the largest of GEXF


def gexf(net: nx.Graph) -> bytes:
    """Return a network as GEXF 1.3, with its days as spells: a tie lives in the days of its events, not between them.

    A spell ends with the day after its last, so that this belongs to it; a bound that is not known is left out, which
    makes it open there. Those of one thing do not overlap, which Gephi refuses, and a node lives while one of its ties
    does. Where the `weights` at the times of a tie are known, its weight is a dynamic attribute, too, by which the ties
    of a window in time are weighed; those of ties without times hold always.
    *Source*: https://gexf.net/schema.html
    """
    root = Element("gexf", xmlns=GEXF, version="1.3")
    said = {name: str(value) for name, value in sorted(net.graph.items(), key=lambda pair: (pair[0] != "note", pair))}
    dated = {"lastmodifieddate": said["date"]} if _DAY.fullmatch(said.get("date", "")) else {}
    meta = SubElement(root, "meta", dated)
    SubElement(meta, "creator").text = "cakg"
    if said:
        lines = (value if name == "note" else f"{name}: {value}" for name, value in said.items())
        SubElement(meta, "description").text = "; ".join(lines)
    nodes = {node: {k: v for k, v in data.items() if k != "label"} for node, data in net.nodes(data=True)}
    ties = [
        beside({k: v for k, v in data.items() if k != "weight"}, ("id", "key")) for _, _, data in net.edges(data=True)
    ]
    times = [spells(f"{s!r} and {t!r}", data, "first", "last") for (s, t), data in zip(net.edges(), ties, strict=True)]
    most = 1.0 if net.graph.get("weight") == "binary" else inf
    heavy = [levels(f"{s!r} and {t!r}", data, most) for (s, t), data in zip(net.edges(), ties, strict=True)]
    lives = _lives(net, times)
    mode = {"mode": "dynamic", "timeformat": "date"} if any((*lives.values(), *times)) else {"mode": "static"}
    sort = "directed" if net.is_directed() else "undirected"
    graph = SubElement(root, "graph", {"defaultedgetype": sort, **mode})
    of_nodes = _declare(graph, "node", nodes.values())
    of_ties = _declare(graph, "edge", ties)
    if any(heavy):
        moving = SubElement(graph, "attributes", {"class": "edge", "mode": "dynamic"})
        SubElement(moving, "attribute", id="weight", title="weight", type="double")
    part = SubElement(graph, "nodes")
    for node, data in zip(nodes, of_nodes, strict=True):
        element = SubElement(part, "node", id=node, label=str(net.nodes[node].get("label", node)))
        _add_values(element, data, lives[node])
    part = SubElement(graph, "edges")
    for number, ((source, target, weight), data) in enumerate(
        zip(net.edges(data="weight", default=1), of_ties, strict=True)
    ):
        element = SubElement(part, "edge", id=str(number), source=source, target=target, weight=str(float(weight)))
        always: list[Level] = [(-inf, inf, float(weight))] if any(heavy) else []
        _add_values(element, data, times[number], heavy[number] or always)
    return as_xml(root)


def _lives(net: nx.Graph, times: Sequence[Sequence[Spell]]) -> dict[str, list[Spell]]:
    """Return the spells of the nodes, within which those of their ties lie."""
    around: dict[str, list[Sequence[Spell]]] = {node: [] for node in net}
    for (source, target), known in zip(net.edges(), times, strict=True):
        around[source].append(known)
        around[target].append(known)
    own = {node: spells(repr(node), data, "begin", "end") for node, data in net.nodes(data=True)}
    return {node: covering(own[node], around[node]) for node in net}


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


def _add_values(
    element: Element, data: Mapping[str, Value], known: Sequence[Spell], heavy: Sequence[Level] = ()
) -> None:
    if data or heavy:
        values = SubElement(element, "attvalues")
        for name, value in sorted(data.items()):
            SubElement(values, "attvalue", {"for": name, "value": as_text(value)})
        for start, stop, weight in heavy:
            SubElement(values, "attvalue", {"for": "weight", "value": str(weight), **_bounds(start, stop)})
    if known:
        lasted = SubElement(element, "spells")
        for start, stop in known:
            SubElement(lasted, "spell", _bounds(start, stop))


def _bounds(start: float, stop: float) -> dict[str, str]:
    return {name: bound for name, bound in (("start", day(start)), ("end", day(stop))) if bound}


def as_xml(root: Element) -> bytes:
    indent(root)
    return f"{_DECLARATION}\n{tostring(root, encoding='unicode')}\n".encode()
