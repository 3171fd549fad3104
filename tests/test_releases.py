"""What `cakg diff` compares beside folders, and what it tells of answers and rankings."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from cakg.cli import run
from cakg.engine.rows import Rows
from cakg.steward.changes import answers, rankings


class Placed(NamedTuple):
    """Stand for an actor in a ranking."""

    actor: str
    place: int
    best: int | None
    worst: int | None


GONE = "data/reports/2020/2020-03-16-council-of-rivers-bulletin.ttl"


def told(old: object, new: object, capsys: pytest.CaptureFixture[str], *options: str) -> set[str]:
    """Return the lines that `cakg diff` prints."""
    capsys.readouterr()
    code = run(["diff", str(old), str(new), "--format", "csv", *options])
    printed = capsys.readouterr()
    lines = printed.out.splitlines()[1:]
    assert code == bool(lines), printed.err
    return set(lines)


@pytest.fixture
def shorter(own_root: Path) -> Path:
    (own_root / GONE).unlink()
    return own_root


def test_answers_that_gained_and_lost_rows_are_told(
    sample_root: Path, shorter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = told(sample_root, shorter, capsys)
    more = told(sample_root, shorter, capsys, "--answers")
    assert plain < more and all(",answers," in line for line in more - plain)
    assert any(line.startswith("retracted,answers,elections-and-winners,row,") for line in more)


def test_who_moved_in_rankings_is_told(sample_root: Path, shorter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = told(sample_root, shorter, capsys, "--rankings") - told(sample_root, shorter, capsys)
    assert more and all(line.split(",")[1].startswith("ranking ") for line in more)


def test_a_bundle_is_compared_by_what_its_graphs_hold(
    sample_root: Path, shorter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = tmp_path / "cakg.trig"
    assert run(["export", "--root", str(sample_root), "-o", str(bundle)]) == 0
    assert told(bundle, sample_root, capsys) == set()
    by_texts = {line for line in told(sample_root, shorter, capsys) if "report:2020-03-16" in line.split(",")[1]}
    by_graphs = {line for line in told(bundle, shorter, capsys) if "report:2020-03-16" in line.split(",")[1]}
    assert by_texts and by_texts == by_graphs


def test_a_tag_is_the_corpus_as_it_was(
    sample_root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for folder in ("data", "ontology", "queries"):
        shutil.copytree(sample_root / folder, tmp_path / "repository" / folder)
    monkeypatch.setenv("CAKG_ROOT", str(tmp_path / "repository"))
    git = ["git", "-C", str(tmp_path / "repository"), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"], ["tag", "0.1.0"]):
        subprocess.run([*git, *words], check=True)
    (tmp_path / "repository" / GONE).unlink()
    assert told("0.1.0", tmp_path / "repository", capsys) == told(sample_root, tmp_path / "repository", capsys)
    assert run(["diff", "0.1.9", str(tmp_path / "repository")]) == 3
    assert "no tag or commit that holds a corpus; did you mean 0.1.0?" in capsys.readouterr().err


def test_what_is_no_folder_and_no_tag_is_said(
    sample_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKG_ROOT", str(sample_root))
    assert run(["diff", "--", "-x", str(sample_root)]) == 3
    assert "-x is no folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ((1, 1, 3), (2, 1, 4), "moved within its interval"),
        ((1, 1, 1), (2, 1, 4), "moved beyond its interval"),
        ((1, 1, 3), (2, 2, 4), "moved beyond its interval"),
        ((1, None, None), (2, 1, 4), "moved"),
        ((1, 1, 3), (1, 1, 4), None),
        (None, (2, 1, 4), "added"),
        ((2, 1, 4), None, "retracted"),
    ],
)
def test_a_move_is_within_the_intervals_of_both_places_or_beyond(
    before: tuple[int, ...] | None, after: tuple[int, ...] | None, change: str | None
) -> None:
    old, new = ([] if one is None else [Placed("https://w3id.org/cakg/org/x", *one)] for one in (before, after))
    found = list(rankings({"view": old, "gone": []}, {"view": new}, "degree"))  # type: ignore[dict-item]
    assert [(one.speaker, one.subject, one.change) for one in found] == (
        [] if change is None else [("ranking view", "org:x", change)]
    )


def test_answers_of_other_columns_are_one_change() -> None:
    old, new = Rows(("a",), ()), Rows(("a", "b"), ())
    (found,) = answers({"x": old, "y": old}, {"x": new})
    assert (found.change, found.value, found.before) == ("accepted otherwise", "a | b", "a")
