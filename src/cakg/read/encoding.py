"""In which encoding bytes are text: by their own mark, as is said of them, as UTF-8, or as their letters show."""

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAID = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_HEAD = 2048  # bytes in which a page says its encoding
_LATIN = frozenset(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"))
_RUSSIAN = ("cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic")
_STRANGE = 1000  # characters of which at most one may be none, in what is all but UTF-8


class Decoded(NamedTuple):
    """Hold a text; `guess` says in which encoding it was read where neither a mark nor a word in it tells."""

    text: str
    guess: str = ""


def decode(data: bytes, said: str | None = None) -> Decoded | None:
    """Return bytes as text, None where no encoding can be told. `said` is what a server or a page says."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _read(data, name)
    found = _read(data, _usual(said)) if said else None
    return found or _read(data, "utf-8") or _nearly(data) or _by_letters(data)


def said_in(data: bytes) -> str | None:
    """Return the encoding that a page says it has, in its first lines."""
    found = _SAID.search(data[:_HEAD])
    return None if found is None else found[1].decode("ascii")


def decode_russian(data: bytes) -> Decoded | None:
    """Return a text that is Russian in one of the encodings of a byte a letter, None where it is no such text."""
    found = _by_letters(data, _RUSSIAN)
    if found is None:
        return None
    letters = [letter for letter in found.text if letter.isalpha()]
    cyrillic = sum("А" <= letter <= "я" or letter in "Ёё" for letter in letters)
    return found if cyrillic > len(letters) / 2 else None


def _usual(said: str) -> str:
    """Return what a name of an encoding means on the web: Latin 1 is Windows' own."""
    return "cp1252" if said.lower() in _LATIN else said


def _read(data: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name))
    except (LookupError, UnicodeError):
        return None


def _nearly(data: bytes) -> Decoded | None:
    """Return what is UTF-8 but for a few bytes, with a mark in the place of each."""
    text = data.decode("utf-8", "replace")
    strange = text.count("\ufffd")
    fine = any(ord(letter) > 0x7F and letter != "\ufffd" for letter in text)
    return Decoded(text, f"UTF-8 but for {strange} bytes") if fine and strange * _STRANGE <= len(text) else None


def _by_letters(data: bytes, among: tuple[str, ...] = ()) -> Decoded | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(among) or None).best()
    return None if best is None else Decoded(str(best), best.encoding)
