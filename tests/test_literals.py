"""Literals and relative IRIs: what is kept letter by letter, what loses its spelling, and that no library complains."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from cakg.cli import run
from cakg.engine import guard, store
from cakg.engine.terms import foreign, native
from cakg.read import turtle
from cakg.serve.frame import bare
from cakg.web.citations import shown
from cakg.words.namespaces import BASE, XSD

ROOT = Path(__file__).parents[1]
ILL = '"2020-02-31"^^xsd:date "x"^^xsd:integer "<a"^^rdf:XMLLiteral "2012-13"^^xsd:gYearMonth "maybe"^^xsd:boolean'


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('"1.50"^^xsd:decimal', '"1.5"^^xsd:decimal'),
        ('"01"^^xsd:integer', '"1"^^xsd:integer'),
        ('"007"^^xsd:nonNegativeInteger', '"7"^^xsd:integer'),
        ('"1e2"^^xsd:double', '"100"^^xsd:double'),
        ('"1"^^xsd:boolean', '"true"^^xsd:boolean'),
        ('"2012-03-27T09:00:00+00:00"^^xsd:dateTime', '"2012-03-27T09:00:00Z"^^xsd:dateTime'),
        ('"P12M"^^xsd:duration', '"P1Y"^^xsd:duration'),
        ('"a"@EN-us', '"a"@en-us'),
        ('"a "@en', '"a "@en'),
        ('"2012-03-27"^^xsd:date', '"2012-03-27"^^xsd:date'),
        ('"2020-02-31"^^xsd:date', '"2020-02-31"^^xsd:date'),
        ('"2012"^^xsd:gYear', '"2012"^^xsd:gYear'),
        ('"2012-03~"^^edtf:EDTF', '"2012-03~"^^edtf:EDTF'),
        ('"99999999999999999999999"^^xsd:integer', '"99999999999999999999999"^^xsd:integer'),
    ],
)
def test_what_loses_its_spelling_in_the_store(written: str, kept: str) -> None:
    """The page on the model says so."""
    prefixes = f"@prefix xsd: <{XSD}> . @prefix edtf: <http://id.loc.gov/datatypes/edtf/> . <x:s> <x:p> "
    (given,), (wanted,) = (turtle.parse(f"{prefixes}{text} .", "") for text in (written, kept))
    held = Store()
    held.add(Quad(given.subject, given.predicate, given.object))
    (quad,) = held
    assert str(quad.object) == str(wanted.object)
    page = (ROOT / "docs" / "model.md").read_text("utf-8")
    assert "`1.50` is `1.5`" in page and "`@EN-us` is `@en-us`" in page and "`007` is `7`" in page


def test_relative_iris_are_so_to_the_corpus_wherever_it_lies() -> None:
    (triple,) = turtle.parse("<person/x> <ontology#y> <> .", "a/b.ttl")
    assert [term.value for term in triple] == [f"{BASE}person/x", f"{BASE}ontology#y", BASE]
    held = Store()
    held.add(Quad(*triple))
    text = "ASK { <person/x> <ontology#y> <> }"
    assert guard.run(held, text) is guard.run(held, text, contained=False) is store.ask(held, text) is True
    assert guard.run(held, f"BASE <x:y> {text}") is False
    assert turtle.canonical("<person/x> <ontology#y> <person/z> .", "").count("person:x\n    cakg:y person:z") == 1


def test_terms_of_rdflib_keep_their_text() -> None:
    for one in (
        Literal("2020-02-31", datatype=NamedNode(XSD + "date")),
        Literal("007", datatype=NamedNode(XSD + "byte")),
    ):
        assert native(foreign(one)) == one


LOOKED_AT = """
import cakg, sys
graph = cakg.load({root!r})
query = 'SELECT ?x {{ VALUES ?x {{ {ill} }} }}'
rows = cakg.query(query, graph=graph)
print(list(rows), rows.values, rows.to_dicts(), rows.to_csv())
print(list(graph.query(query)))
graph.add((*[row[0] for row in graph.query('SELECT ?x {{ VALUES ?x {{ rdf:type rdf:value }} }}')], rows[0][0]))
print(graph.serialize(format="nt")[:0])
print(cakg.check(root={root!r}, shacl_engine="pyshacl"))
"""


@pytest.fixture
def spoilt(own_root: Path) -> Path:
    """Return the sample with a value that its datatype does not allow."""
    (path := own_root / "data" / "register" / "spoilt.ttl").write_text(
        "@prefix cakg: <https://w3id.org/cakg/ontology#> .\n@prefix place: <https://w3id.org/cakg/place/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
        'place:dushanbe\n    cakg:begin "2020-02-31"^^xsd:date ;\n    cakg:ordinal "x"^^xsd:integer ;\n    .\n',
        "utf-8",
    )
    assert path.exists()
    return own_root


@pytest.mark.parametrize(
    "command",
    [
        ["-c", "python"],  # where rdflib takes itself to be used interactively, and prints what it logs
        ["script", "python"],
        ["-m", "cakg", "query", f"SELECT ?x {{ VALUES ?x {{ {ILL} }} }}"],
        ["-m", "cakg", "query", f"CONSTRUCT {{ rdf:a rdf:b ?x }} {{ VALUES ?x {{ {ILL} }} }}", "--format", "turtle"],
        ["-m", "cakg", "check"],
        ["-m", "cakg", "check", "--shacl-engine", "pyshacl"],
        ["-m", "cakg", "show", "place:dushanbe"],
        ["-m", "cakg", "export", "--format", "rdfxml", "-o", "out.rdf"],
    ],
    ids=lambda command: " ".join(command[:4]).replace("\n", " ")[:40],
)
def test_no_traceback_of_a_library_is_printed(command: list[str], spoilt: Path, tmp_path: Path) -> None:
    code = LOOKED_AT.format(root=str(spoilt), ill=ILL)
    if command[-1] == "python":
        (tmp_path / "script.py").write_text(code, "utf-8")
        command = ["-c", code] if command[0] == "-c" else ["script.py"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "CAKG_ROOT": str(spoilt)}
    done = subprocess.run([sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert "Traceback" not in done.stderr + done.stdout and "Failed to convert" not in done.stderr
    assert "bug" not in done.stderr and done.returncode in (0, 1), done.stderr
    out = tmp_path / "out.rdf"
    said = done.stdout + (out.read_text("utf-8") if out.exists() else "")
    assert "2020-02-31" in said or "data/register/spoilt.ttl:6:" in said or "Dushanbe" in said


@pytest.mark.parametrize(
    "value", ['"x"^^xsd:integer', '"+-2"^^xsd:integer', "9" * 5000, "99999999999", '"x"^^xsd:double']
)
def test_a_number_that_nobody_can_reckon_with_is_a_finding_and_no_bug(
    value: str, own_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It stands where a quote is compared with it, where it is counted and where it is drawn."""
    head = f"@prefix xsd: <{XSD}> .\n"
    report = "data/reports/2018/2018-05-11-mdc-first-consultations.ttl"
    for path, statement in ((report, "cakg:ordinal"), ("data/register/place.ttl", "geo:lat")):
        text = (own_root / path).read_text("utf-8")
        line = next(line for line in text.splitlines() if statement in line)
        text = text.replace(line, f"    {statement} {value} ;")
        (own_root / path).write_text(text if "@prefix xsd:" in text else head + text, "utf-8")
    for command in (["evidence"], ["coverage"], ["info"], ["show", "place:almaty", "--format", "csv"]):
        assert run([*command, "--root", str(own_root)]) == 0
        capsys.readouterr()
    assert run(["check", "--root", str(own_root)]) == 1
    found = capsys.readouterr().out
    assert "data/register/place.ttl:" in found and ("99999" in value or f"{report}:" in found)
    if value == '"x"^^xsd:double':
        assert run(["build", "-o", str(tmp_path / "build"), "--root", str(own_root)]) == 1


@pytest.mark.parametrize(
    ("command", "code"), [(["search"], 2), (["show"], 2), (["ask", "events-between", "--since"], 2), (["query"], 0)]
)
def test_a_number_of_thousands_of_digits_may_be_typed(
    command: list[str], code: int, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "9" * 5000
    typed = f"SELECT ({typed} AS ?n) {{}}" if command == ["query"] else typed
    assert run([*command, typed, "--root", str(sample_root)]) == code
    shown = capsys.readouterr()
    assert code == 0 or shown.err.count("\n") == 1
    assert code or "9" * 5000 in "".join(shown.out.split())  # in as many lines as a terminal is wide


@pytest.mark.parametrize(
    ("text", "said"),
    [("5", "5"), ("12345", "12\u202f345"), ("x", "x"), ("9" * 5000, "9" * 5000), ("+-12345", "+-12345")],
)
def test_a_page_shows_a_number_that_nobody_can_reckon_with_as_it_is_written(text: str, said: str) -> None:
    value = Literal(text, datatype=NamedNode(XSD + "integer"))
    assert shown(bare("en"), value).text == said
