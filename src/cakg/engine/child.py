"""A child of this process that works off orders, one after the other, within bounds, and reaches nothing else.

It may take only so much time and memory, can open neither files nor sockets, but for as many as a
store on the disk has files, and ends when its parent does.
"""

import faulthandler
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import count, islice
from typing import Any, NoReturn

from cakg.engine.bounds import Bounds
from cakg.words.errors import LateError, LimitError

CAN_CONTAIN = hasattr(os, "fork")
if CAN_CONTAIN:
    import resource

_END = b"\0"  # of a body and of a head, in neither of which it occurs
_USE, _OPEN = "/proc/self/statm", "/proc/self/fd"
_MOST_OPEN = 1024  # files of a store and whatever else is open, where the system does not tell what is
_TELL_OF_DEATH = 1  # PR_SET_PDEATHSIG of prctl(2)
_STACK = 8 << 20  # bytes, as a first thread has it: systems give others less
_PART = 1 << 16  # bytes, as many as a pipe of Linux holds
_LOOK_AGAIN = 0.5  # seconds, where the kernel does not tell that the parent has died

Reply = tuple[bytes, bytes]  # the body, and the head that says what it is
Work = Callable[[str, int], Iterable[bytes]]  # an order and the most rows -> the parts of the body, at last the head


class Impatient(Exception):
    """Say that an order takes more of the processor than one has patience for."""


def replies(
    work: Work, orders: Iterable[tuple[str, str]], bounds: Bounds, files: int = 0, patience: float = 0
) -> Generator[Reply, None, None]:
    """Yield the reply to each order; the bound on time is for each, and the first of each pair is its name in errors.

    `files` are those that an order may open beside what is open already. `patience` are the seconds of the processor
    that each may take; none is no bound. They grow with the work alone, not with what else the machine has to do.
    Errors: LateError for an order that takes too long, Impatient for one beyond patience; LimitError for one that needs
    too much memory or yields too much.
    """
    named = list(orders)
    child, reading, asking = _start(work, [order for _, order in named], bounds, files, patience)
    alive, most = True, bounds.megabytes << 20
    try:
        for what, _ in named:
            data = _read(reading, asking, most)
            if data.count(_END) == 2:
                body, head, _ = bytes(data).split(_END)
                yield body, head
            elif len(data) > most:
                raise LimitError(f"{what} finds more than {bounds.megabytes} megabytes; ask for less")
            else:
                _, status = os.waitpid(child, 0)
                alive = False
                code = os.waitstatus_to_exitcode(status)
                if code == -signal.SIGPROF:
                    raise Impatient
                if code == -signal.SIGALRM:
                    remedy = "ask for less or join fewer patterns"
                    raise LateError(f"{what} takes more than {bounds.seconds:g} seconds; {remedy}")
                problem = f"needs more than {bounds.megabytes} megabytes or nests too deeply"
                raise LimitError(f"{what} {problem}; ask for less")
    finally:
        os.close(reading)
        os.close(asking)
        if alive:
            os.kill(child, signal.SIGKILL)  # until it is waited for, its number is nobody else's
            os.waitpid(child, 0)


def _read(reading: int, asking: int, most: int) -> bytearray:
    """Return what the child replies to its next order, cut where it dies or the reply is too large."""
    with suppress(BrokenPipeError):
        os.write(asking, b"\n")
    data, ends = bytearray(), 0
    while ends < 2 and len(data) <= most:
        part = os.read(reading, _PART)
        if not part:
            break
        ends += part.count(_END)
        data += part
    return data


def _start(work: Work, orders: Sequence[str], bounds: Bounds, files: int, patience: float) -> tuple[int, int, int]:
    """Return the number of a new child, where its replies are read, and where it is told to go on.

    What every child needs is there before it is, so that none has to find it again.
    """
    _prctl()
    reading, replying = os.pipe()
    waiting, asking = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        _be_child(
            parent, (reading, asking), partial(_work_off, work, orders, bounds, files, patience, waiting, replying)
        )
    os.close(replying)
    os.close(waiting)
    return child, reading, asking


def _be_child(parent: int, others: tuple[int, int], work_off: Callable[[], None]) -> NoReturn:
    """Work off the orders, close what is the parent's, and end this process.

    It does so in a thread of its own: engines keep their state of random numbers thread by thread, and this thread has
    that of the parent, from which every child would make the same blank nodes, numbers and UUIDs.
    """
    try:
        for descriptor in others:
            os.close(descriptor)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        faulthandler.disable()
        gc.freeze()  # what the parent has is none of its garbage, and to look at it copies its memory page by page
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        _die_with(parent)
        threading.stack_size(_STACK)
        worker = threading.Thread(target=work_off)
        worker.start()
        worker.join()
    finally:
        os._exit(1)


def _work_off(
    work: Work, orders: Sequence[str], bounds: Bounds, files: int, patience: float, waiting: int, replying: int
) -> None:
    """Work off each order when it is asked for, within bounds."""
    _bound(bounds.megabytes << 20, files)
    for order in orders:
        if not os.read(waiting, 1):  # nobody will ask any more
            break
        signal.setitimer(signal.ITIMER_REAL, max(bounds.seconds, 0.001))  # zero would mean no end
        signal.setitimer(signal.ITIMER_PROF, patience)  # here it means none
        head = b""
        for part in work(order, bounds.rows):
            _write(replying, head)
            head = part
        _write(replying, _END + head + _END)
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _die_with(parent: int) -> None:
    """End this process as soon as its parent has ended, however that comes about."""
    if not _is_told():
        threading.Thread(target=_look_for, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it has died meanwhile
        os._exit(1)


def _is_told() -> bool:
    """Tell whether the kernel will end this process with its parent, which Linux does where it is asked."""
    prctl = _prctl()
    return prctl is not None and int(prctl(_TELL_OF_DEATH, signal.SIGKILL)) == 0


@cache
def _prctl() -> Any:
    """Return the function by which a process asks the kernel of Linux for something, None where there is none."""
    if sys.platform != "linux":
        return None
    import ctypes

    try:
        return ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return None


def _look_for(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_AGAIN)
    os._exit(1)


def _bound(memory: int, files: int) -> None:
    """Let this process take no more than so many bytes above what it has, open so many files and leave no core."""
    bound_memory(memory)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = _limit(files)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def bound_memory(memory: int) -> None:
    """Let this process take no more than so many bytes above what it has."""
    if os.path.exists(_USE):  # Linux tells it; other systems do not keep to the limit anyway
        pages = int(os.read(os.open(_USE, os.O_RDONLY), 64).split()[0])
        limit = pages * resource.getpagesize() + memory
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit(files: int) -> int:
    """Return below which number all descriptors are taken but so many."""
    if not files or not os.path.exists(_OPEN):
        return files and _MOST_OPEN
    taken = {number for number in map(int, os.listdir(_OPEN)) if os.path.lexists(f"{_OPEN}/{number}")}
    free = (number for number in count() if number not in taken)
    return next(islice(free, files - 1, None)) + 1


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
