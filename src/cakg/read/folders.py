"""Folders of the machine: written whole or not at all, in one step, and nothing of others in them is ever deleted.

`SHA256SUMS` lists what such a folder holds, as `sha256sum -c` reads it: whatever else lies there is foreign. It begins
with a line of ours, so that the list of somebody else makes nothing ours.
"""

import ctypes
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from cakg.read.files import pour, umask, unwritten
from cakg.read.temporary import PREFIX, sync, temporary_folder
from cakg.words.controls import visible
from cakg.words.errors import OutputError

SUMS = "SHA256SUMS"
_OURS = "# Written by cakg as a whole: the next build replaces all that is listed here."
_HERE = -100  # AT_FDCWD of <fcntl.h>
_EXCHANGE = 2  # RENAME_EXCHANGE of <linux/fs.h>, and RENAME_SWAP of <sys/stdio.h> on macOS
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


def demand_own(folder: Path) -> None:
    """Demand that a folder is not there, is empty, or holds only what was written into it as a whole.

    Errors: OutputError that names what is foreign.
    """
    found = _foreign(folder)
    if found is None:
        raise OutputError(f"{folder}: is no folder; delete it, or name another")
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        said = f"holds {visible(found[0])}{more}, which cakg has not written as it lists in {SUMS}"
        raise OutputError(f"{folder}: {said}; move it away, or name another folder")


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Put a folder with some files, by their paths in it, in the place of another, in one step; return the paths.

    Each file is written, and let go, before the next is asked for; what goes wrong there leaves the other folder as it
    was. What was in the other and is not among the files is gone; a folder with foreign files is refused.
    Errors: OutputError, which says whether the other folder is as it was.
    """
    target, digests = Path(os.path.realpath(folder)), dict[str, str]()
    with ExitStack() as under_way:
        with _writing(folder):
            target.parent.mkdir(parents=True, exist_ok=True)
            _restore(target)
            demand_own(target)
            new = under_way.enter_context(temporary_folder(target.parent))
        for name, data in files:
            digests[name] = hashlib.sha256(data).hexdigest()
            with _writing(folder):
                _write(new, name, data)
        with _writing(folder):
            _write(new, SUMS, _sums(digests))
            flush(new)
            os.chmod(new, target.stat().st_mode & 0o777 if target.exists() else 0o777 & ~umask())
            old = _put(new, target)
        with _writing(folder, placed=True):
            sync(target.parent)
            if old is not None:
                shutil.rmtree(old, ignore_errors=True)
    return [*digests, SUMS]


@contextmanager
def _writing(folder: Path, *, placed: bool = False) -> Iterator[None]:
    """Say of what the system refuses whether the other folder is as it was. Errors: OutputError."""
    try:
        yield
    except OSError as error:
        raise unwritten(folder, error, placed) from error


def _write(folder: Path, name: str, data: bytes) -> None:
    """Write a new file into a folder; `flush` sees to it that it is on the disk. Errors: OSError."""
    for one in _parents(folder, name):
        if not one.is_dir():
            os.mkdir(one)
    descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        pour(descriptor, data, settled=False)
    finally:
        os.close(descriptor)


def flush(folder: Path) -> None:
    """See to it that all that lies in a folder is on the disk: in one call where the system has one, as for each of
    many thousand files it takes minutes. Errors: OSError."""
    try:
        sync_system = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, TypeError):  # no Linux
        for one in (folder, *folder.rglob("*")):
            sync(one)
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        if sync_system(descriptor):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    finally:
        os.close(descriptor)


def _parents(folder: Path, name: str) -> list[Path]:
    """Return the folders within a folder in which a file is to lie, the outermost first."""
    return [folder / one for one in reversed(Path(name).parents[:-1])]


def _put(new: Path, target: Path) -> Path | None:
    """Let a folder take the place of another, which then lies where the new one lay, or where this returns."""
    if not target.exists():
        os.rename(new, target)
    elif exchange(new, target):
        if _foreign(new):  # somebody put it there just now
            exchange(new, target)
            demand_own(target)
    else:
        old = _old(target)
        os.rename(target, old)
        try:
            os.rename(new, target)
        except OSError:
            os.rename(old, target)
            raise
        return old
    return None


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; false where the system cannot. Errors: OSError."""
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            done = system.renamex_np(os.fsencode(one), os.fsencode(other), _EXCHANGE)
        else:
            done = system.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    except (AttributeError, TypeError):  # an old system, or Windows
        return False
    code = ctypes.get_errno()
    if done and code not in _CANNOT:
        raise OSError(code, os.strerror(code))
    return not done


def _old(target: Path) -> Path:
    """Return where a folder waits for its successor on a system that cannot exchange the two."""
    return target.with_name(f"{PREFIX.removesuffix('tmp-')}old-{target.name}")


def _restore(target: Path) -> None:
    """Put back what waited for a successor that did not come, for its process was killed."""
    old = _old(target)
    if old.exists() and not target.exists():
        os.rename(old, target)
    elif old.exists():
        shutil.rmtree(old)


def _foreign(folder: Path) -> list[str] | None:
    """Return what lies in a folder without being listed there, sorted; None for what is no folder."""
    if not folder.exists():
        return []
    if not folder.is_dir():
        return None
    listed = set[str]()
    with suppress(OSError, ValueError):
        first, *lines = (folder / SUMS).read_text("utf-8").splitlines()
        listed = {SUMS, *(line[66:] for line in lines)} if first == _OURS else listed
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(name for path in paths if (name := path.relative_to(folder).as_posix()) not in listed)


def _sums(digests: Mapping[str, str]) -> bytes:
    lines = (f"{digest}  {name}\n" for name, digest in sorted(digests.items()))
    return "".join((f"{_OURS}\n", *lines)).encode()
