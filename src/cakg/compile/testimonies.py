"""Testimonies: what each report says, with the evidence of it; of reports that are as they were, what was made before.

Reports stand on shelves, each on that which its IRI names. What is made of a shelf is kept under a digest of what it
depends on: the texts of its reports, and what the curators say of the things that these mention. So one report that has
changed costs its own shelf, whatever the number of all.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from pyoxigraph import NamedNode

from cakg.compile import cache
from cakg.compile.derive import ancestors
from cakg.compile.evidence import evidence, rows
from cakg.compile.runs import lines, run
from cakg.engine.processes import shared_out
from cakg.read.claims import Report
from cakg.read.cues import Cues
from cakg.read.grounding import Names

_ENDING = ".testimony"
_ON_A_SHELF = 16  # reports, where they are not very many
_MOST_SHELVES = 256  # as many files may lie in the cache for one state of a corpus
Said = tuple[Report, Report]  # a report as it is heard, and what is kept of it


@dataclass(frozen=True)
class Background:
    """Hold what evidence depends on beside the reports: the names of things, cues of concepts, parents of terms."""

    names: Names
    cues: Cues
    parents: Mapping[str, frozenset[str]]


@contextmanager
def testimonies(said: Sequence[Said], background: Background, code: str | None) -> Iterator[Callable[[], list[bytes]]]:
    """Begin to make the graph of each report as it is heard, and the evidence of what is kept of it.

    Yield what waits for these, as runs of lines. They are kept under the digest of the code that makes them; where none
    is given, nothing is kept and nothing recalled.
    """
    shelves = _shelves(said)
    keys = [None if code is None else _key(shelf, background, code) for shelf in shelves]
    known = [None if key is None else cache.recall(key) for key in keys]
    wanting = [number for number, found in enumerate(known) if found is None]

    def make(number: int) -> bytes:
        return run(line for one in shelves[number] for line in testimony(*one, background))

    with shared_out(make, wanting) as made:

        def wait() -> list[bytes]:
            fresh = dict(made())
            cache.keep_all({key: fresh[n] for n in wanting if (key := keys[n]) is not None})
            return [fresh[number] if found is None else found for number, found in enumerate(known)]

        yield wait


def testimony(heard: Report, kept: Report, background: Background) -> Iterator[bytes]:
    """Yield the lines of the graph of a report as it is heard, and of the evidence of what is kept of it."""
    proven = (*evidence(kept, background.names, background.cues), *rows(kept))
    yield from lines(heard.triples, heard.iri)
    yield from lines(proven)
    yield from lines(ancestors(proven, background.parents))


def _shelves(said: Sequence[Said]) -> list[list[Said]]:
    """Return reports by shelf; another report changes no other shelf, unless there are to be twice as many."""
    number = min(1 << (len(said) // _ON_A_SHELF).bit_length(), _MOST_SHELVES)
    shelves: list[list[Said]] = [[] for _ in range(number)]
    for one in said:
        shelves[hashlib.sha256(one[0].iri.value.encode()).digest()[0] % number].append(one)
    return [shelf for shelf in shelves if shelf]


def _key(shelf: Iterable[Said], background: Background, code: str) -> str | None:
    """Return the key of what is made of a shelf, None where a report stands in no text."""
    parts, mentioned = list[str](), set[str]()
    for heard, kept in shelf:
        if heard.digest is None:
            return None
        parts += (heard.digest, *_left_out(heard, kept))
        for triple in kept.triples:
            mentioned.add(triple.subject.value)
            if isinstance(triple.object, NamedNode):
                mentioned.add(triple.object.value)
    for iri in sorted(mentioned):
        if iri in background.names or iri in background.cues:
            parts.append(f"{iri} {background.names.get(iri)} {background.cues.get(iri)}")
    return cache.derived(code, _told(background.parents), *parts) + _ENDING


def _left_out(heard: Report, kept: Report) -> list[str]:
    """Return the IRIs of the things of a report of which nothing is kept."""
    if len(heard.triples) == len(kept.triples):
        return []
    return sorted({t.subject.value for t in heard.triples} - {t.subject.value for t in kept.triples})


def _told(parents: Mapping[str, frozenset[str]]) -> str:
    return repr(sorted((one, sorted(above)) for one, above in parents.items()))
