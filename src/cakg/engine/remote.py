"""A SPARQL 1.1 endpoint in the place of the dataset: how the graph outgrows one machine.

Its default graph is the accepted view and its named graphs are the reports, as `cakg export --format nquads` writes
them; or the accepted view is a named graph, too, as `--named-view` writes it, for stores that answer from the union of
all graphs. *Source*: https://www.w3.org/TR/sparql11-protocol/
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

from cakg.engine.elsewhere import Distant
from cakg.engine.faults import fault
from cakg.engine.rows import Rows, Triples
from cakg.read import lexer
from cakg.words.errors import InputError, LimitError, UsageError, flat
from cakg.words.namespaces import ACCEPTED, BASE, PREFIXES
from cakg.words.patterns import regex
from cakg.words.version import version

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from urllib.error import HTTPError

    from rdflib.plugins.stores.sparqlstore import SPARQLStore


_ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
_TRIPLES = "application/n-triples, text/turtle;q=0.5"
_SCHEME = regex(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_LAYOUT = f"""
SELECT ?named ?mixed WHERE {{
    BIND(EXISTS {{ GRAPH <{ACCEPTED}> {{ ?s ?p ?o }} }} AS ?named)
    OPTIONAL {{ SELECT ?node ?quote WHERE {{ GRAPH ?report {{ ?node cakg:quote ?quote }} }} LIMIT 1 }}
    BIND(EXISTS {{ ?node cakg:quote ?quote }} AS ?mixed)
}}
"""  # the accepted view has quotes on evidence alone
_REPORTS = f"SELECT ?report WHERE {{ GRAPH ?report {{ ?report a cakg:Report }} FILTER(?report != <{ACCEPTED}>) }}"


@dataclass
class _Layout:
    """Hold how the graphs of an endpoint lie: whether the accepted view is a named one; None until it was asked."""

    named: bool | None = None


@dataclass(frozen=True)
class Endpoint(Distant):
    """Hold the address of an endpoint, how long and how large an answer may be, and how its graphs lie."""

    url: str
    seconds: float = 60.0
    megabytes: int = 256
    layout: _Layout = field(default_factory=_Layout, compare=False, repr=False)

    def ask(self, text: str) -> Rows | bool:
        """Return what a query yields: rows, triples or a truth value; the usual prefixes need not be written.

        The endpoint guards itself. Errors: InputError where it refuses the query, gives no SPARQL results, cannot be
        reached or mixes what reports say into the accepted view; LimitError for an answer that takes too long or is too
        large.
        """
        return self._ask(text, self._graphs(not {"GRAPH", "DESCRIBE"}.isdisjoint(_words(text))))

    def within(self, seconds: float) -> "Endpoint":
        """Return the same endpoint, whose answers may take so long."""
        return replace(self, seconds=seconds)

    def _ask(self, text: str, graphs: Mapping[str, Sequence[str]]) -> Rows | bool:
        """Return what a query yields that is asked of some graphs, named as the protocol does; of all by default."""
        wants_triples = next((w in ("CONSTRUCT", "DESCRIBE") for w in _words(text) if w in _FORMS), False)
        kind, body = self._reply(text, _prologue(text), _TRIPLES if wants_triples else _ROWS, graphs)
        try:
            if wants_triples:
                syntax = RdfFormat.from_media_type(kind)
                if syntax is not None:
                    return Triples(terms=tuple(tuple(quad.triple) for quad in parse(body, syntax)))
            else:
                known = QueryResultsFormat.from_media_type(kind)
                if known in (QueryResultsFormat.JSON, QueryResultsFormat.XML):
                    found = parse_query_results(body, known)
                    if isinstance(found, QueryBoolean):
                        return bool(found)
                    return Rows(tuple(v.value for v in found.variables), tuple(tuple(row) for row in found))
        except (SyntaxError, ValueError) as error:
            raise self._failure(f"gives broken results ({flat(str(error))})") from error
        raise self._failure(f"gives no results of SPARQL but {kind}")

    def _graphs(self, all_of_them: bool) -> dict[str, list[str]]:
        """Return of which graphs to ask: none is named where the default graph is the accepted view.

        Errors: InputError where it is the union of all graphs, and none of them the accepted view; LimitError.
        """
        if self.layout.named is None:
            self.layout.named = self._has_named_view()
        if not self.layout.named:
            return {}
        reports = self._ask(_REPORTS, {}) if all_of_them else None
        known = [] if not isinstance(reports, Rows) else [iri for (iri,) in reports.texts() if iri is not None]
        return {"default-graph-uri": [ACCEPTED], "named-graph-uri": sorted(known)}

    def _has_named_view(self) -> bool | None:
        try:
            found = self._ask(_LAYOUT, {})
        except InputError:
            return None  # whatever is wrong, the query itself will tell
        if not isinstance(found, Rows) or found.columns != ("named", "mixed"):
            return None
        (named, mixed), *_ = found.texts()
        if mixed == "true" != named:
            problem = "answers from the union of all graphs, which mixes in what is not accepted"
            raise self._failure(problem, "load there what cakg export --named-view writes")
        return bool(named == "true")

    def for_rdflib(self) -> "SPARQLStore":
        """Return the endpoint as a store of rdflib, for whoever asks by rdflib's own means."""
        from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        view = self._graphs

        class Distant(SPARQLStore):
            """Leave the default graph unnamed: the name that rdflib gives it is that of an empty graph elsewhere.

            It can name one graph and no more.
            """

            def _is_contextual(self, graph: Any) -> Any:
                return graph != DATASET_DEFAULT_GRAPH_ID and super()._is_contextual(graph)

            def _query(self, query: str, default_graph: str | None = None, **rest: Any) -> Any:
                if default_graph is None and view(False):
                    if "GRAPH" in _words(query):
                        raise UsageError("rdflib cannot ask this endpoint for the graphs of reports; ask by cakg.query")
                    default_graph = ACCEPTED
                return super()._query(query, default_graph=default_graph, **rest)

        return Distant(self.url, method="POST_FORM")

    def _reply(self, text: str, prologue: str, accept: str, graphs: Mapping[str, Sequence[str]]) -> tuple[str, bytes]:
        """Return the media type and the content of the answer to a query."""
        from http.client import HTTPException
        from urllib.error import HTTPError
        from urllib.request import HTTPRedirectHandler, Request, build_opener

        class Stay(HTTPRedirectHandler):
            """Follow nowhere: on the way elsewhere a query that was posted is lost."""

            def redirect_request(self, *_: Any) -> None: ...

        headers = {"Accept": accept, "User-Agent": f"cakg/{version()}"}
        until = monotonic() + self.seconds
        try:
            request = Request(self.url, urlencode({"query": prologue + text, **graphs}, doseq=True).encode(), headers)
            with build_opener(Stay).open(request, timeout=self.seconds) as reply:
                return reply.headers.get_content_type(), self._read(reply, until)
        except HTTPError as error:
            said = self._said(error)
            if error.code == 400 and said.startswith("error at "):
                raise fault(said, text, shift=len(prologue)) from error
            raise self._refusal(error, flat(said)) from error
        except (OSError, HTTPException, ValueError) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise self._late() from error
            raise self._failure(f"does not answer ({flat(str(reason)) or type(reason).__name__})") from error

    def _read(self, reply: "HTTPResponse", until: float) -> bytes:
        body = bytearray()
        while part := reply.read1(1 << 16):
            body += part
            if monotonic() > until:
                raise self._late()
            if len(body) > self.megabytes << 20:
                raise LimitError(f"{self.url} answers with more than {self.megabytes} megabytes; ask for less")
        if reply.length:
            raise self._failure("breaks off in the middle of its answer", "ask again, or for less")
        return bytes(body)

    def _late(self) -> LimitError:
        return LimitError(f"{self.url} takes more than {self.seconds:g} seconds; ask for less, or later")

    def _said(self, error: "HTTPError") -> str:
        """Return what an endpoint says in words instead of an answer; pages for people say little in many."""
        if error.headers.get_content_type() == "text/html":
            return ""
        with suppress(Exception):  # whatever breaks here, the status is known
            return error.read(1 << 13).decode("utf-8", "replace").strip()
        return ""

    def _refusal(self, error: "HTTPError", said: str) -> InputError:
        if error.code == 400:
            return self._failure(f"refuses the query ({said or error.reason})", "correct the query")
        if 300 <= error.code < 400 and "Location" in error.headers:
            return self._failure("has moved", f"ask {error.headers['Location']}")
        return self._failure(f"answers with HTTP {error.code} {error.reason}" + (f" ({said})" if said else ""))

    def _failure(self, problem: str, remedy: str = "look at the URL") -> InputError:
        return InputError(f"the endpoint {problem}", remedy, path=self.url)


def open_endpoint(url: str, *, seconds: float = 60.0) -> Endpoint:
    """Return the endpoint at a URL, which is not asked yet. Errors: UsageError for a URL that is not http or https."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and parts.username is None and parts.port != 0
    except ValueError:
        fine = False
    if not fine or not url.isascii() or " " in url:
        raise UsageError(f"{url!r} is no endpoint; write it like https://example.org/sparql")
    return Endpoint(url, seconds)


def _words(text: str) -> list[str]:
    """Return the words of a query in capitals, as keywords are compared."""
    return [token.text.upper() for token in lexer.tokens(text, lexer.SPARQL) if token.kind == "word"]


def _prologue(text: str) -> str:
    """Return the declarations of the usual prefixes that a query uses and does not declare, all on its first line.

    The base is declared where an IRI is relative: an endpoint has one of its own.
    """
    tokens = list(lexer.tokens(text, lexer.SPARQL))
    words = [token.text for token in tokens if token.kind == "word"]
    declared = {name for word, name in pairwise(words) if word.upper() == "PREFIX"}
    used = sorted({word.partition(":")[0] for word in words if ":" in word})
    relative = any(token.kind == "iri" and not _SCHEME.match(token.text) for token in tokens)
    usual = "".join(f"PREFIX {p}: <{PREFIXES[p]}> " for p in used if p in PREFIXES and f"{p}:" not in declared)
    return (f"BASE <{BASE}> " if relative else "") + usual
