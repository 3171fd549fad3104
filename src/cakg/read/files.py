"""Files of the machine: read whole, written whole or not at all."""

import codecs
import os
import stat
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from cakg.read.temporary import sync, temporary_file
from cakg.read.walk import Place, walk
from cakg.words.errors import InputError, OutputError, TextWarning

METADATA = "-metadata.json"  # after the name of a file that it describes
LARGEST = 16 << 20  # bytes of a text that is read whole
_KINDS = (
    (stat.S_ISFIFO, "pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)
_MARK = "\ufeff"  # the byte order mark, which editors on Windows put before a text
_NO_MARK = "save the file as UTF-8 without a byte order mark"
_DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


def read_text(
    path: Path, name: str | None = None, *, marked: bool = False, given: bool = False, largest: int = LARGEST
) -> str:
    """Return the text of a file, or of stdin for `-`, that must be UTF-8, without a byte order mark, and not empty.

    With `marked` the text may begin with the mark, which is taken off. One that a user has `given` may be a pipe or a
    device; those of a corpus are files. Errors: InputError, also for more than `largest` bytes.
    """
    shown = name or str(path)
    data = read_bytes(path, name, given=given, largest=largest)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError("the file is UTF-16", _NO_MARK, path=shown, line=1, column=1)
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
    if text.startswith(_MARK) and not marked:
        raise InputError("a byte order mark (U+FEFF) stands before the text", _NO_MARK, path=shown, line=1, column=1)
    text = text.removeprefix(_MARK)
    if not text.strip():
        raise InputError("the file is empty", "write something in it or delete it", path=shown, line=1)
    return text


def read_bytes(path: Path, name: str | None = None, *, given: bool = False, largest: int = LARGEST) -> bytes:
    """Return what is in a file, or on stdin for `-`, of at most so many bytes. Errors: InputError."""
    shown = name or str(path)
    remedy = "check its name and permissions"
    try:
        if shown == "-":
            data = sys.stdin.buffer.read(largest + 1)
        else:
            _demand_file(path, shown, given, largest)
            with path.open("rb") as stream:
                data = stream.read(largest + 1)
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", remedy, path=shown) from error
    except UnicodeError as error:
        problem = "cannot be read (this locale has no such letters)"
        raise InputError(problem, "set LC_ALL to one with UTF-8, such as C.UTF-8", path=shown) from error
    if len(data) > largest:
        raise _too_large(shown, largest)
    return data


@contextmanager
def streamed(path: Path, *, largest: int = LARGEST) -> Iterator[BinaryIO]:
    """Give a file to be read piece by piece, of at most so many bytes. Errors: InputError, also while it is read."""
    try:
        _demand_file(path, str(path), False, largest)
        with path.open("rb") as stream:
            yield stream
    except OSError as error:
        problem = f"cannot be read ({error.strerror or error})"
        raise InputError(problem, "check its name and permissions", path=str(path)) from error


def _demand_file(path: Path, shown: str, given: bool, largest: int) -> None:
    """Refuse what never ends, never begins or is too large before it is opened. Errors: InputError, OSError."""
    there = path.stat()
    kind = next((name for test, name in _KINDS if test(there.st_mode)), None)
    if kind is not None and not (given and kind != "socket"):
        raise InputError(f"is a {kind}, not a file", "delete it, or put a file in its place", path=shown)
    if there.st_size > largest:
        raise _too_large(shown, largest)


def _too_large(shown: str, largest: int) -> InputError:
    return InputError(f"has more than {largest >> 20} megabytes", "split it, or name another file", path=shown)


def texts(folder: Path) -> dict[str, str]:
    """Return the documents (`*.txt`) in a folder and below it, by path, without byte order marks.

    Links are followed; what is hidden is passed over, and what else is no document is warned of. Errors: InputError
    where there is none.
    """
    if not folder.is_dir():
        raise InputError("is not a folder", "name a folder that holds the documents as .txt files", path=str(folder))
    place = Place(folder.name, ".txt", below=True)
    found = walk(folder.parent, [folder.name], [place])
    paths = [folder.parent / path for path in found.of(place)]
    for one in found.unread:
        warnings.warn(f"{folder.parent / one.path} is not read: {one.reason}; {one.remedy}", TextWarning, stacklevel=3)
    if not paths:
        raise InputError("holds no .txt file", "put the texts of the documents there", path=str(folder))
    return {str(path): read_text(path, marked=True) for path in paths}


def shipped(folder: str, ending: str) -> dict[str, str]:
    """Return the texts that come with the package in one of its folders (`export/sql`), by name without the ending."""
    from importlib.resources import files

    found = (one for one in files("cakg").joinpath(*folder.split("/")).iterdir() if one.name.endswith(ending))
    return {one.name.removesuffix(ending): one.read_text("utf-8") for one in sorted(found, key=lambda one: one.name)}


def documents(root: Path) -> dict[str, str]:
    """Return the documents of a project by path, where a corpus lies in its repository; none elsewhere."""
    return {path.relative_to(root).as_posix(): read_text(path) for path in document_files(root)}


def document_files(root: Path) -> list[Path]:
    """Return the files of the documents of a project, where a corpus lies in its repository; none elsewhere."""
    docs = root / "docs"
    found = [root / name for name in _DOCUMENTS] + sorted(docs.glob("*.md")) + sorted(docs.glob("notebooks/*.ipynb"))
    return [path for path in found if path.is_file()]


def cache_folder() -> Path:
    """Return the folder of what can be made or fetched again: that of CAKG_CACHE, or the user's."""
    chosen = os.environ.get("CAKG_CACHE")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("cakg")


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all, as UTF-8 with plain line ends. Errors: OutputError."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: into a temporary neighbour, synced, then renamed. Errors: OutputError.

    A device or pipe is written to, never replaced.
    """
    write_described(path, [("", data)])


def write_described(path: Path, parts: Iterable[tuple[str, bytes]]) -> None:
    """Write a file (the ending "") and what describes it (`-metadata.json`), each whole or not at all.

    A description goes before its file changes and comes after it, so that none ever lies beside a file of which it
    does not speak. Errors: OutputError.
    """
    placed = False
    try:
        with ExitStack() as under_way:
            waiting = []
            for ending, data in parts:
                target = Path(os.path.realpath(path.with_name(path.name + ending)))
                if target.exists() and not target.is_file():
                    target.write_bytes(data)
                    continue
                _make(target.parent)
                descriptor, temporary = under_way.enter_context(temporary_file(target.parent))
                pour(descriptor, data)
                mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask()
                os.chmod(temporary, mode)
                waiting.append((temporary, target, bool(ending)))
            for _, target, describes in waiting:
                if describes:
                    target.unlink(missing_ok=True)
            for temporary, target, _ in waiting:
                os.replace(temporary, target)
                placed = True
                sync(target.parent)
    except UnicodeError as error:
        raise OutputError(f"{path}: this locale has no such letters; set LC_ALL to one with UTF-8") from error
    except OSError as error:
        raise unwritten(path, error, placed) from error


def unwritten(path: Path, error: OSError, placed: bool) -> OutputError:
    """Return the error of a file or folder that cannot be written, which says what lies there now."""
    problem = f"{path}: cannot be written ({error.strerror or error})"
    return OutputError(
        f"{problem}; {'the new one is there, but perhaps not on the disk' if placed else 'it is as it was'}"
    )


def pour(descriptor: int, data: bytes, *, settled: bool = True) -> None:
    """Write data to a descriptor, all of it; down to the disk unless that is done for many at once. Errors: OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    if settled:
        os.fsync(descriptor)


def umask() -> int:
    """Return which rights new files do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _make(folder: Path) -> None:
    """Make a folder with those above it, each name down to the disk. Errors: OSError."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in missing:
        sync(one.parent)
