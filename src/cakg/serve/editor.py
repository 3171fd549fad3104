"""The editor of queries in a browser: a plain form that a script makes more of, with the answer below it."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cakg.ask.language import ENGLISH, named
from cakg.engine.cells import Cell, shown
from cakg.engine.rows import Answer, Triples
from cakg.serve.endpoint import run
from cakg.serve.frame import bare
from cakg.serve.protocol import GRAPHS, TABLES, TRUTHS, Asked
from cakg.serve.reply import HTML, Problem, Reply, problem_of
from cakg.serve.results import sort_of
from cakg.web import paths
from cakg.words.errors import LimitError
from cakg.words.namespaces import CAKG, KINDS, PREFIXES, RDFS, expand, sparql_prologue

if TYPE_CHECKING:
    from cakg.serve.desk import Desk

_ELEMENTS = 420  # of the answer
_NAMED = named("event", "title", ENGLISH).replace(" OPTIONAL", "\n    OPTIONAL")
_FIRST = f"""\
PREFIX cakg: <{CAKG}>
PREFIX rdfs: <{RDFS}>

SELECT ?event ?title ?date WHERE {{
    ?event a cakg:Meeting ; cakg:date ?date ; cakg:begin ?begin .
    {_NAMED}
}}
ORDER BY DESC(?begin) ?event
LIMIT 20
"""
_FILES = {"table": TABLES, "truth": TRUTHS, "graph": GRAPHS}


def page_of(desk: "Desk", asked: Asked, address: str) -> Reply:
    """Return the page of the editor, with what a query finds or what is wrong with it."""
    answer: Answer | None = None
    status, problem, headers = 200, "", dict[str, str]()
    if asked.query:
        try:
            answer = run(desk, asked)
        except (Problem, LimitError) as error:
            found = error if isinstance(error, Problem) else problem_of(error)
            status, problem, headers = found.status, found.said, dict(found.headers)
    columns, lines, count = _table(answer)
    edition = bare("en", desk.whole.imprint)
    graphs = [("default-graph-uri", one) for one in asked.default] + [("named-graph-uri", one) for one in asked.named]
    again = [*([] if asked.query is None else [("query", asked.query)]), *graphs]
    text = edition.render(
        "sparql.html",
        "sparql",
        title="SPARQL",
        query=_shown(desk, asked),
        graphs=graphs,
        examples=[(one.name, one.summary) for _, one in sorted(desk.questions.items())],
        prefixes=sparql_prologue(),
        known=sorted(PREFIXES),
        bounds=desk.settings.bounds,
        problem=problem,
        truth=answer if isinstance(answer, bool) else None,
        count=count,
        columns=columns,
        lines=lines,
        files=[]
        if answer is None
        else [(form, "?" + urlencode([*again, ("format", form)])) for form in _FILES[sort_of(answer)]],
        endpoint=address,
    )
    return Reply(status, HTML, text.encode("utf-8"), lasting=asked.query is None).with_headers(vary="Accept", **headers)


def _shown(desk: "Desk", asked: Asked) -> str:
    """Return what stands in the editor: what was asked, the example that was chosen, or the first example."""
    if asked.query is not None:
        return asked.query
    return desk.questions[asked.example].text if asked.example in desk.questions else _FIRST


def _table(answer: Answer | None) -> tuple[list[str], list[list[tuple[str, str | None]]], int | None]:
    """Return the first rows of an answer, each cell with the address of the thing it names, and how many there are."""
    if answer is None or isinstance(answer, bool):
        return [], [], None
    columns = list(Triples.columns if isinstance(answer, Triples) else answer.columns)
    most = max(5, _ELEMENTS // (2 * max(1, len(columns)) + 1))
    return columns, [list(map(_linked, row)) for row in answer[:most].cells()], len(answer)


def _linked(cell: Cell) -> tuple[str, str | None]:
    text = shown(cell)
    kind, colon, slug = text.partition(":")
    if not colon or kind not in KINDS or " " in slug:
        return text, None
    return text, paths.path_of(expand(text))
