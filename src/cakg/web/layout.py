"""How much goes on one page: what lists have no room goes on, part by part, on pages beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import overload

from markupsafe import Markup

from cakg.web.edition import Edition
from cakg.web.entry import Link, Text
from cakg.web.paths import listed

_ROUNDING = 1e-9
MOST_BYTES = 50_000  # of what is listed; the frame around it has the rest of 60 kB
MOST_ELEMENTS = 660  # so of 800
_AROUND = 4 / MOST_ELEMENTS  # of a page, by what stands around the items of each section


class Lines(Sequence[Markup]):
    """Be the pieces of a list, each made when it is first looked at: a page shows few of a long list."""

    def __init__(self, makers: Iterable[Callable[[], str]]) -> None:
        self._makers = list(makers)
        self._made: dict[int, Markup] = {}

    def __len__(self) -> int:
        return len(self._makers)

    @overload
    def __getitem__(self, at: int) -> Markup: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Markup]: ...

    def __getitem__(self, at: int | slice) -> Markup | Sequence[Markup]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        if number not in self._made:
            self._made[number] = Markup(self._makers[number]())
        return self._made[number]


@dataclass(frozen=True)
class Section:
    """Hold a part of a page: the name that is its anchor, a title, and its items as HTML.

    `wrap` is the element around the items (`ul`, `dl`, `table`), `head` what stands before them and goes on no further
    page, `share` how large a part of a crowded page it may have beside the others.
    """

    name: str
    title: str
    items: Sequence[Markup]
    wrap: str = "ul"
    head: Markup = field(default_factory=Markup)
    note: str = ""
    columns: tuple[str, ...] = ()
    counted: bool = True
    share: float = 1.0

    def cost(self, most: float) -> float | None:
        """Return which part of a page the whole of it would fill, None where that is more than `most`: then no more of
        it is made than fits.
        """
        filled = weight(self.head)
        for item in self.items:
            filled += weight(item)
            if filled > most + _ROUNDING:
                return None
        return None if filled > most + _ROUNDING else filled


@dataclass(frozen=True)
class Shelf:
    """Hold what of a section stands on a page, and where all of it is listed, if not here."""

    section: Section
    items: Sequence[Markup]
    more: str | None = None


@dataclass(frozen=True)
class Sheet:
    """Hold one of the pages on which a list goes on: its number, those before and after it, how many there are."""

    path: str
    number: int
    last: int
    items: Sequence[Markup] = field(default_factory=tuple)


def weight(piece: str) -> float:
    """Return which part of a page a piece of HTML fills: by its bytes or by its elements, whichever is more."""
    elements = piece.count("<") - piece.count("</")
    return max(len(piece.encode("utf-8")) / MOST_BYTES, elements / MOST_ELEMENTS)


def shelves(path: str, sections: Sequence[Section], room: float = 1.0) -> list[Shelf]:
    """Return what of each section stands on the page itself: all of it, or as much as its share of the page holds.

    What some leave of their shares is shared out among the others.
    """
    room -= _AROUND * len(sections)
    left, waiting, level = room, list(sections), room
    while waiting:
        level = left / sum(one.share for one in waiting)
        costs = {one.name: one.cost(level * one.share) for one in waiting}
        fit = {name: cost for name, cost in costs.items() if cost is not None}
        if not fit:
            break
        left -= sum(fit.values())
        waiting = [one for one in waiting if one.name not in fit]
    allotted = _allotted(waiting, level)
    return [_cut(path, one, allotted[one.name]) if one.name in allotted else Shelf(one, one.items) for one in sections]


def _allotted(crowded: Sequence[Section], level: float) -> dict[str, float]:
    """Return by name how much of a page each crowded section has: its head and its first item, where all have room for
    that, and of the rest its share.
    """
    room = level * sum(one.share for one in crowded)
    needs = {one.name: weight(one.head) + sum(map(weight, one.items[:1])) + _ROUNDING for one in crowded}
    left = room - sum(needs.values())
    if left < 0:
        return {one.name: level * one.share for one in crowded}
    beyond = {one.name: max(0.0, level * one.share - needs[one.name]) for one in crowded}
    total = sum(beyond.values()) or 1.0
    return {name: need + left * beyond[name] / total for name, need in needs.items()}


def sheets(path: str, section: Section) -> list[Sheet]:
    """Return the pages on which all of a section is listed."""
    parts = list(_parted(section.items))
    return [Sheet(listed(path, section.name, number), number, len(parts), part) for number, part in enumerate(parts, 1)]


class Pages(Mapping[str, str | bytes]):
    """Be a page with its sections, and the pages on which those go on that it has no room for, by path.

    Each is made when it is asked for; which there are is known once all lists are made.
    """

    def __init__(
        self,
        edition: Edition,
        path: str,
        name: Text,
        template: str,
        sections: Sequence[Section],
        **values: object,
    ) -> None:
        self._edition, self._path, self._name = edition, path, name
        self._template, self._values = template, values
        self._shelves = shelves(path, [one for one in sections if one.items or one.head])

    def __getitem__(self, at: str) -> str:
        name = self._name
        if at == self._path:
            return self._edition.render(
                self._template, at, title=name.text, name=name, shelves=self._shelves, **self._values
            )
        section, sheet = self._sheets[at]
        window, of = f"{name.text}: {section.title}", Link(name.text, self._path, name.lang)
        return self._edition.render("list.html", at, title=window, sheet=sheet, section=section, of=of)

    def __iter__(self) -> Iterator[str]:
        yield self._path
        yield from self._sheets

    def __len__(self) -> int:
        return 1 + len(self._sheets)

    @cached_property
    def _sheets(self) -> dict[str, tuple[Section, Sheet]]:
        """The further pages by path, each with what it is a part of."""
        going = (one.section for one in self._shelves if one.more is not None)
        return {sheet.path: (section, sheet) for section in going for sheet in sheets(self._path, section)}


def _cut(path: str, section: Section, share: float) -> Shelf:
    """Return as much of a section as a share of a page holds."""
    kept, left = list[Markup](), share - weight(section.head)
    for item in section.items:
        left -= weight(item)
        if left < 0:
            break
        kept.append(item)
    return Shelf(section, kept, listed(path, section.name))


def _parted(items: Sequence[Markup]) -> Iterator[list[Markup]]:
    part, filled = list[Markup](), 0.0
    for item in items:
        own = weight(item)
        if part and filled + own > 1:
            yield part
            part, filled = [], 0.0
        part.append(item)
        filled += own
    if part:
        yield part
