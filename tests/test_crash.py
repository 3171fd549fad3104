"""Killed or out of space at any point, a command leaves the old result or the new one, whole; the next run sweeps.

A command runs once. Where it begins to write, the process forks for each point: the child goes on until that call of
the system and dies there, in the middle of a write, or is told that the disk is full.
"""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.sampling import few

import cakg
from cakg.cli import run
from cakg.read import files, folders, temporary
from cakg.words.errors import OutputError

CALLS = ("open", "write", "fsync", "chmod", "mkdir", "rename", "replace", "unlink", "rmdir")
FILLING = ("open", "write", "fsync", "flush", "mkdir")
DIED, POINTS, FULL = 99, few(10, whole=20), few(3, whole=5)
State = dict[str, bytes]


def state(folder: Path) -> State:
    """Return what lies in a folder but what is under way, which `leftovers` tells."""
    paths = (path for path in folder.rglob("*") if path.is_file() and temporary.PREFIX not in str(path))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}


def leftovers(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.name.startswith(".cakg-"))


def arm(number: int, fault: str, count: Path | None = None) -> None:
    """Let the call of that number, counted from one, fail; every call is counted in a file, if one is named."""
    done = 0

    def wrap(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **named: Any) -> Any:
            nonlocal done
            fills = name in FILLING
            if name == "open":
                fills = bool(args[1] & os.O_CREAT)
            elif name == "mkdir":
                fills = not os.path.exists(args[0])
            if fault == "full" and not fills:
                return real(*args, **named)
            done += 1
            if count is not None:
                count.write_text(str(done))
            if done != number:
                return real(*args, **named)
            if name == "write":
                real(args[0], args[1][: len(args[1]) // 2])
            if fault == "kill":
                os._exit(DIED)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        return called

    for name in CALLS:
        setattr(os, name, wrap(name, getattr(os, name)))
    folders.exchange = wrap("exchange", folders.exchange)
    folders.flush = wrap("flush", folders.flush)


def chosen(total: int, most: int) -> list[int]:
    """Return at most so many of the calls: all, or the last half of them and others at equal distances before."""
    if total <= most:
        return list(range(1, total + 1))
    last, rest = most // 2, most - most // 2
    return sorted(
        {1 + (total - last - 1) * n // (rest - 1) for n in range(rest)} | set(range(total - last + 1, total + 1))
    )


class Broken(BaseException):
    """Pass through the command line, which takes every other exception for a bug of its own."""


class Ordeal:
    """Kill a command at many points; `judge` is told what lay there before and after, and what lies there."""

    def __init__(self, folder: Path, scratch: Path, judge: Callable[[State, State, State], None]) -> None:
        self.folder, self.scratch, self.judge = folder, scratch, judge
        self.parent, self.points = os.getpid(), dict[str, int]()

    def _child(self, go: Callable[[], Any], number: int, fault: str, count: Path | None = None) -> int | None:
        """Return the exit code of a child that goes on with the command; None in the child."""
        number_of_child = os.fork()
        if number_of_child == 0:
            arm(number, fault, count)
            return None
        _, status = os.waitpid(number_of_child, 0)
        return os.waitstatus_to_exitcode(status)

    def face(self, go: Callable[[], Any]) -> Any:
        """Be what a command calls to write: go through all points in children, then go on."""
        try:
            return self._all(go)
        except AssertionError as error:
            raise Broken(str(error)) from error

    def _all(self, go: Callable[[], Any]) -> Any:
        before = self.scratch / "before"
        shutil.copytree(self.folder, before)
        old = state(self.folder)
        for fault, most in (("kill", POINTS), ("full", FULL)):
            count = self.scratch / "count"
            if self._child(go, 0, fault, count) is None:
                return go()
            new, total = state(self.folder), int(count.read_text())
            assert new != old and not leftovers(self.folder)
            self.points[fault] = min(total, most)
            for number in chosen(total, most):
                self._restore(before)
                code = self._child(go, number, fault)
                if code is None:
                    return go()
                found = state(self.folder)
                self.judge(old, new, found)
                if fault == "kill":
                    assert code == DIED, number
                else:
                    said = (self.scratch / "said").read_text()
                    assert code == 5, (number, total, said, sorted(found))
                    assert said.count("\n") == 1 and "No space left on device" in said, said
                    rest = [path for path in leftovers(self.folder) if path.name.startswith(temporary.PREFIX)]
                    assert not rest, "what failed sweeps by itself"
                    named = Path(said.split(": ")[1]).relative_to(self.folder).as_posix()
                    parts = [one for one in old.keys() | found.keys() if f"{one}/".startswith(f"{named}/")]
                    assert ("as it was" in said) == all(old.get(one) == found.get(one) for one in parts), said
                code = self._child(go, 0, "kill")
                if code is None:
                    return go()
                assert code == 0 and state(self.folder) == new and not leftovers(self.folder), "the next run sweeps"
            self._restore(before)
        return go()

    def _restore(self, before: Path) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(before, self.folder)

    def leave(self, code: int, said: str) -> None:
        """End a child, which has gone on to the end of the command."""
        if os.getpid() != self.parent:
            (self.scratch / "said").write_text("".join(f"{line}\n" for line in said.splitlines() if "cannot" in line))
            os._exit(code)


def each_whole(old: State, new: State, found: State) -> None:
    """Demand that each file is the old or the new one, and that no description lies beside another file."""
    for name in old.keys() | new.keys():
        one = found.get(name)
        assert one in (old.get(name), new.get(name)) or (one is None and name.endswith("-metadata.json")), name
        beside = name + "-metadata.json"
        if beside in old and found.get(beside) is not None and old[name] != new[name]:
            assert (one == old[name]) == (found[beside] == old[beside]), f"{beside} is not of {name}"
    assert found.keys() <= old.keys() | new.keys()


def all_or_nothing(old: State, new: State, found: State) -> None:
    assert found in (old, new)


def texts_of(root: Path, folder: Path) -> Path:
    """Return a folder with a text for each report: its quotes, each in a paragraph of its own with filling."""
    folder.mkdir()
    for one in cakg.evidence(root=root):
        quotes = sorted({str(t.object.value) for t in one.report.triples if t.predicate.value.endswith("#quote")})
        body = "\n\n".join(
            f"Here the page says that {quote} and then it goes on for some words more." for quote in quotes
        )
        (folder / f"{one.report.iri.value.rsplit('/', 1)[-1]}.txt").write_text(body, "utf-8")
    return folder


def bare(root: Path) -> None:
    """Take the digests out of the reports of a corpus."""
    for path in root.rglob("data/reports/**/*.ttl"):
        kept = [line for line in path.read_text("utf-8").splitlines() if "cakg:textDigest" not in line]
        path.write_text("\n".join(kept) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("command", "judge"),
    [
        (["export", "-o", "{out}/x.nq"], all_or_nothing),
        (["export", "-o", "{out}/new/folder/x.ttl"], all_or_nothing),
        (["network", "co-participation", "-o", "{out}/x.gexf"], all_or_nothing),
        (["network", "co-participation", "-o", "{out}/x.csv"], each_whole),
        (["ask", "who-chaired-what", "-o", "{out}/x.csv"], each_whole),
        (["ask", "who-chaired-what", "-o", "{out}/x.md"], all_or_nothing),
        (["coverage", "-o", "{out}/x.md"], all_or_nothing),
        (["fmt"], each_whole),
        (["evidence", "--texts", "{texts}", "--record"], each_whole),
    ],
    ids=lambda one: " ".join(one[:1] + one[-1:]) if isinstance(one, list) else "",
)
def test_a_file_is_the_old_or_the_new_one(
    command: list[str],
    judge: Callable[[State, State, State], None],
    own_root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    out.mkdir()
    for name in ("x.nq", "x.gexf", "x.md", "x.csv", "x.csv-metadata.json"):
        (out / name).write_text("old")
    folder = own_root / "data" if command[0] in ("fmt", "evidence") else out
    if command[0] == "fmt":
        for path in sorted(own_root.rglob("data/register/p*.ttl")):
            path.write_text(path.read_text("utf-8") + "\n\n", "utf-8")
    if command[0] == "evidence":
        bare(own_root)
        texts_of(own_root, tmp_path / "texts")
    real = files.write_described
    ordeal = Ordeal(folder, scratch, judge)

    def facing(*args: Any) -> Any:
        first, parts = args[0], list(args[1])
        if not Path(first).is_relative_to(folder):
            return real(first, parts)  # into the cache
        monkeypatch.setattr(files, "write_described", real)
        return ordeal.face(lambda: real(first, parts))

    monkeypatch.setattr(files, "write_described", facing)
    words = [word.format(out=out, texts=tmp_path / "texts") for word in command]
    code = run([*words, "--root", str(own_root)])
    ordeal.leave(code, capsys.readouterr().err)
    assert code == 0 and ordeal.points["kill"] >= 9 and ordeal.points["full"] >= 3, ordeal.points
    assert not leftovers(tmp_path)


@pytest.mark.usefixtures("brief_site")
@pytest.mark.parametrize("swaps", [True, False])
def test_a_build_is_the_old_or_the_new_one(
    swaps: bool, own_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a system that cannot exchange two folders, what waits is put back by the next run."""
    out, scratch = tmp_path / "out", tmp_path / "scratch"
    scratch.mkdir()
    folders.write_folder(out / "b", {"answers/withdrawn.csv": b"old", "site/index.html": b"old"}.items())
    if not swaps:
        monkeypatch.setattr(folders, "exchange", lambda one, other: False)

    def judge(old: State, new: State, found: State) -> None:
        waits = {
            name.replace(".cakg-old-b/", "b/"): data for name, data in found.items() if name.startswith(".cakg-old")
        }
        if swaps:
            assert not waits
        rest = {name: data for name, data in found.items() if not name.startswith(".cakg-old")}
        assert rest in (old, new) or (not rest and waits == old)

    cakg.info(root=own_root)
    ordeal = Ordeal(out, scratch, judge)
    real = folders.write_folder

    def facing(place: Path, found: Iterator[tuple[str, bytes]]) -> Any:
        few = [(name, data) for n, (name, data) in enumerate(found) if n % 12 == 0 or name == "site/index.html"]
        return ordeal.face(lambda: real(place, few))  # of each folder some, or it takes too long

    monkeypatch.setattr(folders, "write_folder", facing)
    code = run(["build", "-o", str(out / "b"), "--root", str(own_root)])
    ordeal.leave(code, capsys.readouterr().err)
    assert code == 0 and ordeal.points == {"kill": POINTS, "full": FULL}
    assert (out / "b" / "site" / "index.html").is_file() and not (out / "b" / "answers" / "withdrawn.csv").exists()
    assert not leftovers(tmp_path)


def test_what_others_put_into_the_folder_stays(
    own_root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "b"
    folders.write_folder(out, {"a/b.txt": b"1"}.items())
    (out / "a" / "mine.txt").write_text("mine")
    for folder, said in ((out, "a/mine.txt"), (own_root, "data/"), (tmp_path / "strange", "SHA256SUMS and 1 more")):
        if not folder.exists():
            folder.mkdir()
            (folder / "notes.txt").write_text("mine")
            digest = hashlib.sha256(b"mine").hexdigest()
            (folder / "SHA256SUMS").write_text(f"{digest}  notes.txt\n")
        before = state(folder)
        assert run(["build", "-o", str(folder), "--root", str(own_root)]) == 5
        err = capsys.readouterr().err
        assert said in err.splitlines()[-1] and "which cakg has not written" in err
        with pytest.raises(OutputError, match="move it away, or name another folder"):
            folders.write_folder(folder, {"a/b.txt": b"2"}.items())
        assert state(folder) == before
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="is no folder"):
        folders.write_folder(tmp_path / "file", {}.items())


def test_what_comes_in_at_the_last_moment_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, real = tmp_path / "b", folders.exchange
    folders.write_folder(out, {"a.txt": b"1"}.items())

    def late(one: Path, other: Path) -> bool:
        (out / "mine.txt").write_text("mine")
        monkeypatch.setattr(folders, "exchange", real)
        return real(one, other)

    monkeypatch.setattr(folders, "exchange", late)
    with pytest.raises(OutputError, match=r"mine\.txt"):
        folders.write_folder(out, {"a.txt": b"2"}.items())
    assert (out / "mine.txt").read_text() == "mine" and (out / "a.txt").read_bytes() == b"1"


def test_a_folder_is_listed_as_sha256sum_reads_it(tmp_path: Path) -> None:
    folders.write_folder(tmp_path / "b", {"a/b.txt": b"1", "ж.txt": b"2"}.items())
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not installed")
    command = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    done = subprocess.run(command, cwd=tmp_path / "b", capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.count(": OK") == 2, done.stderr


def test_what_is_under_way_is_not_swept(tmp_path: Path) -> None:
    """Of two processes that write in one folder neither deletes what the other has under way."""
    with temporary.temporary_file(tmp_path) as (_, path), temporary.temporary_folder(tmp_path) as folder:
        write = f"write_text(Path({str(tmp_path / 'x')!r}), 'x')"
        script = f"from pathlib import Path; from cakg.read.files import write_text; {write}"
        subprocess.run([sys.executable, "-c", script], check=True)
        assert path.exists() and folder.exists() and (tmp_path / "x").read_text() == "x"
    assert not leftovers(tmp_path)


def test_git_ignores_what_is_under_way() -> None:
    root = Path(__file__).parents[1]
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("no checkout of git")
    for folder in (".", "data/reports/2012", "docs"):
        name = f"{folder}/{temporary.PREFIX}x"
        assert subprocess.run(["git", "check-ignore", "-q", name], cwd=root).returncode == 0, name


def test_each_name_is_synced_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each renaming its folder is synced, and before it the file, so that a power cut takes neither."""
    told: list[str] = []

    def tell(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def called(*args: Any, **named: Any) -> Any:
            said = os.fstat(args[0]).st_ino if name == "fsync" else ""
            told.append(f"{name} {said}".strip())
            return real(*args, **named)

        return called

    for name in ("fsync", "replace", "rename"):
        monkeypatch.setattr(os, name, tell(name))
    files.write_text(tmp_path / "deep" / "er" / "x", "x")
    inode = {name: (tmp_path / name).stat().st_ino for name in ("", "deep", "deep/er", "deep/er/x")}
    at = told.index("replace")
    assert f"fsync {inode['deep/er/x']}" in told[:at] and f"fsync {inode['deep/er']}" in told[at:]
    assert {f"fsync {inode['']}", f"fsync {inode['deep']}"} <= set(told)
    flush = folders.flush
    monkeypatch.setattr(folders, "flush", lambda folder: (told.append("flush"), flush(folder)))
    told.clear()
    folders.write_folder(tmp_path / "one", {"a/b.txt": b"1"}.items())  # all in one call of the system
    assert told.index("flush") < told.index("rename")
    told.clear()
    monkeypatch.setattr(folders.ctypes, "CDLL", lambda *args, **named: object())  # which other systems do not have
    folders.write_folder(tmp_path / "b", {"a/b.txt": b"1"}.items())
    inode = {name: (tmp_path / name).stat().st_ino for name in ("", "b", "b/a", "b/a/b.txt", "b/SHA256SUMS")}
    at = told.index("rename")
    assert {f"fsync {inode[name]}" for name in inode if name} <= set(told[:at])
    assert f"fsync {inode['']}" in told[at:]


ORPHAN = """
import os, sys
from cakg.engine import child, guard
from cakg.engine.store import as_dataset
from pyoxigraph import Literal, NamedNode, Quad
if {watched}:
    child._is_told = lambda: False
fork = os.fork
def told():
    number = fork()
    if number:
        print(number, flush=True)
    return number
os.fork = told
things = [Quad(NamedNode(f"a:{{n}}"), NamedNode("a:b"), Literal(n)) for n in range(400)]
guard.run(as_dataset(things), "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }}", seconds=600)
"""


def is_running(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{number}/stat")  # one that nobody waits for is dead all the same
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture
def orphan(request: pytest.FixtureRequest) -> Iterator[int]:
    """Give the number of a query process whose parent was killed."""
    command = [sys.executable, "-c", ORPHAN.format(watched=request.param)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    number = int(parent.stdout.readline())
    assert is_running(number)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    yield number
    if is_running(number):
        os.kill(number, 9)


@pytest.mark.parametrize("orphan", [False, True], indirect=True, ids=["told by the kernel", "watched"])
def test_an_orphaned_query_dies_with_its_parent(orphan: int) -> None:
    until = time.monotonic() + 30
    while is_running(orphan) and time.monotonic() < until:
        time.sleep(0.1)
    assert not is_running(orphan)
