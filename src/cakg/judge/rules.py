"""Rules that neither a shape nor a query can say: they reckon with EDTF dates or need the list of known terms."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal as Choice

from rdflib import RDF, Dataset, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from cakg.words import dates
from cakg.words.dates import Span
from cakg.words.edtf import is_legible
from cakg.words.namespaces import BASE, CAKG, EDTF, compact, term_hint

Severity = Choice["violation", "warning"]
Fault = tuple[str, str]  # the IRI of the culprit, and a sentence that names it and the remedy

_EDTF = URIRef(EDTF + "EDTF")
_ABSENT = frozenset(URIRef(f"{BASE}attendance/{name}") for name in ("expected", "invited", "declined", "absent"))
_STAND_IN = frozenset(URIRef(f"{BASE}kind/{name}") for name in ("acting", "ad-interim", "designate"))
_SHARED = re.compile(r"level/(deputy-.*|director|expert|official|senior-official)$")  # posts that several may hold


@dataclass(frozen=True)
class Rule:
    """Hold what is demanded, in one sentence, and how grave a breach is."""

    name: str
    severity: Severity
    summary: str


@dataclass(frozen=True)
class Facts:
    """Hold a dataset as the rules read it: every triple of every graph, the accepted view, and the known terms."""

    triples: frozenset[tuple[Node, Node, Node]]
    view: Mapping[Node, Mapping[Node, list[Node]]]
    terms: frozenset[str]

    @classmethod
    def of(cls, dataset: Dataset, terms: frozenset[str]) -> "Facts":
        """Read a dataset once."""
        triples: set[tuple[Node, Node, Node]] = set()
        view: dict[Node, dict[Node, list[Node]]] = {}
        for subject, predicate, value, graph in dataset.quads():
            triples.add((subject, predicate, value))
            if graph == DATASET_DEFAULT_GRAPH_ID:
                view.setdefault(subject, {}).setdefault(predicate, []).append(value)
        return cls(frozenset(triples), view, terms)

    def objects(self, subject: Node, name: str) -> list[Node]:
        """Return the values of a property of ours in the accepted view, sorted."""
        return sorted(self.view.get(subject, {}).get(URIRef(CAKG + name), ()), key=str)

    def spans(self, subject: Node, name: str) -> list[Span]:
        """Return the days that the dates of a thing allow; what is no date is left out."""
        found = []
        for value in self.objects(subject, name):
            try:
                found.append(dates.parse(str(value)))
            except ValueError:
                continue
        return found

    def instances(self, name: str) -> list[Node]:
        """Return the things of a class of ours, sorted."""
        of_class = URIRef(CAKG + name)
        return sorted((s for s, values in self.view.items() if of_class in values.get(RDF.type, ())), key=str)


RULES: dict[str, tuple[Rule, Callable[[Facts], Iterator[Fault]]]] = {}


def _rule(severity: Severity) -> Callable[[Callable[[Facts], Iterator[Fault]]], Callable[[Facts], Iterator[Fault]]]:
    """Register a rule under the name of its function; its docstring is the rule in words."""

    def register(function: Callable[[Facts], Iterator[Fault]]) -> Callable[[Facts], Iterator[Fault]]:
        name = function.__name__.replace("_", "-")
        RULES[name] = (Rule(name, severity, " ".join((function.__doc__ or "").split())), function)
        return function

    return register


@_rule("violation")
def unknown_term(facts: Facts) -> Iterator[Fault]:
    """Every term in the namespace of the ontology is defined there."""
    for subject, predicate, value in facts.triples:
        for term in (predicate, value):
            if isinstance(term, URIRef) and term.startswith(CAKG) and str(term) not in facts.terms:
                remedy = term_hint(str(term), facts.terms)
                yield str(subject), f"{compact(str(term))} is no term of the ontology; {remedy}"


@_rule("violation")
def date_in_calendar(facts: Facts) -> Iterator[Fault]:
    """Every EDTF date names days of the calendar and does not end before it begins."""
    for subject, predicate, value in facts.triples:
        if isinstance(value, Literal) and value.datatype == _EDTF and is_legible(value):  # else shape:edtf says so
            try:
                dates.parse(str(value))
            except ValueError as error:
                yield str(subject), f"{compact(str(predicate))} cannot hold: {error}."


@_rule("violation")
def begins_before_it_ends(facts: Facts) -> Iterator[Fault]:
    """What has both cakg:from and cakg:until begins before it ends."""
    for thing in sorted(facts.view, key=str):
        start, until = facts.spans(thing, "from"), facts.spans(thing, "until")
        if any(_after(a.begin, b.end) for a in start for b in until):
            yield str(thing), "cakg:from is later than cakg:until; correct one of the two or rule on them."


@_rule("warning")
def attested_within_its_limits(facts: Facts) -> Iterator[Fault]:
    """A tenure or membership is attested between its first and its last day."""
    for thing in [*facts.instances("Tenure"), *facts.instances("Membership")]:
        for attested in facts.spans(thing, "attestedOn"):
            early = any(_after(start.begin, attested.end) for start in facts.spans(thing, "from"))
            late = any(_after(attested.begin, until.end) for until in facts.spans(thing, "until"))
            if early or late:
                limit = "earlier than cakg:from" if early else "later than cakg:until"
                yield str(thing), f"cakg:attestedOn is {limit}; correct a date or give the second term its own tenure."


@_rule("warning")
def capacity_with_tenure(facts: Facts) -> Iterator[Fault]:
    """Whoever takes part or speaks in a capacity holds that post at the time, by a tenure of the accepted view."""
    tenures: dict[tuple[Node, Node], list[Node]] = {}
    for tenure in facts.instances("Tenure"):
        for holder in facts.objects(tenure, "holder"):
            for post in facts.objects(tenure, "post"):
                tenures.setdefault((holder, post), []).append(tenure)
    for node, who, occasion in _appearances(facts):
        for post in facts.objects(node, "capacity"):
            held = tenures.get((who, post), [])
            if not held:
                problem = f"no tenure gives {compact(str(post))} to {compact(str(who))}"
                yield str(node), f"cakg:capacity needs a tenure, and {problem}; add one with cakg:attestedOn."
            for day in facts.spans(occasion, "date") if occasion is not None and held else ():
                if not any(_in_office(facts, tenure, day) for tenure in held):
                    shown = compact(str(held[0]))
                    yield str(node), f"{shown} does not cover the date of {compact(str(occasion))}; attest it then."


@_rule("warning")
def one_holder_at_a_time(facts: Facts) -> Iterator[Fault]:
    """A post that one person holds is not held by two at the same time, stand-ins excepted."""
    holding: dict[Node, list[tuple[date, date, Node, Node]]] = {}
    for tenure in facts.instances("Tenure"):
        known = _certainly(facts, tenure)
        if known is not None and not _STAND_IN.intersection(facts.objects(tenure, "kind")):
            for post in facts.objects(tenure, "post"):
                for holder in facts.objects(tenure, "holder"):
                    holding.setdefault(post, []).append((*known, tenure, holder))
    for post in sorted(holding, key=str):
        if any(_SHARED.search(str(level)) for level in facts.objects(post, "level")):
            continue
        for (low, high, tenure, holder), (begin, end, other, another) in combinations(holding[post], 2):
            if holder != another and max(low, begin) < min(high, end):
                problem = f"{compact(str(post))} is held at the same time by {compact(str(other))}"
                yield str(tenure), f"{problem}; correct a date or mark the stand-in as kind:acting."


def _appearances(facts: Facts) -> Iterator[tuple[Node, Node, Node | None]]:
    """Yield each participation and statement with the person who was there or spoke, and the event if it has one."""
    people = set(facts.instances("Person"))
    for owner in [*facts.instances("Event"), *facts.instances("Initiative")]:
        for part in facts.objects(owner, "participation"):
            if _ABSENT.isdisjoint(facts.objects(part, "attendance")):
                yield from ((part, who, owner) for who in facts.objects(part, "actor") if who in people)
    for statement in facts.instances("Statement"):
        occasion = next(iter(facts.objects(statement, "occasion")), None)
        yield from ((statement, who, occasion) for who in facts.objects(statement, "speaker") if who in people)


def _in_office(facts: Facts, tenure: Node, day: Span) -> bool:
    """Tell whether a tenure allows a day: by its limits, by an attestation, or between two attestations."""
    start = next(iter(facts.spans(tenure, "from") or facts.spans(tenure, "announcedOn")), None)
    until = next(iter(facts.spans(tenure, "until")), None)
    if (start is not None or until is not None) and dates.covers(start, until, day):
        return True
    attested = facts.spans(tenure, "attestedOn")
    first = min((span for span in attested if span.begin), key=lambda span: span.begin or date.max, default=None)
    last = max((span for span in attested if span.end), key=lambda span: span.end or date.min, default=None)
    between = first is not None and last is not None and dates.covers(first, last, day)
    return between or any(dates.overlaps(span, day) for span in attested)


def _certainly(facts: Facts, tenure: Node) -> tuple[date, date] | None:
    """Return the first and last day on which the holder was in office however the dates are read, if there are such."""
    attested = facts.spans(tenure, "attestedOn")
    low = _known(span.end for span in [*facts.spans(tenure, "from"), *attested])
    high = _known(span.begin for span in [*facts.spans(tenure, "until"), *attested])
    return (min(low), max(high)) if low and high and min(low) <= max(high) else None


def _known(days: Iterable[date | None]) -> list[date]:
    return [day for day in days if day is not None]


def _after(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other
