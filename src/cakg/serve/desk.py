"""What a worker has at hand: the corpus as it was opened, its vocabulary and questions, and views of parts of it."""

import warnings
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.read.files import documents
from cakg.serve.holding import Held, Settings, loaded
from cakg.serve.laid import Laid
from cakg.serve.reply import Problem
from cakg.words.dates import span
from cakg.words.errors import ApproximationWarning, EmptyWarning, GuessWarning

if TYPE_CHECKING:
    from cakg.ask.question import Question
    from cakg.ask.term import Terms
    from cakg.export.about import About
    from cakg.web.edition import Imprint
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
        from cakg.serve.material import material_of
        from cakg.web.site import Site

        return Site(self.graph, self.imprint, material_of(self._desk, self))

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


def perspective_of(given: Mapping[str, str]) -> Perspective:
    """Return whom the parameters of an address let be heard. Errors: Problem 400 that names the wrong one."""
    flags = {}
    for name in ("verified-only", "without-imports"):
        value = given.get(name, "")
        if value not in ("", "0", "1", "false", "true", "on"):
            raise Problem(400, f"{name}: {value[:60]!r} is neither true nor false; write one of the two")
        flags[name] = value in ("1", "true", "on")
    day = given.get("known-on", "").strip() or None
    if day is not None:
        known = span(day)
        if known is None or known.end is None:
            raise Problem(400, f"known-on: {day[:60]!r} is no date that ends; write it like 2012-12-31")
    publisher = given.get("publisher", "").strip() or None
    return Perspective(day, publisher, flags["verified-only"], flags["without-imports"])


@contextmanager
def remarks() -> Iterator[list[str]]:
    """Give a list in which is said afterwards what was guessed, estimated or found empty."""
    said: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        for sort in _REMARKS:
            warnings.simplefilter("always", sort)
        yield said
    said += [str(one.message) for one in caught if issubclass(one.category, _REMARKS)]
