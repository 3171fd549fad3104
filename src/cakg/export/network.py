"""Networks as files: GEXF, GraphML and Pajek for tools of networks, JSON for scripts and browsers, CSV for tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import networkx as nx
from networkx.readwrite.graphml import GraphMLWriter

from cakg.engine.delimited import delimited_bytes
from cakg.export import occasions, scripts
from cakg.export.formats import FORMATS, named
from cakg.export.gexf import as_xml, gexf
from cakg.export.pajek import pajek
from cakg.export.plain import Value, beside, clean, widened
from cakg.export.spells import Spell, covering, spells, timeset

_TIE = ("Source", "Target", "Type", "Weight", "timeset", "source_label", "target_label")
_NODE = ("Id", "Label", "timeset")
_Table = tuple[Sequence[str], Iterable[Sequence[Value | None]]]
_Records = tuple[tuple[str, ...], list[dict[str, Value]]]
OF_OCCASIONS = ("hif", "attendance")


def write(net: nx.Graph, form: str, *, excel: bool = False) -> bytes:
    """Return a network as a file of a format: gexf, graphml, pajek, json (of networkx), cytoscape, graphology, sigma,
    csv (its ties), nodes (its nodes, as CSV), and of a network that knows its occasions hif (a hypergraph) and
    attendance (a CSV of who was at what when); `excel` goes with CSV, as in `engine.delimited`.

    Equal networks give equal bytes. The texts of `net.graph` (licence, version …) stand in every format but CSV. In
    texts, control characters and whatever else XML cannot hold become U+FFFD, tabs and line ends become blanks. Any
    network of networkx will do, as `plain.clean` says: where values of one attribute are of several types, GEXF and
    GraphML take the type that holds them all; an attribute whose name a format needs for itself gets a `_`.
    Errors: UsageError for an unknown format and for occasions that are not known; those of `plain.clean` and `spells`.
    """
    form = named(form, "network")
    given = net if form in OF_OCCASIONS else clean(net)
    return delimited_bytes(*_TABLES[form](given), excel=excel) if form in _TABLES else _WRITERS[form](given)


def files(net: nx.Graph) -> Iterator[tuple[str, bytes, list[str] | None]]:
    """Yield a network in every format that it can have: the name, the content as by `write`, of a table the columns."""
    kept = clean(net)
    for form in FORMATS["network"]:
        if form in OF_OCCASIONS and not occasions.can(net):
            continue
        given = net if form in OF_OCCASIONS else kept
        if form in _TABLES:
            known, rows = _TABLES[form](given)
            yield form, delimited_bytes(known, rows), list(known)
        else:
            yield form, _WRITERS[form](given), None


def _graphml(net: nx.Graph) -> bytes:
    """Return a network as GraphML; days are texts, for GraphML knows no time."""
    net = net.copy()
    for _, _, data in net.edges(data=True):
        data["weight"] = float(data.get("weight", 1))
    for things in ([data for _, data in net.nodes(data=True)], [data for _, _, data in net.edges(data=True)]):
        for data, typed in zip(things, widened(things)[1], strict=True):
            data.update(typed)
    return as_xml(GraphMLWriter(net, prettyprint=False, named_key_ids=False).xml)


def _edges(net: nx.Graph) -> _Records:
    """Return the ties as records, and the columns that Gephi knows, which come first."""
    sort = "Directed" if net.is_directed() else "Undirected"
    labels = {node: data.get("label", node) for node, data in net.nodes(data=True)}
    times = _times(net)
    rows = [
        {"Source": s, "Target": t, "Type": sort, "Weight": data.get("weight", 1), "source_label": labels[s]}
        | {"target_label": labels[t]}
        | _timeset(times[s, t, key])
        | beside({name: value for name, value in data.items() if name != "weight"}, _TIE)
        for key, (s, t, data) in enumerate(net.edges(data=True))
    ]
    return _TIE, rows


def _nodes(net: nx.Graph) -> _Records:
    """Return the nodes as records, and the columns that Gephi knows, which come first."""
    around: dict[str, list[list[Spell]]] = {node: [] for node in net}
    for (source, target, _), known in _times(net).items():
        around[source].append(known)
        around[target].append(known)
    rows = [
        {"Id": node, "Label": data.get("label", node)}
        | _timeset(covering(spells(repr(node), data, "begin", "end"), around[node]))
        | beside({name: value for name, value in data.items() if name != "label"}, _NODE)
        for node, data in net.nodes(data=True)
    ]
    return _NODE, rows


def columns(net: nx.Graph, form: str) -> list[str]:
    """Return the columns of a network as `csv`, `nodes` or `attendance`."""
    return list(_TABLES[form](net if form in OF_OCCASIONS else clean(net))[0])


def _times(net: nx.Graph) -> dict[tuple[str, str, int], list[Spell]]:
    return {
        (s, t, key): spells(f"{s!r} and {t!r}", data, "first", "last")
        for key, (s, t, data) in enumerate(net.edges(data=True))
    }


def _timeset(known: list[Spell]) -> dict[str, str]:
    return {"timeset": timeset(known)} if known else {}


def _table(make: Callable[[nx.Graph], _Records]) -> Callable[[nx.Graph], _Table]:
    def made(net: nx.Graph) -> _Table:
        first, rows = make(net)
        known = [*first, *sorted({name for row in rows for name in row} - set(first))]
        return known, [[row.get(column) for column in known] for row in rows]

    return made


_WRITERS: dict[str, Callable[[nx.Graph], bytes]] = {
    "gexf": gexf,
    "graphml": _graphml,
    "pajek": pajek,
    "json": scripts.node_link,
    "cytoscape": scripts.cytoscape,
    "graphology": scripts.graphology,
    "sigma": scripts.sigma,
    "hif": occasions.hif,
}
_TABLES: dict[str, Callable[[nx.Graph], _Table]] = {
    "csv": _table(_edges),
    "nodes": _table(_nodes),
    "attendance": occasions.attendance,
}
