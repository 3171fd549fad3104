"""Whom an actor met most, as a small drawing: the actor in the middle, the others around it, ties by strength."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from cakg.web.entry import Link

WIDTH, HEIGHT = 720, 300
MOST = 12
_REACH = 175, 112
_LONGEST = 25  # letters of a name
_FEWEST = 3


@dataclass(frozen=True)
class Spoke:
    """Hold one of those around: where it stands, its name and where that stands, how strong the tie is."""

    link: Link
    name: str
    x: float
    y: float
    text_x: float
    anchor: str
    talks: int
    sessions: int
    width: float


@dataclass(frozen=True)
class Ego:
    """Hold the drawing: the actor in the middle and the others around, the first at the top."""

    title: str
    middle: str
    spokes: tuple[Spoke, ...]
    width: int = WIDTH
    height: int = HEIGHT


def draw(title: str, middle: str, met: Sequence[tuple[Link, int, int]]) -> Ego | None:
    """Return the drawing, None where too few were met; of each the talks and the sessions are given."""
    chosen = met[:MOST]
    if len(chosen) < _FEWEST:
        return None
    return Ego(title, _short(middle), tuple(_spoke(one, at, len(chosen)) for at, one in enumerate(chosen)))


def _spoke(met: tuple[Link, int, int], at: int, all: int) -> Spoke:
    link, talks, sessions = met
    turn = 2 * pi * (at + 0.5) / all - pi / 2
    x, y = WIDTH / 2 + _REACH[0] * cos(turn), HEIGHT / 2 + _REACH[1] * sin(turn)
    is_right = cos(turn) > 0
    width = min(1 + 0.8 * talks + 0.15 * sessions, 7)
    side = 9 if is_right else -9
    return Spoke(
        link,
        _short(link.text),
        round(x, 1),
        round(y, 1),
        round(x + side, 1),
        "start" if is_right else "end",
        talks,
        sessions,
        round(width, 1),
    )


def _short(name: str) -> str:
    """Return a name that fits; the whole of it stands in the title and in the table."""
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
