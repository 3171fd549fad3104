"""Earlier states of a corpus: its folders as a tag or commit of git has them, and what releases have archived."""

import atexit
import hashlib
import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cakg.read.files import cache_folder, read_text
from cakg.read.packing import ENDING, unpacking
from cakg.read.temporary import temporary_folder
from cakg.words.errors import InputError, NotFoundError, hint, nearest
from cakg.words.version import demand, numbers

FOLDER = "releases"
NQUADS, ABOUT = "cakg.nq", "about.nt"  # of an archive: all graphs, and what they say of themselves
_FOLDERS = ("data", "ontology", "queries")
_AGAIN = "take it again from the tag of the release, or from the wheel of a later one"
LARGEST_ARCHIVE = 1 << 30  # bytes
_BLOCK = 1 << 20  # bytes that are read at once


@contextmanager
def checked_out(root: Path, name: str) -> Iterator[Path]:
    """Give a folder that holds the corpus in `root` as it was at a tag, a branch or a commit; it is deleted afterwards.

    Errors: InputError where the folder is in no repository of git, or its repository knows no such name.
    """
    top = _git(root, "rev-parse", "--show-prefix")
    if top is None:
        raise InputError(f"{name} is no folder, and {root} is in no repository of git", "give a folder")
    prefix = top.decode().strip()
    archived = _git(root, "archive", "--format=tar", f"{name}:{prefix}", *_FOLDERS)
    if archived is None:
        known = (_git(root, "tag", "--list") or b"").decode().split()
        remedy = hint(name, known, "give a folder, a file, an address, or a tag of git")
        raise InputError(f"{name} is no folder, and no tag or commit that holds a corpus", remedy)
    with tempfile.TemporaryDirectory(prefix="cakg-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archived)) as archive:
            archive.extraction_filter = getattr(tarfile, "data_filter", None)  # which Python 3.11 has since 3.11.4
            archive.extractall(folder)
        yield Path(folder)


def released(root: Path) -> list[str]:
    """Return the versions of a corpus whose accepted view is archived, oldest first."""
    found = (path.name.removesuffix(ENDING) for path in (root / FOLDER).glob(f"*{ENDING}"))
    return sorted((one for one in found if numbers(one) is not None), key=demand)


def archive_of(root: Path, version: str) -> Path:
    """Return the file that holds what a release said.

    Errors: UsageError for what is no version; NotFoundError for one that is not archived.
    """
    wanted = version.removeprefix("v")
    demand(wanted)
    known = released(root)
    if not known:
        problem = f"there is no release {wanted}: none has been made yet, or none came with {root}"
        raise NotFoundError(problem, remedy="leave out --as-released, or name an exported file by --from")
    if wanted not in known:
        told = f"archived are {', '.join(known)}"
        raise NotFoundError(f"there is no release {wanted}", nearest(wanted, known, 1, least=75), remedy=told)
    return root / FOLDER / (wanted + ENDING)


@contextmanager
def stated(path: Path) -> Iterator[BinaryIO]:
    """Give the lines of N-Quads that an archive holds, to be read once, from beginning to end. Errors: InputError."""
    with path.open("rb") as stream, unpacking(stream, str(path), _AGAIN) as files:
        for name, held in files:
            if name == NQUADS:
                yield held
                return
        raise InputError(f"holds no {NQUADS}", _AGAIN, path=str(path))


def unpacked(path: Path) -> Path:
    """Return a folder with the vocabulary and the saved queries of an archive, and what its graph says of itself.

    It lies in the cache, under the digest of the archive; where that cannot be written, elsewhere until this process
    ends. Errors: InputError.
    """
    total = hashlib.sha256()
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(_BLOCK), b""):
            total.update(block)
    parent = cache_folder() / FOLDER
    target = parent / total.hexdigest()
    if target.is_dir():
        return target
    with suppress(OSError):
        parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(parent) as under_way:
            new = under_way / target.name
            _unpack(path, new)
            with suppress(OSError):  # somebody was faster
                os.rename(new, target)
        if target.is_dir():
            return target
    aside = Path(tempfile.mkdtemp(prefix="cakg-")) / target.name
    atexit.register(shutil.rmtree, aside.parent, ignore_errors=True)
    _unpack(path, aside)
    return aside


def said(folder: Path) -> str:
    """Return what the graph of an unpacked archive says of itself, as N-Triples. Errors: InputError."""
    return read_text(folder / ABOUT)


def _unpack(path: Path, folder: Path) -> None:
    """Write the files of an archive, but for its graph, into a new folder, which has the layout of a corpus.

    Errors: InputError, OSError.
    """
    (folder / "data").mkdir(parents=True)
    lacking = {ABOUT, NQUADS}
    with path.open("rb") as stream, unpacking(stream, str(path), _AGAIN) as files:
        for name, held in files:
            within = (folder / name).resolve().is_relative_to(folder.resolve())
            if not within:
                raise InputError(f"holds {name!r}, which lies outside", _AGAIN, path=str(path))
            lacking.discard(name)
            if name != NQUADS:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(held.read())
    if lacking:
        raise InputError(f"holds no {' and no '.join(sorted(lacking))}", _AGAIN, path=str(path))


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints, None where it fails or is not there. A name that begins with a dash is no option."""
    if any(word.startswith("-") and ":" in word for word in arguments):
        return None
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
