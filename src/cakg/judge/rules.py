"""Rules that neither a shape nor a query can say: they reckon with EDTF dates, need the list of terms or the texts."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from cakg.engine.index import Lookup
from cakg.judge.findings import Fault, Rule, Severity
from cakg.judge.material import Material
from cakg.read.claims import EDTF_DATE, UNFINISHED, Term
from cakg.words import dates
from cakg.words.dates import Span
from cakg.words.edtf import is_legible
from cakg.words.errors import hint
from cakg.words.namespaces import (
    AWAY,
    BASE,
    CAKG,
    CONCEPT_KINDS,
    DCTERMS,
    DERIVED,
    SKOS,
    compact,
    kind_of,
    local_name,
    term_hint,
)

_STAND_IN = frozenset(f"{BASE}kind/{name}" for name in ("acting", "ad-interim", "designate"))
_LEADING_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}(?=-|$)")


_Function = Callable[[Material], Iterator[Fault]]
RULES: dict[str, tuple[Rule, _Function]] = {}


def rule(severity: Severity) -> Callable[[_Function], _Function]:
    """Register a rule under the name of its function; its docstring is the rule in words."""

    def register(function: _Function) -> _Function:
        name = function.__name__.replace("_", "-")
        RULES[name] = (Rule(name, severity, " ".join((function.__doc__ or "").split())), function)
        return function

    return register


@rule("violation")
def unknown_term(material: Material) -> Iterator[Fault]:
    """Every term in the namespace of the ontology is defined there."""
    for subject, predicate, value in material.said.values():
        for term in (predicate, value):
            name = term.value
            if isinstance(term, NamedNode) and name.startswith(CAKG) and name not in material.terms:
                message = f"{compact(name)} is no term of the ontology; {_known_term(name, material.terms)}"
                yield Fault(subject.value, message, predicate.value, value)


@rule("violation")
def described_nowhere(material: Material) -> Iterator[Fault]:
    """Everything of ours that is named is described somewhere: in the register, by a concept, or in a report."""
    for subject, predicate, value in material.said.values():
        named = isinstance(value, NamedNode) and kind_of(value.value) is not None
        if named and not material.is_described(value.value):
            message = f"{compact(predicate.value)} names {compact(value.value)}, which is described nowhere"
            remedy = _known_name(value.value, material)
            yield Fault(subject.value, f"{message}; {remedy}", predicate.value, value)


@rule("violation")
def unfinished_draft(material: Material) -> Iterator[Fault]:
    """Of a draft no remark is left that says what is sure and what is to be read: a curator has read it all."""
    for subject, predicate, value in (*material.said.values(), *material.curated):
        if predicate.value == SKOS + "editorialNote" and value.value.startswith(UNFINISHED):
            message = "skos:editorialNote is that of a draft; read what it names, mend it, and delete the remark."
            yield Fault(subject.value, message, predicate.value, value)


def _known_term(iri: str, known: Iterable[str]) -> str:
    remedy = term_hint(iri, known)
    return remedy if remedy.endswith("?") else f"{remedy}."


def _known_name(iri: str, material: Material) -> str:
    """Return what to do about a name that is described nowhere: the one of its kind that it is most like."""
    kind = kind_of(iri) or ""
    if kind in CONCEPT_KINDS:
        return _known_term(iri, material.described(CONCEPT_KINDS))
    folder = f"{BASE}{kind}/"
    beside = [one.removeprefix(folder) for one in material.described((kind,))]
    return hint(iri.removeprefix(folder), beside, "correct its name or register it.", f"{kind}:{{}}".format)


@rule("violation")
def derived_in_register(material: Material) -> Iterator[Fault]:
    """What is derived is never written into the register, beside the rulings or with the concepts."""
    for subject, predicate, value in material.curated:
        if predicate.value in DERIVED:
            message = f"{compact(predicate.value)} is derived and never written by hand; delete it."
            yield Fault(subject.value, message, predicate.value, value)


@rule("violation")
def date_in_calendar(material: Material) -> Iterator[Fault]:
    """Every EDTF date names days of the calendar and does not end before it begins."""
    for subject, predicate, value in material.said.values():
        is_date = isinstance(value, Literal) and value.datatype == EDTF_DATE
        if is_date and is_legible(value.value):  # else shape:edtf says so
            try:
                dates.parse(value.value)
            except ValueError as error:
                message = f"{compact(predicate.value)} cannot hold: {error}."
                yield Fault(subject.value, message, predicate.value, value)


@rule("warning")
def slug_date(material: Material) -> Iterator[Fault]:
    """The date with which the slug of a report or event begins allows the date that holds."""
    view = material.view
    for kind, name in (("Report", DCTERMS + "issued"), ("Event", CAKG + "date")):
        for thing in material.instances(kind):
            shown = _LEADING_DATE.match(local_name(thing))
            day = None if shown is None else dates.span(shown[0])
            for value, held in _dated(view, thing, name):
                if shown is not None and day is not None and not dates.overlaps(day, held):
                    message = f"The slug says {shown[0]}, but {compact(name)} is {value.value}; correct one of the two."
                    yield Fault(thing, message, name, value)


@rule("violation")
def begins_before_it_ends(material: Material) -> Iterator[Fault]:
    """What has both cakg:from and cakg:until begins before it ends."""
    view = material.view
    for thing in material.subjects():
        for value, start in _dated(view, thing, "from"):
            if any(_after(start.begin, until.end) for _, until in _dated(view, thing, "until")):
                message = "cakg:from is later than cakg:until; correct one of the two or rule on them."
                yield Fault(thing, message, CAKG + "from", value)


@rule("warning")
def attested_within_its_limits(material: Material) -> Iterator[Fault]:
    """A tenure or membership is attested between its first and its last day."""
    view = material.view
    for thing in material.instances("Tenure", "Membership"):
        for value, attested in _dated(view, thing, "attestedOn"):
            early = any(_after(start.begin, attested.end) for _, start in _dated(view, thing, "from"))
            late = any(_after(attested.begin, until.end) for _, until in _dated(view, thing, "until"))
            if early or late:
                limit = "earlier than cakg:from" if early else "later than cakg:until"
                message = f"cakg:attestedOn is {limit}; correct a date or give the second term its own tenure."
                yield Fault(thing, message, CAKG + "attestedOn", value)


@rule("warning")
def capacity_with_tenure(material: Material) -> Iterator[Fault]:
    """Whoever takes part or speaks in a capacity holds that post at the time, by a tenure of the accepted view."""
    view = material.view
    for node, who, occasion in _appearances(material):
        tenures = view.owners(who, "holder")
        for post in view.values(node, "capacity"):
            held = [tenure for tenure in tenures if post in view.values(tenure, "post")]
            messages = []
            if not held:
                problem = f"no tenure gives {compact(post)} to {compact(who)}"
                messages.append(f"cakg:capacity needs a tenure, and {problem}; add one with cakg:attestedOn.")
            for _, day in _dated(view, occasion, "date") if occasion is not None and held else ():
                if not any(_in_office(view, tenure, day) for tenure in held):
                    shown = f"{compact(held[0])} does not cover the date of {compact(occasion or '')}"
                    messages.append(f"{shown}; attest it then.")
            yield from (Fault(node, message, CAKG + "capacity", NamedNode(post)) for message in messages)


@rule("warning")
def one_holder_at_a_time(material: Material) -> Iterator[Fault]:
    """A post that one person holds is not held by two at the same time, stand-ins excepted."""
    view = material.view
    posts = {post for tenure in material.instances("Tenure") for post in view.values(tenure, "post")}
    for post in sorted(posts):
        levels = view.values(post, "level")
        if any("true" in view.values(level, "heldBySeveral") for level in levels):
            continue
        holding = []
        for tenure in view.owners(post, "post"):
            known = _certainly(view, tenure)
            if known is not None and _STAND_IN.isdisjoint(view.values(tenure, "kind")):
                holding += [(*known, tenure, holder) for holder in view.values(tenure, "holder")]
        for (low, high, tenure, holder), (begin, end, other, another) in combinations(holding, 2):
            if holder != another and max(low, begin) < min(high, end):
                problem = f"{compact(post)} is held at the same time by {compact(other)}"
                message = f"{problem}; correct a date or mark the stand-in as kind:acting."
                yield Fault(tenure, message, *_last_day(view, tenure, high))


def _last_day(view: Lookup, tenure: str, day: date) -> tuple[str, Term]:
    """Return the statement of a tenure by which its holder was certainly in office on a day that is the last such."""
    dated = ((name, value, span) for name in ("until", "attestedOn") for value, span in _dated(view, tenure, name))
    return next((CAKG + name, value) for name, value, span in dated if span.begin == day)


def _dated(view: Lookup, subject: str, name: str) -> list[tuple[Term, Span]]:
    """Return the dates of a thing with the days that they allow; what is no date is left out."""
    values = sorted(view.objects(subject, name), key=str)
    return [(value, span) for value in values if (span := dates.span(str(value.value))) is not None]


def _spans(view: Lookup, subject: str, name: str) -> list[Span]:
    return [span for _, span in _dated(view, subject, name)]


def _appearances(material: Material) -> Iterator[tuple[str, str, str | None]]:
    """Yield each participation and statement with the person who was there or spoke, and the event if it has one."""
    view = material.view
    people = set(view.instances("Person"))
    for node in material.appearances():
        if AWAY.isdisjoint(view.values(node, "attendance")):
            yield from (
                (node, who, owner)
                for owner in view.owners(node, "participation")
                for who in view.values(node, "actor")
                if who in people
            )
        occasion = view.first(node, "occasion")
        yield from ((node, who, occasion) for who in view.values(node, "speaker") if who in people)


def _in_office(view: Lookup, tenure: str, day: Span) -> bool:
    """Tell whether a tenure allows a day: by its limits, by an attestation, or between two attestations."""
    start = next(iter(_spans(view, tenure, "from") or _spans(view, tenure, "announcedOn")), None)
    until = next(iter(_spans(view, tenure, "until")), None)
    if (start is not None or until is not None) and dates.covers(start, until, day):
        return True
    attested = _spans(view, tenure, "attestedOn")
    first = min((span for span in attested if span.begin), key=lambda span: span.begin or date.max, default=None)
    last = max((span for span in attested if span.end), key=lambda span: span.end or date.min, default=None)
    between = first is not None and last is not None and dates.covers(first, last, day)
    return between or any(dates.overlaps(span, day) for span in attested)


def _certainly(view: Lookup, tenure: str) -> tuple[date, date] | None:
    """Return the first and last day on which the holder was in office however the dates are read, if there are such."""
    attested = _spans(view, tenure, "attestedOn")
    low = _known(span.end for span in [*_spans(view, tenure, "from"), *attested])
    high = _known(span.begin for span in [*_spans(view, tenure, "until"), *attested])
    return (min(low), max(high)) if low and high and min(low) <= max(high) else None


def _known(days: Iterable[date | None]) -> list[date]:
    return [day for day in days if day is not None]


def _after(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day > other
