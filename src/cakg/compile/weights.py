"""What a reading weighs: the independent origins behind it, whether they took part, and when they spoke."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cakg.read.claims import Report, closure


@dataclass(frozen=True)
class Weights:
    """Hold what the rules weigh.

    `reports` are all reports by IRI, heard or not: what repeats what is known whole. `involved` says who took part in
    what, `wider` what is wider than a place, a concept or a body; `bodies` the organizations above each organization;
    `represented` whom the actors of a participation represent; `held` what a report says of a thing: that it took
    place, or that it did not (yet).
    """

    reports: Mapping[str, Report]
    involved: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wider: Mapping[str, frozenset[str]] = field(default_factory=dict)
    bodies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    represented: Mapping[str, frozenset[str]] = field(default_factory=dict)
    held: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    def spoken(self, reports: Iterable[str]) -> tuple[str, ...]:
        """Return those of some reports that quote a document: all but imports, which outvote none of these."""
        return tuple(one for one in reports if one not in self.reports or not self.reports[one].imported)

    def count(self, reports: Iterable[str]) -> int:
        """Return how many independent origins reports have.

        A document is at most one, and so are all that one newsroom issued (that of a body and of what is above it is
        one), a publisher and its report, and reports that repeat one another in a circle.
        """
        found = sorted({frozenset(map(self._newsroom, self._ends(report))) for report in reports}, key=_fewest)
        counted: set[frozenset[str]] = set()
        taken: set[str] = set()
        for rooms in found:
            own = frozenset[str]().union(*rooms)
            if taken.isdisjoint(own):
                counted.add(own)
            taken |= own
        return len(counted)

    def sources(self, report: str) -> frozenset[str]:
        """Return all that a report goes back to, but for what goes back to it."""
        return frozenset(
            iri for iri in self._repeated.get(report, ()) if report not in self._repeated.get(iri, frozenset())
        )

    def first_said(self, reports: Iterable[str]) -> date:
        """Return the day before which the youngest of some reports was not issued; a copy is as old as its original."""
        return max((self._bounds(origin)[0] for origin in self._originals(reports)), default=date.min)

    def last_said(self, reports: Iterable[str]) -> date:
        """Return the day after which none of some reports was issued."""
        return max((self._bounds(origin)[1] for origin in self._originals(reports)), default=date.max)

    def issued(self, reports: Iterable[str]) -> date:
        """Return the last day on which the youngest of some reports can have been issued; unknown days come first."""
        days = (self._bounds(origin) for origin in self._originals(reports))
        return max((date.min if end == date.max else end for _, end in days), default=date.min)

    def took_part(self, report: str, subject: str) -> bool:
        """Tell whether the publisher of a report, a body of it or one above it took part in what a claim is about."""
        publishers, involved = self.reports[report].publishers, self.involved.get(subject, frozenset())
        return not (
            self._with_bodies(publishers).isdisjoint(involved) and self._with_bodies(involved).isdisjoint(publishers)
        )

    def _with_bodies(self, names: Iterable[str]) -> frozenset[str]:
        names = frozenset(names)
        return names.union(*(self.bodies.get(name, frozenset()) for name in names))

    def _newsroom(self, origin: str) -> frozenset[str]:
        """Return who speaks in an origin: the highest bodies of its publishers, else the origin itself."""
        publishers = self.reports[origin].publishers if origin in self.reports else frozenset({origin})
        return frozenset(top for one in publishers or {origin} for top in self._top(one))

    def _top(self, name: str) -> frozenset[str]:
        above = self.bodies.get(name, frozenset())
        return frozenset(one for one in above if not self.bodies.get(one)) or frozenset({name})

    def _originals(self, reports: Iterable[str]) -> frozenset[str]:
        reports = tuple(reports)
        ends = {origin for report in reports for origin in self._ends(report) if origin in self.reports}
        return frozenset(ends or reports)

    def _bounds(self, report: str) -> tuple[date, date]:
        issued = self.reports[report].issued
        if issued is None or self.reports[report].imported:  # when somebody wrote a row is not known
            return date.min, date.max
        return issued.begin or date.min, issued.end or date.max

    @cached_property
    def _repeated(self) -> Mapping[str, frozenset[str]]:
        """Return for each report that repeats others all that it goes back to."""
        return closure({iri: one.primary_sources for iri, one in self.reports.items() if one.primary_sources})

    def _ends(self, report: str) -> list[str]:
        """Return where the chains of sources of a report end; the least of a circle stands for it."""
        above = self._repeated.get(report, frozenset())
        ends = sorted(iri for iri in above if iri not in self._repeated)
        return ends or [min((report, *above), key=lambda iri: (len(self._repeated.get(iri, ())), iri))]


def _fewest(rooms: frozenset[frozenset[str]]) -> tuple[int, list[str]]:
    names = sorted(name for room in rooms for name in room)
    return len(names), names
