"""How work grows with a corpus, counted and not timed: rows that a query's plan yields, calls that a function makes.

Oxigraph says of each operator of a plan how many rows it yielded. What it tries within EXISTS and along a path it does
not count: where a query takes long, its time on the processor is looked at as well.
"""

import cProfile
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

OXIGRAPH = str(Path(sys.executable).with_name("oxigraph"))


@dataclass(frozen=True)
class Work:
    """Hold what answering a query took: rows of all operators, and seconds of the processor."""

    rows: int
    seconds: float


def lay(folder: Path, quads: Path) -> None:
    """Load quads into a store on disk."""
    command = [OXIGRAPH, "load", "--location", str(folder), "--file", str(quads)]
    subprocess.run(command, check=True, capture_output=True)


def query(store: Path, text: str) -> Work:
    """Return the work of a query on a store on disk. Errors: RuntimeError where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        plan, answer = Path(folder, "plan.json"), Path(folder, "answer.tsv")
        command = [OXIGRAPH, "query", "--location", str(store), "--results-file", str(answer)]
        with subprocess.Popen([*command, "--stats", "--explain-file", str(plan), "--query", text]) as child:
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise RuntimeError(f"the query failed: {text[:200]}")
        return Work(_rows(json.loads(plan.read_text("utf-8"))["plan"]), used.ru_utime + used.ru_stime)


def calls(function: Callable[[], object]) -> int:
    """Return how many calls of functions, those of C included, a function makes."""
    profile = cProfile.Profile()
    profile.runcall(function)
    return sum(entry.callcount for entry in profile.getstats())


def power(small: float, large: float, ratio: float) -> float:
    """Return the exponent with which something grows while the corpus grows by a ratio."""
    return log((large + 1) / (small + 1)) / log(ratio)


def _rows(operator: Mapping[str, Any]) -> int:
    children: Iterable[Mapping[str, Any]] = operator.get("children", ())
    return int(operator.get("number of results") or 0) + sum(map(_rows, children))
