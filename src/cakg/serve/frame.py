"""The frame around what only the server makes: the same as around every page of the site."""

from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, PackageLoader

from cakg.web.edition import Edition, Imprint, Material, Stock
from cakg.web.makers import MAKERS
from cakg.web.paths import LANGUAGES, tongue
from cakg.words.version import version

if TYPE_CHECKING:
    from cakg.export.about import About


@lru_cache(maxsize=32)
def bare(lang: str, imprint: Imprint | None = None) -> Edition:
    """Return what makes a page on which nothing is looked up in the index of the site."""
    stock = Stock(None, imprint or Imprint(version()), Material())  # type: ignore[arg-type]
    edition = Edition(stock, lang, frozenset(MAKERS))
    _add_templates(edition)
    return edition


def imprint_of(about: "About", *, has_docs: bool = False) -> Imprint:
    """Return what the foot of a page says."""
    return Imprint(about.version, about.date, about.heard, has_docs=has_docs)


def _add_templates(edition: Edition) -> None:
    own = edition.templates
    assert own.loader is not None
    edition.templates = own.overlay(loader=ChoiceLoader([PackageLoader("cakg.serve"), own.loader]))


def language_of(path: str) -> str:
    """Return the language of the pages among which a path lies."""
    lang, _ = tongue(path)
    return lang if lang in LANGUAGES else LANGUAGES[0]
