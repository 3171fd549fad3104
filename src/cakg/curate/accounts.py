"""The events that one sentence tells of: encounters of two, what its nouns name, deeds and journeys."""

from collections.abc import Iterator, Sequence

from cakg.curate.day import Day
from cakg.curate.encounters import encounters_of
from cakg.curate.event import Happening
from cakg.curate.heading import Heading
from cakg.curate.naming import Naming
from cakg.curate.nouns import ahead_of, is_after_days, length_of, nouns_of, ordinal_of, phase_of
from cakg.curate.prose import Prose, Sentence, holds_exactly, phrase_at
from cakg.curate.wordlists import bag
from cakg.read.text import Range

_OTHER = bag("upcoming forthcoming next future planned last previous recent return earlier предстоящий предстоящего "
             "предстоящем предстоящему следующий прошлый недавний ответный")  # fmt: skip
_BESIDE = 45  # characters between a noun and the month or year that is its date
_VERB = 3  # words before a month or year, one of which says that something was held then
_FAR = 120  # where the sentence has no other noun, and says that it was held
_TO_COME = {"en": ("to visit", "to travel to", "travels to", "visits"), "ru": ("посетит", "направится в")}  # in a title
_TAKES = bag("participated attended took held organized organised hosted opened")  # what makes an event of a training
_HELD = bag("held staged convened hosted conducted took opened состоялась состоялся состоялось прошла прошел прошли")


def told_in(
    prose: Prose, sentence: Sentence, days: Sequence[Day], namings: Sequence[Naming], heading: Heading
) -> Iterator[Happening]:
    """Yield the events of a sentence: encounters of two, else what its nouns name."""
    pairs = list(encounters_of(prose, sentence, namings))
    for noun, pair in pairs:
        day = _nearest(days, noun.start)
        form = "bilateral" if pair else ""
        yield Happening("Meeting", form, noun, [sentence], day, pair=pair, ahead=ahead_of(prose, sentence))
    nouns = [one for one in nouns_of(prose, sentence) if not _is_purpose(prose, sentence, one)]
    is_title = title_at(heading, sentence)
    used: set[str] = set()
    words = set(sentence.words)
    for number, (sort, form), width in nouns:
        token = prose.tokens[number]
        noun = Range(token.start, prose.tokens[number + width - 1].end)
        if pairs and sort == "Meeting" and any(abs(noun.start - place.start) < 40 for place, _ in pairs):
            continue
        day = _day_of(prose, days, number, sentence, [n for n, *_ in nouns])
        phase = phase_of(prose, sentence)
        if sort == "Visit" and day is not None and day.how.startswith("reckoned") and not phase:
            day = None  # "today" in the midst of a visit is not its day
        if day is not None and _is_before_clause(prose, noun, ahead_of(prose, sentence), day):
            day = None
        if day is not None and _is_today_of_another(prose, noun, ahead_of(prose, sentence), day):
            day = None
        ordinal = ordinal_of(prose, number, sentence)
        weak = token.word in prose.wording.weak and not (sentence.place.start <= heading.body and _TAKES & words)
        if day is None and ordinal is None and (sort in used or weak):
            continue
        if used and day is None and ordinal is None:
            continue
        used.add(sort)
        length = length_of(prose, number)
        yield Happening(
            sort, form, noun, [sentence], day, ordinal=ordinal, lasting=length, ahead=ahead_of(prose, sentence),
            words={token.word}, is_other=any(one.word in _OTHER for one in prose.tokens[max(0, number - 4) : number]),
            phase=phase, is_long=phase == "ends" and is_after_days(prose, sentence),
        )  # fmt: skip
    if not nouns and not pairs:
        for sort, form, phrases in prose.wording.deeds:
            for phrase in phrases:
                at = phrase_at(prose, sentence, phrase)
                is_first = sentence.place.start <= heading.body
                following = sentence.words[at + len(phrase.split()) :][:1] if at >= 0 else ()
                if at >= 0 and following != ("участие",) and (days or is_first):
                    first, final = sentence.tokens[at], sentence.tokens[at + len(phrase.split()) - 1]
                    noun = Range(first.start, final.end)
                    yield Happening(
                        sort, form, noun, [sentence], _nearest(days, noun.start), ahead=ahead_of(prose, sentence)
                    )
                    return
        for phrase in (*prose.wording.journeys, *(_TO_COME[prose.language] if is_title else ())):
            at = phrase_at(prose, sentence, phrase)
            if at >= 0:
                token = sentence.tokens[at]
                place = Range(token.start, token.end)
                yield Happening(
                    "Visit",
                    "",
                    place,
                    [sentence],
                    _nearest(days, token.start),
                    ahead=ahead_of(prose, sentence) or (place if phrase in _TO_COME[prose.language] else None),
                    phase=phase_of(prose, sentence),
                )
                return


def title_at(heading: Heading, sentence: Sentence) -> bool:
    """Tell whether a sentence is the title of a document."""
    place = None if heading.title is None else heading.title.place
    return place is not None and sentence.place.start <= place.start < sentence.place.end


def _is_purpose(prose: Prose, sentence: Sentence, noun: tuple[int, tuple[str, str], int]) -> bool:
    """Tell whether a noun names that for which somebody travels: will visit Bishkek on 27 June for meetings."""
    number, (sort, _), _ = noun
    if prose.language != "en" or sort != "Meeting" or prose.tokens[number - 1].word != "for":
        return False
    before = tuple(token.word for token in sentence.tokens if token.number < number)
    return any(holds_exactly(before, phrase) >= 0 for phrase in prose.wording.journeys)


def _is_before_clause(prose: Prose, noun: Range, ahead: Range | None, day: Day) -> bool:
    """Tell whether a clause after a noun says that it is still to come, and the day stands after that clause: of the
    session, which will take place in Minsk, they spoke today.
    """
    if ahead is None or not noun.end <= ahead.start < ahead.end <= day.start:
        return False
    return "," in prose.text[noun.end : ahead.start] and "," in prose.text[ahead.end : day.start]


def _is_today_of_another(prose: Prose, noun: Range, ahead: Range | None, day: Day) -> bool:
    """Tell whether "today" is not the day of what words after a noun say is still to come: today they spoke of the
    elections to be held in spring.
    """
    if ahead is None or prose.wording.days.get(prose.text[day.start : day.end].casefold()) != 0:
        return False
    return day.end <= noun.start and noun.end <= ahead.start


def _nearest(days: Sequence[Day], place: int) -> Day | None:
    """Return the day that stands nearest to a place; a month or year only where it stands close by."""
    exact = [day for day in days if day.is_day]
    rough = [day for day in days if abs(day.start - place) <= _BESIDE]
    return min(exact or rough, key=lambda day: abs(day.start - place), default=None)


def _day_of(prose: Prose, days: Sequence[Day], number: int, sentence: Sentence, nouns: Sequence[int]) -> Day | None:
    """Return the day that belongs to a noun: of several nouns each day belongs to the nearest."""
    reach = _FAR if len(nouns) == 1 and _HELD & set(sentence.words) else _BESIDE
    for day in sorted(days, key=lambda one: (not one.is_day, abs(one.start - prose.tokens[number].start))):
        before = {token.word for token in prose.between(max(0, day.start - _BESIDE), day.start)[-_VERB:]}
        if not day.is_day and abs(day.start - prose.tokens[number].start) > reach and not _HELD & before:
            continue
        nearest = min(nouns, key=lambda other: abs(prose.tokens[other].start - day.start))
        if nearest == number or len(nouns) == 1:
            return day
    return None
