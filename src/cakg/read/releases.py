"""Earlier states of a corpus: the folders of data, vocabulary and queries as a tag or commit of git has them."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cakg.words.errors import InputError, hint

_FOLDERS = ("data", "ontology", "queries")


@contextmanager
def checked_out(root: Path, name: str) -> Iterator[Path]:
    """Give a folder that holds the corpus in `root` as it was at a tag, a branch or a commit; it is deleted afterwards.

    Errors: InputError where the folder is in no repository of git, or its repository knows no such name.
    """
    import tempfile

    top = _git(root, "rev-parse", "--show-prefix")
    if top is None:
        raise InputError(f"{name} is no folder, and {root} is in no repository of git", "give a folder")
    prefix = top.decode().strip()
    packed = _git(root, "archive", "--format=tar", f"{name}:{prefix}", *_FOLDERS)
    if packed is None:
        known = (_git(root, "tag", "--list") or b"").decode().split()
        remedy = hint(name, known, "give a folder, a file, an address, or a tag of git")
        raise InputError(f"{name} is no folder, and no tag or commit that holds a corpus", remedy)
    with tempfile.TemporaryDirectory(prefix="cakg-") as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)


def _git(root: Path, *arguments: str) -> bytes | None:
    """Return what git prints, None where it fails or is not there. A name that begins with a dash is no option."""
    if any(word.startswith("-") and ":" in word for word in arguments):
        return None
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
