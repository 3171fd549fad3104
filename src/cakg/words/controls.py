"""Characters that act on a reader instead of being read: they move cursors, set colours, turn the way of writing."""

import codecs
import unicodedata
from collections.abc import Iterator

from cakg.words.patterns import regex

# Controls but tab and line feed, separators of lines, and what turns the direction of writing: they move cursors, set
# colours, or show another order of letters than a text has; and halves of characters, which nobody can write.
# Joiners and direction marks stay: Persian needs them.
_ACTING = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PIECE = 1 << 20  # bytes
_NAMES = {
    "\x1b": "ESCAPE",
    "\x00": "NULL",
    "\x08": "BACKSPACE",
    "\x7f": "DELETE",
    "\t": "TABULATION",
    "\n": "LINE FEED",
}


def visible(text: str, form: str = "\\u{:04X}") -> str:
    r"""Return a text in which every character that acts on a reader instead of being read stands as `\u001B`.

    `form` is how a language writes a character by its number: of XML, say.
    """
    if text.isprintable():  # nothing that acts is; nor are line ends
        return text
    return _ACTING.sub(lambda match: form.format(ord(match[0])), text)


def visible_bytes(data: bytes, form: str = "\\u{:04X}") -> bytes:
    """Return a text of UTF-8 as `visible` makes it, itself where nothing acts; it is never decoded as a whole."""
    if not any(map(_ACTING.search, _pieces(data))):
        return data
    return b"".join(visible(piece, form).encode("utf-8") for piece in _pieces(data))


def _pieces(data: bytes) -> Iterator[str]:
    pieces = (data[start : start + _PIECE] for start in range(0, len(data), _PIECE))
    return codecs.iterdecode(pieces, "utf-8")


def acting(text: str) -> str | None:
    """Return the name of the first character of a text that acts on a reader; None where none does."""
    found = None if text.isprintable() else _ACTING.search(text)  # nothing that acts is
    return None if found is None else name_of(found[0])


def name_of(letter: str) -> str:
    """Return the name of a character as Unicode gives it, of controls the usual one."""
    return _NAMES.get(letter) or str(unicodedata.name(letter, f"U+{ord(letter):04X}"))
