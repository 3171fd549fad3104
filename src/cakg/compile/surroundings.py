"""What stands around a change: what may be derived otherwise for it, and all that this is derived from."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from cakg.compile.ground import Ground
from cakg.compile.lookup import SortedLines
from cakg.compile.naming import MADE_OF
from cakg.read.claims import DATASET, TYPE, Claims, Report, Triple
from cakg.words.namespaces import BASE, CAKG, INSTANCE_KINDS, SKOS, W3ORG, kind_of

_PARTICIPATION, _PART_OF, _ON_SUBJECT, _READING = (
    CAKG + name for name in ("participation", "partOf", "onSubject", "reading")
)
_ABOVE = (CAKG + "drawnFrom", CAKG + "organOf", W3ORG + "subOrganizationOf")
_POST_IN = W3ORG + "postIn"
_DONE_BY = tuple(CAKG + name for name in ("actor", "representing", "speaker", "capacity"))
_FAR = frozenset((CAKG + "usualPlace", CAKG + "tookPlace", CAKG + "within", SKOS + "broader"))
_KIND = CAKG + "kind"  # of a table: what tables alone describe is called so
_PARTS = BASE + "part/"
_PLAIN = frozenset(INSTANCE_KINDS) - {"ruling", "disagreement", "reading", "evidence"}
_MOST = 20_000  # things: where more stand around, it is as quick to begin anew


class TooFarError(Exception):
    """Say that a change reaches too far to be followed."""


class _Known(NamedTuple):
    """Hold what the accepted view had of a thing, and what reports said and say of it, each with its IRI."""

    accepted: tuple[Triple, ...]
    before: tuple[tuple[str, Triple], ...]
    now: tuple[tuple[str, Triple], ...]


class Surroundings:
    """Read what was accepted, was said and is said, thing by thing.

    `written` is the dataset before the change, `store` the same; `past` are the IRIs of the reports that have changed
    since, `fresh` these as they are now, and `reports` all that are there now, by IRI, without what they say.
    """

    def __init__(
        self,
        written: SortedLines,
        store: Store,
        ground: Ground,
        past: frozenset[str],
        fresh: Iterable[Report],
        reports: Mapping[str, Report],
    ) -> None:
        self._written, self._store, self.ground, self._past, self._reports = written, store, ground, past, reports
        self._fresh: dict[str, list[tuple[str, Triple]]] = {}
        self._leading: dict[tuple[str, str], set[str]] = {}
        for report in fresh:
            for triple in report.triples:
                subject, predicate, value = triple
                self._fresh.setdefault(subject.value, []).append((report.iri.value, triple))
                self._leading.setdefault((predicate.value, str(value.value)), set()).add(subject.value)
        self._known: dict[str, _Known] = {}

    def of(self, thing: str) -> _Known:
        """Return what is known of a thing."""
        if thing not in self._known:
            accepted, before = list[Triple](), list[tuple[str, Triple]]()
            for quad in parse(self._written.beginning(f"<{thing}> ".encode()), RdfFormat.N_QUADS):
                triple = Triple(quad.subject, quad.predicate, quad.object)
                if isinstance(quad.graph_name, NamedNode):
                    before.append((quad.graph_name.value, triple))
                else:
                    accepted.append(triple)
            kept = [one for one in before if one[0] not in self._past]
            now = (*kept, *self._fresh.get(thing, ()))
            self._known[thing] = _Known(tuple(accepted), tuple(before), now)
        return self._known[thing]

    def demand_new(self, entered: Iterable[Triple]) -> None:
        """Demand that things that are entered are none that decide, mean or define anything, and that nothing is known
        of any, so that nothing that was there changes for them. Errors: TooFarError.
        """
        for thing in {triple.subject.value for triple in entered}:
            if kind_of(thing) not in _PLAIN or any(self.of(thing)[:2]) or self._is_named(thing):
                raise TooFarError
        if any(triple.predicate.value == _READING for triple in entered):
            raise TooFarError

    def _is_named(self, thing: str) -> bool:
        return any(True for _ in self._store.quads_for_pattern(None, None, NamedNode(thing), None))

    def spoken_by(self, report: str) -> tuple[Triple, ...]:
        """Return what a report said before."""
        subjects = {quad.subject.value for quad in self._store.quads_for_pattern(None, None, None, NamedNode(report))}  # type: ignore[union-attr]
        return tuple(t for one in sorted(subjects) for graph, t in self.of(one).before if graph == report)

    def leading_to(self, thing: str, *names: str) -> set[str]:
        """Return what has, or had, a thing for the value of some properties."""
        found = set[str]()
        for name in names:
            quads = self._store.quads_for_pattern(None, NamedNode(name), NamedNode(thing), None)
            found |= {quad.subject.value for quad in quads} | self._leading.get((name, thing), set())  # type: ignore[union-attr]
        return found

    def affected(self, differing: Iterable[Triple], seeds: Iterable[str]) -> set[str]:
        """Return what may be accepted otherwise, or derived otherwise, where statements differ: these are of `seeds`.

        Whether they are *called* otherwise is told by `named_after`. Errors: TooFarError.
        """
        found, waiting = set[str](), [*seeds]
        for triple in differing:
            subject, predicate = triple.subject.value, triple.predicate.value
            if predicate in _FAR or (predicate == _KIND and DATASET in self._values(subject, _KIND)):
                raise TooFarError
            if predicate in (*_ABOVE, _POST_IN):
                waiting += self._sent_by(subject)
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._values(one, _PARTICIPATION, _PART_OF, _READING)
                waiting += self.leading_to(one, _PARTICIPATION, _ON_SUBJECT)
                _demand_few(found)
        return found

    def named_after(self, thing: str) -> set[str]:
        """Return what may be called otherwise where a thing is, beside its participations."""
        return self.leading_to(thing, *MADE_OF)

    def claims(self, affected: Iterable[str]) -> Claims:
        """Return of all claims those on which depends what is accepted of some things, and derived and called so.

        The reports are all that are there. Errors: TooFarError.
        """
        around = self._around(affected)
        said: dict[str, list[Triple]] = {}
        for thing in sorted(around):
            for iri, triple in self.of(thing).now:
                said.setdefault(iri, []).append(triple)
        reports = (
            replace(one, triples=tuple(said[iri])) if iri in said else one for iri, one in sorted(self._reports.items())
        )
        curated = tuple(triple for thing in sorted(around) for triple in self.ground.said(thing))
        return Claims(self.ground.vocabulary, curated, tuple(reports))

    def _around(self, affected: Iterable[str]) -> set[str]:
        """Return some things, their parts at any remove, and all to which these lead, with who says so."""
        found, waiting = set[str](), list(affected)
        parts = set(waiting)
        while parts:
            parts = {part for one in parts for part in self.leading_to(one, _PART_OF)} - set(waiting)
            waiting += parts
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            found.add(one)
            _demand_few(found)
            if one.startswith(_PARTS):
                waiting += self.leading_to(one, _PARTICIPATION)
            said = self.of(one).now
            for triple in (*(triple for _, triple in said), *self.ground.said(one)):
                if isinstance(triple.object, NamedNode) and triple.predicate != TYPE:
                    waiting.append(triple.object.value)
            for iri in {iri for iri, _ in said}:
                waiting += self._behind(iri)
        return found

    def _behind(self, report: str) -> set[str]:
        """Return who is behind a report: its publishers, what it repeats, who is behind that; and imports."""
        found, waiting, seen = set[str](), [report], set[str]()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            known = self._reports.get(one)
            if known is None:
                found.add(one)
            else:
                found |= known.publishers | ({one} if known.imported else set())
                waiting += known.primary_sources
        return found

    def _sent_by(self, body: str) -> set[str]:
        """Return what is done by, or counts for, all that belong to a body."""
        found, waiting = set[str](), [body]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.leading_to(one, *_ABOVE, _POST_IN)
                _demand_few(found)
        return found.union(*(self.leading_to(one, *_DONE_BY) for one in found))

    def _values(self, thing: str, *names: str) -> set[str]:
        known = self.of(thing)
        said = (*known.accepted, *(t for _, t in (*known.before, *known.now)), *self.ground.said(thing))
        return {t.object.value for t in said if t.predicate.value in names and isinstance(t.object, NamedNode)}


def _demand_few(found: set[str]) -> None:
    if len(found) > _MOST:
        raise TooFarError
