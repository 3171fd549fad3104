"""Processes that work off orders, forked from one that holds the corpus and has no threads.

The server itself (`pool`) has the other ends of their sockets. A seat is the place of one worker: who ends, whether
because its time is over or for a fault, leaves it to a new one. A new generation of workers comes with a new state of
the corpus: an order that one of the old has begun is finished by it, one that waits in the socket is read by the new.
"""

import gc
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from time import monotonic, sleep
from typing import NoReturn

from cakg.serve.seat import Seat, Work, be_worker
from cakg.serve.wire import send
from cakg.words.errors import CakgError

_LOOK = 1.0  # seconds between looks at the files
_CALM = 3.0  # seconds in which those who come first have the machine to themselves
_BREATH = 0.2  # seconds: a worker that ends sooner is not followed at once


class Source:
    """Be what a generation of workers is made of; `keep` asks for one after another."""

    def cold(self) -> Work | None:
        """Return what can be done at once, None where that would take long."""
        raise NotImplementedError

    def is_kept(self) -> bool:
        """Tell whether what takes longest was done before, so that nobody need wait until another has done it."""
        return False

    def warm(self) -> Iterator[Work]:
        """Yield what works of the corpus as it stands now: each as soon as it can, and better than the one before.

        Errors: CakgError.
        """
        raise NotImplementedError

    def after(self) -> None:
        """Do what is better done once the workers are there, in a child that ends then."""

    def has_changed(self) -> bool:
        """Tell whether the corpus is another than the one that was last taken."""
        raise NotImplementedError


def keep(
    seats: Sequence[Seat], control: socket.socket, source: Source, *, watch: bool, gate: tuple[int, int] | None = None
) -> NoReturn:
    """Keep a worker in each seat until the other end of `control` is closed, and end this process.

    Of two keepers with one `gate`, a pipe, the second waits until the first has compiled the corpus, if it must: its
    number for that is -1 for the end that it leaves alone.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server is told, and closes its end
    code = 1
    try:
        keeper = _Keeper(seats, control, source)
        signal.signal(signal.SIGTERM, lambda *_: keeper.end())
        keeper.run(watch, *(gate or (-1, -1)))
    except CakgError as error:
        _say(control, {"failed": str(error), "code": error.exit_code})
    except Exception as error:
        traceback.print_exc()
        _say(control, {"failed": f"a bug: {type(error).__name__}: {error}", "code": 70})
    finally:
        sys.stderr.flush()
        os._exit(code)


class _Keeper:
    def __init__(self, seats: Sequence[Seat], control: socket.socket, source: Source) -> None:
        self._seats, self._control, self._source = seats, control, source
        self._workers: dict[int, tuple[Seat, int, float]] = {}  # process -> seat, generation, since when
        self._generation, self._retire = 0, -1
        self._work: Work | None = None
        self._following = 0  # the process that does what is better done later, 0 where there is none
        self._wake, told = os.pipe()
        os.set_blocking(told, False)
        os.set_blocking(self._wake, False)
        signal.set_wakeup_fd(told, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def run(self, watch: bool, waits: int, opens: int) -> NoReturn:
        cold = self._source.cold()
        if cold is not None:
            self._turn(cold)
            self._rest()
        elif waits >= 0 and not self._source.is_kept():
            os.read(waits, 1)
        for work in self._source.warm():
            self._turn(work)
            if opens >= 0:
                os.write(opens, b"\n")
                opens = -1
        self._follow_up()
        while True:
            if self._look(_LOOK if watch else None) and watch and self._source.has_changed():
                self._renew()

    def _rest(self) -> None:
        """Look after the workers, and let them have the machine: what makes them faster needs all of it for a while."""
        end = monotonic() + _CALM
        while (left := end - monotonic()) > 0:
            self._look(left)

    def _look(self, seconds: float | None) -> bool:
        """Wait until a worker has ended, and let another follow; tell whether nothing happened for so long."""
        told: list[socket.socket | int] = [self._control, self._wake]
        ready, _, _ = select.select(told, [], [], seconds)
        if self._control in ready and not self._control.recv(1):
            self.end()
        with suppress(BlockingIOError):
            os.read(self._wake, 4096)
        self._refill()
        return not ready

    def _turn(self, work: Work) -> None:
        """Let a new generation follow: each of its workers comes when the one before it in the seat has ended."""
        if self._retire >= 0:
            os.close(self._retire)
        self._waiting, self._retire = os.pipe()
        self._generation += 1
        self._work = work
        gc.collect()
        gc.freeze()
        if not self._workers:
            for seat in self._seats:
                self._start(seat)
        self._refill()

    def _renew(self) -> None:
        try:
            for work in self._source.warm():
                self._turn(work)
            self._follow_up()
            print("cakg: the corpus has changed, and is served as it stands now", file=sys.stderr, flush=True)
        except CakgError as error:
            print(f"cakg: {error}; what was read before is served on", file=sys.stderr, flush=True)

    def _follow_up(self) -> None:
        """Let a child do what is better done later; one that is still at it for an earlier state of the corpus ends."""
        self._stop_following()
        self._following = os.fork()
        if self._following == 0:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            with suppress(Exception):
                os.close(self._retire)  # else no worker would see it closed
                os.nice(10)
                self._source.after()
            os._exit(0)

    def _refill(self) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                if ended == self._following:
                    self._following = 0
                if ended in self._workers:
                    seat, generation, since = self._workers.pop(ended)
                    if generation == self._generation and monotonic() - since < _BREATH:
                        sleep(_BREATH)
                    self._start(seat)

    def _start(self, seat: Seat) -> None:
        assert self._work is not None
        child = os.fork()
        if child == 0:
            be_worker(seat, self._seats, self._control, self._waiting, self._retire, self._generation, self._work)
        self._workers[child] = seat, self._generation, monotonic()

    def _stop_following(self) -> None:
        if self._following:
            with suppress(ProcessLookupError):
                os.kill(self._following, signal.SIGKILL)

    def end(self) -> NoReturn:
        """End the workers and this process, whatever it does."""
        self._stop_following()
        for child in list(self._workers):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)  # not waited for yet, so that its number is nobody else's
        os._exit(0)


def _say(control: socket.socket, message: object) -> None:
    with suppress(OSError):
        send(control, message)
