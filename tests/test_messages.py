"""Accidents of files and terminals: `messages/<kind>.yaml` lists what was written where, a command and what it says.

`corpus` are files put into a copy of the sample, `files` such beside it (in `encoding`); the command runs there, with
`env` in a process of its own. `out` is all that it prints, `has` a part of it, `err` the one line on stderr.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from cakg.cli import run

HERE = Path(__file__).parent
CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted((HERE / "messages").glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(path.read_text("utf-8")))
]
KEYS = {"corpus", "files", "encoding", "command", "env", "out", "has", "err", "code"}


@pytest.mark.parametrize("case", CASES)
def test_it_says_what_is_wrong_in_a_line(
    case: dict[str, Any], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert case.keys() <= KEYS and {"command", "code"} <= case.keys() and case.keys() & {"out", "has", "err"}
    for name in ("ontology", "queries"):
        shutil.copytree(HERE.parent / name, tmp_path / "corpus" / name)
    shutil.copytree(HERE / "sample" / "data", tmp_path / "corpus" / "data")
    written = {f"corpus/{path}": text for path, text in case.get("corpus", {}).items()} | case.get("files", {})
    for path, text in written.items():
        (tmp_path / path).write_bytes(text.encode(case.get("encoding", "utf-8")))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CAKG_ROOT", "corpus")
    if "env" in case:
        command = [sys.executable, "-m", "cakg", *(word.encode() for word in case["command"])]
        code = subprocess.run(command, env=os.environ | case["env"]).returncode
    else:
        code = run(case["command"])
    out, err = (text.decode("utf-8") for text in capfdbinary.readouterr())
    assert err == (case["err"] + "\n" if "err" in case else "")
    assert code == case["code"]
    assert out == case.get("out", out if "has" in case else "")
    assert case.get("has", "") in out
