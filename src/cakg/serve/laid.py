"""Pages that are laid out already, kept on the disk from one start to the next: the front pages and the largest."""

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cakg.compile import cache
from cakg.read import corpus
from cakg.read.files import document_files
from cakg.read.walk import Stamp, now
from cakg.web import paths
from cakg.words.version import version

if TYPE_CHECKING:
    from cakg.compile.texts import Texts
    from cakg.serve.desk import View
    from cakg.serve.holding import Settings

_FIRST = "index.html"
_LARGEST = 40  # things to which most leads
_PACKAGE = Path(__file__).resolve().parents[1]
_ENDING = ".page"
_TICK = 2_000_000_000  # nanoseconds: a younger file may change and keep its stamp


class Laid:
    """Have pages of a corpus that were laid out of equal texts by equal code; each is read when it is asked for."""

    def __init__(self, settings: "Settings", texts: "Texts") -> None:
        self._settings, self._texts = settings, texts

    def get(self, path: str) -> str | None:
        """Return a page by its path, None where it is not kept."""
        kept = cache.recall(self._key(path))
        return None if kept is None else kept.decode("utf-8")

    def put(self, pages: Mapping[str, str]) -> None:
        """Keep pages by their paths, unless a file has changed since they were made, or just now."""
        stamps, seen = self._stamps, now()
        is_settled = all(max(one.written, one.changed) <= seen - _TICK for one in stamps.values())
        if is_settled and _stamps(self._settings) == stamps:
            cache.keep_all({self._key(path): page.encode("utf-8") for path, page in pages.items()})

    def keep(self, view: "View") -> None:
        """Lay out the front pages and the largest ones, and keep them."""
        wanted = [path for path in _wanted(view) if not cache.has(self._key(path))]
        self.put({path: page for path in wanted if isinstance(page := view.site.page(path), str)})

    def _key(self, path: str) -> str:
        return cache.derived("page", self._made_of, path) + _ENDING

    @cached_property
    def _made_of(self) -> str:
        told = "\n".join(f"{path} {' '.join(map(str, stamp))}" for path, stamp in sorted(self._stamps.items()))
        return cache.derived(version(), repr(self._settings), self._texts.whole, told)

    @cached_property
    def _stamps(self) -> Mapping[str, Stamp]:
        return _stamps(self._settings)


def _wanted(view: "View") -> Iterator[str]:
    """Yield the paths of the front pages and of the pages of those things to which most leads."""
    stock = view.site.stock
    things = [iri for own in stock.by_kind.values() for iri in own if paths.path_of(iri) is not None]
    sizes = {iri: sum(map(len, stock.index.leading(iri).values())) for iri in things}
    largest = sorted(things, key=lambda iri: (-sizes[iri], iri))[:_LARGEST]
    for lang in paths.LANGUAGES:
        yield from (paths.within(lang, path) for path in (_FIRST, *(paths.path_of(iri) or "" for iri in largest)))


def _stamps(settings: "Settings") -> Mapping[str, Stamp]:
    """Return the stamps of what pages are made of beside the texts: the saved queries, documents, and this package."""
    found = dict(corpus.query_stamps(settings.root))
    found |= {str(path): Stamp.of(path.stat()) for path in document_files(settings.root)}
    for folder, _, names in os.walk(_PACKAGE):
        if not folder.endswith("__pycache__"):
            found |= {f"{folder}/{name}": Stamp.of(os.stat(f"{folder}/{name}")) for name in names}
    return found
