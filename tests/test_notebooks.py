"""The notebooks print what they show: each is run on the shipped corpus, and compared with what is committed."""

import json
from pathlib import Path

import pytest
from tests.notebooks import NOTEBOOKS, REMEDY, run, written
from tests.sampling import sampled


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("path", sampled(NOTEBOOKS, 3), ids=lambda path: path.stem)
def test_a_notebook_prints_what_it_shows(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    given = json.loads(text)
    made = run(given, tmp_path)
    for before, after in zip(given["cells"], made["cells"], strict=True):
        assert before == after, REMEDY
    assert text == written(made), REMEDY
    cells = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
    assert sum(bool(cell["outputs"]) for cell in cells) > 5
    assert given["nbformat"] == 4 and len({cell["id"] for cell in given["cells"]}) == len(given["cells"])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("1 + 1", "ends in a value"),
        ("import warnings; warnings.warn('x')", "it warns"),
        ("import sys; print('x', file=sys.stderr)", "it warns"),
    ],
)
def test_what_a_kernel_would_show_otherwise_is_refused(source: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said):
        run({"cells": [{"cell_type": "code", "source": source}]}, tmp_path)


def test_cells_share_their_names_and_print_in_turn(tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "source": ["x = 2\n", "print(x)"]}, {"cell_type": "markdown", "source": "y"}]
    made = run({"cells": [*cells, {"cell_type": "code", "source": "open('f', 'w').close()\nprint(x + 1)"}]}, tmp_path)
    printed = [cell["outputs"][0]["text"] for cell in made["cells"] if cell["cell_type"] == "code"]
    assert printed == [["2\n"], ["3\n"]] and (tmp_path / "f").exists() and "outputs" not in made["cells"][1]
