"""Results that are kept: by a digest of the texts and of the code that turns them into a result.

An entry proves itself; one that was cut or changed is a miss, and is made anew. A text begins with a line that proves
the rest. A store is a folder of Oxigraph's own files, with a list of them; it is built elsewhere and comes to its place
in one step, so that any number of processes may build it at once. All entries together keep within a bound.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pyoxigraph import RdfFormat, Store, __version__, parse

from cakg.read.files import cache_folder, umask, write_bytes
from cakg.read.temporary import alone, share, sweep, temporary_file, temporary_folder
from cakg.read.walk import Stamp
from cakg.words.errors import OutputError, UsageError

if TYPE_CHECKING:
    from cakg.compile.amendment import Amendment

ROOMS = ("words", "read", "engine", "compile", "ask")  # whatever makes what is kept
_PACKAGE = Path(__file__).resolve().parents[1]
_KEPT = "[0-9a-f]" * 64 + ".*"  # a digest and an ending
NQUADS = ".nq"
_STORE, _PROOF = ".store", "proof"
_MEGABYTES = 2048
_BLOCK = 1 << 20  # bytes that are read at once
_LONGEST = 256  # bytes of a proof
_NOT_NEEDED = ("LOG", "LOCK", "IDENTITY")  # by who only reads


@dataclass(frozen=True)
class Reopened:
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


def digest(parts: Iterable[str]) -> str:
    """Return a digest of texts and of the code that turns them into a result."""
    return derived(*_code(), *parts)


def derived(*parts: str) -> str:
    """Return a digest of texts and of the engine: the key of what is made of what they say or are the keys of."""
    total = hashlib.sha256()
    for part in (__version__, *parts):
        data = part.encode("utf-8", "surrogatepass")
        total.update(f"{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()


def stamps_of_code() -> list[tuple[str, Stamp]]:
    """Return the stamp of every module that makes what is kept, by its name."""
    return [(name, Stamp.of(os.stat(path))) for name, path in _modules()]


def recall(key: str) -> bytes | None:
    """Return what was kept under a key, or None where nothing was or it is no longer what was kept."""
    with suppress(OSError):
        path = cache_folder() / key
        proof, end, data = path.read_bytes().partition(b"\n")
        if proof + end == _proof([data]):
            os.utime(path)  # what is used is young
            return data
    return None


def keep(key: str, data: bytes) -> None:
    """Keep lines under a key; a cache that cannot be written is no error."""
    keep_all({key: data})


def keep_all(results: Mapping[str, bytes]) -> None:
    """Keep results under their keys; a cache that cannot be written is no error."""
    with suppress(OutputError, OSError):
        for key, data in results.items():
            write_bytes(cache_folder() / key, _proof([data]) + data)
        if results:
            _forget_old(*results)


def has(key: str) -> bool:
    """Tell whether something is kept under a key, be it sound or not."""
    return (cache_folder() / key).exists()


def forget(key: str) -> None:
    """Forget what is kept under a key, if anything is; a cache that cannot be written is no error."""
    with suppress(OSError):
        (cache_folder() / key).unlink(missing_ok=True)


def recall_lines(key: str) -> BinaryIO | None:
    """Return what `recall` returns to be read, without holding it."""
    with suppress(OSError), ExitStack() as here:
        path = cache_folder() / key
        stream = here.enter_context(path.open("rb"))
        proof = stream.readline(_LONGEST)
        if proof == _proof(iter(lambda: stream.read(_BLOCK), b"")):
            os.utime(path)
            stream.seek(len(proof))
            here.pop_all()
            return stream
    return None


def keep_lines(key: str, blocks: Callable[[], Iterable[bytes]]) -> BinaryIO:
    """Keep lines that come in blocks under a key, and return them to be read.

    Where the cache cannot be written, they lie in memory.
    """
    with suppress(OSError), ExitStack() as here:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with temporary_file(folder) as (_, path):
            stream = here.enter_context(path.open("w+b"))
            length = stream.write(_proof([]))
            proof = _proof(block for block in blocks() if stream.write(block))
            stream.seek(0)
            stream.write(proof)
            stream.flush()
            os.fsync(stream.fileno())
            os.chmod(path, 0o666 & ~umask())
            os.replace(path, folder / key)
        _forget_old(key)
        stream.seek(length)
        here.pop_all()
        return stream
    return BytesIO(b"".join(blocks()))


def loaded(nquads: BinaryIO) -> Store:
    """Return N-Quads as a store in memory."""
    store = Store()
    with nquads:
        store.bulk_load(nquads, RdfFormat.N_QUADS)
    return store


def recall_store(key: str) -> Reopened | None:
    """Return the store that was kept under a key, or None as `recall` does."""
    folder = cache_folder() / (key + _STORE)
    with suppress(OSError, RuntimeError):
        lock = share(folder / _PROOF)
        said = lock.read()
        if said == _proof_of_store(folder):
            os.utime(folder / _PROOF)
            size = sum(int(line.split()[0]) for line in said.splitlines())
            return Reopened(Store.read_only(str(folder)), lock, key, size, len(said.splitlines()))
    return None


def has_store(key: str) -> bool:
    """Tell whether a store is kept under a key that proves itself, without opening it."""
    folder = cache_folder() / (key + _STORE)
    with suppress(OSError):
        return (folder / _PROOF).read_bytes() == _proof_of_store(folder)
    return False


def keep_store(key: str, nquads: BinaryIO, before: str | None = None) -> Reopened | None:
    """Keep N-Quads as a store under a key, and return it; None where the cache cannot be written.

    It is made of the store that is kept under the key of what was there `before` where they differ in little. Where
    another process was faster, its store is returned. The lines can be read again from where they began.
    """
    start = nquads.tell()
    old = None if before is None else recall_store(before)
    change = None if before is None or old is None else _compared(before, nquads)

    def make(new: Path) -> None:
        if old is not None and change is not None:
            return _amend(old, change, new)
        nquads.seek(start)
        store = Store(str(new))
        store.bulk_load(nquads, RdfFormat.N_QUADS)
        store.optimize()
        store.flush()

    found = _kept_store(key, make)
    nquads.seek(start)
    return found


def keep_amended(key: str, before: str, change: "Amendment") -> Reopened | None:
    """Keep a store under a key that differs in some lines from that kept under the key `before`, and return it.

    None where the cache cannot be written or nothing is kept.
    """
    old = recall_store(before)
    return None if old is None else _kept_store(key, lambda new: _amend(old, change, new))


def _kept_store(key: str, make: Callable[[Path], None]) -> Reopened | None:
    """Return the store that is made in a folder, and which is kept under a key; None where it cannot be."""
    with suppress(OutputError, OSError, RuntimeError):
        parent, name = cache_folder(), key + _STORE
        parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(parent) as under_way:
            new = under_way / name
            make(new)  # what it opens it closes: a store that is written to locks its folder
            for one in _NOT_NEEDED:
                (new / one).unlink(missing_ok=True)
            (new / _PROOF).write_bytes(_proof_of_store(new))
            _place(new, parent / name)
        _forget_old(name)
    return recall_store(key)


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
                if (target / _PROOF).read_bytes() == _proof_of_store(target):
                    return
            _discard(target)


def _proof(blocks: Iterable[bytes]) -> bytes:
    """Return the digest of a result and the number of its lines as a line, a comment, that is always as long."""
    total, lines = hashlib.sha256(), 0
    for block in blocks:
        total.update(block)
        lines += block.count(b"\n")
    return f"# sha256-{total.hexdigest()} {lines:>15}\n".encode()


def _proof_of_store(folder: Path) -> bytes:
    """Return the files of a store with size and time of writing, which is never again once it is there.

    What is within them, its blocks prove by sums of their own where they are read.
    """
    with os.scandir(folder) as found:
        files = sorted((one.name, one.stat()) for one in found if one.name != _PROOF)
    return "".join(f"{there.st_size} {there.st_mtime_ns} {name}\n" for name, there in files).encode()


def _forget_old(*young: str) -> None:
    """Delete the results that were not used for longest until the others keep within the bound.

    One in use stays, and so do those just made; whatever else lies in the folder is not ours.
    """
    folder, most = cache_folder(), _bound()
    sweep(folder)
    found = []
    for path in folder.glob(_KEPT):
        with suppress(OSError):
            is_store = path.is_dir()
            there = (path / _PROOF if is_store else path).stat()
            size = sum(one.stat().st_size for one in path.iterdir()) if is_store else there.st_size
            found.append((there.st_mtime_ns, size, path))
    left = sum(size for _, size, _ in found)
    for _, size, path in sorted(found):
        if left <= most:
            break
        if path.name not in young and _discard(path):
            left -= size


def _discard(path: Path) -> bool:
    """Delete a result; false where somebody uses it. It goes in one step, so that nobody finds half of it."""
    with suppress(OSError):
        if not path.is_dir():
            path.unlink()
            return True
        with ExitStack() as here:
            if not (path / _PROOF).exists() or here.enter_context(alone(path / _PROOF)):
                grave = here.enter_context(temporary_folder(path.parent))
                os.rename(path, grave / path.name)
                return True
    return False


def _bound() -> int:
    """Return how many bytes all results may have together. Errors: UsageError."""
    said = os.environ.get("CAKG_CACHE_MEGABYTES") or str(_MEGABYTES)
    if not (said.isascii() and said.isdecimal()):
        raise UsageError(f"CAKG_CACHE_MEGABYTES is {said!r}; set it to a whole number of megabytes, or not at all")
    return int(said) << 20


def _modules() -> list[tuple[str, str]]:
    """Return the name and the path of every module that makes what is kept, wherever it lies."""
    found = []
    for room in ROOMS:
        for folder, _, names in os.walk(_PACKAGE / room):
            found += [f"{folder}/{name}" for name in names if name.endswith(".py")]
    return [(path.removeprefix(f"{_PACKAGE}/"), path) for path in sorted(found)]


def _code() -> Iterator[str]:
    """Yield the name and the text of every module that makes what is kept."""
    for name, path in _modules():
        yield name
        yield Path(path).read_text("utf-8")
