"""The saved queries of a corpus, by name."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from cakg.ask import question as questions
from cakg.ask.parameter import Parameter
from cakg.ask.question import Question
from cakg.read import corpus as files
from cakg.read.files import read_text
from cakg.words.errors import NotFoundError, nearest

_REMEDIES = {"question": "cakg ask lists those that there are", "view": "cakg network lists those that there are"}
_FILES = "a query in a file is asked by cakg query -f FILE"
Keep = Callable[[Sequence[str], Callable[[], bytes]], bytes]  # returns what is made of some texts, perhaps made before


def saved(folder: str = "question", root: str | Path | None = None, keep: Keep | None = None) -> dict[str, Question]:
    """Return the saved queries of a folder (`question`, `check` or `view`), by name. Errors: InputError."""
    return _read(folder, files.queries(files.find_root(root), folder), keep)


def find_saved(
    name: str, folder: str = "question", root: str | Path | None = None, keep: Keep | None = None
) -> Question:
    """Return one saved query. Errors: NotFoundError with names that look like it; InputError."""
    found = files.query_files(files.find_root(root), folder)
    if name not in found:
        remedy = _FILES if name.endswith(".rq") else _REMEDIES.get(folder, "")
        raise NotFoundError(f"there is no {folder} {name!r}", nearest(name, found, 3), remedy=remedy)
    return _read(folder, {name: read_text(found[name])}, keep)[name]


def _read(folder: str, texts: dict[str, str], keep: Keep | None) -> dict[str, Question]:
    """Return questions by name; to read their front matter takes long, so that they may be kept as they were read."""

    def fresh() -> dict[str, Question]:
        return {name: questions.read_question(name, folder, text) for name, text in texts.items()}

    if keep is None:
        return fresh()
    parts = ("saved queries", folder, *(part for one in texts.items() for part in one))
    written = keep(parts, lambda: json.dumps([asdict(one) for one in fresh().values()]).encode())
    return {one["name"]: _told(one) for one in json.loads(written)}


def _told(said: dict[str, Any]) -> Question:
    parameters = tuple(Parameter(**one) for one in said["parameters"])
    return Question(**{**said, "parameters": parameters, "tags": tuple(said["tags"])})
