"""What a stranger gets: licences, the list of what is installed, the wheel and the source in a clean environment."""

import importlib.metadata as metadata
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.sampling import WHOLE, only_whole

from cakg.compile.opened import Opened
from cakg.engine import child

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = ("docx", "fetch", "mcp", "networks", "pandas")  # what users may ask for; dev is for us
BEFOREHAND = {"MPL-2.0", "MPL-1.1", "LGPL-2.1-or-later", "LGPL-3.0-or-later"}  # weak copyleft: allowed where named
NAMED = {"certifi": "MPL-2.0", "tld": "MPL-1.1"}  # in docs/architecture.md
FREE = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "CC0-1.0", "CNRI-Python", "ISC", "MIT"),
    *("MIT-0", "PSF-2.0", "W3C-20150513", "Zlib"),
}
SAID = {  # what old metadata say -> the name in SPDX
    "Apache License": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}


def closure(name: str, extras: tuple[str, ...] = ()) -> dict[str, metadata.Distribution]:
    """Return a package and all that it needs here, by name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [(name, extras)]
    while waiting:
        one, wanted = waiting.pop()
        known = canonicalize_name(one)
        if known in found and not wanted:
            continue
        found[known] = metadata.distribution(known)
        for text in found[known].requires or ():
            need = Requirement(text)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *wanted)):
                waiting.append((need.name, tuple(need.extras)))
    return found


def licence(said: metadata.PackageMetadata) -> str:
    """Return the licence of a package as an expression of SPDX, as far as its metadata say it."""
    kinds = [kind.rpartition(" :: ")[2] for kind in said.get_all("Classifier") or () if kind.startswith("License ::")]
    short = (said.get("License") or "").strip().split("\n")[0].strip()
    expression = said.get("License-Expression")
    for one in (expression, short, " OR ".join(SAID.get(kind, kind) for kind in kinds)):
        if one and choose(SAID.get(one, one)) is not None:
            return SAID.get(one, one)
    return expression or short or ", ".join(kinds)


def wording(package: metadata.Distribution) -> str:
    """Return the licence that a package tells by its text alone: MIT, or nothing that we know."""
    texts = [" ".join(one.read_text().split()) for one in package.files or () if one.name.startswith("LICENSE")]
    permission = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software"
    return "MIT" if any(permission in text and "without limitation the rights to use" in text for text in texts) else ""


def choose(expression: str) -> str | None:
    """Return of the licences that one may choose among the first that binds us little, None where there is none."""
    choices = [part.strip("() ") for part in expression.split(" OR ")]
    told = [(choice, {one.strip("() ") for one in choice.split(" AND ")}) for choice in choices]
    for allowed in (FREE, FREE | BEFOREHAND):
        for choice, parts in told:
            if parts <= allowed:
                return choice
    return None


@pytest.mark.parametrize(
    ("expression", "chosen"),
    [
        ("MIT", "MIT"),
        ("GPL-3.0-only OR MIT", "MIT"),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "MPL-1.1"),
        ("MIT AND MPL-2.0", "MIT AND MPL-2.0"),
        ("MIT AND GPL-2.0-only", None),
        ("AGPL-3.0-or-later", None),
        ("GNU General Public License v3 (GPLv3)", None),
        ("", None),
    ],
)
def test_licences_are_told_apart(expression: str, chosen: str | None) -> None:
    assert choose(expression) == chosen


def test_nothing_at_run_time_is_under_the_gpl() -> None:
    """Every licence binds us little; what is under one that binds its own files is named."""
    found = {name: choose(licence(one.metadata) or wording(one)) for name, one in closure("cakg", EXTRAS).items()}
    assert [name for name, chosen in found.items() if chosen is None] == []
    assert {name: chosen for name, chosen in found.items() if chosen in BEFOREHAND} == NAMED
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert all(f"`{name}` ({chosen})" in page for name, chosen in NAMED.items())


def test_the_extras_of_users_are_those_that_are_judged() -> None:
    """The rest are for those who work on it."""
    assert set(PROJECT["optional-dependencies"]) == {*EXTRAS, "bench", "dev", "mutate"}


def test_systems_are_those_on_which_it_works() -> None:
    """Queries of strangers need fork and limits of the kernel: what has neither is not claimed."""
    claimed = [kind for kind in PROJECT["classifiers"] if kind.startswith("Operating System ::")]
    assert claimed == ["Operating System :: POSIX :: Linux"]
    assert child.CAN_CONTAIN and os.path.exists(child._USE)


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory, index: None) -> Path:
    """Return the folder in which `make sbom` put wheel, environment and list."""
    pytest.importorskip("cyclonedx_py", reason="cyclonedx-bom is not installed; make test installs it")
    folder = tmp_path_factory.mktemp("bill")
    settings = [f"BIN={Path(sys.executable).parent}", f"SBOM={folder}"]
    settings += [] if WHOLE else ["VALIDATE=--no-validate"]  # by the schema takes longer than all the rest
    command = ["make", "--silent", "--old-file=.venv/installed-dev", "sbom", *settings]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def installed(bill: Path) -> dict[str, str]:
    """Return what is in the environment, by name, with its version."""
    script = "import importlib.metadata as m; print(*(f'{d.name}=={d.version}' for d in m.distributions()), sep='\\n')"
    done = subprocess.run([bill / "installed/bin/python", "-c", script], capture_output=True, text=True, check=True)
    pairs = (line.split("==") for line in done.stdout.split())
    return {str(canonicalize_name(name)): version for name, version in pairs}


def components(bill: Path) -> Iterator[dict[str, object]]:
    said = json.loads((bill / "cakg.cdx.json").read_text("utf-8"))
    assert said["bomFormat"] == "CycloneDX" and said["metadata"]["component"]["name"] == "cakg"
    yield said["metadata"]["component"]
    yield from said["components"]


def test_the_list_of_what_is_installed_is_whole(bill: Path) -> None:
    """Each package of the clean environment is listed with version, address and licence; so is how they depend."""
    listed = list(components(bill))
    assert {str(canonicalize_name(str(one["name"]))): one["version"] for one in listed} == installed(bill)
    assert [one["name"] for one in listed if not one.get("licenses")] == []
    assert [one["name"] for one in listed[1:] if not str(one.get("purl", "")).startswith("pkg:pypi/")] == []
    text = (bill / "cakg.cdx.json").read_text("utf-8")
    assert str(bill) not in text and str(ROOT) not in text
    needs = {canonicalize_name(Requirement(need).name) for need in PROJECT["dependencies"]}
    (own,) = [one for one in json.loads(text)["dependencies"] if one["ref"] == "root-component"]
    assert {canonicalize_name(one.partition("==")[0]) for one in own["dependsOn"]} == needs


def test_versions_are_those_that_are_pinned(bill: Path) -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    assert {name: pins.get(name) for name in installed(bill)} == installed(bill) | {"cakg": None}


def asked(python: Path, folder: Path, more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("CAKG_ROOT", "PYTHONPATH")}
    command = [python, "-m", "cakg", "ask", "meetings-of-series", "--series", "recca", "--format", "csv"]
    return subprocess.run(command, cwd=folder, env=environment | more, capture_output=True, text=True)


def test_the_wheel_works_in_a_clean_environment(bill: Path, tmp_path: Path, real: Opened) -> None:
    """It finds what was compiled of the same texts by the same code, wherever these lie."""
    done = asked(bill / "installed/bin/python", tmp_path, {})
    assert done.returncode == 0 and done.stdout.count("\n") > 7, done.stderr
    assert done.stderr == ""


@only_whole("builds and installs once more: the wheel is tried")
def test_the_source_installs_as_the_wheel_does(bill: Path, tmp_path: Path) -> None:
    """What pip makes of the source distribution is, file by file, what the wheel holds."""
    command = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (source,) = tmp_path.glob("*.tar.gz")
    site = tmp_path / "site"
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-compile", "--target", str(site), str(source)]
    pinned = {"PIP_CONSTRAINT": str(ROOT / "constraints.txt")}
    done = subprocess.run(command, env=os.environ | pinned, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = (bill / "installed/lib").glob("python*/site-packages/cakg")
    assert files(site / "cakg") == files(wheel)
    answer = asked(bill / "installed/bin/python", tmp_path, {"PYTHONPATH": str(site)})
    assert answer.returncode == 0 and answer.stdout.count("\n") > 7, answer.stderr


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
