"""The cache of compiled results: a hit proves itself, everything else is compiled anew."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from grimp import build_graph

from cakg.compile import cache
from cakg.compile.dataset import compile
from cakg.read.corpus import Corpus


def test_the_cache_is_optional(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    monkeypatch.setenv("CAKG_CACHE", str(blocked / "cache"))
    cache.keep("key", b"data")
    assert cache.recall("key") is None
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    cache.keep("key", b"data")
    assert cache.recall("key") == b"data"


def test_a_digest_tells_texts_apart() -> None:
    assert cache.digest(["ab", "c"]) != cache.digest(["a", "bc"])
    assert cache.digest(["ab"]) == cache.digest(["ab"])


def test_the_cache_deletes_nothing_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path))
    others = {f"letter-{number}.txt" for number in range(80)}
    for name in others:
        (tmp_path / name).write_text("mine")
        os.utime(tmp_path / name, (0, 0))
    for number in range(80):
        cache.keep(cache.digest([str(number)]) + ".nq", b"data")
    left = {path.name for path in tmp_path.iterdir()}
    assert others < left and len(left - others) == 64


def test_the_cache_gives_the_same_dataset(sample: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path))
    fresh = set(compile(sample).store._inner)
    assert len(list(tmp_path.iterdir())) == 1
    monkeypatch.setattr("cakg.compile.dataset.gather", lambda *_, **__: pytest.fail("compiled again"))
    assert set(compile(sample).store._inner) == fresh
    other = replace(
        sample, sources=(*sample.sources[:-1], replace(sample.sources[-1], text=sample.sources[-1].text + "\n"))
    )
    with pytest.raises(pytest.fail.Exception):
        compile(other)


def test_the_digest_takes_in_all_the_code_that_compiles() -> None:
    """A module that compiling imports and the digest leaves out would serve stale results once it changes."""
    used = build_graph("cakg", exclude_type_checking_imports=True).find_upstream_modules("cakg.compile.dataset")
    assert {name.split(".")[1] for name in used if name.count(".")} <= set(cache.ROOMS)
    named = {path.removesuffix(".py").replace("/", ".") for path in list(cache._code())[::2]}
    packages = {name.removesuffix(".__init__") for name in named}
    assert {name.removeprefix("cakg.") for name in used if name.count(".")} <= packages


def test_a_change_of_the_code_changes_the_digest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for folder in cache.ROOMS:
        (tmp_path / folder / "deep").mkdir(parents=True)
    monkeypatch.setattr(cache, "files", lambda package: tmp_path)
    seen = {cache.digest([])}
    for number, path in enumerate(("read/claims.py", "compile/deep/accept.py", "compile/deep/accept.py")):
        (tmp_path / path).write_text(f"a = {number}")
        seen.add(cache.digest([]))
    (tmp_path / "read/claims.py").rename(tmp_path / "read/deep/claims.py")
    seen.add(cache.digest([]))
    assert len(seen) == 5


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],  # in the middle of a line
        lambda data: b"".join(data.splitlines(keepends=True)[:100]),  # at the end of one
        lambda data: data.partition(b"\n")[2],  # an entry of before entries proved themselves
        lambda data: data.replace(b"w3id.org", b"w3id.net", 1),
        lambda data: data + data.splitlines(keepends=True)[-1],
        lambda data: b"\x00" * len(data),
    ],
)
def test_a_spoilt_entry_is_a_miss_and_overwritten(
    sample: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: object
) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path))
    fresh = set(compile(sample).store._inner)
    (entry,) = tmp_path.iterdir()
    sound = entry.read_bytes()
    entry.write_bytes(spoil(sound))  # type: ignore[operator]
    assert set(compile(sample).store._inner) == fresh
    assert entry.read_bytes() == sound
