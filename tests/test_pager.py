"""On a terminal what is longer than the screen is shown page by page; what is piped never is."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

SHORT = ["search", "Зеллер"]
LONG = ["ask", "participants-of", "--event", "2019-06-04-mountain-consultations"]
PAGED = b"<<paged>>"


def on_a_terminal(arguments: list[str], root: Path, folder: Path, **environment: str) -> bytes:
    """Return what a command prints on a terminal of 10 lines, where PAGER marks what goes through it."""
    pager = folder / "pager"
    pager.write_text('#!/bin/sh\nprintf "<<paged>>"\nexec cat\n', "utf-8")
    pager.chmod(0o755)
    known = {**os.environ, "PAGER": str(pager), "TERM": "xterm", "COLUMNS": "90", "LINES": "10", **environment}
    controller, terminal = pty.openpty()
    command = [sys.executable, "-m", "cakg", *arguments, "--root", str(root)]
    running = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=subprocess.DEVNULL, env=known)
    os.close(terminal)
    printed = b""
    while True:
        try:
            more = os.read(controller, 65536)
        except OSError:  # Linux says so that the other side is closed
            break
        if not more:
            break
        printed += more
    os.close(controller)
    assert running.wait() == 0
    return printed.replace(b"\r\n", b"\n")


def test_what_is_longer_than_the_screen_is_paged(sample_root: Path, tmp_path: Path) -> None:
    printed = on_a_terminal(LONG, sample_root, tmp_path)
    assert printed.startswith(PAGED) and printed.count(b"\n") > 10
    assert on_a_terminal(["show", "anora-zeller"], sample_root, tmp_path).startswith(PAGED)


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (LONG, {"LINES": "2000"}),
        ([*LONG, "--no-pager"], {}),
        (LONG, {"NO_PAGER": "please"}),
        ([*LONG, "--format", "csv"], {}),
        ([*LONG, "--format", "json"], {}),
    ],
)
def test_what_is_not(arguments: list[str], environment: dict[str, str], sample_root: Path, tmp_path: Path) -> None:
    printed = on_a_terminal(arguments, sample_root, tmp_path, **environment)
    assert printed and PAGED not in printed


def test_what_is_piped_is_not(sample_root: Path, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\nprintf '<<paged>>'\n", "utf-8")
    pager.chmod(0o755)
    command = [sys.executable, "-m", "cakg", *LONG, "--root", str(sample_root)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PAGER": str(pager)})
    assert done.stdout and PAGED not in done.stdout
