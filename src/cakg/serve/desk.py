"""What a worker has at hand: the corpus as it was opened, its vocabulary and questions, and views of parts of it."""

import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.read.files import documents
from cakg.serve.holding import Held, Settings, loaded
from cakg.serve.laid import Laid
from cakg.serve.later import Later, Listed
from cakg.serve.reply import Problem
from cakg.words.dates import span
from cakg.words.errors import ApproximationWarning, EmptyWarning, GuessWarning

if TYPE_CHECKING:
    import networkx

    from cakg.ask.question import Question
    from cakg.ask.term import Terms
    from cakg.engine.rows import Rows
    from cakg.export.about import About
    from cakg.networks.ranking import Score
    from cakg.web.edition import Imprint, Material
    from cakg.web.site import Site

_REMARKS = (ApproximationWarning, EmptyWarning, GuessWarning)
_VIEWS = 3  # parts of the corpus that a worker has at hand


class View:
    """Hold the graph as some reports leave it, with the pages of it."""

    def __init__(self, graph: Held, desk: "Desk", laid: Laid | None = None) -> None:
        self.graph, self._desk, self._laid = graph, desk, laid

    def page(self, path: str) -> str | bytes | None:
        """Return a page, or another file, of the site by its path, None where there is none."""
        found = None if self._laid is None else self._laid.get(path)
        return self.site.page(path) if found is None else found

    def lasting(self, path: str, make: Callable[[], str]) -> str:
        """Return a page that takes long to make: it is made once, and lies on the disk then."""
        found = None if self._laid is None else self._laid.get(path)
        if found is None:
            found = make()
            if self._laid is not None:
                self._laid.put({path: found})
        return found

    @cached_property
    def about(self) -> "About":
        """What files say of themselves that hold something of it."""
        from cakg.export.about import about

        return about(self.graph, self.graph.perspective)

    @cached_property
    def site(self) -> "Site":
        """Its pages."""
        from cakg.web.site import Site

        return Site(self.graph, self.imprint, _material_of(self._desk, self))

    @cached_property
    def imprint(self) -> "Imprint":
        """What the foot of every page says."""
        from cakg.serve.frame import imprint_of

        return imprint_of(self.about, has_docs=bool(self._desk.documents))


class Desk:
    """Have the corpus at hand; what is asked of a part of the reports is compiled and kept for a while."""

    def __init__(self, settings: Settings, open_whole: "Callable[[], Held]", laid: Laid | None = None) -> None:
        self.settings = settings
        self._open_whole, self._laid = open_whole, laid
        self._views: OrderedDict[Perspective, View] = OrderedDict()

    @cached_property
    def whole(self) -> View:
        """The view of all reports that the operator lets be heard."""
        return View(self._open_whole(), self, self._laid)

    @cached_property
    def texts(self) -> Texts:
        """The texts of the corpus."""
        return self.whole.graph.texts or Texts(self.settings.root)

    @cached_property
    def documents(self) -> dict[str, str]:
        """The documents of the project, where the corpus lies in its repository."""
        return documents(self.settings.root)

    @cached_property
    def terms(self) -> "Terms":
        """The terms of the vocabulary."""
        from cakg.ask.term import Terms

        return Terms.from_json(self.texts.derived("terms", lambda: Terms.of(self.texts.corpus).to_json()))

    @cached_property
    def questions(self) -> "dict[str, Question]":
        """The saved questions, by name."""
        from cakg import api

        return api.saved("question", self.settings.root)

    @cached_property
    def networks(self) -> "dict[str, Question]":
        """The saved views of networks, by name."""
        from cakg import api

        return api.saved("view", self.settings.root)

    def view(self, heard: Perspective) -> View:
        """Return the view of a part of the reports that are heard here. Errors: those of `api.load` and `narrowed`."""
        heard = narrowed(self.settings.heard, heard)
        if heard == self.settings.heard:
            return self.whole
        if heard not in self._views:
            self._views[heard] = View(loaded(self.settings.root, heard), self)
        self._views.move_to_end(heard)
        while len(self._views) > _VIEWS:
            self._views.popitem(last=False)
        return self._views[heard]

    def warm_up(self) -> None:
        """Make what the first who ask would have to wait for."""
        _ = self.terms, self.questions, self.networks, self.whole.about

    def lay_out(self) -> None:
        """Make what the first who look at a page or search would have to wait for."""
        from cakg.ask import names
        from cakg.web import paths

        get_ready()
        names.lexicon(self.whole.graph, self.terms)
        names.called(self.whole.graph, "")
        site = self.whole.site
        site.stock.hold()
        for things in site.stock.by_kind.values():  # one page of each kind, in each language
            for lang in site.editions:
                path = paths.path_of(things[0])
                _ = None if path is None else site.page(paths.within(lang, path))


def _material_of(desk: Desk, view: View) -> "Material":
    """Return what pages of a view show beside its graph, as `api.build` has it, each made when a page needs it: a build
    makes all of it at once. How large the files beside the site will be, is not known.
    """
    from cakg.ask.question import askable
    from cakg.web.edition import Material

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


def get_ready() -> None:
    """Read what pages of any corpus need, so that those who make the first of them have it."""
    from cakg.web import paths, template
    from cakg.words.wording import wording

    for name in ("thing.html", "marks.html"):
        template.environment().get_template(name)
    for lang in paths.LANGUAGES:
        wording("2012-03-27", lang)


def narrowed(operator: Perspective, reader: Perspective) -> Perspective:
    """Return whom a reader hears where the operator lets only some be heard: never more.

    Errors: Problem 400 for another publisher than that of the operator.
    """
    if operator.publisher is not None and reader.publisher not in (None, operator.publisher):
        raise Problem(400, "publisher: the reports of one publisher alone are served here; leave it out")
    days = [day for day in (operator.as_known_on, reader.as_known_on) if day is not None]
    return Perspective(
        min(days, key=_last_day, default=None),
        operator.publisher or reader.publisher,
        operator.verified_only or reader.verified_only,
        operator.without_imports or reader.without_imports,
    )


def _last_day(text: str) -> str:
    known = span(text)
    return "9999" if known is None or known.end is None else known.end.isoformat()


@contextmanager
def remarks() -> Iterator[list[str]]:
    """Give a list in which is said afterwards what was guessed, estimated or found empty."""
    said: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        for sort in _REMARKS:
            warnings.simplefilter("always", sort)
        yield said
    said += [str(one.message) for one in caught if issubclass(one.category, _REMARKS)]
