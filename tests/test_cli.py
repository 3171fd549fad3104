"""The command line: exit codes, one line for bad input with file, line and remedy, nothing half written."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from cakg.cli import group, run
from cakg.read.turtle import canonical

GOOD = """\
@prefix cakg: <https://w3id.org/cakg/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix event: <https://w3id.org/cakg/event/> .
@prefix kind: <https://w3id.org/cakg/kind/> .
@prefix org: <https://w3id.org/cakg/org/> .
@prefix report: <https://w3id.org/cakg/report/> .
@prefix status: <https://w3id.org/cakg/status/> .

event:2020-01-new
    cakg:date "2020-01"^^edtf:EDTF ;
    cakg:status status:held ;
    .

report:2020-02-new
    a cakg:Report ;
    dcterms:issued "2020-02-01"^^edtf:EDTF ;
    .
"""


def spoil(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new)


NO_REPORT = GOOD.replace("report:2020-02-new\n    a cakg:Report", "event:2020-02-new\n    a cakg:Meeting")
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

BAD = [
    pytest.param(spoil("status:held", '"held'), 12, "", id="syntax"),
    pytest.param(spoil("event:2020-01-new", "happening:2020-01-new"), 10, "happening", id="unknown prefix"),
    pytest.param(spoil("cakg:date ", "cakg:dtae "), 11, "did you mean cakg:date?", id="unknown property"),
    pytest.param(spoil("status:held", "status:hold"), 12, "did you mean status:held?", id="unknown concept"),
    pytest.param(spoil('"2020-01"', '"New Year"'), 11, "no EDTF date", id="no date"),
    pytest.param(spoil('"2020-01"', '"2020-02-30"'), 11, "no day of the calendar", id="no calendar day"),
    pytest.param(spoil('"2020-01"', '"2020-03/2020-01"'), 11, "ends before it begins", id="reversed interval"),
    pytest.param(NO_REPORT, 1, "no cakg:Report", id="no report"),
    pytest.param("", 1, "empty", id="empty file"),
    pytest.param(b"caf\xe9\n", 1, "UTF-8", id="not UTF-8"),
    pytest.param(spoil("status:held", "[ cakg:date 1 ]"), 12, "no blank nodes", id="blank node"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "remedy"), BAD)
def test_bad_input(
    own_root: Path, text: str | bytes, line: int, remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = own_root / "data/reports/2020/2020-02-new.ttl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert run(["info", "--root", str(own_root)]) == 3
    out, err = capsys.readouterr()
    assert not out and err.count("\n") == 1, err
    assert re.search(rf"2020-02-new\.ttl:{line}\b", err) and remedy in err and ";" in err and "Traceback" not in err


def test_two_files_with_one_report(own_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = next((own_root / "data/reports").rglob("*.ttl"))
    (own_root / "data/reports/2020/copy.ttl").write_text(source.read_text("utf-8"), "utf-8")
    assert run(["info", "--root", str(own_root)]) == 3
    err = capsys.readouterr().err
    assert "copy.ttl" in err and source.name in err and err.count("\n") == 1


def test_an_unreadable_file(own_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own_root / "data/reports/2020/gone.ttl").symlink_to("/proc/self/mem")  # whoever reads it, root too
    assert run(["info", "--root", str(own_root)]) == 3
    assert "gone.ttl: cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["show", "Nobody At All"], 1, "nothing is called"),
        (["show", "event:nothing"], 1, "nothing is known"),
        (["search", "qqqqqqqqq"], 1, "nothing is called"),
        (["ask", "meetings-of-serie"], 1, "did you mean meetings-of-series"),
        (["ask", "meetings-of-series", "--serie", "x"], 2, "did you mean series"),
        (["ask", "meetings-of-series", "series"], 2, "write --name value"),
        (["ask", "meetings-of-series", "--series"], 2, "needs a value"),
        (["ask", "events-between", "--since", ""], 2, "--since is empty"),
        (["network", "delegations-that-met", "--since= "], 2, "--since is empty"),
        (["brief", "Tajikistan", "--until", ""], 2, "--until is empty"),
        (["query"], 2, "-f FILE"),
        (["query", "SELECT ?x WHERE { ?x a"], 3, "query:1"),
        (["query", "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }"], 3, "SERVICE"),
        (["query", "DELETE WHERE { ?s ?p ?o }"], 3, ""),
        (["query", "SELECT * WHERE " + "{" * 3000 + "}" * 3000], 4, ""),
        (["query", "--seconds", "0.5", ENDLESS], 4, "second"),
        (["info", "--format", "xml"], 2, "xml"),
        (["info", "--as-known-on", "yesterday"], 2, "no date"),
        (["info", "--as-known-on", ".."], 2, "no date that ends"),
        (["info", "--publisher", "mountain-dialogue-house"], 1, "did you mean org:mountain-dialogue-centre"),
        (["ask", "meetings-of-series", "--series", "recca", "--endpoint", "http://localhost:1"], 3, "http://localhost"),
        (["query", "ASK {}", "--endpoint", "http://localhost:1"], 3, "look at the URL"),
        (["evidence", "--record"], 2, "--texts DIR"),
        (["evidence", "--texts", ".", "--quotes", "--ungrounded"], 2, "choose one"),
        (["evidence", "--texts", "/nowhere"], 3, "not a folder"),
        (["check", "/nowhere.ttl"], 3, "cannot be read"),
        (["export", "-o", "out.docx"], 2, "docx"),
        (["export", "-o", "/nowhere/at/all/out.ttl"], 5, "cannot be written"),
        (["rank", "persons-by-events", "--measure", "charm"], 2, "charm"),
        (["network", "nothing"], 1, "nothing"),
        (["juggle"], 2, "juggle"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)  # fmt: skip
def test_exit_codes(
    sample_root: Path, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setenv("CAKG_ROOT", str(sample_root))
    monkeypatch.chdir(tmp_path)
    if code == 5 and os.geteuid() == 0:
        arguments = [*arguments[:-1], "/proc/out.ttl"]
    assert run(arguments) == code
    out, err = capsys.readouterr()
    assert said in err and err.count("\n") == 1 and "Traceback" not in err
    assert not out


def test_a_corpus_without_views_is_not_built(
    tmp_path: Path, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("ontology", "data"):
        (tmp_path / folder).symlink_to(sample_root / folder)
    assert run(["build", "-o", str(tmp_path / "build"), "--root", str(tmp_path)]) == 3
    assert "queries/view/" in capsys.readouterr().err and not (tmp_path / "build").exists()


def test_a_bug_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("cakg.api.info", lambda *_: 1 / 0)
    assert run(["info"]) == 70
    assert capsys.readouterr().err.count("\n") == 1


def test_an_interrupt(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cakg.api.info", stop)
    assert run(["info"]) == 130


def test_a_full_disk_leaves_no_half(
    sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.nq"
    path.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert run(["export", "-o", str(path), "--root", str(sample_root)]) == 5
    assert path.read_text() == "old" and "No space left" in capsys.readouterr().err


def test_checking_a_file_judges_it_as_if_it_were_added(
    sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.ttl"
    path.write_text(GOOD)
    assert run(["check", str(path), "--root", str(sample_root)]) == 1
    out, _ = capsys.readouterr()
    assert out and all(line.startswith(f"{path}:") for line in out.splitlines())
    assert "event:2020-01-new" in out


def test_checking_a_file_shows_what_it_breaks_elsewhere(
    sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a namesake ü.ttl"
    register = (sample_root / "data/register/org.ttl").read_text("utf-8")
    (name,) = re.findall(r'^org:mountain-dialogue-centre\n.*?prefLabel (".*?"@en)', register, re.DOTALL | re.MULTILINE)
    path.write_text(
        "@prefix cakg: <https://w3id.org/cakg/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        f"<https://w3id.org/cakg/org/z> a cakg:Organization ; skos:prefLabel {name} ."
    )
    assert run(["check", str(path), "--root", str(sample_root), "--strict"]) == 1
    out, _ = capsys.readouterr()
    assert "[name-of-two] org:mountain-dialogue-centre" in out and "data/register/org.ttl:" in out


def test_a_second_opinion_may_be_asked_for(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--root", str(sample_root), "--shacl-engine", "pyshacl", "--strict"]) == 0
    assert capsys.readouterr().err == "cakg: 0 violations, 0 warnings\n"
    assert run(["check", "--root", str(sample_root), "--shacl-engine", "other"]) == 2


def test_files_of_the_corpus_are_checked_as_what_they_are(
    sample_root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(sample_root)
    files = [Path("ontology/event.ttl"), Path("ontology/shapes/event.ttl"), *Path("data/rulings").glob("*.ttl")]
    assert run(["check", *map(str, files), "--root", ".", "--strict"]) == 0
    assert "0 violations, 0 warnings" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "given", "code", "out", "err"),
    [
        (["fmt", "-"], GOOD.encode(), 0, canonical(GOOD, ""), ""),
        (["fmt", "--check", "-"], canonical(GOOD, "").encode(), 0, "", ""),
        (["fmt", "-"], b"", 3, "", "-:1: the file is empty"),
        (["check", "-"], GOOD.encode(), 1, "-:", ""),
        (["query", "-f", "-"], b"ASK { ?event a cakg:Event }", 0, "true\n", ""),
        (["query", "-f", "-"], b"ASK { \xff }", 3, "", "-:1:7: byte 0xff is not UTF-8"),
        (["query", "-f", "-"], b"ASK {\n ?x a vet:Cat }", 3, "", "-:2:14: the prefix vet: is not declared"),
    ],
)
def test_standard_input(sample_root: Path, arguments: list[str], given: bytes, code: int, out: str, err: str) -> None:
    command = [sys.executable, "-m", "cakg", *arguments]
    environment = {**os.environ, "CAKG_ROOT": str(sample_root)}
    done = subprocess.run(command, input=given, capture_output=True, env=environment)
    assert done.returncode == code, done.stderr
    shown = done.stdout.decode()
    assert (shown == out if arguments[0] == "fmt" else shown.startswith(out)) and err in done.stderr.decode()


def test_output_is_utf8_whatever_the_locale(sample_root: Path) -> None:
    environment = {**os.environ, "CAKG_ROOT": str(sample_root), "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "cakg", "query", "SELECT ?n WHERE { ?x skos:prefLabel ?n }", "--format", "csv"]
    done = subprocess.run(command, capture_output=True, env=environment)
    assert done.returncode == 0 and re.search("[а-я]", done.stdout.decode("utf-8")), done.stderr


def test_fmt_mends_and_reports(own_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = next((own_root / "data/register").glob("*.ttl"))
    good = path.read_text("utf-8")
    path.write_text(good.replace("    a ", "  a  ", 1), "utf-8")
    assert run(["fmt", "--check", "--root", str(own_root)]) == 1
    assert path.name in capsys.readouterr().err and path.read_text("utf-8") != good
    assert run(["fmt", "--root", str(own_root)]) == 0
    assert path.read_text("utf-8") == good
    assert run(["fmt", "--check", "--root", str(own_root)]) == 0


def test_fmt_refuses_to_lose_comments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "remarked.ttl"
    path.write_text(GOOD + "# a remark\n")
    assert run(["fmt", str(path)]) == 3
    assert "editorialNote" in capsys.readouterr().err and path.read_text().endswith("# a remark\n")


def test_diff_tells_claims(sample_root: Path, own_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", str(sample_root), str(own_root)]) == 0
    reports = (own_root / "data/reports").rglob("*.ttl")
    path = next(path for path in reports if "status:held" in path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace("status:held", "status:cancelled"), "utf-8")
    assert run(["diff", str(sample_root), str(own_root), "--format", "csv"]) == 1
    out = capsys.readouterr().out
    assert "added" in out and "retracted" in out and "cancelled" in out


def test_without_a_command_six_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert sum(line.startswith("  cakg ") for line in capsys.readouterr().out.splitlines()) == 6


@pytest.mark.parametrize("name", group.list_commands(click.Context(group)))
def test_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


def test_help_imports_nothing_heavy() -> None:
    script = "import sys; from cakg.cli import run; run(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    heavy = {"rdflib", "pyoxigraph", "networkx", "pyshacl", "scipy", "numpy", "rich", "edtf", "jinja2"}
    assert not {name for name in heavy if f"'{name}'" in done.stderr}


@pytest.mark.parametrize("words", ["export --format nquads", "info", "--help"])
@pytest.mark.parametrize("reader", ["head -1", "true"])
def test_a_closed_pipe_is_no_error(words: str, reader: str, sample_root: Path) -> None:
    command = f"{sys.executable} -m cakg {words} | {reader}; exit ${{PIPESTATUS[0]}}"
    known = {**os.environ, "CAKG_ROOT": str(sample_root)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=known)
    assert done.returncode == 0 and not done.stderr, done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["search", "\udcc7\udce5"],
        ["show", "\udcc7"],
        ["query", 'ASK { ?s ?p "\udcc7" }'],
        ["ask", "doings-of-actor", "--actor", "\udcff"],
    ],
)
def test_what_is_no_unicode_is_refused_in_one_line(
    command: list[str], capsys: pytest.CaptureFixture[str], sample_root: Path
) -> None:
    assert run([*command, "--root", str(sample_root)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.endswith(" was not typed in UTF-8; let the terminal send it\n")


def test_a_locale_that_is_ascii_hides_no_name(capsys: pytest.CaptureFixture[str], sample_root: Path) -> None:
    as_ascii = "Зеллер".encode().decode("ascii", "surrogateescape")
    for command in (["search", as_ascii], ["show", as_ascii], ["ask", "doings-of-actor", "--actor", as_ascii]):
        assert run([*command, "--root", str(sample_root), "--format", "csv"]) == 0
        assert "Zeller" in capsys.readouterr().out
