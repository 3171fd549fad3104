"""Files of the machine: read whole, written whole or not at all."""

import codecs
import os
import sys
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path

from cakg.read.walk import Place, walk
from cakg.words.errors import InputError, OutputError, TextWarning

_MARK = "\ufeff"  # the byte order mark, which editors on Windows put before a text
_NO_MARK = "save the file as UTF-8 without a byte order mark"


def read_text(path: Path, name: str | None = None, *, marked: bool = False) -> str:
    """Return the text of a file, or of stdin for `-`, that must be UTF-8, without a byte order mark, and not empty.

    With `marked` the text may begin with the mark, which is taken off. Errors: InputError.
    """
    shown = name or str(path)
    data = read_bytes(path, name)
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


def read_bytes(path: Path, name: str | None = None) -> bytes:
    """Return what is in a file, or on stdin for `-`. Errors: InputError."""
    shown = name or str(path)
    remedy = "check its name and permissions"
    try:
        return sys.stdin.buffer.read() if shown == "-" else path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", remedy, path=shown) from error
    except UnicodeError as error:
        problem = "cannot be read (this locale has no such letters)"
        raise InputError(problem, "set LC_ALL to one with UTF-8, such as C.UTF-8", path=shown) from error


def texts(folder: Path) -> dict[str, str]:
    """Return the documents (`*.txt`) in a folder and below it, by path, without byte order marks.

    Links are followed; what is hidden is passed over, and what else is no document is warned of. Errors: InputError
    where there is none.
    """
    if not folder.is_dir():
        raise InputError("is not a folder", "name a folder that holds the documents as .txt files", path=str(folder))
    found = walk(folder.parent, [folder.name], [Place(folder.name, ".txt", below=True)])
    paths = [folder.parent / path for _, path in found.read]
    if not paths:
        raise InputError("holds no .txt file", "put the texts of the documents there", path=str(folder))
    for one in found.unread:
        warnings.warn(f"{folder.parent / one.path} is not read: {one.reason}; {one.remedy}", TextWarning, stacklevel=3)
    return {str(path): read_text(path, marked=True) for path in paths}


def cache_folder() -> Path:
    """Return the folder of what can be made or fetched again: that of CAKG_CACHE, or the user's."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("CAKG_CACHE") or user_cache_path("cakg"))


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
    except UnicodeError as error:
        raise OutputError(f"{path}: this locale has no such letters; set LC_ALL to one with UTF-8") from error
    except OSError as error:
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); nothing was changed") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
