"""Places on a map: land, lakes, the names of states and a circle for each place, larger where more took place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from cakg.web import basemap
from cakg.web.basemap import HEIGHT, WIDTH, Basemap, project
from cakg.web.drawing import Label, Spot, label_box, mark_box, place_labels
from cakg.words.collation import order
from cakg.words.namespaces import GEO

if TYPE_CHECKING:
    from cakg.web.reader import Reader

_LARGEST = 34.0
_BAR = 500  # km
_PARALLELS, _MERIDIANS = range(30, 58, 10), range(50, 95, 10)


@dataclass(frozen=True)
class Site:
    """Hold a place at which events were or are to be held; without coordinates it is on no map."""

    iri: str
    label: str
    lat: float | None
    long: float | None
    events: int


@dataclass(frozen=True)
class Circle:
    """Hold a place on the map; its area is in proportion to its events."""

    x: float
    y: float
    r: float
    site: Site
    label: Label | None


@dataclass(frozen=True)
class Line:
    """Hold one line of the graticule with its inscription."""

    x1: float
    y1: float
    x2: float
    y2: float
    text: str


@dataclass(frozen=True)
class Atlas:
    """Hold the map, the places within its frame (most events first), beyond it, and those without a point."""

    circles: tuple[Circle, ...]
    states: tuple[tuple[float, float, str], ...]
    lines: tuple[Line, ...]
    beyond: tuple[Site, ...]
    pointless: tuple[Site, ...]
    bar: float
    base: Basemap
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(frozen=True)
class Locator:
    """Hold a small map with one place on it, to be drawn over the map as a file."""

    x: float
    y: float
    width: float = WIDTH
    height: float = HEIGHT


def sites(index: "Reader", places: Iterable[str]) -> tuple[Site, ...]:
    """Return the places of events, one for each event, those with most events first.

    A venue counts for the city around it: the nearest place that has a point.
    """
    counts: dict[str, int] = {}
    for place in places:
        site = located(index, place)
        counts[site] = counts.get(site, 0) + 1
    ranked = sorted(counts, key=lambda iri: (-counts[iri], order(index.label(iri)), iri))
    points = {iri: point(index, iri) for iri in ranked}
    return tuple(Site(iri, index.label(iri), points[iri][0], points[iri][1], counts[iri]) for iri in ranked)


def located(index: "Reader", place: str) -> str:
    """Return the nearest place around a place, or itself, that has a point; else the place itself."""
    at, seen = place, set()
    while at not in seen:
        if point(index, at) != (None, None):
            return at
        seen.add(at)
        at = index.first(at, "within") or at
    return place


def point(index: "Reader", place: str) -> tuple[float, float] | tuple[None, None]:
    """Return latitude and longitude of a place, None twice where one of them is missing or no number."""
    try:
        return float(index.first(place, GEO + "lat") or ""), float(index.first(place, GEO + "long") or "")
    except ValueError:
        return None, None


def draw(found: Sequence[Site], states: Iterable[tuple[str, str]] = ()) -> Atlas:
    """Return places as circles within the frame, all others as lists; `states` are the codes of states with names."""
    inside = [(s, s.lat, s.long) for s in found if s.lat is not None and s.long is not None]
    shown = [(site, *project(lat, long)) for site, lat, long in inside if basemap.is_inside(lat, long)]
    most = max((site.events for site, *_ in shown), default=1)
    spots = [Spot(x, y, _radius(site.events, most), site.label, 15) for site, x, y in shown]
    named = [(*project(*basemap.NAMES[code][::-1]), name) for code, name in states if code in basemap.NAMES]
    soft = [label_box(Label(x, y, "middle", f"{name}  " + name[::2], 17)) for x, y, name in named]
    labels = place_labels(spots, (4, 4, WIDTH - 4, HEIGHT - 4), [*map(mark_box, spots), *soft])
    circles = tuple(
        Circle(spot.x, spot.y, spot.r, site, label)
        for (site, *_), spot, label in zip(shown, spots, labels, strict=True)
    )
    drawn = {site.iri for site, *_ in shown}
    return Atlas(
        circles,
        tuple(named),
        tuple(_lines()),
        tuple(site for site in found if site.lat is not None and site.iri not in drawn),
        tuple(site for site in found if site.lat is None),
        basemap.length(_BAR),
        basemap.basemap(),
    )


def locate(lat: float, long: float) -> Locator | None:
    """Return the small map for a place, None where it lies beyond the frame."""
    return Locator(*project(lat, long)) if basemap.is_inside(lat, long) else None


def _radius(events: int, most: int) -> float:
    return max(4.0, round(_LARGEST * sqrt(events / most), 1))


def _lines() -> Iterable[Line]:
    for degree in _MERIDIANS:
        yield Line(*project(basemap.NORTH, degree), *project(basemap.SOUTH, degree), f"{degree}° E")
    for degree in _PARALLELS:
        yield Line(*project(degree, basemap.WEST), *project(degree, basemap.EAST), f"{degree}° N")
