"""The tables hold the accepted view, no more and no less, and other people's readers open them.

What is rebuilt from the rows, by another way than the one that made them, are the statements of the graph; a saved
question asked in SQL has the answer that it has in SPARQL.
"""

import asyncio
import csv
import hashlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store
from tests.sampling import only_whole, sampled
from tests.sharing import shipped

import cakg
from cakg import api
from cakg.ask.find import resolve
from cakg.ask.term import Terms
from cakg.cli import run
from cakg.engine.store import oxigraph
from cakg.export import tables
from cakg.export.blueprint import schema
from cakg.export.database import as_bytes, database
from cakg.export.schema import DATATYPES, INVERSE, LEFT_OUT, Schema
from cakg.export.statements import of_store
from cakg.words.namespaces import CAKG, DCTERMS, PREFIXES, RDF, RDFS, SKOS, XSD, compact

REPOSITORY = Path(__file__).parents[1]
ANSWERS = REPOSITORY / "tests" / "questions"
Statement = tuple[str, str, NamedNode | Literal]


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms.of(shipped())


@pytest.fixture
def held(built: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{built / 'cakg.sqlite'}?mode=ro", uri=True)
    yield connection
    connection.close()


def of(graph: cakg.Graph, terms: Terms) -> tuple[sqlite3.Connection, Schema]:
    """Return the tables of a graph, and what they are."""
    store = oxigraph(graph)
    assert store is not None
    found = schema(terms)
    return database(of_store(store, reports=False).triples(), found), found


def statements(store: Store) -> set[Statement]:
    """Return the statements of the accepted view."""
    return {
        (q.subject.value, q.predicate.value, q.object)
        for q in store.quads_for_pattern(None, None, None, DefaultGraph())
    }  # type: ignore[union-attr,misc]


def iri(cell: str) -> str:
    prefix, _, local = cell.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else cell


def term(cell: Any, sort: str, beside: str | None) -> NamedNode | Literal:
    """Return the term that a cell stands for."""
    if sort == "worded":
        return Literal(cell, language=beside)
    if sort == "value" and beside != "IRI":
        assert beside is not None
        tagged = beside.startswith("@")
        return Literal(cell, language=beside[1:]) if tagged else Literal(cell, datatype=NamedNode(iri(beside)))
    if sort in ("thing", "name", "value"):
        return NamedNode(iri(cell))
    if sort == "boolean":
        return Literal(bool(cell))
    if sort == "number":
        written = repr(cell)
        return Literal(written.removesuffix(".0"), datatype=NamedNode(XSD + "decimal"))
    return Literal(str(cell), datatype=NamedNode(DATATYPES[sort]))


def rebuilt(held: sqlite3.Connection, found: Schema) -> Iterator[Statement]:
    """Yield what the rows say, each as often as they say it."""
    held.row_factory = sqlite3.Row
    above = found.above
    for relation in found.relations:
        for row in held.execute(f'SELECT * FROM "{relation.name}"'):
            if relation.name in ("names", "texts"):
                words = row["name" if relation.name == "names" else "text"]
                name, own = iri(row["property"]), Literal(words, language=row["language"])
                yield iri(row["thing"]), name, own
                if name == SKOS + "prefLabel" and row["language"] not in ("en", "ru"):
                    yield iri(row["thing"]), RDFS + "label", own
            elif relation.name == "other_statements":
                value = term(row["value"], "value", row["value_datatype"])
                yield iri(row["thing"]), iri(row["property"]), value
            elif relation.property is not None:
                column = relation.columns[1]
                beside = row[2] if len(relation.columns) > 2 else None
                yield iri(row[0]), relation.property, term(row[1], column.sort, beside)
            elif relation.cls is not None:
                yield from _of_entity(row, relation, above)


def _of_entity(row: sqlite3.Row, relation: Any, above: Any) -> Iterator[Statement]:
    subject = iri(row["id"])
    cls = iri(row["class"]) if "class" in row.keys() else relation.cls  # noqa: SIM118
    for one in (cls, *above.get(cls, ())):
        yield subject, RDF + "type", NamedNode(one)
    for language in ("en", "ru"):
        label = row[f"name_{language}"] if f"name_{language}" in row.keys() else None  # noqa: SIM118
        if label is not None:
            yield subject, RDFS + "label", Literal(label, language=language)
    for at, column in enumerate(relation.columns):
        if column.property is not None and row[at] is not None:
            beside = row[at + 1] if column.sort in ("worded", "value") else None
            yield subject, column.property, term(row[at], column.sort, beside)
    for name, (owned, columns) in INVERSE.items():
        for column in columns.values() if owned == relation.name else ():
            if row[column] is not None:
                yield iri(row[column]), name, NamedNode(subject)


def assert_rebuilt(graph: cakg.Graph, terms: Terms) -> None:
    """Assert that the rows say each statement of a graph once and nothing else, but for the labels that they imply."""
    made, found = of(graph, terms)
    store = oxigraph(graph)
    assert store is not None
    told, said = Counter(rebuilt(made, found)), statements(store)
    twice = [one for one, times in told.items() if times > 1]
    assert not twice, twice[:3]
    lost, gained = said - told.keys(), told.keys() - said
    assert not gained, sorted(gained, key=str)[:3]
    labels = {one for one in lost if one[1] == RDFS + "label"}
    evidence, report = (
        {subject for subject, name, value in said if name == RDF + "type" and value == NamedNode(CAKG + cls)}
        for cls in ("Evidence", "Report")
    )
    titles = {(subject, value) for subject, name, value in said if name == DCTERMS + "title"}
    quotes = {(subject, value.value) for subject, name, value in said if name in (CAKG + "quote", CAKG + "row")}
    for subject, _, value in labels:
        quoted = subject in evidence and (subject, quoted_in(value.value)) in quotes
        assert (subject in report and (subject, value) in titles) or quoted, (subject, value)
    assert lost == labels, sorted(lost - labels, key=str)[:3]


def quoted_in(label: str) -> str:
    """Return the quote, or the row, of which evidence bears the label."""
    return label[1:-1] if label.startswith("“") else label.removeprefix("row ").removesuffix(" (import)")


def test_nothing_is_lost_and_nothing_is_made_up(sample_root: Path, terms: Terms) -> None:
    assert_rebuilt(cakg.load(sample_root), terms)


def test_nothing_is_lost_of_a_part_of_the_reports(sample_root: Path, terms: Terms) -> None:
    graph = cakg.load(sample_root, as_known_on="2019-06-30")
    assert_rebuilt(graph, terms)
    assert of(graph, terms)[0].execute("PRAGMA foreign_key_check").fetchall() == []


@only_whole("the sample stands for the corpus")
def test_nothing_is_lost_of_the_corpus(terms: Terms) -> None:
    graph = cakg.load(REPOSITORY)
    assert_rebuilt(graph, terms)
    made, _ = of(graph, terms)
    assert made.execute("SELECT count(*) FROM other_statements").fetchone() == (0,)
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []


ODD = (
    (CAKG + "ordinal", Literal(7)),  # a second value of what has one
    (CAKG + "ordinal", Literal("seventh")),  # what is no number
    (CAKG + "ordinal", Literal(str(10**30), datatype=NamedNode(XSD + "integer"))),
    (CAKG + "begin", Literal("2019-02-31", datatype=NamedNode(XSD + "date"))),
    (CAKG + "place", Literal("Dushanbe")),  # a text in the place of a thing
    (CAKG + "topic", Literal("borders", language="en")),
    (CAKG + "nobodyKnows", NamedNode("urn:x")),
    (CAKG + "nobodyKnows", Literal("tag", language="tg-latn")),
    (RDF + "type", NamedNode(CAKG + "Visit")),
    (CAKG + "participation", NamedNode(PREFIXES["part"] + "2019-06-04-mountain-consultations--anora-zeller")),
    (RDFS + "label", Literal("Another label", language="en")),
    (DCTERMS + "title", Literal("A title", language="fr")),
)


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_what_no_column_has_room_for_is_a_row_of_its_own(
    sample_root: Path, terms: Terms, odd: tuple[str, NamedNode | Literal]
) -> None:
    """Nothing of a corpus that breaks the rules is dropped in silence."""
    graph = cakg.load(sample_root)
    store = oxigraph(graph)
    assert store is not None
    copy = Store()
    copy.bulk_extend(store.quads_for_pattern(None, None, None, DefaultGraph()))
    event = NamedNode(PREFIXES["event"] + "2018-05-10-mountain-consultations")
    assert list(copy.quads_for_pattern(event, None, None, None))
    copy.add(Quad(event, NamedNode(odd[0]), odd[1]))
    copy.add(Quad(NamedNode("urn:nobody"), NamedNode(odd[0]), odd[1]))  # of no class, in no table
    found = schema(terms)
    made = database(of_store(copy, reports=False).triples(), found)
    told = Counter(rebuilt(made, found))
    for subject in (event.value, "urn:nobody"):
        assert told[subject, odd[0], odd[1]] == 1
    assert made.execute("SELECT count(*) FROM other_statements").fetchone()[0] >= 1


def test_every_class_and_property_has_its_place(terms: Terms) -> None:
    """What the vocabulary says of a class is a column or a link of its table; the public names of these are kept."""
    found = schema(terms)
    columns = {column.property for one in found.relations for column in one.columns} | {p for _, p in found.links}
    worded = {one.iri for one in terms if {*one.ranges, *one.values} & {RDF + "langString", RDF + "PlainLiteral"}}
    ours = {one.iri for one in terms if one.ours and one.sort not in ("class", "datatype")}
    assert ours - columns - worded - INVERSE.keys() == set()
    classes = {one.iri for one in terms if one.ours and one.sort == "class"}
    placed = {one.cls for one in found.relations}
    assert {cls for cls in classes if not placed & {cls, *found.above[cls]}} == {CAKG + "Actor"}
    assert all(column.meaning for one in found.relations for column in one.columns)
    assert {"events", "participations", "persons", "tenures", "documents", "readings"} <= found.by_name.keys()


def test_the_counts_are_those_of_info(held: sqlite3.Connection, sample_root: Path, terms: Terms) -> None:
    counts = {one.what: one.count for one in cakg.info(root=sample_root)}
    tables_of = {one.cls: one.name for one in schema(terms).relations if one.cls and one.cls.startswith(CAKG)}
    for cls, name in tables_of.items():
        assert held.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (counts[f"cakg:{cls[len(CAKG) :]}"],), name
    kinds = dict(held.execute("SELECT class, count(*) FROM events GROUP BY class"))
    assert kinds == {what: counts[what] for what in kinds} and len(kinds) > 5


def test_equal_graphs_give_equal_bytes(built: Path, sample_root: Path, terms: Terms, tmp_path: Path) -> None:
    """By the build, by the command, and in whatever order the store holds the statements."""
    whole = (built / "cakg.sqlite").read_bytes()
    assert run(["export", "--root", str(sample_root), "-o", str(tmp_path / "again.sqlite")]) == 0
    assert (tmp_path / "again.sqlite").read_bytes() == whole
    assert cakg.export(cakg.load(sample_root), what="tables") == whole
    backwards = Store()
    store = oxigraph(cakg.load(sample_root))
    assert store is not None
    for quad in sorted(store.quads_for_pattern(None, None, None, DefaultGraph()), key=str, reverse=True):
        backwards.add(quad)
    assert as_bytes(database(of_store(backwards, reports=False).triples(), schema(terms))) == whole


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--tables", "--format", "csv"], "--tables writes SQLite alone"),
        (["--tables", "--named-view"], "--tables writes SQLite alone"),
        (["--tables", "--shapes"], "choose one of"),
        (["--ontology", "-o", "x.sqlite"], "choose one of"),
    ],
)
def test_tables_have_one_format(
    words: list[str], said: str, sample_root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["export", *words, "--root", str(sample_root)]) == 2
    assert said in capsys.readouterr().err
    with pytest.raises(cakg.UsageError, match="no format of tables"):
        cakg.export(cakg.load(sample_root), "csv", what="tables")


def test_sqlite_finds_no_fault_in_it(held: sqlite3.Connection) -> None:
    assert held.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert held.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = sum(len(held.execute(f"PRAGMA foreign_key_list({name})").fetchall()) for (name,) in _tables(held))
    assert keys > 100
    for (view,) in held.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        assert held.execute(f"SELECT * FROM {view}").fetchall(), f"{view} is empty"


def _tables(held: sqlite3.Connection) -> list[tuple[str]]:
    return held.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%fts5%'").fetchall()


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("search-names", "Zeller", "person:anora-zeller"),
        ("search-names", "zeller anora", None),
        ("search-names", "Анора", "person:anora-zeller"),
        ("search-names", 'no "quotes" hurt', None),
        ("search-quotes", "chaired", "part:2019-06-04-mountain-consultations--anora-zeller"),
        ("search-quotes", "", None),
    ],
)
def test_names_and_quotes_are_searched(held: sqlite3.Connection, name: str, words: str, found: str | None) -> None:
    rows = held.execute(tables.queries()[name], {"words": words}).fetchall()
    assert (found in [row[0] for row in rows]) if found else rows == []


SAVED = api.saved("question", REPOSITORY)
SHARED = sorted(SAVED.keys() & tables.queries().keys())


def test_a_dozen_saved_questions_are_asked_in_sql() -> None:
    assert len(SHARED) >= 12 and set(tables.queries()) - set(SHARED) == {"search-names", "search-quotes"}


@pytest.mark.parametrize("name", SHARED)
def test_a_question_has_the_answer_in_sql_that_it_has_in_sparql(
    held: sqlite3.Connection, name: str, sample_root: Path
) -> None:
    given = ANSWERS / f"{name}.yaml"
    values = yaml.safe_load(given.read_text("utf-8")) if given.exists() else {}
    sql = tables.queries()[name]
    parameters = {one: "" for one in re.findall(r"(?<!:):([a-z]+)", sql)}
    assert values.keys() <= parameters.keys()
    graph = cakg.load(sample_root)
    for one in SAVED[name].parameters:
        if one.name in values:
            value, is_thing = str(values[one.name]), one.kinds or one.type == "iri"
            parameters[one.name] = compact(resolve(graph, value, one.kinds)) if is_thing else value
    cursor = held.execute(sql, parameters)
    rows = [["" if cell is None else str(cell) for cell in row] for row in cursor]
    with (ANSWERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    assert [one[0] for one in cursor.description] == header
    assert sorted(rows) == sorted(expected) and rows


def test_frictionless_validates_every_table(built: Path) -> None:
    """Types, keys and what points where, by the reader of those who made the format."""
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed; make test installs it")
    package = frictionless.Package(str(built / "tables" / "datapackage.json"))
    for name in sampled(package.resource_names, 4):
        report = package.get_resource(name).validate()
        assert report.valid, report.flatten(["type", "note", "message"])[:5]
    assert len(package.resources) == len(list((built / "tables").glob("*.csv"))) > 50
    rows = package.get_resource("events").read_rows()
    event = next(row for row in rows if row["id"] == "event:2019-06-04-mountain-consultations")
    assert event["begin"].isoformat() == "2019-06-04" and isinstance(event["ordinal"], int)


def test_frictionless_finds_what_is_wrong(built: Path, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed; make test installs it")
    for path in (built / "tables").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / "tenures.csv").read_text("utf-8")
    (tmp_path / "tenures.csv").write_text(text.replace("person:anora-zeller", "person:nobody"), "utf-8")
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    assert not package.get_resource("tenures").validate().valid


def test_the_csv_files_hold_what_the_database_holds(built: Path, held: sqlite3.Connection, terms: Terms) -> None:
    for relation in schema(terms).relations:
        with (built / "tables" / f"{relation.name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert header == [column.name for column in relation.columns]
        flags = [column.sort == "boolean" for column in relation.columns]
        told = [
            [
                "" if cell is None else str(bool(cell)).lower() if flag else str(cell)
                for cell, flag in zip(row, flags, strict=True)
            ]
            for row in held.execute(f'SELECT * FROM "{relation.name}"')
        ]
        assert sorted(rows) == sorted(told), relation.name


def test_datasette_opens_it(built: Path, terms: Terms) -> None:
    """Titles, licence, meanings of columns, search and queries, as Datasette itself shows them."""
    app = pytest.importorskip("datasette.app", reason="datasette is not installed; make test installs it")
    path = built / "cakg.sqlite"
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    told = json.loads((built / "metadata.json").read_text("utf-8"))

    async def visit() -> dict[str, Any]:
        served = app.Datasette([], immutables=[str(path)], metadata=told)
        await served.invoke_startup()
        found = {}
        for name, address in {
            "home": "/",
            "database": "/cakg.json",
            "page": "/cakg/events",
            "format": "/cakg/event_format",
            "row": "/cakg/tenures/tenure~3Aanora-zeller--mdc-head.json",
            "search": "/cakg/names.json?_search=Zeller&_shape=array",
            "facets": "/cakg/events.json?_facet=class&_size=0",
            "canned": "/cakg/career-of-person.json?person=person:anora-zeller&_shape=array",
            "form": "/cakg/meetings-of-series",
        }.items():
            answer = await served.client.get(address)
            assert answer.status_code == 200, (name, answer.text[:300])
            found[name] = answer.json() if ".json" in address else answer.text
        return found

    found = asyncio.run(visit())
    assert told["title"] in found["home"] and "CC BY 4.0" in found["home"]
    names = {table["name"]: table for table in found["database"]["tables"]}
    assert names["names"]["fts_table"] == "names_search" and names["tenures"]["foreign_keys"]["outgoing"]
    assert {one["name"] for one in found["database"]["queries"]} == set(tables.queries())
    layout = schema(terms).by_name
    assert layout["events"].meaning in found["page"] and layout["event_format"].columns[1].meaning in found["format"]
    row = dict(zip(found["row"]["columns"], found["row"]["rows"][0], strict=True))
    assert row["holder"] == "person:anora-zeller" and row["post"] == "post:mdc-head"
    assert "person:anora-zeller" in {one["thing"] for one in found["search"]}
    assert "person:davron-quill" not in {one["thing"] for one in found["search"]}
    assert {one["value"] for one in found["facets"]["facet_results"]["class"]["results"]} >= {
        "cakg:Meeting",
        "cakg:Visit",
    }
    assert {one["post"] for one in found["canned"]} == {"post:mdc-head"}
    assert "Which meetings make up a series" in found["form"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_what_is_left_out_is_said(built: Path) -> None:
    told = json.loads((built / "tables" / "datapackage.json").read_text("utf-8"))
    assert all(one in told["description"] for one in LEFT_OUT)
    assert told["licenses"][0]["name"] == "CC-BY-4.0" and told["version"] == cakg.__version__
    page = (REPOSITORY / "docs" / "tables.md").read_text("utf-8")
    assert "other_statements" in page


def test_the_tables_of_what_is_read_back_are_the_same(built: Path, sample_root: Path) -> None:
    assert api.export(cakg.load(built / "cakg.nq"), what="tables") == (built / "cakg.sqlite").read_bytes()
