"""The walks in docs/architecture.md are those that the code takes, and they touch no module twice."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
TRACER = """
import contextlib, io, json, os, sys
from cakg.cli import run
arguments, warm = ["ask", "meetings-of-series", *sys.argv[2:]], sys.argv[1] == "warm"
with contextlib.redirect_stdout(io.StringIO()):
    run(arguments) if warm else None
import cakg
base = os.path.dirname(cakg.__file__) + os.sep
called, returned = {}, {}
def trace(frame, event, _):
    code = frame.f_code
    if code.co_filename.startswith(base) and event in ("call", "return") and "<" not in code.co_name:
        if code.co_flags & 2:  # a function, not the body of a class or module
            step = code.co_filename[len(base):-3].replace(os.sep, "/") + "." + code.co_name
            (called if event == "call" else returned).setdefault(step)
with contextlib.redirect_stdout(io.StringIO()):
    sys.setprofile(trace)
    run(arguments)
    sys.setprofile(None)
print(json.dumps([list(called), list(returned)]))
"""


def walk(title: str) -> list[str]:
    """Return the steps of a walk, each as `room/module.function`."""
    section = PAGE.partition(f"### {title}\n")[2].partition("\n#")[0]
    return re.findall(r"^\d+\. `([\w/]+\.\w+)`", section, re.MULTILINE)


def taken(temperature: str, folder: Path, series: str, root: Path) -> tuple[list[str], list[str]]:
    """Return every step that the code takes, in the order of first calls and in that of first returns."""
    command = [sys.executable, "-c", TRACER, temperature, "--series", series, "--root", str(root)]
    environment = {**os.environ, "CAKG_CACHE": str(folder), "PYTHONPATH": str(ROOT / "src"), "COLUMNS": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    called, returned = json.loads(done.stdout.splitlines()[-1])
    return called, returned


def compare(steps: list[str], way: list[str], rooms: tuple[str, ...]) -> None:
    modules = [step.partition(".")[0] for step in steps]
    assert len(set(modules)) == len(modules), "the walk comes to a module twice"
    passed = [step for step in way if step.startswith(rooms)]
    assert [step for step in passed if step in steps] == steps, f"the code goes: {' '.join(passed)}"
    assert {step.partition(".")[0] for step in passed} == set(modules)


def test_what_the_prose_says_of_the_code_is_there() -> None:
    """Modules are named as `room/module`, what they hold in capitals."""
    pages = PAGE + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    code = "".join(path.read_text("utf-8") for path in sorted((ROOT / "src/cakg").rglob("*.py")))
    rooms = "|".join(path.name for path in (ROOT / "src/cakg").iterdir() if path.is_dir())
    named = set(re.findall(rf"`((?:{rooms})/\w+)`", pages))
    assert len(named) > 60
    assert not {module for module in named if not (ROOT / "src/cakg" / f"{module}.py").is_file()}
    held = set(re.findall(r"`@?((?<=@)[a-z]+|_[a-z]+|[A-Z_]{7,})`", pages)) - {"UNDEF", "OPTIONAL"}
    assert held > {"MEASURES", "rule"}
    assert not {name for name in held if not re.search(rf"\b{name}\b", code)}


@pytest.mark.parametrize("title", re.findall(r"^### (From .*)$", PAGE, re.MULTILINE))
def test_a_walk_names_what_there_is(title: str) -> None:
    for step in walk(title):
        module, _, function = step.partition(".")
        assert re.search(rf"^ *def {function}\(", (ROOT / "src/cakg" / f"{module}.py").read_text("utf-8"), re.MULTILINE)
    assert len(walk(title)) > 10


def test_from_ask_to_the_row(tmp_path: Path, sample_root: Path) -> None:
    called, _ = taken("warm", tmp_path, "mountain-consultations", sample_root)
    compare(
        walk("From `cakg ask` to the row"), called, ("cli/", "api", "ask/", "read/", "compile/", "engine/", "export/")
    )


def test_from_a_line_to_the_view(tmp_path: Path, sample_root: Path) -> None:
    _, returned = taken("cold", tmp_path, "mountain-consultations", sample_root)
    done = returned[: returned.index("compile/origin.open_corpus")]
    of_the_question = ("read/frontmatter", "read/yaml", "read/conflicts", "read/lexer")
    way = [step for step in done if not step.startswith(of_the_question)]
    rooms = ("read/", "compile/", "engine/index", "engine/processes", "engine/store")
    compare(walk("From a Turtle line to the accepted view"), way, rooms)
