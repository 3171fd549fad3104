"""What a draft knows: the register, and what reports on other documents say of offices and events."""

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from cakg.read.claims import Claims, Report, Triple
from cakg.words import dates
from cakg.words.dates import Span
from cakg.words.namespaces import CAKG, NAMES, RDF, SKOS, W3ORG, kind_of, local_name
from cakg.words.patterns import regex

Facts = Mapping[str, Mapping[str, tuple[str, ...]]]  # thing -> property -> values

_DATED = regex(r"(\d{4}-\d\d(?:-\d\d)?)-")
_TYPE = RDF + "type"
_NAMED_KINDS = frozenset(
    ("state", "org", "person", "group", "post", "place", "series", "event", "initiative", "instrument")
)


@dataclass(frozen=True)
class Happening:
    """Hold what is known of an event, by the register or other reports: days, places, actors, series, ordinals."""

    iri: str
    dates: tuple[str, ...]
    places: frozenset[str]
    actors: frozenset[str]
    series: frozenset[str]
    ordinals: frozenset[str]


class Register:
    """Hold what may be drawn on. `reports` are those on other documents; rulings are not heard, for what they decide
    was said by documents, and this one may be among them.
    """

    def __init__(self, claims: Claims, reports: Iterable[Report]) -> None:
        self.reports = tuple(reports)
        self.curated = claims.curated
        self.facts: Facts = _facts(claims.curated)

    def hearing(self, reports: Iterable[Report]) -> "Register":
        """Return a register with the same entries that hears other reports; what the curators say is read once."""
        other = copy(self)
        other.__dict__ = {"curated": self.curated, "facts": self.facts, "reports": tuple(reports)}
        other.__dict__ |= {"_labels": self._labels, "_entries": self._entries}
        return other

    @cached_property
    def _entries(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Return the names of each thing that its entry has, with their languages."""
        return _named(self.curated)

    @cached_property
    def names(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Return the names of each thing with their languages: those of the register first, then those of reports."""
        said = (triple for report in self.reports for triple in report.triples if triple.predicate.value == NAMES[2])
        found = dict(self._entries)
        for iri, forms in _named(said).items():
            found[iri] = tuple(dict.fromkeys((*found.get(iri, ()), *forms)))
        return found

    def label(self, iri: str, language: str) -> str:
        """Return the name of a thing in a language, else in English, else its IRI."""
        names = self.facts.get(iri, {}).get(SKOS + "prefLabel", ())
        by_language = dict(self._labels.get(iri, ()))
        return by_language.get(language) or by_language.get("en") or (names[0] if names else iri)

    @cached_property
    def _labels(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for subject, predicate, value in self.curated:
            if predicate.value == SKOS + "prefLabel":
                found.setdefault(subject.value, []).append((getattr(value, "language", None) or "", value.value))
        return {iri: tuple(each) for iri, each in found.items()}

    def one(self, iri: str, name: str) -> str | None:
        """Return the first value of a property of cakg, or of W3C's organizations where the name says so."""
        return next(iter(self.all(iri, name)), None)

    def all(self, iri: str, name: str) -> tuple[str, ...]:
        """Return the values of a property of a thing in the register."""
        term = W3ORG + name.removeprefix("w3org:") if name.startswith("w3org:") else CAKG + name
        return self.facts.get(iri, {}).get(term, ())

    def above(self, iri: str) -> Iterator[str]:
        """Yield the bodies and states above an organization or a post, the nearest first."""
        waiting, seen = [iri], {iri}
        while waiting:
            one = waiting.pop(0)
            for name in ("w3org:postIn", "w3org:subOrganizationOf", "organOf"):
                for over in self.all(one, name):
                    if over not in seen:
                        seen.add(over)
                        waiting.append(over)
                        yield over

    @cached_property
    def _sides(self) -> Mapping[str, Mapping[str, int]]:
        """Return how often other reports say of whoever came in a post that this actor was represented."""
        found: dict[str, dict[str, int]] = {}
        for report in self.reports:
            for own in _facts(report.triples).values():
                for post in own.get(CAKG + "capacity", ()):
                    for side in own.get(CAKG + "representing", ()):
                        counted = found.setdefault(post, {})
                        counted[side] = counted.get(side, 0) + 1
        return found

    def spoken_for(self, post: str) -> str | None:
        """Return for whom the holder of a post speaks: as other reports say, else its state, or its body."""
        said = self._sides.get(post)
        if said:
            return min(said, key=lambda side: (-said[side], side))
        body = self.one(post, "w3org:postIn")
        if body is None or kind_of(body) == "state":
            return body
        return self.one(body, "organOf") or body

    def around(self, place: str) -> Iterator[str]:
        """Yield a place and those around it."""
        seen = set[str]()
        waiting = [place]
        while waiting:
            one = waiting.pop(0)
            if one not in seen:
                seen.add(one)
                yield one
                waiting.extend(self.all(one, "within"))

    @cached_property
    def states_of_places(self) -> Mapping[str, str]:
        """Return the state whose land each country as a place is."""
        return {land: iri for iri, said in self.facts.items() for land in said.get(CAKG + "territory", ())}

    @cached_property
    def dated_groups(self) -> Mapping[str, str]:
        """Return the groups that are named after a day, with it."""
        found = {}
        for iri in self.facts:
            slug = _DATED.match(local_name(iri)) if kind_of(iri) == "group" else None
            if slug is not None:
                found[iri] = slug[1]
        return found

    @cached_property
    def tenures(self) -> Mapping[str, tuple[tuple[str, Span | None, Span | None], ...]]:
        """Return who is known to have held each post: holder, first and last day known of; sorted."""
        found: dict[str, set[tuple[str, Span | None, Span | None]]] = {}
        for report in self.reports:
            said = _facts(report.triples)
            for iri, own in said.items():
                kind = kind_of(iri)
                if kind == "tenure":
                    begin, until = _day(own, "from"), _day(own, "until")
                    if begin is None and until is None:
                        days = [one for one in map(dates.span, own.get(CAKG + "attestedOn", ())) if one is not None]
                        spans: list[tuple[Span | None, Span | None]] = [(one, one) for one in days]
                    else:
                        spans = [(begin, until)]
                    for post in own.get(CAKG + "post", ()):
                        for holder in own.get(CAKG + "holder", ()):
                            found.setdefault(post, set()).update((holder, *one) for one in spans)
        return {
            post: tuple(sorted(each, key=lambda one: (one[0], str(one[1]), str(one[2]))))
            for post, each in found.items()
        }

    @cached_property
    def offices(self) -> Mapping[str, tuple[tuple[str, Span | None, Span | None], ...]]:
        """Return which posts each person is known to have held, with first and last day known of."""
        found: dict[str, list[tuple[str, Span | None, Span | None]]] = {}
        for post, each in self.tenures.items():
            for holder, begin, until in each:
                found.setdefault(holder, []).append((post, begin, until))
        return {holder: tuple(sorted(each, key=str)) for holder, each in found.items()}

    def holder(self, post: str, on: Span | None) -> str | None:
        """Return who held a post on a day as other documents say: by the term, else by the nearest attestation."""
        if on is None or on.begin is None:
            return None
        best: list[tuple[int, str]] = []
        for holder, begin, until in self.tenures.get(post, ()):
            first = begin.begin if begin is not None else None
            last = until.end if until is not None else None
            if first is not None and last is not None and first <= on.begin <= last:
                best.append((0, holder))
            elif first is not None and last is not None:
                best.append((min(abs((first - on.begin).days), abs((last - on.begin).days)), holder))
            elif first is not None and last is None:
                best.append((abs((first - on.begin).days) if first <= on.begin else 9999, holder))
            elif last is not None:
                best.append((abs((last - on.begin).days) if last >= on.begin else 9999, holder))
        if not best:
            return None
        distance, holder = min(best)
        near = {one for far, one in best if far <= distance}
        return holder if distance <= 400 and len(near) == 1 else None

    @cached_property
    def happenings(self) -> Mapping[str, Happening]:
        """Return the events of the register with what other reports say of them."""
        said: dict[str, dict[str, set[str]]] = {}
        actors: dict[str, str] = {}
        for report in self.reports:
            for subject, predicate, value in report.triples:
                name = predicate.value.removeprefix(CAKG)
                if name == "actor":
                    actors[subject.value] = value.value
                elif kind_of(subject.value) == "event" and name in ("date", "place", "participation", "ordinal"):
                    said.setdefault(subject.value, {}).setdefault(name, set()).add(value.value)
        found = {}
        for iri, own in self.facts.items():
            if kind_of(iri) == "event" and own.get(_TYPE):
                known = said.get(iri, {})
                found[iri] = Happening(
                    iri,
                    tuple(sorted(known.get("date", ()))),
                    frozenset(known.get("place", ())),
                    frozenset(actors[one] for one in known.get("participation", ()) if one in actors),
                    frozenset(own.get(CAKG + "inSeries", ())),
                    frozenset(known.get("ordinal", ())),
                )
        return found


def _named(triples: Iterable[Triple]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, dict[tuple[str, str], None]] = {}
    for subject, predicate, value in triples:
        language = getattr(value, "language", None)
        if predicate.value in NAMES and language and kind_of(subject.value) in _NAMED_KINDS:
            found.setdefault(subject.value, {})[value.value, language] = None
    return {iri: tuple(each) for iri, each in found.items()}


def _facts(triples: Iterable[Triple]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in triples:
        found.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value.value)
    return {iri: {name: tuple(values) for name, values in own.items()} for iri, own in found.items()}


def _day(own: Mapping[str, tuple[str, ...]], name: str) -> Span | None:
    value = next(iter(own.get(CAKG + name, ())), None)
    return None if value is None else dates.span(value)
