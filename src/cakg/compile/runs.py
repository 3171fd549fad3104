"""Runs: statements as sorted lines of N-Quads, joined to one sorted text in which each line stands once."""

import heapq
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby, islice

from pyoxigraph import NamedNode

from cakg.read.claims import Triple

_BLOCK = 1 << 14  # lines


def lines(triples: Iterable[Triple], graph: NamedNode | None = None) -> Iterator[bytes]:
    """Yield the lines that state triples in a graph, which is the default graph where none is given."""
    end = " .\n" if graph is None else f" {graph} .\n"
    return (f"{s!s} {p!s} {o!s}{end}".encode() for s, p, o in triples)


def run(stated: Iterable[bytes]) -> bytes:
    """Return lines as a run: sorted, each once."""
    return b"".join(dict.fromkeys(sorted(stated)))  # things stand together: what is half in order is sorted quickly


def joined(runs: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the lines of all runs as one, in blocks, without ever holding all of them as lines."""
    ordered = (line for line, _ in groupby(heapq.merge(*map(BytesIO, runs))))
    while block := b"".join(islice(ordered, _BLOCK)):
        yield block
