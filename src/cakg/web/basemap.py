"""Land and water under the places: Natural Earth, clipped, as paths of SVG; no border, for no source gives one."""

import json
from functools import lru_cache
from math import cos, radians
from typing import NamedTuple

from cakg.web.template import source

WEST, SOUTH, EAST, NORTH = 40.0, 28.0, 95.0, 58.0
SCALE = 27.5  # pixels for a degree of latitude
_MIDDLE = 43.0  # the parallel along which the map is true to scale
_ACROSS = SCALE * cos(radians(_MIDDLE))
_EARTH = 6371.0  # km
WIDTH, HEIGHT = round((EAST - WEST) * _ACROSS, 1), round((NORTH - SOUTH) * SCALE, 1)
# Where the name of a state stands, by its ISO code: a point well inside it, chosen by us. It marks no border.
NAMES = {
    "AFG": (65.6, 32.9), "AZE": (47.6, 39.2), "CHN": (88.0, 37.2), "GEO": (43.4, 42.9), "IND": (76.8, 29.9),
    "IRN": (54.0, 32.6), "IRQ": (43.6, 32.6), "KAZ": (66.6, 48.4), "KGZ": (75.4, 40.9), "MNG": (91.6, 47.4),
    "PAK": (69.6, 30.2), "RUS": (58.0, 57.0), "TJK": (72.6, 37.7), "TKM": (59.0, 40.3), "UZB": (62.6, 42.6),
}  # fmt: skip


class Point(NamedTuple):
    """Hold a point of the drawing, in pixels."""

    x: float
    y: float


class Basemap(NamedTuple):
    """Hold land, its holes cut out, and lakes, each as one path."""

    land: str
    lakes: str


def project(lat: float, long: float) -> Point:
    """Return the point of the drawing for a place: equirectangular, true to scale along the 43rd parallel.

    *Units*: degrees in, pixels out.
    """
    return Point(round((long - WEST) * _ACROSS, 1), round((NORTH - lat) * SCALE, 1))


def is_inside(lat: float, long: float) -> bool:
    """Tell whether a place lies within the frame."""
    return SOUTH <= lat <= NORTH and WEST <= long <= EAST


def length(km: float) -> float:
    """Return how long a distance along the 43rd parallel is in the drawing. *Units*: km in, pixels out."""
    return round(km / (radians(1) * _EARTH) * SCALE, 1)


@lru_cache(maxsize=1)
def basemap() -> Basemap:
    """Return land and lakes within the frame. *Source*: Natural Earth 4.0.0, 1:50m, public domain."""
    read = json.loads(source("basemap/natural-earth-50m.json"))
    return Basemap(*("".join(map(_ring, read[name])) for name in ("land", "lakes")))


def _ring(points: list[list[float]]) -> str:
    places = dict.fromkeys(f"{x:.0f} {y:.0f}" for x, y in (project(lat, long) for long, lat in points))
    return f"M{'L'.join(places)}z"
