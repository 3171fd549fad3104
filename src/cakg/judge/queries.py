"""Check queries: SPARQL that finds what breaks a rule between records."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode

from cakg.engine import guard
from cakg.engine.bounds import Bounds
from cakg.engine.rows import Rows, Triples
from cakg.engine.screen import screen
from cakg.engine.terms import Term
from cakg.judge.findings import Fault, Rule
from cakg.read import lexer
from cakg.read.frontmatter import Field, read_front_matter
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, PREFIXES, compact

if TYPE_CHECKING:
    from cakg.engine.store import Source

_FEW = 1_000  # things that a query names
NEEDED = ("focus", "message")
COLUMNS = (*NEEDED, "subject", "property", "value", "report")
_KEYS = ("summary", "description", "severity", "tags", "columns", "local")
_NAME = re.compile(f"(?:{'|'.join(map(re.escape, (BASE, *PREFIXES.values())))})" + r"[\w/#.-]*\w")


@lru_cache(maxsize=256)
def read_rule(name: str, text: str) -> Rule:
    """Return a check query as a rule.

    Errors: InputError where its front matter is not that of a check, and where it reaches out or writes; LimitError.
    """
    top = _front_matter(name, text)
    severity = top.member("severity")
    grave = severity.text() == "violation"
    if not grave and severity.text() != "warning":
        raise severity.error(f"{severity.text()!r} is no severity", "write violation or warning")
    return Rule(name, "violation" if grave else "warning", top.member("summary").text())


def ask(
    dataset: "Source",
    texts: Mapping[str, str],
    bounds: Bounds | None = None,
    differing: Collection[str] | None = None,
) -> Iterator[tuple[str, Fault]]:
    """Yield a fault for each row of each of some check queries, given by name, after the name of the check.

    Where only some things are `differing` from what was judged before, a query that is local is asked of these alone.
    `?focus` and `?message` must be there; `?subject`, `?property`, `?value` and `?report` lead to the statement that is
    wrong: its subject where that is not the focus, and the graph that makes it.
    Errors: InputError for a query that cannot be run or has other columns; LimitError for one beyond bounds.
    """
    about = differing is not None and len(differing) <= _FEW
    asked = {
        name: _asked_of(differing or (), text) if about and _is_local(name, text) else text
        for name, text in texts.items()
    }
    answers = guard.run_saved(dataset, [(_path(name), text) for name, text in asked.items()], bounds)
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


@lru_cache(maxsize=256)
def _front_matter(name: str, text: str) -> Field:
    screen(text, _path(name))
    top = read_front_matter(text, _path(name))
    top.refuse_unknown(_KEYS)
    return top


def _is_local(name: str, text: str) -> bool:
    """Tell whether all that makes a finding of a check, or ends it, is said of its `?focus` or leads to it."""
    local = _front_matter(name, text).optional("local")
    return local is not None and local.flag()


def _asked_of(things: Iterable[str], text: str) -> str:
    """Return a query as it is asked of some things alone; its lines stay as they are numbered."""
    opening = next(token.start for token in lexer.tokens(text, lexer.SPARQL) if token.text == "{") + 1
    named = " ".join(f"<{one}>" for one in sorted(things))
    return f"{text[:opening]} VALUES ?focus {{ {named} }} {text[opening:]}"


def _path(name: str) -> str:
    return f"queries/check/{name}.rq"
