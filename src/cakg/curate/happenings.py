"""The events that a text tells of: what names each, its day, place and number, and the sentences on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pyoxigraph import Literal

from cakg.curate.days import Day
from cakg.curate.encounters import encounters_of
from cakg.curate.heading import Heading
from cakg.curate.mentions import Mention, within
from cakg.curate.naming import Naming
from cakg.curate.nouns import ahead_of, length_of, nouns_of, ordinal_of
from cakg.curate.prose import Prose, Sentence, phrase_at
from cakg.curate.register import Register
from cakg.curate.wordlists import bag
from cakg.read.cues import Cues, mentions_cue
from cakg.read.text import Range
from cakg.words import dates
from cakg.words.namespaces import BASE

_EARLIER = {
    "en": bag("previous last past earlier"),
    "ru": bag("предыдущий прошлый предшествующий"),
}
_LATER = {"en": bag("next following"), "ru": bag("следующий очередной")}
_SPOTS = frozenset(
    f"{BASE}kind/{slug}" for slug in ("city", "building", "venue", "town", "district", "village", "site")
)
_LEADING = ("chair", "organizer", "host", "co-chair", "co-organizer")
_BESIDE = 45  # characters between a noun and the month or year that is its date
_CLOSE = 5  # words between a noun and the country in which it takes place


@dataclass
class Happening:
    """Hold an event as it is gathered from a text; `told` are the sentences on it, `noun` names it first."""

    sort: str
    form: str
    noun: Range
    told: list[Sentence]
    day: Day | None = None
    place: Mention | None = None
    ordinal: tuple[int, Range] | None = None
    pair: tuple[Naming, ...] = ()
    lasting: int = 0
    is_main: bool = False
    is_first: bool = False
    ahead: Range | None = None
    words: set[str] = field(default_factory=set)
    whole: "Happening | None" = None


def happenings_of(
    prose: Prose,
    heading: Heading,
    mentions: Sequence[Mention],
    days: Sequence[Day],
    namings: Sequence[Naming],
    register: Register,
    cues: Cues,
) -> list[Happening]:
    """Return the events of a text, the one that it is about first."""
    found: list[Happening] = []
    last: Happening | None = None
    title = heading.title.place if heading.title is not None else None
    for sentence in prose.sentences:
        is_title = title is not None and sentence.place.start <= title.start < sentence.place.end
        if sentence.place.start >= heading.end:
            break
        if (sentence.place.start < heading.body and not is_title) or (sentence.is_heading and not is_title):
            continue
        own = [day for day in days if sentence.place.start <= day.start < sentence.place.end]
        if heading.dateline is not None:
            own = [day for day in own if not heading.dateline.start <= day.start < heading.dateline.end]
        own = [day for day in own if not _is_of_a_term(prose, day)]
        is_speech = heading.kind.value == "speech-text" and heading.dateline is None
        if is_speech and not is_title and not any(day.is_day for day in own):
            continue  # who speaks at length tells of much that is no event of the document
        told = False
        for one in _in_sentence(prose, sentence, own, namings, heading):
            told = True
            one.place = _beside(prose, one, sentence, mentions, register)
            known = None if not found else _same(found, one, prose, sentence, register)
            if known is None:
                found.append(one)
                last = one
            else:
                _join(known, one)
                last = known
            last.is_first = last is found[0]
            _place(prose, last, sentence, mentions, heading, register)
        if not told and found and _goes_on(prose, sentence, mentions, namings, cues):
            (last or found[0]).told.append(sentence)
    if not found:
        found.extend(_of_title(prose, heading, namings))
    if found:
        found[0].is_main = True
        if found[0].day is None:
            found[0].day = _first_day(prose, heading, days)
    return found


def _of_title(prose: Prose, heading: Heading, namings: Sequence[Naming]) -> Iterator[Happening]:
    """Yield the event of a text that names none but gives the words of several: the persons in its title met."""
    if heading.title is None or heading.title.place is None or heading.end == len(prose.text):
        return
    place = heading.title.place
    named = {one.person for one in namings if place.start <= one.own < place.end and one.person is not None}
    if len(named) > 1:
        first = prose.between(place.start, place.end)[0]
        yield Happening("Meeting", "", Range(first.start, first.end), [prose.sentence_at(place.start)], is_first=True)


def _first_day(prose: Prose, heading: Heading, days: Sequence[Day]) -> Day | None:
    """Return the only day in the first sentence of the text itself, if it is not yet over when that was issued."""
    first = next((one for one in prose.sentences if one.place.end > heading.body), None)
    start = heading.body if heading.dateline is None else max(heading.body, heading.dateline.end)
    inside = [day for day in days if first is not None and start <= day.start < first.place.end and day.is_day]
    return replace(inside[0], sure=False, how="the day in the first sentence") if len(inside) == 1 else None


def _is_of_a_term(prose: Prose, day: Day) -> bool:
    """Tell whether a day is that from which somebody holds an office: since 1 March 2017."""
    before = prose.between(max(0, day.start - 40), day.start)[-4:]
    return any(token.word in ("since", "пост", "должность", "поста", "должности") for token in before)


def _goes_on(
    prose: Prose, sentence: Sentence, mentions: Sequence[Mention], namings: Sequence[Naming], cues: Cues
) -> bool:
    """Tell whether a sentence that names no event says who came to the last one, or what they did there."""
    said = Literal(prose.text[sentence.place.start : sentence.place.end], language=prose.language)
    if any(mentions_cue(said, f"{BASE}role/{role}", cues) == "shown" for role in _LEADING):
        return True
    if any(token.word in ("event", "мероприятие", "мероприятия", "мероприятии") for token in sentence.tokens):
        return True
    if any(phrase_at(prose, sentence, phrase) >= 0 for phrase in (*prose.wording.attending, *prose.wording.acting)):
        return True
    inside = within(mentions, sentence.place.start, sentence.place.end)
    gathered = any(token.word in prose.wording.gathered for token in sentence.tokens[:6])
    states = [one for one in inside if one.of("state", "group")]
    return gathered and (len(states) > 1 or any(one.of("group") for one in inside[:2]))


def _in_sentence(
    prose: Prose, sentence: Sentence, days: Sequence[Day], namings: Sequence[Naming], heading: Heading
) -> Iterator[Happening]:
    """Yield the events of a sentence: encounters of two, else what its nouns name."""
    pairs = list(encounters_of(prose, sentence, namings))
    for noun, pair in pairs:
        day = _nearest(days, noun.start)
        form = "bilateral" if pair else ""
        yield Happening("Meeting", form, noun, [sentence], day, pair=pair, ahead=ahead_of(prose, sentence))
    nouns = list(nouns_of(prose, sentence))
    used: set[str] = set()
    for number, (sort, form), width in nouns:
        token = prose.tokens[number]
        noun = Range(token.start, prose.tokens[number + width - 1].end)
        if pairs and sort == "Meeting" and any(abs(noun.start - place.start) < 40 for place, _ in pairs):
            continue
        day = _day_of(prose, days, number, sentence, [n for n, *_ in nouns])
        ordinal = ordinal_of(prose, number, sentence)
        weak = token.word in prose.wording.weak
        if day is None and ordinal is None and (sort in used or weak):
            continue
        if used and day is None and ordinal is None:
            continue
        used.add(sort)
        length = length_of(prose, number)
        yield Happening(
            sort, form, noun, [sentence], day, ordinal=ordinal, lasting=length, ahead=ahead_of(prose, sentence),
            words={token.word},
        )  # fmt: skip
    if not nouns and not pairs:
        for sort, form, phrases in prose.wording.deeds:
            for phrase in phrases:
                at = phrase_at(prose, sentence, phrase)
                is_first = heading.title is not None and sentence.place.start <= heading.body
                if at >= 0 and (days or is_first):
                    first, final = sentence.tokens[at], sentence.tokens[at + len(phrase.split()) - 1]
                    noun = Range(first.start, final.end)
                    yield Happening(
                        sort, form, noun, [sentence], _nearest(days, noun.start), ahead=ahead_of(prose, sentence)
                    )
                    return
        for phrase in prose.wording.journeys:
            at = phrase_at(prose, sentence, phrase)
            if at >= 0:
                token = sentence.tokens[at]
                yield Happening(
                    "Visit",
                    "",
                    Range(token.start, token.end),
                    [sentence],
                    _nearest(days, token.start),
                    ahead=ahead_of(prose, sentence),
                )
                return


def _nearest(days: Sequence[Day], place: int) -> Day | None:
    """Return the day that stands nearest to a place; a month or year only where it stands close by."""
    exact = [day for day in days if day.is_day]
    rough = [day for day in days if abs(day.start - place) <= _BESIDE]
    return min(exact or rough, key=lambda day: abs(day.start - place), default=None)


def _day_of(prose: Prose, days: Sequence[Day], number: int, sentence: Sentence, nouns: Sequence[int]) -> Day | None:
    """Return the day that belongs to a noun: of several nouns each day belongs to the nearest."""
    for day in sorted(days, key=lambda one: (not one.is_day, abs(one.start - prose.tokens[number].start))):
        if not day.is_day and abs(day.start - prose.tokens[number].start) > _BESIDE:
            continue
        nearest = min(nouns, key=lambda other: abs(prose.tokens[other].start - day.start))
        if nearest == number or len(nouns) == 1:
            return day
    return None


def _beside(
    prose: Prose, one: Happening, sentence: Sentence, mentions: Sequence[Mention], register: Register
) -> Mention | None:
    """Return the city that stands right after the noun of an event."""
    last = _number(prose, one.noun)
    for mention in within(mentions, one.noun.end, sentence.place.end):
        place = mention.of("place")
        near = mention.first - last <= _CLOSE and "," not in prose.text[one.noun.end : mention.start]
        stands = prose.tokens[mention.first - 1].word in prose.wording.within
        if place is not None and near and stands and set(register.all(place, "kind")) & _SPOTS:
            return mention
    return None


def _same(
    found: Sequence[Happening], one: Happening, prose: Prose, sentence: Sentence, register: Register
) -> Happening | None:
    """Return the event among those found that a new one is."""
    first = prose.between(one.noun.start - 60 if one.noun.start > 60 else 0, one.noun.start)[-4:]
    pointing = {token.word for token in first}
    elsewhere = bool(pointing & (_EARLIER[prose.language] | _LATER[prose.language])) and (
        one.day is not None or one.ordinal is not None
    )
    main = found[0]
    for other in (main, *reversed(found[1:])):
        if other.sort != one.sort or elsewhere:
            continue
        if one.ordinal is not None and other.ordinal is not None and one.ordinal[0] != other.ordinal[0]:
            continue
        unlike = not other.pair or _other_side(one) != _other_side(other)
        alone = other is main and not other.pair and not other.day and len(found) == 1
        if one.pair and unlike and other.told[0] != one.told[0] and not alone:
            continue
        if one.pair and other.pair and _other_side(one) != _other_side(other):
            continue
        if one.day is not None and other.day is not None and not _agree(one.day, other.day):
            continue
        if other.pair and not one.pair and one.day is not None and one.form and one.form != other.form:
            continue
        if one.place is not None and other.place is not None and _elsewhere(one, other, register) and one.day is None:
            continue
        if _is_within(one, other) and one.form and one.form != other.form and one.told[0] != other.told[0]:
            one.whole = other
            continue
        unlike = bool(one.form and other.form and one.form != other.form)
        unlike = unlike and not {one.form, other.form} & {"negotiation", "session", "summit", "bilateral"}
        if unlike and one.day is None and other.told[-1] != one.told[0]:
            continue
        return other
    return None


def _elsewhere(one: Happening, other: Happening, register: Register) -> bool:
    """Tell whether two events have places of which neither lies around the other."""
    here, there = (each.place.of("place") or "" for each in (one, other) if each.place is not None)
    return here not in set(register.around(there)) and there not in set(register.around(here))


def _is_within(one: Happening, other: Happening) -> bool:
    """Tell whether the day of one is a single day of several of the other."""
    if one.day is None or other.day is None or "/" in one.day.edtf or "/" not in other.day.edtf:
        return False
    return one.day.is_day and _agree(one.day, other.day)


def _other_side(one: Happening) -> frozenset[str]:
    return frozenset(naming.person or str(naming.own) for naming in one.pair)


def _agree(one: Day, other: Day) -> bool:
    a, b = dates.span(one.edtf), dates.span(other.edtf)
    return a is not None and b is not None and dates.overlaps(a, b)


def _join(known: Happening, one: Happening) -> None:
    known.told.extend(sentence for sentence in one.told if sentence not in known.told)
    if known.day is None or (one.day is not None and one.day.is_day and not known.day.is_day):
        known.day = one.day or known.day
    elif one.day is not None and "/" in one.day.edtf and "/" not in known.day.edtf:
        known.day = one.day
    known.ordinal = known.ordinal or one.ordinal
    known.pair = known.pair or one.pair
    known.form = known.form if known.form and known.form != "bilateral" else one.form or known.form
    known.lasting = known.lasting or one.lasting
    known.words |= one.words


def _number(prose: Prose, place: Range) -> int:
    """Return the number of the first word at a place."""
    return prose.between(place.start, place.end)[0].number


def _place(
    prose: Prose, one: Happening, sentence: Sentence, mentions: Sequence[Mention], heading: Heading, register: Register
) -> None:
    """Give an event the place that its sentence names: a city before a country."""
    if one.place is not None and not one.place.of("state"):
        return
    best: tuple[int, int, Mention] | None = None
    for mention in within(mentions, sentence.place.start, sentence.place.end):
        place = mention.of("place")
        if place is None or mention.of("post", "series"):
            continue
        if heading.dateline is not None and heading.dateline.start <= mention.start < heading.dateline.end:
            continue
        before = prose.tokens[mention.first - 1].word if mention.first else ""
        is_country = mention.of("state") is not None
        if not is_country and not set(register.all(place, "kind")) & _SPOTS:
            continue
        stands = before in prose.wording.within or (
            before in ("the", "городе", "г") and prose.tokens[mention.first - 2].word in prose.wording.within
        )
        if is_country and one.sort != "Visit" and abs(mention.first - _number(prose, one.noun)) > _CLOSE:
            continue
        if is_country and one.sort != "Visit" and one.is_first and heading.place is not None:
            continue
        if one.sort == "Visit" and before in ("to", "visited", "посетил", "в"):
            stands = True
        if not stands:
            continue
        rank = int(is_country), abs(mention.start - one.noun.start)
        if best is None or rank < best[:2]:
            best = *rank, mention
    if best is not None and (one.place is None or not best[0]):
        one.place = best[2]


def edtf_of(one: Happening) -> str | None:
    """Return the date of an event: its day, or from its day on as long as it lasts."""
    if one.day is None:
        return None
    if one.lasting > 1 and one.day.is_day and "/" not in one.day.edtf:
        last = date.fromisoformat(one.day.edtf) + timedelta(days=one.lasting - 1)
        return f"{one.day.edtf}/{last.isoformat()}"
    return one.day.edtf
