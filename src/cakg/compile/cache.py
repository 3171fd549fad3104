"""Results that are kept: by a digest of the texts and of the code that turns them into a result.

An entry proves itself; one that was cut or changed is a miss, and is made anew. A text begins with a line that proves
the rest; a folder holds its proof as a file (`stores`). All entries together keep within a bound.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import __version__

from cakg.read.files import cache_folder, pour, umask
from cakg.read.temporary import alone, sweep, temporary_file, temporary_folder
from cakg.read.walk import Stamp
from cakg.words.errors import UsageError

ROOMS = ("words", "read", "engine", "compile", "ask")  # whatever makes what is kept
_PACKAGE = Path(__file__).resolve().parents[1]
_KEPT = "[0-9a-f]" * 64 + ".*"  # a digest and an ending
NQUADS = ".nq"
PROOF = "proof"  # of a folder, the file that also locks it
_MEGABYTES = 2048
_BLOCK = 1 << 20  # bytes that are read at once
_LONGEST = 256  # bytes of a proof


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
    with suppress(OSError):
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        for key, data in results.items():
            with temporary_file(folder) as (descriptor, path):
                pour(descriptor, _proof([data]) + data, settled=False)
                _place(path, folder / key)
        if results:
            forget_old(*results)


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
            _place(path, folder / key)
        forget_old(key)
        stream.seek(length)
        here.pop_all()
        return stream
    return BytesIO(b"".join(blocks()))


def _place(path: Path, target: Path) -> None:
    """Put a file in its place, without waiting for the disk: one that a crash has spoilt proves nothing, and is a miss.

    Errors: OSError.
    """
    os.chmod(path, 0o666 & ~umask())
    os.replace(path, target)


def _proof(blocks: Iterable[bytes]) -> bytes:
    """Return the digest of a result and the number of its lines as a line, a comment, that is always as long."""
    total, lines = hashlib.sha256(), 0
    for block in blocks:
        total.update(block)
        lines += block.count(b"\n")
    return f"# sha256-{total.hexdigest()} {lines:>15}\n".encode()


def forget_old(*young: str) -> None:
    """Delete the results that were not used for longest until the others keep within the bound.

    One in use stays, and so do those just made; whatever else lies in the folder is not ours.
    """
    folder, most = cache_folder(), _bound()
    sweep(folder)
    found = []
    for path in folder.glob(_KEPT):
        with suppress(OSError):
            is_store = path.is_dir()
            there = (path / PROOF if is_store else path).stat()
            size = sum(one.stat().st_size for one in path.iterdir()) if is_store else there.st_size
            found.append((there.st_mtime_ns, size, path))
    left = sum(size for _, size, _ in found)
    for _, size, path in sorted(found):
        if left <= most:
            break
        if path.name not in young and discard(path):
            left -= size


def discard(path: Path) -> bool:
    """Delete a result; false where somebody uses it. It goes in one step, so that nobody finds half of it."""
    with suppress(OSError):
        if not path.is_dir():
            path.unlink()
            return True
        with ExitStack() as here:
            if not (path / PROOF).exists() or here.enter_context(alone(path / PROOF)):
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
