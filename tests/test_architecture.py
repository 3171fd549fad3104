"""The layers: a module imports only from lines above its own, and only the edges touch the world."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "cakg"

FACES = {Path("__init__.py"), Path("__main__.py")}
LAYERS = [
    ["errors"],
    ["namespaces", "dates"],
    ["turtle", "wording", "tabular", "rows", "document", "screen", "projection", "measures", "graphfile"],
    ["corpus", "frontmatter"],
    ["claims", "parameter", "select"],
    ["accept", "grounding"],
    ["derive"],
    ["compile", "rules", "find"],
    ["conformance", "question", "guard", "networks", "ranking", "evidence", "ledger", "describe", "coverage"],
    ["diff", "remote", "formats"],
    ["bundle"],
    ["api"],
    ["web"],
    ["cli"],
]
TOUCHES_FILES = {"corpus", "cli", "web", "guard", "remote"}
WORLD = {"os", "pathlib", "shutil", "tempfile", "socket", "subprocess", "time", "urllib.request", "http"}


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE) not in FACES)


def layer(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            assert node.level == 0, f"{path}: imports are absolute"
            found.add(node.module)
            if node.module == "cakg":
                found.update(f"cakg.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_up(path: Path) -> None:
    place = {name: number for number, names in enumerate(LAYERS) for name in names}
    own = layer(path)
    assert own in place, f"{own} has no layer; give it one in LAYERS"
    for name in imported(path):
        other = name.split(".")[1] if name.startswith("cakg.") else None
        if other is None or other == own or other == "__version__":
            continue
        assert place[other] < place[own], f"{own} imports {other}, which is not above it"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_edges_touch_the_world(path: Path) -> None:
    touched = imported(path) & WORLD
    if layer(path) in TOUCHES_FILES:
        return
    assert not touched - {"pathlib"}, f"{path.name} imports {touched}"
    text = path.read_text("utf-8")
    assert "open(" not in text.replace("_open(", "") and ".read_text(" not in text, f"{path.name} opens files"


def test_the_table_names_no_module_that_is_gone() -> None:
    there = {layer(path) for path in modules()}
    named = {name for names in LAYERS for name in names}
    assert named <= there, f"LAYERS names what is gone: {named - there}"


def test_no_public_function_bears_the_name_of_a_module() -> None:
    """Importing a module puts it on the package and would hide the function."""
    import cakg

    assert not {layer(path) for path in modules()} & set(cakg.__all__)
