"""The corpus as a server holds it: on the disk, where it was compiled before, or in memory, where it is fastest."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cakg.compile import cache, stores
from cakg.compile.opened import Opened
from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.engine.bounds import Bounds
from cakg.engine.store import store_of

if TYPE_CHECKING:
    from pyoxigraph import Store

    from cakg.compile.stores import Reopened


@dataclass(frozen=True)
class Settings:
    """Hold what the operator chose: the folder of the corpus, what bounds a query, who is heard by default."""

    root: Path
    bounds: Bounds
    heard: Perspective = field(default_factory=Perspective)


class Held(Opened):
    """Be an opened corpus that keeps what is made of it in memory, for whoever asks again."""

    _made: "dict[str, bytes]"

    @classmethod
    def of(cls, opened: Opened, store: "Store | Reopened | None") -> "Held":
        """Return what was opened, on the store that it has."""
        found = cls(opened.root or Path(), store, perspective=opened.perspective, texts=opened.texts)
        found._made = {}
        return found

    is_child = True  # of the server: its time and its memory are bounded, and queries of its own need no other

    def derived(self, what: str, make: Callable[[], bytes]) -> bytes:
        """Return what is made of the store, made once."""
        if what not in self._made:
            self._made[what] = super().derived(what, make)
        return self._made[what]

    def large(self, what: str, make: Callable[[], bytes]) -> bytes:
        """Return what is made of the store, once, and is too large to be held in memory: it lies on the disk."""
        return super().derived(what, make)


def is_at_hand(settings: Settings, texts: Texts) -> bool:
    """Tell whether the corpus lies on the disk as it was compiled. Nothing is opened: an open store has threads."""
    return settings.heard.is_whole and stores.has(texts.key(settings.heard))


def is_compiled(settings: Settings, texts: Texts) -> bool:
    """Tell whether the cache has the corpus as text, which has only to be read. Errors: InputError."""
    return cache.has(texts.key(settings.heard) + cache.NQUADS)


def opened_at_once(settings: Settings, texts: Texts) -> Held:
    """Return the corpus on the disk, where it was compiled before. Errors: those of `compile`."""
    from cakg.compile.origin import open_corpus

    found = open_corpus(texts, settings.heard)
    return Held.of(found, found.held)


def opened_for_long(settings: Settings) -> Held:
    """Return the corpus in memory, where it is answered fastest, compiled where it has changed. Errors: `api.load`."""
    if not settings.heard.is_whole:
        return loaded(settings.root, settings.heard)
    from cakg.compile.dataset import opened

    found = opened(Texts(settings.root), settings.heard)
    return Held.of(found, found.held)


def loaded(root: Path, heard: Perspective) -> Held:
    """Return the corpus as some reports leave it, in memory. Errors: those of `api.load`."""
    from cakg import api

    graph = api.load(root, **asdict(heard))
    return Held.of(Opened(root, perspective=graph.perspective, texts=graph.texts), store_of(graph))
