"""Events by what can be asked of them: rows of facets, and the filter that a form, a server and a browser share.

A filter is what stands in an address: names of facets with values, any number of each. Values of one facet widen
(either), facets narrow (both). `facets.js` does the same in the browser; tests hold the two together.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cakg.words import dates
from cakg.words.errors import UsageError
from cakg.words.namespaces import AWAY, CAKG, DCTERMS, RDF, SKOS, STAYED_AWAY, compact
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.web.reader import Reader

FACETS = ("kind", "actor", "place", "topic", "series", "status", "publisher", "extent", "disputed")
SPANS = ("from", "to")
VIEWS = ("list", "timeline", "map", "network", "claims")
SORTS = ("Meeting", "Visit", "Adoption", "Establishment", "Election", "Exercise", "Incident", "Event")
_DATE = regex(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True)
class Row:
    """Hold an event as a filter sees it: its days, as ISO dates or empty, and its values by facet.

    Values are local names and prefixed names: `Meeting`, `person:lamberto-zannier`, `open`.
    """

    iri: str
    begin: str
    end: str
    values: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Filter:
    """Hold what is asked of events: values by facet, and the first and last day, empty where any will do."""

    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    first: str = ""
    last: str = ""


def parse(asked: Mapping[str, Sequence[str]]) -> Filter:
    """Return the filter that an address asks for; empty values ask for nothing, and names of no facet are left alone.

    `from` and `to` are years, months or days: a span begins with the first day of `from` and ends with the last of
    `to`.
    *Errors*: UsageError for a day that is none, or for a span that ends before it begins.
    """
    values = {name: frozenset(filter(None, asked.get(name, ()))) for name in FACETS}
    first, last = (_day(name, (*asked.get(name, ()), "")[0].strip()) for name in SPANS)
    if first and last and first > last:
        raise UsageError(f"from {first} to {last} is no span; exchange the two")
    return Filter({name: chosen for name, chosen in values.items() if chosen}, first, last)


def matches(row: Row, wanted: Filter, but: str = "") -> bool:
    """Tell whether a filter, but for one facet, lets an event through."""
    if any(name != but and chosen.isdisjoint(row.values.get(name, ())) for name, chosen in wanted.values.items()):
        return False
    if not (wanted.first or wanted.last):
        return True
    begin, end = row.begin or row.end, row.end or row.begin  # of an open span the end that is known
    return bool(begin) and (not wanted.last or begin <= wanted.last) and (not wanted.first or end >= wanted.first)


def kept(rows: Iterable[Row], wanted: Filter) -> list[Row]:
    """Return the events that a filter lets through, in their order."""
    return [row for row in rows if matches(row, wanted)]


def counts(rows: Sequence[Row], wanted: Filter, facets: Sequence[str] = FACETS) -> dict[str, dict[str, int]]:
    """Return for some facets how many events each value would leave, whatever is chosen of that facet itself."""
    found: dict[str, dict[str, int]] = {name: {} for name in facets}
    through = kept(rows, wanted)
    for name, own in found.items():
        for row in rows if name in wanted.values else through:
            if row.values.get(name) and (name not in wanted.values or matches(row, wanted, name)):
                for value in row.values[name]:
                    own[value] = own.get(value, 0) + 1
    return found


def rows(index: "Reader", unsettled: Collection[str]) -> list[Row]:
    """Return every event of the accepted view as a row, the latest first, those without a date last.

    `unsettled` are the disagreements that no curator has decided.
    """
    above: dict[tuple[str, str], frozenset[str]] = {}

    def up(name: str) -> Callable[[str], frozenset[str]]:
        def found(iri: str) -> frozenset[str]:
            if (iri, name) not in above:
                above[iri, name] = frozenset(index.reached((iri,), name))
            return above[iri, name]

        return found

    places, topics = up("within"), up(SKOS + "broader")
    made = [_row(index, iri, places, topics, unsettled) for iri in index.instances("Event")]
    return sorted(made, key=lambda row: (row.begin or row.end, row.iri), reverse=True)


def was_there(index: "Reader", part: str) -> bool:
    """Tell whether a participation is one of somebody who came, which goes without saying."""
    return AWAY.isdisjoint(index.things(part, "attendance"))


def _row(
    index: "Reader",
    iri: str,
    places: Callable[[str], frozenset[str]],
    topics: Callable[[str], frozenset[str]],
    unsettled: Collection[str],
) -> Row:
    types = index.values(iri, RDF + "type")
    parts = [
        part for part in index.things(iri, "participation") if STAYED_AWAY.isdisjoint(index.things(part, "attendance"))
    ]
    reports = index.things(iri, "reportedIn")
    disputes = [
        one
        for node in (iri, *index.things(iri, "participation"))
        for one in index.owners(node, "onSubject")
        if CAKG + "Disagreement" in index.values(one, RDF + "type")
    ]
    actors = (one for part in parts for name in ("actor", "countsFor") for one in index.things(part, name))
    found = {
        "kind": {next((sort for sort in SORTS if CAKG + sort in types), "Event")},
        "actor": set(map(compact, actors)),
        "place": {compact(one) for place in index.things(iri, "place") for one in places(place)},
        "topic": {compact(one) for topic in index.things(iri, "topic") for one in topics(topic)},
        "series": set(map(compact, index.things(iri, "inSeries"))),
        "status": set(map(compact, index.things(iri, "status"))),
        "publisher": {compact(one) for report in reports for one in index.things(report, DCTERMS + "publisher")},
        "extent": {compact(one) for report in reports for one in index.things(report, "extent")},
        "disputed": {"open" if one in unsettled else "settled" for one in disputes} or {"no"},
    }
    values = {name: frozenset(values) for name, values in found.items() if values}
    return Row(iri, index.first(iri, "begin") or "", index.first(iri, "end") or "", values)


def _day(name: str, text: str) -> str:
    """Return the first day of a date that a span begins with, the last of one that it ends with, nothing for none."""
    if not text:
        return ""
    span = dates.span(text) if _DATE.fullmatch(text) else None
    day = None if span is None else span.begin if name == "from" else span.end
    if day is None:
        raise UsageError(f"{name}={text} is no date; write it as 2012, 2012-03 or 2012-03-27")
    return str(day)
