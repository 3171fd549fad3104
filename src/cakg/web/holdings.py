"""The data that the scripts of the site read: names for the search, events for the filter, as classic scripts."""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from cakg.compile.derive import took_place
from cakg.web import claimed, lexicon
from cakg.web.atlas import located, point
from cakg.web.basemap import is_inside, project
from cakg.web.edition import Edition, Stock
from cakg.web.facets import FACETS, Row
from cakg.web.happenings import rows, sides
from cakg.web.paths import LANGUAGES
from cakg.web.values import value_name
from cakg.words.collation import order
from cakg.words.namespaces import BASE, compact, expand
from cakg.words.wording import wording

_LARGEST = 240_000  # bytes of a file of data, about


def paths(edition: Edition) -> Iterable[str]:
    """Return the path of every file."""
    return [f"data/{name}" for name in (*files(edition.stock), *_claim_files(edition.stock))]


def make(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return a file by its path, nothing where there is none."""
    name, stock = path.removeprefix("data/"), edition.stock
    claims = _claim_files(stock).get(name)
    found = files(stock).get(name) if claims is None else _claims(stock, *claims)
    return {} if found is None else {path: found}


@lru_cache(maxsize=4)
def files(stock: Stock) -> dict[str, str]:
    """Return every file of data by its name, but for those of claims."""
    return dict(lexicon.files(stock.dataset, stock.material.terms)) | dict(_events(stock))


def _claim_files(stock: Stock) -> dict[str, tuple[str, int]]:
    """Return the names of the files of claims, each with its language and number."""
    parts = range(-(-len(rows(stock)) // claimed.EACH))
    return {f"explore-claims-{lang}-{number}.js": (lang, number) for lang in LANGUAGES for number in parts}


def _claims(stock: Stock, lang: str, number: int) -> str:
    """Return what is claimed of some events, in a language: a browser reads the files of those that it shows."""
    edition = Edition(stock, lang, frozenset())
    part = rows(stock)[number * claimed.EACH : (number + 1) * claimed.EACH]
    return lexicon.script(f"explore-claims-{number}", [claimed.brief(edition, row.iri) for row in part])


def _events(stock: Stock) -> Iterator[tuple[str, str]]:
    """Yield events with their values by facet, and what all these are called in each language.

    *Shapes*: a row is slug, date, first and last day, values by facet, place, sides, 1 where it is only planned; what
    it points to are numbers of the list of keys, -1 for none.
    """
    found = rows(stock)
    across = {row.iri: [compact(one) for one in sides(stock, row.iri)] for row in found}
    sites = {row.iri: _site(stock, row) for row in found}
    keys = sorted(
        {value for row in found for values in row.values.values() for value in values}
        | {key for own in across.values() for key in own}
        | set(filter(None, sites.values()))
    )
    at = {key: number for number, key in enumerate(keys)} | {"": -1}
    yield "explore-keys.js", lexicon.script("explore-keys", keys)
    packed = [
        [
            row.iri.removeprefix(BASE + "event/"),
            stock.index.first(row.iri, "date") or "",
            row.begin,
            row.end,
            [sorted(at[value] for value in row.values.get(name, ())) for name in FACETS],
            at[sites[row.iri]],
            [at[key] for key in across[row.iri]],
            int(not took_place(stock.index, row.iri)),
        ]
        for row in found
    ]
    parts = list(_split(packed))
    for number, part in enumerate(parts):
        yield f"explore-events-{number}.js", lexicon.script(f"explore-events-{number}", part)
    points = {key: point(stock.index, expand(key)) for key in set(sites.values()) if key}
    yield (
        "explore-places.js",
        lexicon.script(
            "explore-places",
            {
                key: project(lat, long)
                for key, (lat, long) in sorted(points.items())
                if lat is not None and long is not None and is_inside(lat, long)
            },
        ),
    )
    for lang in LANGUAGES:
        index = stock.index.spoken(lang)
        labels = {
            "keys": [value_name(index, key) for key in keys],
            "order": sorted(range(len(keys)), key=lambda n: order(value_name(index, keys[n]))),
            "events": [index.label(row.iri) for row in found],
            "tags": [index.named(row.iri).lang for row in found],
            "dates": [wording(index.first(row.iri, "date") or "", lang) for row in found],
        }
        yield f"explore-labels-{lang}.js", lexicon.script("explore-labels", labels)
    names = ["explore-keys.js", "explore-places.js", *(f"explore-events-{number}.js" for number in range(len(parts)))]
    yield "explore.js", lexicon.script("explore", names)


def _site(stock: Stock, row: Row) -> str:
    place = stock.index.thing(row.iri, "place")
    return "" if place is None else compact(located(stock.index, place))


def _split(packed: list[list[Any]]) -> Iterator[list[list[Any]]]:
    part: list[list[Any]] = []
    filled = 0
    for row in packed:
        size = len(json.dumps(row, ensure_ascii=False).encode())
        if part and filled + size > _LARGEST:
            yield part
            part, filled = [], 0
        part.append(row)
        filled += size
    yield part
