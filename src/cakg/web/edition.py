"""What all pages have in common, and what those of one language add: names, words, links, the frame around a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from jinja2 import Environment
from pyoxigraph import NamedNode

from cakg.ask.language import ENGLISH, spoken
from cakg.compile.weights import Weights
from cakg.read.claims import Report, closure
from cakg.web import paths
from cakg.web.entry import Link
from cakg.web.messages import Say, say
from cakg.web.reader import Reader, reader
from cakg.web.template import environment
from cakg.web.testimony import Testimony
from cakg.words.errors import NotFoundError, UsageError
from cakg.words.namespaces import BASE, DCTERMS, PROV, RDF, W3ORG, kind_of
from cakg.words.patterns import regex
from cakg.words.tongue import language_name
from cakg.words.wording import genitive, wording

if TYPE_CHECKING:
    import networkx

    from cakg.ask.question import Question
    from cakg.ask.term import Terms
    from cakg.engine.rows import Rows
    from cakg.engine.store import Source
    from cakg.networks.ranking import Score

_MAIL = regex(r"[^@\s?&]+@[^@\s?&]+")
UP = "\0"  # stands for what leads from a page to the root of its language, in pieces that stand on several pages
_ABOUT, _BODY = quote("cakg: ", safe="/:"), quote(BASE, safe="/:")
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
    "docs/index.html": "Documentation",
    "about.html": "About",
}


@dataclass(frozen=True)
class Imprint:
    """Hold what the foot of every page says.

    `contact` is where errors are reported: a mail address, or the address of a form for new issues; empty where the
    reader must choose. `has_docs` says whether the documents of the project go with the pages.
    """

    version: str = ""
    date: str | None = None
    heard: str = "all reports"
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    contact: str = ""
    has_docs: bool = False


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
        self._editions: dict[str, list[str]] = {}

    @cached_property
    def index(self) -> Reader:
        """The accepted view, with names in English."""
        return reader(self.dataset)

    @cached_property
    def testimony(self) -> Testimony:
        """Who says what."""
        return Testimony(self.dataset, self.index)

    def hold(self) -> None:
        """Look up at once what all pages together need."""
        self.testimony.hold()

    @cached_property
    def by_kind(self) -> dict[str, list[str]]:
        """Every thing that has a class, sorted, by its kind."""
        found: dict[str, list[str]] = {}
        for iri in sorted({subject.value for subject, _, _ in self.index.statements(RDF + "type")}):
            kind = kind_of(iri)
            if kind is not None:
                found.setdefault(kind, []).append(iri)
        return found

    def editions(self, series: str) -> list[str]:
        """Return the events of a series in the order of time."""
        if series not in self._editions:
            found = (one for one in self.index.owners(series, "inSeries") if kind_of(one) == "event")
            self._editions[series] = sorted(found, key=lambda one: (*self.index.order(one), one))
        return self._editions[series]

    @cached_property
    def weights(self) -> Weights:
        """What tells how many independent origins reports have."""
        index = self.index
        above = {iri: index.values(iri, W3ORG + "subOrganizationOf") for iri in index.instances("Organization")}
        return Weights(
            reports={
                iri: Report(
                    iri=NamedNode(iri),
                    path="",
                    triples=(),
                    issued=None,
                    known_by=None,
                    publishers=frozenset(index.values(iri, DCTERMS + "publisher")),
                    primary_sources=frozenset(index.values(iri, PROV + "hadPrimarySource")),
                    verified=False,
                    imported=index.is_import(iri),
                )
                for iri in index.instances("Report")
            },
            bodies=closure(above),
        )


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
        self.stock, self.lang = stock, lang
        self.doors = doors | {"docs/index.html"} if stock.imprint.has_docs else doors
        self.t: Say = say(lang)
        self._documents: dict[str, tuple[Link, str, bool]] = {}

    @cached_property
    def index(self) -> Reader:
        """The accepted view, with names in the language of the edition."""
        return self.stock.index.spoken(self.lang)

    @cached_property
    def templates(self) -> Environment:
        """The templates, with the words of the language: `t`, `lang` and `day` stand in all of them."""
        own = environment().overlay()
        said = {"t": self.t, "lang": self.lang, "day": self.day, "tongue": self.tongue, "report_of": self.report_of}
        own.globals = {**own.globals, **said}
        own.filters = {**own.filters, "at": at}
        return own

    @cached_property
    def marks(self) -> Any:
        """The macros of `marks.html`, to be called from outside a template; what they link goes by `UP`."""
        return self.templates.get_template("marks.html").module

    def report_of(self, address: str) -> str:
        """Return the link by which an error in a claim is reported: a new issue, or a mail, with its address."""
        address, contact = quote(address.replace(".html", ""), safe="/:"), self.stock.imprint.contact
        about, body = _ABOUT + address, _BODY + address
        if contact.startswith(("https://", "http://")):
            return f"{contact}?title={about}&body={body}"
        return f"mailto:{quote(contact, safe='@')}?subject={about}&body={body}"

    def tongue(self, tag: str) -> str:
        """Return how the language of the edition calls a language."""
        return language_name(tag or self.lang, self.lang)

    def document(self, report: str) -> tuple[Link, str, bool]:
        """Return a report by its title with its page, who published it and when, and whether it is an import."""
        found = self._documents.get(report)
        if found is None:
            index = self.index
            title = index.first(report, DCTERMS + "title") or index.label(report)
            publishers = ", ".join(map(index.short, index.values(report, DCTERMS + "publisher")))
            issued = self.day(index.first(report, DCTERMS + "issued")) or self.t("no date")
            head = Link(title, paths.path_of(report), index.language(report, title, DCTERMS + "title"))
            found = head, ", ".join(filter(None, (publishers, issued))), index.is_import(report)
            self._documents[report] = found
        return found

    @cached_property
    def names(self) -> str:
        """The language in which things are named: that of the edition, English where nothing has a name in it."""
        try:
            return spoken(self.stock.dataset, self.lang)
        except NotFoundError:
            return ENGLISH

    def day(self, date: str | None) -> str:
        """Return an EDTF date in words of the language, nothing for none."""
        return wording(date, self.lang) if date else ""

    def since(self, date: str) -> str:
        """Return an EDTF date in words of the language, as it stands behind "from"."""
        return genitive(date, self.lang)

    def render(self, template: str, path: str, *, title: str, **values: object) -> str:
        """Return a page that stands at a path of this language; the template extends `base.html`.

        `asked` is what follows the path in the address of a page that a server makes, and stays in another language.

        *Shapes*: it gets `title` (of the window), `root` (to the pages of its language), `assets` (to the files of
        all), `path`, `imprint`, `doors` and `tongues` (the same page in each language: tag, link) beside the values.
        `same` is the page that says the same in other languages: of a list that goes on, which may be shorter there,
        its beginning.
        """
        depth = paths.root(paths.within(self.lang, path))
        asked = str(values.pop("asked", ""))
        same = str(values.pop("same", path if path.count("/") < 2 else paths.beside(path)))
        page = self.templates.get_template(template).render(
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
                (lang, depth + paths.within(lang, paths.relative("", there)) + asked, lang == self.lang)
                for lang in paths.LANGUAGES
                for there in (path if lang == self.lang else same,)
            ],
            **values,
        )
        return page.replace(UP, paths.root(path))


def demand_contact(contact: str) -> None:
    """Demand that errors can be reported to an address: of mail, or of a form; or that there is none.

    Errors: UsageError.
    """
    if contact and not contact.startswith(("https://", "http://")) and not _MAIL.fullmatch(contact):
        raise UsageError(f"{contact!r} is no address; write curators@example.org, or https:// and where the form is")


def at(href: str) -> str:
    """Return a link as a piece of a page has it that may stand on several: paths of the site begin with `UP`."""
    return href if href.startswith(("https://", "http://", "mailto:", "#")) else UP + href
