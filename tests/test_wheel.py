"""The wheel works outside a checkout: it carries the corpus and answers from it."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.sampling import only_whole

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds what the wheel would install."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def cakg(unpacked: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "CAKG_ROOT"}
    environment["PYTHONPATH"] = str(unpacked)
    command = [sys.executable, "-m", "cakg", *arguments]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)


def test_it_runs_from_its_own_files(unpacked: Path, tmp_path: Path) -> None:
    script = "import cakg; from cakg.read import corpus; print(cakg.__file__); print(corpus.find_root())"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert all(line.startswith(str(unpacked)) for line in done.stdout.splitlines())


def test_it_answers(unpacked: Path, tmp_path: Path) -> None:
    done = cakg(unpacked, tmp_path, "ask", "meetings-of-series", "--series", "recca", "--format", "csv")
    assert done.returncode == 0 and done.stdout.count("\n") > 7, done.stderr


@only_whole("a checkout builds the same, and the wheel answers")
def test_it_builds_everything(unpacked: Path, tmp_path: Path) -> None:
    done = cakg(unpacked, tmp_path, "build", "--as-known-on", "2006-12-31")
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "build"
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {
        "site/index.html",
        "site/person/lamberto-zannier.html",
        "network.svg",
        "cakg.ttl",
        "cakg.nq",
        "disagreements.csv",
        "coverage.md",
    } <= made
    assert any(name.startswith("answers/") for name in made) and any(name.endswith(".gexf") for name in made)
    page = (folder / "site" / "person" / "lamberto-zannier.html").read_text("utf-8")
    assert "Lamberto Zannier" in page and "data of" in page
