"""The pages of the saved questions: what each asks, with which parameters, its query, and its answer in parts."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from cakg.ask.order import collated
from cakg.web.edition import Edition
from cakg.web.paths import outside
from cakg.web.table import Table, columns_of, rows_of

if TYPE_CHECKING:
    from cakg.ask.question import Question

_FOLDER = "question/"
_CELLS = 240  # of an answer on one page
_MOST = 8  # pages of an answer; the whole of it is the file


def page(edition: Edition, path: str) -> str:
    """Return the page of all questions, by what they are about."""
    questions = edition.stock.material.questions
    ordered = sorted(questions.values(), key=lambda one: (_topic(one), one.name))
    groups = [(topic, list(members)) for topic, members in groupby(ordered, _topic)]
    answers = edition.stock.material.answers
    counts = {name: len(rows) for name, (_, rows) in answers.items()}
    return edition.render("questions.html", path, title=edition.t("Questions"), groups=groups, counts=counts)


def question_paths(edition: Edition) -> Iterator[str]:
    """Yield the path of the page of each question."""
    yield from (f"{_FOLDER}{name}.html" for name in sorted(edition.stock.material.questions))


def make_question(edition: Edition, path: str) -> dict[str, str | bytes]:
    """Return the page of a question, and those on which its answer goes on."""
    name = path.removeprefix(_FOLDER).removesuffix(".html")
    question = edition.stock.material.questions.get(name)
    if question is None or path != f"{_FOLDER}{name}.html":
        return {}
    tables, total = _tables(edition, question)
    names = [path if number == 1 else f"{_FOLDER}{name}/rows-{number}.html" for number in range(1, len(tables) + 1)]
    file = f"answers/{name}.csv"
    return {
        at: edition.render(
            "question.html",
            at,
            title=question.summary,
            question=question,
            description=question.description.split("`"),
            note=question.note.split("`"),
            parameters=question.parameters,
            required=any(one.required for one in question.parameters),
            table=table,
            total=total,
            shown=sum(len(one.rows) for one in tables if one is not None),
            pages=names,
            first=at == path,
            file=f"{outside(edition.lang, at)}{file}"
            if any(file == each for each, _ in edition.stock.material.files)
            else "",
        )
        for at, table in zip(names, tables, strict=True)
    }


def _topic(question: "Question") -> str:
    return question.tags[0] if question.tags else "other"


def _tables(edition: Edition, question: "Question") -> tuple[list[Table | None], int]:
    """Return the answer in parts, as many as are shown, with the number of all its rows; none without an answer."""
    found = edition.stock.material.answers.get(question.name)
    if found is None:
        return [None], 0
    rows = collated(question.text, found[1])
    columns, kept = columns_of(edition.index, question, rows)
    each = max(12, _CELLS // max(1, len(columns)))
    starts = range(0, min(len(rows), each * _MOST), each)
    tables: list[Table | None] = [
        Table(columns, tuple(rows_of(edition.index, rows, kept, range(at, min(at + each, len(rows))))), len(rows))
        for at in starts
    ]
    return tables or [Table(columns, (), 0)], len(rows)
