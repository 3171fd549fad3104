"""The notebooks of docs/notebooks, run: `python tests/notebooks.py` writes what their cells print into them.

Cells are run here, in one namespace for a notebook, and not in a kernel: to start three of those takes longer than
what they run. So that a kernel would show the same, a cell prints what it shows and ends in no value, warns of nothing,
and uses no magic: it is plain Python.
"""

import ast
import contextlib
import io
import json
import os
import tempfile
import warnings
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
REMEDY = "run: make notebooks"
# what Python, and so a kernel, does not show of other people's code
_UNSEEN = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


def run(notebook: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return a notebook with what its cells print as they are run one after the other; files go into a folder.

    Errors: whatever a cell raises; ValueError for one that ends in a value, warns, or writes to stderr.
    """
    namespace: dict[str, Any] = {"__name__": "__main__"}
    cells, number = [], 0
    with contextlib.chdir(folder):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                number += 1
                printed = _printed("".join(cell["source"]), f"cell {number}", namespace)
                lines = printed.splitlines(keepends=True)
                outputs = [{"name": "stdout", "output_type": "stream", "text": lines}] if lines else []
                cell = {**cell, "execution_count": number, "outputs": outputs}
            cells.append(cell)
    return {**notebook, "cells": cells}


def _printed(source: str, place: str, namespace: dict[str, Any]) -> str:
    tree = ast.parse(source, place)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        for unseen in _UNSEEN:
            warnings.simplefilter("ignore", unseen)
        exec(compile(tree, place, "exec"), namespace)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), place, "eval"), namespace)
            if value is not None:
                raise ValueError(f"{place}: it ends in a value; print it, or give it a name")
    if err.getvalue() or said:
        raise ValueError(f"{place}: it warns: {err.getvalue()}{[str(one.message) for one in said]}")
    return out.getvalue()


def written(notebook: dict[str, Any]) -> str:
    """Return a notebook as Jupyter writes it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("CAKG_ROOT", str(FOLDER.parents[1]))
    for path in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as scratch:
            path.write_text(written(run(json.loads(path.read_text("utf-8")), Path(scratch))), "utf-8")
