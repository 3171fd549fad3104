"""Two graphs compared as streams: of each only what may differ is held, whatever the size of the two."""

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, RdfFormat, parse

from cakg.read.sorting import Lines, in_order, parted
from cakg.steward.changes import Said


def differing(old: Iterable[bytes], new: Iterable[bytes]) -> tuple[Said, Said]:
    """Return of two graphs, given as lines of N-Quads in any order, what they say where they differ.

    *Shapes*: all statements, in every graph, of a subject and a property about which one of the two says anything that
    the other does not; in memory is no more. What comparing these gives, comparing the two whole would give.
    Errors: OSError where the disk has no room for the lines in order.
    """
    with in_order(old) as was, in_order(new) as now:
        keys = {_key(line) for _, line in parted(was, now)}
        return _held(was, keys), _held(now, keys)


def _key(line: bytes) -> bytes:
    """Return subject and predicate of a line, neither of which holds a blank."""
    subject, predicate, _ = line.split(b" ", 2)
    return subject + b" " + predicate


def _held(lines: Lines, keys: set[bytes]) -> Said:
    found = Said({}, set())
    kept = b"".join(line for line in lines if _key(line) in keys)
    for quad in parse(kept, RdfFormat.N_QUADS, lenient=True):  # they were quads before
        named = None if quad.graph_name == DefaultGraph() else quad.graph_name.value
        among = found.accepted if named is None else found.reports.setdefault(named, set())
        among.add((quad.subject, quad.predicate, quad.object))
    return found
