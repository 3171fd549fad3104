"""Figures of networks that stand by themselves: places with their intervals, places and communities over time."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cakg.web.drawing import clipped
from cakg.web.template import environment

if TYPE_CHECKING:
    from cakg.networks.ranking import Score
    from cakg.networks.trajectory import Membership

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#b0528c", "#56606b", "#8a6d00", "#2b4bb0", "#a33b2a", "#3c7a3c", "#5b4b8a")
_ROW, _LEFT, _TOP = 22, 330, 64
_MOST, _LINES = 40, len(COLOURS)
_BARS = (0, 2, 3)  # the colours of layers, apart from that of the record
_BY_CHANCE = "what activity alone would make"
_UNSURE = 0.6  # of runs or draws: who is less often in the like of its community
_CHOICES = (
    *("mode", "level", "collectives", "weight", "window", "layers", "minimum", "kinds", "ego", "backbone"),
    "conditioned",
)


@dataclass
class Figure:
    """Hold a figure: lines, marks that say what they are, texts; `notes` stand below it."""

    title: str
    description: str
    width: int
    height: int
    lines: list[tuple[str, str, float]] = field(default_factory=list)  # path, colour, width
    marks: list[tuple[str, str, str]] = field(default_factory=list)  # path, colour, what it says
    texts: list[tuple[float, float, str, str]] = field(default_factory=list)  # x, y, anchor, text
    inside: list[tuple[float, float, str]] = field(default_factory=list)  # texts in the middle of marks
    notes: list[str] = field(default_factory=list)

    def svg(self) -> str:
        """Return the figure as an SVG file, whose marks are reached by the keyboard."""
        return environment().get_template("figure.svg").render(f=self)


def credits(about: Mapping[str, object]) -> list[str]:
    """Return what a picture says of the network that it shows: what was chosen, how it was asked for, whose data."""
    chosen = [f"{name} {about[name]}" for name in _CHOICES if name in about]
    told = [f"{name} {about[name]}" for name in ("asked", "date", "version", "license") if about.get(name)]
    return [*(["; ".join(chosen)] if chosen else []), *(["; ".join(told)] if told else [])]


def ranks(scores: "Sequence[Score]", title: str, notes: Sequence[str] = ()) -> str:
    """Return the values of a ranking, the first place on top, each with its intervals where there are any, as SVG.

    Each layer has a bar from its lower to its upper bound with a line at its median, in a colour of its own, and a
    column with the places; a rhombus is what chance makes of a value.
    """
    shown = list(scores[:_MOST])
    layers = [one.layer for one in shown[0].intervals] if shown else []
    barred = [n for n, _ in enumerate(layers) if shown[0].intervals[n].low is not None]
    row, column = _ROW + 7 * max(0, len(barred) - 1), 92
    width = 1000 + column * max(0, len(layers) - 1)
    right = width - 60 - column * len(layers)
    bounds = [0.0, *(bound for one in shown for bound in _bounds(one))]
    low, high = min(bounds), max(bounds)
    span = (high - low) or 1.0
    bottom = _TOP + row * len(shown)
    figure = Figure(title, "One line for each actor, the first place on top.", width, bottom + 76)

    def across(value: float) -> float:
        return round(_LEFT + (value - low) / span * (right - _LEFT), 1)

    for tick in range(5):
        value = low + span * tick / 4
        figure.lines.append((f"M{across(value)} {_TOP - 14}V{bottom}", "#dddbd5", 1))
        figure.texts.append((across(value), _TOP - 20, "middle", f"{value:.3g}"))
    for n, layer in enumerate(layers):
        figure.texts.append((right + column * (n + 0.75), _TOP - 20, "middle", f"{layer}:"))
        figure.texts.append((right + column * (n + 0.75), _TOP - 5, "middle", "places"))
    for number, one in enumerate(shown):
        y = _TOP + row * number + row / 2
        said = f"{one.label}: place {one.place}, value {one.value:.4g}"
        for n, found in enumerate(one.intervals):
            if found.low is not None and found.high is not None:
                at = y + 7 * (barred.index(n) - (len(barred) - 1) / 2)
                colour = COLOURS[_BARS[n]]
                figure.lines.append((f"M{across(found.low)} {at}H{across(found.high)}", colour, 4))
                if found.median is not None:
                    figure.lines.append((f"M{across(found.median)} {at - 5}V{at + 5}", colour, 2))
                said += f"; {found.layer}: from {found.low:.4g} to {found.high:.4g}"
            else:
                said += f"; {found.layer}:"
            said += f", places {found.best} to {found.worst}"
            places = f"{found.best}" if found.best == found.worst else f"{found.best}–{found.worst}"
            figure.texts.append((right + column * (n + 0.75), y + 4, "middle", places))
        if one.expected is not None:
            figure.lines.append((_rhombus(across(one.expected), y, 6), COLOURS[4], 2))
            said += f"; by chance {one.expected:.4g}"
        figure.marks.append((_dot(across(one.value), y, 4.5), COLOURS[1], said))
        figure.texts.append((_LEFT - 12, y + 4, "end", f"{one.place}. {clipped(one.label, 44)}"))
    _legend(figure, bottom + 18, [layers[n] for n in barred], any(one.expected is not None for one in shown))
    figure.notes = [*_left_out(len(scores) - len(shown), "actor"), *notes]
    return figure.svg()


def _bounds(one: "Score") -> list[float]:
    bounds = [one.value, one.expected, *(bound for found in one.intervals for bound in (found.low, found.high))]
    return [bound for bound in bounds if bound is not None]


def _legend(figure: Figure, y: float, layers: Sequence[str], chance: bool) -> None:
    """Say what the marks of a ranking are, where there are several."""
    if not layers and not chance:
        return
    x = 20.0
    figure.lines.append((_dot(x, y - 4, 2), COLOURS[1], 5))
    x = _said(figure, x + 12, y, "the record")
    for number, layer in enumerate(layers):
        figure.lines.append((f"M{x} {y - 4}h26", COLOURS[_BARS[number]], 4))
        figure.lines.append((f"M{x + 13} {y - 9}v10", COLOURS[_BARS[number]], 2))
        x = _said(figure, x + 34, y, f"{layer}: nine of ten draws, and their median")
    if chance:
        figure.lines.append((_rhombus(x, y - 4, 6), COLOURS[4], 2))
        _said(figure, x + 12, y, _BY_CHANCE)


def _said(figure: Figure, x: float, y: float, text: str) -> float:
    """Write a text of a legend, and return where the next mark stands."""
    figure.texts.append((x, y, "start", text))
    return x + 7.6 * len(text) + 20


def trajectories(rankings: "Mapping[str, Sequence[Score]]", title: str, notes: Sequence[str] = ()) -> str:
    """Return the places of actors over windows as SVG: of those who are best in the mean, a line each.

    Where rankings have intervals, thin lines are the places of the first layer; a name stands where its line ends.
    """
    spans = list(rankings)
    places: dict[Hashable, dict[str, int]] = {}
    labels: dict[Hashable, str] = {}
    within: dict[Hashable, dict[str, tuple[int | None, int | None]]] = {}
    for window, scores in rankings.items():
        for one in scores:
            places.setdefault(one.actor, {})[window] = one.place
            within.setdefault(one.actor, {})[window] = one.best, one.worst
            labels[one.actor] = one.label
    worst = 1 + max((place for known in places.values() for place in known.values()), default=1)
    mean = {a: sum(known.get(w, worst) for w in spans) / max(1, len(spans)) for a, known in places.items()}
    shown = sorted(places, key=lambda actor: (mean[actor], str(actor)))[:_LINES]
    deepest = max((place for actor in shown for place in places[actor].values()), default=1)
    deepest = min(deepest, 2 * _LINES)
    width, step = 1000, (1000 - 90 - 300) / max(1, len(spans) - 1)
    figure = Figure(title, "One line for each actor: its place in each window.", width, _TOP + _ROW * deepest + 50)
    stride = _stride(spans, step)
    for number, window in enumerate(spans):
        x = round(70 + step * number, 1)
        figure.lines.append((f"M{x} {_TOP - 8}V{_TOP + _ROW * deepest}", "#e6e4de", 1))
        if number % stride == 0:
            figure.texts.append((x, _TOP - 20, "middle", window.replace("/", "–")))
    for place in range(1, deepest + 1):
        figure.texts.append((48, _TOP + _ROW * (place - 0.5) + 4, "end", str(place)))
    ends: set[int] = set()
    for number, actor in enumerate(shown):
        colour = COLOURS[number % len(COLOURS)]
        points = [
            (round(70 + step * n, 1), _TOP + _ROW * (min(places[actor][w], deepest) - 0.5), w, places[actor][w])
            for n, w in enumerate(spans)
            if w in places[actor]
        ]
        figure.lines.append(("M" + "L".join(f"{x} {y}" for x, y, _, _ in points), colour, 2.5))
        for x, _, window, _ in points:
            upper, lower = within[actor].get(window, (None, None))
            if upper is not None and lower is not None:
                ends_at = [_TOP + _ROW * (min(place, deepest + 0.5) - 0.5) for place in (upper, lower)]
                figure.lines.append((f"M{x + number - 4} {ends_at[0] - 4}V{ends_at[1] + 4}", colour, 1.2))
        for x, y, window, place in points:
            figure.marks.append((_dot(x, y, 4), colour, f"{labels[actor]}, {window}: place {place}"))
        row = min(points[-1][3], deepest)
        while row in ends:
            row += 1
        ends.add(row)
        level = _TOP + _ROW * (row - 0.5)
        figure.lines.append((f"M{points[-1][0]} {points[-1][1]}L{width - 296} {level}", colour, 0.8))
        figure.texts.append((width - 292, level + 4, "start", clipped(labels[actor], 38)))
    figure.height = max(figure.height, int(_TOP + _ROW * max(ends, default=1) + 50))
    figure.notes = [*_left_out(len(places) - len(shown), "actor"), *notes]
    return figure.svg()


def timeline(rows: "Sequence[Membership]", title: str, notes: Sequence[str] = ()) -> str:
    """Return who is of which community in which window as SVG: a row for each actor, a colour for each community."""
    spans = list(dict.fromkeys(row.window for row in rows))
    of: dict[Hashable, dict[str, Membership]] = {}
    for row in rows:
        of.setdefault(row.actor, {})[row.window] = row
    often = sorted(of, key=lambda actor: (-len(of[actor]), str(actor)))[:_MOST]
    shown = sorted(
        often, key=lambda actor: ([of[actor][w].community if w in of[actor] else 0 for w in spans], str(actor))
    )
    width, cell = 1000, (1000 - _LEFT - 40) / max(1, len(spans))
    figure = Figure(title, "One row for each actor, one column for each window.", width, _TOP + _ROW * len(shown) + 50)
    stride, doubts = _stride(spans, cell), False
    for number, window in enumerate(spans):
        if number % stride == 0:
            figure.texts.append((_LEFT + cell * (number + 0.5), _TOP - 14, "middle", window.replace("/", "–")))
    for line, actor in enumerate(shown):
        y = _TOP + _ROW * line
        label = next(iter(of[actor].values())).label
        figure.texts.append((_LEFT - 12, y + 15, "end", clipped(label, 44)))
        for number, window in enumerate(spans):
            one = of[actor].get(window)
            if one is not None:
                x = round(_LEFT + cell * number, 1)
                said = f"{label}, {window}: community {one.community}"
                said += f", in {one.share:.0%} of the {one.among}" if one.share is not None else ""
                colour = COLOURS[(one.community - 1) % len(COLOURS)]
                figure.marks.append((f"M{x} {y + 2}h{cell - 2:.1f}v{_ROW - 4}h-{cell - 2:.1f}z", colour, said))
                unsure = one.share is None or one.share < _UNSURE
                doubts = doubts or unsure
                figure.inside.append((x + cell / 2 - 1, y + 15, f"{one.community}{'?' if unsure else ''}"))
    kept = [*_left_out(len(of) - len(shown), "actor"), "A community that goes on keeps its number and its colour."]
    if doubts:
        kept.append(f"?: in fewer than {_UNSURE * 10:.0f} of ten {rows[0].among}, or in none.")
    figure.notes = [*kept, *notes]
    return figure.svg()


def _stride(spans: Sequence[str], step: float) -> int:
    """Return every how many-th window can be named without touching the next."""
    wide = 8 * max((len(window) for window in spans), default=1) + 8
    return max(1, int(-(-wide // max(step, 1))))


def _rhombus(x: float, y: float, r: float) -> str:
    return f"M{x - r} {y}L{x} {y - r}L{x + r} {y}L{x} {y + r}z"


def _dot(x: float, y: float, r: float) -> str:
    return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"


def _left_out(number: int, what: str) -> list[str]:
    return [f"{number} more {what}{'' if number == 1 else 's'} not drawn."] if number > 0 else []
