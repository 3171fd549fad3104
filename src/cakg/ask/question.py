"""Saved queries: their front matter, their parameters and their answers.

A parameter is a `VALUES ?name { … }` of the query. What stands in it is the default (`UNDEF` where there is none), so
that the file is a legal query by itself; binding a value puts another term there, serialized, on every engine alike.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from cakg.ask.language import ENGLISH, spoken
from cakg.ask.parameter import BOUNDS, TYPES, Parameter, written
from cakg.ask.spelling import certain
from cakg.engine import guard
from cakg.engine.bounds import Bounds
from cakg.engine.rows import Rows, Triples
from cakg.engine.screen import screen
from cakg.engine.store import BLOCK, fill
from cakg.engine.terms import Term
from cakg.words.errors import InputError, NotFoundError, UsageError, hint
from cakg.words.namespaces import compact
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.engine.store import Source
    from cakg.read.frontmatter import Field

_KEYS = ("summary", "description", "tags", "parameters", "columns", "shape", "note")
_PARAMETER_KEYS = ("type", "default", "help", "required", "bound")
_SHAPES = {
    "two-mode": ("actor", "event", "begin", "role"),
    "ties": ("source", "target", "weight"),
    "pairs": ("source", "target", "weight"),
}
_NAME = regex(r"[a-z][A-Za-z0-9]*")
_IRI = regex(r"<([^<>]*)>")
_ELSE_ENGLISH = regex(
    r"(OPTIONAL \{ (\?\w+ rdfs:label (\?\w+)) \. FILTER\(LANG\(\3\) = \?lang\) \})\s+"
    r'OPTIONAL \{ \2 \. FILTER\(LANG\(\3\) = "en"\) \}'
)


@dataclass(frozen=True)
class Question:
    """Hold one saved query; `shape` says what network its rows feed, None for a plain question.

    `note` is said with every answer: what words of it mean that a reader could take for more.
    """

    name: str
    folder: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    shape: str | None
    text: str
    note: str = ""

    @property
    def path(self) -> str:
        """Return the path of its file in the corpus."""
        return path_of(self.name, self.folder)


def askable(questions: Mapping[str, Question]) -> list[Question]:
    """Return the questions that need no parameter, by name."""
    return [one for _, one in sorted(questions.items()) if not any(each.required for each in one.parameters)]


@lru_cache(maxsize=256)
def read_question(name: str, folder: str, text: str) -> Question:
    """Return the question that a file `queries/<folder>/<name>.rq` holds.

    Errors: InputError with file and line for front matter that is none, lacks what it must say, says what is unknown,
    or does not fit the query below it, and for a query that reaches out or writes; LimitError for one too large.
    """
    from cakg.read.frontmatter import read_front_matter

    path = path_of(name, folder)
    screen(text, path)
    top = read_front_matter(text, path)
    top.refuse_unknown((*_KEYS, "severity", "local") if folder == "check" else _KEYS)
    parameters = tuple(_parameter(key, field) for key, field in top.members("parameters").items())
    for parameter in parameters:
        _refuse_misfit(parameter, text, path)
    columns = {key: field.text() for key, field in top.member("columns").all().items()}
    shape = top.optional("shape")
    if shape is not None:
        _refuse_shape(shape, tuple(columns))
    description, tags, note = top.optional("description"), top.optional("tags"), top.optional("note")
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
        note="" if note is None else " ".join(note.text().split()),
    )


def path_of(name: str, folder: str) -> str:
    """Return the path of a saved query in its corpus."""
    return f"queries/{folder}/{name}.rq"


def bind(question: Question, values: Mapping[str, object]) -> dict[str, Term]:
    """Return the term of each parameter that is given or has a default; None and the empty text mean not given.

    Errors: UsageError that names the parameter and the remedy.
    """
    refuse_unknown(question, values)
    bound = {}
    for parameter in question.parameters:
        value = values.get(parameter.name)
        if value is None or value == "":
            value = parameter.default
        if value is not None:
            bound[parameter.name] = parameter.term(value)
        elif parameter.required:
            wanted = ("an " if parameter.type[0] in "aei" else "a ") + parameter.type
            raise parameter.refusal(f"{question.name} needs it ({parameter.help})", f"give {wanted}")
    return bound


def refuse_unknown(question: Question, names: Iterable[str]) -> None:
    """Demand that a question has parameters of some names. Errors: UsageError with the name that was meant."""
    known = [parameter.name for parameter in question.parameters]
    for name in names:
        if name not in known:
            remedy = hint(name, known, "it takes " + (", ".join(known) or "no parameters"))
            raise UsageError(f"{question.name} has no parameter {name!r}; {remedy}")


def filled(question: Question, bound: Mapping[str, Term]) -> str:
    """Return the text of the query with terms in the place of its parameters; those left out restrict nothing.

    Where names are asked for in English, it looks for them once, not for English in the place of English as well.
    """
    text = fill(question.text, {one.name: written(bound.get(one.name)) for one in question.parameters})
    return _ELSE_ENGLISH.sub(r"\1", text) if bound.get("lang") == Literal(ENGLISH) else text


def answer(
    source: "Source",
    question: Question,
    values: Mapping[str, object] | None = None,
    lang: str | None = None,
    bounds: Bounds | None = None,
) -> Rows:
    """Return the rows of a question, in its order, with names in a language where it shows any.

    It is run within bounds, by the guard, for it may be that of a foreign corpus.
    Errors: UsageError as in `bind`; NotFoundError for a value that names nothing in the graph; LimitError.
    """
    (rows,) = answers(source, [(question, asked(source, question, values, lang))], bounds)
    return rows


def answers(source: "Source", texts: Iterable[tuple[Question, str]], bounds: Bounds | None = None) -> Iterator[Rows]:
    """Yield the rows of each of some questions, asked by its text. Errors: InputError, LimitError."""
    asked = list(texts)
    found = guard.run_saved(source, [(question.path, text) for question, text in asked], bounds)
    for (question, _), rows in zip(asked, found, strict=True):
        if not isinstance(rows, Rows) or isinstance(rows, Triples):
            raise InputError("the query yields no rows", "write it as SELECT", path=question.path)
        yield rows


def asked(
    source: "Source", question: Question, values: Mapping[str, object] | None = None, lang: str | None = None
) -> str:
    """Return the text by which a question is asked. Errors: UsageError, NotFoundError, as in `answer`."""
    given = {name: value for name, value in (values or {}).items() if value is not None and value != ""}
    if lang is not None and any(parameter.name == "lang" for parameter in question.parameters):
        given["lang"] = lang
    for parameter in question.parameters:
        if parameter.name in given and parameter.type == "language":
            given[parameter.name] = spoken(source, str(given[parameter.name]))
        if parameter.name in given and (parameter.kinds or parameter.type == "iri"):
            given[parameter.name] = _resolved(source, parameter, str(given[parameter.name]).strip())
    bound = bind(question, given)
    return filled(question, bound)


def _parameter(name: str, field: "Field") -> Parameter:
    if not _NAME.fullmatch(name):
        raise field.error(f"{name!r} is no name of a parameter", "begin with a small letter, use letters and digits")
    field.refuse_unknown(_PARAMETER_KEYS)
    sort, default, required = field.member("type"), field.optional("default"), field.optional("required")
    if sort.text() not in TYPES:
        remedy = hint(sort.text(), TYPES, "use " + ", ".join(TYPES))
        raise sort.error(f"{sort.text()!r} is no type of a parameter", remedy)
    bound = field.optional("bound")
    if bound is not None and (sort.text() != "date" or bound.text() not in BOUNDS.values()):
        raise bound.error(f"{bound.text()!r} bounds nothing here", "write first or last, and that of a date")
    parameter = Parameter(
        name=name,
        type=sort.text(),
        default=None if default is None else default.text(),
        help=field.member("help").text(),
        required=required is not None and required.flag(),
        bound=(BOUNDS.get(name) if bound is None else bound.text()) if sort.text() == "date" else None,
    )
    if default is not None:
        if parameter.required:
            raise default.error(f"the parameter {name} is required and has a default", "drop one of the two")
        try:
            parameter.term(default.text())
        except UsageError as error:
            raise default.error(str(error), "correct the default") from error
    return parameter


def _refuse_misfit(parameter: Parameter, text: str, path: str) -> None:
    """Demand that a parameter has its VALUES in the query and that its default stands there."""
    default = written(None if parameter.default is None else parameter.term(parameter.default))
    short = _IRI.sub(lambda iri: compact(iri[1]), default)
    blocks = [match for match in BLOCK.finditer(text) if match[1] == parameter.name]
    remedy = f"write VALUES ?{parameter.name} {{ {short} }}"
    if not blocks:
        raise InputError(f"the parameter {parameter.name} does not stand in the query", remedy, path=path, line=1)
    for match in blocks:
        if match[2].strip() not in (default, short):
            line = text.count("\n", 0, match.start()) + 1
            given = " ".join(match[0].split())
            raise InputError(f"{given} does not give the default", remedy, path=path, line=line)


def _refuse_shape(shape: "Field", columns: tuple[str, ...]) -> None:
    """Demand that the columns are those that a network of this shape is made of."""
    wanted = _SHAPES.get(shape.text())
    if wanted is None or columns[: len(wanted)] != wanted:
        known = " or ".join(f"{name} with {', '.join(names)} first" for name, names in _SHAPES.items())
        raise shape.error(f"shape {shape.text()!r} does not fit the columns {', '.join(columns)}", f"use {known}")


def _resolved(source: "Source", parameter: Parameter, text: str) -> str:
    """Return the IRI of what a slug, a name in any script, a prefixed name or an IRI stands for."""
    spelt_so = certain(source, text, parameter.kinds)
    if spelt_so is not None:
        return spelt_so
    from cakg.ask.find import resolve

    try:
        return resolve(source, text, parameter.kinds)
    except NotFoundError as error:
        raise NotFoundError(
            f"{parameter.name}: {error.message}", error.suggestions, error.apart, error.remedy
        ) from error
