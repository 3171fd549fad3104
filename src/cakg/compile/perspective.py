"""Whom to hear: the reports that a perspective leaves, and what the curators say of these."""

from collections.abc import Iterable
from dataclasses import dataclass

from cakg.engine.index import Index
from cakg.read.claims import Report, Triple
from cakg.words.dates import span
from cakg.words.errors import NotFoundError, UsageError
from cakg.words.namespaces import CAKG, compact, expand


@dataclass(frozen=True)
class Perspective:
    """Choose which reports are heard: those issued on or before a day, of one publisher, with a text verified.

    A report without a day of issue is known from the day on which the curators read it. `publisher` is an IRI or a
    prefixed name.
    """

    as_known_on: str | None = None
    publisher: str | None = None
    verified_only: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether every report is heard."""
        return self == Perspective()

    def __str__(self) -> str:
        """Return what is heard, in words."""
        parts = [] if self.as_known_on is None else [f"as known on {self.as_known_on}"]
        parts += [] if self.publisher is None else [f"published by {compact(expand(self.publisher))}"]
        parts += ["verified"] if self.verified_only else []
        return "the reports " + ", ".join(parts) if parts else "all reports"

    def narrow(self, reports: Iterable[Report]) -> tuple[Report, ...]:
        """Return the reports that are heard. A report that may be younger than `as_known_on` is not.

        Errors: UsageError for a day that is none; NotFoundError for a publisher of no report.
        """
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
        )


def audible(curated: tuple[Triple, ...], unheard: set[str]) -> tuple[Triple, ...]:
    """Return what the curators say without readings of which all reports are unheard, and without disagreements of
    which fewer than two readings are left by that."""
    if not unheard:
        return curated
    view = Index(curated)
    silent: set[str] = set()
    for subject in view.subjects():
        readings = view.values(subject, "reading")
        lost = [reading for reading in readings if unheard.issuperset(view.values(reading, "report") or [""])]
        if lost and len(readings) - len(lost) < 2:
            silent.update(readings, [subject])
        silent.update(lost)
    return tuple(
        triple
        for triple in curated
        if triple.subject.value not in silent
        and triple.object.value not in silent
        and (triple.predicate.value != CAKG + "report" or triple.object.value not in unheard)
    )
