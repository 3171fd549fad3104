"""Notebooks as documents in Markdown: their cells in order, code in fences, and below each what it printed."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

ENDING = ".ipynb"
_FENCES = re.compile("^ *(`{3,})", re.MULTILINE)


def as_markdown(text: str) -> str:
    """Return a notebook as Markdown.

    *Shapes*: of outputs those that are text: what was printed, and values as text. *Source*: nbformat 4.5. *Errors*:
    ValueError for what is no notebook.
    """
    read = json.loads(text)
    if not isinstance(read, dict) or read.get("nbformat") != 4:
        raise ValueError("this is no notebook of format 4")
    return "\n\n".join(part for cell in read["cells"] for part in _cell(cell) if part.strip()) + "\n"


def _cell(cell: Mapping[str, Any]) -> Iterator[str]:
    if cell["cell_type"] == "markdown":
        yield _joined(cell["source"])
    elif cell["cell_type"] == "code":
        yield _fenced("python", _joined(cell["source"]))
        printed = "".join(
            _joined(one.get("text", one.get("data", {}).get("text/plain", ""))) for one in cell["outputs"]
        )
        if printed:
            yield _fenced("text", printed)


def _joined(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)


def _fenced(language: str, text: str) -> str:
    """Return a text in a fence that is longer than any within it."""
    marks = "`" * max((len(mark) + 1 for mark in _FENCES.findall(text)), default=3)
    return f"{marks}{language}\n{text.rstrip()}\n{marks}"
