"""The folders: where a corpus lies, and its files, read whole."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Literal

from cakg.read.files import read_text
from cakg.words.controls import acting, name_of, visible
from cakg.words.errors import InputError

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
ALIGNMENT = "ontology/alignment.sssom.tsv"


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
    """Hold the Turtle files of a corpus, sorted by path, and the table of its links to other vocabularies, if any."""

    root: Path
    sources: tuple[Source, ...]
    alignment: str | None = None

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
        package = Path(str(files("cakg"))).resolve()
        checkout = package.parents[1]
        found = checkout if (checkout / "ontology").is_dir() else package / "corpus_files"
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
            _demand_legible(path, root)
            name = extra.pop(os.path.realpath(path), None)
            if name is not None:
                sources.append(Source(name, kind, read_text(path, name, given=True), added=True))
            elif path.name != _IMPORTED_BY_NOBODY:
                sources.append(Source(path.relative_to(root).as_posix(), kind, read_text(path)))
    sources.extend(Source(name, "register", read_text(Path(name), given=True), added=True) for name in extra.values())
    table = root / ALIGNMENT
    return Corpus(root, tuple(sources), read_text(table, ALIGNMENT) if table.exists() else None)


def folders(root: Path) -> tuple[Path, ...]:
    """Return the folders in which the Turtle files of a corpus lie, with those below them."""
    return root / "ontology", root / "data"


def queries(root: Path, folder: str) -> dict[str, str]:
    """Return the texts of the saved queries in `queries/<folder>`, by name."""
    paths = sorted((root / "queries" / folder).glob("*.rq"))
    for path in paths:
        _demand_legible(path, root)
    return {path.stem: read_text(path) for path in paths}


def _demand_legible(path: Path, root: Path) -> None:
    """Refuse a file whose name would act on whoever reads it. Errors: InputError."""
    name = path.relative_to(root).as_posix()
    letter = next((name_of(one) for one in name if one in "\t\n"), None) or acting(name)
    if letter is None:
        return
    problem = f"the name of the file holds a character that nobody can read ({letter})"
    raise InputError(problem, "rename the file", path=visible(name))
