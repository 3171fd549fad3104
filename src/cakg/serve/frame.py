"""The frame around what only the server makes: the same as around every page of the site."""

from jinja2 import ChoiceLoader, PackageLoader

from cakg.web.edition import Edition, Imprint, Material, Stock
from cakg.web.makers import MAKERS
from cakg.web.paths import LANGUAGES, tongue
from cakg.web.site import Site
from cakg.words.version import version


def with_templates(site: Site) -> Site:
    """Return a site whose editions know the templates of the server, too."""
    for edition in site.editions.values():
        _add_templates(edition)
    return site


def bare(lang: str) -> Edition:
    """Return what makes a page on which nothing of the corpus stands."""
    edition = Edition(Stock(None, Imprint(version()), Material()), lang, frozenset(MAKERS))  # type: ignore[arg-type]
    _add_templates(edition)
    return edition


def _add_templates(edition: Edition) -> None:
    own = edition.templates
    assert own.loader is not None
    edition.templates = own.overlay(loader=ChoiceLoader([PackageLoader("cakg.serve"), own.loader]))


def edition_of(site: Site, path: str) -> tuple[Edition, str]:
    """Return the edition of a path of the server, and the path in it."""
    lang, inner = tongue(path)
    return site.editions[lang], inner


def language_of(path: str) -> str:
    """Return the language of the pages among which a path lies."""
    lang, _ = tongue(path)
    return lang if lang in LANGUAGES else LANGUAGES[0]
