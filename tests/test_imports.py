"""Imports: rows to statements, line for line; a tier below all that quotes a document, which can be left out."""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

import cakg
from cakg.cli import run
from cakg.compile.accept import judge
from cakg.compile.weights import Weights
from cakg.read import corpus, turtle
from cakg.read.claims import Report, gather
from cakg.read.imports import FILES, Import, read_import
from cakg.words import dates
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, CAKG, EDTF

ALMANAC = Path(__file__).parent / "imports" / "almanac"
TENURE = "tenure:davron-quill--tajikistan-deputy-foreign-minister"


def almanac(**changed: str) -> dict[str, str]:
    """Return the files of the almanac, of which some have another text: `rows` for `rows.csv`, and so on."""
    texts = {path.name: path.read_text("utf-8") for path in ALMANAC.iterdir()}
    names = {name.partition(".")[0].replace("-", "_"): name for name in FILES}
    return texts | {names[name]: text for name, text in changed.items()}


def said(texts: dict[str, str]) -> Import:
    return read_import("data/imports/almanac", texts)


def lines(text: str) -> list[set[str]]:
    """Return of each line what it says, as property and value."""
    return [
        {f"{p.value.removeprefix(CAKG)} {o.value}" for _, p, o in turtle.parse(one, "")} for one in text.split("\n")
    ]


@pytest.fixture
def with_almanac(own_root: Path) -> Path:
    """Return a corpus of which the almanac is a part."""
    shutil.copytree(ALMANAC, own_root / "data" / "imports" / "almanac")
    return own_root


def test_each_row_is_said_on_its_own_line() -> None:
    made = lines(said(almanac()).text)
    assert [bool(one) for one in made] == [False, True, True, False, False]
    assert made[1] >= {"from 2018-01-01", "until 2020-01-31", "row 1", f"holder {BASE}person/davron-quill"}
    assert made[2] >= {"from 2017-03-01", "row 2"} and not any(one.startswith("until") for one in made[2])


def test_a_name_stands_for_several_things_for_all_rows_or_for_what_several_columns_hold() -> None:
    things = """column,value,name,thing
,,term,
who first,A 2000-01-01,term,--2
who,A,person,a
who,B,person,b
who,B,person,c
,,end,$last
who,B,end,2002
"""
    date = f'"$first/$end"^^<{EDTF}EDTF>'
    mapping = f'<tenure/$person$term> <p> "$who" .\n<tenure/$person> <q> {date} .'
    rows = "who,first,last\nA,1990,\nA,2000-01-01,2000-01-01\nB,2001,2001\n"
    made = said(almanac(things=things, mapping=mapping, rows=rows, left_out="column,value,reason\n"))
    subjects = [
        {one.subject.value.removeprefix(f"{BASE}tenure/") for one in turtle.parse(text, "")}
        for text in made.text.split("\n")
    ]
    assert subjects[1:4] == [{"a"}, {"a", "a--2"}, {"b", "c"}]
    ends = [[one for one in line if one.startswith(f"{BASE}q")] for line in lines(made.text)]
    assert ends[1:4] == [[], [f"{BASE}q 2000-01-01"], [f"{BASE}q 2001/2002"]]  # each date in its one spelling
    assert not made.strays


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"rows": "id,who,office,first,last\n1,D. Quill,,2018,\n"}, ("rows.csv", 2)),
        ({"things": almanac()["things.csv"] + "who,X,person,x\n"}, ("things.csv", 6)),
        ({"left_out": almanac()["left-out.csv"] + "who,X,Nobody.\n"}, ("left-out.csv", 3)),
        ({"left_out": "column,value,reason\noffice,gardener,\n"}, ("left-out.csv", 2)),
        ({"left_out": "column,value,reason\n"}, ("rows.csv", 4)),
    ],
)
def test_what_does_nothing_is_told(changed: dict[str, str], place: tuple[str, int]) -> None:
    assert not said(almanac()).strays
    found = [(one.path.removeprefix("data/imports/almanac/"), one.line) for one in said(almanac(**changed)).strays]
    assert place in found


@pytest.mark.parametrize(
    ("changed", "path", "line", "problem"),
    [
        ({"rows": 'id,who\n1,"A\nB"\n'}, "rows.csv", 2, "end of a line"),
        ({"rows": "id,who\n1\n"}, "rows.csv", 2, "1 cells"),
        ({"rows": 'id,who\n1,"A" B\n'}, "rows.csv", 2, "no CSV"),
        ({"things": "column,value,thing\n"}, "things.csv", 1, "the columns are not"),
        ({"things": almanac()["things.csv"].replace("mdc-head", "mdc-$end")}, "things.csv", 5, r"\$end is no column"),
        ({"mapping": '<tenure/$person> <p> "$end" .'}, "mapping.ttl", 1, r"\$end is neither"),
        ({"rows": almanac()["rows.csv"].replace("2018-01-01", "2018 or so")}, "rows.csv", 2, "2018 or so"),
        ({"things": almanac()["things.csv"].replace("davron-quill", "davron quill")}, "rows.csv", 2, "IRI"),
    ],
)
def test_what_cannot_be_read_is_placed(changed: dict[str, str], path: str, line: int, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        said(almanac(**changed))
    assert (caught.value.path, caught.value.line) == (f"data/imports/almanac/{path}", line)


@pytest.mark.parametrize("name", FILES)
def test_an_import_has_five_files(name: str) -> None:
    texts = almanac()
    del texts[name]
    with pytest.raises(InputError, match=f"there is no {name}"):
        said(texts)
    with pytest.raises(InputError, match=r"more\.csv is no file"):
        said(almanac() | {"more.csv": "a\n"})


def test_an_import_is_one_graph_and_its_rows_are_evidence(with_almanac: Path) -> None:
    graph = cakg.load(with_almanac)
    (title,) = cakg.query("SELECT ?title WHERE { report:almanac rdfs:label ?title }", graph)
    assert str(title[0]) == "Almanac of offices (import)"
    shown = cakg.query(
        f"SELECT ?row ?name WHERE {{ ?e cakg:supports {TENURE} ; cakg:row ?row ; cakg:report report:almanac ;"
        " cakg:shows cakg:from ; cakg:mentions '2018-01-01'^^edtf:EDTF ; rdfs:label ?name }",
        graph,
    )
    assert [[str(cell) for cell in row] for row in shown] == [["1", "row 1 (import)"]]
    assert len(cakg.query(f"SELECT ?x WHERE {{ GRAPH report:almanac {{ {TENURE} cakg:row ?x }} }}", graph)) == 1
    assert not len(cakg.query(f"SELECT ?x WHERE {{ {TENURE} cakg:row ?x }}", graph))


def test_imports_are_left_out_where_they_are_not_wanted(with_almanac: Path, sample_root: Path) -> None:
    asked = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
    without = cakg.load(with_almanac, without_imports=True)
    assert set(cakg.query(asked, without)) == set(cakg.query(asked, cakg.load(sample_root)))
    assert len(cakg.query(asked, cakg.load(with_almanac))) > len(cakg.query(asked, without))
    assert str(without.perspective) == "the reports imports left out"


def test_what_rests_on_an_import_says_so(with_almanac: Path) -> None:
    """Who was in office, on what it rests; the title of the table; its column in coverage; the sources of a build."""
    graph = cakg.load(with_almanac)
    rows = cakg.ask("in-office-on", graph, day="2018-02-01").to_dicts()
    tiers = {row["name"]: row["tier"] for row in rows}
    assert tiers["Davron Quill"] == "both" and "documents" in tiers.values()
    (source,) = {
        row["source"] for row in cakg.ask("evidence-of", graph, thing=TENURE).to_dicts() if row["quote"] == "1"
    }
    assert source == "Almanac of offices (import)"
    assert [(one.text, one.is_row) for one in cakg.show(TENURE, graph).quotes if one.is_row] == [("1", True)]
    (year,) = (line.split(" | ") for line in cakg.coverage(graph).splitlines() if line.startswith("| 2021 "))
    assert year[6] == "1"
    assert all(one.report.iri.value != f"{BASE}report/almanac" for one in cakg.evidence(graph))


@pytest.mark.usefixtures("brief_site")
def test_a_build_names_its_sources_and_marks_rows(with_almanac: Path, tmp_path: Path) -> None:
    cakg.build(tmp_path / "out", cakg.load(with_almanac))
    readme = (tmp_path / "out" / "README.txt").read_text("utf-8")
    said = "Almanac of offices (import)\n    Steppe Wire, https://creativecommons.org/publicdomain/zero/1.0/\n"
    assert said + "    https://example.org/almanac\n" in readme
    site = tmp_path / "out" / "site"
    tenure = (site / f"{TENURE.replace(':', '/')}.html").read_text("utf-8")
    assert "row 1" in tenure and " · import</small>" in tenure
    assert "row 1" in (site / "report" / "almanac.html").read_text("utf-8")


def test_what_an_import_alone_says_is_named_so(with_almanac: Path) -> None:
    things = with_almanac / "data" / "imports" / "almanac" / "things.csv"
    things.write_text(things.read_text("utf-8").replace("tajikistan-deputy-foreign-minister", "mdc-head"), "utf-8")
    graph = cakg.load(with_almanac)
    asked = "SELECT ?name WHERE { tenure:davron-quill--mdc-head rdfs:label ?name } ORDER BY LANG(?name)"
    assert [str(row[0])[-9:] for row in cakg.query(asked, graph)] == [" (import)", " (импорт)"]
    tiers = {row["name"]: row["tier"] for row in cakg.ask("career-of-post", graph, post="mdc-head").to_dicts()}
    assert tiers["Davron Quill"] == "import" and tiers["Anora Zeller"] == "both"


def test_a_fault_is_found_in_its_row(with_almanac: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = with_almanac / "data" / "imports" / "almanac" / "rows.csv"
    rows.write_text(rows.read_text("utf-8").replace("2020-01-31", "2017-01-31"), "utf-8")
    assert run(["check", "--root", str(with_almanac)]) == 1
    assert "data/imports/almanac/rows.csv:2: violation: cakg:from is later" in capsys.readouterr().out
    rows.write_text(rows.read_text("utf-8").replace("2017-01-31", "2017-13-31"), "utf-8")
    with pytest.raises(InputError, match="2017-13-31") as caught:
        gather(corpus.read(with_almanac))
    assert (caught.value.path, caught.value.line) == ("data/imports/almanac/rows.csv", 2)


def test_the_rows_are_no_file_to_be_formatted(with_almanac: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--root", str(with_almanac)]) == 0, capsys.readouterr().out
    assert run(["fmt", "--check", "--root", str(with_almanac)]) == 0, capsys.readouterr().out
    (report,) = [one for one in gather(corpus.read(with_almanac)).reports if one.imported]
    assert report.path == "data/imports/almanac/source.ttl"


def day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(EDTF + "EDTF"))


A, B, MONTH = day("2010-05-01"), day("2010-05-02"), day("2010-05")
ANNOUNCED, HELD, CANCELLED = (NamedNode(f"{BASE}status/{name}") for name in ("announced", "held", "cancelled"))


@pytest.mark.parametrize(
    ("predicate", "claimed", "accepted", "disputed"),
    [
        pytest.param("date", {A: "a", B: "table list"}, A, True, id="imports outvote no quote"),
        pytest.param("date", {A: "a", B: "b table list"}, A, True, id="nor do they tip the scales"),
        pytest.param("date", {MONTH: "a", A: "table"}, A, False, id="they make it more precise"),
        pytest.param(
            "date",
            {MONTH: "a", day("2010-06"): "b c", A: "table"},
            day("2010-06"),
            True,
            id="which does not help what has fewer origins",
        ),
        pytest.param("date", {MONTH: "a", A: "table", B: "list"}, B, True, id="among themselves"),
        pytest.param("date", {A: "table", B: "list copy"}, B, True, id="where there are imports alone"),
        pytest.param("status", {ANNOUNCED: "a", HELD: "table"}, HELD, False, id="what was announced was held"),
        pytest.param("status", {CANCELLED: "a", HELD: "table"}, CANCELLED, True, id="no row is young"),
        pytest.param("until", {day(".."): "a", day("2011"): "table"}, day("2011"), False, id="ended since"),
        pytest.param("until", {day(".."): "a", day("2009"): "table"}, day(".."), True, id="yet it went on"),
    ],
)
def test_imports_rank_below_quotes(
    predicate: str, claimed: dict[Literal | NamedNode, str], accepted: Literal | NamedNode, disputed: bool
) -> None:
    def report(name: str, issued: str, imported: bool = False) -> Report:
        span, publisher = dates.parse(issued), frozenset({BASE + "org/" + name})
        nothing = frozenset[str]()
        return Report(
            NamedNode(BASE + "report/" + name), "", (), span, None, publisher, nothing, False, imported=imported
        )

    reports = [report("b", "2010-01-01"), report("c", "2010-01-01"), report("a", "2010-06-01")]
    reports += [report(name, "2026-01-01", imported=True) for name in ("table", "list", "copy")]
    values = {value: [f"{BASE}report/{name}" for name in names.split()] for value, names in claimed.items()}
    weights = Weights({one.iri.value: one for one in reports})
    found = judge(NamedNode(BASE + "event/x"), NamedNode(CAKG + predicate), values, None, weights)
    assert (found.accepted, found.sort is not None) == (accepted, disputed)
