"""Findings as annotations: SARIF that names file, line and rule, commands as GitHub reads them."""

import json
from pathlib import Path

import pytest

from cakg.cli import run
from cakg.export.annotations import annotations
from cakg.judge.findings import Finding

FAIL = Path(__file__).parent / "shapes" / "Amount-bound" / "fail.ttl"


def test_sarif_names_rule_file_and_line(sample_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", str(FAIL), "--root", str(sample_root)]
    assert run([*command, "--format", "csv"]) == 1
    rows = capsys.readouterr().out.splitlines()[1:]
    assert run([*command, "--annotations", "sarif"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["runs"]
    places = [one["locations"][0]["physicalLocation"] for one in found["results"]]
    told = [f"{one['artifactLocation']['uri']}:{one['region']['startLine']}" for one in places]
    assert told == [row.split(",")[0] for row in rows] and told
    assert {one["ruleId"] for one in found["results"]} == {one["id"] for one in found["tool"]["driver"]["rules"]}
    assert all(one["level"] in ("error", "warning") and one["message"]["text"] for one in found["results"])


def test_commands_of_github_are_escaped() -> None:
    one = Finding("Some-rule", "warning", "x", "100 %\nsure: a, b", path="data/a,b:c.ttl", line=7)
    assert annotations([one], "github", "1") == (
        "::warning file=data/a%2Cb%3Ac.ttl,line=7,title=Some-rule::100 %25%0Asure: a, b\n"
    )


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_what_stands_in_no_file_is_told(form: str) -> None:
    one = Finding("Some-rule", "violation", "x", "It is wrong.")
    assert "It is wrong." in annotations([one], form, "1")


def test_every_result_of_sarif_has_a_place() -> None:
    """GitHub refuses a log with a result that has none."""
    found = [Finding("Some-rule", "violation", "x", "It is wrong.", path=path) for path in (None, "data/a b.ttl")]
    (run,) = json.loads(annotations(found, "sarif", "1"))["runs"]
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    assert [place["artifactLocation"]["uri"] for place in places] == ["data", "data/a%20b.ttl"]
    assert all(place["region"]["startLine"] == 1 for place in places)
