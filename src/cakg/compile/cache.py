"""Results that are kept: by a digest of the texts and of the code that turns them into a result.

An entry begins with a line that proves the rest; one that was cut or changed is a miss, and is written anew.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from cakg.read.files import cache_folder, write_bytes
from cakg.words.errors import OutputError

ROOMS = ("words", "read", "engine", "compile")  # whatever compiling may import
_KEPT = "[0-9a-f]" * 64 + ".*"  # a digest and an ending


def digest(parts: Iterable[str]) -> str:
    """Return a digest of texts and of the code that turns them into a result."""
    total = hashlib.sha256()
    for part in (*_code(), *parts):
        data = part.encode("utf-8", "surrogatepass")
        total.update(f"{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()


def recall(key: str) -> bytes | None:
    """Return what was kept under a key, or None where nothing was or it is no longer what was kept."""
    with suppress(OSError):
        proof, _, data = (cache_folder() / key).read_bytes().partition(b"\n")
        if proof == _proof(data):
            return data
    return None


def keep(key: str, data: bytes) -> None:
    """Keep lines under a key; a cache that cannot be written is no error."""
    with suppress(OutputError, OSError):
        write_bytes(cache_folder() / key, _proof(data) + b"\n" + data)
        _forget_old()


def _proof(data: bytes) -> bytes:
    """Return the digest of a result and the number of its lines, as a comment."""
    lines = data.count(b"\n")
    return f"# sha256-{hashlib.sha256(data).hexdigest()} {lines}".encode()


def _forget_old(most: int = 64) -> None:
    """Delete all but the youngest results; whatever else lies in the folder is not ours."""

    def age(path: Path) -> float:
        with suppress(OSError):
            return path.stat().st_mtime
        return 0.0

    for path in sorted(cache_folder().glob(_KEPT), key=age, reverse=True)[most:]:
        with suppress(OSError):
            path.unlink()


def _code() -> Iterator[str]:
    """Yield the name and the text of every module that compiling may import, wherever it lies."""
    package = Path(str(files("cakg")))
    for room in ROOMS:
        for path in sorted((package / room).rglob("*.py")):
            yield path.relative_to(package).as_posix()
            yield path.read_text("utf-8")
