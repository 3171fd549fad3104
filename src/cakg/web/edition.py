"""What all pages have in common, and what those of one language add: names, words, links, the frame around a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment

from cakg.web import paths
from cakg.web.messages import Say, say
from cakg.web.reader import Reader, reader
from cakg.web.template import environment
from cakg.words.namespaces import RDF, kind_of
from cakg.words.wording import wording

if TYPE_CHECKING:
    import networkx

    from cakg.ask.question import Question
    from cakg.ask.term import Terms
    from cakg.engine.rows import Rows
    from cakg.engine.store import Source
    from cakg.networks.ranking import Score

_DOORS = {
    "index.html": "Home",
    "find.html": "Find",
    "explore.html": "Explore",
    "timeline.html": "Timeline",
    "map.html": "Map",
    "networks.html": "Networks",
    "questions.html": "Questions",
    "disagreements.html": "Disagreements",
    "coverage.html": "Coverage",
    "downloads.html": "Downloads",
    "about.html": "About",
}


@dataclass(frozen=True)
class Imprint:
    """Hold what the foot of every page says.

    `contact` is where errors are reported: a mail address, or the address of a form for new issues; empty where the
    reader must choose.
    """

    version: str = ""
    date: str | None = None
    heard: str = "all reports"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    contact: str = ""


@dataclass(frozen=True)
class Material:
    """Hold what was asked of the dataset before (answers by question, networks and rankings by view), and what else
    there is to show: the saved queries themselves, the terms of the vocabulary, files and documents.
    """

    answers: "Mapping[str, tuple[Question, Rows]]" = field(default_factory=dict)
    networks: "Mapping[str, networkx.Graph]" = field(default_factory=dict)
    rankings: "Mapping[str, Mapping[str, Sequence[Score]]]" = field(default_factory=dict)
    questions: "Mapping[str, Question]" = field(default_factory=dict)
    views: "Mapping[str, Question]" = field(default_factory=dict)
    terms: "Terms | None" = None
    files: Sequence[tuple[str, int]] = ()  # of the folder in which the site lies, with their sizes in bytes
    texts: Mapping[str, str] = field(default_factory=dict)  # documents of the project by path: docs/python.md


class Stock:
    """Have what all pages have in common, each made when it is first asked for."""

    def __init__(self, dataset: "Source", imprint: Imprint, material: Material) -> None:
        self.dataset, self.imprint, self.material = dataset, imprint, material

    @cached_property
    def index(self) -> Reader:
        """The accepted view, with names in English."""
        return reader(self.dataset)

    @cached_property
    def by_kind(self) -> dict[str, list[str]]:
        """Every thing that has a class, sorted, by its kind."""
        found: dict[str, list[str]] = {}
        for iri in self.index.subjects():
            kind = kind_of(iri)
            if kind is not None and self.index.objects(iri, RDF + "type"):
                found.setdefault(kind, []).append(iri)
        return found


class Door(NamedTuple):
    """Hold a link of the navigation: its text, where it leads, whether one is there."""

    text: str
    href: str
    here: bool


class Edition:
    """Have what the pages of one language share.

    `doors` are the paths of the pages that the navigation may lead to.
    """

    def __init__(self, stock: Stock, lang: str, doors: frozenset[str]) -> None:
        self.stock, self.lang, self.doors = stock, lang, doors
        self.t: Say = say(lang)

    @cached_property
    def index(self) -> Reader:
        """The accepted view, with names in the language of the edition."""
        return self.stock.index.spoken(self.lang)

    @cached_property
    def templates(self) -> Environment:
        """The templates, with the words of the language: `t`, `lang` and `day` stand in all of them."""
        own = environment().overlay()
        own.globals = {**own.globals, "t": self.t, "lang": self.lang, "day": self.day}
        return own

    def day(self, date: str | None) -> str:
        """Return an EDTF date in words of the language, nothing for none."""
        return wording(date, self.lang) if date else ""

    def render(self, template: str, path: str, *, title: str, **values: object) -> str:
        """Return a page that stands at a path of this language; the template extends `base.html`.

        *Shapes*: it gets `title` (of the window), `root` (to the pages of its language), `assets` (to the files of
        all), `path`, `imprint`, `doors` and `tongues` (the same page in each language: tag, link) beside the values.
        """
        depth = paths.root(paths.within(self.lang, path))
        return self.templates.get_template(template).render(
            title=title,
            path=path,
            root=paths.root(path),
            assets=f"{depth}assets/",
            imprint=self.stock.imprint,
            doors=[
                Door(self.t(text), paths.relative(path, at), path == at)
                for at, text in _DOORS.items()
                if at in self.doors
            ],
            tongues=[
                (lang, depth + paths.within(lang, paths.relative("", path)), lang == self.lang)
                for lang in paths.LANGUAGES
            ],
            **values,
        )
