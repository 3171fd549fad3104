"""The pages of time: a strip of all years, and each year with its events on a line and as a list."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cakg.web import timeline
from cakg.web.edition import Edition
from cakg.web.facets import SORTS
from cakg.web.happenings import Happening, happenings, of_year
from cakg.web.paths import continued, path_of
from cakg.web.values import value_name
from cakg.words.collation import order
from cakg.words.tongue import tongue

_FOLDER, _UNDATED = "timeline/", "undated"
_EACH = 70  # events on a page: each is a dot, a row and two links
_SERIES = 5  # editions that give a series a row of its own
WIDTH, HEIGHT = 1100, 190  # of the strip
_WIDEST = 60.0  # of a bar
_LEFT = 330  # of the rows of series: room for their names


class Part(NamedTuple):
    """Hold one sort of the events of a year in the strip: its sort, and where its bar stands."""

    sort: str
    y: float
    height: float


class Bar(NamedTuple):
    """Hold a year in the strip, and where its bar leads."""

    year: str
    href: str
    x: float
    width: float
    top: float
    events: int
    parts: tuple[Part, ...]


class Strip(NamedTuple):
    """Hold the strip of years, and the sorts of events in it with their names."""

    bars: tuple[Bar, ...]
    sorts: tuple[tuple[str, str], ...]
    width: int = WIDTH
    height: int = HEIGHT


def page(edition: Edition, path: str) -> str:
    """Return the page of all years."""
    years = of_year(edition)
    return edition.render(
        "timeline.html",
        path,
        title=edition.t("Timeline"),
        strip=strip(edition, years),
        undated=len(years.get("", ())),
        series=_series(edition, [year for year in years if year]),
        left=_LEFT,
    )


def strip(
    edition: Edition, years: Mapping[str, Sequence[Happening]], lead: Callable[[str], str] | None = None
) -> Strip:
    """Return events by year, as `of_year` has them, as a strip of bars; a bar leads to the page of its year, or where
    `lead` says.
    """
    known = {one.sort for members in years.values() for one in members}
    sorts = tuple((sort, value_name(edition.index, sort)) for sort in SORTS if sort in known)
    dated = {year: Counter(one.sort for one in members) for year, members in years.items() if year}
    if not dated:
        return Strip((), sorts)
    first, last = int(min(dated)), int(max(dated))
    most = max(counts.total() for counts in dated.values())
    step = WIDTH / (last - first + 1)
    found = []
    for year in map(str, range(first, last + 1)):
        counts = dated.get(year, Counter())
        y, parts = float(HEIGHT), []
        for sort in SORTS:
            height = round(counts[sort] / most * (HEIGHT - 22), 1)
            if height:
                y = round(y - height, 1)
                parts.append(Part(sort.lower(), y, height))
        width = min(step - 2, _WIDEST)
        x = round((int(year) - first) * step + (step - width) / 2, 1)
        href = f"{_FOLDER}{year}.html" if lead is None else lead(year)
        found.append(Bar(year, href, x, round(width, 1), y, counts.total(), tuple(parts)))
    return Strip(tuple(found), sorts)


def year_paths(edition: Edition) -> Iterator[str]:
    """Yield the path of the page of each year."""
    yield from (f"{_FOLDER}{year or _UNDATED}.html" for year in of_year(edition))


def make_year(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the events of a year, in as many pages as they need."""
    name = path.removeprefix(_FOLDER).removesuffix(".html")
    years = of_year(edition)
    members = years.get("" if name == _UNDATED else name)
    if not members or path != f"{_FOLDER}{name}.html":
        return {}
    parts = [members[at : at + _EACH] for at in range(0, len(members), _EACH)]
    names = continued(path, len(parts))
    speech = tongue(edition.lang)
    months = speech.months_alone if speech is not None else ()
    known = list(years)
    at = known.index("" if name == _UNDATED else name)
    title = edition.t("undated") if name == _UNDATED else name
    others = {sort: edition.t(text) for sort, text in timeline.OTHERS.items()}
    return {
        one: edition.render(
            "year.html",
            one,
            title=title,
            drawing=timeline.draw(part, months, others, 1100) if name != _UNDATED else None,
            events=part,
            total=len(members),
            pages=[(other, _span(edition, own)) for other, own in zip(names, parts, strict=True)],
            before=f"{_FOLDER}{known[at - 1]}.html" if at else None,
            after=f"{_FOLDER}{known[at + 1] or _UNDATED}.html" if at + 1 < len(known) else None,
        )
        for one, part in zip(names, parts, strict=True)
    }


def _span(edition: Edition, members: list[Happening]) -> str:
    first, last = (one.begin or one.end for one in (members[0], members[-1]))
    return f"{edition.day(first[:7])} – {edition.day(last[:7])}" if first and last else "–"


def _series(edition: Edition, years: list[str]) -> list[tuple[str, str, int, list[tuple[float, float, str]]]]:
    """Return the long series: path, name, how many editions, and a mark for each year with some of them."""
    index, found = edition.index, []
    if not years:
        return []
    first, last = int(min(years)), int(max(years))
    step = (WIDTH - _LEFT - 20) / max(1, last - first)
    by_iri = {one.iri: one for one in happenings(edition)}
    for iri in index.instances("Series"):
        counts = Counter(by_iri[event].year for event in index.owners(iri, "inSeries") if event in by_iri)
        undated = counts.pop("", 0)
        if sum(counts.values()) >= _SERIES:
            marks = [
                (
                    round(_LEFT + (int(year) - first) * step, 1),
                    round(2.5 + 1.7 * (count - 1) ** 0.5, 1),
                    f"{year}: {count}",
                )
                for year, count in sorted(counts.items())
            ]
            found.append((path_of(iri) or "", index.label(iri), sum(counts.values()) + undated, marks))
    return sorted(found, key=lambda one: (-one[2], order(one[1])))
