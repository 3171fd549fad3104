"""Which event of the register an event of a text is: by its days, its place, its actors, its series and its name."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cakg.curate.register import Happening, Register
from cakg.curate.wordlists import WORDINGS, bag
from cakg.read import inflection
from cakg.words import dates
from cakg.words.dates import Span
from cakg.words.namespaces import kind_of, local_name
from cakg.words.patterns import regex

_DATED = regex(r"(\d{4}(?:-\d\d){0,2})-(.+)")
_APART = ("Visit", "Election", "Establishment", "Exercise")  # which are never taken for one another
_SITTINGS = frozenset(("session", "summit", "plenary", "negotiation", "conference", "consultation"))
_GATHERINGS = frozenset(("session", "summit", "plenary", "conference", "forum"))
_FEW = 3  # persons who alone make up a meeting
_MONTH = 31  # days
_OTHER = 2.0  # what an event loses whose name says another form
_ENOUGH = 3.0
_PLAIN = bag("meeting meetings session talks visit the of in and with between")


@dataclass(frozen=True)
class Clues:
    """Hold what a text tells of an event: its days, place, actors, series, number, and words of its names."""

    sort: str
    span: Span | None
    edtf: str | None
    places: frozenset[str]
    actors: frozenset[str]
    series: frozenset[str]
    ordinal: int | None
    words: frozenset[str]
    form: str = ""
    is_pair: bool = False  # two met


class Days:
    """Hold the events of the register by the years of their days."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._by_year: dict[str, list[tuple[Happening, list[Span]]]] = {}
        for one in register.happenings.values():
            slug = _DATED.fullmatch(local_name(one.iri))
            spans = [_closed(span) for text in one.dates if (span := dates.span(text)) is not None]
            if slug is not None and (own := dates.span(slug[1])) is not None:
                spans = spans or [own]
            for year in {str(span.begin)[:4] for span in spans if span.begin is not None}:
                self._by_year.setdefault(year, []).append((one, spans))

    def best(self, clues: Clues) -> tuple[str, str] | None:
        """Return the event that fits best, and why, if one fits well and better than every other."""
        if clues.span is None:
            return None
        clues = replace(clues, span=_closed(clues.span))
        if clues.span is None or clues.span.begin is None:
            return None
        ranked = []
        for one, spans in self._by_year.get(str(clues.span.begin)[:4], ()):
            found = self._score(one, spans, clues)
            if found is not None and found[0] >= _ENOUGH:
                ranked.append((-found[0], one.iri, found[1]))
        ranked.sort()
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return None
        return ranked[0][1], ranked[0][2]

    def _score(self, one: Happening, spans: Iterable[Span], clues: Clues) -> tuple[float, str] | None:
        assert clues.span is not None
        own_sort = self.register.facts[one.iri].get(_TYPE, ("",))[0].rpartition("#")[2]
        if own_sort != clues.sort and (clues.sort in _APART or own_sort in _APART):
            return None
        near = [span for span in spans if dates.overlaps(span, clues.span) and _is_short(span)]
        if not near:
            return None
        score, why = 1.0, ["day"]
        if own_sort == clues.sort and clues.sort != "Meeting":
            score += 0.5
        if any(
            (span.begin, span.end) == (clues.span.begin, clues.span.end) or span.begin == clues.span.begin
            for span in near
        ):
            score += 0.5
        own = {
            word
            for text, tag in self.register.names.get(one.iri, ())
            for word in inflection.words(text, inflection.primary(tag))
        }
        own |= set(local_name(one.iri).split("-"))
        forms = {form for noun, (_, form) in WORDINGS["en"].happenings.items() if noun in own and form}
        if clues.form and forms and clues.form not in forms and not ({clues.form} | forms) <= _SITTINGS:
            score -= _OTHER
        if clues.is_pair and forms & _GATHERINGS:
            score -= _OTHER
        if 0 < len(one.actors) <= _FEW and not one.actors & clues.actors and all(map(_is_person, one.actors)):
            score -= _OTHER
        if clues.places & one.places:
            score, why = score + 1, [*why, "place"]
        elif (
            clues.places
            and one.places
            and not any(clues.places & set(self.register.around(place)) for place in one.places)
        ):
            score -= 1.5
        shared = clues.actors & one.actors
        named = {actor for actor in clues.actors if local_name(actor).split("-")[-1] in own}
        if shared or named:
            score, why = score + min(2, 0.75 * len(shared) + 1.0 * len(named)), [*why, "actors"]
        if clues.series & one.series:
            score, why = score + 1.5, [*why, "series"]
        if clues.ordinal is not None and str(clues.ordinal) in one.ordinals:
            score += 1
        told = (own & clues.words) - _PLAIN
        told = {word for word in told if len(word) > 2 and not word.isdigit()}
        if told:
            score, why = score + min(2.5, 0.5 * len(told)), [*why, "words of its name"]
        return score, ", ".join(why)


def _is_person(actor: str) -> bool:
    return kind_of(actor) == "person"


def _is_short(span: Span) -> bool:
    """Tell whether a date is as precise as a month at least."""
    return span.begin is not None and span.end is not None and (span.end - span.begin).days <= _MONTH


def _closed(span: Span) -> Span:
    """Return the days of a date of which one end is not known: those of the other end alone."""
    return Span(span.begin or span.end, span.end or span.begin)


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
