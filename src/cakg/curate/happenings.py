"""The events that a text tells of, each with the sentences on it, the one that it is about first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pyoxigraph import Literal

from cakg.curate.accounts import told_in
from cakg.curate.calendars import Calendar
from cakg.curate.day import Day
from cakg.curate.elections import elections_of
from cakg.curate.event import Happening, agree
from cakg.curate.heading import Heading
from cakg.curate.lists import is_item, is_signature, opens_list, signers_of
from cakg.curate.mentions import Mention, within
from cakg.curate.merging import join, same_of
from cakg.curate.naming import Naming
from cakg.curate.orators import occasion_of
from cakg.curate.prose import Prose, Sentence, holds_exactly, phrase_at
from cakg.curate.register import Register
from cakg.curate.spots import beside, place_in, place_in_title
from cakg.curate.stops import span_of, stops_of
from cakg.curate.wordlists import bag
from cakg.read.cues import Cues, mentions_cue
from cakg.read.text import Range
from cakg.words.namespaces import BASE

_VISITS = {
    "en": ("official visit", "state visit", "working visit", "on a visit", "visit to"),
    "ru": ("официальным визитом", "государственным визитом", "рабочим визитом", "с визитом", "официальный визит"),
}
_PAST = bag("last previous ago upcoming next invite invited invitation прошлый прошлом приглашение пригласил")
_HELD = bag(
    "held staged convened hosted opened took состоялась состоялся состоялось прошла прошел прошли открылась открылся"
)
_COME = bag("arrive arrived gather gathered meet met convene convened собрались соберутся прибыли прибудут")
_LEADING = ("chair", "organizer", "host", "co-chair", "co-organizer")


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
    listing: Happening | None = None
    title = heading.title.place if heading.title is not None else None
    signers = signers_of(prose, mentions, namings, heading.body)
    calendar = Calendar(prose, days, heading.body)
    for sentence in prose.sentences:
        is_title = title is not None and sentence.place.start <= title.start < sentence.place.end
        is_said = sentence.place.start >= heading.end
        latest = last or (found[0] if found else None)
        listing = _listing(prose, sentence, listing, latest, heading.body)
        if sentence.place.start >= heading.body and is_signature(prose, sentence, mentions):
            listing = latest
        if sentence.place in signers and found:
            listing = listing or found[0]
        if listing is not None and is_item(prose, sentence, mentions, namings):
            listing.told.append(sentence)
            continue
        if (sentence.place.start < heading.body and not is_title) or (sentence.is_heading and not is_title):
            continue
        own = [day for day in days if sentence.place.start <= day.start < sentence.place.end]
        if heading.dateline is not None:
            own = [day for day in own if not heading.dateline.start <= day.start < heading.dateline.end]
        own = [day for day in own if not _is_of_a_term(prose, day)]
        own = own or ([] if sentence.is_heading else calendar.day_of(sentence))
        is_speech = is_said or (heading.kind.value == "speech-text" and heading.dateline is None)
        if is_speech and not is_title and not _is_of_now(prose, sentence, own, heading, mentions):
            continue  # who speaks at length tells of much that is no event of the document
        told = False
        for one in told_in(prose, sentence, own, namings, heading):
            told = True
            one.place = beside(prose, one, sentence, mentions, register)
            if one.place is None and one.day is not None and one.day.is_day and found:
                place_in(prose, one, sentence, mentions, heading, register)
            known = None if not found else same_of(found, one, prose, register)
            if is_said and (known is found[0] if found else False):
                continue  # what it is about is told before it is spoken of
            if known is None:
                found.append(one)
                last = one
            else:
                if known is found[0] and one.day is not None and not _is_of_year(one.day, heading):
                    one.day = None  # the year of another one of its kind
                join(known, one)
                last = known
            last.is_first = last is found[0]
            if known is None or not _is_of_another_day(last, own):
                place_in(prose, last, sentence, mentions, heading, register)
        if not own and not is_speech:
            found.extend(elections_of(prose, sentence, mentions) if found else ())
        if not told and not is_said and found and _goes_on(prose, sentence, mentions, namings, cues):
            (last or found[0]).told.append(sentence)
            if _COME & set(sentence.words):
                place_in(prose, last or found[0], sentence, mentions, heading, register)
    occasion = occasion_of(prose, heading, mentions)
    if occasion is not None:
        found.insert(0, occasion)
    if not found:
        found.extend(_of_title(prose, heading, namings))
    if found:
        found[0].is_main = True
        if found[0].day is None and occasion is None:
            found[0].day = _first_day(prose, heading, days, found[0])
        if found[0].place is None and heading.place is None and not found[0].is_other:
            found[0].place = place_in_title(prose, found[0], heading, mentions, register)
    for one in tuple(found):
        stops = list(stops_of(prose, one, mentions, days, register))
        if stops:
            one.place = None  # a tour has its places by its stops
            one.day = one.day if one.day is not None and "/" in one.day.edtf else span_of(stops) or one.day
            found.extend(stops)
    return found


def _is_of_year(day: Day, heading: Heading) -> bool:
    """Tell whether a date is a day, or of the year of issue."""
    return day.is_day or heading.issued is None or day.edtf[:4] == heading.issued.value[:4]


def _is_of_another_day(one: Happening, days: Sequence[Day]) -> bool:
    """Tell whether all days that a sentence names are others than that of an event."""
    return one.day is not None and bool(days) and not any(agree(day, one.day) for day in days)


def _is_of_now(
    prose: Prose, sentence: Sentence, days: Sequence[Day], heading: Heading, mentions: Sequence[Mention]
) -> bool:
    """Tell whether a speech tells of an event of its time: on a day of the year of issue, or a visit that goes on."""
    year = "" if heading.issued is None else heading.issued.value[:4]
    lands = [one for one in within(mentions, sentence.place.start, sentence.place.end) if one.of("place") is not None]
    is_said = sentence.place.start >= heading.end
    words = sentence.words
    own = [day for day in days if (not year or day.edtf.startswith(year)) and len(day.edtf) > len(year)]
    if any(day.is_day for day in own) and (lands or not is_said):
        return True
    if lands and (own or not days) and _HELD & set(words):
        return True
    going_on = any(holds_exactly(words, phrase) >= 0 for phrase in _VISITS[prose.language])
    return going_on and bool(lands) and not _PAST & set(words)


def _listing(
    prose: Prose, sentence: Sentence, listing: Happening | None, last: Happening | None, body: int
) -> Happening | None:
    """Return the event whose participants a paragraph begins, or goes on, to list."""
    if sentence.place.start >= body and opens_list(prose, sentence):
        return last
    return listing if sentence.is_heading else None


def _of_title(prose: Prose, heading: Heading, namings: Sequence[Naming]) -> Iterator[Happening]:
    """Yield the event of a text that names none but gives the words of several: the persons in its title met."""
    if heading.title is None or heading.title.place is None or heading.end == len(prose.text):
        return
    place = heading.title.place
    named = {one.person for one in namings if place.start <= one.own < place.end and one.person is not None}
    if len(named) > 1:
        first = prose.between(place.start, place.end)[0]
        yield Happening("Meeting", "", Range(first.start, first.end), [prose.sentence_at(place.start)], is_first=True)


def _first_day(prose: Prose, heading: Heading, days: Sequence[Day], main: Happening) -> Day | None:
    """Return the only day in the first sentence of the text itself, if it is not yet over when that was issued."""
    first = next((one for one in prose.sentences if one.place.end > heading.body), None)
    start = heading.body if heading.dateline is None else max(heading.body, heading.dateline.end)
    inside = [day for day in days if first is not None and start <= day.start < first.place.end and day.is_day]
    if len(inside) != 1 or (main.ahead is not None and inside[0].how.startswith("reckoned")):
        return None  # today is not the day of what is still to come
    return replace(inside[0], sure=False, how="the day in the first sentence")


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
