"""How like two words of names are: spelt alike in any script, inflected, an initial, begun, or off by one letter."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cakg.ask.numerals import compound, counted
from cakg.ask.shorthand import spoken_out
from cakg.words.patterns import regex

EXACT, RESPELT, INFLECTED, INITIAL, BEGUN, SLIP = 100.0, 99.0, 98.0, 97.0, 92.0, 90.0
_LEAST = 30.0  # of 100: below this a word is another word
_SLIP_LETTERS = 5  # a slip in a shorter word makes another word
_BEGUN_LETTERS = 4
_RESPELT_LETTERS = 3  # what shorter words sound like are other words

APOSTROPHES = "'’‘`´ʻʼʹʺ\u2032"
_POSSESSIVE = regex(rf"[{APOSTROPHES}]s\b")
_DOTTED = regex(r"(?<!\w)(?:[^\W\d_]\.){3,}(?!\w)|(?<!\w)(?:[^\W\d_]\.){2,}[^\W\d_](?!\w)|^(?:[^\W\d_]\.){2}$")
_TOKEN = regex(r"([^\W_]+)(\.?)")
_HAN = regex("[\u3400-\u9fff\uf900-\ufaff]")  # Chinese has no blanks between words: each character is one
_WITHOUT_WEIGHT = """
    the of in on for and to at a an under with by from s
    и в во на по с со при о об от для под из до к ко у за
    mr mrs ms dr prof sir madam господин госпожа
    der die das und für le la les des du et
"""
EMPTY = frozenset(_WITHOUT_WEIGHT.split())
INITIALS = frozenset({"sh", "ch", "zh", "kh", "ts", "yu", "ya", "ye", "yo", "dj", "dz", "дж"})
# One sound as transliterations write it. The longer come first.
SOUNDS = (
    ("shch|sch", "sh"),
    ("dzh|dj|zh", "j"),
    ("kh|gh(?=[aeiou])", "h"),
    ("ph", "f"),
    ("q|ck", "k"),
    ("w", "v"),
    ("x(?=[bdfgjklmnprstvz])", "h"),
    ("x", "ks"),
    ("tz", "ts"),
    ("ou|oo", "u"),
    ("(?<=.)y(?=[aeou])", ""),
    ("y", "i"),
    (r"(.)\1+", r"\1"),
)
# Patronymics as they sound in Latin letters: those of Russian, and the words for son and daughter of.
PATRONYMIC = "[a-z]{2,}(?:[oe]vich|ich|[oe]vna|ichna)|[a-z]*(?:uli|ulu|oglu|ogli|ugli|kizi|gizi)"
_PATRONYMIC = regex(PATRONYMIC)
_SOUNDS = tuple((regex(one), other) for one, other in SOUNDS)


class Word(NamedTuple):
    """Hold a word of a name: in Latin letters, as transliterations agree on it, and as it was written."""

    latin: str
    sound: str
    written: str
    initial: bool = False


@lru_cache(maxsize=65536)
def words(text: str, is_slug: bool = False) -> tuple[Word, ...]:
    """Return the words that count of a name: numbers in digits, single letters as initials, Chinese by characters.

    Short forms are written out; articles and prepositions do not count.
    """
    text = unicodedata.normalize("NFKC", text)
    text = _POSSESSIVE.sub("", _DOTTED.sub(lambda match: match[0].replace(".", ""), text.strip()))
    text = text.translate({ord(mark): None for mark in APOSTROPHES + "\u00ad\u200b\u200c"})
    found: list[Word] = []
    for token, dot in _TOKEN.findall(_HAN.sub(r" \g<0> ", spoken_out(compound(text)))):
        small = token.casefold()
        number = counted(token.upper() if is_slug else token, bool(dot))
        if number:
            found.append(Word(number, number, number))
        elif _HAN.fullmatch(token):
            found.append(_word(small))
        elif (dot and small in INITIALS) or (len(token) == 1 and (dot or is_slug or small not in EMPTY)):
            found.append(_word(small, initial=True))
        elif small not in EMPTY:
            found.append(_word(small))
    return tuple(word for word in found if word.latin)


def quality(wanted: Word, word: Word, language: str, is_person: bool) -> float:
    """Return how well a word that is wanted is met by a word of a name, 0 to 100."""
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    from cakg.read.inflection import is_form_of, serves

    if wanted.written == word.written:
        return EXACT
    if _HAN.fullmatch(wanted.written) or _HAN.fullmatch(word.written):
        return 0.0  # what only sounds alike is another word
    if wanted.latin == word.latin:
        return EXACT
    if wanted.latin.isdigit() or word.latin.isdigit():
        return 0.0
    if wanted.initial or word.initial:
        one, other = (wanted, word) if wanted.initial else (word, wanted)
        return INITIAL if other.latin.startswith(one.latin) or other.sound.startswith(one.sound) else 0.0
    if wanted.sound == word.sound and len(wanted.sound) >= _RESPELT_LETTERS:
        return RESPELT
    if wanted.written[:2] == word.written[:2] and serves(language):  # the rest is dear
        inflected = is_form_of(word.written, wanted.written, language, is_person)
        if inflected:
            return INFLECTED
    if len(wanted.sound) >= _BEGUN_LETTERS and word.sound.startswith(wanted.sound):
        return BEGUN
    long = min(len(wanted.sound), len(word.sound)) >= _SLIP_LETTERS - 1 and len(wanted.latin) >= _SLIP_LETTERS
    if long and OSA.distance(wanted.sound, word.sound, score_cutoff=1) <= 1:
        return SLIP
    ratio = max(fuzz.ratio(wanted.latin, word.latin), fuzz.ratio(wanted.sound, word.sound))
    return min(float(ratio), SLIP - 1) if ratio >= _LEAST else 0.0


def is_patronymic(word: Word) -> bool:
    """Tell whether a word is said of whose son or daughter somebody is."""
    return bool(_PATRONYMIC.fullmatch(word.sound))


def like(wanted: Word, known: Sequence[Word], least: float) -> set[int]:
    """Return the numbers of all words whose `quality` may be at least so high, whatever language they are of.

    It must be at most 75, which is how alike two words are that differ in a slip.
    """
    from rapidfuzz import fuzz, process

    found = {n for n, word in enumerate(known) if _may_be_begun(wanted, word)}
    for one, others in ((wanted.latin, [w.latin for w in known]), (wanted.sound, [w.sound for w in known])):
        alike = process.extract_iter(one, others, scorer=fuzz.ratio, score_cutoff=least)
        found.update(number for _, _, number in alike)
    return found


def _may_be_begun(wanted: Word, word: Word) -> bool:
    return (
        word.initial
        or word.written[:2] == wanted.written[:2]
        or word.sound.startswith(wanted.sound)
        or (wanted.initial and word.latin.startswith(wanted.latin))
    )


@lru_cache(maxsize=65536)
def _word(small: str, initial: bool = False) -> Word:
    letters = latin(small)
    return Word(letters, sounded(letters), small.replace("ё", "е"), initial)


def latin(small: str) -> str:
    """Return a word in small letters in those of Latin."""
    from anyascii import anyascii

    return re.sub("[^a-z0-9]", "", anyascii(small).lower())


def sounded(letters: str) -> str:
    """Return a word in Latin letters as all transliterations agree on it."""
    for pattern, other in _SOUNDS:
        letters = pattern.sub(other, letters)
    return letters
