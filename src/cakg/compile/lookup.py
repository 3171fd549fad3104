"""Sorted lines in a file: found by what they begin with, and written anew with a few changed, without being read."""

import mmap
from collections.abc import Iterator
from heapq import merge
from typing import BinaryIO

from cakg.compile.amendment import Amendment

_BLOCK = 1 << 20  # bytes that are written at once


class SortedLines:
    """Hold the lines of a stream from where it stands, in their order, each once and ended by a line feed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._start = stream.tell()
        self._text = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def beginning(self, prefix: bytes) -> bytes:
        """Return all lines that begin so."""
        at = end = self._place(prefix)
        while self._text[end : end + len(prefix)] == prefix:
            end = self._text.find(b"\n", end) + 1
        return self._text[at:end]

    def amended(self, amendment: Amendment) -> Iterator[bytes]:
        """Yield the lines as an amendment leaves them, in blocks. Errors: ValueError for one of other lines."""
        gone = ((line, False) for line in amendment.gone.splitlines(keepends=True))
        fresh = ((line, True) for line in amendment.fresh.splitlines(keepends=True))
        done = self._start
        for line, is_fresh in merge(gone, fresh):
            at = self._place(line)
            if (self._text[at : at + len(line)] == line) is is_fresh:
                raise ValueError("the lines are not those that are amended")
            yield from self._blocks(done, at)
            done = at
            if is_fresh:
                yield line
            else:
                done += len(line)
        yield from self._blocks(done, len(self._text))

    def _blocks(self, start: int, end: int) -> Iterator[bytes]:
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
