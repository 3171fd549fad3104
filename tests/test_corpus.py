"""Reading and writing files: whole or not at all, and every failure one line that says what to do."""

import errno
import os
from pathlib import Path

import pytest

from cakg import corpus
from cakg.errors import InputError, OutputError


def test_bad_bytes_are_placed(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_bytes(b"first line\nsecond \xff line\n")
    with pytest.raises(InputError) as caught:
        corpus.read_text(path)
    assert (caught.value.line, caught.value.column) == (2, 8)
    assert "0xff" in str(caught.value) and "UTF-8" in str(caught.value)


@pytest.mark.parametrize("text", ["", "  \n\n"])
def test_empty_files_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "empty.ttl"
    path.write_text(text)
    with pytest.raises(InputError, match="empty"):
        corpus.read_text(path)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.ttl: cannot be read"):
        corpus.read_text(tmp_path / "nothing.ttl")
    with pytest.raises(InputError, match="no folder ontology/"):
        corpus.find_root(tmp_path)
    with pytest.raises(InputError, match="is not a folder"):
        corpus.texts(tmp_path / "texts")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.ttl"
    corpus.write_text(path, "old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="nothing was changed"):
        corpus.write_text(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["out.ttl"]


def test_writing_keeps_the_mode_and_follows_links(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    corpus.write_text(link, "new")
    assert target.read_text() == "new" and link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640


def test_the_cache_is_optional(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("CAKG_CACHE", str(blocked / "cache"))
    corpus.keep("key", b"data")
    assert corpus.recall("key") is None
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    corpus.keep("key", b"data")
    assert corpus.recall("key") == b"data"


def test_a_digest_tells_texts_apart() -> None:
    assert corpus.digest(["ab", "c"]) != corpus.digest(["a", "bc"])
    assert corpus.digest(["ab"]) == corpus.digest(["ab"])


def test_added_files_are_read_once(tmp_path: Path) -> None:
    for folder in ("ontology", "data/register"):
        (tmp_path / folder).mkdir(parents=True)
    own = tmp_path / "data/register/org.ttl"
    own.write_text("# one")
    assert [source.kind for source in corpus.read(tmp_path).sources] == ["register"]
    assert [source.kind for source in corpus.read(tmp_path, [own]).sources] == ["added"]
