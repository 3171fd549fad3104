"""Rows: Oxigraph's terms inside, rdflib's at the face, plain values, typed data frames, CSV, a page of a notebook."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from math import inf, isnan
from pathlib import Path

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store
from rdflib import BNode, Dataset, URIRef
from rdflib import Literal as Text

from cakg.ask.ledger import disputes
from cakg.ask.question import answer
from cakg.ask.saved import saved
from cakg.cli import run
from cakg.compile.dataset import compile
from cakg.engine import store
from cakg.engine.delimited import delimited
from cakg.engine.rows import Rows, Triples
from cakg.engine.terms import Term, foreign, native, phrase, text, value, whole
from cakg.read.corpus import Corpus
from cakg.words.errors import OutputError, UsageError
from cakg.words.namespaces import BASE, CAKG, EDTF, XSD

EVENT = NamedNode("https://w3id.org/cakg/event/2012-x")
ELSEWHERE = NamedNode("https://example.org/?a=1&b=<2>".replace("<", "%3C").replace(">", "%3E"))


def typed(said: str, sort: str) -> Literal:
    return Literal(said, datatype=NamedNode(XSD + sort))


ROWS = Rows(
    ("event", "name", "day", "count"),
    (
        (EVENT, Literal("Встреча", language="ru"), typed("2012-03-27", "date"), typed("7", "integer")),
        (ELSEWHERE, Literal('a "<b>&amp;</b>", c'), None, typed("08", "integer")),
        (EVENT, None, typed("2020-12-31", "date"), None),
    ),
)


def test_looked_at_they_are_terms_of_rdflib() -> None:
    first = (
        URIRef(EVENT.value),
        Text("Встреча", lang="ru"),
        Text("2012-03-27", datatype=URIRef(XSD + "date")),
        Text("7", datatype=URIRef(XSD + "integer")),
    )
    assert ROWS[0] == first and ROWS[-1][1] is None and len(ROWS) == 3
    assert list(ROWS) == [ROWS[0], ROWS[1], ROWS[2]] == list(ROWS.values)
    assert [type(term) for term in ROWS[0]] == [URIRef, Text, Text, Text]
    plain = ROWS[1][1]
    assert isinstance(plain, Text) and plain.datatype is None, "a plain text has no datatype"
    assert str(ROWS[1][3]) == "08", "nothing is written otherwise than it is"
    with pytest.raises(IndexError):
        ROWS[3]


def test_a_slice_is_rows() -> None:
    part = ROWS[1:3]
    assert isinstance(part, Rows) and part.columns == ROWS.columns and list(part) == list(ROWS)[1:3]
    assert ROWS[:] == ROWS and len(ROWS[5:]) == 0 and ROWS[::-1][0] == ROWS[2]
    triples = Triples(terms=((EVENT, EVENT, EVENT), (EVENT, EVENT, ELSEWHERE)))
    assert type(triples[:1]) is Triples and len(triples[:1]) == 1


def test_their_name_says_how_many_and_of_what() -> None:
    assert repr(ROWS) == "<Rows: 3 of event, name, day, count>"
    assert len(repr(Rows(ROWS.columns, ROWS.terms * 1000))) < 50
    assert repr(Triples(terms=((EVENT, EVENT, EVENT),))) == "<Triples: 1 of subject, predicate, object>"


def test_plain_values() -> None:
    assert ROWS.to_dicts()[0] == {"event": EVENT.value, "name": "Встреча", "day": date(2012, 3, 27), "count": 7}
    assert ROWS.to_dicts()[2] == {"event": EVENT.value, "name": None, "day": date(2020, 12, 31), "count": None}
    assert ROWS.texts()[1] == (ELSEWHERE.value, 'a "<b>&amp;</b>", c', None, "08")


def test_csv_is_what_the_command_prints(
    sample: Corpus, sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = answer(compile(sample), saved("question", sample_root)["who-chaired-what"])
    assert run(["ask", "who-chaired-what", "--root", str(sample_root), "--format", "csv"]) == 0
    assert rows.to_csv() == capsys.readouterr().out != ""
    rows.to_csv(tmp_path / "new" / "rows.csv")
    assert (tmp_path / "new" / "rows.csv").read_bytes() == rows.to_csv().encode()
    read = list(csv.reader(io.StringIO(ROWS.to_csv())))
    assert read == [
        ["event", "name", "day", "count"],
        ["event:2012-x", "Встреча", "2012-03-27", "7"],
        [ELSEWHERE.value, 'a "<b>&amp;</b>", c', "", "08"],
        ["event:2012-x", "", "2020-12-31", ""],
    ]
    with pytest.raises(OutputError):
        rows.to_csv(tmp_path)


def test_a_notebook_shows_a_table_that_is_escaped_and_cut() -> None:
    html = ROWS._repr_html_()
    assert html.count("<tr>") == 4 and "<th>event</th>" in html and "<td>event:2012-x</td>" in html
    assert "a &quot;&lt;b&gt;&amp;amp;&lt;/b&gt;&quot;, c" in html and "<b>" not in html and "3 rows" in html
    assert "<script>" not in Rows(("<script>",), ((Literal("<script>"),),))._repr_html_()
    many = Rows(ROWS.columns, ROWS.terms * 100)._repr_html_()
    assert many.count("<tr>") == 61 and "the first 60 of 300 rows" in many


EAST = timezone(timedelta(hours=5))


@pytest.mark.parametrize(
    ("term", "plain"),
    [
        (EVENT, EVENT.value),
        (BlankNode("x"), "_:x"),
        (Literal("text"), "text"),
        (Literal("текст", language="ru"), "текст"),
        (typed("-007", "integer"), -7),
        (typed("12", "nonNegativeInteger"), 12),
        (typed("12", "unsignedByte"), 12),
        *((typed("-12", f"n{sign}Integer"), -12) for sign in ("onPositive", "egative")),
        (typed("12", "positiveInteger"), 12),
        (typed("1_2", "integer"), "1_2"),
        (typed("one", "integer"), "one"),
        (typed("1.50", "decimal"), Decimal("1.50")),
        (typed("1e3", "double"), 1000.0),
        (typed("-INF", "double"), -inf),
        (typed("nan", "double"), "nan"),
        (typed("true", "boolean"), True),
        (typed("0", "boolean"), False),
        (typed("yes", "boolean"), "yes"),
        (typed("2012-02-29", "date"), date(2012, 2, 29)),
        (typed("2012-02-29Z", "date"), date(2012, 2, 29)),
        (typed("2012-02-30", "date"), "2012-02-30"),
        (typed("20120229", "date"), "20120229"),
        (typed("2012-02-29T10:30:00", "dateTime"), datetime(2012, 2, 29, 10, 30)),
        (typed("2012-02-29T10:30:00.5+05:00", "dateTime"), datetime(2012, 2, 29, 10, 30, 0, 500000, EAST)),
        (typed("2012-02-29T25:30:00", "dateTime"), "2012-02-29T25:30:00"),
        (typed("2012", "gYear"), "2012"),
        (Literal("2012-02", datatype=NamedNode(EDTF + "EDTF")), "2012-02"),
        (None, None),
    ],
)
def test_a_term_as_a_value(term: Term | None, plain: object) -> None:
    found = value(term)
    assert found == plain and type(found) is type(plain)


def test_what_is_no_number_is_nan() -> None:
    found = value(typed("NaN", "double"))
    assert isinstance(found, float) and isnan(found)


@pytest.mark.parametrize(
    ("term", "cell", "alone", "said"),
    [
        (EVENT, "event:2012-x", EVENT.value, "event:2012-x"),
        (NamedNode(CAKG + "Event"), "cakg:Event", CAKG + "Event", "cakg:Event"),
        (ELSEWHERE, ELSEWHERE.value, ELSEWHERE.value, f"<{ELSEWHERE.value}>"),
        (BlankNode("x"), "_:x", "_:x", "_:x"),
        (Literal("a"), "a", "a", "a"),
        (Literal("а", language="ru"), "а", "а", "а (ru)"),
        (typed("07", "integer"), "07", "07", "07"),
    ],
)
def test_a_term_as_text(term: Term, cell: str, alone: str, said: str) -> None:
    assert (text(term), whole(term), phrase(term)) == (cell, alone, said)
    assert text(None) == ""


words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8)
datatypes = st.sampled_from([XSD + "string", XSD + "date", XSD + "integer", XSD + "boolean", EDTF + "EDTF"])
terms = st.one_of(
    words.map(Literal),
    st.builds(lambda said, sort: Literal(said, datatype=NamedNode(sort)), words, datatypes),
    st.builds(lambda said, tag: Literal(said, language=tag), words, st.sampled_from(["en", "ru", "tg-cyrl"])),
    st.sampled_from([EVENT, ELSEWHERE, BlankNode("x")]),
)


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@given(terms)
def test_a_term_comes_back_from_rdflib_as_it_went(term: Term) -> None:
    there = foreign(term)
    assert native(there) == term
    assert isinstance(there, BNode) == isinstance(term, BlankNode) and isinstance(there, Text) == isinstance(
        term, Literal
    )
    assert not isinstance(there, Text) or there.datatype != URIRef(XSD + "string")


@pytest.mark.parametrize(
    ("column", "sort"),
    [
        ([typed("2012-03-27", "date"), None, typed("0988-01-01", "date")], "datetime64[s]"),
        ([typed("2012-03-27", "date"), typed("2012-02-30", "date")], "object"),
        ([typed("2012-03-27T01:02:03", "dateTime"), None], "datetime64[us]"),
        ([typed("2012-03-27T01:02:03Z", "dateTime"), None], "datetime64[us, UTC]"),
        ([typed("2012-03-27T01:02:03Z", "dateTime"), typed("2012-03-27T01:02:03", "dateTime")], "object"),
        ([typed("7", "integer"), None], "Int64"),
        ([typed(str(-(2**63)), "integer"), typed(str(2**63 - 1), "integer")], "Int64"),
        ([typed(str(-(2**63) - 1), "integer"), None], "object"),
        ([typed(str(2**63), "integer"), None], "object"),
        ([typed("7", "integer"), typed("1.5", "decimal"), None], "Float64"),
        ([typed("true", "boolean"), None], "boolean"),
        ([EVENT, None, Literal("x"), Literal("y", language="ru")], "string"),
        ([EVENT, typed("7", "integer")], "object"),
        ([None, None], "object"),
        ([], "object"),
    ],
)
def test_columns_of_a_data_frame_are_typed(column: list[Term | None], sort: str) -> None:
    rows = Rows(("column",), tuple((term,) for term in column))
    frame = rows.to_pandas()
    assert str(frame["column"].dtype) == sort and len(frame) == len(column)
    for there, known in zip(frame["column"], rows.to_dicts(), strict=True):
        if known["column"] is None:
            assert pandas.isna(there)
        elif sort.startswith("datetime"):
            assert there == pandas.Timestamp(known["column"])
        else:
            assert there == known["column"]


def test_a_data_frame_of_an_answer(sample: Corpus) -> None:
    rows = answer(compile(sample), saved()["corroborated-events"])
    frame = rows.to_pandas()
    assert list(frame.columns) == list(rows.columns) and len(frame) == len(rows) > 0
    assert str(frame["event"].dtype) == "string" and str(frame["origins"].dtype) == "Int64"
    assert len(Rows((), ((), ())).to_pandas()) == 2


def test_without_pandas_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match=r"pip install 'cakg\[pandas\]', or use to_dicts"):
        ROWS.to_pandas()


def test_cells_are_written_for_machines() -> None:
    rows = [("a,b", 1 / 3, True, None), ('"', 0.1, False, 2)]
    assert delimited(("x", "y", "z", "n"), rows) == (f'x,y,z,n\r\n"a,b",{1 / 3!r},true,\r\n"""",0.1,false,2\r\n')
    assert delimited(("x", "y"), [("a\tb", "c,d")], "tsv") == 'x\ty\n"a\tb"\tc,d\n'


# The rest is about the one way to ask.

DATA = [Quad(EVENT, NamedNode(CAKG + "ordinal"), Literal(number), DefaultGraph()) for number in (1, 2)]
DATA += [
    Quad(EVENT, NamedNode(CAKG + "note"), Literal("a"), DefaultGraph()),
    Quad(EVENT, NamedNode(CAKG + "note"), Literal("b"), NamedNode("urn:graph")),
]


def in_store() -> Store:
    found = Store()
    found.extend(DATA)
    return found


def in_memory() -> Dataset:
    found = Dataset()
    for quad in DATA:
        target = found.default_graph if quad.graph_name == DefaultGraph() else found.graph(URIRef("urn:graph"))
        target.add((foreign(quad.subject), foreign(quad.predicate), foreign(quad.object)))
    return found


SOURCES: dict[str, Callable[[], object]] = {
    "store": in_store,
    "dataset": lambda: store.as_dataset(DATA),
    "memory": in_memory,
}


@pytest.fixture(params=SOURCES)
def source(request: pytest.FixtureRequest) -> "store.Source":
    return SOURCES[request.param]()  # type: ignore[return-value]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
def test_every_source_is_asked_the_same_way(source: "store.Source") -> None:
    rows = store.select(source, "SELECT ?n ?gap { VALUES ?e { UNDEF } ?e cakg:ordinal ?n } ORDER BY ?n", e=EVENT.value)
    assert rows == Rows(("n", "gap"), ((typed("1", "integer"), None), (typed("2", "integer"), None)))
    assert len(store.select(source, "SELECT ?n { VALUES ?e { UNDEF } ?e cakg:ordinal ?n }", e="urn:other")) == 0
    assert store.ask(source, "ASK { event:2012-x cakg:note 'a' }") is True
    assert store.ask(source, "ASK { event:2012-x cakg:note 'b' }") is False, "the default graph is one, not the union"
    said = store.ask(source, "CONSTRUCT { ?e a cakg:Event } WHERE { ?e cakg:note 'a' }")
    assert isinstance(said, Triples) and said.terms == (
        (EVENT, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(CAKG + "Event")),
    )
    assert store.known(source, ["urn:graph", EVENT.value, "no IRI at all> ?p ?o } #"]) == [EVENT.value]
    assert store.known(source, ["urn:graph"]) == store.known(source, ["no IRI"]) == []


def test_a_value_needs_its_place_and_is_an_iri() -> None:
    with pytest.raises(ValueError, match="no VALUES for thing"):
        store.select(Store(), "SELECT ?o { ?thing ?p ?o } # VALUES ?thing { UNDEF }", thing=EVENT.value)
    with pytest.raises(ValueError, match="IRI"):
        store.select(Store(), "SELECT ?o { VALUES ?thing { UNDEF } ?thing ?p ?o }", thing="x> } #")


def test_disputes_about_a_thing_are_those_on_it_too(sample: Corpus) -> None:
    dataset = compile(sample)
    known = disputes(dataset)
    assert known
    for one in known:
        assert one in disputes(dataset, one.subject)


def test_an_answer_needs_no_rdflib(sample_root: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from pyoxigraph import RdfFormat, Store
from cakg.ask.describe import describe
from cakg.ask.find import resolve
from cakg.ask.ledger import disputes
from cakg.ask.question import answer
from cakg.ask.saved import find_saved
from cakg.compile.dataset import write
from cakg.engine import guard
from cakg.read.claims import gather
from cakg.read.corpus import read
store = Store()
store.load(write(gather(read(Path({str(sample_root)!r})))), RdfFormat.N_QUADS)
question = find_saved("who-met-whom", root={str(sample_root)!r})
rows = answer(store, question, {{"actor": "Davron Quill", "other": "uzbekistan"}})
assert len(rows) and rows.to_csv() and rows.to_dicts()
assert describe(store, resolve(store, "Davron Quill")).statements and disputes(store)
assert guard.run(store, "ASK {{ ?event a cakg:Event }}") is True
assert "rdflib" not in sys.modules and "networkx" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_accepted_view_is_the_same_on_whatever_store_it_lies() -> None:
    thing, name = NamedNode(BASE + "event/7"), NamedNode(CAKG + "ordinal")
    inside = [Quad(thing, name, Literal(7)), Quad(thing, name, Literal("sieben", language="de"))]
    elsewhere = Quad(thing, name, Literal(8), NamedNode(BASE + "report/a"))
    in_memory = Dataset()
    in_memory.parse(data="".join(f"{quad} .\n" for quad in (*inside, elsewhere)), format="nquads")
    wanted = {(quad.subject, quad.predicate, quad.object) for quad in inside}
    for dataset in (store.as_dataset([*inside, elsewhere]), in_memory):
        found = list(store.accepted(dataset))
        assert len(found) == 2 and set(found) == wanted
