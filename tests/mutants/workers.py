"""Workers: processes that branch off a warm one, each in a copy of the repository of its own, each within a time."""

import compileall
import os
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

_LEFT_OUT = shutil.ignore_patterns(".*", "build", "dist", "benchmarks", "node_modules", "__pycache__", "*.egg-info")
_WARM = (
    "babel",
    "click",
    "hypothesis",
    "networkx",
    "numpy",
    "pyoxigraph",
    "pyshacl",
    "rapidfuzz",
    "rdflib",
    "rich.table",
)
_WARM += ("oxrdflib", "rdflib.plugins.sparql", "scipy.sparse.linalg", "shacl", "snowballstemmer", "yaml")
TIMED_OUT, BROKEN = -1, 99


@dataclass(frozen=True)
class Order:
    """Hold what a worker does in the root of its copy, and how many seconds it may take."""

    task: Callable[[Path], int]
    seconds: float


def warm() -> None:
    """Import what every worker needs, but nothing of ours."""
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    for name in _WARM:
        import_module(name)
    assert "cakg" not in sys.modules


def copies(root: Path, folder: Path, number: int) -> list[Path]:
    """Make copies of the repository for so many workers."""
    found = [folder / f"copy{one}" for one in range(number)]
    for copy in found:
        shutil.copytree(root, copy, ignore=_LEFT_OUT, symlinks=True)
        compileall.compile_dir(copy / "src", quiet=1)
    return found


def run(orders: Sequence[Order], roots: Sequence[Path], log: Path) -> Iterator[tuple[int, int]]:
    """Yield the number of each order with what its task returned, as they end; a worker for each root.

    What ends by a signal or takes longer than its seconds counts as -1. Errors: RuntimeError where a task itself fails.
    """
    free, busy, waiting = list(roots), {}, list(enumerate(orders))[::-1]
    try:
        while waiting or busy:
            while free and waiting:
                number, order = waiting.pop()
                root = free.pop()
                busy[_branch(order.task, root, log)] = (number, root, time.monotonic() + order.seconds)
            for pid, (number, root, deadline) in list(busy.items()):
                ended, status = os.waitpid(pid, os.WNOHANG)
                if not ended and time.monotonic() > deadline:
                    _kill(pid)
                    ended, status = os.waitpid(pid, 0)
                if ended:
                    _kill(pid)  # what it has started and left
                    del busy[pid]
                    free.append(root)
                    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else TIMED_OUT
                    if code == BROKEN:
                        raise RuntimeError(log.read_text("utf-8")[-2000:])
                    yield number, code
            time.sleep(0.01)
    finally:
        for pid in busy:
            _kill(pid)


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)


def _branch(task: Callable[[Path], int], root: Path, log: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = BROKEN
    try:
        os.setsid()
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(out, 1)
        os.dup2(out, 2)
        os.chdir(root)
        sys.path[:0] = [str(root / "src")]
        os.environ["PYTHONPATH"] = str(root / "src")
        code = task(root)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)
