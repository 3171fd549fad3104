"""The stops of a tour: a visit of which one sentence names several countries or cities, one after another."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cakg.curate.day import Day
from cakg.curate.event import Happening
from cakg.curate.mentions import Mention, within
from cakg.curate.prose import Prose, Sentence
from cakg.curate.register import Register
from cakg.curate.wordlists import bag
from cakg.read.text import Range
from cakg.words.namespaces import BASE

_LANDS = frozenset(f"{BASE}kind/{slug}" for slug in ("country", "city", "town"))
_ON = bag("then later next finally before continuing onward republic kingdom затем потом далее республика республику")
_FEWEST = 2  # stops of a tour


def stops_of(
    prose: Prose, one: Happening, mentions: Sequence[Mention], days: Sequence[Day], register: Register
) -> Iterator[Happening]:
    """Yield the stops of a visit, each with the day that stands beside its name; of one stop none."""
    if one.sort != "Visit" or one.whole is not None:
        return
    for sentence in one.told:
        named = _named(prose, one, sentence, mentions, days, register)
        if len(named) < _FEWEST:
            continue
        ends = [*(mention.start for mention in named[1:]), sentence.place.end]
        for mention, end in zip(named, ends, strict=True):
            own = [day for day in days if mention.end <= day.start < end and day.is_day]
            day = own[0] if len(own) == 1 and end != sentence.place.end else None
            yield Happening(
                "Visit", "", Range(mention.start, mention.end), [sentence], day, mention, ahead=one.ahead, whole=one
            )
        return


def span_of(stops: Sequence[Happening]) -> Day | None:
    """Return the days of a tour by those of its stops: from the first on, up to the last where all have days."""
    told = sorted((stop.day for stop in stops if stop.day is not None), key=lambda day: day.edtf)
    if not told:
        return None
    first, last = told[0].edtf.split("/")[0], told[-1].edtf.split("/")[-1]
    span = f"{first}/{last}" if len(told) == len(stops) else f"{first}/"
    return replace(told[0], edtf=span if last != first else f"{first}/", sure=False, how="by the days of its stops")


def _named(
    prose: Prose,
    one: Happening,
    sentence: Sentence,
    mentions: Sequence[Mention],
    days: Sequence[Day],
    register: Register,
) -> list[Mention]:
    """Return the places that a sentence names one after another, each of which lies in none of the others."""
    start = max(one.noun.start, sentence.place.start)
    found: list[Mention] = []
    for mention in within(mentions, start, sentence.place.end):
        if "-" in (prose.text[mention.start - 1 : mention.start], prose.text[mention.end : mention.end + 1]):
            continue  # Russian-Kyrgyz relations
        if _is_origin(prose, mention):
            continue
        place = mention.of("place")
        if place is None or mention.of("post", "series") is not None or not set(register.all(place, "kind")) & _LANDS:
            continue
        if found and not _goes_on(prose, found[-1].end, mention.start, days):
            break
        around = next((at for at, each in enumerate(found) if _nested(register, each, place)), None)
        if around is None:
            found.append(mention)
        elif len(set(register.around(place))) > len(set(register.around(found[around].of("place") or ""))):
            found[around] = mention  # the city says more than the country
    return found


def _is_origin(prose: Prose, mention: Mention) -> bool:
    """Tell whether a place is that from which somebody comes: the delegation of Uzbekistan."""
    before = [token.word for token in prose.tokens[max(0, mention.first - 3) : mention.first] if token.word != "the"]
    return before[-1:] == ["from"] or (
        before[-1:] == ["of"] and before[-2:-1] != [] and before[-2] in prose.wording.gathered
    )


def _nested(register: Register, one: Mention, place: str) -> bool:
    other = one.of("place") or ""
    return other in set(register.around(place)) or place in set(register.around(other))


def _goes_on(prose: Prose, start: int, end: int, days: Sequence[Day]) -> bool:
    """Tell whether nothing but joints, dates and words for what comes next stands between two places."""
    wording = prose.wording
    return ";" not in prose.text[start:end] and all(
        token.word in wording.light
        or token.word in wording.joined
        or token.word in _ON
        or any(day.start <= token.start < day.end for day in days)
        for token in prose.between(start, end)
    )
