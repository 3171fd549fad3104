"""Cells as text: for people, for machines, in Markdown; what nobody sees is made visible in all of them."""

import json
import re
from decimal import Decimal
from math import isfinite

Cell = str | int | float | bool | None

# Controls but tab and line feed, separators of lines, and what turns the direction of writing: they move cursors, set
# colours, or show another order of letters than a text has. Joiners and direction marks stay: Persian needs them.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(r"([\\`*_{}\[\]~|#!$])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ADDRESS = re.compile(r"https?://[^\s<>|\\]+")


class Figure(str):
    """Hold a number as the data write it, digit by digit; it is a number to JSON and no formula to Excel."""


def visible(text: str) -> str:
    r"""Return a text in which every character that acts on a reader instead of being read stands as `\u001B`."""
    return _UNSEEN.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04X}"


def shown(cell: Cell) -> str:
    """Return a cell as people read it: numbers with six digits, nothing for None."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.6g}"
    return "" if cell is None else visible(str(cell))


def exact(cell: Cell) -> str:
    """Return a cell as machines read it: every digit is kept."""
    return repr(cell) if isinstance(cell, float) else shown(cell)


def markdown(cell: Cell) -> str:
    """Return a cell as one of a Markdown table, whatever it holds: an address as a link, all else as it is written."""
    text = shown(cell)
    if _ADDRESS.fullmatch(text):
        return f"<{text}>"
    escaped = _MARKUP.sub(r"\\\1", text.translate(_ENTITIES))
    return escaped.replace("\t", " ").replace("\n", "<br>")


def as_json(value: object, indent: int) -> str:
    """Return a value as JSON that ends with a newline: numbers and truth values as such, nothing unseen left raw.

    What a number of JSON would not hold digit by digit is a text, as are those that it has not (INF, NaN).
    """
    return visible(json.dumps(_typed(value), ensure_ascii=False, indent=indent, allow_nan=False)) + "\n"


def _typed(value: object) -> object:
    if isinstance(value, dict):
        return {str(name): _typed(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_typed(one) for one in value]
    if isinstance(value, Figure):
        return _number(value)
    return str(value) if isinstance(value, float) and not isfinite(value) else value


def _number(figure: Figure) -> int | float | str:
    try:
        return int(figure)
    except ValueError:
        near = float(figure.replace("INF", "inf"))
    return near if isfinite(near) and Decimal(repr(near)) == Decimal(figure) else str(figure)
