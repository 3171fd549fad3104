"""The README speaks of every command, and no page or file speaks of the place where it was written."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


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
        "docs/notebooks/*.ipynb",
        "data/**/*.ttl",
        "ontology/**/*.ttl",
        "queries/**/*.rq",
        "src/**/*.py",
        "Makefile",
    ):
        for path in ROOT.glob(pattern):
            assert not banned.search(path.read_text("utf-8")), path
