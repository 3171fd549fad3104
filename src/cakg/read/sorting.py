"""Lines in order, however many: sorted in runs that lie on the disk, and joined without holding them."""

import heapq
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import groupby, islice
from typing import BinaryIO

_RUN = 1 << 16  # lines that are held at once


class Lines:
    """Hold sorted runs of lines; to go through them gives all lines in order, each once, and may be done again."""

    def __init__(self, runs: Sequence[BinaryIO]) -> None:
        self._runs = runs

    def __iter__(self) -> Iterator[bytes]:
        for one in self._runs:
            one.seek(0)
        return (line for line, _ in groupby(heapq.merge(*self._runs)))


@contextmanager
def in_order(lines: Iterable[bytes], run: int = _RUN) -> Iterator[Lines]:
    """Give lines, each with its end, in order; what lies on the disk meanwhile is deleted. Errors: OSError."""
    waiting = iter(lines)
    with ExitStack() as under_way:
        runs: list[BinaryIO] = []
        while block := list(islice(waiting, run)):
            block.sort()
            stream = under_way.enter_context(tempfile.TemporaryFile())
            stream.writelines(block)
            runs.append(stream)
        yield Lines(runs)


def parted(old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Yield the lines that only one of two texts in order has, in order, each with whether it is the new one."""
    sides = ((line, False) for line in old), ((line, True) for line in new)
    for line, sources in groupby(heapq.merge(*sides), key=lambda pair: pair[0]):
        found = [is_new for _, is_new in sources]
        if len(found) == 1:
            yield found[0], line
