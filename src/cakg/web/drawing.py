"""What drawings share: shapes as SVG paths, and labels that keep out of each other's way."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

_LETTER = 0.58  # mean width of a letter, in sizes of the type
_KEEN = 25  # labels that matter so much that they may lie on the marks of others
_SIDES = {"org": (4, 0.25, 1.2), "person": (3, -0.5, 1.25), "group": (4, 0.0, 1.25), "event": (6, 0.0, 1.1)}


@dataclass(frozen=True)
class Spot:
    """Hold a point to be labelled and the room that its mark takes."""

    x: float
    y: float
    r: float
    text: str
    size: float


@dataclass(frozen=True)
class Label:
    """Hold where a label stands: x, y of its base line and its SVG `text-anchor`."""

    x: float
    y: float
    anchor: str
    text: str
    size: float


Box = tuple[float, float, float, float]


def shape(kind: str, x: float, y: float, r: float) -> str:
    """Return the path of a mark: a circle for states, a square for organizations, and so on, of like areas."""
    if kind not in _SIDES:
        return f"M{x - r:.1f} {y:.1f}a{r:.1f} {r:.1f} 0 1 0 {2 * r:.1f} 0a{r:.1f} {r:.1f} 0 1 0 {-2 * r:.1f} 0z"
    sides, turn, scale = _SIDES[kind]
    angles = (2 * pi * step / sides + pi * turn for step in range(sides))
    return "M" + "L".join(f"{x + r * scale * cos(a):.1f} {y + r * scale * sin(a):.1f}" for a in angles) + "z"


def clipped(text: str, length: int) -> str:
    """Return a text, cut at a word with an ellipsis where it is longer than allowed."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[length // 2 :] else head).rstrip(" ,;–-") + "…"


def place_labels(spots: Sequence[Spot], frame: Box, marks: Sequence[Box] = ()) -> list[Label | None]:
    """Return a place for the label of each spot, None where it would lie on another label or leave the frame.

    *Shapes*: as many as `spots`, which come in order of importance. Only the labels of the first may lie on marks.
    """
    taken: list[Box] = []
    found: list[Label | None] = []
    for number, spot in enumerate(spots):
        free = []
        for label in _choices(spot):
            box = label_box(label)
            inside = frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
            if inside and not any(_overlap(box, other) for other in taken):
                free.append((sum(_overlap(box, mark) for mark in marks), label))
        hidden, best = min(free, key=lambda choice: choice[0], default=(0, None))
        found.append(best if number < _KEEN or not hidden else None)
        if found[-1] is not None:
            taken.append(label_box(found[-1]))
    return found


def mark_box(spot: Spot) -> Box:
    """Return the room that the mark of a spot takes."""
    r = spot.r * 0.9
    return spot.x - r, spot.y - r, spot.x + r, spot.y + r


def _choices(spot: Spot) -> list[Label]:
    gap, middle = spot.r + 3, spot.y + spot.size * 0.35
    below, above = spot.y + gap + spot.size * 0.8, spot.y - gap
    places = [
        (spot.x + gap, middle, "start"),
        (spot.x - gap, middle, "end"),
        (spot.x, below, "middle"),
        (spot.x, above, "middle"),
        (spot.x + gap * 0.7, below, "start"),
        (spot.x + gap * 0.7, above, "start"),
        (spot.x - gap * 0.7, below, "end"),
        (spot.x - gap * 0.7, above, "end"),
    ]
    return [Label(round(x, 1), round(y, 1), anchor, spot.text, spot.size) for x, y, anchor in places]


def label_box(label: Label) -> Box:
    """Return the room that a label takes, a little too wide rather than too narrow."""
    width = len(label.text) * label.size * _LETTER
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - label.size * 0.85, left + width, label.y + label.size * 0.25


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
