"""Drafts: `drafts/<case>/text.txt`, an invented document, gives `draft.ttl` and, where something is new,
`draft.register.ttl`, by the command that curators use; `drafts/refused.yaml` is what no draft is made of, and how that
is said.

A draft whose remarks a curator has read and deleted is a report; until then `cakg check` refuses it.
"""

import csv
import re
from pathlib import Path

import pytest
import yaml

from cakg.cli import run
from cakg.judge.evidence import examine
from cakg.read import turtle
from cakg.read.claims import UNFINISHED, gather
from cakg.read.corpus import Corpus, Source
from cakg.read.cues import cues_of
from cakg.read.grounding import names_of
from cakg.words.namespaces import CAKG, SKOS

HERE = Path(__file__).parent / "drafts"
CASES = sorted(path.parent for path in HERE.glob("*/text.txt"))
REFUSED = yaml.safe_load((HERE / "refused.yaml").read_text("utf-8"))
TEXTS = Path(__file__).parent / "sample" / "texts"
NEW = "2019-06-09-steppe-wire-consultations"


def drafted(root: Path, text: Path, folder: Path, *more: str) -> tuple[int, str, str]:
    """Return the code of the command, the draft and the entries for the register; empty where none was written."""
    output = folder / "draft.ttl"
    code = run(["draft", str(text), "--root", str(root), "-o", str(output), *more])
    texts = [path.read_text("utf-8") if path.exists() else "" for path in (output, folder / "draft.register.ttl")]
    return code, texts[0], texts[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_text_gives_its_draft(case: Path, sample_root: Path, tmp_path: Path) -> None:
    """To write the cases anew after a change that was meant: cakg draft … -o tests/drafts/<case>/draft.ttl."""
    code, text, entries = drafted(sample_root, case / "text.txt", tmp_path)
    assert code == 0
    assert text == (case / "draft.ttl").read_text("utf-8")
    held = case / "draft.register.ttl"
    assert entries == (held.read_text("utf-8") if held.exists() else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_draft_is_canonical_and_every_quote_is_lawful(case: Path, sample: Corpus) -> None:
    text = (case / "draft.ttl").read_text("utf-8")
    assert turtle.canonical(text, "draft") == text
    claims = gather(Corpus(case, (*sample.sources, Source("draft.ttl", "report", text))), strict=False)
    (report,) = (one for one in claims.reports if one.path == "draft.ttl")
    document = (case / "text.txt").read_text("utf-8")
    (found,) = examine([report], {"text.txt": document}, names_of(claims.curated), cues_of(claims.curated))
    assert found.faults == ()
    assert found.document is not None
    assert found.distinct
    assert found.without_quote == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_node_says_what_is_sure_and_what_is_to_be_read(case: Path) -> None:
    for name in ("draft.ttl", "draft.register.ttl"):
        if not (case / name).exists():
            continue
        triples = turtle.parse((case / name).read_text("utf-8"), name)
        noted = {
            triple.subject
            for triple in triples
            if triple.predicate.value == SKOS + "editorialNote" and triple.object.value.startswith(UNFINISHED)
        }
        assert noted == {triple.subject for triple in triples}


@pytest.mark.parametrize("text", sorted(TEXTS.glob("*.txt")), ids=lambda text: text.stem)
def test_without_the_finished_report_the_draft_is_the_same(text: Path, own_root: Path, tmp_path: Path) -> None:
    code, with_it, entries = drafted(own_root, text, tmp_path, "--again")
    assert code == 0
    (report,) = own_root.rglob(f"data/reports/*/{text.stem}.ttl")
    report.unlink()
    again = tmp_path / "again"
    again.mkdir()
    assert drafted(own_root, text, again, "--again") == (0, with_it, entries)


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("as it is", "digest"),
        ("another text", "address"),
        ("a word more", "near-equal text"),
    ],
)
def test_a_document_in_the_graph_is_told_and_drafted_only_again(
    change: str, by: str, own_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stem = "2019-06-07-mdc-second-consultations"
    path = next(own_root.rglob(f"{stem}.ttl"))
    address = re.search(r'cakg:url "([^"]+)"', path.read_text("utf-8"))
    assert address is not None
    text = (TEXTS / f"{stem}.txt").read_text("utf-8")
    text = {"as it is": text, "another text": text[: len(text) // 3], "a word more": f"{text}\n\nPrinted at noon.\n"}[
        change
    ]
    file = tmp_path / "text.txt"
    file.write_text(text, "utf-8")
    options = ["--url", address[1].replace("https", "http") + "/"] if by == "address" else []
    code, draft, _ = drafted(own_root, file, tmp_path, *options)
    said = capsys.readouterr().err
    assert (code, draft) == (2, "")
    assert f"is in the graph already: report:{stem} (by its {by}); read that report, or" in said
    code, draft, _ = drafted(own_root, file, tmp_path, "--again", *options)
    assert code == 0
    assert draft
    assert f"report:{stem} (by its {by})" in capsys.readouterr().err


def test_what_copies_say_is_not_heard(own_root: Path, tmp_path: Path) -> None:
    """A report that repeats what is in no corpus changes nothing: it may be a copy of this very document."""
    text = HERE / "en-visit" / "text.txt"
    plain = drafted(own_root, text, tmp_path)[1]
    copy = own_root / "data" / "reports" / "2021" / "2021-05-06-steppe-wire-letter.ttl"
    copy.parent.mkdir()
    copy.write_text(
        (own_root / "data/reports/2019" / f"{NEW}.ttl")
        .read_text("utf-8")
        .replace(f"report:{NEW}", "report:2021-05-06-steppe-wire-letter")
        .replace(
            "prov:hadPrimarySource report:2019-06-07-mdc-second-consultations", "prov:hadPrimarySource report:gone"
        ),
        "utf-8",
    )
    assert drafted(own_root, text, tmp_path)[1] == plain


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_draft_is_made_of(
    name: str, sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = REFUSED[name]
    file = tmp_path / case["file"]
    if "text" in case:
        file.write_text(case["text"], "utf-8")
    if "latin" in case:
        file.write_bytes(case["latin"].encode("iso8859-2", "replace"))
    written = tmp_path / "out"
    written.mkdir()
    code, draft, entries = drafted(sample_root, file, written, *case.get("options", ()))
    said = capsys.readouterr().err.strip()
    assert (code, draft, entries) == (case["code"], "", "")
    assert case["said"] in said
    assert said.startswith("cakg: ")
    assert "\n" not in said
    assert list(written.iterdir()) == []


def test_a_pdf_without_text_is_none(sample_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pypdf import PdfWriter

    for pages, said in ((0, "it is a PDF without pages"), (2, "it is a PDF without text, such as a scan")):
        writer = PdfWriter()
        for _ in range(pages):
            writer.add_blank_page(200, 200)
        writer.write(tmp_path / "scan.pdf")
        assert drafted(sample_root, tmp_path / "scan.pdf", tmp_path)[:2] == (3, "")
        assert said in capsys.readouterr().err


def test_check_refuses_a_draft_and_accepts_it_once_it_is_finished(
    own_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text, entries = drafted(
        own_root,
        HERE / "en-course" / "text.txt",
        tmp_path,
        *("--url", "https://rivers.example.org/gauges", "--retrieved", "2026-11-21"),
    )
    assert code == 0
    (slug,) = re.findall(r"(?m)^report:(\S+)", text)
    report = own_root / "data" / "reports" / "2021" / f"{slug}.ttl"
    report.parent.mkdir()
    report.write_text(text, "utf-8")
    register = own_root / "data" / "register" / "event.ttl"
    register.write_text(register.read_text("utf-8") + entries, "utf-8")
    assert run(["fmt", "--root", str(own_root)]) == 0
    assert report.read_text("utf-8") == text
    assert run(["check", "--root", str(own_root), "--format", "csv"]) == 1
    found = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert {row["rule"] for row in found} == {"unfinished-draft"}
    for path in (report, register):
        lines = [line for line in path.read_text("utf-8").splitlines() if f'Note "{UNFINISHED}' not in line]
        path.write_text("\n".join(lines) + "\n", "utf-8")
    assert run(["fmt", "--root", str(own_root)]) == 0
    capsys.readouterr()
    assert run(["check", "--root", str(own_root), "--strict"]) == 0, capsys.readouterr().out


def test_nothing_of_a_draft_is_of_no_vocabulary(sample: Corpus) -> None:
    known = {
        triple.subject.value
        for source in sample.of_kind("vocabulary", "concept")
        for triple in turtle.parse(source.text, source.path, blank_nodes=True)
    }
    for case in CASES:
        for subject, predicate, value in turtle.parse((case / "draft.ttl").read_text("utf-8"), case.name):
            assert not predicate.value.startswith(CAKG) or predicate.value in known, (subject, predicate, value)


def test_a_draft_goes_to_stdout(sample_root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    case = HERE / "en-session"
    entries = tmp_path / "entries.ttl"
    assert run(["draft", str(case / "text.txt"), "--root", str(sample_root), "--register", str(entries)]) == 0
    assert capsys.readouterr().out == (case / "draft.ttl").read_text("utf-8")
    assert entries.read_text("utf-8") == (case / "draft.register.ttl").read_text("utf-8")
