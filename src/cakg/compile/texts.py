"""The texts of a corpus, told apart by digests, and read only where somebody needs them.

That files are as they were is told by their stamps alone: a memo in the cache leads from them to the digests, as the
index of git does. A file that changed just before it was looked at may change again within the same tick of the clock,
so that its stamp stays: of such files no memo is made.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cakg.compile import cache
from cakg.read import corpus as files
from cakg.read.corpus import Corpus, Source
from cakg.read.walk import Stamp, are_settled, now

if TYPE_CHECKING:
    from cakg.compile.manifest import Entry, Manifest

_FEW = 64  # changed files: where there are more, all are read at once


class Texts:
    """Hold the folder of a corpus, and its texts as soon as they are needed."""

    def __init__(self, root: Path, corpus: Corpus | None = None) -> None:
        self.root = root
        self._corpus = corpus
        self._manifest = None if corpus is None else _manifest(corpus)
        self._known: tuple[str, str] | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Texts) and (self.root, self._digests) == (other.root, other._digests)

    def __hash__(self) -> int:
        return hash(self._digests)

    @property
    def corpus(self) -> Corpus:
        """Return the texts, which may have changed since they were told apart, and are so anew. Errors: InputError."""
        if self._corpus is None:
            self._corpus = files.read(self.root)
            self._manifest, self._known = _manifest(self._corpus), None
        return self._corpus

    def added(self, path: str) -> Source | None:
        """Return the text of a path that was added to those of the folder, None where none was."""
        held = () if self._corpus is None else self._corpus.sources
        return next((one for one in held if one.added and one.path == path), None)

    @property
    def manifest(self) -> "Manifest":
        """Return by what the texts are told apart, as they are now: only those are read that have changed.

        Errors: InputError.
        """
        if self._manifest is None:
            seen = now()
            self._manifest, self._known = self._listed(files.stamps(self.root), seen), None
        return self._manifest

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
            self._known = self._recalled() if self._manifest is None else _told_apart(self._manifest)
        return self._known

    def _recalled(self) -> tuple[str, str]:
        """Return the digests by the memo of the stamps, else by the texts."""
        code, seen = _code(), now()
        stamps = files.stamps(self.root)
        memo = cache.derived("memo", _told(stamps.items()), _told(code.stamps)) + ".memo"
        known = (cache.recall(memo) or b"").decode().split()
        if len(known) == 2:
            return known[0], known[1]
        self._manifest = self._listed(stamps, seen)
        found = _told_apart(self._manifest)
        if are_settled(stamps.values(), seen) and code.is_settled:
            cache.keep(memo, " ".join(found).encode())
        return found

    def _listed(self, stamps: Mapping[str, Stamp], seen: int) -> "Manifest":
        """Return the manifest: of files that are as they were by that of before, of others by their texts."""
        from cakg.compile.manifest import Manifest, entry_of

        memo = cache.derived("files", str(self.root.absolute())) + ".files"
        before = _known_before(cache.recall(memo))
        same = {path: before[path][1] for path, stamp in stamps.items() if path in before and before[path][0] == stamp}
        fresh = stamps.keys() - same.keys()
        gone = before.keys() - stamps.keys()
        changed = (
            [files.read_source(self.root, path) for path in sorted(fresh)] if before and len(fresh) <= _FEW else [None]
        )
        alone = [one for one in changed if one is not None]
        if len(alone) < len(changed) or any(_is_of_several(before[path][1]) for path in gone):
            found = _manifest(self.corpus)
        else:
            told = {path: entry for path, entry in same.items() if entry is not None}
            found = Manifest(told | {source.path: entry_of(source) for source in alone})
        settled = {path: stamp for path, stamp in stamps.items() if are_settled([stamp], seen)}
        if fresh & settled.keys() or gone:
            said = {path: (stamp, found.texts.get(path)) for path, stamp in settled.items()}
            cache.keep(memo, json.dumps(said).encode("utf-8", "surrogatepass"))
        return found


def kept(texts: Sequence[str], make: Callable[[], bytes]) -> bytes:
    """Return what the code alone makes of some texts, from the cache where it was made before."""
    code = _code()
    key = cache.derived(*texts, _told(code.stamps)) + ".derived"
    found = cache.recall(key)
    if found is None:
        found = make()
        if code.is_settled:
            cache.keep(key, found)
    return found


def code() -> str:
    """Return what tells the code from any other, as this process found it."""
    return cache.derived(_told(_code().stamps))


class _Code(NamedTuple):
    """Hold the stamps of the code that makes what is kept, and when they were looked at."""

    seen: int
    stamps: Sequence[tuple[str, Stamp]]

    @property
    def is_settled(self) -> bool:
        """Tell whether what changes it from now on changes its stamps."""
        return are_settled((stamp for _, stamp in self.stamps), self.seen)


@lru_cache(maxsize=1)
def _code() -> _Code:
    """Return the code as this process found it: what changes later it does not run, or not as a whole."""
    return _Code(now(), cache.stamps_of_code())


def _told(stamps: Iterable[tuple[str, Stamp]]) -> str:
    """Return stamps as one text, other ones as another."""
    return "\n".join(
        f"{name}\0{device} {number} {size} {written} {changed}"
        for name, (device, number, size, written, changed) in stamps
    )


def _manifest(corpus: Corpus) -> "Manifest":
    from cakg.compile.manifest import Manifest

    return Manifest.of(corpus)


def _told_apart(manifest: "Manifest") -> tuple[str, str]:
    claims = manifest.claims()
    return claims, manifest.whole(claims)


def _is_of_several(entry: "Entry | None") -> bool:
    """Tell whether a file is one of several that say together what an import says."""
    return entry is None or entry[0] == "import"


def _known_before(written: bytes | None) -> "dict[str, tuple[Stamp, Entry | None]]":
    """Return the stamps of files and what they were, None for one that is no text by itself."""
    said = {} if written is None else json.loads(written)
    return {
        path: (Stamp(*stamp), None if entry is None else (entry[0], entry[1])) for path, (stamp, entry) in said.items()
    }
