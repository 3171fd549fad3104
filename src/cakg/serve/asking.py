"""The saved questions as pages and as data: a form of their parameters, and the answer."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cakg.ask.emptiness import explain_question
from cakg.ask.order import collated
from cakg.ask.question import Question, answers, asked
from cakg.engine.rows import Rows
from cakg.export.table import render
from cakg.serve.desk import remarks
from cakg.serve.frame import bare
from cakg.serve.given import Given, hearing, read, staying
from cakg.serve.reply import CSV, JSON, Problem, Reply, page
from cakg.web import paths
from cakg.web.table import Table, columns_of, rows_of
from cakg.words.errors import NotFoundError, UsageError, nearest

if TYPE_CHECKING:
    from cakg.serve.desk import Desk, View

FORMATS = {"json": JSON, "csv": CSV, "tsv": "text/tab-separated-values"}
_ELEMENTS = 480  # of a table, so that a page has at most 800
_FILES = 60


def answer(desk: "Desk", path: str, given: list[tuple[str, str]], accept: str | None, name: str) -> Reply:
    """Return the answer to a saved question; without a parameter that it needs, a reader gets its form alone.

    Errors: Problem 404 for a question that is none; 400 that names the parameter which is wrong; LimitError.
    """
    lang, _ = paths.tongue(path)
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
        body = render(rows.columns, rows.cells(), told.form).encode("utf-8")
        return Reply(200, told.media, body, {"vary": "Accept"})
    made = page(_page(view, question, told, path, rows, said, text))
    return staying(made, told.all).with_headers(vary="Accept")


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
    path: str,
    rows: Rows | None,
    said: list[str],
    text: str,
) -> str:
    lang, inner = paths.tongue(path)
    edition = bare(lang, view.imprint)
    table, pages = Table((), (), 0), list[tuple[int, str, bool]]()
    if rows is not None:
        index, rows = view.site.editions[lang].index, collated(question.text, rows)
        columns, kept = columns_of(index, question, rows)
        each = max(10, _ELEMENTS // (2 * max(1, len(columns))))
        last = max(1, -(-len(rows) // each))
        if told.number > last:
            raise Problem(400, f"page: there are {last}; write a number up to that")
        numbers = range((told.number - 1) * each, min(told.number * each, len(rows)))
        table = Table(columns, tuple(rows_of(index, rows, kept, numbers)), len(rows))
        pages = numbered(told.number, last, lambda n: told.asked(page=n))
    return edition.render(
        "asked.html",
        inner,
        title=question.summary,
        asked=told.asked(page=None, lang=None),
        question=question,
        given=told.own,
        heard=hearing(told.all),
        count=None if rows is None else len(rows),
        said=said,
        table=table,
        pages=pages,
        files=[(form, told.asked(format=form, page=None)) for form in FORMATS],
        text=text,
        editor="?" + urlencode({"query": text}),
    )


def numbered(number: int, last: int, asked: Callable[[str], str]) -> list[tuple[int, str, bool]]:
    """Return the pages of a list, of which `number` is this one: all of few, of many those around it, the first and the
    last; `asked` gives the address of a page.
    """
    near = {1, last, *range(number - 3, number + 4)}
    return [(n, asked(str(n)), n == number) for n in range(1, last + 1) if last <= _FILES // 3 or n in near]
