"""Cells as text: for people, for machines, in Markdown; what nobody sees is made visible in all of them."""

import json
from collections.abc import Callable
from functools import lru_cache
from math import isfinite

from cakg.words.controls import visible
from cakg.words.patterns import regex

Cell = str | int | float | bool | None

_MARKUP = regex(r"([\\`*_{}\[\]~|#!$])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ADDRESS = regex(r"https?://[^\s<>|\\]+")


class Figure(str):
    """Hold a number as the data write it, digit by digit; it is a number to JSON and no formula to Excel."""


def shown(cell: Cell) -> str:
    """Return a cell as people read it: numbers with six digits, nothing for None."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{cell:.6g}"
    return "" if cell is None else visible(str(cell))


def exact(cell: Cell) -> str:
    """Return a cell as machines read it: every digit is kept."""
    if type(cell) is str:  # nearly always
        return visible(cell)
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
    return visible(_indented(_typed(value), "\n", " " * indent)) + "\n"


def _indented(value: object, end: str, indent: str) -> str:
    """Return what `json.dumps` writes with an indent, which it does letter by letter; what holds nothing that is
    indented in its turn is written in one go. `end` ends a line and leads to the value on the next.
    """
    listed = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    within = end + indent
    if not listed:
        return _encoder(",")(value)
    first, last = "{}" if isinstance(value, dict) else "[]"
    if not any(isinstance(one, dict | list) for one in listed):
        return f"{first}{within}{_encoder(',' + within)(value)[1:-1]}{end}{last}"
    pieces = (_indented(one, within, indent) for one in listed)
    if isinstance(value, dict):
        pieces = (f"{_encoder(',')(name)}: {piece}" for name, piece in zip(value, pieces, strict=True))
    return f"{first}{within}{f',{within}'.join(pieces)}{end}{last}"


@lru_cache(maxsize=64)
def _encoder(between: str) -> Callable[[object], str]:
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(between, ": ")).encode


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
    from decimal import Decimal

    return near if isfinite(near) and Decimal(repr(near)) == Decimal(figure) else str(figure)
