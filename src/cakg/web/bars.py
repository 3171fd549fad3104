"""Posts as bars over time: from the first to the last day that is known, with a dot for each attested day."""

from dataclasses import dataclass

from markupsafe import Markup

from cakg.web.edition import Edition
from cakg.words.dates import span

_WIDTH, _LINE, _LEFT = 720, 24, 8
_MOST = 14


@dataclass(frozen=True)
class Bar:
    """Hold one post as it is drawn: its name and where that stands, its line, where it begins and ends, open ends,
    attested days."""

    text: str
    lang: str
    y: int
    x1: float
    x2: float
    open_left: bool
    open_right: bool
    dots: tuple[float, ...]
    x: float
    anchor: str


@dataclass(frozen=True)
class Bars:
    """Hold the drawing: its size, the bars, and the years on its axis."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    years: tuple[tuple[int, float], ...]
    title: str


def bars(edition: Edition, nodes: list[str], names: tuple[str, ...]) -> Markup:
    """Return tenures or memberships as bars over time, nothing where fewer than two are dated."""
    dated = [(node, found) for node in nodes if (found := _known(edition, node)) is not None]
    if not 2 <= len(dated) <= _MOST:
        return Markup()
    first = min(found[0] for _, found in dated)
    last = max(max(found[1], found[0] + 1) for _, found in dated)
    first, last = int(first), int(last) + 1
    scale = (_WIDTH - 2 * _LEFT) / max(last - first, 1)

    def at(year: float) -> float:
        return round(_LEFT + (year - first) * scale, 1)

    drawn = []
    for line, (node, (begin, end, from_known, until_known, days)) in enumerate(dated):
        link = next((link for name in names for link in edition.index.links(node, name)), edition.index.link(node))
        side = (at(begin), "start") if at(begin) < _WIDTH * 0.55 else (float(_WIDTH), "end")
        dots = tuple(sorted({at(day) for day in days}))
        drawn.append(
            Bar(link.text, link.lang, line * _LINE, at(begin), at(end), not from_known, not until_known, dots, *side)
        )
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if (last - first) / step <= 9)
    years = tuple((year, at(year)) for year in range(first - first % -step, last + 1, step))
    title = edition.t("Posts and memberships over time")
    return Markup(edition.marks.bars(Bars(_WIDTH, len(drawn) * _LINE + 22, tuple(drawn), years, title)))


def _known(edition: Edition, node: str) -> tuple[float, float, bool, bool, list[float]] | None:
    """Return from when to when something is known to have lasted, whether these are its ends, and the attested days."""
    index = edition.index
    days = [year for name in ("attestedOn", "announcedOn") for day in index.values(node, name) for year in _years(day)]
    starts = [year for day in index.values(node, "from") for year in _years(day)[:1]]
    ends = [year for day in index.values(node, "until") for year in _years(day)[-1:]]
    known = [*starts, *ends, *days]
    return (min(known), max(known), bool(starts), bool(ends), days) if known else None


def _years(day: str) -> list[float]:
    """Return the first and the last day that a date allows as years with fractions; what is not known is left out."""
    try:
        found = span(day)
    except ValueError:
        return []
    ends = () if found is None else (found.begin, found.end)
    return [end.year + (end.timetuple().tm_yday - 1) / 366 for end in ends if end is not None]
