"""The pages of the disagreements: all of them, open ones first, and those of each sort."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from cakg.ask.ledger import Dispute, disputes, settled
from cakg.web.edition import Edition
from cakg.web.paths import continued, path_of
from cakg.web.words import word
from cakg.words.collation import order
from cakg.words.namespaces import expand

_PATH, _FOLDER = "disagreements.html", "disagreements/"
_ALL = "all"  # no sort is called so
_EACH = 36
_DATED = frozenset(f"cakg:{name}" for name in ("date", "from", "until", "attestedOn", "announcedOn"))


class Reading(NamedTuple):
    """Hold one of the values: in words, how many documents say so, whether it is accepted, or only less precise."""

    value: str
    reports: int
    accepted: bool | None
    vaguer: bool


class Row(NamedTuple):
    """Hold a disagreement as a list shows it."""

    path: str
    label: str
    property: str
    sort: str
    open: bool
    readings: tuple[Reading, ...]


def paths(edition: Edition) -> Iterable[str]:
    """Return the path of the page of all disagreements."""
    return [_PATH]


def make(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the page of all disagreements, and those on which the list goes on."""
    return _pages(edition, path, "", rows(edition)) if path == _PATH else {}


def sort_paths(edition: Edition) -> Iterator[str]:
    """Yield the path of the page of each sort."""
    yield from (f"{_FOLDER}{slug}.html" for slug in _sorts(edition))


def make_sort(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the disagreements of a sort; the further pages of all of them begin with `all`."""
    slug = path.removeprefix(_FOLDER).removesuffix(".html")
    if slug == _ALL:
        return make(edition, _PATH)
    sort = _sorts(edition).get(slug)
    if sort is None or path != f"{_FOLDER}{slug}.html":
        return {}
    return _pages(edition, path, slug, [row for row in rows(edition) if row.sort == sort])


@lru_cache(maxsize=8)
def rows(edition: Edition) -> list[Row]:
    """Return every disagreement, the open ones first."""
    found = [_row(edition, one) for one in disputes(edition.stock.dataset, lang=edition.names)]
    return sorted(found, key=lambda row: (not row.open, order(row.label), row.property, row.path))


@lru_cache(maxsize=8)
def _sorts(edition: Edition) -> dict[str, str]:
    """Return what each sort is called, by the name of its page, which is the same in every language."""
    index = edition.index
    found = {}
    for iri in index.instances("Disagreement"):
        kind = index.first(iri, "disagreementType")
        if kind is not None:
            found[kind.rpartition("/")[2]] = index.label(kind)
    return dict(sorted(found.items()))


def _row(edition: Edition, one: Dispute) -> Row:
    index = edition.index
    kind = index.first(one.iri, "disagreementType")
    readings = tuple(
        Reading(
            edition.day(stand.value) if one.property in _DATED else stand.value,
            len(stand.reports),
            stand.accepted,
            stand.vaguer,
        )
        for stand in one.readings
    )
    words = edition.t(word(expand(one.property)).text)
    return Row(path_of(one.iri) or "", one.label, words, index.label(kind) if kind else "", not settled(one), readings)


def _pages(edition: Edition, path: str, slug: str, found: list[Row]) -> dict[str, str | bytes]:
    parts = [found[at : at + _EACH] for at in range(0, len(found), _EACH)] or [[]]
    names = continued(path, len(parts), f"{_FOLDER}{slug or _ALL}")
    everything = rows(edition)
    sorts = [(at, name, sum(row.sort == name for row in everything)) for at, name in _sorts(edition).items()]
    return {
        at: edition.render(
            "ledger.html",
            at,
            title=edition.t("Disagreements"),
            same=path,
            rows=part,
            total=len(found),
            opened=sum(row.open for row in found),
            everything=len(everything),
            sorts=sorts,
            slug=slug,
            pages=names,
        )
        for at, part in zip(names, parts, strict=True)
    }
