"""Compiling: cold, warm, with one changed file; against parsing the sources and loading the output, and no more."""

import shutil
from collections.abc import Iterator, Sequence

from benchmarks.field import SMALL, Field
from benchmarks.measure import Sample
from benchmarks.results import Row

PART = "compile"
ASK = ("ask", "reports-by-publisher")
LOAD = "import sys, cakg; cakg.load(sys.argv[1])"
BARE = """
import sys
from pathlib import Path
from pyoxigraph import RdfFormat, Store, parse
for folder in ("ontology", "data"):
    for path in Path(sys.argv[1], folder).rglob("*.ttl"):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            pass
Store().bulk_load(path=sys.argv[2], format=RdfFormat.N_QUADS)
"""
RDFLIB = """
import sys
from pathlib import Path
from rdflib import Dataset, Graph
for folder in ("ontology", "data"):
    for path in Path(sys.argv[1], folder).rglob("*.ttl"):
        Graph().parse(path, format="turtle")
Dataset().parse(sys.argv[2], format="nquads")
"""


def measure(field: Field) -> Iterator[Row]:
    """Yield what loading a corpus takes, and asking it on the disk, from start to end of a process."""
    for ending, command in (("", field.python(LOAD)), (", asked", field.command(*ASK))):
        yield field.row(PART, f"cold{ending}", "cakg", [_cold(field, command) for _ in range(field.runs)])
        yield field.row(PART, f"warm{ending}", "cakg", field.process(command))
        yield field.row(PART, f"one changed file{ending}", "cakg", list(_changed(field, command)))
    yield field.row(PART, "cold", "pyoxigraph, parse and load", field.process(field.python(BARE)))
    if field.times <= SMALL:
        yield field.row(PART, "cold", "rdflib, parse and load", field.process(field.python(RDFLIB), 1))


def _cold(field: Field, command: Sequence[str]) -> Sample:
    shutil.rmtree(field.cache, ignore_errors=True)
    (found,) = field.process(command, 1)
    return found


def _changed(field: Field, command: Sequence[str]) -> Iterator[Sample]:
    """Yield what a command takes each time that a title was changed in a report in the middle."""
    reports = sorted((field.root / "data" / "reports").rglob("*.ttl"))
    path = reports[len(reports) // 2]
    text = path.read_text("utf-8")
    try:
        for run in range(field.runs):
            path.write_text(text.replace('dcterms:title "', f'dcterms:title "Edition {run + 1}, '), "utf-8")
            yield from field.process(command, 1)
    finally:
        path.write_text(text, "utf-8")
