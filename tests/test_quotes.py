"""Quotes found, nearly found and not found: one folder a case, each by the path of the user.

A case has the `text` of a document, a `quote` in a `language`, whether it is `found` ("exact", "unseen": but for what
nobody sees, or "no") and what is `said` of it. Dateline and filling stand around the text, and are quoted, too.
"""

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from pyoxigraph import Literal

import cakg
from cakg.cli import run
from cakg.read.unspaced import count_words
from cakg.words.namespaces import sparql_prologue

CASES = Path(__file__).parent / "quotes"
NAMES = sorted(path.parent.name for path in CASES.glob("*/case.yaml"))
PARTS = range(1, 13)
REPORT = """{prefixes}
event:2018-05-10-mountain-consultations
    cakg:quote {quote}, "words of {name} 3 follow"@en, "words of {name} 4 follow"@en .
report:2021-01-01-{name} a cakg:Report ; cakg:extent extent:whole ; cakg:kind kind:press-release ;
    cakg:quote "Dateline {name}"@en ; cakg:retrieved "2026-11-21"^^edtf:EDTF ;
    cakg:url "https://example.org/x"^^xsd:anyURI ;
    dcterms:issued "2021-01-01"^^edtf:EDTF ; dcterms:language "en" ; dcterms:publisher org:mountain-dialogue-centre ;
    dcterms:title "X"@en .
"""


def case(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((CASES / name / "case.yaml").read_text("utf-8"))
    return found


def place(root: Path, texts: Path, name: str) -> None:
    """Put the report of a case into a corpus and its text into a folder, byte by byte."""
    folder, wanted = root / "data" / "reports" / "2021", case(name)
    folder.mkdir(exist_ok=True)
    quote = str(Literal(wanted["quote"], language=wanted["language"]))
    (folder / f"2021-01-01-{name}.ttl").write_text(
        REPORT.format(prefixes=sparql_prologue(), quote=quote, name=name), "utf-8"
    )
    texts.mkdir(exist_ok=True)
    filling = "\n\n".join(f"Many further words of {name} {n} follow here and say nothing of weight." for n in PARTS)
    (texts / f"{name}.txt").write_bytes(f"Dateline {name}\n\n{wanted['text']}\n\n{filling}\n".encode())


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory, sample_root: Path) -> tuple[int, list[dict[str, str]], list[str]]:
    """Judge all cases by one command; return what it leaves, its rows and what it says."""
    root = tmp_path_factory.mktemp("quotes")
    for folder in ("ontology", "queries"):
        (root / folder).symlink_to(sample_root / folder)
    shutil.copytree(sample_root / "data", root / "data")
    for name in NAMES:
        place(root, root / "texts", name)
    command = [sys.executable, "-m", "cakg", "evidence", "--texts", "texts", "--root", ".", "--quotes"]
    done = subprocess.run([*command, "--format", "csv"], cwd=root, capture_output=True, encoding="utf-8")
    assert "cakg: " in done.stderr and "is used for no report" not in done.stderr, done.stderr
    return done.returncode, list(csv.DictReader(io.StringIO(done.stdout, newline=""))), done.stderr.splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_a_quote(name: str, judged: tuple[int, list[dict[str, str]], list[str]]) -> None:
    code, rows, lines = judged
    wanted = case(name)
    rows = [row for row in rows if row["report"] == f"report:2021-01-01-{name}" and row["quote"] == wanted["quote"]]
    match = "no" if not rows else "unseen" if all(row["unseen"] for row in rows) else "exact"
    said = [
        line for line in lines if line.startswith(f"data/reports/2021/2021-01-01-{name}.ttl:") and "no node" not in line
    ]
    assert match == wanted["found"], said
    assert all(f"the quote {wanted['quote']!r}" in line for line in said)
    assert all(any(part in line for line in said) for part in wanted["said"]), said
    assert bool(said) is bool(wanted["said"]), said
    assert code == 1


def test_every_kind_has_members_and_some_are_found_and_some_not() -> None:
    kinds: dict[str, list[str]] = {}
    for name in NAMES:
        kinds.setdefault(case(name)["kind"], []).append(case(name)["found"])
    assert all(len(members) >= 3 for members in kinds.values()), kinds
    assert {found for members in kinds.values() for found in members} == {"exact", "unseen", "no"}


def test_what_is_found_but_for_what_nobody_sees_is_recorded(own_root: Path, tmp_path: Path) -> None:
    place(own_root, tmp_path / "texts", "ligature-f")
    found = {one.report.path: one for one in cakg.evidence(texts=tmp_path / "texts", root=own_root, record=True)}
    one = found["data/reports/2021/2021-01-01-ligature-f.ttl"]
    assert one.complete and one.unrecorded and len(one.notes) == 1
    assert one.document is not None and one.document.digest in (own_root / one.report.path).read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("heads of the five centres", 5),
        ("2018 – 2019", 3),
        ("U.S.-led talks", 2),
        ("中亚五国", 2),
        ("中亚五国外", 3),
        ("在2018年", 3),
        ("外相会合はサマルカンドで", 5),
        ("การประชุม", 2),
        ("встреча 会议", 2),
    ],
)
def test_words_are_counted_with_and_without_blanks(text: str, words: int) -> None:
    assert count_words(text) == words


def test_no_text_is_dropped_in_silence(own_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = tmp_path / "texts"
    place(own_root, texts, "ligature-f")
    (texts / "y.txt").write_bytes((texts / "ligature-f.txt").read_bytes() + b"\n\n")
    (texts / "stranger.txt").write_text("Nothing of it stands anywhere.", "utf-8")
    (texts / "half.txt").write_text("Dateline ligature-f\n\nMany words of ligature-f 3 follow here.", "utf-8")
    (texts / "page.html").write_text("<p>Dateline</p>", "utf-8")
    (texts / "loud.txt").write_text("Nothing of it stands there either.", "utf-8")
    (texts / ".hidden").write_text("", "utf-8")
    assert run(["evidence", "--texts", str(texts), "--root", str(own_root)]) == 0
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("cakg: /")]
    assert [line.removeprefix(f"cakg: {texts}/") for line in said] == [
        "page.html is not read: only names that end in .txt are read here; rename it or move it elsewhere",
        f"y.txt is word for word the same as {texts}/ligature-f.txt, which is used",
        "half.txt is used for no report: 2 of the 4 quotes of report:2021-01-01-ligature-f stand in it,"
        f" but the text of that report is {texts}/ligature-f.txt",
        "loud.txt is used for no report: no quote of a report stands in it",
        "stranger.txt is used for no report: no quote of a report stands in it",
    ]


def test_a_text_with_too_few_quotes_is_said(own_root: Path, tmp_path: Path) -> None:
    place(own_root, tmp_path / "texts", "ligature-f")
    texts = {"half.txt": "Dateline ligature-f\n\nMany words of ligature-f 3 follow here."}
    with pytest.warns(
        cakg.TextWarning, match="2 of the 4 quotes of report:2021-01-01-ligature-f stand in it, and more than half"
    ):
        cakg.evidence(texts=texts, root=own_root)
