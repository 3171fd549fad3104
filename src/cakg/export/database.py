"""The tables as one SQLite database: keys, indexes, full-text search and views; equal graphs give equal bytes."""

import sqlite3
from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from cakg.export.about import GRAPH
from cakg.export.relations import Cell, owned, rows
from cakg.export.schema import NAMES, TEXTS, Column, Relation, Schema
from cakg.read.files import shipped
from cakg.words.errors import OutputError

_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
_SEARCHED = {  # a table in which one can search: what of it
    NAMES: ("name", "latin"),
    TEXTS: ("text",),
    "documents": ("title",),
    "evidence": ("quote",),
}
_GRAPH = NamedNode(GRAPH)
_AT_ONCE = 500  # rows
_APPLICATION = 0x63616B67  # "cakg", as the program `file` shows it


def database(triples: Iterable[Triple], schema: Schema) -> sqlite3.Connection:
    """Return a database in memory that holds triples, whose subjects stand together, as the tables of a schema.

    What the graph says of itself is no row: it stands beside the tables.
    """
    found = sqlite3.connect(":memory:", isolation_level=None)
    found.executescript("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA foreign_keys = OFF;")
    found.execute(f"PRAGMA application_id = {_APPLICATION}")
    found.execute("BEGIN")
    for relation in schema.relations:
        found.execute(_table(relation))
    _fill(found, triples, schema)
    for relation in schema.relations:
        for statement in _indexes(relation):
            found.execute(statement)
    for name, columns in _SEARCHED.items():
        for statement in _search(name, columns):
            found.execute(statement)
    found.execute("COMMIT")
    found.executescript(shipped("export/sql", ".sql")["views"])
    found.executescript("ANALYZE; VACUUM;")
    return found


def as_bytes(held: sqlite3.Connection) -> bytes:
    """Return a database as the bytes of a file. Errors: OutputError for one that is too large."""
    try:
        return held.serialize()
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        raise OutputError(f"the database is too large to be written ({error}); take the CSV files") from error


def stored(held: sqlite3.Connection, relation: Relation) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a table, sorted by its key."""
    listed = ", ".join(_quoted(column.name) for column in relation.columns)
    key = ", ".join(map(_quoted, relation.key))
    yield from held.execute(f"SELECT {listed} FROM {_quoted(relation.name)} ORDER BY {key}")


def _fill(held: sqlite3.Connection, triples: Iterable[Triple], schema: Schema) -> None:
    waiting: dict[str, list[tuple[Cell, ...]]] = {one.name: [] for one in schema.relations}
    owners: list[tuple[Cell, ...]] = []
    of_things = (one for one in triples if one.subject != _GRAPH)
    for name, row in rows(of_things, schema):
        if name == "owned":
            owners.append(row)
            continue
        waiting[name].append(row)
        if len(waiting[name]) >= _AT_ONCE:
            _insert(held, name, waiting[name])
    for name, left in waiting.items():
        _insert(held, name, left)
    for column, owner, thing in sorted(owners):
        table, _, name = str(column).partition(".")
        put = f'UPDATE {table} SET "{name}" = ? WHERE id = ? AND "{name}" IS NULL'
        if not held.execute(put, (owner, thing)).rowcount:
            other, row = owned(str(column), str(owner), str(thing))
            _insert(held, other, [row])


def _insert(held: sqlite3.Connection, name: str, listed: list[tuple[Cell, ...]]) -> None:
    if listed:
        held.executemany(f"INSERT INTO {_quoted(name)} VALUES ({', '.join('?' * len(listed[0]))})", listed)
        listed.clear()


def _table(relation: Relation) -> str:
    """Return the statement that makes a table, with the meaning of each column beside it, as `.schema` shows it."""
    lines = [f"  {_declared(column, relation)}," for column in relation.columns]
    key = f"  PRIMARY KEY ({', '.join(map(_quoted, relation.key))})"
    plain = relation.name in _SEARCHED or len(relation.key) == 1  # what is searched needs the numbers of rows
    body = "\n".join([*lines, key])
    return f"CREATE TABLE {_quoted(relation.name)} (\n{body}\n)" + ("" if plain else " WITHOUT ROWID")


def _declared(column: Column, relation: Relation) -> str:
    needed = " NOT NULL" if column.name in relation.key else ""
    points = "" if column.target is None else f" REFERENCES {_quoted(column.target)} (id)"
    return f"{_quoted(column.name)} {_TYPES.get(column.sort, 'TEXT')}{needed}{points}"


def _indexes(relation: Relation) -> Iterator[str]:
    """Yield the statements that make the indexes: of all that points elsewhere, and of the first days."""
    for column in relation.columns:
        if column.name != relation.key[0] and (column.target is not None or column.name == "begin"):
            name = f"{relation.name}_by_{column.name}"
            yield f"CREATE INDEX {_quoted(name)} ON {_quoted(relation.name)} ({_quoted(column.name)})"


def _search(name: str, columns: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements that let one search a table; what is searched is not held twice."""
    listed, index = ", ".join(columns), f"{name}_search"
    how = f"content=\"{name}\", tokenize='unicode61 remove_diacritics 2'"  # so quoted, Datasette finds it
    yield f"CREATE VIRTUAL TABLE {index} USING fts5({listed}, {how})"
    yield f"INSERT INTO {index} ({index}) VALUES ('rebuild')"
    yield f"INSERT INTO {index} ({index}) VALUES ('optimize')"


def _quoted(name: str) -> str:
    return f'"{name}"'
