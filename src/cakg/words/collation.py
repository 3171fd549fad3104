"""The order of names as people look them up: letters before marks, marks before case, apostrophes nowhere."""

import unicodedata
from functools import lru_cache

# Cyrillic as Russian has it, and the letters of Kazakh, Kyrgyz, Tajik and Uzbek each where the alphabets that have it
# put it beside its neighbour. Ё is no letter of its own: it stands with Е.
_CYRILLIC = "аәбвгғґдежзиӣйкқлмнңоөпрстуӯўұүфхҳһцчҷшщъыіьэюя"
_PLACES = {letter: chr(0x400 + place) for place, letter in enumerate(_CYRILLIC)}
# Letters of Latin that Unicode does not take apart, with those by which they are looked up.
_LATIN = dict(zip("ıəłøđðŧħþ", ("i", "e", "l", "o", "d", "d", "t", "h", "th"), strict=True)) | {"æ": "ae", "œ": "oe"}
_APOSTROPHES = frozenset("'’‘`´ʻʼʹʺʿʾ\u2032")
_PARTS = frozenset(("Zs", "Zl", "Zp", "Pd", "Pc"))  # blanks and dashes: they part words


@lru_cache(maxsize=16384)
def order(name: str) -> tuple[str, str, str]:
    """Return by what a name is sorted: its letters, word by word; else its marks; else as it is written.

    A shorter word comes first, so that "Ala Too" stands before "Alabama". Scripts follow one another as in Unicode.
    *Source*: the levels of Unicode Technical Standard 10; its table of letters is not used, for it sorts by what no
    alphabet of the region has in common (І before К, Ў with У as a mark).
    """
    letters, marks = [], []
    for letter in unicodedata.normalize("NFC", name).casefold():
        if letter in _PLACES:
            letters.append(_PLACES[letter])
        elif letter in _APOSTROPHES:
            marks.append(letter)
        else:
            for part in unicodedata.normalize("NFKD", letter):
                sort = unicodedata.category(part)
                if sort in _PARTS:
                    letters.append(" ")
                elif sort[0] in "LN":
                    letters.append(_LATIN.get(part) or _PLACES.get(part, part))
                    marks += [part] if part in _LATIN else []
                else:
                    marks.append(f"{len(letters):04}{part}")
    return " ".join("".join(letters).split()), "".join(marks), name.swapcase()
