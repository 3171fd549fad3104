"""The view of what reports say together: what of it is judged, accepted and derived."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from cakg.compile.accept import Verdict
from cakg.compile.decisions import Decisions
from cakg.compile.delegations import counts, delegations
from cakg.compile.derive import ancestors, days, disagreements, participants, participants_in_part
from cakg.compile.evidence import descriptions
from cakg.compile.judgements import judgements
from cakg.compile.meetings import meetings
from cakg.compile.naming import labels
from cakg.compile.sittings import presumed_places
from cakg.engine.index import Index
from cakg.read.claims import GROUNDS, Claims, Report, Triple


@dataclass(frozen=True)
class Judged:
    """Hold what became of claims: the decisions that hold, the participations that these left without an event, the
    reports that are heard without these, and the verdicts.
    """

    decisions: Decisions
    gone: frozenset[NamedNode]
    heard: tuple[Report, ...]
    kept: tuple[Report, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def effective(self) -> set[NamedNode]:
        """Return the rulings that have an effect."""
        return {one.ruling for one in self.verdicts if one.ruling is not None}


def judged(claims: Claims, heard: tuple[Report, ...], decisions: Decisions) -> Judged:
    """Return what becomes of the claims of the reports that are heard."""
    gone = decisions.unowned(heard)
    kept = tuple(without(one, gone) for one in heard) if gone else heard
    verdicts = tuple(one for one in judgements(claims, heard, decisions) if one.subject not in gone)
    return Judged(decisions, gone, heard, kept, verdicts)


def without(report: Report, gone: frozenset[NamedNode]) -> Report:
    """Return a report that says nothing of some things."""
    return replace(report, triples=tuple(t for t in report.triples if t.subject not in gone))


def accepted(claims: Claims, found: Judged, curated: Sequence[Triple]) -> Iterator[Triple]:
    """Yield what is accepted and what follows from it, but for evidence."""
    view = _view(claims, found, curated)
    gone = found.gone
    said = (t for one in found.heard for t in one.triples if t.predicate not in GROUNDS) if gone else ()
    beside = [t for t in said if t.subject in gone or t.object in gone]
    named = (*view.triples, *labels(view, (*beside, *claims.vocabulary.names)))
    yield from named
    yield from ancestors(named, claims.vocabulary.parents)


def _view(claims: Claims, found: Judged, curated: Sequence[Triple]) -> Index:
    """Return what is accepted and what follows from it, but for labels and evidence."""
    judged = {(verdict.subject, verdict.predicate) for verdict in found.verdicts}
    accepted = (Triple(v.subject, v.predicate, v.accepted) for v in found.verdicts)
    others = (
        triple
        for report in found.kept
        for triple in report.triples
        if triple.predicate not in GROUNDS
        and triple.predicate.value not in claims.vocabulary.functional
        and triple[:2] not in judged
        and not found.decisions.refuse(report, triple)
    )
    view = Index(dict.fromkeys((*curated, *others, *accepted)))
    view.extend(disagreements(found.verdicts))
    view.extend((*days(view), *participants(view)))
    view.extend((*delegations(view), *counts(view), *participants_in_part(view), *presumed_places(view)))
    view.extend(meetings(view))
    view.extend(triple for report in found.kept for triple in descriptions(report))
    return view
