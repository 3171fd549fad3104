"""An increment: a few reports have changed, and what is compiled of them is put in the place of what was.

It costs what stands around these reports, whatever the number of all. Where a change reaches further, or cannot be
followed, there is none, and all is compiled anew.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

from pyoxigraph import NamedNode

from cakg.compile import cache, ground, roll, steps, stores
from cakg.compile.amendment import Amendment
from cakg.compile.decisions import decide
from cakg.compile.derive import disagreements
from cakg.compile.ground import Ground
from cakg.compile.manifest import entry_of
from cakg.compile.perspective import Perspective
from cakg.compile.roll import Roll
from cakg.compile.runs import lines
from cakg.compile.steps import Step
from cakg.compile.surroundings import Surroundings, TooFarError
from cakg.compile.testimonies import Background, testimony
from cakg.compile.texts import Texts, code
from cakg.compile.view import Judged, accepted, judged, without
from cakg.read import corpus as files
from cakg.read.claims import GROUNDS, Claims, Report, Triple, is_report, report_of, statements
from cakg.read.garbage import uncollected
from cakg.read.grounding import names_of
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, CAKG, RDFS

_FEW = 64  # reports
_ENTERING = "register added"
_REPORT, _WITHIN = CAKG + "report", CAKG + "within"
_LABEL = RDFS + "label"
_EVIDENCE = BASE + "evidence/"
Reports = Mapping[str, Report]


def note(key: str, texts: Texts, claims: Claims) -> None:
    """Keep of a corpus that was compiled whole what an increment needs. A cache that cannot be written is no error."""
    grounds = cache.derived(code(), texts.manifest.grounds())
    ground.keep(grounds, claims)
    roll.keep(key, Roll(texts.manifest, code(), grounds, roll.silent(claims.reports)))


def grown(texts: Texts, before: str) -> Step | None:
    """Return the step from what was compiled before, of all reports, to what is compiled of texts; None for none, and
    where they were compiled whole.

    It is kept under the key of the latter, with what the next one needs. `before` is a key as well.
    """
    _ = texts.manifest  # by which the key is told from now on
    key = texts.key(Perspective())
    known = steps.recall(key)
    if known is not None or cache.has(key + cache.NQUADS):
        return known
    try:
        found = _followed(texts, before)
        step = None if found is None else steps.step(before, found[0])
    except (TooFarError, InputError, ValueError):
        return None  # which compiling all of it explains better
    if found is None or step is None:
        return None
    roll.keep(key, found[1])
    steps.keep(key, step)
    return step


def beside(texts: Texts, before: str) -> Amendment | None:
    """Return in which lines what was compiled before differs from what is compiled, not strictly, of texts; None where
    they differ in more than reports and in new things that are entered in files that are added.

    `before` is the key of the former; nothing is kept. Errors: InputError for an added file that describes two reports.
    """
    try:
        found = _followed(texts, before, is_added=True)
    except (TooFarError, ValueError):
        return None
    return None if found is None else found[0]


def written_out(key: str) -> BinaryIO | None:
    """Return what a step led to, once it is kept whole, so that what is compiled anew is compared with it; None for
    what no step led to.
    """
    with suppress(ValueError):
        return steps.nquads(key) if steps.lead_to(key) else None
    return None


@uncollected()
def _followed(texts: Texts, before: str, *, is_added: bool = False) -> tuple[Amendment, Roll] | None:
    """Return in which lines the dataset changes, and the roll of reports after it.

    What is only added to a corpus may have terms that nobody defined, and enter new things.
    Errors: TooFarError, InputError; ValueError for lines that are not those that were kept.
    """
    known = roll.recall(before)
    if known is None or known.code != code():
        return None
    changed = texts.manifest.differing(known.manifest)
    entering = {path for path, kind in changed if is_added and kind == _ENTERING and not _adds(texts, path)}
    if any(kind != "report" and path not in entering and not _adds(texts, path) for path, kind in changed):
        return None
    if not (changed or is_added) or len({path for path, _ in changed}) > _FEW:
        return None
    grounds, store, written = ground.recall(known.ground), stores.recall(before), steps.sorted_lines(before)
    if grounds is None or store is None or written is None:
        return None
    paths = {path for path, _ in changed} - entering
    past = {iri: one for iri, one in known.reports.items() if one.path in paths}
    fresh = _read(texts, paths, grounds, strict=not is_added)
    reports = {iri: one for iri, one in known.reports.items() if iri not in past}
    if len(fresh) < len(paths & texts.manifest.texts.keys()) or not reports.keys().isdisjoint(fresh):
        raise TooFarError  # one IRI stands for two reports
    reports = dict(sorted((reports | roll.silent(fresh.values())).items()))
    entered = _entered(texts, entering)
    around = Surroundings(written, store.store, grounds.with_new(entered), frozenset(past), fresh.values(), reports)
    around.demand_new(entered)
    past = {iri: replace(one, triples=around.spoken_by(iri)) for iri, one in past.items()}
    change = _Change(around, known.reports, reports, past, fresh, entered).amendment()
    gone, come = (one.splitlines(keepends=True) for one in (change.gone, change.fresh))
    if not all(map(written.has, gone)) or any(map(written.has, come)):
        raise ValueError("the lines are not those that were kept")
    return change, Roll(texts.manifest, known.code, known.ground, reports)


def _adds(texts: Texts, path: str) -> bool:
    """Tell whether a file is one that was added, not as part of an import, and speaks for a document."""
    source = texts.added(path)
    return source is not None and source.kind != "import" and is_report(source)


def _entered(texts: Texts, paths: Iterable[str]) -> tuple[Triple, ...]:
    """Return what some added files enter into the register. Errors: InputError."""
    found = (source for path in sorted(paths) if (source := texts.added(path)) is not None)
    return tuple(dict.fromkeys(triple for source in found for triple in statements(source)))


def _read(texts: Texts, paths: Iterable[str], grounds: Ground, *, strict: bool) -> dict[str, Report]:
    """Return the reports of some files as they are now. Errors: InputError; TooFarError where one changes meanwhile."""
    found = {}
    for path in sorted(paths):
        if path in texts.manifest.texts:
            source = texts.added(path) or files.read_source(texts.root, path)
            if source is None or entry_of(source) != texts.manifest.texts[path]:
                raise TooFarError
            report = report_of(source, grounds.vocabulary if strict else None)
            if report.iri.value in found:
                raise TooFarError
            found[report.iri.value] = report
    return found


@dataclass(frozen=True)
class _Change:
    """Hold the reports before and now, without what they say, and those that have changed, with it, and what has come
    to the register.
    """

    around: Surroundings
    before: Reports
    now: Reports
    past: Reports
    fresh: Reports
    entered: tuple[Triple, ...]

    @property
    def ground(self) -> Ground:
        """Return the vocabulary and what the curators say now."""
        return self.around.ground

    def amendment(self) -> Amendment:
        """Return in which lines the dataset differs. Errors: TooFarError."""
        differing, seeds = self._differing()
        if any(one.startswith(_EVIDENCE) for one in seeds):
            raise TooFarError
        decisions = decide(self.ground.decisions, self.now.values())
        if self.before.keys() != self.now.keys() and decisions != decide(self.ground.decisions, self.before.values()):
            raise TooFarError
        affected = self.around.affected(differing, seeds | {triple.subject.value for triple in self.entered})
        while True:
            claims = self.around.claims(affected)
            found = judged(claims, claims.reports, decisions)
            self._demand_same_owners(affected, found)
            stated = self._stated(affected, claims, found)
            was = {triple for thing in affected for triple in self.around.of(thing).accepted}
            renamed = {triple.subject.value for triple in was ^ stated if triple.predicate.value == _LABEL}
            more = set[str]().union(*map(self.around.named_after, renamed)) - affected
            if not more:
                break
            affected = self.around.affected((), affected | more)
        old = {*lines(was), *(line for one in self.past.values() for line in self._testified(one))}
        new = {*lines(stated), *(line for one in self.fresh.values() for line in self._testimony(one, affected, found))}
        return Amendment(b"".join(sorted(old - new)), b"".join(sorted(new - old)))

    def _differing(self) -> tuple[list[Triple], set[str]]:
        """Return the statements that are made, or weigh, otherwise than before, and the things that they are about."""
        differing, seeds = list[Triple](), set[str]()
        changed = self.past.keys() | self.fresh.keys()
        weighed = {iri for iri in changed if _weight(self.before.get(iri)) != _weight(self.now.get(iri))}
        weighed |= self._repeating(weighed)
        for iri in changed:
            was, now = (set(one[iri].triples) if iri in one else set[Triple]() for one in (self.past, self.fresh))
            seeds |= {t.subject.value for t in was} ^ {t.subject.value for t in now}
            differing += was | now if iri in weighed else was ^ now
        for iri in weighed - changed:
            differing += self.around.spoken_by(iri)
        differing = [triple for triple in differing if triple.predicate not in GROUNDS]
        return differing, seeds | {triple.subject.value for triple in differing}

    def _repeating(self, reports: Iterable[str]) -> set[str]:
        """Return the reports that repeat, at any remove, one of some reports, before or now."""
        found, waiting = set[str](), list(reports)
        while waiting:
            one = waiting.pop()
            for known in (*self.before.values(), *self.now.values()):
                if one in known.primary_sources and known.iri.value not in found:
                    found.add(known.iri.value)
                    waiting.append(known.iri.value)
        return found

    def _demand_same_owners(self, affected: Iterable[str], found: Judged) -> None:
        """Demand that nothing that was said before has lost, or found, an event to which it belongs."""
        gone = {one.value for one in found.gone}
        for thing in affected:
            known = self.around.of(thing)
            if known.before and known.now and self._was_gone(thing) is not (thing in gone):
                raise TooFarError

    def _was_gone(self, thing: str) -> bool:
        known = self.around.of(thing)
        return bool(known.before) and not known.accepted

    def _stated(self, affected: set[str], claims: Claims, found: Judged) -> set[Triple]:
        """Return what is accepted of things, with what was disputed about them."""
        verdicts = (one for one in found.verdicts if one.subject.value in affected)
        wanted = affected | {triple.subject.value for triple in disagreements(verdicts)}
        stated = chain(accepted(claims, found, claims.curated), claims.vocabulary.retired)
        return {triple for triple in stated if triple.subject.value in wanted}

    def _testified(self, report: Report) -> Iterable[bytes]:
        """Yield the lines that a report had, and those of the evidence of it."""
        yield from lines(report.triples, report.iri)
        for node in self.around.leading_to(report.iri.value, _REPORT):
            if node.startswith(_EVIDENCE):
                yield from lines(self.around.of(node).accepted)

    def _testimony(self, report: Report, affected: set[str], found: Judged) -> Iterable[bytes]:
        subjects = {triple.subject for triple in report.triples}
        gone = {one for one in subjects if one.value not in affected and self._was_gone(one.value)}
        mentioned = {t.object for t in report.triples if isinstance(t.object, NamedNode)} | subjects
        said = [triple for one in mentioned for triple in self.ground.said(one.value)]
        said += [t for one in said if one.predicate.value == _WITHIN for t in self.ground.said(str(one.object.value))]
        background = Background(names_of(said), self.ground.cues, self.ground.vocabulary.parents)
        return testimony(report, without(report, found.gone | gone), background)


def _weight(report: Report | None) -> object:
    """Return by what a report weighs."""
    if report is None:
        return None
    return report.issued, report.publishers, report.primary_sources, report.imported
