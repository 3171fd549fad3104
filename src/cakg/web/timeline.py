"""Events on a line of time, in lanes: one for each series of some length, one for each other sort of event."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cakg.web.drawing import clipped
from cakg.web.happenings import Happening

WIDTH = 1200
_LEFT, _RIGHT, _TOP = 236, 20, 34
_R, _STEP = 4.6, 9.6
_STUB = 16.0  # how far a line leads to where nothing is known
_MOST_YEARS = 200  # that are marked
_LONG = 45  # days: a date that is less precise than this, or lasts longer, is drawn as a bar
_SERIES = 3  # editions that give a series a lane of its own
OTHERS = {
    "Meeting": "Other meetings",
    "Visit": "Visits",
    "Establishment": "Founding, opening, renaming, closing",
    "Adoption": "Adoptions",
    "Election": "Elections",
    "Exercise": "Exercises",
    "Incident": "Incidents",
    "Event": "Other events",
}


@dataclass(frozen=True)
class Dot:
    """Hold one event: its place, its bar where the day is not known, the path of its page and its tooltip.

    `beyond` is where a line ends that leads from it to the side on which its beginning or end is not known.
    """

    x: float
    y: float
    bar: tuple[float, float] | None
    beyond: float | None
    planned: bool
    sort: str
    path: str
    title: str


@dataclass(frozen=True)
class Lane:
    """Hold one lane: its name, how many events it shows, and the heights between which it lies."""

    name: str
    short: str
    count: int
    top: float
    height: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Timeline:
    """Hold the drawing, with years (or the months of one year) marked, and the number of events that bear no date."""

    lanes: tuple[Lane, ...]
    marks: tuple[tuple[str, float], ...]
    undated: int
    height: float
    width: int = WIDTH
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    radius: float = _R


def draw(
    events: Sequence[Happening],
    months: Sequence[str] = (),
    others: Mapping[str, str] = OTHERS,
    width: int = WIDTH,
) -> Timeline:
    """Return events as dots over the years; dots of one lane that would touch are stacked.

    Of one year alone its months are marked, by their names. `others` name the lanes of what is of no long series.
    """
    dated = sorted((event for event in events if event.day), key=lambda event: (event.day, event.iri))
    if not dated:
        return Timeline((), (), len(events), _TOP)
    first = min(int(event.day[:4]) for event in dated)
    last = max(int((event.end or event.begin)[:4]) for event in dated) + 1
    last = first + 1 if months else last

    def across(day: date) -> float:
        return along(day.year + (day.timetuple().tm_yday - 1) / 366)

    def along(turned: float) -> float:
        share = min(1.0, max(0.0, (turned - first) / (last - first)))
        return round(_LEFT + 10 + share * (width - _RIGHT - _LEFT - 20), 1)

    series = Counter(event.series for event in dated if event.series)
    lanes: dict[str, list[Happening]] = {}
    named = [name for name, count in series.items() if count >= _SERIES]
    for name in [*sorted(named, key=lambda name: (-series[name], name)), *others.values()]:
        lanes[name] = []
    for event in dated:
        own = event.series in named
        lanes[event.series if own else others[event.sort]].append(event)
    drawn, top = [], float(_TOP)
    for name, members in lanes.items():
        if members:
            lane = _lane(name, members, top, across)
            drawn.append(lane)
            top += lane.height
    years = [(str(year), along(year)) for year in range(first, last + 1, 1 + (last - first) // _MOST_YEARS)]
    of_year = [(name, across(date(first, number + 1, 1))) for number, name in enumerate(months)]
    return Timeline(tuple(drawn), tuple(of_year or years), len(events) - len(dated), top + 8, width)


def _lane(name: str, events: Sequence[Happening], top: float, across: Callable[[date], float]) -> Lane:
    rows: list[float] = []  # the right edge of each row of dots
    placed = []
    for event in events:
        begin, end = (date.fromisoformat(day) for day in (event.begin or event.end, event.end or event.begin))
        x1, x2 = across(begin), across(end)
        bar = (x1, x2) if (end - begin).days > _LONG else None
        x = round((x1 + x2) / 2, 1)
        beyond = None if event.begin and event.end else round(x + (_STUB if event.begin else -_STUB), 1)
        left, right = (min(x1, x - _R, beyond or x), max(x2, x + _R, beyond or x))
        row = next((number for number, edge in enumerate(rows) if edge + 0.4 <= left), len(rows))
        rows[row : row + 1] = [right]
        placed.append((event, x, bar, beyond, row))
    height = max(22.0, len(rows) * _STEP + 12)
    base = top + height / 2 - (len(rows) - 1) * _STEP / 2
    dots = tuple(
        Dot(
            x,
            round(base + row * _STEP, 1),
            bar,
            beyond,
            event.planned,
            event.sort.lower(),
            event.path,
            _title(event),
        )
        for event, x, bar, beyond, row in placed
    )
    return Lane(name, clipped(name, 30), len(events), top, height, dots)


def _title(event: Happening) -> str:
    about = ", ".join(filter(None, (event.date, event.place, event.status if event.planned else "")))
    return f"{event.name.text} – {about}"
