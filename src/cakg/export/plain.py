"""Networks as any file can hold them: sorted, with texts, numbers and days alone, whatever a user put in."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from numbers import Integral, Real

import networkx as nx

from cakg.networks.given import admitted, as_float, order
from cakg.words.errors import OutputError
from cakg.words.integers import writable
from cakg.words.patterns import regex

Value = str | bool | int | float

_NO_TEXT = regex("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = regex("[\t\n\r]")
_LONG = 2**63  # whole numbers beyond it are texts
_SORTS = {
    (False, False): nx.Graph,
    (False, True): nx.DiGraph,
    (True, False): nx.MultiGraph,
    (True, True): nx.MultiDiGraph,
}


def clean(net: object) -> nx.Graph:
    """Return a copy of a network that every format can hold; parallel ties stay apart.

    Nodes of whatever type are texts; texts, truth values, numbers and days are kept, whosever types they are, and the
    key of a parallel tie, where it is no number, as `key_`. All else is left out: None, lists, numbers without end.
    Errors: those of `given.admitted`; OutputError where two nodes would become one.
    """
    given = admitted(net)
    copy = _SORTS[given.is_multigraph(), given.is_directed()]()
    copy.graph.update(_kept((name, value) for name, value in given.graph.items() if name != "occasions"))
    bearers: dict[str, object] = {}
    for node in sorted(given, key=order):
        name = _legal(str(node))
        if name in bearers:
            raise OutputError(f"the nodes {bearers[name]!a} and {node!a} would be one in a file; rename one")
        bearers[name] = node
        copy.add_node(name)
        copy.nodes[name].update(_kept(given.nodes[node].items()))
    names = {node: name for name, node in bearers.items()}
    keys = {"keys": True} if given.is_multigraph() else {}
    ties = []
    for source, target, *key, data in given.edges(data=True, **keys):
        one, other = names[source], names[target]
        ends = (one, other) if given.is_directed() or one <= other else (other, one)
        ties.append((ends, key, data))
    for number, (ends, key, data) in enumerate(sorted(ties, key=lambda tie: (tie[0], list(map(order, tie[1]))))):
        place = *ends, *([number] if key else [])
        copy.add_edge(*place)
        told = [("key", one) for one in key if not isinstance(one, Real)]
        copy.edges[place].update(beside(_kept([*told, *data.items()]), ("key",) if key else ()))
    return copy


def beside(data: Mapping[str, Value], own: Iterable[str]) -> dict[str, Value]:
    """Return attributes without the names that a format needs for itself: these get a `_` at their end."""
    taken = {*own, *data}
    found = {}
    for name, value in data.items():
        if name in own:
            while name in taken:
                name += "_"
        taken.add(name)
        found[name] = value
    return found


def widened(things: Iterable[Mapping[str, Value]]) -> tuple[dict[str, type], list[dict[str, Value]]]:
    """Return the type of each attribute of some things, sorted by name, and the things with values of these types.

    Whole numbers among others become such; whatever stands beside text becomes text.
    """
    listed = list(things)
    found: dict[str, set[type]] = {}
    for data in listed:
        for name, value in data.items():
            found.setdefault(name, set()).add(str if isinstance(value, int) and abs(value) >= _LONG else type(value))
    types = {name: _widest(found[name]) for name in sorted(found)}
    return types, [{name: _as(types[name], value) for name, value in data.items()} for data in listed]


def as_text(value: Value) -> str:
    """Return a value as files write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _widest(types: set[type]) -> type:
    """Return the type that holds values of some types."""
    if len(types) == 1:
        return next(iter(types))
    return float if types <= {int, float} else str


def _as(wanted: type, value: Value) -> Value:
    """Return a value in a type that holds it."""
    if wanted is str:
        return as_text(value)
    found: Value = wanted(value)
    return found


def _kept(attributes: Iterable[tuple[object, object]]) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for name, value in attributes:
        kept = _plain(value)
        if kept is not None and writable(name):
            found[_legal(str(name))] = kept
    return found


def _plain(value: object) -> Value | None:
    """Return a value as one that files hold, None where it is none."""
    if isinstance(value, str):
        return _legal(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, Real | Decimal):
        number = as_float(value)
        return None if not isfinite(number) else int(value) if isinstance(value, Integral) else number
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") if value == value else None
    return value.isoformat() if isinstance(value, date) else None


def _legal(text: str) -> str:
    return _LINE_ENDS.sub(" ", _NO_TEXT.sub("\ufffd", text))
