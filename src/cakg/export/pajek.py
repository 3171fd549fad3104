"""Pajek's .net: vertices, ties with their weights, and the years in which each is on record."""

from collections.abc import Mapping

import networkx as nx

from cakg.export.plain import Value
from cakg.export.spells import Spell, covering, day, spells

_MARK = "\ufeff"  # without it Pajek takes the letters of other scripts for those of Windows


def pajek(net: nx.Graph) -> bytes:
    """Return a network as Pajek reads it: years stand in brackets, `*` where they are open; lines with % are remarks.

    Labels name the vertices, with the IRI where several bear one; of two modes the actors come first. Letters beyond
    ASCII need the byte order mark at the beginning. *Source*: A. Mrvar and V. Batagelj, Pajek, Reference Manual.
    """
    nodes = sorted(net, key=lambda node: (net.nodes[node].get("bipartite") == 1, node))
    actors = sum(net.nodes[node].get("bipartite") != 1 for node in nodes)
    number = {node: index for index, node in enumerate(nodes, 1)}
    times = {(s, t, k): spells(f"{s!r} and {t!r}", data, "first", "last") for s, t, k, data in _ties(net)}
    around: dict[str, list[list[Spell]]] = {node: [] for node in nodes}
    for (source, target, _), known in times.items():
        around[source].append(known)
        around[target].append(known)
    lines = [f"% {name}: {value}" for name, value in sorted(net.graph.items())]
    lines.append(f"*Vertices {len(nodes)}" + (f" {actors}" if actors < len(nodes) else ""))
    for node, label in zip(nodes, _labels(net, nodes), strict=True):
        own = covering(spells(repr(node), net.nodes[node], "begin", "end"), around[node])
        lines.append(f'{number[node]} "{label}"{_years(own)}')
    lines.append("*Arcs" if net.is_directed() else "*Edges")
    for source, target, key, data in _ties(net):
        weight = data.get("weight", 1)
        lines.append(f"{number[source]} {number[target]} {weight}{_years(times[source, target, key])}")
    text = "".join(f"{line}\r\n" for line in lines)
    return (("" if text.isascii() else _MARK) + text).encode("utf-8")


def _ties(net: nx.Graph) -> list[tuple[str, str, int, Mapping[str, Value]]]:
    return [(s, t, key, data) for key, (s, t, data) in enumerate(net.edges(data=True))]


def _labels(net: nx.Graph, nodes: list[str]) -> list[str]:
    """Return the names of vertices, each another, without the quotes that would end them."""
    plain = [str(net.nodes[node].get("label", node)).replace('"', "'") for node in nodes]
    several = {label for label in plain if plain.count(label) > 1}
    found = [
        f"{label} ({node})".replace('"', "'") if label in several else label
        for label, node in zip(plain, nodes, strict=True)
    ]
    return found


def _years(known: list[Spell]) -> str:
    """Return spells as the years in which they lie, nothing where none are known."""
    parts: list[tuple[str, str]] = []
    for start, stop in known:
        first, last = day(start)[:4] or "*", day(stop - 1)[:4] or "*"
        if parts and (parts[-1][1] == "*" or (first != "*" and first <= parts[-1][1])):
            parts[-1] = parts[-1][0], "*" if "*" in (last, parts[-1][1]) else max(last, parts[-1][1])
        else:
            parts.append((first, last))
    return f" [{','.join(first if first == last else f'{first}-{last}' for first, last in parts)}]" if parts else ""
