"""A dataset in the formats of other tools."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from cakg.engine.delimited import delimited_bytes
from cakg.engine.rows import Triples
from cakg.engine.store import oxigraph
from cakg.engine.terms import whole
from cakg.export.formats import FORMATS, demand, named
from cakg.export.statements import Statements, of_quads, of_store
from cakg.read import turtle
from cakg.words.controls import visible_bytes
from cakg.words.errors import OutputError, UsageError
from cakg.words.namespaces import PREFIXES
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.engine.store import Source


COLUMNS = ("subject", "predicate", "object", "datatype", "language", "graph")

_NO_XML = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_NAME = regex(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")


def export(
    dataset: "Source", form: str, head: Iterable[Triple] = (), *, excel: bool = False, named_view: bool = False
) -> bytes:
    """Return a dataset on the Oxigraph store in a format, its head among it; equal datasets give equal bytes.

    `turtle`, `ntriples` and `rdfxml` hold the accepted view; `trig`, `nquads`, `jsonld` and `csv` also the graph of
    each report. A row of `csv` is one statement: subject, predicate, object, datatype, language, graph, where an
    object without a datatype is an IRI and a statement without a graph belongs to the accepted view; `excel` as in
    `engine.delimited`. With `named_view` the accepted view is a named graph, for stores that answer from the union of
    all graphs.
    Errors: UsageError for an unknown format, for a dataset on another store and for a named view where a format has no
    graphs; OutputError for what a format cannot hold:
    blank nodes in Turtle, control characters in RDF/XML.
    """
    graphs = demand(form, "graph").all_graphs
    if named_view and not graphs:
        raise UsageError(f"{form} holds one graph, which has no name; leave out the name or export TriG or N-Quads")
    return written(statements(dataset, head, reports=graphs, named_view=named_view), form, excel=excel)


def statements(
    dataset: "Source", head: Iterable[Triple] = (), *, reports: bool = True, named_view: bool = False
) -> Statements:
    """Return what a dataset says, for formats to be written from; as `export`, which writes one."""
    store = oxigraph(dataset)
    if store is None:
        raise UsageError("only a dataset that cakg.load() returns can be exported")
    return of_store(store, head, reports=reports, named_view=named_view)


def write_triples(triples: Triples, form: str, *, excel: bool = False) -> bytes:
    """Return what CONSTRUCT or DESCRIBE yields in a format; equal answers give equal bytes. Errors as in `export`."""
    found = Dataset(Quad(*row) for row in triples.terms)  # type: ignore[arg-type]
    if any(isinstance(term, BlankNode) for row in triples.terms for term in row):
        found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)  # engines name blank nodes by chance
    return write(found, form, blank_nodes=True, excel=excel)


def write(quads: Iterable[Quad], form: str, *, blank_nodes: bool = False, excel: bool = False) -> bytes:
    """Return quads in a format, those of named graphs left out where it has none; Turtle holds `blank_nodes` if told.

    Errors as in `export`.
    """
    return written(of_quads(quads), form, blank_nodes=blank_nodes, excel=excel)


def written(found: Statements, form: str, *, blank_nodes: bool = False, excel: bool = False) -> bytes:
    """Return statements in a format, as `write` does; they are gone through one by one, and never held as quads."""
    form = named(form, "graph")
    if form == "csv":
        return delimited_bytes(COLUMNS, map(_cells, found.quads()), excel=excel)
    if form == "turtle":
        try:
            return turtle.write(found.triples(), blank_nodes=blank_nodes).encode("utf-8")
        except ValueError as error:
            raise OutputError(f"{error}; give the node an IRI, or export N-Triples") from error
    if form == "rdfxml":
        return visible_bytes(_serialized(_for_xml(found.triples()), form), "&#{};")
    if form == "ntriples":
        return visible_bytes(found.accepted)
    if form == "nquads":
        return visible_bytes(found.accepted + found.reports)
    return visible_bytes(_serialized(found.quads(), form))


def is_writable(value: object) -> bool:
    """Tell whether every format can hold a value."""
    return not (isinstance(value, Literal) and _NO_XML.search(value.value))


def _serialized(found: Iterable[Triple] | Iterable[Quad], form: str) -> bytes:
    syntax = RdfFormat.from_extension(FORMATS["graph"][form].endings[0].removeprefix("."))
    written = serialize(found, format=syntax, prefixes=PREFIXES)
    assert written is not None
    return written


def _for_xml(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield triples as long as RDF/XML can hold them. What acts on a reader becomes a reference there, for XML readers
    change bare carriage returns.
    """
    for triple in triples:
        if not _XML_NAME.search(triple.predicate.value):
            raise OutputError(f"RDF/XML cannot write the property {triple.predicate}; export Turtle or N-Triples")
        illegal = _NO_XML.search(triple.object.value) if isinstance(triple.object, Literal) else None
        if illegal is not None:
            what = f"the character U+{ord(illegal[0]):04X} in {triple.predicate} of {triple.subject}"
            raise OutputError(
                f"RDF/XML cannot hold {what}; cakg check says where it stands; delete it, or export Turtle"
            )
        yield triple


def _cells(quad: Quad) -> tuple[str, ...]:
    subject, predicate, value, graph = quad
    kind = (value.datatype.value, value.language or "") if isinstance(value, Literal) else ("", "")
    name = "" if isinstance(graph, DefaultGraph) else whole(graph)
    return (whole(subject), whole(predicate), whole(value), *kind, name)
