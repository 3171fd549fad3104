"""Whom to hear: the reports that a perspective leaves, and what the curators say of these."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.words.errors import NotFoundError, UsageError
from cakg.words.namespaces import BASE, CAKG, compact, expand

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from cakg.compile.decisions import Decisions
    from cakg.engine.index import Index
    from cakg.read.claims import Claims, Report, Triple

_SPOKEN_OF = tuple(f"{BASE}{kind}/" for kind in ("event", "part", "initiative", "instrument", "group"))


@dataclass(frozen=True)
class Perspective:
    """Choose which reports are heard: those issued on or before a day, of one publisher, with a text verified, and
    imports or not.

    A report without a day of issue is known from the day on which the curators read it. `publisher` is an IRI or a
    prefixed name.
    """

    as_known_on: str | None = None
    publisher: str | None = None
    verified_only: bool = False
    without_imports: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether every report is heard."""
        return self == Perspective()

    def __str__(self) -> str:
        """Return what is heard, in words."""
        parts = [] if self.as_known_on is None else [f"as known on {self.as_known_on}"]
        parts += [] if self.publisher is None else [f"published by {compact(expand(self.publisher))}"]
        parts += ["verified"] if self.verified_only else []
        parts += ["imports left out"] if self.without_imports else []
        return "the reports " + ", ".join(parts) if parts else "all reports"

    def narrow(self, reports: "Iterable[Report]") -> "tuple[Report, ...]":
        """Return the reports that are heard. A report that may be younger than `as_known_on` is not.

        Errors: UsageError for a day that is none; NotFoundError for a publisher of no report.
        """
        from cakg.words.dates import span

        last = publisher = None
        if self.as_known_on is not None:
            day = span(self.as_known_on)
            last = None if day is None else day.end
            if last is None:
                raise UsageError(f"{self.as_known_on!r} is no date that ends; write it like 2012-12-31")
        reports = tuple(reports)
        if self.publisher is not None:
            publisher = expand(self.publisher)
            if not any(publisher in report.publishers for report in reports):
                raise NotFoundError(f"no report is published by {compact(publisher)}")
        return tuple(
            report
            for report in reports
            if (last is None or (report.known_by is not None and report.known_by <= last))
            and (publisher is None or publisher in report.publishers)
            and (report.verified or not self.verified_only)
            and not (report.imported and self.without_imports)
        )


def audible(
    claims: "Claims", heard: "tuple[Report, ...]", decisions: "Decisions", effective: "set[NamedNode]"
) -> "tuple[Triple, ...]":
    """Return what the curators say of what is heard.

    Left out are readings of which all reports are unheard, disagreements of which fewer than two readings are left by
    that, rulings without effect, and every event, participation, initiative, instrument and group that no report that
    is heard speaks of. Where the accepted reading is not heard, the others are not judged.
    """
    unheard = {report.iri.value for report in claims.reports}.difference(report.iri.value for report in heard)
    if not unheard:
        return claims.curated
    from cakg.engine.index import Index

    view = Index(claims.curated)
    silent = _unspoken(claims.curated, heard)
    unjudged: set[str] = set()
    for subject in view.subjects():
        readings = view.values(subject, "reading")
        lost = [reading for reading in readings if unheard.issuperset(view.values(reading, "report") or [""])]
        if lost and len(readings) - len(lost) < 2:
            silent.update(readings, [subject])
        silent.update(lost)
        if subject in decisions.suspended:
            unjudged.update(readings)
    silent |= _without_effect(view, effective, silent)
    return tuple(
        triple
        for triple in claims.curated
        if triple.subject.value not in silent
        and triple.object.value not in silent
        and (triple.predicate.value != CAKG + "report" or triple.object.value not in unheard)
        and (triple.predicate.value != CAKG + "accepted" or triple.subject.value not in unjudged)
    )


def _unspoken(curated: "Iterable[Triple]", heard: "Iterable[Report]") -> set[str]:
    """Return the events and the like of which no report that is heard speaks."""
    spoken = {term.value for report in heard for triple in report.triples for term in (triple.subject, triple.object)}
    named = {triple.subject.value for triple in curated if triple.subject.value.startswith(_SPOKEN_OF)}
    return named - spoken


def _without_effect(view: "Index", effective: "set[NamedNode]", silent: set[str]) -> set[str]:
    """Return the rulings that decide nothing, and that no stated disagreement names which is not silent itself."""
    rulings = {subject for subject in view.subjects() if subject.startswith(BASE + "ruling/")}
    named = {
        ruling for subject in view.subjects() if subject not in silent for ruling in view.values(subject, "ruling")
    }
    return rulings.difference(named, (ruling.value for ruling in effective))
