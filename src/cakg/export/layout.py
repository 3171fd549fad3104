"""Tables laid out for a terminal: columns beside one another where they fit, else a list of records.

What is measured are the places that letters take on the screen: two for a Chinese character, none for an accent.
"""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cakg.words.patterns import regex

if TYPE_CHECKING:
    from rich.table import Table as Grid

_LONGEST_WORD = 48  # places, in a column of a table
_SOME_WORDS = 20
_JOINING = regex(r"[\t\u200d\ufe0e\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]|\s(?:\n|$)")
_USUAL = regex("[ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027]*")  # each takes one place
_WIDEST = 10_000  # places, of what is for no screen


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, last: int = 0) -> str:
    """Return a table or, where its columns do not fit beside one another, a list of records.

    Of a record that goes on with what is above it, those of the `last` columns are left out that are as there.
    """
    cells = [[column, *(row[n] for row in rows)] for n, column in enumerate(columns)]
    known = {cell: max(map(_places, cell.split("\n"))) for column in cells for cell in column}
    wishes = [max(map(known.__getitem__, column)) for column in cells]
    if _is_plain(known, wishes, width):
        return _plain(columns, rows, wishes)
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Grid
    from rich.text import Text

    widths: list[int | None] = [None] * len(columns)
    if width is not None:
        needs, room = [_need(column) for column in cells], width - 3 * len(columns)
        if sum(needs) > room:
            return _records(columns, rows, width, last) if rows else ""  # names of columns alone, cut up, tell nothing
        widths[:] = _shares(needs, wishes, room)
    grid = Grid(box=SIMPLE_HEAD, pad_edge=False)
    for column, share in zip(columns, widths, strict=True):
        grid.add_column(column, overflow="fold", width=share)
    for row in rows:
        grid.add_row(*map(Text, row))
    return "".join(line + "\n" for line in _printed(grid, width) if line)


def _is_plain(cells: Iterable[str], wishes: Sequence[int], width: int | None) -> bool:
    """Tell whether every cell has the place that it wishes, each letter is measured by itself and no line ends in a
    blank.
    """
    fitting = sum(wishes) + 3 * len(wishes) <= (width or _WIDEST)
    return fitting and not any(map(_JOINING.search, cells))


def _plain(columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """Return a table of which every cell has the place that it wishes, as rich lays it out, which starts slowly."""
    blank = [" " * wide for wide in widths]
    padded: list[dict[str, list[str]]] = [{} for _ in widths]  # the lines of each cell: many stand in many rows
    lines: list[str] = []
    for row in (columns, *rows):
        split = []
        for cell, wide, known in zip(row, widths, padded, strict=True):
            if cell not in known:
                known[cell] = [line + " " * (wide - _places(line)) for line in cell.split("\n")]
            split.append(known[cell])
        for number in range(max(map(len, split))):
            parts = [cell[number] if number < len(cell) else none for cell, none in zip(split, blank, strict=True)]
            lines.append((" " + "   ".join(parts)).rstrip())
        if row is columns:
            lines.append(" " + "─" * (sum(widths) + 3 * len(widths) - 3))
    return "".join(line + "\n" for line in lines if line)


def fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Tell whether columns can stand beside one another in a width."""
    cells = [[column, *(row[n] for row in rows)] for n, column in enumerate(columns)]
    return sum(map(_need, cells)) <= width - 3 * len(columns)


def _places(text: str) -> int:
    """Return how many places of the screen a line takes; rich, which starts slowly, tells it of less usual letters."""
    if text.isascii() or _USUAL.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _lines(cells: Sequence[str]) -> list[str]:
    return [line for cell in cells for line in cell.split("\n")]


def _need(cells: Sequence[str]) -> int:
    """Return how many places a column needs to be read with ease: its longest word, and some words of a text."""
    lines = _lines(cells)
    word = max(_places(word) for line in lines for word in line.split() or ("",))
    return max(min(word, _LONGEST_WORD), min(max(map(_places, lines)), _SOME_WORDS))


def _shares(needs: Sequence[int], wishes: Sequence[int], room: int) -> list[int]:
    """Return the width of each column: what it needs and of what is left an equal part, up to what it wishes."""
    shares, left = list(needs), room - sum(needs)
    order = sorted(range(len(needs)), key=lambda n: wishes[n] - needs[n])
    for done, n in enumerate(order):
        given = max(0, min(wishes[n] - needs[n], left // (len(order) - done)))
        shares[n] += given
        left -= given
    return shares


def _records(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, last: int) -> str:
    """Return each row as lines of name and value.

    What is empty is left out, and so are the first cells where they are as in the row above. A rule stands where the
    first cell changes, a blank line between the others.
    """
    from rich.table import Table as Grid
    from rich.text import Text

    names = max(map(_places, columns))
    lines: list[str] = []
    above: Sequence[str] = ()
    for row in rows:
        alike = next((n for n, cell in enumerate(row) if not above or cell != above[n]), 0)
        grid = Grid.grid(padding=(0, 2))
        grid.add_column(no_wrap=True, min_width=names)
        grid.add_column(overflow="fold")
        for number in range(alike, len(columns)):
            known = alike and number >= len(columns) - last and row[number] == above[number]
            if row[number] and not known:
                grid.add_row(Text(columns[number]), Text(row[number]))
        lines += [] if not above else [""] if alike else ["─" * width]
        lines += _printed(grid, width)
        above = row
    return "".join(line + "\n" for line in lines)


def _printed(table: "Grid", width: int | None) -> list[str]:
    from rich.console import Console

    stream = io.StringIO()
    Console(file=stream, width=width or _WIDEST, color_system=None).print(table)
    return [line.rstrip() for line in stream.getvalue().splitlines()]
