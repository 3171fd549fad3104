"""Words where scripts put no blanks between them: how many there are, and whether one runs on across a place.

No dictionary is asked: a count is an estimate, the same for everybody, and a border stands wherever the script does not
forbid one.
*Source*: Unicode Standard Annex 29 (grapheme clusters; runs of Katakana are words).
"""

import re
import unicodedata
from itertools import groupby

# Letters of a word on average, and the ranges of the scripts that have so many.
_BLANKLESS = (
    (2, "\u3005-\u3007\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"),  # Han, Hiragana
    (4, "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0eba\u0ebc-\u0ece\u0edc-\u0edf"),  # Thai, Lao
    (4, "\u1000-\u103f\u1050-\u109d\u1780-\u17d3\u0f40-\u0fbc"),  # Burmese, Khmer, Tibetan
)
_SCRIPTS = tuple((letters, re.compile(f"[{ranges}]")) for letters, ranges in _BLANKLESS)
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_WITHOUT_MARKS = re.compile("[\u0e01-\u0eff]")  # Thai and Lao have no mark at the end of a sentence
_BEFORE = "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"  # vowels written before their consonant
_AFTER = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"  # vowels written after it


def count_words(text: str) -> int:
    """Return the number of words: what stands between blanks, of scripts without them a word for so many letters."""
    return sum(_words_of(part) for part in text.split())


def is_joined(text: str, at: int) -> bool:
    """Tell whether a word runs on across a place, be it with the accent of its last letter or a mark of no width."""
    if not 0 < at < len(text):
        return False
    first, last = at - 1, at
    while first > 0 and unicodedata.category(text[first]) == "Cf":
        first -= 1
    while last < len(text) - 1 and unicodedata.category(text[last]) == "Cf":
        last += 1
    before, after = text[first], text[last]
    if unicodedata.category(after).startswith("M") or before in _BEFORE or after in _AFTER:
        return True
    if _KATAKANA.match(before) and _KATAKANA.match(after):
        return True
    if _blankless(before) or _blankless(after):
        return False
    return before.isalnum() and after.isalnum()


def ends_without_mark(text: str) -> bool:
    """Tell whether a text ends in a script that has no mark for the end of a sentence."""
    return _WITHOUT_MARKS.match(text[-1:]) is not None


def _words_of(part: str) -> int:
    if part.isascii():
        return 1
    total = 0
    for letters, run in groupby(part, _letters):
        weighed = [letter for letter in run if not unicodedata.category(letter).startswith("M")]
        if letters:
            total += -(-len(weighed) // letters)
        else:
            total += any(map(str.isalnum, weighed))
    return total or 1  # a mark that stands alone counts as it would between blanks


def _letters(letter: str) -> int:
    """Return how many letters make a word in the script of a letter, or 0 where blanks or Katakana tell words apart."""
    return next((letters for letters, script in _SCRIPTS if script.match(letter)), 0)


def _blankless(letter: str) -> bool:
    return _letters(letter) > 0 or _KATAKANA.match(letter) is not None
