"""The graph as files of other tools, read back by two parsers; formats by name and by ending."""

import csv
import io
import random
from collections.abc import Callable

import networkx as nx
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Dataset

from cakg.engine.store import as_dataset
from cakg.export.formats import FORMATS, format_of
from cakg.export.graph import COLUMNS, export
from cakg.export.network import write
from cakg.export.table import render
from cakg.read import turtle
from cakg.words import controls
from cakg.words.controls import visible, visible_bytes
from cakg.words.errors import OutputError, UsageError
from cakg.words.namespaces import ACCEPTED, EDTF, XSD, expand

REPORT = NamedNode(expand("report:2012-x"))
EVENT = NamedNode(expand("event:2012-03-27-zannier-rahmon"))
DATE = NamedNode(expand("cakg:date"))
TEXT = NamedNode(expand("skos:editorialNote"))
VALUES = [
    Literal("2005-03-17/2005-03-18", datatype=NamedNode(EDTF + "EDTF")),
    Literal("2012-03-27", datatype=NamedNode(XSD + "date")),
    Literal("7", datatype=NamedNode(XSD + "integer")),
    Literal("https://x.org/#:~:text=a%2Db", datatype=NamedNode(XSD + "anyURI")),
    Literal("true", datatype=NamedNode(XSD + "boolean")),
    Literal("Ламберто Заньер", language="ru"),
    Literal("Ҳамроҳон Зарифӣ", language="tg-cyrl"),
    Literal("two\nlines, \"quoted\" 'twice' \\ <b>&amp;</b> ]]>"),
    Literal("a tab\tand a return\r\nand a lone one\r."),
    Literal("  spaces kept  "),
    Literal(""),
    Literal("\x7f\x85\u2028\ufffd 😀"),
    NamedNode("https://example.org/?q=1&r=a'b"),
]
QUADS = [
    *(Quad(EVENT, TEXT, value, DefaultGraph()) for value in VALUES),
    Quad(EVENT, DATE, VALUES[0], DefaultGraph()),
    Quad(EVENT, DATE, Literal("2012", datatype=NamedNode(EDTF + "EDTF")), REPORT),
    Quad(EVENT, TEXT, VALUES[7], REPORT),
    Quad(REPORT, TEXT, VALUES[5], REPORT),
]
GRAPH = FORMATS["graph"]
READERS = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


def known(quads, form: str) -> set[tuple]:
    """Return quads as tuples of texts; without the report graphs where the format has none."""
    return {
        tuple(told(term) for term in quad)
        for quad in quads
        if GRAPH[form].all_graphs or quad.graph_name == DefaultGraph()
    }


def told(term) -> tuple:
    if isinstance(term, DefaultGraph):
        return ()
    if isinstance(term, Literal):
        return (term.value, term.datatype.value, term.language or "")
    return (term.value,)


def read_by_rdflib(data: bytes, form: str) -> set[tuple]:
    """Read a file by rdflib's own parsers."""

    def told(term) -> tuple:
        if not isinstance(term, rdflib.Literal):
            return (str(term),)
        langs = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
        datatype = langs if term.language else str(term.datatype or XSD + "string")
        return (str(term), datatype, term.language or "")

    dataset = Dataset()
    dataset.parse(data=data, format=READERS[form])
    default = {None, dataset.default_graph.identifier}
    return {(told(s), told(p), told(o), () if g in default else told(g)) for s, p, o, g in dataset.quads()}


def seen(quads: set[tuple]) -> set[tuple]:
    """Return what is known of quads with their unseen characters written as escapes, as CSV holds them."""
    return {tuple(tuple(map(visible, part)) for part in quad) for quad in quads}


def read_csv(data: bytes) -> set[tuple]:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""))
    return {
        (
            (row["subject"],),
            (row["predicate"],),
            (row["object"], row["datatype"], row["language"]) if row["datatype"] else (row["object"],),
            (row["graph"],) if row["graph"] else (),
        )
        for row in rows
    }


@pytest.mark.parametrize("form", READERS)
def test_a_second_parser_reads_what_was_there(form: str) -> None:
    data = export(as_dataset(QUADS), form)
    assert read_by_rdflib(data, form) == known(QUADS, form)


def test_quads_stand_in_order_whatever_order_they_came_in() -> None:
    """The accepted view, then graph by graph; and so they do where the view has a name."""
    other = NamedNode(expand("report:2011-x"))
    quads = [
        *QUADS,
        Quad(EVENT, TEXT, Literal("two", language="en-gb"), DefaultGraph()),
        *(Quad(*q.triple, other) for q in QUADS),
    ]
    quads += [
        Quad(EVENT, TEXT, Literal("two", language=tag), graph) for tag in ("en", "ru") for graph in (other, REPORT)
    ]
    random.Random(4).shuffle(quads)

    def lines(named: str = "") -> list[str]:
        rows = sorted(
            (str(quad.graph_name) if str(quad.graph_name) != "DEFAULT" else named, str(quad.triple))
            for quad in set(quads)
        )
        return [visible(" ".join(filter(None, (triple, graph, ".")))) for graph, triple in rows]

    dataset = as_dataset(quads)
    assert export(dataset, "nquads").decode().splitlines() == lines()
    assert export(dataset, "nquads", named_view=True).decode().splitlines() == lines(f"<{ACCEPTED}>")


@given(st.text("aж\x1b\x85\u202e😀\n"))
def test_bytes_are_made_visible_wherever_they_are_cut(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(controls, "_PIECE", 3)
        assert visible_bytes(text.encode(), "&#{};") == visible(text, "&#{};").encode()


@pytest.mark.parametrize("form", ["trig", "nquads", "ntriples", "turtle", "jsonld", "rdfxml"])
def test_the_first_parser_does_so_too(form: str) -> None:
    syntax = RdfFormat.from_extension(GRAPH[form].endings[0][1:])
    store = Store()
    store.extend(parse(export(as_dataset(QUADS), form), format=syntax))
    assert known(store, form) == known(QUADS, form)


def test_csv_says_what_is_an_iri_and_who_says_it() -> None:
    data = export(as_dataset(QUADS), "csv")
    assert data.startswith(b"subject,predicate,object,datatype,language,graph\r\n")
    assert data.decode().splitlines()[0].split(",") == list(COLUMNS)
    assert read_csv(data) == seen(known(QUADS, "csv"))


def test_turtle_is_canonical() -> None:
    data = export(as_dataset(QUADS), "turtle").decode("utf-8")
    assert turtle.canonical(data, "x.ttl") == data


@pytest.mark.parametrize("form", GRAPH)
def test_equal_datasets_give_equal_bytes(form: str) -> None:
    data = export(as_dataset(QUADS), form)
    assert b"zannier-rahmon" in data
    for seed in range(3):
        assert export(as_dataset(random.Random(seed).sample(QUADS, len(QUADS))), form) == data


@pytest.mark.parametrize("form", GRAPH)
def test_an_empty_dataset_is_a_legal_file(form: str) -> None:
    data = export(as_dataset([]), form)
    assert (read_csv(data) if form == "csv" else read_by_rdflib(data, form)) == set()


texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=10)


@given(texts, st.sampled_from(list(GRAPH)))
def test_any_text_is_read_back_or_refused(text: str, form: str) -> None:
    quads = [Quad(EVENT, TEXT, Literal(text), DefaultGraph())]
    try:
        data = export(as_dataset(quads), form)
    except OutputError:
        assert form == "rdfxml"
        assert any((c < " " and c not in "\t\n\r") or c in "\ufffe\uffff" for c in text)
        return
    if form == "csv":
        assert read_csv(data) == seen(known(quads, form))
    else:
        assert read_by_rdflib(data, form) == known(quads, form)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_rdfxml_refuses_what_xml_cannot_hold(character: str) -> None:
    dataset = as_dataset([Quad(EVENT, TEXT, Literal(f"a{character}b"), DefaultGraph())])
    with pytest.raises(OutputError) as caught:
        export(dataset, "rdfxml")
    for part in (f"U+{ord(character):04X}", str(TEXT), str(EVENT), "export Turtle"):
        assert part in str(caught.value)


@pytest.mark.parametrize("name", ["https://example.org/1", "https://example.org/", "https://example.org/a%20"])
def test_rdfxml_refuses_a_property_that_is_no_xml_name(name: str) -> None:
    dataset = as_dataset([Quad(EVENT, NamedNode(name), EVENT, DefaultGraph())])
    with pytest.raises(OutputError, match="cannot write the property"):
        export(dataset, "rdfxml")


def test_turtle_refuses_blank_nodes_and_the_others_hold_them() -> None:
    dataset = as_dataset([Quad(BlankNode("x"), TEXT, Literal("a"), DefaultGraph())])
    with pytest.raises(OutputError, match="export N-Triples"):
        export(dataset, "turtle")
    assert export(dataset, "ntriples") == f'_:x {TEXT} "a" .\n'.encode()
    assert export(dataset, "csv").decode().splitlines()[1].startswith("_:x,")


def test_the_ending_names_the_format() -> None:
    for what, forms in FORMATS.items():
        for name, form in forms.items():
            assert form.endings
            for ending in form.endings:
                assert format_of(f"build/some.{ending.upper()}", what) == name
                assert format_of(f"build/some{ending}", what) == name


@pytest.mark.parametrize(
    ("path", "what", "known"),
    [
        (
            "graph.json.gz",
            "graph",
            ".ttl, .trig, .nq, .nt, .jsonld, .rdf, .xml, .csv, or name the format: turtle",
        ),
        ("graph", "graph", "the ending names no format; use .ttl"),
        ("ttl", "graph", "the ending names no format; use .ttl"),
        (
            "x.nodes",
            "network",
            "the ending names no format of a network; use .gexf, .graphml, .net, .json, .cyjs, .graphology.json",
        ),
        ("x.paj", "network", "or name the format: gexf, graphml, pajek, json, cytoscape, graphology, sigma, hif, csv"),
        ("x.ttl", "rows", "the ending names no format of rows; use .txt, .csv, .tsv, .json, .md"),
    ],
)
def test_an_unknown_ending_is_refused_with_those_that_are_known(path: str, what: str, known: str) -> None:
    with pytest.raises(UsageError) as caught:
        format_of(path, what)
    assert str(caught.value).startswith(f"{path}: ") and known in str(caught.value)


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda: export(as_dataset([]), "n3"), "'n3' is no format; use turtle, trig"),
        (
            lambda: write(nx.Graph(), "dot"),
            "'dot' is no format of a network; use gexf, graphml, pajek, json, cytoscape, graphology, sigma, hif, csv",
        ),
        (lambda: render(("a",), [], "html"), "'html' is no format of rows; use table, csv, tsv, json, md"),
    ],
)
def test_an_unknown_format_is_refused(use: Callable[[], object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        use()


@pytest.mark.parametrize("form", FORMATS["network"])
def test_every_format_of_a_network_is_written(form: str) -> None:
    net = nx.Graph([("urn:a", "urn:b")])
    net.add_node("urn:b", bipartite=1)
    assert b"urn:a" in write(net, form)


def test_what_lies_elsewhere_is_not_exported() -> None:
    with pytest.raises(UsageError, match="only a dataset that cakg"):
        export(Dataset(), "turtle")
