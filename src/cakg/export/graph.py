"""A dataset in the formats of other tools."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Triple, serialize

from cakg.engine.delimited import delimited
from cakg.engine.store import oxigraph
from cakg.engine.terms import whole
from cakg.export.formats import demand
from cakg.read import turtle
from cakg.words.errors import OutputError, UsageError
from cakg.words.namespaces import PREFIXES

if TYPE_CHECKING:
    from cakg.engine.store import Source


COLUMNS = ("subject", "predicate", "object", "datatype", "language", "graph")

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")


def export(dataset: "Source", form: str) -> bytes:
    """Return a dataset on the Oxigraph store in a format; equal datasets give equal bytes.

    `turtle`, `ntriples` and `rdfxml` hold the accepted view; `trig`, `nquads`, `jsonld` and `csv` also the graph of
    each report. A row of `csv` is one statement: subject, predicate, object, datatype, language, graph, where an
    object without a datatype is an IRI and a statement without a graph belongs to the accepted view.
    Errors: UsageError for an unknown format or a dataset on another store; OutputError for what a format cannot hold:
    blank nodes in Turtle, control characters in RDF/XML.
    """
    graph = None if demand(form, "graph").all_graphs else DefaultGraph()
    store = oxigraph(dataset)
    if store is None:
        raise UsageError("only a dataset that cakg.load() returns can be exported")
    return write(store.quads_for_pattern(None, None, None, graph), form)


def write(quads: Iterable[Quad], form: str, *, blank_nodes: bool = False) -> bytes:
    """Return quads in a format, those of named graphs left out where it has none; Turtle holds `blank_nodes` if told.

    Errors as in `export`.
    """
    chosen = demand(form, "graph")
    kept: list[Quad] = sorted(
        (quad for quad in quads if chosen.all_graphs or quad.graph_name == DefaultGraph()),
        key=lambda quad: (quad.graph_name != DefaultGraph(), str(quad.graph_name), str(quad)),
    )
    if form == "csv":
        return _csv(kept)
    triples = [quad.triple for quad in kept]
    if form == "turtle":
        try:
            return turtle.write(triples, blank_nodes=blank_nodes).encode("utf-8")
        except ValueError as error:
            raise OutputError(f"{error}; give the node an IRI, or export N-Triples") from error
    if form == "rdfxml":
        return _rdfxml(triples)
    syntax = RdfFormat.from_extension(chosen.endings[0].removeprefix("."))
    written = serialize(kept if chosen.all_graphs else triples, format=syntax, prefixes=PREFIXES)
    assert written is not None
    return written


def _rdfxml(triples: Iterable[Triple]) -> bytes:
    """Return triples as RDF/XML. Carriage returns are written as references, for XML readers change bare ones."""
    triples = list(triples)
    for triple in triples:
        if not _XML_NAME.search(triple.predicate.value):
            raise OutputError(f"RDF/XML cannot write the property {triple.predicate}; export Turtle or N-Triples")
        illegal = _NO_XML.search(triple.object.value) if isinstance(triple.object, Literal) else None
        if illegal is not None:
            what = f"the character U+{ord(illegal[0]):04X} in {triple.predicate} of {triple.subject}"
            raise OutputError(f"RDF/XML cannot hold {what}; remove it, or export Turtle or N-Triples")
    written = serialize(triples, format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert written is not None
    return written.replace(b"\r", b"&#13;")


def _csv(quads: Iterable[Quad]) -> bytes:
    def cells(quad: Quad) -> tuple[str, ...]:
        subject, predicate, value, graph = quad
        kind = (value.datatype.value, value.language or "") if isinstance(value, Literal) else ("", "")
        name = "" if isinstance(graph, DefaultGraph) else whole(graph)
        return (whole(subject), whole(predicate), whole(value), *kind, name)

    return delimited(COLUMNS, map(cells, quads), end="\r\n").encode("utf-8")
