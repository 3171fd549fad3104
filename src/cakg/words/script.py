"""Scripts: in which a language is written, by its tag (CLDR, by babel), and which the words of a text are of."""

import re
import unicodedata
from functools import lru_cache

# The scripts that are judged: of ISO 15924, and how Unicode calls their letters.
_LETTERS = {
    "Latn": ("LATIN",),
    "Cyrl": ("CYRILLIC",),
    "Arab": ("ARABIC",),
    "Grek": ("GREEK",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Hani": ("CJK",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Armn": ("ARMENIAN",),
    "Geor": ("GEORGIAN",),
    "Hebr": ("HEBREW",),
    "Deva": ("DEVANAGARI",),
}
_JUDGED = frozenset(name for names in _LETTERS.values() for name in names)
_WORD = re.compile(r"[^\W\d_]+")
# Codes of states that are taken for their languages, where CLDR names another language as the likelier.
_OF_STATE = {"kz": "kk", "kgz": "ky", "kaz": "kk", "tjk": "tg", "tkm": "tk", "uzb": "uz", "by": "be", "ua": "uk"}
# Letters that look alike in Cyrillic, Greek and Latin, small and in this order.
_LOOK = str.maketrans("асԁеһіјӏорԛѕԝхуνοα", "acdehijlopqswxyvoa")
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`´ʻʼʹʺ\u2032"))


@lru_cache(maxsize=1024)
def meant_language(tag: str) -> str | None:
    """Return the tag that is meant by one whose language there is not, empty where none is near; None where it is."""
    from babel import Locale
    from babel.core import get_global

    first, *rest = tag.split("-")
    first = first.lower()
    if first in Locale("en").languages or (first == "x" and rest):
        return None
    likely = str(get_global("likely_subtags").get(f"und_{first.upper()}", "")).partition("_")[0]
    return _OF_STATE.get(first) or get_global("language_aliases").get(first) or likely


@lru_cache(maxsize=1024)
def scripts_of(tag: str) -> frozenset[str]:
    """Return the scripts in which a language is written, by its own subtag, else as is usual; none if unknown."""
    from babel.core import get_global

    first, *rest = tag.split("-")
    said = next((one.title() for one in rest if len(one) == 4 and one.isalpha()), "")
    usual = str(get_global("likely_subtags").get(first.lower(), "")).split("_")
    return frozenset(_LETTERS.get(said or (usual[1] if len(usual) > 1 else ""), ()))


def scripts_in(text: str) -> frozenset[str]:
    """Return the scripts of the letters of a text; marks and letters of scripts that are not judged are of none."""
    return frozenset(unicodedata.name(letter, "").partition(" ")[0] for letter in text) & _JUDGED


def mixed(text: str) -> str | None:
    """Return the first word of a text whose letters are of two scripts."""
    return next((word for word in _WORD.findall(text) if len(scripts_in(word) - {"HIRAGANA", "KATAKANA"}) > 1), None)


def likeness_key(name: str) -> str:
    """Return what names share that look alike to a reader: the order of words, case, accents and apostrophes aside."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_APOSTROPHES)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LOOK)
    return " ".join(sorted(re.findall(r"\w+", bare)))
