"""What the pages of the site show beside the graph, each made when a page needs it: a build makes all of it at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, overload

from cakg.ask.question import askable
from cakg.web.edition import Material

if TYPE_CHECKING:
    import networkx

    from cakg.ask.question import Question
    from cakg.engine.rows import Rows
    from cakg.networks.ranking import Score
    from cakg.serve.desk import Desk, View

T = TypeVar("T")


class Later(Mapping[str, T]):
    """Be a mapping of which each value is made when it is first looked up."""

    def __init__(self, names: Callable[[], Iterable[str]], make: Callable[[str], T]) -> None:
        self._named, self._make = names, make
        self._made: dict[str, T] = {}

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._named())

    def __getitem__(self, name: str) -> T:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


class Listed(Sequence[T]):
    """Be a list that is made when it is first looked at."""

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make

    @cached_property
    def _items(self) -> tuple[T, ...]:
        return tuple(self._make())

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self._items[at]


def material_of(desk: "Desk", view: "View") -> Material:
    """Return what goes with the pages of a view, as `api.build` has it; how large files beside a site will be, is not
    known.
    """
    bounds = desk.settings.bounds
    questions = Later(lambda: desk.questions, lambda name: desk.questions[name])
    views = Later(lambda: desk.networks, lambda name: desk.networks[name])

    def in_order() -> list[str]:
        from cakg.export.bundle import FIRST_VIEW

        return sorted(views, key=lambda name: (name != FIRST_VIEW, name))

    def asked() -> list[str]:
        return [one.name for one in askable(questions)]

    def answered(name: str) -> "tuple[Question, Rows]":
        from cakg.export.bundle import answer_all

        return dict(answer_all(view.graph, [questions[name]], "en", bounds))[name]

    def drawn(name: str) -> "networkx.Graph":
        from cakg.export.bundle import view_all

        return dict(view_all(view.graph, {name: views[name]}, "en", view.about, bounds))[name]

    def ranked(name: str) -> "Mapping[str, Sequence[Score]]":
        from cakg.export.bundle import rank_all

        return dict(rank_all({name: networks[name]}))[name]

    def files() -> Iterator[tuple[str, int]]:
        from cakg.serve import beside

        return ((name, 0) for name in beside.names(asked(), list(networks), desk.terms))

    networks = Later(in_order, drawn)
    return Material(
        Later(asked, answered),
        networks,
        Later(in_order, ranked),
        questions,
        views,
        desk.terms,
        Listed(files),
        desk.documents,
    )
