"""Scripts: in which a language is written, by its tag (CLDR, by babel), and which the words of a text are of."""

import re
import unicodedata
from functools import lru_cache

from cakg.words.patterns import regex

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
_WORD = regex(r"[^\W\d_]+")
# Codes of states that are taken for their languages, where CLDR names another language as the likelier.
_OF_STATE = {"kz": "kk", "kgz": "ky", "kaz": "kk", "tjk": "tg", "tkm": "tk", "uzb": "uz", "by": "be", "ua": "uk"}
# Letters that look alike in Cyrillic, Greek and Latin, small and in this order.
_LOOK = str.maketrans("асԁеһіјӏорԛѕԝхуνοα", "acdehijlopqswxyvoa")
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`´ʻʼʹʺ\u2032"))


@lru_cache(maxsize=1024)
def meant_language(tag: str) -> str | None:
    """Return the tag that is meant by one that is none, empty where none is near; None where it is one.

    Judged are the language, the script and the region, as CLDR lists them; what follows these is taken as it is.
    """
    from babel import Locale
    from babel.core import get_global

    known = Locale("en")
    first, *rest = tag.split("-")
    first = first.lower()
    if first not in known.languages and not (first == "x" and rest):
        likely = str(get_global("likely_subtags").get(f"und_{first.upper()}", "")).partition("_")[0]
        return _OF_STATE.get(first) or get_global("language_aliases").get(first) or likely
    for at, part in enumerate(rest if first != "x" else ()):
        if len(part) == 1:  # an extension, or private use
            break
        if part.title() in known.scripts or part.upper() in known.territories or len(part) > 4 or part[0].isdigit():
            continue
        begun = [one for one in _LETTERS if len(part) > 2 and one.startswith(part.title())]
        spoken = part.lower() in known.languages or part.lower() in get_global("language_aliases")
        if at == 0 and len(part) > 2 and spoken and not begun:
            continue  # the language itself, after that of its group: zh-yue
        near = get_global("territory_aliases").get(part.upper(), begun)
        return "-".join([first, *rest[:at], near[0], *rest[at + 1 :]]) if len(near) == 1 else ""
    return None


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
    return frozenset(map(script_of, text)) & _JUDGED


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """Return the first word of the name of a character, which of letters is their script: `CYRILLIC`."""
    return unicodedata.name(letter, "").partition(" ")[0]


def mixed(text: str) -> str | None:
    """Return the first word of a text whose letters are of two scripts."""
    return next((word for word in _WORD.findall(text) if len(scripts_in(word) - {"HIRAGANA", "KATAKANA"}) > 1), None)


def strange(text: str, tag: str) -> str | None:
    """Return the first word of a text in a script that its language is not written in; Latin is at home everywhere."""
    usual = scripts_of(tag) | {"LATIN"}
    found = (word for word in _WORD.findall(text) if scripts_in(word) - usual)
    return next(found, None) if scripts_of(tag) else None


def likeness_key(name: str) -> str:
    """Return what names share that look alike to a reader: the order of words, case, accents and apostrophes aside."""
    plain = unicodedata.normalize("NFKD", name).casefold().translate(_APOSTROPHES)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LOOK)
    return " ".join(sorted(re.findall(r"\w+", bare)))
