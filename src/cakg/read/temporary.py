"""Files and folders under way: made beside what they will be, locked while they are written, swept when orphaned.

Whoever makes one holds a lock on it, which the system lifts when the process ends, however it ends. One that nobody
holds is left by a process that was killed: the next to write in the same folder deletes it.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PREFIX = ".cakg-tmp-"  # what .gitignore names
_OLD = 24 * 60 * 60  # seconds after which one is orphaned where the system has no such locks


@contextmanager
def temporary_file(folder: Path) -> Iterator[tuple[int, Path]]:
    """Give the descriptor and the path of a new file in a folder, swept before; it is gone where it still lies there.

    Errors: OSError.
    """
    import tempfile

    sweep(folder)
    while True:
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=PREFIX)
        if _hold(descriptor):
            break
        os.close(descriptor)
    path = Path(name)
    try:
        yield descriptor, path
    finally:
        os.close(descriptor)
        with suppress(OSError):
            os.unlink(path)


@contextmanager
def temporary_folder(folder: Path) -> Iterator[Path]:
    """Give the path of a new folder in a folder, swept before; what lies under this path at the end is deleted.

    Errors: OSError.
    """
    import shutil
    import tempfile

    sweep(folder)
    while True:
        path = Path(tempfile.mkdtemp(dir=folder, prefix=PREFIX))
        with _opened(path) as descriptor:
            if descriptor is None or _hold(descriptor):
                try:
                    yield path
                finally:
                    shutil.rmtree(path, ignore_errors=True)
                return


def sweep(folder: Path, *, deep: bool = False) -> None:
    """Delete what killed processes left in a folder, with `deep` also in those below it; what cannot be, stays."""
    with suppress(OSError):
        found = folder.rglob(f"{PREFIX}*") if deep else folder.glob(f"{PREFIX}*")
        for path in list(found):
            with suppress(OSError), _opened(path) as descriptor:
                if _is_orphaned(path, descriptor):
                    import shutil

                    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else os.unlink(path)


def share(path: Path) -> BinaryIO:
    """Return a file, opened: as long as it is open, it is `alone` for nobody. Errors: OSError, also if it is so now."""
    stream = path.open("rb")
    try:
        if fcntl is not None:
            fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        stream.close()
        raise
    except OSError:  # a file system without locks
        pass
    return stream


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Tell whether nobody shares a file, and let nobody do so meanwhile. Errors: OSError."""
    with _opened(path) as descriptor:
        yield descriptor is None or _is_free(descriptor)


def sync(folder: Path) -> None:
    """See to it that the names in a folder are on the disk. Errors: OSError."""
    with _opened(folder) as descriptor:
        if descriptor is not None:
            os.fsync(descriptor)


@contextmanager
def _opened(path: Path) -> Iterator[int | None]:
    """Give a descriptor of a file or folder, None for a folder where the system has none."""
    if fcntl is None and path.is_dir():
        yield None
        return
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _hold(descriptor: int) -> bool:
    """Lock what is new; false where somebody has swept it away before it was locked."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:  # somebody looks at it, to sweep it away
        return False
    except OSError:  # a file system without locks
        return True
    return os.fstat(descriptor).st_nlink > 0


def _is_free(descriptor: int) -> bool:
    """Lock what nobody holds; true as well where a file system has no locks."""
    if fcntl is not None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
    return True


def _is_orphaned(path: Path, descriptor: int | None) -> bool:
    if fcntl is None or descriptor is None:
        return time.time() - path.lstat().st_mtime > _OLD
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return time.time() - path.lstat().st_mtime > _OLD
    return True
