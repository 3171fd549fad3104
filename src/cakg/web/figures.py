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
_MOST, _LINES = 40, 12
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


def ranks(scores: "Sequence[Score]", title: str, notes: Sequence[str] = (), most: int = _MOST) -> str:
    """Return the values of a ranking, the first place on top, each with its interval where there is one, as SVG."""
    shown = list(scores[:most])
    width = 1000
    bounds = [bound for one in shown for bound in (one.value, one.low, one.high) if bound is not None]
    low, high = min([0.0, *bounds]), max([*bounds, 0.0])
    span = (high - low) or 1.0
    figure = Figure(title, "One line for each actor, the first place on top.", width, _TOP + _ROW * len(shown) + 70)

    def across(value: float) -> float:
        return round(_LEFT + (value - low) / span * (width - _LEFT - 60), 1)

    for tick in range(5):
        value = low + span * tick / 4
        figure.lines.append((f"M{across(value)} {_TOP - 14}V{_TOP + _ROW * len(shown)}", "#dddbd5", 1))
        figure.texts.append((across(value), _TOP - 20, "middle", f"{value:.3g}"))
    for number, one in enumerate(shown):
        y = _TOP + _ROW * number + _ROW / 2
        said = f"{one.label}: place {one.place}, value {one.value:.4g}"
        if one.low is not None and one.high is not None:
            figure.lines.append((f"M{across(one.low)} {y}H{across(one.high)}", COLOURS[0], 4))
            said += f", from {one.low:.4g} to {one.high:.4g}, places {one.best} to {one.worst}"
        figure.marks.append((_dot(across(one.value), y, 5), COLOURS[1], said))
        figure.texts.append((_LEFT - 12, y + 4, "end", f"{one.place}. {clipped(one.label, 44)}"))
    figure.notes = [*_left_out(len(scores) - len(shown), "actor"), *notes]
    return figure.svg()


def trajectories(rankings: "Mapping[str, Sequence[Score]]", title: str, notes: Sequence[str] = ()) -> str:
    """Return the places of actors over windows as SVG: of those who are best in the mean, a line each."""
    spans = list(rankings)
    places: dict[Hashable, dict[str, int]] = {}
    labels: dict[Hashable, str] = {}
    for window, scores in rankings.items():
        for one in scores:
            places.setdefault(one.actor, {})[window] = one.place
            labels[one.actor] = one.label
    worst = 1 + max((place for known in places.values() for place in known.values()), default=1)
    mean = {a: sum(known.get(w, worst) for w in spans) / max(1, len(spans)) for a, known in places.items()}
    shown = sorted(places, key=lambda actor: (mean[actor], str(actor)))[:_LINES]
    deepest = max((place for actor in shown for place in places[actor].values()), default=1)
    deepest = min(deepest, 2 * _LINES)
    width, step = 1000, (1000 - 90 - 300) / max(1, len(spans) - 1)
    figure = Figure(title, "One line for each actor: its place in each window.", width, _TOP + _ROW * deepest + 90)
    for number, window in enumerate(spans):
        x = round(70 + step * number, 1)
        figure.lines.append((f"M{x} {_TOP - 8}V{_TOP + _ROW * deepest}", "#e6e4de", 1))
        if number % max(1, len(spans) // 8) == 0:
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
        for x, y, window, place in points:
            figure.marks.append((_dot(x, y, 4), colour, f"{labels[actor]}, {window}: place {place}"))
        row = min(places[actor].get(spans[-1], deepest), deepest)
        while row in ends:
            row += 1
        ends.add(row)
        figure.texts.append((width - 292, _TOP + _ROW * (row - 0.5) + 4, "start", clipped(labels[actor], 38)))
    figure.height = max(figure.height, int(_TOP + _ROW * max(ends, default=1) + 90))
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
    figure = Figure(title, "One row for each actor, one column for each window.", width, _TOP + _ROW * len(shown) + 70)
    for number, window in enumerate(spans):
        if number % max(1, len(spans) // 8) == 0:
            figure.texts.append((_LEFT + cell * (number + 0.5), _TOP - 14, "middle", window.replace("/", "–")))
    for line, actor in enumerate(shown):
        y = _TOP + _ROW * line
        label = next(iter(of[actor].values())).label
        figure.texts.append((_LEFT - 12, y + 15, "end", clipped(label, 44)))
        for number, window in enumerate(spans):
            one = of[actor].get(window)
            if one is not None:
                x = round(_LEFT + cell * number, 1)
                said = f"{label}, {window}: community {one.community}, in {one.share:.0%} of the runs"
                colour = COLOURS[(one.community - 1) % len(COLOURS)]
                figure.marks.append((f"M{x} {y + 2}h{cell - 2:.1f}v{_ROW - 4}h-{cell - 2:.1f}z", colour, said))
                figure.inside.append((x + cell / 2 - 1, y + 15, str(one.community)))
    figure.notes = [*_left_out(len(of) - len(shown), "actor"), *notes]
    return figure.svg()


def _dot(x: float, y: float, r: float) -> str:
    return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"


def _left_out(number: int, what: str) -> list[str]:
    return [f"{number} more {what}{'' if number == 1 else 's'} not drawn."] if number > 0 else []
