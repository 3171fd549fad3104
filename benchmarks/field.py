"""A field to measure in: a generated corpus, what it compiles to, and what its questions are asked about."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks import generator
from benchmarks.measure import Sample, process
from benchmarks.results import Row, summed_up

CHECKOUT = Path(__file__).resolve().parents[1]
SMALL = 1.0  # the largest size at which slow peers are measured


@dataclass(frozen=True)
class Field:
    """Hold a corpus in a folder, of a size; beside it lies its compiled output, and a cache of its own."""

    root: Path
    times: float
    runs: int

    def beside(self, ending: str) -> Path:
        """Return what lies beside the corpus and has its name, with an ending."""
        return self.root.with_name(self.root.name + ending)

    @property
    def compiled(self) -> Path:
        """Return the file that holds its quads, as N-Quads."""
        return self.beside(".nq")

    @property
    def cache(self) -> Path:
        """Return the folder of the cache."""
        return self.beside(".cache")

    @cached_property
    def quads(self) -> int:
        """Return how many quads it has."""
        with self.compiled.open("rb") as file:
            return sum(1 for _ in file)

    def command(self, *words: str) -> list[str]:
        """Return a command of cakg on it."""
        return [sys.executable, "-m", "cakg", *words, "--root", str(self.root)]

    def python(self, program: str, *words: str) -> list[str]:
        """Return a command that runs a program, which finds the corpus, its quads and more words in `sys.argv`."""
        return [sys.executable, "-c", program, str(self.root), str(self.compiled), *words]

    def process(self, command: Sequence[str], runs: int | None = None) -> list[Sample]:
        """Return what runs of a command took, with its cache.

        Python keeps the modules that it has read, beside the corpus, as it does where somebody installed them.
        """
        kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.beside(".pyc"))}
        return process(command, runs or self.runs, {"CAKG_CACHE": str(self.cache)} | kept)

    def row(self, part: str, task: str, who: str, samples: Sequence[Sample]) -> Row:
        """Return the row of some runs."""
        return summed_up(part, task, who, self.times, self.quads, samples)

    def missing(self, part: str, task: str, who: str, note: str) -> Row:
        """Return a row that says why there are no figures."""
        return Row(part, task, who, self.times, self.quads, 0, note=note)


def prepare(folder: Path, times: float, runs: int, seed: int = 1) -> Field:
    """Return a field of a size, made in a folder unless it is there already."""
    field = Field(folder / f"corpus-{times:g}", times, runs)
    if not field.compiled.exists():
        shutil.rmtree(field.root, ignore_errors=True)
        generator.write(field.root, CHECKOUT, times, seed)
        program = "import sys, cakg; open(sys.argv[2], 'wb').write(cakg.export(cakg.load(sys.argv[1]), 'nquads'))"
        field.process(field.python(program), 1)
    return field


def examples(compiled: Path) -> Mapping[str, str]:
    """Return what the questions are asked about that need to be told something: whatever is most spoken of.

    By the name of the parameter; where two actors are wanted, two states of the region.
    """
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.bulk_load(path=str(compiled), format=RdfFormat.N_QUADS)

    def most(pattern: str) -> str:
        text = f"SELECT ?one (COUNT(*) AS ?n) {{ {pattern} }} GROUP BY ?one ORDER BY DESC(?n) ?one LIMIT 1"
        found = store.query(text, prefixes={"c": "https://w3id.org/cakg/ontology#"})
        return next(iter(found))[0].value  # type: ignore[arg-type, union-attr, call-overload, index]

    event = most("?one c:hasParticipant ?who")
    return {
        "actor": "https://w3id.org/cakg/state/kazakhstan",
        "one": "https://w3id.org/cakg/state/kazakhstan",
        "other": "https://w3id.org/cakg/state/uzbekistan",
        "day": "2015-06-01",
        "event": event,
        "thing": event,
        "report": most("?thing c:reportedIn ?one"),
        "series": most("?event c:inSeries ?one"),
    }


def use_cache(field: Field) -> None:
    """Let this process keep what it compiles where the field has it."""
    os.environ["CAKG_CACHE"] = str(field.cache)
