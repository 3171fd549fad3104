"""No FILTER stands where the variables that it names are unbound: a group of a query sees nothing of what is around it.

In a branch of a UNION and in a MINUS the group itself binds what its filters name. The filter of an OPTIONAL sees what
is outside, too, but an OPTIONAL that is a filter alone finds nothing. In an EXISTS the solution is there to be seen.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyparsing import ParseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable
from tests.sampling import sampled

from cakg.read import corpus
from cakg.words.namespaces import sparql_prologue

ROOT = Path(__file__).parents[1]
SAVED = {
    f"{folder}/{name}": text
    for folder in ("question", "check", "view")
    for name, text in corpus.queries(ROOT, folder).items()
}


def in_code() -> dict[str, str]:
    """Return the queries that stand in the code as they are, by file and line."""
    found = {}
    for path in sorted((ROOT / "src").rglob("*.py")):
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)) if "WHERE" in source else ():
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if re.search(r"\b(SELECT|CONSTRUCT|ASK)\b", text) and "WHERE {" in text:
                plain = re.sub(r"%\(\w+\)s|(?<!\{)\{\w+\}(?!\})", "", text).replace("{{", "{").replace("}}", "}")
                found[f"{path.name}:{node.lineno}"] = sparql_prologue() + plain
    return found


CODE = in_code()


def blind(text: str) -> list[str]:
    """Return the variables that filters name where they cannot be bound."""
    return sorted({name for group, kind in groups(parseQuery(text)) for name in unseen(group, kind)})


def groups(node: Any) -> Iterator[tuple[CompValue, str]]:
    """Yield the branches of every UNION and the groups of every MINUS and OPTIONAL."""
    if isinstance(node, CompValue):
        kind = node.name
        if kind == "GroupOrUnionGraphPattern" and len(node.graph) > 1:
            yield from ((branch, "UNION") for branch in node.graph)
        elif kind in ("MinusGraphPattern", "OptionalGraphPattern"):
            yield node.graph, kind
        yield from (found for value in node.values() for found in groups(value))
    elif not isinstance(node, str) and hasattr(node, "__iter__"):
        yield from (found for value in node for found in groups(value))


def unseen(group: CompValue, kind: str) -> set[str]:
    parts = [part for part in group.get("part") or [] if isinstance(part, CompValue)]
    filters = [part for part in parts if part.name == "Filter"]
    bound = set[str]().union(*(variables(part) for part in parts if part.name != "Filter"))
    if kind == "OptionalGraphPattern" and bound:
        return set()
    return set[str]().union(*(variables(one) for one in filters)) - bound


def variables(node: Any) -> set[str]:
    """Return the variables of a part of a query, but for those within EXISTS."""
    if isinstance(node, Variable):
        return {str(node)}
    if isinstance(node, CompValue):
        if node.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            return set()
        return set[str]().union(*map(variables, node.values()))
    if isinstance(node, str) or not hasattr(node, "__iter__"):
        return set()
    return set[str]().union(*map(variables, node))


@pytest.mark.parametrize("name", sampled(list(SAVED), 3))
def test_a_saved_query_filters_what_it_binds(name: str) -> None:
    assert blind(SAVED[name]) == []


def test_a_query_in_the_code_filters_what_it_binds() -> None:
    read = 0
    for name, text in CODE.items():
        try:
            assert blind(text) == [], name
            read += 1
        except ParseException:
            continue  # a piece of one
    assert read >= 5, CODE.keys()


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("?a ?p ?b . { FILTER(?a = ?b) } UNION { ?b ?q ?c }", ["a", "b"]),
        ("?a ?p ?b . { ?b ?q ?c FILTER(?a = ?c) } UNION { ?b ?q ?c }", ["a"]),
        ("?a ?p ?b . MINUS { ?b ?q ?c FILTER(?a = ?c) }", ["a"]),
        ("?a ?p ?b . OPTIONAL { FILTER(?a = ?b) }", ["a", "b"]),
        ("?a ?p ?b . OPTIONAL { ?b ?q ?c FILTER(?a = ?c) }", []),
        ("?a ?p ?b . { ?b ?q ?c FILTER(?b = ?c) } UNION { BIND(1 AS ?c) FILTER(?c = 1) }", []),
        ("?a ?p ?b . FILTER NOT EXISTS { ?b ?q ?c FILTER(?a = ?c) }", []),
        ("?a ?p ?b . { ?b ?q ?c FILTER EXISTS { ?a ?q ?c } } UNION { ?b ?r ?c }", []),
        ("{ ?a ?p ?b . { FILTER(?b = 1) } UNION { ?b ?q ?c } }", ["b"]),
    ],
)
def test_a_filter_without_scope_is_found(where: str, expected: list[str]) -> None:
    assert blind(f"SELECT * WHERE {{ {where} }}") == expected
