"""The saved queries of a corpus, by name."""

from pathlib import Path

from cakg.ask import question as questions
from cakg.ask.question import Question
from cakg.read import corpus as files
from cakg.read.files import read_text
from cakg.words.errors import NotFoundError, nearest

_REMEDIES = {"question": "cakg ask lists those that there are", "view": "cakg network lists those that there are"}


def saved(folder: str = "question", root: str | Path | None = None) -> dict[str, Question]:
    """Return the saved queries of a folder (`question`, `check` or `view`), by name."""
    texts = files.queries(files.find_root(root), folder)
    return {name: questions.read_question(name, folder, text) for name, text in texts.items()}


def find_saved(name: str, folder: str = "question", root: str | Path | None = None) -> Question:
    """Return one saved query. Errors: NotFoundError with names that look like it."""
    found = files.query_files(files.find_root(root), folder)
    if name not in found:
        raise NotFoundError(f"there is no {folder} {name!r}", nearest(name, found, 3), remedy=_REMEDIES.get(folder, ""))
    return questions.read_question(name, folder, read_text(found[name]))
