"""The page of a thing: what is known of it, every value with its evidence, and all that leads to it."""

from collections.abc import Callable, Iterable

from cakg.web.edition import Edition
from cakg.web.paths import iri_of, path_of
from cakg.words.namespaces import RDF


def paths_of(kind: str) -> Callable[[Edition], Iterable[str]]:
    """Return what tells the path of every thing of a kind."""

    def found(edition: Edition) -> Iterable[str]:
        for iri in edition.stock.by_kind.get(kind, ()):
            path = path_of(iri)
            if path is not None:
                yield path

    return found


def make(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the page of a thing with its lists by path, nothing where the dataset has no such thing."""
    iri = iri_of(path)
    if iri is None or not edition.index.objects(iri, RDF + "type"):
        return {}
    name = edition.index.named(iri)
    return {path: edition.render("thing.html", path, title=name.text, name=name)}
