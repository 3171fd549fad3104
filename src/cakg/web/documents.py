"""The documents of the project as pages: the docs, the coverage of the corpus, what changed."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from posixpath import basename, dirname, join, normpath
from typing import NamedTuple

from markupsafe import Markup

from cakg.ask.coverage import coverage
from cakg.web import paths as places
from cakg.web.edition import Edition, Stock
from cakg.web.entry import Text
from cakg.web.notebooks import ENDING, as_markdown
from cakg.web.prose import Part, parts, title_of
from cakg.web.words import word
from cakg.words.namespaces import DCTERMS

_CHANGELOG = "docs/changelog.html"
_LOOSE = {"CONTRIBUTING.md": "docs/contributing.html", "README.md": "docs/readme.html", "CHANGELOG.md": _CHANGELOG}
_MARK = "cakg-page:"  # begins a link to an anchor of a document until it is known on which of its parts that is
_FILES = "notebooks/"  # where notebooks lie in the site, as files to be opened
_ORDER = (  # in which one reads them; what is not among them comes last
    "README",
    "questions",
    "desk-officer",
    "brief",
    "explorer",
    "sparql",
    "sparql-engineer",
    "python",
    "networks",
    "measures",
    "network-scientist",
    "loading",
    "tables",
    "serving",
    "assistants",
    "scale",
    "model",
    "vocabulary",
    "curating",
    "releasing",
    "architecture",
)
_NEWEST = 60


class News(NamedTuple):
    """Hold a document or a ruling that is new: its page, its name, the day it was added, who published it."""

    path: str
    name: Text
    added: str
    about: str
    iri: str


def paths(edition: Edition) -> Iterator[str]:
    """Yield the path of the page of each document, that of all of them first."""
    if _documents(edition.stock):
        yield "docs/index.html"
        yield from (path for path in _documents(edition.stock))


def make(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return a document in as many pages as it needs."""
    found = _documents(edition.stock)
    if path == "docs/index.html" and found:
        listed = [(at, title_of(_text(edition.stock, name), at)) for at, name in found.items()]
        return {
            path: edition.render(
                "docs.html",
                path,
                title=edition.t("Documentation"),
                documents=listed,
                has_terms=edition.stock.material.terms is not None,
            )
        }
    name = found.get(path)
    if name is None:
        return {}
    title = title_of(_text(edition.stock, name), path)
    file = _FILES + basename(name) if name.endswith(ENDING) else ""
    return _prose(edition, path, title, _parts(edition.stock, path), "docs/index.html", file=file)


def notebook_paths(edition: Edition) -> Iterable[str]:
    """Return the path of every notebook as a file."""
    return [_FILES + basename(name) for name in edition.stock.material.texts if name.endswith(ENDING)]


def make_notebook(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return a notebook as a file, nothing where there is none of the name."""
    text = edition.stock.material.texts.get(f"docs/{path}")
    return {} if text is None or not path.endswith(ENDING) else {path: text}


def coverage_paths(edition: Edition) -> Iterable[str]:
    """Return the path of the page of the coverage."""
    return ["coverage.html"]


def make_coverage(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return what the corpus covers, in as many pages as it needs."""
    if path not in ("coverage.html", "coverage/all.html"):
        return {}
    found = parts(coverage(edition.stock.dataset, edition.names), lambda at, anchor: None)
    return _prose(edition, "coverage.html", edition.t("Coverage"), found, folder="coverage/all")


def changes(edition: Edition, path: str) -> str:
    """Return the page of the newest documents and rulings, and of what changed in the tool where that is at hand."""
    log = _CHANGELOG if _CHANGELOG in _documents(edition.stock) else None
    title, newest = edition.t("Changes"), news(edition)
    return edition.render(path, path, title=title, news=newest[:_NEWEST], log=log, number=len(newest))


@lru_cache(maxsize=8)
def news(edition: Edition) -> list[News]:
    """Return every document and ruling by the day on which it was added, the newest first, and of one day by issue.

    A document was added on the day when it was read, a ruling on the day when it was made; of which no such day is
    known to the day comes last.
    """
    index = edition.index
    found = []
    for iri in index.instances("Report"):
        title = index.first(iri, DCTERMS + "title") or index.label(iri)
        name = Text(title, index.language(iri, title, DCTERMS + "title"))
        said = index.shown(iri, DCTERMS + "publisher"), edition.day(index.first(iri, DCTERMS + "issued"))
        added = index.first(iri, "retrieved") or ""
        found.append(News(places.path_of(iri) or "", name, added, ", ".join(filter(None, said)), iri))
    for iri in index.instances("Ruling"):
        added = index.first(iri, DCTERMS + "created") or ""
        subject, property = index.first(iri, "onSubject"), index.first(iri, "onProperty")
        name = index.named(iri)
        if subject and property:
            name = Text(f"{index.label(subject)}: {edition.t(word(property).text).lower()}", name.lang)
        found.append(News(places.path_of(iri) or "", name, added, edition.t("ruling"), iri))

    def age(one: News) -> tuple[str, str]:
        return one.added[:10], index.first(one.iri, "begin") or ""

    return sorted(sorted(found, key=lambda one: one.iri), key=age, reverse=True)


def _documents(stock: Stock) -> dict[str, str]:
    """Return the documents by the path of their pages, in the order in which one reads them."""
    texts = stock.material.texts
    known = [name for name in texts if name.startswith("docs/") and name != "docs/coverage.md"] + [
        one for one in _LOOSE if one in texts
    ]

    def place(name: str) -> tuple[int, str]:
        stem = basename(name).removesuffix(".md").removesuffix(ENDING)
        return (_ORDER.index(stem) if stem in _ORDER else len(_ORDER), stem)

    return {_page_of(name): name for name in sorted(known, key=place)}


def _page_of(name: str) -> str:
    """Return the path of the page of a document; that of a notebook stands among those of the docs."""
    if name.endswith(ENDING):
        return f"docs/notebook-{basename(name).removesuffix(ENDING)}.html"
    return _LOOSE.get(name, name.removesuffix(".md") + ".html")


def _text(stock: Stock, name: str) -> str:
    """Return a document as Markdown."""
    text = stock.material.texts[name]
    return as_markdown(text) if name.endswith(ENDING) else text


@lru_cache(maxsize=64)
def _parts(stock: Stock, path: str) -> list[Part]:
    """Return the parts of a document; a link to another leads to the part that has its anchor."""
    name = _documents(stock)[path]

    def target(at: str, anchor: str) -> str | None:
        if not at:
            return f"{_MARK}{path}#{anchor}"
        other = normpath(join(dirname(name), at))
        if other == "docs/coverage.md":
            return "../coverage.html"
        there = next((page for page, each in _documents(stock).items() if each == other), None)
        return None if there is None else f"{_MARK}{there}#{anchor}"

    return parts(_text(stock, name), target)


def _prose(
    edition: Edition, path: str, title: str, found: list[Part], up: str = "", folder: str = "", file: str = ""
) -> dict[str, str | bytes]:
    names = places.continued(path, len(found), folder)
    return {
        at: edition.render(
            "prose.html",
            at,
            title=title,
            same=path,
            html=_finished(edition, at, part),
            pages=[(other, _begins(own)) for other, own in zip(names, found, strict=True)],
            above=edition.t("Documentation"),
            up=up,
            file=file,
            is_english=edition.lang != "en",
        )
        for at, part in zip(names, found, strict=True)
    }


def _begins(part: Part) -> str:
    """Return the first heading of a part, the highest of those that it has."""
    first = min(part.headings, key=lambda one: one.level, default=None)
    return "…" if first is None else first.text


def _finished(edition: Edition, path: str, part: Part) -> Markup:
    """Return a part with its links to anchors: each leads to the part that has it."""

    def address(match: re.Match[str]) -> str:
        other, _, anchor = unescape(match[1]).partition("#")
        pages = _parts(edition.stock, other)
        names = places.continued(other, len(pages))
        at = next((n for n, one in enumerate(pages) if any(each.anchor == anchor for each in one.headings)), 0)
        known = anchor if any(each.anchor == anchor for each in pages[at].headings) else ""
        return f'href="{places.relative(path, names[at] + (f"#{known}" if known else ""))}"'

    return Markup(re.sub(rf'href="{_MARK}([^"]*)"', address, part.html))
