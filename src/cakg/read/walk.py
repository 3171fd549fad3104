"""One walk through folders: which files are read, their stamps, and what lies beside them that is not.

Hidden files, locks and backups of editors and what systems leave behind (`._x`, `.DS_Store`) are passed over. Links are
followed, each file and folder once. What is neither read nor passed over is told, with the reason and what to do.
"""

import errno
import os
import re
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cakg.words.patterns import regex

_PASSED_OVER = regex(r"\.#.*|\._.*|.*~|#.*#|.*\.sw[a-z]|Thumbs\.db|desktop\.ini|__pycache__", re.DOTALL)
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.EBADF, errno.ELOOP)
_TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system
_Problem = tuple[str, str]  # what is wrong with a file, and what to do
_File = tuple[str, _Problem | None, os.stat_result | None]  # its name, and what the system says of it where it is one
_FOR_PEOPLE = regex(r"(?:README|LICEN[CS]E|NOTICE)(?:[.-].*)?", re.IGNORECASE | re.DOTALL)


class Place(NamedTuple):
    """Hold where files of one ending are read: a folder (posix, from the root), and whether those below it are, too."""

    folder: str
    ending: str
    below: bool = False

    def holds(self, path: str) -> bool:
        """Tell whether a file at a path is one of those that are read here."""
        folder, _, name = path.rpartition("/")
        inside = folder == self.folder or (self.below and folder.startswith(f"{self.folder}/"))
        return inside and name.endswith(self.ending)

    def leads(self, folder: str) -> bool:
        """Tell whether files are read in a folder or somewhere below it."""
        return f"{self.folder}/".startswith(f"{folder}/") or (self.below and folder.startswith(f"{self.folder}/"))


class Unread(NamedTuple):
    """Hold what is not read though it lies where files are: its path (posix, from the root), why, and what to do."""

    path: str
    reason: str
    remedy: str


class Stamp(NamedTuple):
    """Hold by what the system tells a file from what it was before: device, number, size, last changes of text and of
    all else, in nanoseconds.
    """

    device: int
    number: int
    size: int
    written: int
    changed: int

    @classmethod
    def of(cls, there: os.stat_result) -> "Stamp":
        """Return the stamp of a file that was looked at."""
        return cls._make((there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns, there.st_ctime_ns))


def are_settled(stamps: Iterable[Stamp], seen: int) -> bool:
    """Tell whether whatever changes files from now on changes their stamps; `seen` is when these were looked at.

    A file that changed just before may change again within the same tick of the clock, so that its stamp stays.
    """
    return all(max(one.written, one.changed) < seen - _TICK for one in stamps)


class Walk(NamedTuple):
    """Hold what lies in some folders: the paths of the files that are read, by place, with their stamps, and what is
    not read.
    """

    read: Mapping[Place, Sequence[str]]
    unread: tuple[Unread, ...]
    stamps: Mapping[str, Stamp]

    def of(self, place: Place) -> tuple[str, ...]:
        """Return the paths of the files of one place, sorted, those of a folder together."""
        return tuple(sorted(self.read.get(place, ()), key=lambda path: path.replace("/", "\0")))


def now() -> int:
    """Return the time by which stamps are told to be young, in nanoseconds."""
    return time.time_ns()


def walk(root: Path, folders: Sequence[str], places: Sequence[Place], beside: Sequence[str] = ()) -> Walk:
    """Return what lies in folders of a root; `beside` are paths that are known to others and so neither read nor told.

    What cannot be opened as a folder counts as empty here; a file is opened only by whoever reads it.
    """
    others, read = frozenset(beside), dict[Place, list[str]]()
    unread: list[Unread] = []
    stamps: dict[str, Stamp] = {}
    for folder, found in _folders(root, folders, places):
        holding: dict[str, list[str] | None] = {}  # by ending, which is all that counts within a folder
        for name, problem, there in found:
            path = f"{folder}/{name}" if folder else name
            ending = name[name.rfind(".") :]
            if ending not in holding:
                place = next((one for one in places if one.holds(path)), None)
                holding[ending] = None if place is None else read.setdefault(place, [])
            held = holding[ending]
            if path in others or (held is None and _FOR_PEOPLE.fullmatch(name)):
                continue
            if problem is not None:
                unread.append(Unread(path, *problem))
            elif name.startswith("."):
                unread.append(Unread(path, "its name begins with a dot", "rename it or delete it"))
            elif held is None:
                unread.append(Unread(path, *_misplaced(path, places)))
            elif there is not None:
                held.append(path)
                stamps[path] = Stamp.of(there)
    return Walk(read, tuple(sorted(unread, key=lambda one: one.path)), stamps)


def _folders(root: Path, folders: Sequence[str], places: Sequence[Place]) -> Iterator[tuple[str, Sequence[_File]]]:
    """Yield the path of each folder with its files: first all that lie there, then what links give.

    So a file that a link names as well is read where it lies. A folder in which nothing is read is told, not entered.
    """
    endings = tuple({place.ending for place in places})
    seen: dict[str, str] = {}  # folders, and files that links gave: where they truly lie -> where they were found
    entered: set[str] = set()  # folders, where they truly lie
    links: list[str] = []
    waiting: list[tuple[str, str | None]] = [(folder, None) for folder in folders]  # and where it truly lies, if known
    while waiting or links:
        path, true = waiting.pop() if waiting else (links.pop(0), None)
        full = f"{root}/{path}"
        above, _, name = path.rpartition("/")
        if path not in folders and _is_passed_over(name, endings):
            continue
        try:
            there = os.stat(full)
        except OSError as error:
            if error.errno not in _NOT_THERE:
                raise
            if os.path.islink(full):
                yield above, [(name, ("it is a link to nothing", "mend the link or delete it"), None)]
            continue
        true = true or os.path.realpath(full)
        around, _, own = true.rpartition("/")
        if (
            true not in seen
            and around in entered
            and not stat.S_ISDIR(there.st_mode)
            and not _is_passed_over(own, endings)
        ):
            seen[true] = f"{seen[around]}/{own}"
        if true in seen:
            yield above, [(name, (f"it is the same as {seen[true]}", "delete the link"), None)]
            continue
        seen[true] = path
        if not stat.S_ISDIR(there.st_mode):
            yield above, [(name, _problem_of(there), there)]
            continue
        if not any(place.leads(path) for place in places):
            yield above, [(name, ("no files are read in this folder", _into(path, places)), None)]
            continue
        if name.endswith(endings):
            yield above, [(name, ("it is a folder", "give the folder a name without an ending"), None)]
        entered.add(true)
        below, found = [], []
        for inner in _inside(full):
            name = inner.name
            if inner.is_symlink():
                links.append(f"{path}/{name}")
            elif inner.is_dir():
                below.append((f"{path}/{name}", f"{true}/{name}"))
            elif not _is_passed_over(name, endings):  # a file, as nearly all are
                try:
                    there = inner.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue
                found.append((name, _problem_of(there), there))
        yield path, found
        waiting += reversed(below)
        if not waiting:
            links.sort()


def _is_passed_over(name: str, endings: tuple[str, ...]) -> bool:
    """Tell whether a name is one that editors and systems give to what they leave behind, or that of a hidden file."""
    return _PASSED_OVER.fullmatch(name) is not None or (name.startswith(".") and not name.endswith(endings))


def _problem_of(there: os.stat_result) -> _Problem | None:
    return None if stat.S_ISREG(there.st_mode) else ("it is no file but a device or pipe", "delete it")


def _inside(folder: str) -> list[os.DirEntry[str]]:
    """Return what lies in a folder, by name; nothing where it cannot be opened."""
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda one: one.name)
    except OSError:
        return []


def _misplaced(path: str, places: Sequence[Place]) -> tuple[str, str]:
    """Return why a file is not read, and what to do."""
    folder = path.rpartition("/")[0]
    here = [one.ending for one in places if one.holds(f"{folder}/x{one.ending}")]
    if here:
        return f"only names that end in {here[0]} are read here", "rename it or move it elsewhere"
    return "no files are read in this folder", _into(path, places)


def _into(path: str, places: Sequence[Place]) -> str:
    """Return the remedy for what lies in a folder in which nothing is read."""
    top = path.split("/")[0]
    folders = dict.fromkeys(f"{one.folder}/" for one in places if one.folder.split("/")[0] == top)
    return f"move it into {' or '.join(folders)}"
