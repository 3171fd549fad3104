"""What the pages of the site show beside the graph, each made when a page needs it: a build makes all of it at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from cakg.export import bundle
from cakg.serve import beside
from cakg.web.edition import Material

if TYPE_CHECKING:
    from cakg.serve.desk import Desk, View

T = TypeVar("T")


class Later(Mapping[str, T]):
    """Be a mapping of which each value is made when it is first looked up."""

    def __init__(self, names: Iterable[str], make: Callable[[str], T]) -> None:
        self._names, self._make = tuple(names), make
        self._made: dict[str, T] = {}

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


def material_of(desk: "Desk", view: "View") -> Material:
    """Return what goes with the pages of a view, as `api.build` has it; how large files beside a site will be, is not
    known.
    """
    questions, views, bounds = desk.questions, desk.networks, desk.settings.bounds
    networks = Later(
        sorted(views, key=lambda name: (name != bundle.FIRST_VIEW, name)),
        lambda name: dict(bundle.view_all(view.graph, {name: views[name]}, "en", view.about, bounds))[name],
    )
    asked = [one.name for one in bundle.askable(questions)]
    return Material(
        Later(
            asked,
            lambda name: dict(bundle.answer_all(view.graph, [questions[name]], "en", bounds))[name],
        ),
        networks,
        Later(networks, lambda name: dict(bundle.rank_all({name: networks[name]}))[name]),
        questions,
        views,
        desk.terms,
        tuple((name, 0) for name in beside.names(asked, list(networks), desk.terms)),
        desk.documents,
    )
