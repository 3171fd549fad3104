"""Whole numbers as texts write them, told from what only looks like one or is too long to be reckoned with."""

from cakg.words.patterns import regex

_WHOLE = regex(r"[+-]?\d+")


def writable(value: object) -> bool:
    """Tell whether Python writes a value as text: of a number it writes no more than some thousand digits."""
    try:
        str(value)
    except ValueError:
        return False
    return True


def shown(value: object) -> str:
    """Return a value as messages show it."""
    return repr(value) if writable(value) else "a number of too many digits"


def integer(text: str) -> int | None:
    """Return the whole number that a text writes in the digits of any script.

    None for what is none, and for more digits than Python turns into a number (4,300 unless it is told otherwise).
    """
    if _WHOLE.fullmatch(text) is None:
        return None
    try:
        return int(text)
    except ValueError:
        return None
