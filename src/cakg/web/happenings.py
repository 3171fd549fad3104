"""Events in short: what a list, a strip of years or a map says of each, in the language of an edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cakg.ask.ledger import disputes, settled
from cakg.compile.derive import took_place
from cakg.web import facets
from cakg.web.atlas import located
from cakg.web.edition import Edition, Stock
from cakg.web.entry import Text
from cakg.web.facets import Row
from cakg.web.paths import path_of
from cakg.words.namespaces import kind_of


@dataclass(frozen=True)
class Happening:
    """Hold an event: its page, name, date in words, days as ISO dates or empty, place, series and status in words."""

    iri: str
    path: str
    name: Text
    date: str
    begin: str
    end: str
    sort: str
    place: str
    site: str | None
    series: str
    status: str
    planned: bool

    @property
    def day(self) -> str:
        """Return the day by which it is put in order: the first it allows, else the last; empty where none is known."""
        return self.begin or self.end

    @property
    def year(self) -> str:
        """Return the year in which it falls, empty where none is known."""
        return self.day[:4]


@lru_cache(maxsize=4)
def rows(stock: Stock) -> list[Row]:
    """Return every event as a filter sees it, the latest first."""
    unsettled = {one.iri for one in disputes(stock.dataset) if not settled(one)}
    return facets.rows(stock.index, unsettled)


@lru_cache(maxsize=8)
def happenings(edition: Edition) -> tuple[Happening, ...]:
    """Return every event, the latest first, those without a date last."""
    return tuple(_happening(edition, row) for row in rows(edition.stock))


def of_year(edition: Edition, events: Sequence[Happening] | None = None) -> dict[str, list[Happening]]:
    """Return events by year, the first year first and within it the earliest; those without a date under nothing.

    They are all unless some are given, the latest first.
    """
    found: dict[str, list[Happening]] = {}
    for one in reversed(happenings(edition) if events is None else events):
        found.setdefault(one.year, []).append(one)
    return dict(sorted(found.items(), key=lambda pair: (not pair[0], pair[0])))


def sides(stock: Stock, iri: str) -> list[str]:
    """Return the states and whole organizations that sat at an event that took place, sorted."""
    index = stock.index
    if not took_place(index, iri):
        return []
    parts = index.things(iri, "participation")
    present = [part for part in parts if facets.was_there(index, part)]
    return sorted({one for part in present for one in index.things(part, "delegation") if kind_of(one) != "person"})


def _happening(edition: Edition, row: Row) -> Happening:
    index = edition.index
    place = index.thing(row.iri, "place")
    return Happening(
        row.iri,
        path_of(row.iri) or "",
        index.named(row.iri),
        edition.day(index.first(row.iri, "date")),
        row.begin,
        row.end,
        min(row.values["kind"]),
        index.shown(row.iri, "place"),
        None if place is None else located(edition.stock.index, place),
        index.shown(row.iri, "inSeries"),
        index.shown(row.iri, "status"),
        not took_place(index, row.iri),
    )
