"""Networks from the rows of a view: who was with whom, how often, from when to when."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

import networkx as nx
from scipy.sparse import triu

from cakg.ask.language import ENGLISH, named, spoken
from cakg.engine.rows import Rows
from cakg.engine.store import select
from cakg.networks.excerpt import Days, excerpt
from cakg.networks.projection import Event, as_text, incidence, project
from cakg.words.errors import UsageError
from cakg.words.namespaces import BASE, local_name, split

if TYPE_CHECKING:
    from cakg.engine.store import Source

Row = Mapping[str, object]
Attributes = Mapping[str, Mapping[str, str]]
Stays = Mapping[str, Mapping[str, Days]]  # actor -> event -> from when to when

SHAPES = {"two-mode": ("actor", "event"), "ties": ("source", "target"), "pairs": ("source", "target")}

_IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_UNSPECIFIC = {"Actor", "Event"}
_DESCRIPTION = """
SELECT ?thing ?label ?type ?series ?list WHERE {
    VALUES ?thing { %s }
    OPTIONAL { ?thing a ?type }
    OPTIONAL { ?thing cakg:inSeries ?series }
    OPTIONAL { ?thing cakg:participantList ?list }
    %s
}
ORDER BY ?thing ?label ?type ?series ?list
"""


def describe(dataset: "Source", rows: Rows | Iterable[Row], lang: str = ENGLISH) -> dict[str, dict[str, str]]:
    """Return what a network says of the things in rows, by IRI: `label` and `kind` (State, Meeting …).

    Labels are in a language, else in English, else in any. Of events also `series` and `list` (complete, partial,
    unknown), where the dataset has them. Errors: those of `language.spoken`.
    """
    lang = spoken(dataset, lang)
    columns = {column for pair in SHAPES.values() for column in pair}
    things = sorted({str(row[column]) for row in _dicts(rows) for column in columns if row.get(column) is not None})
    values = " ".join(f"<{thing}>" for thing in things if _IRI.fullmatch(thing))
    if not values:
        return {}
    found: dict[str, dict[str, str]] = {}
    types: dict[str, set[str]] = {}
    query = _DESCRIPTION % (values, named("thing", "label", lang))
    for thing, label, sort, series, completeness in select(dataset, query).texts():
        known = found.setdefault(thing, {} if label is None else {"label": label})
        if sort is not None:
            types.setdefault(thing, set()).add(local_name(sort))
        if series is not None:
            known.setdefault("series", series)
        if completeness is not None:
            known.setdefault("list", completeness.removeprefix(BASE + "completeness/"))
    for thing, names in types.items():
        found[thing]["kind"] = min(names - _UNSPECIFIC or names)
    return {thing: known for thing, known in found.items() if known}


def build(
    rows: Rows | Iterable[Row],
    shape: str,
    described: Attributes | None = None,
    *,
    bipartite: bool = False,
    newman: bool = False,
    undirected: bool = False,
) -> nx.Graph:
    """Return the network of the rows of a view; the order of the rows does not matter.

    *Shapes*: rows of `two-mode` have the columns actor, event and may have begin, end, role; those of `ties` and `pairs` source,
    target and may have weight, event, begin, end. Rows with one of begin and end as a column are of that day; where
    both are columns, what is not bound is not known, and stays so. `described` is what `describe` returns. Two-mode
    rows give the ties between actors that were at the same event, weighted by the number of such events or by `newman`
    (see `projection.project`), or with `bipartite` actors and events as nodes. Ties lead from source to target, a
    DiGraph, unless `undirected`; pairs lead both ways; those of the same two are summed. Nobody is tied to himself.

    Nodes bear `label`, `kind`, `begin` and `end` (first and last day on which they are recorded) and, where there are
    events, their number `events`; edges bear `weight`, `events`, `days` and `weights`, what falls to each of the days
    (an `excerpt` where they are many, as `more_events` and `joined_days` then tell), `first` and `last` (from when to
    when both are recorded). What is unknown is left out. `graph["occasions"]` keeps the events of a projection for
    `rank`, as a text, so that networkx can write and read it; `graph["note"]` says so where there were no rows.
    Errors: UsageError for columns that are missing, a day that is none, a weight that is no positive number, or
    options that do not fit the shape.
    """
    if shape not in SHAPES:
        raise UsageError(f"{shape!r} is no shape of a network; use {' or '.join(SHAPES)}")
    if shape == "pairs":  # ties that have no direction
        shape, undirected = "ties", True
    if shape == "ties" and (bipartite or newman):
        raise UsageError("ties are a network already; bipartite and newman go with two-mode views")
    if shape == "two-mode" and undirected:
        raise UsageError("who was at one event is tied both ways; undirected goes with views of ties")
    found, known = _dicts(rows), described or {}
    for row in found:
        for column in SHAPES[shape]:
            if row.get(column) is None:
                raise UsageError(f"a row of the view has no {column}; a {shape} view needs {', '.join(SHAPES[shape])}")
    if shape == "ties":
        net = _ties(found, known, nx.Graph() if undirected else nx.DiGraph())
    else:
        stays = _stays(found)
        events = _events(stays, known)
        net = _bipartite(found, events, stays, known) if bipartite else _projected(events, stays, known, newman)
    if not found:
        net.graph["note"] = "The view returned no rows: the network is empty."
    return net


def _dicts(rows: Rows | Iterable[Row]) -> list[Row]:
    return list(rows.to_dicts() if isinstance(rows, Rows) else rows)


def _projected(events: Sequence[Event], stays: Stays, known: Attributes, newman: bool) -> nx.Graph:
    actors = sorted(stays)
    net = nx.Graph(occasions=as_text(events), newman=newman)
    for actor in actors:
        net.add_node(actor, **_node(actor, stays[actor], known))
    upper = triu(project(incidence(events, actors), newman=newman), k=1).tocsr()
    upper.sort_indices()
    pairs = upper.tocoo()
    sizes = {event.iri: len(event.actors) for event in events}
    for i, j, weight in zip(pairs.row.tolist(), pairs.col.tolist(), pairs.data.tolist(), strict=True):
        one, other = stays[actors[i]], stays[actors[j]]
        shared = sorted(one.keys() & other.keys())
        together = [_together(one[iri], other[iri]) for iri in shared]
        shares = [1 / (sizes[iri] - 1) if newman else 1.0 for iri in shared]
        net.add_edge(actors[i], actors[j], **_edge(shared, together, weight if newman else int(weight), shares))
    return net


def _bipartite(rows: Sequence[Row], events: Sequence[Event], stays: Stays, known: Attributes) -> nx.Graph:
    roles: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        if row.get("role") is not None:
            roles.setdefault((str(row["actor"]), str(row["event"])), set()).add(_short(str(row["role"])))
    net = nx.Graph()
    for actor in sorted(stays):
        net.add_node(actor, **_node(actor, stays[actor], known), bipartite=0)
    for event in events:
        if event.iri in stays:
            raise UsageError(f"{_short(event.iri)} is an actor and an event of the view; name each thing once")
        net.add_node(event.iri, **_named(event.iri, known), **_days([(event.begin, event.end)]), bipartite=1)
    for actor in sorted(stays):
        for iri in sorted(stays[actor]):
            found = sorted(roles.get((actor, iri), ()))
            role = {"role": ", ".join(found)} if found else {}
            net.add_edge(actor, iri, weight=1, **role, **_days([stays[actor][iri]], "first", "last"))
    return net


def _ties(rows: Sequence[Row], known: Attributes, net: nx.Graph) -> nx.Graph:
    presence: dict[str, list[Days]] = {}
    ties: dict[tuple[str, str], list[tuple[str, Days, int | float]]] = {}
    for row in rows:
        source, target, days = str(row["source"]), str(row["target"]), _begin_and_end(row)
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


def _stays(rows: Iterable[Row]) -> Stays:
    found: dict[str, dict[str, Days]] = {}
    for row in rows:
        at = found.setdefault(str(row["actor"]), {})
        iri = str(row["event"])
        begin, end = _begin_and_end(row)
        spans = [(begin, end), *([at[iri]] if iri in at else [])]
        at[iri] = _bounds(spans)
    return found


def _events(stays: Stays, known: Attributes) -> list[Event]:
    at: dict[str, dict[str, Days]] = {}
    for actor in sorted(stays):
        for iri, days in stays[actor].items():
            at.setdefault(iri, {})[actor] = days
    found = []
    for iri in sorted(at):
        span = _days(at[iri].values())
        more = known.get(iri, {})
        complete = more.get("list") == "complete"
        found.append(Event(iri, tuple(at[iri]), span.get("begin"), span.get("end"), more.get("series"), complete))
    return found


def _together(one: Days, other: Days) -> Days:
    """Return from when to when two are recorded with the same thing: from when the second of them is."""
    begins, ends = (one[0], other[0]), (one[1], other[1])
    return max(filter(None, begins)) if all(begins) else None, max(filter(None, ends)) if all(ends) else None


def _node(iri: str, at: Mapping[str, Days], known: Attributes) -> dict[str, str | int]:
    return {**_named(iri, known), "events": len(at), **_days(at.values())}


def _named(iri: str, known: Attributes) -> dict[str, str]:
    more = known.get(iri, {})
    return {"label": more.get("label") or _short(iri), **({"kind": more["kind"]} if "kind" in more else {})}


def _edge(
    iris: Sequence[str], spans: Sequence[Days], weight: int | float, shares: Sequence[float]
) -> dict[str, str | int | float]:
    return {"weight": weight, **excerpt(iris, spans, shares), **_days(spans, "first", "last")}


def _days(spans: Iterable[Days], first: str = "begin", last: str = "end") -> dict[str, str]:
    return {name: day for name, day in zip((first, last), _bounds(spans), strict=True) if day is not None}


def _bounds(spans: Iterable[Days]) -> Days:
    """Return the first and the last known day of some spans; None where a bound that is not known may lie beyond it."""
    spans = list(spans)
    if len(spans) == 1:
        return spans[0]
    first = min((begin for begin, _ in spans if begin is not None), default=None)
    last = max((end for _, end in spans if end is not None), default=None)
    for begin, end in spans:
        if begin is None and end is not None and first is not None and end < first:
            first = None
        if end is None and begin is not None and last is not None and begin > last:
            last = None
    return first, last


def _begin_and_end(row: Row) -> Days:
    begin, end = _day(row, "begin"), _day(row, "end")
    return begin if "begin" in row else end, end if "end" in row else begin


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
