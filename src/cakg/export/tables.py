"""The tables as CSV with a Frictionless data package beside them, and what Datasette is to know of the database."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from cakg.engine.cells import as_json
from cakg.engine.delimited import delimited_bytes
from cakg.export.about import CREATOR, GRAPH, LICENCE, TITLE, About, described, metadata
from cakg.export.database import stored
from cakg.export.schema import LEFT_OUT, Column, Relation, Schema
from cakg.read.files import shipped

if TYPE_CHECKING:
    from cakg.ask.question import Question

_LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": LICENCE}
_TYPES = {"day": "date", "integer": "integer", "boolean": "boolean", "number": "number"}
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_MARK = "-- "
_VIEWS = {
    "event_list": "Events with the names of place, series, formats and topics, and how many are named.",
    "participation_list": "Who took part in what, in which roles and offices, for whom, whether there.",
    "tenure_list": "Who held which post, from when to when, and when documents show it.",
    "statement_list": "Who said what, when, on which occasion, about which topics.",
    "quote_list": "The phrases on which things rest, with the document and a link that opens it there.",
    "reading_list": "What documents say that contradict one another, and what was ruled.",
    "treaty_action_list": "Who signed, ratified or left which instrument.",
}


def files(held: sqlite3.Connection, schema: Schema, said: About) -> Iterator[tuple[str, bytes]]:
    """Yield every table as CSV, `datapackage.json` and `csv-metadata.json`: paths in their folder, and contents."""
    for relation in schema.relations:
        yield f"{relation.name}.csv", _csv(held, relation)
    for path, describe in _DESCRIBED.items():
        yield path, describe(schema, said)


def file(held: sqlite3.Connection, schema: Schema, said: About, path: str) -> bytes | None:
    """Return one of the files by its path in the folder, None where there is none."""
    if path in _DESCRIBED:
        return _DESCRIBED[path](schema, said)
    return next((_csv(held, one) for one in schema.relations if path == f"{one.name}.csv"), None)


def _csv(held: sqlite3.Connection, relation: Relation) -> bytes:
    flags = [column.sort == "boolean" for column in relation.columns]
    listed = [column.name for column in relation.columns]
    return delimited_bytes(listed, (_plain(row, flags) for row in stored(held, relation)))


def _packaged(schema: Schema, said: About) -> bytes:
    return as_json(package(schema, said), 1).encode()


def _described(schema: Schema, said: About) -> bytes:
    found = []
    for relation in schema.relations:
        columns = {column.name: column.meaning for column in relation.columns}
        texts = said.texts() | {"title": relation.title, "meaning": relation.meaning}
        found.append(described(texts, f"{relation.name}.csv", columns))
    return metadata(found)


_DESCRIBED: Mapping[str, Callable[[Schema, About], bytes]] = {
    "datapackage.json": _packaged,
    "csv-metadata.json": _described,
}


def package(schema: Schema, said: About) -> dict[str, object]:
    """Return the description of all tables: columns with types and meaning, keys, what points where.

    *Source*: Data Package v1, Tabular Data Resource and Table Schema (specs.frictionlessdata.io).
    """
    held: dict[str, object] = {
        "profile": "tabular-data-package",
        "name": "cakg",
        "id": GRAPH,
        "title": TITLE,
        "description": f"The accepted view; it hears {said.heard}. Left out: {'; '.join(LEFT_OUT)}.",
        "version": said.version,
        "licenses": [_LICENCE],
        "contributors": [{"title": CREATOR, "role": "author"}],
        "homepage": "https://w3id.org/cakg/",
    }
    if said.date is not None:
        held["created"] = f"{said.date}T00:00:00Z"
    return held | {"resources": [_resource(relation) for relation in schema.relations]}


def datasette(schema: Schema, said: About, questions: "Mapping[str, Question]") -> dict[str, object]:
    """Return what Datasette shows around the database: titles, licence, meanings, queries to begin with.

    *Source*: Datasette, Metadata and Canned queries.
    """
    about = {"title": TITLE, "license": "CC BY 4.0", "license_url": LICENCE, "source": CREATOR}
    tables: dict[str, object] = {}
    for relation in schema.relations:
        meanings = {column.name: _told(column) for column in relation.columns}
        tables[relation.name] = {"title": relation.title, "description": relation.meaning, "columns": meanings}
        if any(column.name == "name_en" for column in relation.columns):
            tables[relation.name] |= {"label_column": "name_en"}  # type: ignore[operator]
    tables["things"] |= {"label_column": "name"}  # type: ignore[operator]
    tables["documents"] |= {"label_column": "title"}  # type: ignore[operator]
    tables |= {view: {"description": meaning} for view, meaning in _VIEWS.items()}
    asked = {one: _canned(one, text, questions) for one, text in queries().items()}
    described = (
        f"cakg {said.version}, {said.date or 'undated'}; it hears {said.heard}. The accepted view alone: what each"
        " document says by itself is in cakg.nq. Of the saved questions those are here that SQL can ask of these"
        " tables; all of them are answered by `cakg ask`."
    )
    databases = {"cakg": {"description": described, "tables": tables, "queries": asked}}
    return {**about, "description": described, "databases": databases}


@cache
def queries() -> dict[str, str]:
    """Return the queries in SQL, by name: those of saved questions, and those that search."""
    return {name: text for name, text in shipped("export/sql", ".sql").items() if name != "views"}


def _canned(name: str, text: str, questions: "Mapping[str, Question]") -> dict[str, object]:
    """Return a query as Datasette lists it; what it answers says the saved question, else its first line."""
    known = questions.get(name)
    if known is None:
        first, _, sql = text.partition("\n") if text.startswith(_MARK) else (name, "", text)
        return {"sql": sql.strip(), "title": first.removeprefix(_MARK)}
    things = "things are given by their id, days as 2012-01-01, and what is left empty restricts nothing"
    described = " ".join(filter(None, (known.description.strip(), known.note, f"Of the parameters {things}.")))
    return {"sql": text.strip(), "title": known.summary, "description": described}


def _told(column: Column) -> str:
    return f"{column.meaning} A date as precise as its source (EDTF)." if column.sort == "edtf" else column.meaning


def _resource(relation: Relation) -> dict[str, object]:
    schema: dict[str, object] = {"fields": [_field(column, relation) for column in relation.columns]}
    schema["primaryKey"] = list(relation.key)
    points = [
        {"fields": column.name, "reference": {"resource": _target(column, relation), "fields": "id"}}
        for column in relation.columns
        if column.target is not None
    ]
    return {
        "profile": "tabular-data-resource",
        "name": relation.name,
        "path": f"{relation.name}.csv",
        "title": relation.title,
        "description": relation.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema | ({"foreignKeys": points} if points else {}),
    }


def _target(column: Column, relation: Relation) -> str:
    return "" if column.target == relation.name else column.target or ""  # of the table itself


def _field(column: Column, relation: Relation) -> dict[str, object]:
    field: dict[str, object] = {"name": column.name, "type": _TYPES.get(column.sort, "string")}
    if column.sort == "address":
        field["format"] = "uri"
    if column.property is not None or column.sort == "edtf":
        field["rdfType"] = _EDTF if column.sort == "edtf" else column.property
    needed = column.name in relation.key
    field["description"] = _told(column)
    return field | ({"constraints": {"required": True}} if needed else {})


def _plain(row: Iterable[str | int | float | None], flags: list[bool]) -> list[str | int | float | bool | None]:
    return [bool(cell) if flag and cell is not None else cell for cell, flag in zip(row, flags, strict=True)]
