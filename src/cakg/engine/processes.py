"""Processes: work on many things that children of this process do while it goes on with other work."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import BinaryIO, Generic, TypeVar

Thing = TypeVar("Thing")

_FEWEST = 4  # things that are worth a child
_LENGTH = 8  # bytes of the number that says how long a result is


@contextmanager
def shared_out(
    work: Callable[[Thing], bytes], things: Sequence[Thing], *, in_order: bool = False, helping: bool = False
) -> Iterator[Callable[[], Iterator[tuple[Thing, bytes]]]]:
    """Begin to work on things in children, one for each free core, and yield what waits for the results.

    These come one by one, each with its thing, share by share: as many as there are children; with `in_order` in that
    of the things, whose neighbours should then be equally much work. What no child does is done when it is waited for:
    where things are few, or there is no free core, no `fork`, or another thread, which a child would lack; and where a
    child fails. A process that has nothing else to do is `helping`: it takes the first share itself. No child outlives
    the block.
    """
    number = min(_free_cores() + helping, len(things) // _FEWEST)
    ends = [len(things) * one // max(number, 1) for one in range(number + 1)]
    parts = (
        [things[low:high] for low, high in pairwise(ends)] if in_order else [things[n::number] for n in range(number)]
    )
    shares = [_Share(work, part) for part in parts]
    try:
        with suppress(OSError):  # there may be no more processes
            for share in shares[helping:]:
                share.begin()
        yield lambda: (one for share in shares or [_Share(work, things)] for one in share.results())
    finally:
        for share in shares:
            share.end()


def _free_cores() -> int:
    """Return for how many children there is a core, beside the one that this process uses."""
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return 0
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) - 1


class _Share(Generic[Thing]):
    """A share of the work: who does it, what is open until that is done, and the file that then holds the results."""

    def __init__(self, work: Callable[[Thing], bytes], things: Sequence[Thing]) -> None:
        self._work, self._things = work, things
        self._child = self._ending = -1
        self._file: BinaryIO | None = None

    def begin(self) -> None:
        """Let a child do it. Errors: OSError where the system gives none."""
        from tempfile import TemporaryFile

        self._file = TemporaryFile()  # noqa: SIM115  a child waits for no reader, and its results take no memory
        self._ending, working = os.pipe()
        try:
            self._child = os.fork()
            if self._child == 0:
                self._be_child(self._file)
        finally:
            os.close(working)

    def results(self) -> Iterator[tuple[Thing, bytes]]:
        """Yield each thing with what the child has made of it, or make it."""
        if self._child > 0:
            os.read(self._ending, 1)  # nothing, once the child has ended
            child, self._child = self._child, -1
            if os.waitpid(child, 0)[1] == 0 and self._file is not None:
                self._file.seek(0)
                for thing in self._things:
                    yield thing, self._file.read(int.from_bytes(self._file.read(_LENGTH)))
                return
        for thing in self._things:
            yield thing, self._work(thing)

    def end(self) -> None:
        """Leave neither the child nor its results."""
        if self._child > 0:
            os.kill(self._child, signal.SIGKILL)  # until it is waited for, its number is nobody else's
            os.waitpid(self._child, 0)
        if self._ending >= 0:
            os.close(self._ending)
        if self._file is not None:
            self._file.close()

    def _be_child(self, file: BinaryIO) -> None:
        """Do the work and end this process, without a word whatever happens: who waits sees that it failed."""
        failed = 1
        try:
            for thing in self._things:
                data = self._work(thing)
                file.write(len(data).to_bytes(_LENGTH) + data)
            file.flush()
            failed = 0
        finally:
            os._exit(failed)
