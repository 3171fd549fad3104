"""Readings: the values that reports give for one claim, what they mean, and what they say together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from cakg.compile.weights import Weights
from cakg.engine.terms import WHOLE
from cakg.read.claims import EDTF_DATE, Term
from cakg.words import agreement
from cakg.words.dates import span
from cakg.words.integers import integer
from cakg.words.namespaces import CAKG, XSD

_ACTOR = CAKG + "actor"
_INTEGER = NamedNode(XSD + "integer")
_MOST_CANDIDATES = 64


@dataclass(frozen=True)
class Reading:
    """Hold one value and the reports that give it, by IRI."""

    value: Term
    reports: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """Hold of what readings give the value, a property of a thing, and what tells which of these are wider."""

    subject: NamedNode
    predicate: NamedNode
    weights: Weights

    def candidates(self, readings: tuple[Reading, ...]) -> list[Reading]:
        """Return what may be accepted: what no other refines, each with the reports of all readings that it refines."""
        known = {meaning(reading.value): reading for reading in readings}
        waiting = list(readings)
        while waiting and len(known) < _MOST_CANDIDATES:
            one = waiting.pop(0)
            for other in list(known.values()):
                value = self._both(one, other)
                if value is not None and meaning(value) not in known:
                    fresh = Reading(value, tuple(sorted({*one.reports, *other.reports})))
                    known[meaning(value)] = fresh
                    waiting.append(fresh)
        finest = []
        for one in known.values():
            above = [other for other in known.values() if other is not one and self.refines(other, one)]
            if not above or any(self.refines(one, other) for other in above):
                finest.append(one)
        # an open interval may agree with two dates that exclude one another: each keeps a voice
        lost = [one for one in readings if one not in finest and not any(self.refines(top, one) for top in finest)]
        found = []
        for one in (*finest, *lost):
            behind = set(one.reports) if one in readings else set[str]()
            behind.update(who for other in readings if self.refines(one, other) for who in other.reports)
            found.append(Reading(one.value, tuple(sorted(behind))))
        return sorted(found, key=lambda reading: str(reading.value))

    def refines(self, one: Reading, other: Reading) -> bool:
        """Tell whether a reading says all that another says, and perhaps more."""
        both = self._both(one, other)
        return both is not None and meaning(both) == meaning(one.value)

    def _both(self, a: Reading, b: Reading) -> Term | None:
        """Return what two readings say together: the one that refines the other, or the days that both allow."""
        wider, represented = self.weights.wider, self.weights.represented
        for one, other in ((a, b), (b, a)):
            if isinstance(one.value, NamedNode) and isinstance(other.value, NamedNode):
                above = set(wider.get(one.value.value, ()))
                sent = (
                    represented.get(self.subject.value, frozenset()) if self.predicate.value == _ACTOR else frozenset()
                )
                if one.value.value not in sent:
                    above |= sent  # whoever came is the finer word for the body that sent them
                if other.value.value in above:
                    return one.value
            elif is_date(one.value) and is_date(other.value) and agreement.is_open(str(one.value.value)):
                end = span(str(other.value.value))
                if agreement.is_open(str(other.value.value)) or end is None or end.end is None:
                    continue
                if end.end < self.weights.first_said(one.reports):
                    return None  # it is said to go on after the day on which it is said to have ended
                rest = agreement.closed(str(one.value.value))
                return other.value if not rest else together(Literal(rest, datatype=EDTF_DATE), other.value)
        return together(a.value, b.value)


def readings_of(claimed: Mapping[Term, Iterable[str]]) -> tuple[Reading, ...]:
    """Return a reading for each meaning, sorted by value, of claimed values with the reports behind each.

    One spelling is kept as it is, of several the canonical one.
    """
    spellings: dict[Term, set[Term]] = {}
    reports: dict[Term, set[str]] = {}
    for value, who in claimed.items():
        spellings.setdefault(meaning(value), set()).add(value)
        reports.setdefault(meaning(value), set()).update(who)
    found = (
        Reading(next(iter(own)) if len(own) == 1 else value, tuple(sorted(reports[value])))
        for value, own in spellings.items()
    )
    return tuple(sorted(found, key=lambda reading: str(reading.value)))


def meaning(value: Term) -> Term:
    """Return the one spelling of all values that mean the same."""
    if isinstance(value, Literal):
        whole = value.datatype.value.removeprefix(XSD) in WHOLE
        number = integer(value.value.strip()) if whole else None
        if number is not None:
            return Literal(str(number), datatype=_INTEGER)
        if is_date(value):
            return Literal(agreement.canonical(value.value), datatype=EDTF_DATE)
    return value


def together(a: Term, b: Term) -> Term | None:
    """Return what two dates allow together, None where they allow nothing or are no dates."""
    if is_date(a) and is_date(b):
        both = agreement.agree(str(a.value), str(b.value))
        return None if both is None else Literal(both, datatype=EDTF_DATE)
    return None


def is_date(value: Term) -> bool:
    """Tell whether a value is a date that can be reckoned with."""
    return isinstance(value, Literal) and value.datatype == EDTF_DATE and span(value.value) is not None
