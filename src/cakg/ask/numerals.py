"""Numbers in names, as figures, Roman numerals and ordinals of English and Russian: fifth, V, 5th and пятая are one."""

import re

from cakg.words.patterns import regex

_ENGLISH = """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
_RUSSIAN = """
    нулев перв втор трет четверт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат
    пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат
"""
_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII XXIII XXIV XXV"
_DECLINED = "ый ой ий ая ья ое ье ого ьего ому ьему ом ьем ую ью ым ьим ей ьей"
ORDINALS, STEMS, ROMANS, ENDINGS = _ENGLISH.split(), _RUSSIAN.split(), _ROMAN.split(), _DECLINED.split()
_INFLECTED = regex(f"({'|'.join(STEMS)})(?:{'|'.join(ENDINGS)})")
_FIGURES = regex("([0-9]+)(?:st|nd|rd|th|й|я|е|го|ой|ая|ое)?")
_COMPOUND = regex(rf"\b(twenty|thirty)-({'|'.join(ORDINALS[1:10])})\b", re.IGNORECASE)


def compound(text: str) -> str:
    """Return a text with ordinals of two words, such as twenty-fifth, in figures."""
    return _COMPOUND.sub(
        lambda match: str({"twenty": 20, "thirty": 30}[match[1].lower()] + ORDINALS.index(match[2].lower())), text
    )


def numbered(text: str) -> str:
    """Return a text in small letters with a Roman numeral at its end in capitals, as one that counts: recca V."""
    *before, last = re.split(r"([\s-]+)", text)
    return "".join((*before, last.upper())) if before and text.islower() and last.upper() in ROMANS else text


def counted(word: str, dotted: bool = False) -> str:
    """Return what a word counts, in figures, and nothing for one that is no number; a dotted letter is an initial."""
    small = word.casefold().replace("ё", "е")
    if small in ORDINALS:
        return str(ORDINALS.index(small))
    if word in ROMANS and not (dotted and len(word) == 1):
        return str(ROMANS.index(word) + 1)
    figures, ordinal = _FIGURES.fullmatch(small), _INFLECTED.fullmatch(small)
    if figures:
        return figures[1].lstrip("0") or "0"
    return str(STEMS.index(ordinal[1])) if ordinal else ""
