"""Shares: work on many things that children of this process do while it goes on with other work."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

_FEWEST = 64  # things that are worth a child


@contextmanager
def shared_out(work: Callable[[Thing], bytes], things: Sequence[Thing]) -> Iterator[Callable[[], bytes]]:
    """Begin to work on things in children, one for each free core, and yield what waits for the results.

    These are joined share by share, as many as there are children. What no child does is done when it is waited for:
    where things are few, or there is no free core, no `fork`, or another thread, which a child would lack; and where a
    child fails. No child outlives the block.
    """
    number = min(_free_cores(), len(things) // _FEWEST)
    shares = [_Share(work, things[first::number]) for first in range(number)]
    try:
        with suppress(OSError):  # there may be no more processes
            for share in shares:
                share.begin()
        yield lambda: b"".join(share.result() for share in shares or [_Share(work, things)])
    finally:
        for share in shares:
            share.end()


def _free_cores() -> int:
    """Return for how many children there is a core, beside the one that this process uses."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 0
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) - 1


class _Share(Generic[Thing]):
    """A share of the work; `child` and `reading` say who does it and where its result is read, once it has begun."""

    def __init__(self, work: Callable[[Thing], bytes], things: Sequence[Thing]) -> None:
        self._work, self._things = work, things
        self._child = self._reading = -1

    def begin(self) -> None:
        """Let a child do it. Errors: OSError where the system gives none."""
        self._reading, writing = os.pipe()
        try:
            self._child = os.fork()
            if self._child == 0:
                self._be_child(writing)
        finally:
            os.close(writing)

    def result(self) -> bytes:
        """Return what the child has made, or make it."""
        if self._child > 0:
            with open(self._reading, "rb", closefd=False) as reply:
                data = reply.read()
            child, self._child = self._child, -1
            if os.waitpid(child, 0)[1] == 0:
                return data
        return self._done()

    def end(self) -> None:
        """Leave neither the child nor what it would reply."""
        if self._child > 0:
            os.kill(self._child, signal.SIGKILL)  # until it is waited for, its number is nobody else's
            os.waitpid(self._child, 0)
        if self._reading >= 0:
            os.close(self._reading)

    def _done(self) -> bytes:
        return b"".join(map(self._work, self._things))

    def _be_child(self, writing: int) -> None:
        """Do the work and end this process, without a word whatever happens: who waits sees that it failed."""
        failed = 1
        try:
            os.close(self._reading)  # who alone could read what it writes would wait for itself when its parent dies
            with open(writing, "wb", closefd=False) as reply:
                reply.write(self._done())
            failed = 0
        finally:
            os._exit(failed)
