"""What changed between two corpora, in claims."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from cakg.compile.accept import Verdict
from cakg.compile.judgements import judgements
from cakg.engine.terms import text
from cakg.read.claims import Claims, Triple
from cakg.words.namespaces import compact

Change = Literal[
    "added", "retracted", "accepted otherwise", "moved", "moved within its interval", "moved beyond its interval"
]


@dataclass(frozen=True, order=True)
class Difference:
    """Hold one change: who speaks (a report, or the curators), the subject, the property and the values."""

    speaker: str
    subject: str
    property: str
    change: Change
    value: str
    before: str = ""


def differences(old: Claims, new: Claims) -> list[Difference]:
    """Return the statements added and retracted, speaker by speaker, then the claims whose accepted value changed."""
    found: list[Difference] = []
    before, after = _speakers(old), _speakers(new)
    for speaker in before.keys() | after.keys():
        was, now = set(before.get(speaker, ())), set(after.get(speaker, ()))
        found.extend(_difference(speaker, triple, "added") for triple in now - was)
        found.extend(_difference(speaker, triple, "retracted") for triple in was - now)
    held, holds = _accepted(old), _accepted(new)
    for key in held.keys() & holds.keys():
        if held[key].accepted != holds[key].accepted:
            values = (text(holds[key].accepted), text(held[key].accepted))
            found.append(Difference("accepted view", compact(key[0]), compact(key[1]), "accepted otherwise", *values))
    return sorted(found)


def _speakers(claims: Claims) -> Mapping[str, Iterable[Triple]]:
    return {"curators": claims.curated, **{compact(report.iri.value): report.triples for report in claims.reports}}


def _accepted(claims: Claims) -> dict[tuple[str, str], Verdict]:
    return {(v.subject.value, v.predicate.value): v for v in judgements(claims, claims.reports)}


def _difference(speaker: str, triple: Triple, change: Change) -> Difference:
    return Difference(
        speaker, compact(triple.subject.value), compact(triple.predicate.value), change, text(triple.object)
    )
