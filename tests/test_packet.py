"""Pages of one state of the corpus in one file: found again, within a bound, and never half or spoilt."""

import os
import sqlite3
from pathlib import Path

import pytest

from cakg.serve.packet import Packet

KEY = "0" * 64 + ".pages"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_pages_are_found_by_their_paths() -> None:
    packet = Packet(KEY)
    assert packet.get("a.html") is None and packet.paths() == frozenset()
    assert packet.put({"a.html": "один", "ru/a.html": "x" * 50_000})
    assert Packet(KEY).get("a.html") == "один" and Packet(KEY).get("ru/a.html") == "x" * 50_000
    assert packet.paths() == {"a.html", "ru/a.html"} and packet.get("b.html") is None
    assert packet.put({"a.html": "два"}) and packet.get("a.html") == "два"
    assert Packet("1" * 64 + ".pages").get("a.html") is None


def test_no_more_is_kept_than_there_is_room_for() -> None:
    """Those that come first stay; who adds is told."""
    packet = Packet(KEY, 4_000)
    noise = [os.urandom(900).hex() for _ in range(4)]  # of which packed about 1,000 bytes are left
    assert packet.put({"0": noise[0], "1": noise[1]})
    assert not packet.put({"2": noise[2], "3": noise[3], "4": noise[0]})
    assert packet.get("0") == noise[0] and packet.get("4") is None
    assert not packet.put({"5": noise[1]})


@pytest.mark.parametrize("spoilt", ["file", "page"])
def test_what_is_spoilt_is_a_miss(folder: Path, spoilt: str) -> None:
    packet = Packet(KEY)
    assert packet.put({"a.html": "text"})
    if spoilt == "file":
        (folder / KEY).write_bytes(b"no database" * 1000)
    else:
        with sqlite3.connect(folder / KEY) as held:
            held.execute("UPDATE page SET packed = x'789c00'")
    assert packet.get("a.html") is None
    assert spoilt == "page" or not packet.put({"b.html": "text"})


def test_a_cache_that_cannot_be_written_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "taken"))
    packet = Packet(KEY)
    assert not packet.put({"a.html": "text"}) and packet.get("a.html") is None
    packet.settle()
