"""The SPARQL 1.1 Protocol: what a request asks for, and which of the formats of results it takes.

*Source*: W3C, SPARQL 1.1 Protocol, sections 2.1 and 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from cakg.serve.negotiation import asks_for_page, named_format, preferred
from cakg.serve.reply import HTML, JSON, JSONLD, NTRIPLES, RDFXML, TURTLE, Problem

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
JSON_RESULTS, XML_RESULTS = "application/sparql-results+json", "application/sparql-results+xml"
TABLES: Mapping[str, str] = {  # names by which a form or a link asks for what no Accept header of it can say
    "json": JSON_RESULTS,
    "xml": XML_RESULTS,
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
TRUTHS: Mapping[str, str] = {name: TABLES[name] for name in ("json", "xml")}
GRAPHS: Mapping[str, str] = {"turtle": TURTLE, "ntriples": NTRIPLES, "jsonld": JSONLD, "rdfxml": RDFXML}
OFFERED: Mapping[str, Mapping[str, str]] = {"table": TABLES, "truth": TRUTHS, "graph": GRAPHS}
_ALIASES = {JSON: JSON_RESULTS, "application/xml": XML_RESULTS, "text/xml": XML_RESULTS}  # what clients say for it
_KNOWN = ("query", "default-graph-uri", "named-graph-uri", "format", "example")
_READ_ONLY = "this endpoint only answers queries; ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
_ENTRIES = 100  # parameters of one request


@dataclass(frozen=True)
class Asked:
    """Hold what is asked: the query, None for a description of the service; the graphs; the format; for a page or not.

    `form` names the format that was asked for by name, None where the Accept header is to decide; `example` is the name
    of a saved question that the editor is to show.
    """

    query: str | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    form: str | None
    accept: str | None
    example: str = ""

    @property
    def wants_page(self) -> bool:
        """Tell whether it is to be shown to a reader."""
        return self.form in (None, "html") and asks_for_page(self.accept)


def asked(method: str, query_string: str, content_type: str | None, accept: str | None, body: bytes) -> Asked:
    """Return what a request asks for.

    Errors: Problem 400 for parameters that are no operation, 415 for a body of another kind.
    """
    pairs = fields(query_string)
    if method == "POST":
        media = (content_type or "").partition(";")[0].strip().lower()
        if media == QUERY:
            if any(name == "query" for name, _ in pairs):
                raise Problem(400, "the query stands in the address and in the body; leave out one of the two")
            pairs = [*pairs, ("query", _text(body))]
        elif media == FORM:
            pairs = [*pairs, *fields(_text(body))]
        elif media == UPDATE:
            raise Problem(415, _READ_ONLY)
        else:
            raise Problem(415, f"a body of {media or 'no type'} is not read; send {FORM} or {QUERY}")
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise Problem(400, _READ_ONLY)
    for name, _ in pairs:
        if name not in _KNOWN:
            raise Problem(400, f"there is no parameter {name[:60]!r}; known are {', '.join(_KNOWN)}")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) > 1:
        raise Problem(400, "there are several queries; send one")
    if method == "POST" and not queries:
        raise Problem(400, "there is no query; send it as the parameter query")
    forms = [value for name, value in pairs if name == "format" and value]
    return Asked(
        query=queries[0] if queries else None,
        default=tuple(value for name, value in pairs if name == "default-graph-uri" and value),
        named=tuple(value for name, value in pairs if name == "named-graph-uri" and value),
        form=forms[-1] if forms else None,
        accept=accept,
        example=next((value for name, value in pairs if name == "example"), ""),
    )


def fields(text: str) -> list[tuple[str, str]]:
    """Return the parameters of an address or a form. Errors: Problem 400 for what cannot be read as UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_ENTRIES)
    except UnicodeDecodeError as error:
        raise Problem(400, "a parameter is no UTF-8; encode it so") from error
    except ValueError as error:
        raise Problem(400, f"there are more than {_ENTRIES} parameters; send fewer") from error


def media_of(sort: str, asked: Asked) -> str:
    """Return in which media type a result is sent: `table`, `truth` or `graph`.

    Errors: Problem 400 for the name of a format that is none; 406 where nothing that is accepted is offered.
    """
    offered = OFFERED[sort]
    if asked.form is not None:
        found = named_format(offered, asked.form)
        if found is None:
            raise Problem(400, f"{asked.form[:60]!r} is no format of this result; use {', '.join(offered)}")
        return found
    found = preferred(asked.accept, (*offered.values(), *(() if sort == "graph" else _ALIASES)))
    if found is None:
        raise Problem(406, f"this result is sent as {one_of([*offered.values(), HTML])}; accept one of these")
    return _ALIASES.get(found, found)


def one_of(names: Sequence[str]) -> str:
    """Return names as people list them."""
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "the body is no UTF-8; encode it so") from error
