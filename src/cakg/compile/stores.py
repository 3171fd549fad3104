"""Stores that are kept on the disk: each a folder of Oxigraph's own files, with a list of them that proves it.

One is built elsewhere and comes to its place in one step, so that any number of processes may build it at once.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from pyoxigraph import RdfFormat, Store, parse

from cakg.compile.cache import NQUADS, PROOF, discard, forget_old, recall_lines
from cakg.read.files import cache_folder
from cakg.read.temporary import share, temporary_folder
from cakg.words.errors import OutputError

if TYPE_CHECKING:
    from cakg.compile.amendment import Amendment

_ENDING = ".store"
_NOT_NEEDED = ("LOG", "LOCK", "IDENTITY")  # by who only reads


class Reopened(NamedTuple):
    """Hold a store that was kept, to be read and not to be changed, and what keeps others from deleting it."""

    store: Store
    lock: BinaryIO
    key: str
    size: int
    files: int

    def in_memory(self) -> Store:
        """Return a copy that lies in memory."""
        written = recall_lines(self.key + NQUADS)
        return loaded(BytesIO(self.store.dump(format=RdfFormat.N_QUADS) or b"") if written is None else written)


def loaded(nquads: BinaryIO) -> Store:
    """Return N-Quads as a store in memory."""
    store = Store()
    with nquads:
        store.bulk_load(nquads, RdfFormat.N_QUADS)
    return store


def recall(key: str) -> Reopened | None:
    """Return the store that was kept under a key, or None as `cache.recall` does."""
    folder = cache_folder() / (key + _ENDING)
    with suppress(OSError, RuntimeError):
        lock = share(folder / PROOF)
        said = lock.read()
        if said == _proof(folder):
            os.utime(folder / PROOF)
            size = sum(int(line.split()[0]) for line in said.splitlines())
            return Reopened(Store.read_only(str(folder)), lock, key, size, len(said.splitlines()))
    return None


def has(key: str) -> bool:
    """Tell whether a store is kept under a key that proves itself, without opening it."""
    folder = cache_folder() / (key + _ENDING)
    with suppress(OSError):
        return (folder / PROOF).read_bytes() == _proof(folder)
    return False


def keep(key: str, nquads: BinaryIO, before: str | None = None) -> Reopened | None:
    """Keep N-Quads as a store under a key, and return it; None where the cache cannot be written.

    It is made of the store that is kept under the key of what was there `before` where they differ in little. Where
    another process was faster, its store is returned. The lines can be read again from where they began.
    """
    start = nquads.tell()
    old = None if before is None else recall(before)
    change = None if before is None or old is None else _compared(before, nquads)

    def make(new: Path) -> None:
        if old is not None and change is not None:
            return _amend(old, change, new)
        nquads.seek(start)
        store = Store(str(new))
        store.bulk_load(nquads, RdfFormat.N_QUADS)
        store.optimize()
        store.flush()

    found = _kept(key, make)
    nquads.seek(start)
    return found


def keep_amended(key: str, before: str, change: "Amendment") -> Reopened | None:
    """Keep a store under a key that differs in some lines from that kept under the key `before`, and return it.

    None where the cache cannot be written or nothing is kept.
    """
    old = recall(before)
    return None if old is None else _kept(key, lambda new: _amend(old, change, new))


def _kept(key: str, make: Callable[[Path], None]) -> Reopened | None:
    """Return the store that is made in a folder, and which is kept under a key; None where it cannot be."""
    with suppress(OutputError, OSError, RuntimeError):
        parent, name = cache_folder(), key + _ENDING
        parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(parent) as under_way:
            new = under_way / name
            make(new)  # what it opens it closes: a store that is written to locks its folder
            for one in _NOT_NEEDED:
                (new / one).unlink(missing_ok=True)
            (new / PROOF).write_bytes(_proof(new))
            _place(new, parent / name)
        forget_old(name)
    return recall(key)


def _amend(old: Reopened, change: "Amendment", new: Path) -> None:
    """Make a store of another one: it shares its files, and adds to them. Errors: OSError, RuntimeError."""
    old.store.backup(str(new))
    store = Store(str(new))
    for quad in parse(change.gone, RdfFormat.N_QUADS):
        store.remove(quad)
    store.extend(parse(change.fresh, RdfFormat.N_QUADS))
    store.flush()


def _compared(before: str, nquads: BinaryIO) -> "Amendment | None":
    """Return in which lines N-Quads differ from those kept before, None where these are lost or differ in much."""
    from cakg.compile.amendment import amendment

    start, lines = nquads.tell(), recall_lines(before + NQUADS)
    if lines is None:
        return None
    with lines:
        return amendment(lines, nquads, nquads.seek(0, os.SEEK_END) - nquads.seek(start))


def _place(new: Path, target: Path) -> None:
    """Put a store in its place, where none lies that proves itself. Errors: OSError."""
    for _ in range(3):
        try:
            os.rename(new, target)
            return
        except OSError:
            with suppress(OSError):
                if (target / PROOF).read_bytes() == _proof(target):
                    return
            discard(target)


def _proof(folder: Path) -> bytes:
    """Return the files of a store with size and time of writing, which is never again once it is there.

    What is within them, its blocks prove by sums of their own where they are read.
    """
    with os.scandir(folder) as found:
        files = sorted((one.name, one.stat()) for one in found if one.name != PROOF)
    return "".join(f"{there.st_size} {there.st_mtime_ns} {name}\n" for name, there in files).encode()
