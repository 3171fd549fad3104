"""Networks from the rows of a view: who was with whom, how often, from when to when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf, sqrt, tanh
from typing import Any

import networkx as nx
from scipy.sparse import triu

from cakg.engine.rows import Rows
from cakg.networks import backbone, choices, record
from cakg.networks.choices import Choices
from cakg.networks.description import Attributes, Row, dicts
from cakg.networks.excerpt import Days, excerpt
from cakg.networks.neighbourhood import around, named_in
from cakg.networks.occasions import Table, occasions
from cakg.networks.projection import incidence, project, sizes
from cakg.networks.record import Record, begin_and_end, bounds
from cakg.words.errors import UsageError
from cakg.words.namespaces import split

_LEAST = 1e-12  # what the twentieth occasion adds to a hyperbolic tangent is no number above 0
SHAPES = {"two-mode": ("actor", "event"), "ties": ("source", "target"), "pairs": ("source", "target")}


def build(
    rows: Rows | Iterable[Row],
    shape: str,
    described: Attributes | None = None,
    *,
    bipartite: bool = False,
    undirected: bool = False,
    **options: object,
) -> nx.Graph:
    """Return the network of the rows of a view; the order of the rows does not matter.

    *Shapes*: rows of `two-mode` have the columns actor, event and may have begin, end, role, level, through, report;
    those of `ties` and `pairs` source, target and may have weight, event, begin, end. Rows with one of begin and end as
    a column are of that day; where both are columns, what is not bound is not known, and stays so. `described` is what
    `describe` returns. Two-mode rows give the ties between actors that were at the same occasion, or with `bipartite`
    actors and occasions as nodes; the other options are those of `choices.Choices`, which says what they choose, and
    `occasions.occasions` what an occasion is. Ties lead from source to target, a DiGraph, unless `undirected`; pairs
    have no direction; those of the same two are summed. Nobody is tied to himself.

    Nodes bear `label`, `kind`, `begin` and `end` (first and last day on which they are recorded) and, where there are
    occasions, their number `events`; edges bear `weight`, in a projection `count` (the number of occasions), `events`,
    `days` and `weights`, what falls to each of the days (an `excerpt` where they are many, as `more_events` and
    `joined_days` then tell), `first` and `last` (from when to when both are recorded), and with `backbone` `p` and `q`.
    What is unknown is left out. `graph` says what was chosen and what is left out; `graph["occasions"]` keeps what the
    rows record for `rank`, as a text, so that networkx can write and read it; `graph["note"]` says so where there were
    no rows.
    Errors: UsageError for columns that are missing, a day that is none, a weight that is no positive number, or
    options that do not fit.
    """
    if shape not in SHAPES:
        raise UsageError(f"{shape!r} is no shape of a network; use {' or '.join(SHAPES)}")
    if shape == "pairs":
        shape, undirected = "ties", True
    if shape == "ties" and bipartite:
        raise UsageError("ties are a network already; bipartite goes with two-mode views")
    if shape == "two-mode" and undirected:
        raise UsageError("who was at one event is tied both ways; undirected goes with views of ties")
    found, known, made_of = dicts(rows), described or {}, choices.chosen(options)
    for row in found:
        for column in SHAPES[shape]:
            if row.get(column) is None:
                raise UsageError(f"a row of the view has no {column}; a {shape} view needs {', '.join(SHAPES[shape])}")
    if shape == "ties":
        choices.refuse_for_ties(made_of)
        net = _ties(found, known, nx.Graph() if undirected else nx.DiGraph())
        net = _narrowed(_of_kinds(net, made_of.kinds), made_of, {})
    else:
        net = made(record.gather(found, known), known, made_of, bipartite)
    if not found:
        net.graph["note"] = "The view returned no rows: the network is empty."
    return net


def made(held: Record, known: Attributes, chosen: Choices, bipartite: bool = False) -> nx.Graph:
    """Return the network of a record, as chosen. Errors: UsageError for choices that leave nothing or do not fit."""
    table = occasions(held, chosen)
    if held.presences and not table.events:
        reasons = "; ".join(f"{reason}: {number}" for reason, number in table.left.items() if number)
        raise UsageError(f"no occasion is left ({reasons}); choose wider")
    said = {**_chosen(held, chosen), "mode": "two-mode" if bipartite else "projection"}
    if bipartite:
        if chosen.minimum or chosen.backbone or chosen.ego:
            raise UsageError("minimum, backbone and ego choose among ties of actors; leave them out, or bipartite")
        said.pop("weight")
        net = _bipartite(table, known)
        left: dict[str, int] = dict(table.left)
    else:
        net = _projected(table, known, chosen.weight)
        left = dict(table.left)
        if chosen.backbone is not None:
            backbone.weigh(net, table, chosen)
            left["ties that are no more than the null model has"] = backbone.keep(net, chosen.backbone)
        net = _narrowed(net, chosen, left)
    net.graph.update(said, occasions=record.as_text(held))
    if any(left.values()):
        net.graph["left_out"] = "; ".join(f"{reason}: {number}" for reason, number in left.items() if number)
    return net


def _chosen(held: Record, chosen: Choices) -> dict[str, str]:
    """Return what was chosen as texts, without what makes no difference to a record."""
    said = chosen.texts()
    if not any(one.level for one in held.presences):
        del said["level"]
    if not any(one.through for one in held.presences):
        del said["collectives"]
    return said


def turned(net: nx.Graph) -> nx.Graph:
    """Return the network of actors and occasions of which a network is the projection. Errors: UsageError."""
    held = record.of_network(net.graph)
    chosen = replace(choices.of_texts(net.graph), minimum=0.0, ego=None, backbone=None)
    return made(held, {node: dict(data) for node, data in net.nodes(data=True)}, chosen, bipartite=True)


def _projected(table: Table, known: Attributes, weight: str) -> nx.Graph:
    actors = list(table.stays)
    net = nx.Graph()
    for actor in actors:
        net.add_node(actor, **_node(actor, table.stays[actor], known))
    matrix = incidence(table.events, actors)
    upper = triu(project(matrix, weight, sizes(table.events)), k=1).tocsr()
    upper.sort_indices()
    pairs = upper.tocoo()
    whole = dict(zip((event.iri for event in table.events), sizes(table.events).tolist(), strict=True))
    sources = {event.iri: event.source or event.iri for event in table.events}
    for i, j, value in zip(pairs.row.tolist(), pairs.col.tolist(), pairs.data.tolist(), strict=True):
        one, other = table.stays[actors[i]], table.stays[actors[j]]
        shared = sorted(one.keys() & other.keys())
        together = [_together(one[iri], other[iri]) for iri in shared]
        heavy = int(value) if weight in ("count", "binary") else round(value, 12)
        events = sorted({sources[iri] for iri in shared})
        weights = _falling(weight, [whole[iri] for iri in shared], together, len(one) * len(other))
        most = 1.0 if weight == "binary" else inf
        net.add_edge(actors[i], actors[j], **{**_edge(events, together, heavy, weights, most), "count": len(shared)})
    return net


def _falling(weight: str, whole: Sequence[float], together: Sequence[Days], product: int) -> list[float]:
    """Return what of the weight of a tie falls to each of its occasions, in their order.

    Newman's and the count add up to the weight, and so does the cosine, whose root of a `product` is that of all the
    occasions of both. By the hyperbolic tangent each adds what it raises the weight by when it comes, the undated last,
    so that all until any day add up to the weight that the tie had then. Binary ties weigh 1 whenever they are.
    """
    if weight == "newman":
        return [1 / (size - 1) for size in whole]
    if weight == "cosine":
        return [1 / sqrt(product)] * len(whole)
    if weight == "hyperbolic":
        found = [0.0] * len(whole)
        order = sorted(range(len(whole)), key=lambda number: together[number][0] or together[number][1] or "9999-99")
        for place, number in enumerate(order):
            found[number] = max(tanh(place + 1) - tanh(place), _LEAST)
        return found
    return [1.0] * len(whole)


def _bipartite(table: Table, known: Attributes) -> nx.Graph:
    net = nx.Graph()
    for actor, at in table.stays.items():
        net.add_node(actor, **_node(actor, at, known), bipartite=0)
    for event in table.events:
        if event.iri in table.stays:
            raise UsageError(f"{_short(event.iri)} is an actor and an event of the view; name each thing once")
        source = event.source or event.iri
        named = _named(source, known)
        if source != event.iri:
            (receiver,) = (actor for actor in event.actors if event.iri.endswith(f"#{_slug(actor)}"))
            named["label"] = f"{named['label']} ({_named(receiver, known)['label']})"
        net.add_node(event.iri, **named, **_days([(event.begin, event.end)]), bipartite=1)
    for actor, at in table.stays.items():
        for iri in sorted(at):
            found = [_short(role) for role in table.roles.get((actor, iri), ())]
            role = {"role": ", ".join(found)} if found else {}
            net.add_edge(actor, iri, weight=1, **role, **_days([at[iri]], "first", "last"))
    return net


def _ties(rows: Sequence[Row], known: Attributes, net: nx.Graph) -> nx.Graph:
    presence: dict[str, list[Days]] = {}
    ties: dict[tuple[str, str], list[tuple[str, Days, int | float]]] = {}
    for row in rows:
        source, target, days = str(row["source"]), str(row["target"]), begin_and_end(row)
        presence.setdefault(source, []).append(days)
        presence.setdefault(target, []).append(days)
        if source != target:
            pair = (source, target) if net.is_directed() or source < target else (target, source)
            ties.setdefault(pair, []).append((str(row.get("event") or ""), days, _weight(row.get("weight"))))
    for actor in sorted(presence):
        net.add_node(actor, **_named(actor, known), **_days(presence[actor]))
    for pair, found in sorted(ties.items()):
        iris, spans, weights = zip(*found, strict=True)
        net.add_edge(*pair, **_edge(sorted(set(iris) - {""}), spans, sum(sorted(weights)), weights))
    return net


def _narrowed(net: nx.Graph, chosen: Choices, left: dict[str, int]) -> nx.Graph:
    """Leave out weak ties, and who is far from the one around whom the network is to be."""
    weak = [(s, t) for s, t, weight in net.edges(data="weight") if weight < chosen.minimum]
    net.remove_edges_from(weak)
    left[f"ties weaker than {chosen.minimum:g}"] = len(weak)
    if chosen.ego is None:
        return net
    near = around(net, named_in(net, chosen.ego), chosen.radius)
    left["actors farther away"] = len(net) - len(near)
    return nx.Graph(net.subgraph(near)) if not net.is_directed() else nx.DiGraph(net.subgraph(near))


def _of_kinds(net: nx.Graph, kinds: Sequence[str]) -> nx.Graph:
    if kinds:
        net.remove_nodes_from([node for node, kind in net.nodes(data="kind") if kind not in kinds])
        if not len(net):
            raise UsageError(
                f"no actor is of the kind {' or '.join(kinds)}; choose among State, Organization, Person …"
            )
    return net


def _together(one: Days, other: Days) -> Days:
    """Return from when to when two are recorded with the same thing: from when the second of them is."""
    begins, ends = (one[0], other[0]), (one[1], other[1])
    return max(filter(None, begins)) if all(begins) else None, max(filter(None, ends)) if all(ends) else None


def _node(iri: str, at: Mapping[str, Days], known: Attributes) -> dict[str, Any]:
    return {**_named(iri, known), "events": len(at), **_days(at.values())}


def _named(iri: str, known: Attributes) -> dict[str, str]:
    more = known.get(iri, {})
    return {"label": more.get("label") or _short(iri), **({"kind": more["kind"]} if "kind" in more else {})}


def _edge(
    iris: Sequence[str], spans: Sequence[Days], weight: int | float, shares: Sequence[float], most: float = inf
) -> dict[str, str | int | float]:
    return {"weight": weight, **excerpt(iris, spans, shares, most), **_days(spans, "first", "last")}


def _days(spans: Iterable[Days], first: str = "begin", last: str = "end") -> dict[str, str]:
    return {name: day for name, day in zip((first, last), bounds(list(spans)), strict=True) if day is not None}


def _weight(value: object) -> int | float:
    try:
        number = 1.0 if value is None else float(str(value))
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise UsageError(f"the weight of a tie is {str(value)!r}; give a number above 0")
    return int(number) if number.is_integer() else number


def _short(iri: str) -> str:
    parts = split(iri)
    return iri if parts is None else ":".join(parts)


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
