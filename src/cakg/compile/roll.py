"""The roll of reports: who says something and what that weighs, kept for whoever compiles a corpus once it changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pyoxigraph import NamedNode

from cakg.compile import cache
from cakg.compile.manifest import Manifest
from cakg.read.claims import Report
from cakg.words.dates import Span

_ENDING = ".roll"


@dataclass(frozen=True)
class Roll:
    """Hold all reports of a compiled corpus without what they say, by IRI, and the digests that belong to them.

    `code` is of the code that compiled them, `ground` the key of what goes with them.
    """

    manifest: Manifest
    code: str
    ground: str
    reports: Mapping[str, Report]


def keep(key: str, roll: Roll) -> None:
    """Keep a roll under the key of the dataset. A cache that cannot be written is no error."""
    said = {
        "manifest": roll.manifest.to_json().decode(),
        "code": roll.code,
        "ground": roll.ground,
        "reports": [_written(one) for one in roll.reports.values()],
    }
    cache.keep(key + _ENDING, json.dumps(said).encode())


def recall(key: str) -> Roll | None:
    """Return the roll that was kept under a key, None where none was."""
    kept = cache.recall(key + _ENDING)
    if kept is None:
        return None
    said = json.loads(kept)
    manifest = Manifest.from_json(said["manifest"].encode())
    reports = map(_read, said["reports"])
    return Roll(manifest, said["code"], said["ground"], {one.iri.value: one for one in reports})


def silent(reports: Iterable[Report]) -> dict[str, Report]:
    """Return reports by IRI, in the order of these, without what they say."""
    return {one.iri.value: replace(one, triples=()) for one in sorted(reports, key=lambda one: one.iri.value)}


def _written(one: Report) -> list[Any]:
    span = one.issued
    issued = None if span is None else [_day(span.begin), _day(span.end), span.open_begin, span.open_end]
    weight = [issued, _day(one.known_by), sorted(one.publishers), sorted(one.primary_sources)]
    return [one.iri.value, one.path, *weight, one.verified, one.digest, one.imported]


def _read(said: list[Any]) -> Report:
    iri, path, issued, known_by, publishers, sources, verified, digest, imported = said
    return Report(
        iri=NamedNode(iri),
        path=path,
        triples=(),
        issued=None if issued is None else Span(_of(issued[0]), _of(issued[1]), *issued[2:]),
        known_by=_of(known_by),
        publishers=frozenset(publishers),
        primary_sources=frozenset(sources),
        verified=verified,
        digest=digest,
        imported=imported,
    )


def _day(one: date | None) -> str | None:
    return None if one is None else one.isoformat()


def _of(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)
