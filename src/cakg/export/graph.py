"""A dataset in the formats of other tools."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, Quad, RdfFormat, Triple, serialize

from cakg.read import turtle
from cakg.words.errors import OutputError, UsageError
from cakg.words.namespaces import PREFIXES

if TYPE_CHECKING:
    from rdflib import Dataset


@dataclass(frozen=True)
class Format:
    """Hold one format: the endings of its files, how it is written, and whether it holds the report graphs, too."""

    endings: tuple[str, ...]
    syntax: RdfFormat | None
    all_graphs: bool


FORMATS = {
    "turtle": Format((".ttl",), None, False),
    "trig": Format((".trig",), RdfFormat.TRIG, True),
    "nquads": Format((".nq",), RdfFormat.N_QUADS, True),
    "ntriples": Format((".nt",), RdfFormat.N_TRIPLES, False),
    "jsonld": Format((".jsonld",), RdfFormat.JSON_LD, True),
    "rdfxml": Format((".rdf", ".xml"), RdfFormat.RDF_XML, False),
    "csv": Format((".csv",), None, True),
}
COLUMNS = ("subject", "predicate", "object", "datatype", "language", "graph")

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")


def format_of(path: str) -> str:
    """Return the format that the ending of a file name stands for. Errors: UsageError for an unknown ending."""
    ending = PurePath(path).suffix.lower()
    for name, form in FORMATS.items():
        if ending in form.endings:
            return name
    known = ", ".join(ending for form in FORMATS.values() for ending in form.endings)
    raise UsageError(f"{path}: the ending names no format; use {known}, or name the format: {', '.join(FORMATS)}")


def export(dataset: "Dataset", form: str) -> bytes:
    """Return a dataset on the Oxigraph store in a format; equal datasets give equal bytes.

    `turtle`, `ntriples` and `rdfxml` hold the accepted view; `trig`, `nquads`, `jsonld` and `csv` also the graph of
    each report. A row of `csv` is one statement: subject, predicate, object, datatype, language, graph, where an
    object without a datatype is an IRI and a statement without a graph belongs to the accepted view.
    Errors: UsageError for an unknown format; OutputError for what a format cannot hold: blank nodes in Turtle,
    control characters in RDF/XML.
    """
    store: Any = dataset.store
    graph = None if _named(form).all_graphs else DefaultGraph()
    return write(store._inner.quads_for_pattern(None, None, None, graph), form)


def write(quads: Iterable[Quad], form: str, *, blank_nodes: bool = False) -> bytes:
    """Return quads in a format, those of named graphs left out where it has none; Turtle holds `blank_nodes` if told.

    Errors as in `export`.
    """
    chosen = _named(form)
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
    written = serialize(kept if chosen.all_graphs else triples, format=chosen.syntax, prefixes=PREFIXES)
    assert written is not None
    return written


def _named(form: str) -> Format:
    if form not in FORMATS:
        raise UsageError(f"{form!r} is no format; use {', '.join(FORMATS)}")
    return FORMATS[form]


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
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for subject, predicate, value, graph in quads:
        kind = (value.datatype.value, value.language or "") if isinstance(value, Literal) else ("", "")
        name = "" if isinstance(graph, DefaultGraph) else graph.value
        shown = value.value if isinstance(value, Literal) else _name(value)
        writer.writerow((_name(subject), predicate.value, shown, *kind, name))
    return stream.getvalue().encode("utf-8")


def _name(term: Any) -> str:
    return str(term) if isinstance(term, BlankNode) else str(term.value)
