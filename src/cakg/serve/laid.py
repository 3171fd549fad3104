"""Pages that are laid out already: those at which readers begin, kept on the disk from one start to the next."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from cakg.compile import cache
from cakg.read import corpus
from cakg.read.walk import Stamp, now
from cakg.web import paths
from cakg.words.version import version

if TYPE_CHECKING:
    from cakg.serve.desk import View
    from cakg.serve.holding import Settings

FIRST = tuple(paths.within(lang, "index.html") for lang in paths.LANGUAGES)
_PACKAGE = Path(__file__).resolve().parents[1]
_ENDING = ".pages"
_TICK = 2_000_000_000  # nanoseconds: a younger file may change and keep its stamp
Pages = Mapping[str, str]


def recall(settings: "Settings") -> Pages:
    """Return the first pages of a corpus by path, as they were laid out of equal files; none where they were not."""
    kept = cache.recall(_key(settings, _stamps(settings)))
    return {} if kept is None else dict(json.loads(kept))


def keep(settings: "Settings", view: "View") -> None:
    """Lay out the first pages and keep them, unless they are kept or a file has changed just now."""
    stamps, seen = _stamps(settings), now()
    key = _key(settings, stamps)
    if any(max(one.written, one.changed) > seen - _TICK for one in stamps.values()) or cache.recall(key) is not None:
        return
    made = {path: page for path in FIRST if isinstance(page := view.site.page(path), str)}
    if _stamps(settings) == stamps:
        cache.keep(key, json.dumps(made, ensure_ascii=False).encode())


def _key(settings: "Settings", stamps: Mapping[str, Stamp]) -> str:
    told = (f"{path}\n{stamp}" for path, stamp in sorted(stamps.items()))
    return cache.derived("first pages", version(), repr(settings), *told) + _ENDING


def _stamps(settings: "Settings") -> Mapping[str, Stamp]:
    """Return the stamps of all files of which pages are made: of the corpus, its queries, and this package."""
    found = dict(corpus.all_stamps(settings.root))
    for folder, _, names in os.walk(_PACKAGE):
        if not folder.endswith("__pycache__"):
            found |= {f"{folder}/{name}": Stamp.of(os.stat(f"{folder}/{name}")) for name in names}
    return found
