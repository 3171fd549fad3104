"""Who is recorded at what, as the rows of a two-mode view say it, before anything is chosen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cakg.networks.description import Attributes, Row
from cakg.networks.excerpt import Days
from cakg.words.errors import UsageError

_KEPT = {  # what of the facts is needed once the network is made
    "kind", "list", "stated", "minimum", "series", "formats", "topics", "levels", "wholes", "visits", "members", "sort",
    "publisher", "sources", "above",
}  # fmt: skip


@dataclass(frozen=True)
class Presence:
    """Hold that an actor is recorded at an event: from when to when, at which level, as a member of which collective,
    in which functions, by which reports."""

    event: str
    actor: str
    level: str = ""
    through: str = ""
    begin: str | None = None
    end: str | None = None
    roles: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


@dataclass(frozen=True)
class Record:
    """Hold presences, sorted, and facts about the events, actors, collectives and reports in them."""

    presences: tuple[Presence, ...]
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def said(self, thing: str, what: str) -> tuple[str, ...]:
        """Return what is known of a thing, of what can be several each."""
        return tuple(self.facts.get(thing, {}).get(what, "").split())


def gather(rows: Sequence[Row], known: Attributes) -> Record:
    """Return what rows record, whatever their order; those of one presence are one. Errors: UsageError."""
    spans: dict[tuple[str, str, str, str], list[Days]] = {}
    roles: dict[tuple[str, str, str, str], set[str]] = {}
    reports: dict[tuple[str, str, str, str], set[str]] = {}
    for row in rows:
        level, through = (str(row.get(column) or "") for column in ("level", "through"))
        key = str(row["event"]), str(row["actor"]), level, through
        spans.setdefault(key, []).append(begin_and_end(row))
        for column, found in (("role", roles), ("report", reports)):
            if row.get(column) is not None:
                found.setdefault(key, set()).add(str(row[column]))
    presences = tuple(
        Presence(*key, *bounds(spans[key]), tuple(sorted(roles.get(key, ()))), tuple(sorted(reports.get(key, ()))))
        for key in sorted(spans)
    )
    things = {thing for one in presences for thing in (one.event, one.actor, one.through, *one.reports)}
    facts = {thing: {what: text for what, text in known[thing].items() if what in _KEPT} for thing in things & {*known}}
    return Record(presences, {thing: facts[thing] for thing in sorted(facts) if facts[thing]})


def as_text(record: Record) -> str:
    """Return a record as a text that any format of networks holds: each thing once, elsewhere its number."""
    things = sorted({thing for one in record.presences for thing in (one.event, one.actor, one.through, *one.reports)})
    number = {thing: place for place, thing in enumerate(things)}
    rows = []
    for one in record.presences:
        who = number[one.event], number[one.actor], one.level, number[one.through]
        rows.append([*who, one.begin, one.end, one.roles, [number[report] for report in one.reports]])
    held = {"things": things, "presences": rows, "facts": record.facts}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":"))


def of_text(text: str) -> Record:
    """Return the record that `as_text` wrote. Errors: TypeError, ValueError, LookupError for another text."""
    held = json.loads(text)
    things = held["things"]
    presences = tuple(
        Presence(things[e], things[a], level, things[t], begin, end, tuple(roles), tuple(things[r] for r in reports))
        for e, a, level, t, begin, end, roles, reports in held["presences"]
    )
    return Record(presences, held["facts"])


def of_network(graph: Mapping[str, object]) -> Record:
    """Return the record that a network keeps of its occasions among what `net.graph` says.

    *Errors*: UsageError for what cakg did not write.
    """
    try:
        return of_text(str(graph["occasions"]))
    except (TypeError, ValueError, LookupError, AttributeError) as error:
        raise UsageError("the occasions of the network are not those that cakg wrote; build it anew") from error


def bounds(spans: Sequence[Days]) -> Days:
    """Return the first and the last known day of some spans; None where a bound that is not known may lie beyond it."""
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


def begin_and_end(row: Row) -> Days:
    """Return from when to when a row is; where only one of both is a column, it is of that day. Errors: UsageError."""
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
