"""Measure time and memory: of a whole process with its children, or of a function in a child of its own."""

import gc
import json
import os
import pickle
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage, struct_rusage
from time import perf_counter
from typing import Any, NoReturn

MEGABYTE = 1024  # of ru_maxrss, which Linux counts in kilobytes
# Linux gives a child the peak of whoever started it, so what is measured is started by a process that is small.
_LAUNCHER = """
import os, sys, time
start = time.perf_counter()
nothing = os.open(os.devnull, os.O_WRONLY)
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nothing, 1)])
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - start
print([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, wall, used.ru_maxrss])
"""


@dataclass(frozen=True)
class Sample:
    """Hold what one run took: seconds of all processors, seconds on the wall, and the peak of memory in megabytes."""

    cpu: float
    wall: float
    megabytes: float


class TooSlow(Exception):
    """Say that something was not done within the patience that was had with it."""


def process(command: Sequence[str], runs: int, environment: Mapping[str, str] | None = None) -> list[Sample]:
    """Return what each run of a command took, its children included. Errors: RuntimeError where it fails."""
    return [_run(command, dict(os.environ) | dict(environment or {})) for _ in range(runs)]


def _run(command: Sequence[str], environment: Mapping[str, str]) -> Sample:
    launched = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    done = subprocess.run(launched, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    code, cpu, wall, peak = json.loads(done.stdout)
    if code not in (0, 1):  # 1 is how commands say that they found nothing, or faults
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr.decode(errors='replace')[-400:]}")
    return Sample(cpu, wall, peak / MEGABYTE)


def inside(
    function: Callable[[], object], runs: int, *, first: Callable[[], object] | None = None, patience: float = 600
) -> list[Sample]:
    """Return what each call of a function took, in a forked child; `first` is called there before, and not measured.

    The memory is the peak of the child after the call. Errors: TooSlow where `patience` seconds of the processor are
    not enough for all calls; RuntimeError where the function fails.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_measured(function, runs, first, patience, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == -signal.SIGPROF:
        raise TooSlow
    if code != 0:
        raise RuntimeError(f"what was measured failed: {said.decode(errors='replace')[-400:]}")
    return [Sample(*numbers) for numbers in json.loads(said)]


def apart(function: Callable[[], Any], patience: float = 0) -> Any:
    """Return what a function returns, in a forked child.

    Errors: TooSlow where `patience` seconds on the wall are not enough (0 is no end of it); RuntimeError where it
    fails, and then the child prints why.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, patience)
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(function(), pipe)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == -signal.SIGALRM:
        raise TooSlow
    if code != 0:
        raise RuntimeError("what was done apart failed")
    return pickle.loads(data)


def _be_measured(
    function: Callable[[], object], runs: int, first: Callable[[], object] | None, patience: float, writing: int
) -> NoReturn:
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    code = 1
    try:
        if first is not None:
            first()
        signal.setitimer(signal.ITIMER_PROF, patience)
        found = [_timed(function) for _ in range(runs)]
        os.write(writing, json.dumps(found).encode())
        code = 0
    except BaseException as error:
        os.write(writing, repr(error).encode())
    finally:
        sys.stdout.flush()
        os._exit(code)


def _timed(function: Callable[[], object]) -> tuple[float, float, float]:
    gc.collect()
    before, start = _used(), perf_counter()
    function()
    wall = perf_counter() - start
    return _used() - before, wall, getrusage(RUSAGE_SELF).ru_maxrss / MEGABYTE


def _used() -> float:
    def seconds(used: struct_rusage) -> float:
        return used.ru_utime + used.ru_stime

    return seconds(getrusage(RUSAGE_SELF)) + seconds(getrusage(RUSAGE_CHILDREN))
