"""Occasions: at which one comes together with others. What is one, who was there, and what is left out and why."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cakg.networks.choices import Choices
from cakg.networks.excerpt import Days
from cakg.networks.projection import Event
from cakg.networks.record import Presence, Record, bounds
from cakg.words.errors import UsageError, hint
from cakg.words.integers import integer
from cakg.words.namespaces import BASE

_VISITOR = BASE + "role/visitor"


@dataclass(frozen=True)
class Table:
    """Hold the occasions that were chosen, sorted, from when to when each actor is recorded at each (by actor, then
    occasion), and how many presences and occasions were left out, by the reason."""

    events: tuple[Event, ...]
    stays: Mapping[str, Mapping[str, Days]]
    roles: Mapping[tuple[str, str], tuple[str, ...]]
    left: Mapping[str, int]


def occasions(record: Record, choices: Choices) -> Table:
    """Return the occasions of a record, as far as they were chosen.

    A meeting is one with all its parts: who was at a session was at the whole. A visit is one occasion for each who
    received the visitors, for those who did so did not meet one another; a talk that was a meeting of its own within
    the visit is that meeting. Any other thing at which actors are recorded (an initiative) is as it is.
    Errors: UsageError for a level that the view does not have, and for a layer that no occasion is of.
    """
    left: Counter[str] = Counter()
    present = _without_wholes(record, _of_level(record, choices, left), choices)
    if choices.kinds:
        present = _of_kinds(record, present, choices.kinds, left)
    merged = _merged(record, present, left)
    events: list[Event] = []
    stays: dict[str, dict[str, Days]] = {}
    roles: dict[tuple[str, str], tuple[str, ...]] = {}
    _refuse_unknown_layers(record, merged, choices)
    for iri, (source, found) in sorted(merged.items()):
        event = _event(record, iri, source, found)
        reason = _unchosen(event, choices)
        if reason:
            left[reason] += 1
            continue
        events.append(event)
        for actor in event.actors:
            own = [one for one in found if one.actor == actor]
            stays.setdefault(actor, {})[iri] = bounds([(one.begin, one.end) for one in own])
            roles[actor, iri] = tuple(sorted({role for one in own for role in one.roles}))
    return Table(tuple(events), {actor: stays[actor] for actor in sorted(stays)}, roles, dict(sorted(left.items())))


def exhaustive(record: Record, collective: str) -> bool:
    """Tell whether all from which a collective is drawn were there: it is drawn from one, or as many as are counted."""
    members = record.said(collective, "members")
    stated = record.facts.get(collective, {}).get("stated")
    return len(members) == 1 or stated == str(len(members))


def _of_level(record: Record, choices: Choices, left: Counter[str]) -> list[Presence]:
    levels = {one.level for one in record.presences}
    if levels and choices.level not in levels and (levels != {""} or choices.level != "delegation"):
        known = ", ".join(sorted(levels - {""}))
        remedy = f"it has {known}" if known else "its actors are of one level; leave it out"
        raise UsageError(f"the view has no level {choices.level}; {remedy}")
    found = []
    for one in record.presences:
        if one.level not in ("", choices.level):
            continue
        if one.through and choices.collectives != "all":
            if choices.collectives == "none":
                left["presences as members of collectives"] += 1
                continue
            if not exhaustive(record, one.through):
                left["presences as members of collectives of which not all need have come"] += 1
                continue
        found.append(one)
    return found


def _without_wholes(record: Record, present: Sequence[Presence], choices: Choices) -> list[Presence]:
    """Leave out, of bodies, a state or organization of which a body is at the same event: they are one guest."""
    if choices.level != "body":
        return list(present)
    above: dict[str, set[str]] = {}
    for one in present:
        above.setdefault(one.event, set()).update(record.said(one.actor, "above"))
    return [one for one in present if one.actor not in above[one.event]]


def _of_kinds(record: Record, present: Sequence[Presence], kinds: Sequence[str], left: Counter[str]) -> list[Presence]:
    known = {record.facts.get(one.actor, {}).get("kind", "") for one in present}
    for kind in kinds:
        if present and kind not in known:
            remedy = hint(kind, known, f"those of the view are {', '.join(sorted(known - {''}))}")
            raise UsageError(f"no actor is of the kind {kind!r}; {remedy}")
    found = [one for one in present if record.facts.get(one.actor, {}).get("kind") in kinds]
    left["presences of actors of other kinds"] += len(present) - len(found)
    return found


def _merged(record: Record, present: Sequence[Presence], left: Counter[str]) -> dict[str, tuple[str, list[Presence]]]:
    """Return by occasion the event it is of and who was there: wholes with parts, visits by who received."""
    found: dict[str, tuple[str, list[Presence]]] = {}
    visits: dict[str, list[Presence]] = {}
    talks: dict[str, list[set[str]]] = {}
    for one in present:
        if record.facts.get(one.event, {}).get("kind") == "Visit":
            visits.setdefault(one.event, []).append(one)
        else:
            root = _whole(record, one.event)
            found.setdefault(root, (root, []))[1].append(one)
            for visit in record.said(one.event, "visits"):
                talks.setdefault(visit, []).append({root})
    met = {iri: {one.actor for one in there} for iri, (_, there) in found.items()}
    for visit, there in sorted(visits.items()):
        covered = [met[root] for roots in talks.get(visit, ()) for root in roots]
        arms = list(_arms(visit, there, covered))
        left["visits of whose two sides one is not known"] += not arms and not covered
        found.update({iri: (visit, sides) for iri, sides in arms})
    return found


def _arms(visit: str, there: Sequence[Presence], covered: Sequence[set[str]]) -> Iterator[tuple[str, list[Presence]]]:
    came = [one for one in there if _VISITOR in one.roles]
    visitors = {one.actor for one in came}
    for receiver in sorted({one.actor for one in there} - visitors):
        if visitors and not any(receiver in met and not visitors.isdisjoint(met) for met in covered):
            yield f"{visit}#{_slug(receiver)}", [*came, *(one for one in there if one.actor == receiver)]


def _whole(record: Record, event: str) -> str:
    """Return the meeting of which an event is a part at every remove, itself where it is none."""
    wholes = record.said(event, "wholes")
    return min(wholes, key=lambda one: (len(record.said(one, "wholes")), one), default=event)


def _event(record: Record, iri: str, source: str, found: Sequence[Presence]) -> Event:
    facts = record.facts.get(source, {})
    actors = tuple(sorted({one.actor for one in found}))
    begin, end = bounds([(one.begin, one.end) for one in found])
    stated, least = (integer(facts.get(name, "")) if iri == source else None for name in ("stated", "minimum"))
    series = min(record.said(source, "series"), default=None)
    visits = record.said(source, "visits")
    tour = min(visits) if facts.get("kind") == "Visit" and visits else source
    parts = sorted({one.event for one in found})
    layers = {
        what: tuple(sorted({slug for part in {source, *parts} for slug in record.said(part, fact)}))
        for what, fact in (("series", "series"), ("format", "formats"), ("topic", "topics"), ("level", "levels"))
    }
    reports: dict[str, set[str]] = {}
    for one in found:
        for report in one.reports:
            reports.setdefault(report, set()).add(one.actor)
    return Event(
        iri,
        actors,
        begin,
        end,
        series,
        facts.get("list") == "complete",
        size=max(len(actors), stated or 0, least or 0),
        stated=stated,
        source=source,
        block=series or tour,
        layers=layers,
        reports={report: tuple(sorted(reports[report])) for report in sorted(reports)},
    )


def _unchosen(event: Event, choices: Choices) -> str | None:
    """Return why an occasion is left out, None where it was chosen."""
    days = choices.days()
    if days is not None:
        if event.begin is None:
            return "occasions without a date, where a window was asked for"
        if not days[0] <= event.begin <= days[1]:
            return "occasions outside the window"
    for what, which in choices.conditions():
        if not any(_is(slug, which) for slug in event.layers.get(what, ())):
            return "occasions of other layers"
    return None


def _refuse_unknown_layers(
    record: Record, merged: Mapping[str, tuple[str, Sequence[Presence]]], choices: Choices
) -> None:
    facts = {"series": "series", "format": "formats", "topic": "topics", "level": "levels"}
    for what, which in choices.conditions():
        events = {one.event for _, found in merged.values() for one in found} | {
            source for source, _ in merged.values()
        }
        known = {_slug(slug) for event in events for slug in record.said(event, facts[what])}
        if merged and not any(_is(slug, which) for slug in known):
            remedy = hint(which, known, f"those of its occasions are {', '.join(sorted(known)[:8])} …")
            raise UsageError(f"no occasion of the view is of the {what} {which!r}; {remedy}")


def _is(slug: str, asked: str) -> bool:
    return _slug(slug) == _slug(asked) or slug == asked


def _slug(iri: str) -> str:
    return iri.removeprefix(BASE).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
