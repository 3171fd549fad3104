"""The ground on which reports are judged: the vocabulary and what the curators say, kept to be read thing by thing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pyoxigraph import RdfFormat, parse

from cakg.compile import cache
from cakg.compile.runs import lines
from cakg.read.claims import Claims, Triple, Vocabulary
from cakg.read.cues import Cues, cues_from, cues_of
from cakg.words.namespaces import BASE, CAKG

_ENDING = ".ground"
_READING = CAKG + "reading"
_RULING = BASE + "ruling/"
_PARTS = ("terms", "concepts", "functional")


@dataclass
class Ground:
    """Hold the vocabulary, the cues of concepts and, by the IRI of a thing, the lines of what the curators say."""

    vocabulary: Vocabulary
    cues: Cues
    decisions: tuple[Triple, ...]  # rulings, disagreements and readings, which alone decide anything
    _lines: Mapping[str, str]
    _read: dict[str, tuple[Triple, ...]] = field(default_factory=dict)

    def said(self, thing: str) -> tuple[Triple, ...]:
        """Return what the curators say of a thing, in their order."""
        if thing not in self._read:
            self._read[thing] = _triples(self._lines.get(thing, ""))
        return self._read[thing]

    def with_new(self, entered: Iterable[Triple]) -> "Ground":
        """Return the ground with what is said of things of which nothing was said, and which decide nothing."""
        said: dict[str, list[Triple]] = {}
        for triple in entered:
            said.setdefault(triple.subject.value, []).append(triple)
        return replace(self, _read=self._read | {thing: tuple(found) for thing, found in said.items()})


def keep(key: str, claims: Claims) -> None:
    """Keep the ground of claims under a key, unless it is there. A cache that cannot be written is no error."""
    if cache.recall(key + _ENDING) is None:
        cache.keep(key + _ENDING, json.dumps(_written(claims), ensure_ascii=False).encode("utf-8", "surrogatepass"))


def recall(key: str) -> Ground | None:
    """Return the ground that was kept under a key, None where none was."""
    kept = cache.recall(key + _ENDING)
    if kept is None:
        return None
    read: dict[str, Any] = json.loads(kept.decode("utf-8", "surrogatepass"))
    parents = {name: frozenset(above) for name, above in read["parents"].items()}
    terms, concepts, functional = (frozenset(read[name]) for name in _PARTS)
    vocabulary = Vocabulary(terms, concepts, functional, parents, _triples(read["retired"]), _triples(read["names"]))
    said: dict[str, str] = read["said"]
    decisions = tuple(triple for thing in read["decisive"] for triple in _triples(said[thing]))
    return Ground(vocabulary, cues_from(read["cues"]), decisions, said)


def _written(claims: Claims) -> dict[str, Any]:
    said: dict[str, list[bytes]] = {}
    for triple, line in zip(claims.curated, lines(claims.curated), strict=True):
        said.setdefault(triple.subject.value, []).append(line)
    found: dict[str, Any] = {name: sorted(getattr(claims.vocabulary, name)) for name in _PARTS}
    found["parents"] = {name: sorted(above) for name, above in claims.vocabulary.parents.items()}
    found["retired"] = b"".join(lines(claims.vocabulary.retired)).decode()
    found["names"] = b"".join(lines(claims.vocabulary.names)).decode()
    found["cues"] = cues_of(claims.curated)
    decisive = _decisive(claims.curated)
    found["decisive"] = [thing for thing in said if thing in decisive]
    found["said"] = {thing: b"".join(stated).decode() for thing, stated in said.items()}
    return found


def _decisive(curated: Iterable[Triple]) -> frozenset[str]:
    """Return the rulings, what has readings, and these."""
    found = set[str]()
    for subject, predicate, value in curated:
        if predicate.value == _READING:
            found |= {subject.value, str(value.value)}
        elif subject.value.startswith(_RULING):
            found.add(subject.value)
    return frozenset(found)


def _triples(written: str) -> tuple[Triple, ...]:
    found = parse(written, RdfFormat.N_TRIPLES) if written else ()
    return tuple(Triple(quad.subject, quad.predicate, quad.object) for quad in found)
