"""The README is true: its commands run and its Python runs."""

import re
import shlex
from pathlib import Path

import pytest

from cakg.cli import run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("cakg")
]
SCRIPTS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("command", COMMANDS)
def test_commands(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(shlex.split(command)[1:]) == 0
    assert capsys.readouterr().out.strip() or list(tmp_path.rglob("*.gexf"))


def test_commands_are_found() -> None:
    assert len(COMMANDS) >= 10 and len(SCRIPTS) == 1


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts(script: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(script, "README.md", "exec"), {})
    assert "findings" in capsys.readouterr().out


def test_every_command_is_described() -> None:
    from cakg.cli import group

    table = README.partition("## Commands")[2]
    missing = [name for name in group.commands if not re.search(rf"`(?:cakg )?{name}\b", table)]
    assert not missing


def test_only_the_project_is_spoken_of() -> None:
    """No path of a machine and no host of a package registry stands in the project's prose and data."""
    banned = re.compile(r"(?<![\w./-])/(?:work|root|home)/|pypi\.org|files\.pythonhosted|dossier", re.IGNORECASE)
    for pattern in (
        "*.md",
        "docs/*.md",
        "data/**/*.ttl",
        "ontology/**/*.ttl",
        "queries/**/*.rq",
        "src/**/*.py",
        "Makefile",
    ):
        for path in ROOT.glob(pattern):
            assert not banned.search(path.read_text("utf-8")), path
