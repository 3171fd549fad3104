"""Lanes of workers as the server sees them: an order goes to whoever is free, waits a little, or is refused.

Nothing here starts a thread: the process that serves may be forked from, and does not block.
"""

import asyncio
import pickle
import socket
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from cakg.serve.reply import Problem
from cakg.serve.seat import Answer, Order
from cakg.serve.wire import DONE, LENGTH, READY, TAKEN

_BEGINNING = 120.0  # seconds in which the corpus may be compiled, before anything can be answered
_GRACE = 5.0  # seconds beyond its own in which an order must be answered
LOST = "this takes more memory than it may have, or nests too deeply; ask for less"


@dataclass(frozen=True)
class Lane:
    """Hold how a sort of work is done: by how many workers, how many may wait, how long, and how far it stands back.

    Of some the workers make pages; of some each is `bounded` in memory as a query is.
    """

    workers: int
    waiting: int
    patience: float
    nice: int = 0
    pages: bool = False
    bounded: bool = False


LANES: Mapping[str, Lane] = {
    "pages": Lane(2, 400, 20.0, pages=True),
    "parts": Lane(2, 40, 20.0, nice=5, pages=True),
    "questions": Lane(2, 200, 20.0, bounded=True),
    "queries": Lane(4, 8, 10.0, nice=10),
}


class Pool:
    """Hand orders to the workers of their lanes."""

    def __init__(self, ends: Mapping[str, Sequence[socket.socket]], lanes: Mapping[str, Lane] = LANES) -> None:
        self._ends, self._lanes = ends, lanes
        self._numbers = count(1)
        self._idle: dict[str, deque[_Place]] = {lane: deque() for lane in ends}
        self._queues: dict[str, deque[asyncio.Future[_Place]]] = {lane: deque() for lane in ends}
        self._tasks: list[asyncio.Task[None]] = []
        self.generations = dict.fromkeys(ends, 0)  # of the corpus that the workers of a lane have

    async def open(self) -> None:
        """Listen to the workers."""
        for lane, ends in self._ends.items():
            for end in ends:
                reader, writer = await asyncio.open_unix_connection(sock=end)
                place = _Place(lane, writer)
                self._tasks.append(asyncio.create_task(self._listen(place, reader)))

    async def close(self) -> None:
        """Listen no more."""
        for task in self._tasks:
            task.cancel()

    async def do(self, lane: str, order: Order) -> tuple[Answer, int]:
        """Return the answer to an order and the generation of the corpus that it is of.

        It is a Problem where the lane is full, the time is over, or twice a worker has ended over it.
        """
        for _ in range(2):
            place = await self._place(lane)
            if isinstance(place, Problem):
                return place, 0
            found = await self._asked(place, order)
            if found is not None:
                return found
        return Problem(503, LOST, headers={"retry-after": "10"}), 0

    async def _place(self, lane: str) -> "_Place | Problem":
        """Return a place whose worker is free, taken for one order."""
        if self._idle[lane]:
            return self._idle[lane].popleft()
        rule, queue = self._lanes[lane], self._queues[lane]
        told = f"{rule.workers} others are being answered and {len(queue)} wait"
        if not self.generations[lane]:
            told = "the corpus is still being read"
        busy = Problem(503, f"{told}; ask again in a little while", headers={"retry-after": "5"})
        if len(queue) >= rule.waiting:
            return busy
        turn: asyncio.Future[_Place] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            return await asyncio.wait_for(turn, rule.patience if self.generations[lane] else _BEGINNING)
        except TimeoutError:
            return busy
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._free(turn.result())
            raise
        finally:
            if turn in queue:
                queue.remove(turn)

    async def _asked(self, place: "_Place", order: Order) -> tuple[Answer, int] | None:
        """Return the answer of a worker, None where it ended over the order before its time."""
        loop = asyncio.get_running_loop()
        place.number, place.answer, place.taken = next(self._numbers), loop.create_future(), False
        data = pickle.dumps((place.number, order), pickle.HIGHEST_PROTOCOL)
        begun = loop.time()
        place.writer.write(LENGTH.pack(len(data)) + data)
        try:
            # who asked may have gone: the worker goes on until its time is over, and is free then
            found = await asyncio.wait_for(asyncio.shield(place.answer), order.seconds + _GRACE)
        except TimeoutError:  # nor has a new worker come
            found = None
        if found is None and loop.time() - begun >= order.seconds * 0.9:
            said = f"this takes more than {order.seconds:g} seconds; ask for less"
            return Problem(504, said, headers={"retry-after": "10"}), 0
        return found

    async def _listen(self, place: "_Place", reader: asyncio.StreamReader) -> None:
        """Take in what the workers in a place say, one after the other."""
        while True:
            try:
                (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
                message: Any = pickle.loads(await reader.readexactly(length))
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            if message[0] == READY:
                self.generations[place.lane] = max(self.generations[place.lane], message[1])
                if place.answer is None:
                    self._free(place, is_new=True)
                elif place.taken:  # the one before has ended over it
                    self._settle(place, None)
            elif message[0] == TAKEN and message[1] == place.number:
                place.taken = True
            elif message[0] == DONE and message[1] == place.number:
                self._settle(place, (message[3], message[2]))

    def _settle(self, place: "_Place", found: tuple[Answer, int] | None) -> None:
        if place.answer is not None and not place.answer.done():
            place.answer.set_result(found)
        self._free(place)

    def _free(self, place: "_Place", is_new: bool = False) -> None:
        place.answer, place.number, place.taken = None, 0, False
        if is_new and place.is_known:
            return  # it waits among the idle already, or has been handed out
        place.is_known = True
        queue = self._queues[place.lane]
        while queue:
            turn = queue.popleft()
            if not turn.done():
                turn.set_result(place)
                return
        self._idle[place.lane].append(place)


class _Place:
    def __init__(self, lane: str, writer: asyncio.StreamWriter) -> None:
        self.lane, self.writer = lane, writer
        self.number, self.taken, self.is_known = 0, False, False
        self.answer: asyncio.Future[tuple[Answer, int] | None] | None = None
