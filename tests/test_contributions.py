"""What helps those who contribute: forms that hosts read, hooks that name commands that are."""

import re
from pathlib import Path

import pytest
import yaml

from cakg.cli import group

ROOT = Path(__file__).parents[1]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_for_what_is_needed(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    assert {"name", "description", "body"} <= form.keys()
    names = [one["id"] for one in form["body"]]
    assert len(names) == len(set(names)) and all(one["attributes"]["label"] for one in form["body"])
    assert any(one.get("validations", {}).get("required") for one in form["body"])
    assert {one["type"] for one in form["body"]} <= {"input", "textarea", "dropdown", "checkboxes", "markdown"}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_on_files_that_are(hook: dict[str, str]) -> None:
    program, command = hook["entry"].split()[:2]
    assert program.startswith(".venv/bin/") and (not program.endswith("/cakg") or command in group.list_commands(None))  # type: ignore[arg-type]
    folders = ("data", "ontology", "queries")
    tracked = (path.relative_to(ROOT).as_posix() for folder in folders for path in (ROOT / folder).rglob("*.*"))
    assert "files" not in hook or any(re.search(hook["files"], path) for path in tracked)
