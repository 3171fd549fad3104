"""The accepted view as tables: a SQLite database, made when it is first asked for and kept, and what is read from it.

The CSV files and their data package are those that a build writes; each is read from the database.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from cakg.engine.cells import as_json
from cakg.export import context, tables
from cakg.export.about import head
from cakg.export.blueprint import schema
from cakg.export.database import as_bytes, database
from cakg.export.graph import statements
from cakg.read.walk import Stamp

if TYPE_CHECKING:
    from cakg.ask.term import Terms
    from cakg.export.about import About
    from cakg.serve.holding import Held
    from cakg.web.edition import Material

DATABASE, FOLDER = "cakg.sqlite", "tables/"
_DESCRIBED = ("datapackage.json", "csv-metadata.json")
_LOOSE = (DATABASE, "metadata.json", "context.jsonld")
_EXPORT = Path(context.__file__).parent


def names(terms: "Terms") -> Iterator[str]:
    """Yield the names of all."""
    yield DATABASE
    yield from (f"{FOLDER}{one.name}.csv" for one in schema(terms).relations)
    yield from (f"{FOLDER}{name}" for name in _DESCRIBED)
    yield from _LOOSE[1:]


def made(graph: "Held", about: "About", material: "Material", path: str) -> bytes | None:
    """Return a file of a graph by its name, None where there is none; `material` has the terms and the questions."""
    if not path.startswith(FOLDER) and path not in _LOOSE:
        return None
    terms = material.terms
    if terms is None or path not in names(terms):
        return None
    layout = schema(terms)
    if path == "context.jsonld":
        return context.as_bytes(terms)
    if path == "metadata.json":
        return as_json(tables.datasette(layout, about, material.questions), 1).encode()
    held = graph.large(f"tables by {_code()}", lambda: _database(graph, about, terms))
    if path == DATABASE:
        return held
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(held)
        return tables.file(opened, layout, about, path.removeprefix(FOLDER))


def _code() -> str:
    """Return what tells the code that makes tables from any other."""
    files = (path for path in sorted(_EXPORT.rglob("*")) if path.suffix in (".py", ".sql"))
    return " ".join(f"{path.name} {' '.join(map(str, Stamp.of(path.stat())))}" for path in files)


def _database(graph: "Held", about: "About", terms: "Terms") -> bytes:
    said = statements(graph, head(about))
    with closing(database(said.triples(), schema(terms))) as held:
        return as_bytes(held)
