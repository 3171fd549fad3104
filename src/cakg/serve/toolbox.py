"""The tools that assistants are offered: search, show, evidence, brief, query, and every saved question by its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cakg import api
from cakg.engine.bounds import Bounds
from cakg.engine.rows import Rows, Triples
from cakg.serve.told import Reply, of_rows, of_sections, of_text
from cakg.words.errors import CakgError, UsageError, hint
from cakg.words.integers import shown, writable
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    from cakg.ask.parameter import Parameter
    from cakg.ask.question import Question
    from cakg.compile.opened import Opened

BOUNDS = Bounds(seconds=20, megabytes=1024, rows=100_000)
PREFIX = "ask_"
FEW, MOST = 30, 200  # rows that are told where no number is asked for, and at most
INSTRUCTIONS = """\
A knowledge graph of Central Asian security diplomacy, 1991 to today: who met whom, where, when, in which office, \
about what, and which document says so. Answers carry the quotes of documents and links to them: cite these, not \
the graph. Find things with `search` first: they are named like person:lamberto-zannier. Each saved question is a tool \
(ask_…); `query` takes SPARQL. What is announced or expected did not take place; a list of participants that is not \
complete says nothing of whoever is not on it; what the graph does not know, no document that was read says."""
_SORTS: Mapping[str, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool) and writable(value),
}
_LANG = {"type": "string", "default": "en", "description": "language of names: en, ru or another tag (BCP 47)"}
_LIMIT = {"type": "integer", "minimum": 1, "maximum": MOST, "default": FEW, "description": "rows to show"}
_THING = {
    "type": "string",
    "description": "any name of the thing, its slug or IRI, such as person:lamberto-zannier",
}


@dataclass(frozen=True)
class Tool:
    """Hold a tool: its name, what it does in a line and at length, and the JSON Schema of what it is given."""

    name: str
    title: str
    description: str
    schema: Mapping[str, Any]


class Toolbox:
    """Hold the tools on a graph, and use them."""

    def __init__(self, graph: "Opened") -> None:
        self._graph = graph
        self._questions = api.saved("question", graph=graph)
        self._own: dict[str, tuple[Tool, Callable[[dict[str, Any]], Reply]]] = {
            tool.name: (tool, work)
            for tool, work in (
                (_SEARCH, self._search),
                (_SHOW, self._show),
                (_EVIDENCE, self._evidence),
                (_BRIEF, self._brief),
                (_QUERY, self._query),
            )
        }

    def tools(self) -> list[Tool]:
        """Return the tools, those of saved questions last."""
        return [*(tool for tool, _ in self._own.values()), *map(_asking, self._questions.values())]

    def use(self, name: str, given: Mapping[str, Any] | None) -> Reply:
        """Return what a tool replies; what is wrong with what it is given is a reply, too, and says the remedy."""
        from warnings import catch_warnings, simplefilter

        arguments = {key: value for key, value in (given or {}).items() if value is not None and value != ""}
        with catch_warnings(record=True) as notes:
            simplefilter("always")
            try:
                reply = self._used(name, arguments)
            except CakgError as error:
                return Reply(str(error), {"error": str(error)}, failed=True)
        said = [str(note.message) for note in notes if note.category.__module__ == "cakg.words.errors"]
        return reply.noted(said)

    def _used(self, name: str, arguments: dict[str, Any]) -> Reply:
        if name in self._own:
            tool, work = self._own[name]
            _demand(tool, arguments)
            return work(arguments)
        known = {PREFIX + one.name: one for one in self._questions.values()}
        if name not in known:
            raise UsageError(f"there is no tool {name!r}; {hint(name, [*self._own, *known], 'list the tools')}")
        _demand(_asking(known[name]), arguments)
        limit = arguments.pop("limit", FEW)
        asked = {key: str(value) for key, value in arguments.items()}
        question, lang = known[name], str(arguments.pop("lang", "en"))
        asked.pop("lang", None)
        rows = api.ask(question.name, self._graph, lang=lang, bounds=BOUNDS, **asked)
        note = question.note.strip() if question.note else ""
        return of_rows(self._graph, rows, limit, question.summary, question.columns, [note] if note else [])

    def _search(self, given: dict[str, Any]) -> Reply:
        from cakg.export.results import hit_table

        hits = api.search(given["text"], self._graph, given.get("limit", FEW), lang=given.get("lang", "en"))
        columns, rows = hit_table(hits)
        if not rows:
            note = f"nothing is called anything like {given['text']!r}; try a part of the name, or another spelling"
            return of_text(note, {"columns": list(columns), "rows": []})
        return of_rows(self._graph, _cells(columns, rows), MOST, f"Things called like {given['text']!r}", {}, [])

    def _show(self, given: dict[str, Any]) -> Reply:
        thing = api.show(given["name"], self._graph, lang=given.get("lang", "en"), sections_only=True)
        return of_sections(thing, given.get("limit", FEW))

    def _evidence(self, given: dict[str, Any]) -> Reply:
        lang = given.get("lang", "en")
        rows = api.ask("evidence-of", self._graph, lang=lang, bounds=BOUNDS, thing=given["thing"])
        title = f"The quotes on which {given['thing']} rests"
        columns = self._questions["evidence-of"].columns
        return of_rows(self._graph, rows, given.get("limit", FEW), title, columns, [], quoted=False)

    def _brief(self, given: dict[str, Any]) -> Reply:
        asked = {key: given.get(key) for key in ("topic", "since", "until")}
        text = api.brief(given["name"], self._graph, "md", lang=given.get("lang", "en"), **asked)
        return of_text(text.decode(), {"markdown": text.decode()})

    def _query(self, given: dict[str, Any]) -> Reply:
        bounds = {"seconds": BOUNDS.seconds, "megabytes": BOUNDS.megabytes, "rows": BOUNDS.rows}
        found = api.query(given["sparql"], self._graph, **bounds)  # type: ignore[arg-type]
        if isinstance(found, bool):
            return of_text(str(found).lower(), {"boolean": found})
        if isinstance(found, Triples):
            found = Rows(("subject", "predicate", "object"), found.terms)
        return of_rows(self._graph, found, given.get("limit", FEW), "Answer to the query", {}, [])


def _asking(question: "Question") -> Tool:
    """Return the tool of a saved question: its parameters typed as its front matter says."""
    properties = {one.name: _LANG if one.name == "lang" else _typed(one) for one in question.parameters}
    schema = _schema(properties | {"limit": _LIMIT}, [one.name for one in question.parameters if one.required])
    columns = "; ".join(f"{name}: {meaning}" for name, meaning in question.columns.items())
    described = " ".join(filter(None, (question.description.strip(), f"Columns: {columns}.")))
    return Tool(PREFIX + question.name, question.summary, f"{question.summary} {described}", schema)


def _typed(one: "Parameter") -> dict[str, Any]:
    kinds = {"integer": "integer", "boolean": "boolean"}
    words = {"date": "a date like 2012-03-27, 2012-03 or 2012"}
    what = words.get(one.type, "")
    if one.kinds or one.type == "iri":
        what = f"a name, slug or IRI ({', '.join(f'{kind}:…' for kind in one.kinds) or 'of any kind'})"
    found: dict[str, Any] = {"type": kinds.get(one.type, "string")}
    found["description"] = f"{one.help}; {what}" if what else one.help
    if one.default is not None:
        found["default"] = int(one.default) if one.type == "integer" else one.default
    return found


def _schema(properties: Mapping[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}


def _demand(tool: Tool, given: Mapping[str, Any]) -> None:
    """Demand what the schema of a tool demands. Errors: UsageError that names the parameter."""
    known = tool.schema["properties"]
    for name, value in given.items():
        if name not in known:
            raise UsageError(
                f"{tool.name} has no parameter {name!r}; {hint(name, known, 'it has ' + ', '.join(known))}"
            )
        wanted = known[name]
        if not _SORTS[wanted["type"]](value):
            raise UsageError(f"{name}: {shown(value)} is no {wanted['type']}")
        if "maximum" in wanted and not wanted["minimum"] <= value <= wanted["maximum"]:
            raise UsageError(f"{name}: {shown(value)} is not from {wanted['minimum']} to {wanted['maximum']}")
    missing = [name for name in tool.schema["required"] if name not in given]
    if missing:
        raise UsageError(f"{tool.name} needs {', '.join(missing)}")


def _cells(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> "Rows":
    from pyoxigraph import Literal, NamedNode

    from cakg.words.namespaces import expand

    def term(cell: Any) -> Any:
        text = str(cell)
        prefixed = isinstance(cell, str) and ":" in text and not text.startswith("<")
        try:
            named = NamedNode(expand(text)) if prefixed and compact(expand(text)) == text else None
        except CakgError:
            named = None
        return named or Literal(text)

    return Rows(columns, tuple(tuple(map(term, row)) for row in rows))


_SEARCH = Tool(
    "search",
    "Find things by any of their names, in any script",
    "Finds persons, states, organizations, events, posts, places, topics … whose names are like a text, best first,"
    " with the identifiers that all other tools take. Inflected forms, transliterations and slips are found, too.",
    _schema(
        {"text": {"type": "string", "description": "a name or a part of one"}, "limit": _LIMIT, "lang": _LANG}, ["text"]
    ),
)
_SHOW = Tool(
    "show",
    "Show one thing with everything known of it, each claim with the quote that shows it",
    "Shows a person, state, organization, event … by posts, meetings, treaties, statements and documents, by date.",
    _schema({"name": _THING, "limit": _LIMIT, "lang": _LANG}, ["name"]),
)
_EVIDENCE = Tool(
    "evidence",
    "On which phrases of which documents does a thing rest?",
    "Lists the quotes of a thing (an event, a tenure, a participation, a statement …): the document, which claim the"
    " phrase shows, and a link that opens the document there.",
    _schema({"thing": _THING, "limit": _LIMIT, "lang": _LANG}, ["thing"]),
)
_BRIEF = Tool(
    "brief",
    "Write a brief of two pages on one thing, each sentence with its document and quote",
    "Returns Markdown with footnotes: who, meetings, words, promises, treaties, open disagreements; what is left"
    " out is counted.",
    _schema(
        {
            "name": _THING,
            "topic": {"type": "string", "description": "only what is about this topic or a narrower one"},
            "since": {"type": "string", "description": "only what was not over before this date"},
            "until": {"type": "string", "description": "only what had begun by this date"},
            "lang": _LANG,
        },
        ["name"],
    ),
)
_QUERY = Tool(
    "query",
    "Ask the graph in SPARQL, bounded in time, memory and rows",
    "Takes SELECT, ASK, CONSTRUCT or DESCRIBE; the usual prefixes (cakg:, event:, person:, status: …) need not be"
    " written. The default graph is the accepted view; each document is a graph of its own. Terms are like cakg:Event,"
    " cakg:date, cakg:begin, cakg:participation, cakg:actor, rdfs:label; `show cakg:Event` explains one.",
    _schema({"sparql": {"type": "string", "description": "the query"}, "limit": _LIMIT}, ["sparql"]),
)
