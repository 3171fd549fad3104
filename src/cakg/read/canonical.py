"""Which files are not in the canonical form, and what they would be in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cakg.read import turtle
from cakg.read.corpus import Corpus
from cakg.read.files import read_text


@dataclass(frozen=True)
class Rewriting:
    """Hold a Turtle file (`-` is stdin) and its text in canonical form; `changed` where that is another text."""

    path: Path
    text: str
    changed: bool


def rewritings(paths: Iterable[str | Path]) -> list[Rewriting]:
    """Return each file in its canonical form; all are read before one is returned.

    Errors: InputError for a file that cannot be read, is no Turtle, or holds a comment that would be lost.
    """
    return [_rewritten(path, read_text(path, given=True)) for path in map(Path, paths)]


def rewritings_of(corpus: Corpus) -> list[Rewriting]:
    """Return each Turtle file of a corpus in its canonical form. Errors: InputError."""
    turtles = (source for source in corpus.sources if source.path.endswith(".ttl"))
    return [_rewritten(corpus.root / source.path, source.text) for source in turtles]


def _rewritten(path: Path, text: str) -> Rewriting:
    new = turtle.canonical(text, str(path))
    return Rewriting(path, new, new != text)
