"""Sorted lines in a file, but for a few: found by what they begin with, and written out, without being held."""

import mmap
from bisect import bisect_left
from collections.abc import Iterator
from heapq import merge
from itertools import takewhile
from typing import BinaryIO

from cakg.compile.amendment import Amendment

_BLOCK = 1 << 20  # bytes that are written at once


class SortedLines:
    """Hold the lines of a stream from where it stands, in their order, each once and ended by a line feed, as an
    amendment leaves them.
    """

    def __init__(self, stream: BinaryIO, amendment: Amendment | None = None) -> None:
        self._start = stream.tell()
        self._text = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        changed = amendment or Amendment(b"", b"")
        self._gone, self._fresh = (one.splitlines(keepends=True) for one in (changed.gone, changed.fresh))

    def beginning(self, prefix: bytes) -> bytes:
        """Return all lines that begin so."""
        at = end = self._place(prefix)
        while end < len(self._text) and self._text[end : end + len(prefix)] == prefix:
            end = self._text.find(b"\n", end) + 1
        found, gone, fresh = self._text[at:end], _beginning(self._gone, prefix), _beginning(self._fresh, prefix)
        if not gone and not fresh:
            return found
        return b"".join(sorted({*found.splitlines(keepends=True)}.difference(gone).union(fresh)))

    def blocks(self) -> Iterator[bytes]:
        """Yield the lines in blocks. Errors: ValueError where the amendment is one of other lines."""
        done = self._start
        for line, is_fresh in merge(((one, False) for one in self._gone), ((one, True) for one in self._fresh)):
            at = self._place(line)
            if (self._text[at : at + len(line)] == line) is is_fresh:
                raise ValueError("the lines are not those that were amended")
            yield from self._from(done, at)
            if is_fresh:
                yield line
            done = at if is_fresh else at + len(line)
        yield from self._from(done, len(self._text))

    def has(self, line: bytes) -> bool:
        """Tell whether a line is among them."""
        return self.beginning(line) == line

    def _from(self, start: int, end: int) -> Iterator[bytes]:
        for at in range(start, end, _BLOCK):
            yield self._text[at : min(at + _BLOCK, end)]

    def _place(self, wanted: bytes) -> int:
        """Return where the first line stands that is not before what is wanted."""
        low, high = self._start, len(self._text)
        while low < high:
            middle = max(self._text.rfind(b"\n", low, (low + high) // 2) + 1, low)
            end = self._text.find(b"\n", middle) + 1
            if self._text[middle:end] < wanted:
                low = end
            else:
                high = middle
        return low


def _beginning(lines: list[bytes], prefix: bytes) -> list[bytes]:
    return list(takewhile(lambda line: line.startswith(prefix), lines[bisect_left(lines, prefix) :]))
