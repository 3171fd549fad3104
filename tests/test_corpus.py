"""Reading and writing files: whole or not at all, and every failure one line that says what to do."""

import errno
import os
from pathlib import Path

import pytest

from cakg.read import corpus, files
from cakg.words.errors import InputError, OutputError


def test_bad_bytes_are_placed(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_bytes(b"first line\nsecond \xff line\n")
    with pytest.raises(InputError) as caught:
        files.read_text(path)
    assert (caught.value.line, caught.value.column) == (2, 8)
    assert "0xff" in str(caught.value) and "UTF-8" in str(caught.value)


@pytest.mark.parametrize("text", ["", "  \n\n"])
def test_empty_files_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text(text)
    with pytest.raises(InputError, match="empty"):
        files.read_text(path)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.ttl: cannot be read"):
        files.read_text(tmp_path / "nothing.ttl")
    with pytest.raises(InputError, match="no folder ontology/"):
        corpus.find_root(tmp_path)
    with pytest.raises(InputError, match="is not a folder"):
        files.texts(tmp_path / "texts")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.ttl"
    files.write_text(path, "old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="it is as it was"):
        files.write_text(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.ttl"]


def test_writing_keeps_the_mode_and_follows_links(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    files.write_text(link, "new")
    assert target.read_text() == "new" and link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    files.write_bytes(pipe, b"data")
    assert os.read(reading, 10) == b"data" and pipe.is_fifo()
    os.close(reading)


def test_links_that_lead_nowhere_are_no_bug(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for folder in ("ontology", "data/register"):
        (tmp_path / folder).mkdir(parents=True)
    with pytest.raises(InputError, match="round: cannot be read"):
        corpus.read(tmp_path, [tmp_path / "round"])


def test_documents_are_read_without_byte_order_marks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfOn 3 May\r\n")
    assert list(files.texts(tmp_path).values()) == ["On 3 May\r\n"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("ontology/event.ttl", "vocabulary"),
        ("ontology/shapes/event.ttl", "shape"),
        ("data/reports/2020/one.ttl", "report"),
        ("data/rulings/2020.ttl", "ruling"),
        ("elsewhere.ttl", "register"),
    ],
)
def test_added_files_keep_their_kind(tmp_path: Path, path: str, kind: str) -> None:
    for folder in ("ontology/shapes", "data/reports/2020", "data/rulings"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / path).write_text("# one")
    link = tmp_path / "a name with ü.ttl"
    link.symlink_to(tmp_path / path)
    (source,) = corpus.read(tmp_path, [link]).sources
    assert (source.kind, source.added, source.path) == (kind, True, str(link))


def test_added_files_are_read_once(tmp_path: Path) -> None:
    for folder in ("ontology", "data/register"):
        (tmp_path / folder).mkdir(parents=True)
    own = tmp_path / "data/register/org.ttl"
    own.write_text("# one")
    assert [source.added for source in corpus.read(tmp_path).sources] == [False]
    assert [source.added for source in corpus.read(tmp_path, [own]).sources] == [True]
