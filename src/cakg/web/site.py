"""The site: every page of a dataset by its path, each made alone, in every language."""

import pickle
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from cakg.engine.processes import shared_out
from cakg.web import paths
from cakg.web.edition import Edition, Imprint, Material, Stock
from cakg.web.makers import MAKERS, Maker, Pages

if TYPE_CHECKING:
    from cakg.engine.store import Source


_Begun = tuple[str, Maker, str]  # the language, who makes it, the path within the language


class Site:
    """Make the pages of a dataset; a perspective has a site of its own.

    What all pages share is reckoned when a page first needs it. Equal values give equal pages.
    """

    def __init__(self, dataset: "Source", imprint: Imprint | None = None, material: Material | None = None) -> None:
        self.stock = Stock(dataset, imprint or Imprint(), material or Material())
        doors = frozenset(MAKERS)
        self.editions = {lang: Edition(self.stock, lang, doors) for lang in paths.LANGUAGES}

    def paths(self) -> Iterator[str]:
        """Yield the path of every page in order; how long the lists are is known once they are made."""
        return (path for path, _ in self.pages())

    def pages(self) -> Iterator[tuple[str, str | bytes]]:
        """Yield every page with its path, in order: the files of all, then language by language.

        Those of the first language are made here, all others by children where there are free cores.
        """
        first, *others = (list(self._begun(lang)) for lang in self.editions)
        self.stock.hold()  # what all need is found before there are children
        with shared_out(self._packed, list(chain.from_iterable(others)), in_order=True) as made:
            for one in first:
                yield from self._made(one).items()
            for _, data in made():
                yield from pickle.loads(data).items()

    def count(self) -> int:
        """Return how many pages there are but for the lists that go on beside them."""
        return sum(1 for lang in self.editions for _ in self._begun(lang))

    def _begun(self, lang: str) -> Iterator[_Begun]:
        """Yield every page of a language but for those on which lists go on, each with who makes it."""
        for maker in dict.fromkeys(MAKERS.values()):
            if not maker.shared or lang == paths.LANGUAGES[0]:
                yield from ((lang, maker, path) for path in maker.paths(self.editions[lang]))

    def _made(self, one: _Begun) -> dict[str, str | bytes]:
        lang, maker, path = one
        return {paths.within(lang, at): page for at, page in maker.make(self.editions[lang], path).items()}

    def _packed(self, one: _Begun) -> bytes:
        return pickle.dumps(self._made(one))

    def page(self, path: str) -> str | bytes | None:
        """Return one page by its path in the site (`person/x.html`, `ru/person/x.html`), None where there is none."""
        lang, inner = paths.tongue(path)
        found = _maker(inner)
        if found is None:
            return None
        maker, first = found
        if maker.shared and lang != paths.LANGUAGES[0]:
            return None
        made: Pages = maker.make(self.editions[lang], first)
        return made.get(inner)


def _maker(path: str) -> tuple[Maker, str] | None:
    """Return who makes a page, and the path of the page beside which it goes on, or its own."""
    maker = MAKERS.get(path.partition("/")[0])
    if maker is None or (path.count("/") > 1 and not maker.shared):
        path = paths.beside(path)
        maker = MAKERS.get(path.partition("/")[0])
    return None if maker is None else (maker, path)
