"""Networks from the rows of a view: who was with whom, how often, from when to when."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import networkx as nx
from scipy.sparse import triu

from cakg.errors import UsageError
from cakg.namespaces import BASE, sparql_prologue, split
from cakg.projection import Event, incidence, project
from cakg.rows import Rows

if TYPE_CHECKING:
    from rdflib import Dataset

Row = Mapping[str, object]
Attributes = Mapping[str, Mapping[str, str]]

SHAPES = {"two-mode": ("actor", "event"), "ties": ("source", "target")}

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_UNSPECIFIC = {"Actor", "Event"}
_DESCRIPTION = """
SELECT ?thing ?label ?type ?series ?list WHERE {
    VALUES ?thing { %s }
    ?thing rdfs:label ?label .
    FILTER(LANG(?label) = "en")
    OPTIONAL { ?thing a ?type }
    OPTIONAL { ?thing cakg:inSeries ?series }
    OPTIONAL { ?thing cakg:participantList ?list }
}
ORDER BY ?thing ?label ?type ?series ?list
"""


def describe(dataset: "Dataset", rows: Rows | Iterable[Row]) -> dict[str, dict[str, str]]:
    """Return what a network says of the things in rows, by IRI: `label` (English) and `kind` (State, Meeting …).

    Of events also `series` and `list` (complete, partial, unknown), where the dataset has them.
    """
    columns = {column for pair in SHAPES.values() for column in pair}
    things = sorted({str(row[column]) for row in _dicts(rows) for column in columns if row.get(column) is not None})
    values = " ".join(f"<{thing}>" for thing in things if _IRI.fullmatch(thing))
    found: dict[str, dict[str, str]] = {}
    types: dict[str, set[str]] = {}
    answer: Any = dataset.query(sparql_prologue() + _DESCRIPTION % values)
    for thing, label, sort, series, completeness in answer:
        known = found.setdefault(str(thing), {"label": str(label)})
        if sort is not None:
            types.setdefault(str(thing), set()).add(re.split("[#/]", str(sort))[-1])
        if series is not None:
            known.setdefault("series", str(series))
        if completeness is not None:
            known.setdefault("list", str(completeness).removeprefix(BASE + "completeness/"))
    for thing, names in types.items():
        found[thing]["kind"] = min(names - _UNSPECIFIC or names)
    return found


def build(
    rows: Rows | Iterable[Row],
    shape: str,
    described: Attributes | None = None,
    *,
    bipartite: bool = False,
    newman: bool = False,
    directed: bool = False,
) -> nx.Graph:
    """Return the network of the rows of a view; the order of the rows does not matter.

    *Shapes*: rows of `two-mode` have the columns actor, event and may have begin, end, role; those of `ties` source,
    target and may have weight, event, begin, end. `described` is what `describe` returns. Two-mode rows give the ties
    between actors that were at the same event, weighted by the number of such events or by `newman` (see
    `projection.project`), or with `bipartite` actors and events as nodes. Ties are summed; `directed` keeps apart who
    turns to whom. Nobody is tied to himself.

    Nodes bear `label`, `kind`, `begin` and `end` (first and last day on which they are recorded) and, where there are
    events, their number `events`; edges bear `weight`, `events` (IRIs joined by blanks), `first` and `last`. What is
    unknown is left out. `graph["occasions"]` keeps the events of a projection for `rank`; `graph["note"]` says so
    where there were no rows.
    Errors: UsageError for columns that are missing, a day that is none, a weight that is no positive number, or
    options that do not fit the shape.
    """
    if shape not in SHAPES:
        raise UsageError(f"{shape!r} is no shape of a network; use {' or '.join(SHAPES)}")
    if shape == "ties" and (bipartite or newman):
        raise UsageError("ties are a network already; bipartite and newman go with two-mode views")
    if shape == "two-mode" and directed:
        raise UsageError("who was at one event is tied both ways; directed goes with views of ties")
    found, known = _dicts(rows), described or {}
    for row in found:
        for column in SHAPES[shape]:
            if row.get(column) is None:
                raise UsageError(f"a row of the view has no {column}; a {shape} view needs {', '.join(SHAPES[shape])}")
    if shape == "ties":
        net = _ties(found, known, nx.DiGraph() if directed else nx.Graph())
    else:
        events = _events(found, known)
        net = _bipartite(found, events, known) if bipartite else _projected(events, known, newman)
    if not found:
        net.graph["note"] = "The view returned no rows: the network is empty."
    return net


def _dicts(rows: Rows | Iterable[Row]) -> list[Row]:
    return list(rows.to_dicts() if isinstance(rows, Rows) else rows)


def _projected(events: Sequence[Event], known: Attributes, newman: bool) -> nx.Graph:
    attended = _attended(events)
    actors = sorted(attended)
    net = nx.Graph(occasions=tuple(events), newman=newman)
    for actor in actors:
        net.add_node(actor, **_node(actor, attended[actor], known))
    upper = triu(project(incidence(events, actors), newman=newman), k=1).tocsr()
    upper.sort_indices()
    pairs = upper.tocoo()
    at = [set(attended[actor]) for actor in actors]
    for i, j, weight in zip(pairs.row.tolist(), pairs.col.tolist(), pairs.data.tolist(), strict=True):
        shared = at[i] & at[j]
        net.add_edge(actors[i], actors[j], **_edge(shared, weight if newman else int(weight)))
    return net


def _bipartite(rows: Sequence[Row], events: Sequence[Event], known: Attributes) -> nx.Graph:
    attended = _attended(events)
    roles: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.get("role") is not None:
            roles.setdefault((str(row["actor"]), str(row["event"])), set()).add(_short(str(row["role"])))
    net = nx.Graph()
    for actor in sorted(attended):
        net.add_node(actor, **_node(actor, attended[actor], known), bipartite=0)
    for event in events:
        if event.iri in attended:
            raise UsageError(f"{_short(event.iri)} is an actor and an event of the view; name each thing once")
        net.add_node(event.iri, **_named(event.iri, known), **_days([event], "begin", "end"), bipartite=1)
    for actor in sorted(attended):
        for event in attended[actor]:
            found = sorted(roles.get((actor, event.iri), ()))
            role = {"role": ", ".join(found)} if found else {}
            net.add_edge(actor, event.iri, weight=1, **role, **_days([event], "first", "last"))
    return net


def _ties(rows: Sequence[Row], known: Attributes, net: nx.Graph) -> nx.Graph:
    presence: dict[str, list[Event]] = {}
    ties: dict[tuple[str, str], list[Event]] = {}
    weights: dict[tuple[str, str], list[int | float]] = {}
    for row in rows:
        source, target = str(row["source"]), str(row["target"])
        occasion = Event(str(row.get("event") or ""), (), *_begin_and_end(row))
        presence.setdefault(source, []).append(occasion)
        presence.setdefault(target, []).append(occasion)
        if source != target:
            pair = (source, target) if net.is_directed() or source < target else (target, source)
            ties.setdefault(pair, []).append(occasion)
            weights.setdefault(pair, []).append(_weight(row.get("weight")))
    for actor in sorted(presence):
        net.add_node(actor, **_named(actor, known), **_days(presence[actor], "begin", "end"))
    for source, target in sorted(ties):
        pair = (source, target)
        net.add_edge(*pair, **_edge(ties[pair], sum(sorted(weights[pair]))))
    return net


def _events(rows: Iterable[Row], known: Attributes) -> list[Event]:
    actors: dict[str, set[str]] = {}
    days: dict[str, set[tuple[str | None, str | None]]] = {}
    for row in rows:
        iri = str(row["event"])
        actors.setdefault(iri, set()).add(str(row["actor"]))
        days.setdefault(iri, set()).add(_begin_and_end(row))
    found = []
    for iri in sorted(actors):
        begins = [begin for begin, _ in days[iri] if begin is not None]
        ends = [end for _, end in days[iri] if end is not None]
        more = known.get(iri, {})
        complete = more.get("list") == "complete"
        span = min(begins, default=None), max(ends, default=None)
        found.append(Event(iri, tuple(sorted(actors[iri])), *span, more.get("series"), complete))
    return found


def _attended(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        for actor in event.actors:
            found.setdefault(actor, []).append(event)
    return found


def _node(iri: str, events: Sequence[Event], known: Attributes) -> dict[str, str | int]:
    return {**_named(iri, known), "events": len(events), **_days(events, "begin", "end")}


def _named(iri: str, known: Attributes) -> dict[str, str]:
    more = known.get(iri, {})
    return {"label": more.get("label") or _short(iri), **({"kind": more["kind"]} if "kind" in more else {})}


def _edge(events: Iterable[Event], weight: int | float) -> dict[str, str | int | float]:
    iris = sorted({event.iri for event in events} - {""})
    shared = {"events": " ".join(iris)} if iris else {}
    return {"weight": weight, **shared, **_days(events, "first", "last")}


def _days(events: Iterable[Event], first: str, last: str) -> dict[str, str]:
    begins = [event.begin for event in events if event.begin is not None]
    ends = [event.end for event in events if event.end is not None]
    return {**({first: min(begins)} if begins else {}), **({last: max(ends)} if ends else {})}


def _begin_and_end(row: Row) -> tuple[str | None, str | None]:
    begin, end = _day(row, "begin"), _day(row, "end")
    return begin or end, end or begin


def _day(row: Row, column: str) -> str | None:
    value = row.get(column)
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise UsageError(f"{column} of the view is {str(value)!r}; give cakg:begin or cakg:end, days") from error


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
