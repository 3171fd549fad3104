"""Names by number, in several scripts: no two are alike, and each looks like no real one's by more than chance."""

from collections.abc import Iterator
from dataclasses import dataclass

# Consonants and vowels that every script here writes with a letter of its own, so that a name can be told from any
# other by its letters; Chinese has a sign for each pair.
_CONSONANTS = {"Latn": "bdgklmnprstvz", "Cyrl": "бдгклмнпрствз", "Geor": "ბდგკლმნპრსტვზ"}
_VOWELS = {"Latn": "aeiou", "Cyrl": "аеиоу", "Geor": "აეიოუ"}
_SIGNS = (
    "巴贝比博布达德迪多杜加格吉戈古卡克基科库拉勒利洛卢马梅米莫穆"
    "纳内尼诺努帕佩皮波普然雷里罗鲁萨塞西索苏塔特蒂托图瓦维威沃武扎泽齐佐祖"
)
_PAIRS = 13 * 5
_STRIDE = 104_729  # a prime, so that neighbours in number are none in the alphabet


@dataclass(frozen=True)
class Word:
    """Hold one made-up word as four scripts write it."""

    latin: str
    cyrillic: str
    georgian: str
    chinese: str


def word(number: int, pairs: int = 3) -> Word:
    """Return the word of a number below 65 ** `pairs`."""
    number = number * _STRIDE % _PAIRS**pairs
    syllables = []
    for _ in range(pairs):
        number, syllable = divmod(number, _PAIRS)
        syllables.append(divmod(syllable, 5))

    def spelt(script: str) -> str:
        return "".join(_CONSONANTS[script][c] + _VOWELS[script][v] for c, v in syllables)

    chinese = "".join(_SIGNS[c * 5 + v] for c, v in syllables)
    return Word(spelt("Latn").capitalize(), spelt("Cyrl").capitalize(), spelt("Geor"), chinese)


def words() -> Iterator[Word]:
    """Yield words, each another one."""
    return (word(number) for number in range(_PAIRS**3))
