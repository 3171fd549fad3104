"""The texts of a corpus, told apart by digests, and read only where somebody needs them.

That files are as they were is told by their stamps alone: a memo in the cache leads from them to the digests, as the
index of git does. A file that changed just before it was looked at may change again within the same tick of the clock,
so that its stamp stays: of such files no memo is made.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cakg.compile import cache
from cakg.read import corpus as files
from cakg.read.corpus import Corpus, Source
from cakg.read.walk import Stamp, now

_TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system


class Texts:
    """Hold the folder of a corpus, and its texts as soon as they are needed."""

    def __init__(self, root: Path, corpus: Corpus | None = None) -> None:
        self.root = root
        self._corpus = corpus
        self._known = None if corpus is None else _told_apart(corpus)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Texts) and (self.root, self._digests) == (other.root, other._digests)

    def __hash__(self) -> int:
        return hash(self._digests)

    @property
    def corpus(self) -> Corpus:
        """Return the texts, which may have changed since they were told apart, and are so anew. Errors: InputError."""
        if self._corpus is None:
            self._corpus = files.read(self.root)
            self._known = _told_apart(self._corpus)
        return self._corpus

    def key(self, perspective: object, strict: bool = True) -> str:
        """Return the key of the dataset that is compiled for a perspective. Errors: InputError."""
        return cache.derived(self.claims, repr(perspective), str(strict))

    def derived(self, what: str, make: Callable[[], bytes]) -> bytes:
        """Return what is made of the texts, shapes included, from the cache where it was made before.

        What was made while a text changed is kept for nobody. Errors: InputError.
        """
        key = cache.derived(self.whole, what)
        found = cache.recall(key + ".derived")
        if found is None:
            found = make()
            if cache.derived(self.whole, what) == key:
                cache.keep(key + ".derived", found)
        return found

    @property
    def claims(self) -> str:
        """Return a digest of what is compiled, and of the code that does it. Errors: InputError."""
        return self._digests[0]

    @property
    def whole(self) -> str:
        """Return a digest of this and of the shapes. Errors: InputError."""
        return self._digests[1]

    @property
    def _digests(self) -> tuple[str, str]:
        if self._known is None:
            self._known = self._recalled()
        return self._known

    def _recalled(self) -> tuple[str, str]:
        """Return the digests by the memo of the stamps, else by the texts."""
        code, seen = _code(), now()
        stamps = files.stamps(self.root).items()
        told = (f"{name}\n{stamp}" for name, stamp in (*stamps, *code.stamps))
        memo = cache.derived("memo", *told) + ".memo"
        known = (cache.recall(memo) or b"").decode().split()
        if len(known) == 2:
            return known[0], known[1]
        found = _told_apart(self.corpus)
        if _are_settled(stamps, seen) and _are_settled(code.stamps, code.seen):
            cache.keep(memo, " ".join(found).encode())
        return found


def kept(texts: Sequence[str], make: Callable[[], bytes]) -> bytes:
    """Return what the code alone makes of some texts, from the cache where it was made before."""
    code = _code()
    key = cache.derived(*texts, *(f"{name}\n{stamp}" for name, stamp in code.stamps)) + ".derived"
    found = cache.recall(key)
    if found is None:
        found = make()
        if _are_settled(code.stamps, code.seen):
            cache.keep(key, found)
    return found


class _Code(NamedTuple):
    """Hold the stamps of the code that makes what is kept, and when they were looked at."""

    seen: int
    stamps: Sequence[tuple[str, Stamp]]


@lru_cache(maxsize=1)
def _code() -> _Code:
    """Return the code as this process found it: what changes later it does not run, or not as a whole."""
    return _Code(now(), cache.stamps_of_code())


def _are_settled(stamps: Iterable[tuple[str, Stamp]], seen: int) -> bool:
    """Tell whether whatever changes a file from now on changes its stamp."""
    return all(max(stamp.written, stamp.changed) < seen - _TICK for _, stamp in stamps)


def _told_apart(corpus: Corpus) -> tuple[str, str]:
    heard = (_text(source) for source in corpus.sources if source.kind != "shape")
    claims = cache.digest(heard)
    return claims, cache.derived(claims, *map(_text, corpus.of_kind("shape")))


def _text(source: Source) -> str:
    return f"{source.kind} {source.added} {source.path}\n{source.text}"
