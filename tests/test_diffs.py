"""What `cakg diff` tells beside claims: `diffs/<case>.yaml` spoils a copy of the sample and lists the rows, as CSV.

`lines` are all rows, `has` some of them. Files are spoilt as in test_filing.
"""

import shutil
from pathlib import Path

import pytest
import yaml

from cakg.cli import run

HERE = Path(__file__).parent
CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((HERE / "diffs").glob("*.yaml"))}


@pytest.mark.parametrize("name", CASES)
def test_a_difference_is_told(name: str, tmp_path: Path, sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[name]
    assert case.keys() <= {"replace", "remove", "move", "files", "lines", "has"}
    for folder in ("ontology", "queries"):
        shutil.copytree(HERE.parent / folder, tmp_path / folder)
    shutil.copytree(HERE / "sample" / "data", tmp_path / "data")
    for path, texts in case.get("replace", {}).items():
        for old, new in texts.items():
            text = (tmp_path / path).read_text("utf-8")
            assert text.count(old) == 1
            (tmp_path / path).write_text(text.replace(old, new), "utf-8")
    for path in case.get("remove", ()):
        (tmp_path / path).unlink()
    for old, new in case.get("move", {}).items():
        (tmp_path / old).rename(tmp_path / new)
    for path, text in case.get("files", {}).items():
        (tmp_path / path).write_text(text, "utf-8")
    code = run(["diff", str(sample_root), str(tmp_path), "--format", "csv"])
    head, *rows = capsys.readouterr().out.splitlines()
    assert head == "change,who says so,thing,property,value,before"
    assert code == bool(rows)
    assert rows == case["lines"] if "lines" in case else set(case["has"]) <= set(rows)
