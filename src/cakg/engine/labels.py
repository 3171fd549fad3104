"""Names in a query of our own, looked up by a function: an engine plans a chain of OPTIONALs longer than it runs it.

A saved query shows a name by two or three OPTIONALs (in the language asked for, else in English, else in any), which
any engine reads. The time in which Oxigraph plans a query grows with about the cube of their number. So it is told to
call a function in their place, which finds the same, since a thing has one label in a language.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode

from cakg.words.namespaces import RDFS
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from pyoxigraph import Store

_NAME = "urn:cakg:name:"  # before the languages, the first of which is asked for first
_LABEL, _VIEW = NamedNode(RDFS + "label"), DefaultGraph()
_LANG = regex(r"VALUES \?lang \{([^{}]*)\}")
_TAG = regex(r'"([a-z]+(?:-[a-z0-9]+)*)"')
_CHAIN = regex(
    r"(?:BIND\(COALESCE\(\?(?P<maybe>\w+), rdf:nil\) AS \?(?P<certain>\w+)\)\s+)?"
    r"OPTIONAL \{ (?P<said>\?(?P<thing>\w+) rdfs:label (?P<name>\?\w+)) "
    r'\. FILTER\(LANG\((?P=name)\) = (?P<lang>\?lang|"[a-z0-9-]+")\) \}\s+'
    r'(?P<english>OPTIONAL \{ (?P=said) \. FILTER\(LANG\((?P=name)\) = "en"\) \}\s+)?'
    r"OPTIONAL \{ (?P=said) \}"
)
_MOST = 20_000  # names that are remembered while a query runs

Functions = dict[NamedNode, Callable[..., Any]]


def by_function(text: str, store: "Store") -> tuple[str, Functions]:
    """Return a query in which each chain of OPTIONALs that finds a name is a call, and the functions that are called.

    Its lines stay as many. Each of the functions remembers what it found: they are of one query.
    """
    chosen = {said.strip() for said in _LANG.findall(text)}
    asked = chosen.pop() if len(chosen) == 1 else ""
    functions: Functions = {}

    def called(match: re.Match[str]) -> str:
        tag = _TAG.fullmatch(asked if match["lang"] == "?lang" else match["lang"])
        if tag is None:
            return match[0]
        tags = (tag[1], "en") if match["english"] else (tag[1],)
        function = NamedNode(_NAME + ":".join(tags))
        if function not in functions:
            functions[function] = _function(store, tags)
        return _call(match, function)

    return _CHAIN.sub(called, text), functions


def _call(match: re.Match[str], function: NamedNode) -> str:
    thing, before = match["thing"], ""
    if match["maybe"] is not None and match["certain"] != thing:
        before = match[0][: match[0].index("OPTIONAL")]  # which is of something else
    elif match["maybe"] is not None:
        thing = match["maybe"]  # where it is unbound the function is not called, and the name stays unbound
    lines = "\n" * (match[0].count("\n") - before.count("\n"))
    return f"{before}BIND({function}(?{thing}) AS {match['name']}){lines}"


def _function(store: "Store", tags: tuple[str, ...]) -> Callable[..., Any]:
    found: dict[Any, Literal | None] = {}

    def name(thing: Any) -> Literal | None:
        if thing not in found:
            if len(found) >= _MOST:
                found.clear()
            found[thing] = _name(store, thing, tags)
        return found[thing]

    return name


def _name(store: "Store", thing: Any, tags: tuple[str, ...]) -> Literal | None:
    """Return the label of a thing in the first of some languages in which it has one, else any."""
    if not isinstance(thing, NamedNode):
        return None
    quads = store.quads_for_pattern(thing, _LABEL, None, _VIEW)
    labels = [one for one in (quad.object for quad in quads) if isinstance(one, Literal)]
    for tag in tags:
        own = [one for one in labels if one.language == tag]
        if own:
            return min(own, key=lambda one: one.value)
    return min(labels, key=lambda one: one.value, default=None)
