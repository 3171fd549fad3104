"""Places on a map without borders: a graticule, circles and names, nothing that no source gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

from cakg.web.drawing import Label, Spot, mark_box, place_labels
from cakg.web.entry import Site

WIDTH, HEIGHT = 900, 760
_WEST, _SOUTH, _EAST, _NORTH = 52.0, 32.0, 82.0, 54.0
_PAD = 34
_LARGEST = 38.0
_EARTH = 6371.0  # km
_BAR = 500  # km
_SCALE = min(
    (WIDTH - 2 * _PAD) / ((_EAST - _WEST) * cos(radians((_SOUTH + _NORTH) / 2))),
    (HEIGHT - 2 * _PAD) / (_NORTH - _SOUTH),
)  # pixels for a degree of latitude


@dataclass(frozen=True)
class Circle:
    """Hold a place on the map; its area is in proportion to its events."""

    x: float
    y: float
    r: float
    title: str
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
    """Hold the map, the places beyond its frame and those that no point can stand for."""

    circles: tuple[Circle, ...]
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    inside: tuple[Site, ...]
    beyond: tuple[Site, ...]
    pointless: tuple[Site, ...]
    bar: float
    frame: tuple[float, float, float, float]
    width: int = WIDTH
    height: int = HEIGHT


def project(lat: float, long: float) -> tuple[float, float]:
    """Return the point of the drawing for a place: equirectangular, true to scale along the middle parallel.

    *Units*: degrees in, pixels out.
    """
    middle_lat, middle_long = (_SOUTH + _NORTH) / 2, (_WEST + _EAST) / 2
    x = WIDTH / 2 + (long - middle_long) * cos(radians(middle_lat)) * _SCALE
    return round(x, 1), round(HEIGHT / 2 - (lat - middle_lat) * _SCALE, 1)


def draw(sites: Sequence[Site]) -> Atlas:
    """Return the places of Central Asia and its neighbours as circles, all others as lists."""
    pointed = [(site, site.lat, site.long) for site in sites if site.lat is not None and site.long is not None]
    inside = [(s, lat, long) for s, lat, long in pointed if _SOUTH <= lat <= _NORTH and _WEST <= long <= _EAST]
    shown = [site for site, _, _ in inside]
    most = max((site.events for site in shown), default=1)
    spots = [
        Spot(*project(lat, long), round(_LARGEST * sqrt(site.events / most), 1), site.label, 15)
        for site, lat, long in inside
    ]
    left, top = project(_NORTH, _WEST)
    right, bottom = project(_SOUTH, _EAST)
    labels = place_labels(spots, (left, top, right, bottom), [mark_box(spot) for spot in spots])
    circles = tuple(
        Circle(spot.x, spot.y, spot.r, f"{site.label}: {site.events} event{'' if site.events == 1 else 's'}", label)
        for site, spot, label in zip(shown, spots, labels, strict=True)
    )
    meridians = tuple(
        Line(*project(_NORTH, degree), *project(_SOUTH, degree), f"{degree}°E") for degree in range(55, 82, 5)
    )
    parallels = tuple(
        Line(*project(degree, _WEST), *project(degree, _EAST), f"{degree}°N") for degree in range(35, 54, 5)
    )
    return Atlas(
        circles,
        meridians,
        parallels,
        tuple(shown),
        tuple(site for site, _, _ in pointed if site not in shown),
        tuple(site for site in sites if site.lat is None),
        round(_BAR / (radians(1) * _EARTH) * _SCALE, 1),
        (left, top, right, bottom),
    )
