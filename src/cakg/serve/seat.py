"""The seat of a worker: what it is told to do there, one order after the other, and what it answers."""

import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from cakg.engine.child import bound_memory
from cakg.serve.reply import Problem, Reply
from cakg.serve.wire import DONE, READY, TAKEN, receive, send


@dataclass(frozen=True)
class Order:
    """Hold what a worker is to do: the name of the work, what it is given, and how many seconds it may take."""

    what: str
    given: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 20.0


Answer = Reply | Problem
Work = Callable[[Order], Answer]


@dataclass(frozen=True)
class Seat:
    """Hold the place of a worker: its lane, its end of the socket, how far it stands back behind others, and how many
    megabytes it may take above what it begins with (any where None)."""

    lane: str
    own: socket.socket
    nice: int = 0
    megabytes: int | None = None


def be_worker(
    seat: Seat, seats: Sequence[Seat], control: socket.socket, retire: int, other: int, generation: int, work: Work
) -> NoReturn:
    """Work off the orders that come to a seat until nobody asks any more, or the generation retires.

    `retire` can be read once its other end, `other`, is closed.
    """
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        os.close(other)
        control.close()
        for one in seats:
            if one is not seat:
                one.own.close()
        os.nice(seat.nice)
        if seat.megabytes is not None:
            bound_memory(seat.megabytes << 20)
        send(seat.own, (READY, generation))
        while True:
            told: list[socket.socket | int] = [seat.own, retire]
            ready, _, _ = select.select(told, [], [])
            if seat.own not in ready:
                break
            number, order = receive(seat.own)
            send(seat.own, (TAKEN, number))
            signal.setitimer(signal.ITIMER_REAL, order.seconds)
            answer = done(work, order)
            signal.setitimer(signal.ITIMER_REAL, 0)
            send(seat.own, (DONE, number, generation, answer))
    except (EOFError, OSError):
        pass  # nobody asks any more
    finally:
        sys.stderr.flush()
        os._exit(0)


def done(work: Work, order: Order) -> Answer:
    """Return the answer to an order; a fault of ours is a problem without particulars, which stderr gets."""
    try:
        return work(order)
    except Problem as problem:
        return problem
    except Exception:
        traceback.print_exc()
        return Problem(500, "this is a fault of the server; its operator finds the particulars in the log")
