"""Feeds of new documents and rulings (Atom), of the whole and of each person, state and series; the map of the site.

*Source*: RFC 4287 (The Atom Syndication Format); sitemaps.org, protocol 0.9. Days are those of the data: when a
document was read, when a ruling was made. No clock is asked.
"""

from collections.abc import Iterator
from itertools import chain

from cakg.web.documents import News, news
from cakg.web.edition import Edition, Stock
from cakg.web.paths import iri_of, path_of
from cakg.words.controls import visible
from cakg.words.dates import span
from cakg.words.namespaces import BASE, kind_of

KINDS = ("person", "state", "series")  # that have feeds of their own
_FOLDER = "feed/"
_NEWEST, _OWN = 50, 12
_DOORS = (
    "",
    "find",
    "explore",
    "timeline",
    "map",
    "networks",
    "questions",
    "disagreements",
    "coverage",
    "about",
    "changes",
)
_ROLES = ("actor", "representing", "holder", "speaker", "member", "signedBy", "inSeries", "countsFor", "onSubject")


def whole(edition: Edition, path: str) -> str:
    """Return the feed of all documents and rulings, the newest first."""
    return _feed(edition, path, BASE, "cakg", news(edition)[:_NEWEST])


def thing_paths(edition: Edition) -> Iterator[str]:
    """Yield the path of the feed of each person, state and series of which a document speaks."""
    for kind in KINDS:
        yield from (feed_of(iri) for iri in edition.stock.by_kind.get(kind, ()) if _has_some(edition.stock, iri))


def make_thing(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the feed of a thing: the documents that speak of it and the rulings on it, the newest first."""
    iri = iri_of(path.removeprefix(_FOLDER).removesuffix(".xml") + ".html")
    if iri is None or path != feed_of(iri):
        return {}
    own = set(_reports(edition.stock, iri))
    if not own:
        return {}
    found = [one for one in news(edition) if one.iri in own][:_OWN]
    return {path: _feed(edition, path, iri, edition.index.label(iri), found)}


def known(edition: Edition, iri: str) -> str | None:
    """Return the path of the feed of a thing, None where it has none."""
    return feed_of(iri) if _has_some(edition.stock, iri) else None


def feed_of(iri: str) -> str:
    """Return the path of the feed of a thing."""
    return f"{_FOLDER}{iri.removeprefix(BASE)}.xml"


def site_map(edition: Edition, path: str) -> str:
    """Return the map of the site: the address of every page that stands for something, as the IRI of that."""
    things = (
        iri for kind in sorted(edition.stock.by_kind) for iri in edition.stock.by_kind[kind] if kind != "evidence"
    )
    addresses = [*(BASE + door for door in _DOORS), *(iri for iri in things if path_of(iri) is not None)]
    return edition.templates.get_template("sitemap.xml").render(addresses=addresses)


def _has_some(stock: Stock, iri: str) -> bool:
    return next(_reports(stock, iri), None) is not None


def _reports(stock: Stock, iri: str) -> Iterator[str]:
    """Yield the documents that speak of a person, state or series, and the rulings on what it did; none of others."""
    index = stock.index
    if kind_of(iri) not in KINDS:
        return
    for node in chain((iri,), chain.from_iterable(index.owners(iri, role) for role in _ROLES)):
        yield from index.things(node, "reportedIn")
        yield from (one for one in index.owners(node, "onSubject") if one.startswith(BASE + "ruling/"))


def _feed(edition: Edition, path: str, about: str, title: str, entries: list[News]) -> str:
    days = [_instant(one.added) for one in entries]
    said = edition.stock.imprint.date
    written = edition.templates.get_template("feed.xml").render(
        base=BASE,
        path=path,
        about=about,
        title=title,
        entries=list(zip(entries, days, strict=True)),
        updated=max([*days, _instant(said or "")]),
    )
    return visible(written)  # XML has no place for some characters


def _instant(day: str) -> str:
    """Return the first moment that a date allows, the beginning of all time as computers count it where it has none."""
    known = span(day) if day else None
    first = None if known is None else known.begin
    return f"{first or '1970-01-01'}T00:00:00Z"
