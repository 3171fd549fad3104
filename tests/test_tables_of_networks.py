"""The tables of docs/networks.md are those that commands make."""

from pathlib import Path

import pytest
from benchmarks import central, coverage, page

TEXT = page.PAGE.read_text("utf-8")


def test_the_table_of_coverage_is_what_was_measured() -> None:
    found = coverage.read()
    assert {scope for scope, _ in found} == {one.name for one in coverage.SCOPES}
    assert page.parts("coverage", TEXT)[1].strip() == coverage.table(found).strip()


def test_what_was_measured_is_added_up_and_read_again(tmp_path: Path) -> None:
    one = coverage.Tally(2, 0.5, (0.5, 1.0, 0.5, 0.0), 0.75)
    both = one + coverage.Tally(2, 1.0, (0.5, 0.5, 0.5, 1.0), 0.25)
    assert both == coverage.Tally(4, 0.75, (0.5, 0.75, 0.5, 0.5), 0.5)
    found = {("a, b", "degree"): both}
    coverage.write(found, tmp_path / "x.csv")
    assert coverage.read(tmp_path / "x.csv") == found
    assert "| a, b | 4 | degree | 75 % | 50 · 75 · 50 · 50 | 50 % |" in coverage.table(found)


def test_the_most_central_stand_in_their_place() -> None:
    lines = page.parts("central", TEXT)[1].splitlines()
    assert [line.split(" | ")[0] for line in lines if line[2:3].isdigit()] == [f"| {n}" for n in range(1, 6)]
    assert central.FIRST == 5 and any("draws, seed" in line for line in lines)


def test_a_table_without_a_place_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("a\n<!-- x: by y -->\nold\n<!-- end of x -->\nb\n", "utf-8")
    page.replace("x", "new\n", path)
    assert path.read_text("utf-8") == "a\n<!-- x: by y -->\n\nnew\n\n<!-- end of x -->\nb\n"
    with pytest.raises(ValueError, match="no place for the table z"):
        page.replace("z", "new", path)
