"""The rooms: arrows run down, only the edges touch the world, and the map in docs/architecture.md is true."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "cakg"
ROOMS = (
    "words",
    "read",
    "engine",
    "compile",
    "judge",
    "ask",
    "networks",
    "curate",
    "steward",
    "export",
    "web",
    "serve",
    "cli",
)
TOUCH_THE_WORLD = {
    "read/corpus",
    "read/fetch",
    "read/files",
    "read/folders",
    "read/releases",
    "read/sorting",
    "read/temporary",
    "read/walk",
    "engine/child",
    "engine/remote",
    "compile/cache",
    "compile/stores",
    "engine/processes",
}  # and the faces, cli
OPEN_SOCKETS = {
    "read/fetch",
    "engine/remote",
    "serve/pool",
    "serve/server",
    "serve/seat",
    "serve/wire",
    "serve/workers",
}
SOCKETS = {"socket", "ssl", "urllib.request", "http", "http.client"}
WORLD = {"os", "pathlib", "shutil", "tempfile", "subprocess", "time"} | SOCKETS


def modules() -> list[str]:
    """Return every module but the packages themselves, as `room/name`."""
    paths = (path.relative_to(SOURCE).with_suffix("").as_posix() for path in SOURCE.rglob("*.py"))
    return sorted(path for path in paths if not path.endswith("__init__"))


@cache
def imported(module: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            assert node.level == 0, f"{module}: imports are absolute"
            found.add(node.module)
    return found


def test_the_contracts_are_kept() -> None:
    command = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:]


def test_an_arrow_upward_breaks_a_contract(tmp_path: Path) -> None:
    """The contracts are seen to fail: on a copy in which the lowest room imports the highest."""
    source = tmp_path / "src" / "cakg"
    for path in SOURCE.rglob("*.py"):
        (source / path.relative_to(SOURCE)).parent.mkdir(parents=True, exist_ok=True)
        (source / path.relative_to(SOURCE)).write_text(path.read_text("utf-8"), "utf-8")
    with (source / "words/errors.py").open("a") as errors, (source / "read/files.py").open("a") as files:
        errors.write("import cakg.cli.options\n")
        files.write("import cakg.read.claims\n")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    code = f"import sys; sys.path[:0] = [{str(source.parent)!r}]; from importlinter.cli import lint_imports"
    command = [sys.executable, "-c", f"{code}; sys.exit(lint_imports(no_cache=True))"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "From room to room arrows run down BROKEN" in done.stdout and "Within read BROKEN" in done.stdout


def test_there_are_eleven_rooms_and_few_doors() -> None:
    there = {path.name for path in SOURCE.iterdir() if path.name != "__pycache__"}
    assert there == {*ROOMS, "__init__.py", "__main__.py", "api.py", "py.typed"}


@pytest.mark.parametrize("module", modules())
def test_only_the_edges_touch_the_world(module: str) -> None:
    if module in TOUCH_THE_WORLD or module.split("/")[0] in ("cli", "serve", "web"):
        return
    assert not imported(module) & (WORLD - {"pathlib"}), f"{module} imports {imported(module) & WORLD}"
    text = (SOURCE / f"{module}.py").read_text("utf-8")
    assert "open(" not in text.replace("_open(", "") and ".read_text(" not in text, f"{module} opens files"


@pytest.mark.parametrize("module", modules())
def test_two_modules_open_sockets(module: str) -> None:
    """The ones that ask an endpoint and fetch pages, and the server; not even the command line, which may touch all
    else.
    """
    assert module in OPEN_SOCKETS or not imported(module) & SOCKETS, f"{module} imports {imported(module) & SOCKETS}"


@pytest.mark.parametrize("module", modules())
def test_names_are_compared_by_one_library(module: str) -> None:
    if module != "compile/revision":  # which compares lines
        assert "difflib" not in imported(module), f"{module}: compare names with words/errors.nearest"


def test_the_map_is_true() -> None:
    """docs/architecture.md names every module, room by room, with the first line of its docstring."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    for room in ROOMS:
        doc = ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text("utf-8"))) or ""
        lines = [f"### {room}", "", doc.splitlines()[0], ""]
        for module in modules():
            if module.startswith(f"{room}/"):
                said = ast.get_docstring(ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))) or ""
                lines.append(f"- `{module}` {said.splitlines()[0]}")
        block = "\n".join(lines) + "\n"
        assert block in page, f"docs/architecture.md does not say of {room}:\n{block}"
    assert page.count("\n- `") == sum("/" in module for module in modules()), "it names a module that is gone"


def test_importing_a_room_hides_no_function() -> None:
    """`ask` and `export` are functions of the package and rooms of the same names."""
    script = (
        "import cakg, cakg.ask.question, cakg.export.bundle, inspect;"
        "from cakg import ask; from cakg.ask import find;"
        "assert all(inspect.isfunction(f) for f in (cakg.ask, cakg.export, ask)) and inspect.ismodule(find)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
