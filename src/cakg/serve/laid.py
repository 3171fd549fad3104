"""Pages that are laid out already, kept on the disk from one start to the next: as many as there is room for."""

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from cakg.compile import cache
from cakg.read import corpus
from cakg.read.files import document_files
from cakg.read.walk import Stamp, are_settled, now
from cakg.serve.packet import Packet
from cakg.web import paths
from cakg.words.version import version

if TYPE_CHECKING:
    from cakg.compile.texts import Texts
    from cakg.serve.holding import Settings
    from cakg.web.edition import Stock
    from cakg.web.site import Site

_FIRST = "index.html"
_PACKAGE = Path(__file__).resolve().parents[1]
_ENDING = ".pages"
_BATCH = 40  # pages that are written at once


class Laid:
    """Have pages of a corpus that were laid out of equal texts by equal code; each is read when it is asked for."""

    def __init__(self, settings: "Settings", texts: "Texts") -> None:
        self._settings, self._texts = settings, texts

    def get(self, path: str) -> str | None:
        """Return a page by its path, None where it is not kept."""
        return self._packet.get(path)

    def put(self, pages: Mapping[str, str]) -> bool:
        """Keep pages by their paths, unless a file has changed since they were made, or just now, or all is full.

        False where they are not kept.
        """
        stamps, seen = self._stamps, now()
        return are_settled(stamps.values(), seen) and _stamps(self._settings) == stamps and self._packet.put(pages)

    def keep(self, site: "Site") -> None:
        """Lay out the front pages and those of things, the largest first, and keep as many as there is room for."""
        kept, stock = self._packet.paths(), site.stock
        wanted = (path for path in _wanted(stock) if path not in kept)
        while batch := list(islice(wanted, _BATCH)):
            made = {path: page for path in batch if isinstance(page := site.page(path), str)}
            if not self.put(made):
                break
        self._packet.settle()

    @cached_property
    def _packet(self) -> Packet:
        told = "\n".join(f"{path} {' '.join(map(str, stamp))}" for path, stamp in sorted(self._stamps.items()))
        made_of = (version(), repr(self._settings), self._texts.whole, told)
        return Packet(cache.derived("pages", *made_of) + _ENDING)

    @cached_property
    def _stamps(self) -> Mapping[str, Stamp]:
        return _stamps(self._settings)


def _wanted(stock: "Stock") -> Iterator[str]:
    """Yield the paths of the front pages, then of the pages of things: those first that take longest to make."""
    yield from (paths.within(lang, _FIRST) for lang in paths.LANGUAGES)
    index = stock.index
    sizes = dict[str, int]()
    for iri in chain.from_iterable(stock.by_kind.values()):
        said = sum(len(index.objects(iri, name)) for name in index.properties(iri))
        sizes[iri] = said + sum(map(len, index.leading(iri).values()))
    for iri in sorted(sizes, key=lambda iri: (-sizes[iri], iri)):
        path = paths.path_of(iri)
        if path is not None:
            yield from (paths.within(lang, path) for lang in paths.LANGUAGES)


def _stamps(settings: "Settings") -> Mapping[str, Stamp]:
    """Return the stamps of what pages are made of beside the texts: the saved queries, documents, and this package."""
    found = dict(corpus.query_stamps(settings.root))
    found |= {str(path): Stamp.of(path.stat()) for path in document_files(settings.root)}
    for folder, _, names in os.walk(_PACKAGE):
        if not folder.endswith("__pycache__"):
            found |= {f"{folder}/{name}": Stamp.of(os.stat(f"{folder}/{name}")) for name in names}
    return found
