"""The occasions behind a network, each with all who were there: as hypergraph, and as a table for event models."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import networkx as nx

from cakg.engine.cells import as_json
from cakg.export.plain import Value, clean
from cakg.networks import choices, record
from cakg.networks.occasions import occasions as of_record
from cakg.networks.projection import Event
from cakg.words.errors import UsageError

COLUMNS = ("event", "begin", "end", "day", "actor", "label", "kind", "size")


class Occasion(NamedTuple):
    """Hold one occasion: who was there, and its days as far as known."""

    event: str
    actors: tuple[str, ...]
    begin: str
    end: str


def can(net: nx.Graph) -> bool:
    """Tell whether the occasions behind a network are known."""
    return "occasions" in net.graph or any(mode == 1 for _, mode in net.nodes(data="bipartite"))


def occasions(net: nx.Graph) -> list[Occasion]:
    """Return the occasions behind a network, in the order of their days, those without a day last.

    Errors: UsageError for a network of ties alone.
    """
    if "occasions" in net.graph:
        found = [Occasion(e.iri, e.actors, e.begin or "", e.end or "") for e in _events(net)]
    elif can(net):
        found = [
            Occasion(
                str(node), tuple(sorted(map(str, net[node]))), str(data.get("begin", "")), str(data.get("end", ""))
            )
            for node, data in net.nodes(data=True)
            if data.get("bipartite") == 1
        ]
    else:
        raise UsageError("this format holds who was together at what; write a two-mode view, or another format")
    return sorted(found, key=lambda one: (one.begin or "9999", one.event))


def _events(net: nx.Graph) -> Sequence[Event]:
    return of_record(record.of_network(net.graph), choices.of_texts(net.graph)).events


def hif(net: nx.Graph) -> bytes:
    """Return a hypergraph, whose edges join all who were at one occasion: a meeting of 28 is one edge, not 378 ties.

    *Source*: M. Coll et al., HIF: the hypergraph interchange format, 2025; xgi, HyperNetX and others read it.
    """
    found, kept = occasions(net), clean(net)
    actors = [node for node, mode in kept.nodes(data="bipartite") if mode != 1]
    whole = {
        "network-type": "undirected",
        "metadata": kept.graph,
        "nodes": [{"node": actor, "attrs": kept.nodes[actor]} for actor in actors],
        "edges": [{"edge": one.event, "attrs": _known(one)} for one in found],
        "incidences": [{"edge": one.event, "node": actor} for one in found for actor in one.actors],
    }
    return as_json(whole, 1).encode("utf-8")


def attendance(net: nx.Graph) -> tuple[Sequence[str], Iterable[Sequence[Value | None]]]:
    """Return columns and rows: one for each who was at an occasion; `day` counts the days since 1 January 1970.

    In eventnet a row is a participant of a hyperevent: EVENT is `event`, TIME `day`, SOURCE `actor`.
    """
    rows = []
    for one in occasions(net):
        day = (date.fromisoformat(one.begin) - date(1970, 1, 1)).days if one.begin else None
        for actor in one.actors:
            data = net.nodes[actor] if actor in net else {}
            told = str(data.get("label", actor)), str(data.get("kind", "")) or None
            rows.append((one.event, one.begin or None, one.end or None, day, actor, *told, len(one.actors)))
    return COLUMNS, rows


def _known(one: Occasion) -> dict[str, Value]:
    days = {name: value for name, value in (("begin", one.begin), ("end", one.end)) if value}
    return {**days, "size": len(one.actors)}
