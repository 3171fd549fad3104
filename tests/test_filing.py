"""Files and folders: `filing/<case>.yaml` spoils the sample and lists the lines that `cakg check` then prints.

What is done, in this order: `replace` texts in files, `move` files or folders, make `folders`, `links`, `files` and
`pipes`; `added` is a file that is given to `cakg check`. Where nothing is added, whatever is found, every command works
and the graph is what it was.
"""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

import cakg
from cakg.cli import run
from cakg.judge.filing import RULES

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((HERE / "filing").glob("*.yaml"))}
KEYS = {"replace", "move", "folders", "links", "files", "pipes", "added", "check"}


def spoil(root: Path, case: dict[str, Any]) -> None:
    for path, texts in case.get("replace", {}).items():
        for old, new in texts.items():
            text = (root / path).read_text("utf-8")
            assert text.count(old) == 1
            (root / path).write_text(text.replace(old, new), "utf-8")
    for old, new in case.get("move", {}).items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        shutil.move(root / old, root / new)
    for path in case.get("folders", ()):
        (root / path).mkdir(parents=True)
    for path, target in case.get("links", {}).items():
        (root / path).symlink_to(target)
    for path, text in case.get("files", {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    for path in case.get("pipes", ()):
        os.mkfifo(root / path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the sample with vocabulary and queries, all of which a test may spoil."""
    folder = tmp_path / "corpus"
    for name in ("ontology", "queries"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copytree(HERE / "sample" / "data", folder / "data")
    return folder


@pytest.mark.parametrize("name", CASES)
def test_what_is_misfiled_is_named(
    name: str, root: Path, sample_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = CASES[name]
    assert case.keys() <= KEYS and "check" in case and len(case) > 1
    spoil(root, case)
    added = [str(root / case["added"])] if "added" in case else []
    code = run(["check", *added, "--root", str(root)])
    out, err = capsys.readouterr()
    if added:
        out = out.replace(f"{Path(added[0]).parent}{os.sep}", "")
    assert out.splitlines() == case["check"], err
    assert code == any(": violation: " in line for line in case["check"])
    if not added and "replace" not in case:
        assert cakg.info(root=root) == cakg.info(root=sample_root)
        assert cakg.saved("question", root).keys() == cakg.saved("question", sample_root).keys()


def test_every_rule_on_files_has_a_case() -> None:
    said = "\n".join(line for case in CASES.values() for line in case["check"])
    assert [rule.name for rule in RULES if f": {rule.severity}: " not in said or f"[{rule.name}]" not in said] == []
    assert all(rule.summary.endswith(".") for rule in RULES)


def test_documents_are_found_past_what_systems_leave_behind(tmp_path: Path) -> None:
    """Texts are walked like the corpus: links are followed, `._x.txt` is none, a byte order mark is taken off."""
    from cakg.read.files import texts

    (tmp_path / "own" / "x.txt").mkdir(parents=True)
    (tmp_path / "own" / "x.txt" / "a.txt").write_text("\ufeffone", "utf-8")
    (tmp_path / "own" / "._a.txt").write_bytes(b"\0\xff")
    (tmp_path / "own" / "lost.txt").symlink_to("nothing.txt")
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "b.txt").write_text("two", "utf-8")
    (tmp_path / "own" / "far").symlink_to("../far")
    found = texts(tmp_path / "own")
    assert {Path(path).name: text for path, text in found.items()} == {"a.txt": "one", "b.txt": "two"}
