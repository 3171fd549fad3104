"""Equal texts give equal bytes: whatever the hash seed, the time zone, the locale, the folder and the Python."""

import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CLASSIFIERS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["classifiers"]
PYTHONS = re.findall(r"^Programming Language :: Python :: (3\.\d+)$", "\n".join(CLASSIFIERS), re.MULTILINE)
HERE = f"{sys.version_info.major}.{sys.version_info.minor}"
WAYS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {
        "PYTHONHASHSEED": "2",
        "TZ": "Asia/Almaty",
        "LC_ALL": "C",
        "LANGUAGE": "ru",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",  # files that are opened without an encoding would be ASCII
    },
)
DRAW = """
import networkx, sys
from pyoxigraph import Store
from cakg.web.reader import Reader
from cakg.web import sociogram
net = networkx.gnm_random_graph(400, 1600, seed=7)
net = networkx.relabel_nodes(net, {node: f"actor {node}" for node in net})
print(sociogram.draw(net, Reader(Store()), most=70))
"""


def corpus(folder: Path) -> Path:
    """Return the sample as a corpus in a folder of its own."""
    folder.mkdir(parents=True)
    for name, source in (("ontology", "ontology"), ("queries", "queries"), ("data", "tests/sample/data")):
        (folder / name).symlink_to(ROOT / source)
    return folder


def environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "CAKG_", "PYTHON"))}
    return kept | {"PYTHONPATH": str(ROOT / "src")} | more


def bundle(folder: Path, more: dict[str, str], python: str = sys.executable) -> dict[str, bytes]:
    """Return all files of the bundle of the sample, built in a folder that nothing else knows."""
    settings = {"CAKG_ROOT": str(corpus(folder / "corpus")), "CAKG_CACHE": str(folder / "cache")}
    command = [python, "-m", "cakg", "build", "-o", str(folder / "bundle")]
    done = subprocess.run(command, cwd=folder, env=environment(settings | more), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    made = [path for path in (folder / "bundle").rglob("*") if path.is_file()]
    return {path.relative_to(folder / "bundle").as_posix(): path.read_bytes() for path in made}


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return bundle(tmp_path_factory.mktemp("usual"), WAYS[0])


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_the_bundle_is_the_same_on_another_machine(usual: dict[str, bytes], tmp_path: Path) -> None:
    assert len(usual) > 100 and {"site/index.html", "network.svg", "cakg.nq"} <= usual.keys()
    (folder := tmp_path / "ein Ordner – папка").mkdir()
    assert differing(usual, bundle(folder, WAYS[1])) == []


def test_a_large_network_is_drawn_alike_under_every_seed() -> None:
    """The sample has no network so large that only a part of it is drawn."""
    drawn = [
        subprocess.run([sys.executable, "-c", DRAW], env=environment(way), capture_output=True, check=True).stdout
        for way in (WAYS[0], WAYS[0] | {"PYTHONHASHSEED": "2"})
    ]
    assert drawn[0] == drawn[1] and drawn[0].count(b"Node(") == 70


@cache
def interpreter(version: str) -> str | None:
    """Return a Python of a version, from the PATH or where pyenv and uv keep theirs."""
    kept = (Path.home() / ".pyenv" / "versions", Path.home() / ".local" / "share" / "uv" / "python")
    found = [str(path) for folder in kept for path in sorted(folder.glob(f"*{version}.*/bin/python{version}"))]
    for name in (f"python{version}", *found):
        try:
            done = subprocess.run([name, "-c", "import sys; print(sys.version)"], capture_output=True, text=True)
        except FileNotFoundError:
            continue
        if done.returncode == 0 and done.stdout.startswith(f"{version}."):
            return name
    return None


def test_the_pythons_that_are_claimed_are_tried() -> None:
    assert len(PYTHONS) > 1 and HERE in PYTHONS


@pytest.mark.skipif("CAKG_PYTHONS" not in os.environ, reason="takes minutes: set CAKG_PYTHONS to compare other Pythons")
@pytest.mark.parametrize("version", [version for version in PYTHONS if version != HERE])
def test_the_bundle_is_the_same_in_every_python(
    version: str, usual: dict[str, bytes], tmp_path: Path, index: None
) -> None:
    """Installed as a wheel with the pinned versions, another Python writes the same bytes."""
    python = interpreter(version)
    if python is None:
        pytest.skip(f"Python {version} is not installed: what it writes is not compared")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    own = tmp_path / "environment"
    subprocess.run([python, "-m", "venv", "--without-pip", str(own)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(own / "bin/python"), "install", "--quiet"]
    subprocess.run([*pip, "--constraint", str(ROOT / "constraints.txt"), str(wheel)], check=True, capture_output=True)
    (tmp_path / "there").mkdir()
    found = bundle(tmp_path / "there", WAYS[1] | {"PYTHONPATH": ""}, str(own / "bin/python"))
    assert differing(usual, found) == []
