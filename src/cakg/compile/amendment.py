"""An amendment: the lines in which two sorted texts differ, found without holding either."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import BinaryIO

_BLOCK = 1 << 20  # bytes that are read at once
_LINE = 128  # bytes that a statement has at least, more often than not
_SHARE = 8  # of all lines, one in so many: where more differ, it is as quick to begin anew


@dataclass(frozen=True)
class Amendment:
    """Hold the lines that only the old text has, and those that only the new one has, in their order."""

    gone: bytes
    fresh: bytes


def amendment(old: BinaryIO, new: BinaryIO, size: int) -> Amendment | None:
    """Return in which lines a text of so many bytes differs from an old one; None where these are many.

    Both are sorted, and no line stands twice in one of them.
    """
    gone, fresh = list[bytes](), list[bytes]()
    waiting, coming = list[bytes](), list[bytes]()
    while (len(gone) + len(fresh)) * _LINE * _SHARE <= size:
        waiting += old.readlines(_BLOCK)
        coming += new.readlines(_BLOCK)
        if not waiting or not coming:
            if not waiting and not coming:
                return Amendment(b"".join(gone), b"".join(fresh))
            gone, fresh = gone + waiting, fresh + coming
            waiting, coming = [], []
            continue
        last = min(waiting[-1], coming[-1])  # up to which both are known
        here, there = bisect_right(waiting, last), bisect_right(coming, last)
        if waiting[:here] != coming[:there]:
            gone += sorted(set(waiting[:here]).difference(coming[:there]))
            fresh += sorted(set(coming[:there]).difference(waiting[:here]))
        del waiting[:here], coming[:there]
    return None
