"""The saved questions as pages and as data: a form of their parameters, and the answer."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cakg.ask.emptiness import explain_question
from cakg.ask.order import collated
from cakg.ask.question import Question, Rows, answers, asked
from cakg.engine.cells import shown
from cakg.export.table import for_people, render
from cakg.serve.desk import remarks
from cakg.serve.frame import bare
from cakg.serve.given import PERSPECTIVE, Given, read
from cakg.serve.reply import CSV, JSON, Problem, Reply, page
from cakg.web import paths
from cakg.words.errors import NotFoundError, UsageError, nearest
from cakg.words.namespaces import KINDS, expand

if TYPE_CHECKING:
    from cakg.engine.cells import Cell
    from cakg.serve.desk import Desk, View

FORMATS = {"json": JSON, "csv": CSV, "tsv": "text/tab-separated-values"}
_NAMES = {media: name for name, media in FORMATS.items()}
_ELEMENTS = 480  # of a table, so that a page has at most 800
_FILES = 60


def answer(desk: "Desk", path: str, given: list[tuple[str, str]], accept: str | None, name: str) -> Reply:
    """Return the answer to a saved question; without a parameter that it needs, a reader gets its form alone.

    Errors: Problem 404 for a question that is none; 400 that names the parameter which is wrong; LimitError.
    """
    lang, inner = paths.tongue(path)
    question = named(desk.questions, name, "question", lang)
    told = read(given, accept, [one.name for one in question.parameters], FORMATS, lang, languages=None)
    view = desk.view(told.heard)
    missing = [one.name for one in question.parameters if one.required and one.name not in told.own]
    rows, said, text = None, list[str](), question.text
    with remarks() as guessed:
        if not missing or not told.is_page:
            rows, text = _asked(desk, view, question, told, explain=told.is_page)
    said += guessed
    if not told.is_page:
        assert rows is not None
        body = render(rows.columns, rows.cells(), _NAMES[told.media]).encode("utf-8")
        return Reply(200, told.media, body, {"vary": "Accept"})
    return page(_page(view, question, told, lang, inner, rows, said, text)).with_headers(vary="Accept")


def named(found: "dict[str, Question]", name: str, folder: str, lang: str) -> Question:
    """Return a saved query by its name. Errors: Problem 404 with names that look like it."""
    if name not in found:
        near = [(paths.within(lang, f"{folder}/{one}"), found[one].summary) for one in nearest(name, found, 3)]
        raise Problem(404, f"there is no {folder} {name[:80]!r}", tuple(near))
    return found[name]


def _asked(desk: "Desk", view: "View", question: Question, told: Given, *, explain: bool) -> tuple[Rows, str]:
    bounds = desk.settings.bounds
    try:
        text = asked(view.graph, question, told.own, told.lang)
    except (UsageError, NotFoundError) as error:
        raise Problem(400, str(error)) from error
    (rows,) = answers(view.graph, [(question, text)], bounds)
    if explain and not len(rows):
        explain_question(view.graph, question, told.own, told.lang, bounds)
    return rows, text


def _page(
    view: "View",
    question: Question,
    told: Given,
    lang: str,
    inner: str,
    rows: Rows | None,
    said: list[str],
    text: str,
) -> str:
    edition = bare(lang, view.imprint)
    columns, lines, pages = list[str](), list[list[tuple[str, str | None]]](), list[tuple[int, str, bool]]()
    if rows is not None:
        columns, cells = _for_people(question, rows)
        each = max(10, _ELEMENTS // (2 * max(1, len(columns))))
        last = max(1, -(-len(cells) // each))
        if told.number > last:
            raise Problem(400, f"page: there are {last}; write a number up to that")
        root = paths.root(inner)
        lines = [[_linked(cell, root) for cell in row] for row in cells[(told.number - 1) * each : told.number * each]]
        pages = numbered(told, last)
    return edition.render(
        "asked.html",
        inner,
        title=question.summary,
        asked=told.asked(page=None, lang=None),
        question=question,
        given=told.own,
        heard={name: value for name, value in told.all if name in PERSPECTIVE and value},
        count=None if rows is None else len(rows),
        said=said,
        columns=columns,
        meanings=question.columns,
        lines=lines,
        pages=pages,
        files=[(form, told.asked(format=form, page=None)) for form in FORMATS],
        text=text,
        editor="?" + urlencode({"query": text}),
    )


def numbered(told: Given, last: int) -> list[tuple[int, str, bool]]:
    """Return the pages of a list: all of few, of many those around this one, the first and the last."""
    near = {1, last, *range(told.number - 3, told.number + 4)}
    return [
        (n, told.asked(page=str(n)), n == told.number) for n in range(1, last + 1) if last <= _FILES // 3 or n in near
    ]


def _for_people(question: Question, rows: Rows) -> "tuple[list[str], list[list[Cell]]]":
    """Return an answer as people read it: names and dates first, what is sorted by names in the order of an index."""
    cells = collated(question.text, rows).cells()
    order, _ = for_people(rows.columns, cells)
    return [rows.columns[n] for n in order], [[row[n] for n in order] for row in cells]


def _linked(cell: "Cell", root: str) -> tuple[str, str | None]:
    """Return a cell as a reader sees it, with the address of the thing or the document that it names."""
    text = shown(cell)
    if not isinstance(cell, str):
        return text, None
    if cell.startswith(("https://", "http://")) and " " not in cell:
        return text, cell
    kind, colon, slug = cell.partition(":")
    path = paths.path_of(expand(cell)) if colon and kind in KINDS and " " not in slug else None
    return text, None if path is None else root + path
