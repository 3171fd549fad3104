"""The suites of the W3C, through the functions that users' data and queries go through: Turtle by the reader, SPARQL by
the guard. (That of SHACL is in test_shacl.py.) What fails is listed in `w3c/failing.csv`, each test with the reason.

The tests of SPARQL that ask for inference (`entailment`), for updates, for a server's protocol or for a serialization
that is not ours to make (`CSVResultFormatTest`) speak of nothing that cakg does.
"""

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from tests.sampling import sampled

from cakg.engine import guard
from cakg.engine.rows import Rows, Triples
from cakg.engine.terms import Term
from cakg.read import lexer, turtle
from cakg.words.errors import CakgError, InputError

HERE = Path(__file__).parent
SUITES = next(Path(sys.prefix, "w3c").glob("rdflib-*/test/data/suites/w3c"), None)  # see the Makefile
MANIFESTS = {
    "turtle": ["turtle/manifest.ttl", "n3/TurtleTests/manifest.ttl"],
    "sparql": ["sparql11/*/manifest.ttl", "dawg-data-r2/*/manifest.ttl"],
}
LEFT_OUT = ("entailment",)
ENTRIES = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
SELECT ?test ?sort ?action ?query ?result
    (GROUP_CONCAT(DISTINCT STR(?data)) AS ?defaults) (GROUP_CONCAT(DISTINCT STR(?graph)) AS ?graphs) WHERE {
    ?manifest mf:entries/rdf:rest*/rdf:first ?test .
    ?test a ?sort ; mf:action ?action .
    OPTIONAL { ?test mf:result ?result }
    OPTIONAL { ?action qt:query ?query }
    OPTIONAL { ?action qt:data ?data }
    OPTIONAL { ?action qt:graphData ?graph }
}
GROUP BY ?test ?sort ?action ?query ?result
ORDER BY ?test ?sort
"""
SORTS = {
    "turtle": ("TestTurtlePositiveSyntax", "TestTurtleNegativeSyntax", "TestTurtleEval", "TestTurtleNegativeEval"),
    "sparql": (
        "QueryEvaluationTest",
        "PositiveSyntaxTest",
        "NegativeSyntaxTest",
        "PositiveSyntaxTest11",
        "NegativeSyntaxTest11",
    ),
}
REACHES = "the guard lets no query reach another endpoint"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
ROW = "urn:row:"
BASES = {  # of the files of Turtle, as the suites name themselves
    "turtle": "http://www.w3.org/2013/TurtleTests/",
    "TurtleTests": "https://w3c.github.io/N3/tests/TurtleTests/",
}


@dataclass(frozen=True)
class Entry:
    """Hold one test: what it does, and its files."""

    name: str
    sort: str
    action: Path
    result: Path | None = None
    data: tuple[Path, ...] = ()
    graphs: tuple[Path, ...] = ()


def local(iri: str) -> Path:
    return Path(unquote(urlsplit(iri).path))


def paths(iris: Literal | None) -> tuple[Path, ...]:
    return () if iris is None else tuple(map(local, iris.value.split()))


def entries(suite: str) -> Iterator[Entry]:
    """Yield the tests of a suite that speak of what cakg does."""
    for pattern in MANIFESTS[suite] if SUITES is not None else ():
        for manifest in sorted(SUITES.glob(pattern)):
            if manifest.parent.name in LEFT_OUT:
                continue
            store = Store()
            store.load(path=str(manifest), format=RdfFormat.TURTLE, base_iri=manifest.as_uri())
            for row in store.query(ENTRIES):
                sort = row["sort"].value.rpartition("#")[2]
                if sort in SORTS[suite]:
                    folder = manifest.parent.relative_to(SUITES).as_posix()
                    action, result = row["query"] or row["action"], row["result"]
                    yield Entry(
                        f"{folder}/{row['test'].value.rpartition('#')[2]}",
                        sort,
                        local(action.value),
                        None if result is None else local(result.value),
                        paths(row["defaults"]),
                        paths(row["graphs"]),
                    )


def is_negative(entry: Entry) -> bool:
    return "Negative" in entry.sort


def read(path: Path) -> list[Quad]:
    """Return a file of the suite as triples."""
    syntax = RdfFormat.from_extension(path.suffix.removeprefix("."))
    assert syntax is not None
    found = parse(path.read_bytes(), syntax, base_iri=path.as_uri(), lenient=True, rename_blank_nodes=True)
    return [Quad(*quad.triple) for quad in found]


def canonical(quads: Iterable[Quad]) -> set[Quad]:
    """Return a graph with its blank nodes named by what is said of them: isomorphic graphs are equal."""
    found = Dataset(quads)
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(found)


# Turtle


def reads(entry: Entry) -> bool:
    """Tell whether our reader does with a text of Turtle what the test says."""
    try:
        text = entry.action.read_bytes().decode("utf-8")
        found = turtle.parse(
            text, entry.name, blank_nodes=True, base=BASES[entry.action.parent.name] + entry.action.name
        )
    except (CakgError, UnicodeDecodeError):
        return is_negative(entry)
    if is_negative(entry):
        return False
    return entry.result is None or canonical(Quad(*one) for one in found) == canonical(read(entry.result))


# SPARQL


def loaded(entry: Entry) -> Store:
    """Return the data of a test; where a query names its own (FROM), every file beside it is a graph."""
    store = Store()
    graphs = entry.graphs
    if not entry.data and not graphs:
        graphs = tuple(path for path in sorted(entry.action.parent.glob("*.ttl")) if path.name != "manifest.ttl")
    for path in entry.data:
        store.bulk_extend(read(path))
    for path in graphs:
        store.bulk_extend(Quad(*quad.triple, NamedNode(path.as_uri())) for quad in read(path))
    return store


def kept(term: Term) -> Term:
    """Return a term as the store keeps it: numbers and tags of languages lose their spelling, as docs/model.md says."""
    if not isinstance(term, Literal):
        return term
    store = Store()
    store.add(Quad(NamedNode(ROW), NamedNode(ROW), term))
    (quad,) = store
    assert isinstance(quad.object, Literal)
    return quad.object


def table(columns: Iterable[str], rows: Iterable[Iterable[Term | None]], way: str) -> set[Quad]:
    """Return rows as a graph, each with its place where they are ordered, else with how often it occurs."""
    names = list(columns)
    found = [tuple(None if term is None else kept(term) for term in row) for row in rows]
    told = [(row, number) for number, row in enumerate(found)] if way == "ordered" else list(Counter(found).items())
    quads = [Quad(NamedNode(ROW), NamedNode(ROW + "column"), Literal(name)) for name in names]
    for place, (row, number) in enumerate(told):
        node = BlankNode(f"row{place}")
        quads.append(Quad(node, NamedNode(ROW + "number"), Literal("any" if way == "reduced" else str(number))))
        quads += [Quad(node, NamedNode(ROW + n), t) for n, t in zip(names, row, strict=True) if t is not None]
    return canonical(quads)


def result_set(quads: list[Quad], way: str) -> "set[Quad] | bool":
    """Return a result that is written as a graph."""
    store = Store()
    store.bulk_extend(quads)
    for truth in store.quads_for_pattern(None, NamedNode(RS + "boolean"), None):
        return truth.object.value == "true"
    columns = [quad.object.value for quad in store.quads_for_pattern(None, NamedNode(RS + "resultVariable"), None)]
    rows = []
    for quad in store.quads_for_pattern(None, NamedNode(RS + "solution"), None):
        bound = {}
        for binding in store.quads_for_pattern(quad.object, NamedNode(RS + "binding"), None):
            (name,) = store.quads_for_pattern(binding.object, NamedNode(RS + "variable"), None)
            (value,) = store.quads_for_pattern(binding.object, NamedNode(RS + "value"), None)
            bound[name.object.value] = value.object
        index = [int(q.object.value) for q in store.quads_for_pattern(quad.object, NamedNode(RS + "index"), None)]
        rows.append((index, tuple(bound.get(column) for column in columns)))
    in_order = sorted(rows, key=lambda one: one[0])
    return table(columns, [row for _, row in in_order], way)


def way(entry: Entry) -> str:
    """Return how the rows of a query are compared; REDUCED leaves open how often one occurs."""
    words = [token.text.upper() for token in lexer.tokens(entry.action.read_text("utf-8"), lexer.SPARQL)]
    return "ordered" if "ORDER" in words else "reduced" if "REDUCED" in words else "counted"


def expected(entry: Entry) -> "set[Quad] | bool":
    """Return what a query should find."""
    assert entry.result is not None
    form = QueryResultsFormat.from_extension(entry.result.suffix.removeprefix("."))
    if form is None:
        quads = read(entry.result)
        told = any(quad.predicate.value in (RS + "boolean", RS + "resultVariable") for quad in quads)
        return result_set(quads, way(entry)) if told else canonical(quads)
    found = parse_query_results(entry.result.read_bytes(), form)
    if isinstance(found, QueryBoolean):
        return bool(found)
    return table([v.value for v in found.variables], found, way(entry))


def guarded(entry: Entry) -> "set[Quad] | bool":
    """Return what the guard finds."""
    found = guard.run(loaded(entry), entry.action.read_text("utf-8"), source=entry.name, base=entry.action.as_uri())
    if isinstance(found, Triples):
        return canonical(Quad(*row) for row in found.terms)
    return table(found.columns, found.terms, way(entry)) if isinstance(found, Rows) else found


def alone(entry: Entry) -> "set[Quad] | bool":
    """Return what the engine finds without the guard."""
    found = loaded(entry).query(entry.action.read_text("utf-8"), base_iri=entry.action.as_uri())
    if isinstance(found, QueryBoolean):
        return bool(found)
    if isinstance(found, QuerySolutions):
        return table([v.value for v in found.variables], found, way(entry))
    return canonical(Quad(*triple) for triple in found)


def answers(entry: Entry, asked: Callable[[Entry], "set[Quad] | bool"]) -> bool:
    """Tell whether a query is answered, or refused, as the test says."""
    try:
        found = asked(entry)
    except (CakgError, SyntaxError, ValueError, RuntimeError, OSError):
        return is_negative(entry)
    if is_negative(entry):
        return False
    return entry.result is None or found == expected(entry)


# What is held


def listed(suite: str) -> dict[str, str]:
    """Return the tests that fail, each with the reason."""
    rows = csv.DictReader((HERE / "w3c" / "failing.csv").read_text("utf-8").splitlines())
    return {row["test"]: row["reason"] for row in rows if row["suite"] == suite}


@pytest.fixture(scope="module")
def suites() -> Path:
    """Return the folder of the suites, or skip."""
    if SUITES is None:
        pytest.skip("the suites of the W3C for Turtle and SPARQL are not installed; make test installs them")
    return SUITES


def test_the_suites_are_whole_and_bear_their_licence(suites: Path) -> None:
    assert {suite: len(list(entries(suite))) for suite in MANIFESTS} == {"turtle": 587, "sparql": 741}
    licences = ("turtle/LICENSE", "n3/TurtleTests/LICENSE", "dawg-data-r2/LICENSE")
    assert all("W3C" in (suites / name).read_text("latin-1") for name in licences)


@pytest.mark.usefixtures("suites")
def test_the_reader_means_by_turtle_what_the_w3c_means() -> None:
    assert {entry.name for entry in entries("turtle") if not reads(entry)} == set(listed("turtle"))


@pytest.mark.usefixtures("suites")
def test_the_guard_means_by_sparql_what_the_w3c_means() -> None:
    """Exactly what is listed fails, and for want of the engine alone, but for queries that reach out."""
    tried = sampled(list(entries("sparql")), 8)
    failing = [entry for entry in tried if not answers(entry, guarded)]
    why = {name: reason for name, reason in listed("sparql").items() if name in {entry.name for entry in tried}}
    assert {entry.name for entry in failing} == set(why)
    reaching = {entry.name for entry in failing if "SERVICE" in entry.action.read_text("utf-8").upper()}
    assert reaching == {name for name, reason in why.items() if reason == REACHES}
    assert [entry.name for entry in failing if entry.name not in reaching and answers(entry, alone)] == []


@pytest.mark.usefixtures("suites")
def test_the_guard_refuses_queries_that_reach_out() -> None:
    for entry in entries("sparql"):
        if listed("sparql").get(entry.name) == REACHES:
            with pytest.raises(InputError, match="SERVICE"):
                guarded(entry)
