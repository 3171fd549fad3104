"""A build tells whoever waits at a terminal how far it is, tells a pipe nothing, and leaves nothing when broken off."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cakg
from cakg.cli import run
from cakg.web.site import Site

pytestmark = pytest.mark.usefixtures("brief_site")
ONE_LINE = re.compile(r"cakg: \d+ files in .*\n")


class Terminal(io.StringIO):
    """Be a stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


def seen(words: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what a command says at a terminal."""
    found = Terminal()
    monkeypatch.setattr("sys.stderr", found)
    for name, value in (("TERM", "xterm"), ("COLUMNS", "120")):
        monkeypatch.setenv(name, value)
    assert run(words) == 0
    return found.getvalue()


def test_a_terminal_sees_counts(sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = seen(["build", "-o", str(tmp_path / "b"), "--root", str(sample_root)], monkeypatch)
    questions = cakg.saved("question", sample_root).values()
    answered = sum(not any(one.required for one in question.parameters) for question in questions)
    views = len(cakg.saved("view", sample_root))
    steps = {
        "answering": answered,
        "drawing networks": views,
        "ranking": views,
        "exporting": None,
        "writing the site": None,
    }
    for name, total in steps.items():
        counts = re.findall(rf"{name} [^\n]*?(\d+)/(\d+)", said)
        assert counts and counts[-1][0] == counts[-1][1], (name, said)
        assert total is None or int(counts[-1][1]) == total > 1
    assert ONE_LINE.search(said)


def test_who_wants_quiet_sees_the_end_alone(sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = seen(["build", "-q", "-o", str(tmp_path / "b"), "--root", str(sample_root)], monkeypatch)
    assert ONE_LINE.fullmatch(said)


def test_a_pipe_sees_the_end_alone(sample_root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "-o", str(tmp_path / "b"), "--root", str(sample_root)]) == 0
    out, err = capfd.readouterr()
    assert not out and ONE_LINE.fullmatch(err)


@pytest.mark.parametrize("fault", [KeyboardInterrupt, ZeroDivisionError])
def test_a_build_that_is_broken_off_leaves_nothing(
    fault: type[BaseException], sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the last step, when all other files are written already."""
    under_way, pages = list[Path](), Site.pages

    def broken(site: Site) -> Iterator[tuple[str, str | bytes]]:
        yield from pages(site)
        under_way.extend(path for path in tmp_path.rglob("*") if path.is_file())
        raise fault

    monkeypatch.setattr(Site, "pages", broken)
    assert run(["build", "-o", str(tmp_path / "b"), "--root", str(sample_root)]) == (
        130 if fault is KeyboardInterrupt else 70
    )
    assert len(under_way) > 50 and not list(tmp_path.iterdir())
