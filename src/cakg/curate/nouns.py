"""The nouns that name events, with the number, the length and the tense that the words beside them tell."""

from collections.abc import Iterable, Iterator

from cakg.curate.prose import Prose, Sentence, holds_exactly
from cakg.curate.wordlists import bag
from cakg.read import inflection
from cakg.read.text import Range
from cakg.words.integers import integer
from cakg.words.patterns import regex

_ROMAN = regex(r"[IVX]{1,6}")
_NUMBER = regex(r"(\d{1,3})(?:st|nd|rd|th|-?й|-?я|-?е|-?го|-?ое)")
_LENGTHS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ANOTHER = {  # words that tell that an event is not of the day of issue, though they give no day
    "en": ("this week", "last week", "next week", "this month", "last month", "next month", "sent a message",
           "sent greetings", "in the coming days"),
    "ru": ("на этой неделе", "на прошлой неделе", "на следующей неделе", "на днях",
           "направил послание", "направил приветствие"),
}  # fmt: skip
_NEAR = 6  # words between an ordinal and its noun
_PHASES = {  # words that tell of a beginning or an end, in Russian how they begin
    "en": {
        "begins": bag("arrived arrives arriving arrive begin begins began starts started start left leaves departed "
                      "departs travels traveled travelled embarks embarked opened opens opening kicked"),
        "ends": bag("concluded concludes ended ends closed closes completed wrapped finished"),
    },
    "ru": {
        "begins": bag("прибы прилет начал начина стартова стартуе открыва открыл отправи"),
        "ends": bag("заверши завершае закончи закрыл"),
    },
}  # fmt: skip


def nouns_of(prose: Prose, sentence: Sentence) -> Iterator[tuple[int, tuple[str, str], int]]:
    """Yield the number of each word that names an event, what it means, and of how many words the name is."""
    happenings = prose.wording.happenings
    skip = -1
    for token in sentence.tokens:
        if token.number <= skip:
            continue
        two = " ".join(one.word for one in prose.tokens[token.number : token.number + 2])
        for noun, meaning in happenings.items():
            width = noun.count(" ") + 1
            said = two if width == 2 else token.word
            if prose.language == "en":
                met = said == noun or said == noun + "s"
            elif width == 2:
                met = (
                    all(inflection.share_stem(a, b, "ru") for a, b in zip(noun.split(), said.split(), strict=False))
                    and " " in said
                )
            else:
                met = inflection.is_form_of(noun, said, "ru")
            if met:
                if not (prose.language == "en" and _is_verb(prose, token.number, noun)):
                    yield token.number, meaning, width
                    skip = token.number + width - 1
                break


def _is_verb(prose: Prose, number: int, noun: str) -> bool:
    """Tell whether an English word that may be a noun is a verb here: to visit, will tour."""
    before = prose.tokens[number - 1].word if number else ""
    return noun in ("visit", "tour", "exercise") and before in (
        "to",
        "will",
        "would",
        "and",
        "plans",
        "they",
        "he",
        "she",
    )


def ordinal_of(prose: Prose, number: int, sentence: Sentence) -> tuple[int, Range] | None:
    """Return the number that an event bears in its series: a word, a figure or Roman numerals before its noun."""
    for back in range(1, _NEAR + 1):
        at = number - back
        if at < sentence.tokens[0].number:
            return None
        token = prose.tokens[at]
        place = Range(token.start, token.end)
        between = prose.text[token.end : prose.tokens[number].start]
        if any(mark in between for mark in ",.;:"):
            return None
        for value, word in enumerate(prose.wording.ordinals, 1):
            if token.word == word or (prose.language == "ru" and inflection.share_stem(word, token.word, "ru")):
                if prose.tokens[at - 1].word == "twenty":
                    value += 20
                return value, place
        if token.written.isdigit() and prose.text[token.end : token.end + 1] == "-" and at + 1 < number:
            ending = prose.tokens[at + 1]
            if len(ending.written) <= 2 and ending.start == token.end + 1:
                return integer(token.written) or 0, Range(token.start, ending.end)
        figure = _NUMBER.fullmatch(token.written)
        if figure is not None:
            return integer(figure[1]) or 0, place
        if _ROMAN.fullmatch(token.written) and len(token.written) > 1:
            values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in token.written]
            total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
            return total, place
    return None


def length_of(prose: Prose, number: int) -> int:
    """Return of how many days an event is: a three-day visit."""
    for token in prose.tokens[max(0, number - 4) : number]:
        if token.word in _LENGTHS and prose.tokens[token.number + 1].word == "day":
            return _LENGTHS[token.word]
        for stem, days in (("двухдневн", 2), ("трехдневн", 3), ("четырехдневн", 4)):
            if token.word.startswith(stem):
                return days
    return 0


def is_after_days(prose: Prose, sentence: Sentence) -> bool:
    """Tell whether a sentence says that an event ended after some days: concluded after two days of talks."""
    words = sentence.words
    return any(holds_exactly(words, f"after {length} days") >= 0 for length in _LENGTHS)


def ahead_of(prose: Prose, sentence: Sentence) -> Range | None:
    """Return the words that tell that something is still to come."""
    for phrase in prose.wording.ahead:
        at = holds_exactly(sentence.words, phrase)
        if at >= 0 and phrase not in ("next", "upcoming", "forthcoming"):
            return Range(sentence.tokens[at].start, sentence.tokens[at + len(phrase.split()) - 1].end)
    return None


def phase_of(prose: Prose, sentence: Sentence) -> str:
    """Return whether a sentence tells of a beginning (`begins`) or of an end (`ends`); empty for both and neither."""
    found = [
        phase
        for phase, words in _PHASES[prose.language].items()
        if (words & set(sentence.words) if prose.language == "en" else _begin_so(sentence, words))
    ]
    return found[0] if len(found) == 1 else ""


def _begin_so(sentence: Sentence, stems: frozenset[str]) -> bool:
    return any(word.startswith(stem) for word in sentence.words for stem in stems)


def is_of_another_day(prose: Prose, told: Iterable[Sentence]) -> bool:
    """Tell whether the sentences on an event say that it is not of the day of issue: this week, a message to those."""
    return any(holds_exactly(one.words, phrase) >= 0 for one in told for phrase in _ANOTHER[prose.language])
