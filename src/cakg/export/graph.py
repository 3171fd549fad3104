"""A dataset in the formats of other tools."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from cakg.engine.delimited import delimited
from cakg.engine.rows import Triples
from cakg.engine.store import oxigraph
from cakg.engine.terms import whole
from cakg.export.formats import FORMATS, demand, named
from cakg.read import turtle
from cakg.words.controls import visible
from cakg.words.errors import OutputError, UsageError
from cakg.words.namespaces import ACCEPTED, PREFIXES
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
    graph = None if demand(form, "graph").all_graphs else DefaultGraph()
    if named_view and graph is not None:
        raise UsageError(f"{form} holds one graph, which has no name; leave out the name or export TriG or N-Quads")
    store = oxigraph(dataset)
    if store is None:
        raise UsageError("only a dataset that cakg.load() returns can be exported")
    quads = store.quads_for_pattern(None, None, None, graph)
    found = chain(quads, (Quad(*triple) for triple in head))
    return write(map(_in_named_view, found) if named_view else found, form, excel=excel)


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
    form = named(form, "graph")
    chosen = FORMATS["graph"][form]
    kept: list[Quad] = sorted(
        (quad for quad in quads if chosen.all_graphs or quad.graph_name == DefaultGraph()),
        key=lambda quad: (quad.graph_name != DefaultGraph(), str(quad.graph_name), str(quad)),
    )
    if form == "csv":
        return _csv(kept, excel)
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
    return visible(written.decode("utf-8")).encode("utf-8")


def is_writable(value: object) -> bool:
    """Tell whether every format can hold a value."""
    return not (isinstance(value, Literal) and _NO_XML.search(value.value))


def _in_named_view(quad: Quad) -> Quad:
    if quad.graph_name != DefaultGraph():
        return quad
    return Quad(quad.subject, quad.predicate, quad.object, NamedNode(ACCEPTED))


def _rdfxml(triples: Iterable[Triple]) -> bytes:
    """Return triples as RDF/XML; what acts on a reader is a reference, for XML readers change bare carriage returns."""
    triples = list(triples)
    for triple in triples:
        if not _XML_NAME.search(triple.predicate.value):
            raise OutputError(f"RDF/XML cannot write the property {triple.predicate}; export Turtle or N-Triples")
        illegal = _NO_XML.search(triple.object.value) if isinstance(triple.object, Literal) else None
        if illegal is not None:
            what = f"the character U+{ord(illegal[0]):04X} in {triple.predicate} of {triple.subject}"
            raise OutputError(
                f"RDF/XML cannot hold {what}; cakg check says where it stands; delete it, or export Turtle"
            )
    written = serialize(triples, format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert written is not None
    return visible(written.decode("utf-8"), "&#{};").encode("utf-8")


def _csv(quads: Iterable[Quad], excel: bool) -> bytes:
    def cells(quad: Quad) -> tuple[str, ...]:
        subject, predicate, value, graph = quad
        kind = (value.datatype.value, value.language or "") if isinstance(value, Literal) else ("", "")
        name = "" if isinstance(graph, DefaultGraph) else whole(graph)
        return (whole(subject), whole(predicate), whole(value), *kind, name)

    return delimited(COLUMNS, map(cells, quads), excel=excel).encode("utf-8")
