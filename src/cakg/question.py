"""Saved queries: their front matter, their parameters and their answers.

A parameter is a `VALUES ?name { … }` of the query. What stands in it is the default (`UNDEF` where there is none), so
that the file is a legal query by itself; binding a value puts another term there, serialized, on every engine alike.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from cakg.errors import InputError, UsageError
from cakg.frontmatter import Field, read_front_matter
from cakg.namespaces import KINDS, PREFIXES, RDFS, XSD, expand, kind_of
from cakg.rows import Rows

if TYPE_CHECKING:
    from rdflib import Dataset
    from rdflib.term import Identifier, Literal, URIRef

__all__ = ["Parameter", "Question", "Rows", "answer", "bind", "filled", "read_question"]

ACTOR_KINDS = ("state", "org", "person", "group")
_KEYS = ("summary", "description", "tags", "parameters", "columns", "shape")
_PARAMETER_KEYS = ("type", "default", "help", "required")
_TYPES = ("date", "integer", "string", "boolean", "iri", "actor", *KINDS)
_SHAPES = {"two-mode": ("actor", "event", "begin", "role"), "ties": ("source", "target", "weight")}
_NAME = re.compile(r"[a-z][A-Za-z0-9]*")
_BLOCK = re.compile(r"#[^\r\n]*|\bVALUES\s*\?(\w+)\s*\{([^{}]*)\}")  # a comment is matched, so that none counts
_IRI = re.compile(r"<([^<>]*)>")
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


@dataclass(frozen=True)
class Parameter:
    """Hold what a question may be told: its type, what it is without being told (as text), and what it means."""

    name: str
    type: str
    default: str | None
    help: str
    required: bool


@dataclass(frozen=True)
class Question:
    """Hold one saved query; `shape` says what network its rows feed, None for a plain question."""

    name: str
    folder: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    shape: str | None
    text: str


def read_question(name: str, folder: str, text: str) -> Question:
    """Return the question that a file `queries/<folder>/<name>.rq` holds.

    Errors: InputError with file and line for front matter that is none, lacks what it must say, says what is unknown,
    or does not fit the query below it.
    """
    path = f"queries/{folder}/{name}.rq"
    top = read_front_matter(text, path)
    top.refuse_unknown(_KEYS)
    parameters = tuple(_parameter(key, field, path) for key, field in top.members("parameters").items())
    columns = {key: field.text() for key, field in top.members("columns").items()}
    if not columns:
        raise InputError("the front matter names no columns", "document each column: columns:", path=path, line=1)
    shape = top.optional("shape")
    if shape is not None:
        wanted = _SHAPES.get(shape.text())
        if wanted is None or tuple(columns)[: len(wanted)] != wanted:
            known = " or ".join(f"{key} ({', '.join(value)})" for key, value in _SHAPES.items())
            problem = f"shape {shape.text()!r} does not fit the columns {', '.join(columns)}"
            raise InputError(problem, f"use {known}", path=path, line=shape.line)
    _refuse_misfit(text, parameters, path)
    description = top.optional("description")
    tags = top.optional("tags")
    return Question(
        name=name,
        folder=folder,
        summary=top.member("summary").text(),
        description="" if description is None else description.text(),
        tags=() if tags is None else tags.texts(),
        parameters=parameters,
        columns=columns,
        shape=None if shape is None else shape.text(),
        text=text,
    )


def bind(question: Question, values: Mapping[str, object]) -> dict[str, "Identifier"]:
    """Return the term of each parameter that is given or has a default; None and the empty text mean not given.

    Errors: UsageError that names the parameter and the remedy.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else "it takes " + (", ".join(known) or "no parameters")
            raise UsageError(f"{question.name} has no parameter {name!r}; {hint}")
    bound = {}
    for parameter in question.parameters:
        value = values.get(parameter.name)
        if value is None or value == "":
            value = parameter.default
        if value is not None:
            bound[parameter.name] = _term(parameter, value)
        elif parameter.required:
            raise UsageError(f"{question.name} needs {parameter.name}: {parameter.help}; give it a {parameter.type}")
    return bound


def filled(question: Question, bound: Mapping[str, "Identifier"]) -> str:
    """Return the text of the query with terms in the place of its parameters; those left out are not restricted."""
    names = {parameter.name for parameter in question.parameters}

    def replace(match: re.Match[str]) -> str:
        if match[1] not in names:
            return match[0]
        term = bound.get(match[1])
        return f"VALUES ?{match[1]} {{ {_written(term)} }}"

    return _BLOCK.sub(replace, question.text)


def answer(dataset: "Dataset", question: Question, values: Mapping[str, object] | None = None) -> Rows:
    """Return the rows of a question, in its order.

    Errors: UsageError as in `bind`; NotFoundError for a value that names nothing in the dataset.
    """
    from rdflib import Literal

    given = dict(values or {})
    for parameter in question.parameters:
        value = given.get(parameter.name)
        if parameter.type == "actor" and value:
            given[parameter.name] = _actor(dataset, parameter, str(value))
    bound = bind(question, given)
    for parameter in question.parameters:
        term = bound.get(parameter.name)
        if term is not None and not isinstance(term, Literal):
            _refuse_unheard(dataset, parameter, str(term))
    result = dataset.query(filled(question, bound))
    rows: Any = result
    return Rows(tuple(map(str, result.vars or ())), tuple(tuple(row) for row in rows))


def _actor(dataset: "Dataset", parameter: Parameter, text: str) -> str:
    """Return the name of an actor with its kind, which a slug alone does not tell."""
    if ":" in text:
        return text
    found = [name for name in (f"{kind}:{text}" for kind in ACTOR_KINDS) if _is_known(dataset, expand(name))]
    if len(found) > 1:
        raise UsageError(f"{parameter.name}: {text!r} may be {' or '.join(found)}; write one of them")
    if found:
        return found[0]
    raise _unknown(dataset, parameter, text, [PREFIXES[kind] for kind in ACTOR_KINDS])


def _refuse_unheard(dataset: "Dataset", parameter: Parameter, iri: str) -> None:
    if not _is_known(dataset, iri):
        kinds = [kind_of(iri)] if kind_of(iri) else []
        raise _unknown(dataset, parameter, compact(iri), [PREFIXES[str(kind)] for kind in kinds])


def _is_known(dataset: "Dataset", iri: str) -> bool:
    return _NOT_IN_IRI.search(iri) is None and bool(dataset.query(f"ASK {{ <{iri}> ?property ?value }}").askAnswer)


def _unknown(dataset: "Dataset", parameter: Parameter, text: str, namespaces: list[str]) -> NotFoundError:
    rows: Any = dataset.query(f"SELECT DISTINCT ?thing WHERE {{ ?thing <{RDFS}label> ?label }}")
    names = sorted(compact(str(thing)) for (thing,) in rows if str(thing).startswith(tuple(namespaces)))
    slugs: dict[str, list[str]] = {}
    for name in names:
        slugs.setdefault(name.partition(":")[2], []).append(name)
    near = get_close_matches(text.partition(":")[2] or text, slugs, n=2)
    return NotFoundError(
        f"{parameter.name}: nothing is called {text!r}", [name for slug in near for name in slugs[slug]]
    )


def _parameter(name: str, field: Field, path: str) -> Parameter:
    if not _NAME.fullmatch(name):
        raise InputError(
            f"{name!r} is no name of a parameter", "use letters, lower case first", path=path, line=field.line
        )
    field.refuse_unknown(_PARAMETER_KEYS)
    sort = field.member("type")
    if sort.text() not in _TYPES:
        near = get_close_matches(sort.text(), _TYPES, n=1)
        hint = f"did you mean {near[0]}?" if near else "use " + ", ".join(_TYPES)
        raise InputError(f"{sort.text()!r} is no type of a parameter", hint, path=path, line=sort.line)
    default, required = field.optional("default"), field.optional("required")
    parameter = Parameter(
        name=name,
        type=sort.text(),
        default=None if default is None else default.text(),
        help=field.member("help").text(),
        required=required is not None and required.flag(),
    )
    if parameter.default is not None:
        if parameter.required:
            problem = f"the parameter {name} is required and has a default"
            raise InputError(problem, "drop one of the two", path=path, line=field.line)
        try:
            _term(parameter, parameter.default)
        except UsageError as error:
            raise InputError(str(error), "correct the default", path=path, line=field.line) from error
    return parameter


def _refuse_misfit(text: str, parameters: tuple[Parameter, ...], path: str) -> None:
    """Demand that each parameter has its VALUES in the query and that its default stands there."""
    for parameter in parameters:
        blocks = [match for match in _BLOCK.finditer(text) if match[1] == parameter.name]
        default = _written(None if parameter.default is None else _term(parameter, parameter.default))
        shown = f"VALUES ?{parameter.name} {{ {default} }}"
        if not blocks:
            problem = f"the parameter {parameter.name} does not stand in the query"
            raise InputError(problem, f"write {shown}", path=path, line=1)
        for match in blocks:
            if _IRI.sub(lambda iri: compact(iri[1]), default) != match[2].strip() != default:
                line = text.count("\n", 0, match.start()) + 1
                raise InputError(f"{match[0]} is not the default", f"write {shown}", path=path, line=line)


def _written(term: "Identifier | None") -> str:
    """Return a term as SPARQL writes it, on one line, and UNDEF for none."""
    from pyoxigraph import Literal, NamedNode
    from rdflib import Literal as RdflibLiteral

    if term is None:
        return "UNDEF"
    if not isinstance(term, RdflibLiteral):
        return f"<{term}>"
    return str(Literal(str(term), datatype=NamedNode(str(term.datatype)) if term.datatype else None))


def _term(parameter: Parameter, value: object) -> "Identifier":
    text = str(value).strip()
    if parameter.type in _LITERALS:
        return _LITERALS[parameter.type](parameter, value, text)
    return _iri(parameter, text)


def _iri(parameter: Parameter, text: str) -> "URIRef":
    """Return the IRI that a slug, a prefixed name or an IRI stands for."""
    from rdflib import URIRef

    kinds = ACTOR_KINDS if parameter.type == "actor" else (parameter.type,)
    if ":" in text:
        iri = expand(text)
    elif parameter.type in ("actor", "iri"):
        examples = " or ".join(f"{kind}:{text}" for kind in (ACTOR_KINDS if parameter.type == "actor" else ("event",)))
        raise UsageError(f"{parameter.name}: {text!r} says not of what kind it is; write {examples}")
    else:
        iri = PREFIXES[parameter.type] + text
    if _NOT_IN_IRI.search(iri):
        raise UsageError(f"{parameter.name}: {text!r} is no name; write it like {kinds[0]}:some-name")
    if parameter.type != "iri" and kind_of(iri) not in kinds:
        raise UsageError(f"{parameter.name}: {text!r} is no {parameter.type}; write it like {kinds[0]}:some-name")
    return URIRef(iri)


def _date(parameter: Parameter, value: object, text: str) -> "Literal":
    from rdflib import Literal, URIRef

    full = text if len(text) > 7 else text + ("-01-01" if len(text) == 4 else "-01")
    try:
        day = date.fromisoformat(full)
    except ValueError as error:
        raise UsageError(f"{parameter.name}: {text!r} is no day; write it like 2012-03-27") from error
    return Literal(day.isoformat(), datatype=URIRef(XSD + "date"))


def _integer(parameter: Parameter, value: object, text: str) -> "Literal":
    from rdflib import Literal, URIRef

    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text) or isinstance(value, bool):
        raise UsageError(f"{parameter.name}: {text!r} is no whole number; write it like 5")
    return Literal(str(int(text)), datatype=URIRef(XSD + "integer"))


def _boolean(parameter: Parameter, value: object, text: str) -> "Literal":
    from rdflib import Literal, URIRef

    word = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}.get(text.lower())
    if word is None:
        raise UsageError(f"{parameter.name}: {text!r} is neither true nor false; write one of the two")
    return Literal(word, datatype=URIRef(XSD + "boolean"))


def _string(parameter: Parameter, value: object, text: str) -> "Literal":
    from rdflib import Literal

    try:
        str(value).encode()
    except UnicodeEncodeError as error:
        raise UsageError(f"{parameter.name}: a character is no Unicode text; type it again") from error
    return Literal(str(value))


_LITERALS: dict[str, Callable[[Parameter, object, str], "Literal"]] = {
    "date": _date,
    "integer": _integer,
    "boolean": _boolean,
    "string": _string,
}
