"""The files that all pages load: the style, the script."""

from collections.abc import Iterable

from cakg.web.basemap import HEIGHT, WIDTH, basemap
from cakg.web.edition import Edition
from cakg.web.template import source

_FILES = ("site.css", "site.js", "doors.css", "data.js", "search.js", "find.js", "facets.js", "explore.js")
_BASEMAP = "basemap.svg"


def paths(edition: Edition) -> Iterable[str]:
    """Return the path of every file."""
    return [f"assets/{name}" for name in (*_FILES, _BASEMAP)]


def make(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return a file by its path, nothing where there is none."""
    name = path.removeprefix("assets/")
    if name == _BASEMAP:
        return {path: edition.templates.get_template(_BASEMAP).render(base=basemap(), width=WIDTH, height=HEIGHT)}
    return {path: source(name)} if name in _FILES else {}
