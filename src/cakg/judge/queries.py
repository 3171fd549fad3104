"""Check queries: SPARQL that finds what breaks a rule between records."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from cakg.engine import guard
from cakg.engine.bounds import Bounds
from cakg.engine.rows import Rows, Triples
from cakg.engine.screen import screen
from cakg.engine.terms import Term
from cakg.judge.findings import Fault, Rule
from cakg.read.frontmatter import read_front_matter
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, PREFIXES, compact

NEEDED = ("focus", "message")
COLUMNS = (*NEEDED, "subject", "property", "value", "report")
_KEYS = ("summary", "description", "severity", "tags", "columns")
_NAME = re.compile(f"(?:{'|'.join(map(re.escape, (BASE, *PREFIXES.values())))})" + r"[\w/#.-]*\w")


@lru_cache(maxsize=256)
def read_rule(name: str, text: str) -> Rule:
    """Return a check query as a rule.

    Errors: InputError where its front matter is not that of a check, and where it reaches out or writes; LimitError.
    """
    screen(text, _path(name))
    top = read_front_matter(text, _path(name))
    top.refuse_unknown(_KEYS)
    severity = top.member("severity")
    grave = severity.text() == "violation"
    if not grave and severity.text() != "warning":
        raise severity.error(f"{severity.text()!r} is no severity", "write violation or warning")
    return Rule(name, "violation" if grave else "warning", top.member("summary").text())


def ask(store: Store, texts: Mapping[str, str], bounds: Bounds | None = None) -> Iterator[tuple[str, Fault]]:
    """Yield a fault for each row of each of some check queries, given by name, after the name of the check.

    `?focus` and `?message` must be there; `?subject`, `?property`, `?value` and `?report` lead to the statement that is
    wrong: its subject where that is not the focus, and the graph that makes it.
    Errors: InputError for a query that cannot be run or has other columns; LimitError for one beyond bounds.
    """
    answers = guard.run_saved(store, [(_path(name), text) for name, text in texts.items()], bounds)
    for name, rows in zip(texts, answers, strict=True):
        columns = rows.columns if isinstance(rows, Rows) and not isinstance(rows, Triples) else ()
        if isinstance(rows, bool) or {*NEEDED} - {*columns} or {*columns} - {*COLUMNS}:
            remedy = f"select ?{' ?'.join(NEEDED)} and of the others only ?{' ?'.join(COLUMNS[len(NEEDED) :])}"
            raise InputError("a check has not the columns that it needs", remedy, path=_path(name))
        for row in rows.terms:
            yield name, _fault(dict(zip(columns, row, strict=True)), _path(name))


def _fault(found: Mapping[str, Term | None], path: str) -> Fault:
    focus, message = found["focus"], found["message"]
    if focus is None or not isinstance(message, Literal):
        raise InputError("a row of a check lacks its focus or its message", "bind both in every row", path=path)
    named = [found.get(column) for column in ("property", "subject", "report")]
    prop, subject, report = (term.value if isinstance(term, NamedNode) else None for term in named)
    value = found.get("value")
    text = _NAME.sub(lambda match: compact(match[0]), message.value)
    return Fault(focus.value, text, prop, None if isinstance(value, BlankNode) else value, subject, report)


def _path(name: str) -> str:
    return f"queries/check/{name}.rq"
