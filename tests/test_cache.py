"""The cache of compiled results: a hit proves itself, everything else is compiled anew."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from grimp import build_graph

from cakg.compile import cache, stores, texts
from cakg.compile.dataset import compile
from cakg.compile.origin import open_corpus
from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.read.corpus import Corpus, read
from cakg.read.temporary import PREFIX
from cakg.words.errors import UsageError


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
    assert cache.digest(["\udcff"]) != cache.digest(["\udcfe"])  # what no encoding holds, as in a name of a file


def kept(folder: Path) -> list[str]:
    """Return what lies in the cache, without what only leads to it."""
    leading = (".files", ".ground", ".memo", ".roll", ".testimony")
    return sorted(path.name for path in folder.iterdir() if path.suffix not in leading)


def test_the_cache_keeps_within_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was not used for longest goes first; what is in use, and what is not ours, stays."""
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path))
    monkeypatch.setenv("CAKG_CACHE_MEGABYTES", "3")
    (tmp_path / "letter.txt").write_text("mine")
    os.utime(tmp_path / "letter.txt", (0, 0))
    keys = [cache.digest([str(number)]) for number in range(4)]
    held = stores.keep(keys[0], BytesIO(b"<a:a> <a:b> <a:c> .\n"))
    assert held is not None
    for number, key in enumerate(keys[1:3], 1):
        cache.keep(key + ".nq", bytes(1 << 20))
        os.utime(tmp_path / (key + ".nq"), (number, number))
    os.utime(tmp_path / (keys[0] + ".store") / "proof", (0, 0))
    assert cache.recall(keys[1] + ".nq") is not None  # which makes it young again
    cache.keep(keys[3] + ".nq", bytes(1 << 20))
    assert kept(tmp_path) == sorted([keys[0] + ".store", keys[1] + ".nq", keys[3] + ".nq", "letter.txt"])
    assert len(held.store) == 1
    del held
    cache.keep(keys[2] + ".nq", bytes(3 << 20))  # as much as there may be, and the youngest stays whatever its size
    assert kept(tmp_path) == sorted([keys[2] + ".nq", "letter.txt"])
    monkeypatch.setenv("CAKG_CACHE_MEGABYTES", "much")
    with pytest.raises(UsageError, match="whole number of megabytes"):
        cache.keep(keys[0] + ".nq", b"")


def test_what_killed_processes_left_is_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path))
    (tmp_path / f"{PREFIX}left" / "deep").mkdir(parents=True)
    cache.keep(cache.digest([]) + ".nq", b"data")
    assert kept(tmp_path) == [cache.digest([]) + ".nq"]


def test_the_cache_gives_the_same_dataset(sample: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path))
    fresh = set(compile(sample).store._inner)
    assert len(kept(tmp_path)) == 1
    monkeypatch.setattr("cakg.compile.dataset.gather", lambda *_, **__: pytest.fail("compiled again"))
    assert set(compile(sample).store._inner) == fresh
    other = replace(
        sample, sources=(*sample.sources[:-1], sample.sources[-1]._replace(text=sample.sources[-1].text + "\n"))
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
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path)
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
    (entry,) = (tmp_path / name for name in kept(tmp_path))
    sound = entry.read_bytes()
    entry.write_bytes(spoil(sound))  # type: ignore[operator]
    assert set(compile(sample).store._inner) == fresh
    assert entry.read_bytes() == sound


WHOLE = Perspective()


def opened(root: Path) -> set[object]:
    """Return the quads of a corpus as the command line opens them."""
    return set(open_corpus(Texts(root), WHOLE).store)


@pytest.fixture
def forbidden(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Give a function that forbids to read the texts, or to load what was compiled."""

    def forbid(what: str) -> None:
        monkeypatch.setattr(what, lambda *_, **__: pytest.fail(f"{what} is called again"))

    return forbid


def test_a_store_is_reopened_without_reading_a_text(
    own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forbidden: Callable[[str], None]
) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("cakg.compile.texts.now", lambda: time.time_ns() + 10**10)
    fresh = opened(own_root)
    assert fresh == set(compile(Texts(own_root).corpus).store._inner)
    forbidden("cakg.read.corpus.read")
    forbidden("cakg.compile.stores.keep")
    assert opened(own_root) == fresh


def test_each_perspective_is_an_entry_of_its_own(own_root: Path) -> None:
    narrow = Perspective(as_known_on="2010")
    for _ in range(2):
        assert set(open_corpus(Texts(own_root), narrow).store) == set(
            compile(Texts(own_root).corpus, narrow).store._inner
        )
        assert len(opened(own_root)) > len(open_corpus(Texts(own_root), narrow).store) > 1000


def rewrite(path: Path, text: str) -> None:
    """Write a text of the same length and leave the time of writing as it was."""
    there = path.stat()
    assert len(text.encode()) == there.st_size
    path.write_text(text, "utf-8")
    os.utime(path, ns=(there.st_atime_ns, there.st_mtime_ns))


def exchange(path: Path) -> None:
    """Put another file in the place of one, of the same size and as old."""
    there, other = path.stat(), path.with_suffix(".other")
    other.write_text(path.read_text("utf-8").replace("a", "b", 1), "utf-8")
    os.utime(other, ns=(there.st_atime_ns, there.st_mtime_ns))
    other.rename(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "written": lambda path: path.write_text(path.read_text("utf-8") + "\n", "utf-8"),
    "as large and as old": lambda path: rewrite(path, path.read_text("utf-8").replace("a", "b", 1)),
    "replaced": exchange,
    "deleted": lambda path: path.unlink(),
    "added": lambda path: path.with_name("another.ttl").write_text(path.read_text("utf-8"), "utf-8"),
    "renamed": lambda path: path.rename(path.with_name("another.ttl")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_a_file_is_seen(
    own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("cakg.compile.texts.now", lambda: time.time_ns() + 10**10)  # as if all were long written
    path = min((own_root / "data/register").rglob("*.ttl"))
    before = Texts(own_root).claims
    assert Texts(own_root).claims == before
    CHANGES[change](path)
    fresh = Texts(own_root, read(own_root)).claims
    assert Texts(own_root).claims == fresh != before


def test_what_shapes_demand_changes_nothing_that_is_compiled(sample: Corpus) -> None:
    shape = max(range(len(sample.sources)), key=lambda number: sample.sources[number].kind == "shape")
    other = sample.sources[shape]._replace(text=sample.sources[shape].text + "\n")
    changed = replace(sample, sources=(*sample.sources[:shape], other, *sample.sources[shape + 1 :]))
    before, after = Texts(sample.root, sample), Texts(sample.root, changed)
    assert after.claims == before.claims and after.whole != before.whole


def test_of_files_just_written_no_memo_is_made(
    own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forbidden: Callable[[str], None]
) -> None:
    """They may change again within the tick of the clock that is their stamp."""
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    path = min((own_root / "data/register").rglob("*.ttl"))
    path.write_text(path.read_text("utf-8"), "utf-8")
    before = Texts(own_root).claims
    assert not list(tmp_path.glob("cache/*.memo"))
    monkeypatch.setattr("cakg.compile.texts.now", lambda: time.time_ns() + 10**10)
    assert Texts(own_root).claims == before
    assert len(list(tmp_path.glob("cache/*.memo"))) == 1
    forbidden("cakg.read.corpus.read")
    assert Texts(own_root).claims == before


def test_a_change_of_the_code_is_seen(own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("cakg.compile.texts.now", lambda: time.time_ns() + 10**10)
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path)
    for folder in cache.ROOMS:
        (tmp_path / folder).mkdir()
    module = tmp_path / "compile/accept.py"
    module.write_text("a = 1")
    texts._code.cache_clear()
    before = Texts(own_root).claims
    assert Texts(own_root).claims == before
    rewrite(module, "a = 2")
    assert Texts(own_root).claims == before  # which is what this process runs
    texts._code.cache_clear()
    assert Texts(own_root).claims != before


def test_a_text_that_changes_while_it_is_compiled_spoils_nothing(
    own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The memo told the digest, then the file changed, and only then it is read: the result is that of the new text."""
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("cakg.compile.texts.now", lambda: time.time_ns() + 10**10)
    path = next(path for path in sorted((own_root / "data/reports").rglob("*.ttl")))
    whole, texts = path.read_text("utf-8"), Texts(own_root)
    assert Texts(own_root).claims == texts.claims
    texts = Texts(own_root)
    old = texts.key(WHOLE)
    path.unlink()
    without = set(open_corpus(texts, WHOLE).store)
    path.write_text(whole, "utf-8")
    assert Texts(own_root).key(WHOLE) == old
    assert opened(own_root) > without


SPOILS: dict[str, Callable[[Path], object]] = {
    "cut": lambda folder: largest(folder).write_bytes(largest(folder).read_bytes()[:-100]),
    "changed": lambda folder: largest(folder).write_bytes(bytes(largest(folder).stat().st_size)),
    "lost": lambda folder: largest(folder).unlink(),
    "more": lambda folder: (folder / "000999.sst").write_bytes(b"data"),
    "without its proof": lambda folder: (folder / "proof").unlink(),
    "of another": lambda folder: (folder / "CURRENT").write_text("MANIFEST-9\n"),
}


def largest(folder: Path) -> Path:
    return max(folder.glob("*.sst"), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_spoilt_store_is_a_miss_and_built_anew(
    own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    fresh = opened(own_root)
    (folder,) = tmp_path.glob("cache/*.store")
    SPOILS[spoil](folder)
    assert stores.recall(folder.stem) is None
    assert opened(own_root) == fresh
    assert stores.recall(folder.stem) is not None


def test_a_store_that_cannot_be_kept_is_held_in_memory(
    own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "file" / "cache"))
    assert opened(own_root) == set(compile(Texts(own_root).corpus).store._inner)


def test_a_store_that_another_process_has_built_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path))
    key = cache.digest(["one"])
    assert stores.keep(key, BytesIO(b"<a:a> <a:b> <a:c> .\n")) is not None
    there = (tmp_path / (key + ".store")).stat().st_ino
    assert stores.keep(key, BytesIO(b"<a:a> <a:b> <a:c> .\n")) is not None
    assert (tmp_path / (key + ".store")).stat().st_ino == there


def test_processes_that_build_one_store_at_once_all_have_it(
    own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path / "cache"))
    compile(Texts(own_root).corpus)  # so that all that is left to them is to build
    command = [sys.executable, "-m", "cakg", "info", "--root", str(own_root), "--format", "csv"]
    builders = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    said = {one.communicate() for one in builders}
    assert len(said) == 1 and all(one.returncode == 0 for one in builders), said
    ((table, remarks),) = said
    assert f"statements in all graphs,{len(opened(own_root))}," in table.decode() and not remarks
    assert [name.partition(".")[2] for name in kept(tmp_path / "cache")] == ["nq", "store"]
