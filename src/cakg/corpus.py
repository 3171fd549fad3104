"""The folders: where a corpus lies, reading its files, writing files whole, keeping compiled results."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

from cakg.errors import InputError, OutputError

Kind = Literal["vocabulary", "concept", "shape", "register", "report", "ruling"]

_FOLDERS: tuple[tuple[str, Kind, str], ...] = (
    ("ontology", "vocabulary", "*.ttl"),
    ("ontology/concepts", "concept", "*.ttl"),
    ("ontology/shapes", "shape", "*.ttl"),
    ("data/register", "register", "**/*.ttl"),
    ("data/reports", "report", "**/*.ttl"),
    ("data/rulings", "ruling", "**/*.ttl"),
)
_IMPORTED_BY_NOBODY = "alignment.ttl"
_KEPT = "[0-9a-f]" * 64 + ".*"  # a digest and an ending


@dataclass(frozen=True)
class Source:
    """Hold one file of a corpus: its path (posix, from the root, or as the user gave it), its kind and its text.

    `added` is true for a file that is judged as if it stood in the corpus.
    """

    path: str
    kind: Kind
    text: str
    added: bool = False


@dataclass(frozen=True)
class Corpus:
    """Hold the Turtle files of a corpus, sorted by path."""

    root: Path
    sources: tuple[Source, ...]

    def of_kind(self, *kinds: Kind) -> tuple[Source, ...]:
        """Return the sources of some kinds."""
        return tuple(source for source in self.sources if source.kind in kinds)

    def text_of(self, path: str) -> str:
        """Return the text of the file with a path. Errors: KeyError."""
        return self._texts[path]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {source.path: source.text for source in self.sources}


def find_root(root: str | Path | None = None) -> Path:
    """Return the folder of the corpus: the one given, that of CAKG_ROOT, the checkout, or what the wheel carries.

    Errors: InputError where it holds no `ontology` or no `data`.
    """
    chosen = root or os.environ.get("CAKG_ROOT")
    if chosen is None:
        checkout = Path(__file__).resolve().parents[2]
        found = checkout if (checkout / "ontology").is_dir() else Path(str(files("cakg"))) / "corpus_files"
    else:
        found = Path(chosen)
    for folder in ("ontology", "data"):
        if not (found / folder).is_dir():
            raise InputError(
                f"there is no folder {folder}/ in it", "point --root or CAKG_ROOT at a corpus", path=str(found)
            )
    return found


def read(root: Path, added: Iterable[str | Path] = ()) -> Corpus:
    """Read a corpus; files in `added` are judged as if they stood in it.

    One that does already is not read twice and keeps its kind; any other belongs to the register until it is found
    to describe a report. Errors: InputError for a file that cannot be read, is empty or is not UTF-8.
    """
    extra = {os.path.realpath(path): str(path) for path in added}
    sources = []
    for folder, kind, pattern in _FOLDERS:
        for path in sorted(root.joinpath(folder).glob(pattern)):
            name = extra.pop(os.path.realpath(path), None)
            if name is not None:
                sources.append(Source(name, kind, read_text(path, name), added=True))
            elif path.name != _IMPORTED_BY_NOBODY:
                sources.append(Source(path.relative_to(root).as_posix(), kind, read_text(path)))
    sources.extend(Source(name, "register", read_text(Path(name)), added=True) for name in extra.values())
    return Corpus(root, tuple(sources))


def queries(root: Path, folder: str) -> dict[str, str]:
    """Return the texts of the saved queries in `queries/<folder>`, by name."""
    return {path.stem: read_text(path) for path in sorted((root / "queries" / folder).glob("*.rq"))}


def read_text(path: Path, name: str | None = None) -> str:
    """Return the text of a file, or of stdin for `-`, that must be UTF-8 and not empty. Errors: InputError."""
    shown = name or str(path)
    try:
        data = sys.stdin.buffer.read() if shown == "-" else path.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror or error})", "check its name and permissions", path=shown
        ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise InputError(
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file as UTF-8",
            path=shown,
            line=line,
            column=column,
        ) from error
    if not text.strip():
        raise InputError("the file is empty", "write something in it or delete it", path=shown, line=1)
    return text


def texts(folder: Path) -> dict[str, str]:
    """Return the documents (`*.txt`) in a folder, by path, without byte order marks.

    Errors: InputError where there is none.
    """
    if not folder.is_dir():
        raise InputError("is not a folder", "name a folder that holds the documents as .txt files", path=str(folder))
    found = {str(path): read_text(path).removeprefix("\ufeff") for path in sorted(folder.rglob("*.txt"))}
    if not found:
        raise InputError("holds no .txt file", "put the texts of the documents there", path=str(folder))
    return found


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, as UTF-8 with plain line ends. Errors: OutputError."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: into a temporary neighbour, synced, then renamed. Errors: OutputError.

    A device or pipe is written to, never replaced.
    """
    temporary: str | None = None
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); nothing was changed") from error


def digest(parts: Iterable[str]) -> str:
    """Return a digest of texts and of the code that turns them into a result."""
    total = hashlib.sha256()
    for part in (*_code(), *parts):
        data = part.encode("utf-8", "surrogatepass")
        total.update(f"{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()


def recall(key: str) -> bytes | None:
    """Return what was kept under a key, or None."""
    with suppress(OSError):
        return (_cache() / key).read_bytes()
    return None


def keep(key: str, data: bytes) -> None:
    """Keep a result under a key; a cache that cannot be written is no error."""
    with suppress(OutputError, OSError):
        write_bytes(_cache() / key, data)
        _forget_old()


def _forget_old(most: int = 64) -> None:
    """Delete all but the youngest results; whatever else lies in the folder is not ours."""

    def age(path: Path) -> float:
        with suppress(OSError):
            return path.stat().st_mtime
        return 0.0

    for path in sorted(_cache().glob(_KEPT), key=age, reverse=True)[most:]:
        with suppress(OSError):
            path.unlink()


def _cache() -> Path:
    from platformdirs import user_cache_path

    return Path(os.environ.get("CAKG_CACHE") or user_cache_path("cakg"))


def _code() -> Iterator[str]:
    for path in sorted(Path(__file__).parent.glob("*.py")):
        yield path.read_text("utf-8")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
