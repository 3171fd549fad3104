"""The folders: where a corpus lies, and its files, read whole."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from cakg.read.files import read_text
from cakg.read.walk import Place, Stamp, Unread, Walk, walk
from cakg.words.controls import acting, name_of, visible
from cakg.words.errors import InputError

if TYPE_CHECKING:
    from cakg.read.imports import Stray

Kind = Literal["vocabulary", "concept", "shape", "register", "report", "import", "ruling"]

_PLACES: dict[Place, Kind] = {
    Place("ontology", ".ttl"): "vocabulary",
    Place("ontology/concepts", ".ttl"): "concept",
    Place("ontology/shapes", ".ttl"): "shape",
    Place("data/register", ".ttl", below=True): "register",
    Place("data/reports", ".ttl", below=True): "report",
    Place("data/rulings", ".ttl", below=True): "ruling",
}
_IMPORTED = tuple(Place("data/imports", ending, below=True) for ending in (".ttl", ".csv"))
_QUERIES = tuple(Place(f"queries/{folder}", ".rq") for folder in ("question", "check", "view"))
ALIGNMENT = "ontology/alignment.sssom.tsv"
_LINKS = "ontology/alignment.ttl"  # imported by nobody: made of the table
_BESIDE = (_LINKS, "ontology/catalog-v001.xml", ALIGNMENT)


class Source(NamedTuple):
    """Hold one file of a corpus: its path (posix, from the root, or as the user gave it), its kind and its text.

    The rows of an import are held as the Turtle that they make, line for line, so that faults are found in their rows.
    `added` is true for a file that is judged as if it stood in the corpus.
    """

    path: str
    kind: Kind
    text: str
    added: bool = False


@dataclass(frozen=True)
class Corpus:
    """Hold the Turtle files of a corpus, sorted by path, the table of its links to other vocabularies, if any,
    what lies in its folders but is not read, and the lines of its imports that say nothing.
    """

    root: Path
    sources: tuple[Source, ...]
    alignment: str | None = None
    unread: tuple[Unread, ...] = ()
    strays: "tuple[Stray, ...]" = ()

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
        package = Path(__file__).resolve().parents[1]
        checkout = package.parents[1]
        found = checkout if (checkout / "ontology").is_dir() else package / "corpus_files"
    else:
        found = Path(chosen)
    for folder in ("ontology", "data"):
        if found.is_file():
            raise InputError("is a file, not a folder", "ask what was exported with --from FILE", path=str(found))
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
    found = _walk(root, ("data", "ontology", "queries"))
    sources = []
    for place, kind in _PLACES.items():
        for path in found.of(place):
            _demand_legible(path)
            name = extra.pop(os.path.realpath(root / path), None)
            text = read_text(root / path, name, given=name is not None)
            sources.append(Source(name or path, kind, text, added=name is not None))
    imported, strays = _imports(root, found, extra)
    sources += imported
    links = extra.pop(os.path.realpath(root / _LINKS), None)
    given: list[tuple[str, Kind]] = [] if links is None else [(links, "vocabulary")]
    given += [(name, "register") for name in extra.values()]
    sources += [Source(name, kind, read_text(Path(name), given=True), added=True) for name, kind in given]
    table = root / ALIGNMENT
    alignment = read_text(table, ALIGNMENT) if table.exists() else None
    return Corpus(root, tuple(sources), alignment, found.unread, strays)


def _imports(root: Path, found: Walk, extra: dict[str, str]) -> "tuple[list[Source], tuple[Stray, ...]]":
    """Return the imports of a corpus, two sources each, of their document and of their rows, and what strays in them.

    An import is added as a whole where one of its files is; `extra` loses what was found.
    """
    from cakg.read.imports import ROWS, SOURCE, read_import

    texts: dict[str, dict[str, str]] = {}
    added = set[str]()
    for place in _IMPORTED:
        for path in found.of(place):
            _demand_legible(path)
            folder, _, name = path.rpartition("/")
            texts.setdefault(folder, {})[name] = read_text(root / path)
            if extra.pop(os.path.realpath(root / path), None) is not None:
                added.add(folder)
    sources: list[Source] = []
    strays: list[Stray] = []
    for folder, files in sorted(texts.items()):
        made = read_import(folder, files)
        strays += made.strays
        said = {SOURCE: files[SOURCE], ROWS: made.text}
        sources += (Source(f"{folder}/{name}", "import", text, folder in added) for name, text in said.items())
    return sources, tuple(strays)


def read_source(root: Path, path: str) -> Source | None:
    """Return a file of a corpus as a source, None for one of an import, which is more than one file.

    Errors: as `read`.
    """
    kind = next((kind for place, kind in _PLACES.items() if place.holds(path)), None)
    if kind is None:
        return None
    _demand_legible(path)
    return Source(path, kind, read_text(root / path))


def stamps(root: Path) -> Mapping[str, Stamp]:
    """Return the stamps of the Turtle files of a corpus, by path, without reading one."""
    return _walk(root, ("data", "ontology")).stamps


def all_stamps(root: Path) -> Mapping[str, Stamp]:
    """Return the stamps of the Turtle files of a corpus and of its saved queries, by path, without reading one."""
    return _walk(root, ("data", "ontology", "queries")).stamps


def query_stamps(root: Path) -> Mapping[str, Stamp]:
    """Return the stamps of the saved queries of a corpus, by path."""
    return _walk(root, ("queries",)).stamps


def folders(root: Path) -> tuple[Path, ...]:
    """Return the folders in which the Turtle files of a corpus lie, with those below them."""
    return root / "ontology", root / "data"


def queries(root: Path, folder: str) -> dict[str, str]:
    """Return the texts of the saved queries in `queries/<folder>`, by name."""
    return {name: read_text(path) for name, path in query_files(root, folder).items()}


def all_queries(root: Path) -> dict[str, str]:
    """Return the texts of all saved queries by their path below `queries/`."""
    found = _walk(root, ("queries",)).of
    paths = (path for place in _QUERIES for path in found(place))
    return {path.removeprefix("queries/"): read_text(root / path) for path in paths}


def query_files(root: Path, folder: str) -> dict[str, Path]:
    """Return the files of the saved queries in `queries/<folder>`, by name. Errors: InputError for one that acts."""
    place = next(one for one in _QUERIES if one.folder == f"queries/{folder}")
    paths = _walk(root, ("queries",)).of(place)
    for path in paths:
        _demand_legible(path)
    return {(root / path).stem: root / path for path in paths}


def _walk(root: Path, folders: tuple[str, ...]) -> Walk:
    return walk(root, folders, (*_PLACES, *_IMPORTED, *_QUERIES), _BESIDE)


def _demand_legible(name: str) -> None:
    """Refuse a file whose name would act on whoever reads it. Errors: InputError."""
    letter = next((name_of(one) for one in name if one in "\t\n"), None) or acting(name)
    if letter is None:
        return
    problem = f"the name of the file holds a character that nobody can read ({letter})"
    raise InputError(problem, "rename the file", path=visible(name))
