"""Whether quotes mention a number: in digits, in Roman numerals, or in the words of a language, as data."""

from collections.abc import Iterable

from pyoxigraph import Literal

from cakg.read import inflection
from cakg.read.cues import Verdict
from cakg.words.integers import integer
from cakg.words.patterns import regex

_DIGITS = regex(r"(?<![\d.,])(\d+)(?![.,]?\d)")
_ROMAN = regex(r"\b[IVXL]+\b")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
_WORDS = {  # the ordinals and cardinals from 1 up, those of one number joined by a stroke
    "en": "first|one second|two third|three fourth|four fifth|five sixth|six seventh|seven eighth|eight ninth|nine "
    "tenth|ten eleventh|eleven twelfth|twelve thirteenth|thirteen fourteenth|fourteen fifteenth|fifteen "
    "sixteenth|sixteen seventeenth|seventeen eighteenth|eighteen nineteenth|nineteen twentieth|twenty",
    "ru": "первый|первая|первое|один второй|вторая|второе|два|две третий|третья|третье|три|трех "
    "четвертый|четвертая|четвертое|четыре|четырех пятый|пятая|пятое|пять шестой|шестая|шестое|шесть "
    "седьмой|седьмая|седьмое|семь восьмой|восьмая|восьмое|восемь девятый|девятая|девятое|девять "
    "десятый|десятая|десятое|десять одиннадцатый|одиннадцать двенадцатый|двенадцать тринадцатый|тринадцать "
    "четырнадцатый|четырнадцать пятнадцатый|пятнадцать",
}


def mentions_number(quotes: Iterable[Literal], number: int) -> Verdict:
    """Tell whether quotes mention a number; not judged where they give none in digits and their words are not known."""
    judged = True
    for quote in quotes:
        figures = {integer(digits) for digits in _DIGITS.findall(quote.value)}
        figures.update(map(_roman, _ROMAN.findall(quote.value)))
        language = inflection.primary(quote.language)
        if number in figures or _in_words(quote.value, number, language):
            return "shown"
        judged = judged and language in _WORDS
    return "not shown" if judged else "not judged"


def _roman(numeral: str) -> int:
    values = [_VALUES[letter] for letter in numeral]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _in_words(text: str, number: int, language: str) -> bool:
    known = _WORDS.get(language, "").split()
    if not 0 < number <= len(known):
        return False
    wanted = known[number - 1].split("|")
    said = inflection.words(text, language)
    for at, word in enumerate(said):
        # the five of "twenty-five" is none
        if said[at - 1 : at] != ("twenty",) and any(inflection.share_stem(one, word, language) for one in wanted):
            return True
    return False
