"""The files that all pages load: the style, the script."""

from collections.abc import Iterable

from cakg.web.edition import Edition
from cakg.web.template import source

_FILES = ("site.css", "site.js", "doors.css", "data.js", "search.js", "find.js", "facets.js", "explore.js")


def paths(edition: Edition) -> Iterable[str]:
    """Return the path of every file."""
    return [f"assets/{name}" for name in _FILES]


def make(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return a file by its path, nothing where there is none."""
    name = path.removeprefix("assets/")
    return {path: source(name)} if name in _FILES else {}
