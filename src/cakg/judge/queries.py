"""Check queries: SPARQL that finds what breaks a rule between records."""

import re
from collections.abc import Iterator

from pyoxigraph import NamedNode, QuerySolutions, Store

from cakg.engine.faults import fault
from cakg.judge.findings import Fault, Rule
from cakg.read.frontmatter import read_front_matter
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, PREFIXES, compact

NEEDED = ("focus", "message")
COLUMNS = (*NEEDED, "subject", "property", "value", "report")
_KEYS = ("summary", "description", "severity", "tags", "columns")
_NAME = re.compile(f"(?:{'|'.join(map(re.escape, (BASE, *PREFIXES.values())))})" + r"[\w/#.-]*\w")


def read_rule(name: str, text: str) -> Rule:
    """Return a check query as a rule. Errors: InputError where its front matter is not that of a check."""
    top = read_front_matter(text, _path(name))
    top.refuse_unknown(_KEYS)
    severity = top.member("severity")
    grave = severity.text() == "violation"
    if not grave and severity.text() != "warning":
        raise severity.error(f"{severity.text()!r} is no severity", "write violation or warning")
    return Rule(name, "violation" if grave else "warning", top.member("summary").text())


def ask(store: Store, name: str, text: str) -> Iterator[Fault]:
    """Yield a fault for each row of a check query.

    `?focus` and `?message` must be there; `?subject`, `?property`, `?value` and `?report` lead to the statement that is
    wrong: its subject where that is not the focus, and the graph that makes it.
    Errors: InputError for a query that cannot be run or has other columns.
    """
    try:
        rows = store.query(text)
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        raise fault(str(error), text, _path(name)) from error
    columns = [variable.value for variable in rows.variables] if isinstance(rows, QuerySolutions) else []
    if not isinstance(rows, QuerySolutions) or {*NEEDED} - {*columns} or {*columns} - {*COLUMNS}:
        remedy = f"select ?{' ?'.join(NEEDED)} and of the others only ?{' ?'.join(COLUMNS[len(NEEDED) :])}"
        raise InputError("a check has not the columns that it needs", remedy, path=_path(name))
    for row in rows:
        found = {column: row[column] for column in columns}
        message = _NAME.sub(lambda match: compact(match[0]), found["message"].value)
        named = [found.get(column) for column in ("property", "subject", "report")]
        prop, subject, report = (term.value if isinstance(term, NamedNode) else None for term in named)
        yield Fault(found["focus"].value, message, prop, found.get("value"), subject, report)


def _path(name: str) -> str:
    return f"queries/check/{name}.rq"
