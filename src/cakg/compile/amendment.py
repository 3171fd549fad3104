"""An amendment: the lines in which two sorted texts differ, found without holding either."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from pyoxigraph import NamedNode, RdfFormat, parse

_BLOCK = 1 << 20  # bytes that are read at once
_LINE = 128  # bytes that a statement has at least, more often than not
_SHARE = 8  # of all lines, one in so many: where more differ, it is as quick to begin anew


@dataclass(frozen=True)
class Amendment:
    """Hold the lines that only the old text has, and those that only the new one has, in their order."""

    gone: bytes
    fresh: bytes

    def things(self) -> frozenset[str]:
        """Return the IRIs of which lines of N-Quads that differ say something, and to which they lead."""
        quads = chain.from_iterable(parse(text, RdfFormat.N_QUADS) for text in (self.gone, self.fresh))
        ends = (end for quad in quads for end in (quad.subject, quad.object))
        return frozenset(end.value for end in ends if isinstance(end, NamedNode))


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
