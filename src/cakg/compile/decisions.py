"""What the curators decided: rulings, and the readings that stated disagreements accept or refuse."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from cakg.compile.accept import Ruling
from cakg.compile.readings import meaning
from cakg.engine.index import Index
from cakg.read.claims import Report, Term, Triple
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, CAKG, compact

Key = tuple[str, str]  # subject and property
_PARTICIPATION = CAKG + "participation"


@dataclass(frozen=True)
class Decisions:
    """Hold the decisions that have effect on the reports that are heard.

    `rulings` and the readings that stated disagreements accept go by subject and property; `stated` are the claims
    whose disagreement the curators stated; `dropped` are statements that nobody's word brings back, `refused` those
    that were refused of the reports that were judged; `suspended` are the disagreements whose accepted reading is not
    heard: their refusals do not hold.
    """

    rulings: Mapping[Key, Ruling]
    accepted: Mapping[Key, tuple[Term, ...]]
    stated: frozenset[Key]
    dropped: frozenset[Triple]
    refused: frozenset[tuple[str, Triple]]
    suspended: frozenset[str]

    def refuse(self, report: Report, triple: Triple) -> bool:
        """Tell whether what a report says is not accepted."""
        if triple[:2] not in self._contested:
            return False
        said = Triple(triple.subject, triple.predicate, meaning(triple.object))
        return said in self.dropped or (report.iri.value, said) in self.refused

    @cached_property
    def _contested(self) -> frozenset[tuple[NamedNode, NamedNode]]:
        """Return subject and property of all that is refused of anybody."""
        return frozenset(said[:2] for said in (*self.dropped, *(said for _, said in self.refused)))

    def unowned(self, heard: Iterable[Report]) -> frozenset[NamedNode]:
        """Return the participations that are left without an event or initiative by what is refused."""
        owned = [(one, t) for one in heard for t in one.triples if t.predicate.value == _PARTICIPATION]
        kept = {triple.object for report, triple in owned if not self.refuse(report, triple)}
        return frozenset(t.object for _, t in owned if t.object not in kept and isinstance(t.object, NamedNode))


def decide(curated: Iterable[Triple], heard: Iterable[Report]) -> Decisions:
    """Return the decisions of the curators as far as they hold for the reports that are heard.

    An accepted reading decides while one of its reports is heard: the other values of its disagreement fall away,
    whoever gives them. Where none is accepted, what was refused is refused for the reports that were judged.
    Errors: InputError where two rulings decide one claim.
    """
    view = Index(curated)
    known = {report.iri.value for report in heard}
    accepted: dict[Key, tuple[Term, ...]] = {}
    stated, dropped = set[Key](), set[Triple]()
    refused, suspended = set[tuple[str, Triple]](), set[str]()
    for node in view.subjects():
        about, predicate = view.thing(node, "onSubject"), view.thing(node, "onProperty")
        readings = view.values(node, "reading")
        if not readings or about is None or predicate is None:
            continue
        stated.add((about, predicate))

        def said(reading: str, about: str = about, predicate: str = predicate) -> set[Triple]:
            values = view.objects(reading, "value")
            return {Triple(NamedNode(about), NamedNode(predicate), meaning(value)) for value in values}

        holding = [one for one in readings if view.first(one, "accepted") == "true"]
        audible = [one for one in holding if not known.isdisjoint(view.values(one, "report") or known)]
        if holding and not audible:
            suspended.add(node)
            continue
        held = {triple for one in audible for triple in said(one)}
        if held:
            accepted[about, predicate] = tuple(sorted((triple.object for triple in held), key=str))
        for one in readings:
            if held:
                dropped |= said(one) - held
            elif view.first(one, "accepted") == "false":
                reports = view.values(one, "report")
                refused |= {(report, triple) for report in reports for triple in said(one)}
                dropped |= set() if reports else said(one)
    sets = frozenset(stated), frozenset(dropped), frozenset(refused), frozenset(suspended)
    return Decisions(_rulings(view), accepted, *sets)


def _rulings(view: Index) -> dict[Key, Ruling]:
    found: dict[Key, Ruling] = {}
    for iri in view.subjects():
        if not iri.startswith(BASE + "ruling/"):
            continue
        subject, predicate = view.thing(iri, "onSubject"), view.thing(iri, "onProperty")
        value = next(iter(view.objects(iri, "accepts")), None)
        if subject is None or predicate is None or value is None:
            continue
        key = (subject, predicate)
        if key in found:
            first, second = sorted((iri, found[key].iri.value), key=lambda name: name != iri)
            raise InputError(
                f"{compact(first)} and {compact(second)} both rule on {compact(predicate)} of {compact(subject)}",
                "withdraw one of the two rulings",
            )
        found[key] = Ruling(NamedNode(iri), value)
    return found
