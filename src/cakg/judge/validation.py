"""SHACL: which shapes a graph breaks, by either of two engines.

The Rust engine `shacl` judges; pySHACL is the second opinion. Both read N-Triples: objects of rdflib would change what
is written ("1"^^xsd:boolean becomes "true"), and their making takes longer than the judging.
"""

import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any

from cakg.engine.terms import foreign
from cakg.words.errors import InputError, UsageError
from cakg.words.namespaces import RDF, SH

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

ENGINES = ("shacl", "pyshacl")
_REMEDY = "correct them in ontology/shapes/"


@dataclass(frozen=True, order=True)
class Result:
    """Hold one result of validation. Terms are N-Triples, the path is written as in SPARQL; "" where there is none.

    `shape` is the source shape if that has an IRI, else the nearest around it that has; `component` and `severity` are
    IRIs; `message` is one of the source shape.
    """

    focus: str
    source: str
    shape: str
    component: str
    severity: str
    path: str
    value: str
    message: str


def conform(data: str, shapes: str, engine: str = "shacl") -> list[Result]:
    """Return every breach of SHACL core shapes in one graph, sorted; both are given as N-Triples.

    Errors: InputError where the shapes are malformed; UsageError for an engine that is none.
    """
    if engine not in ENGINES:
        raise UsageError(f"{engine!r} is no SHACL engine; choose {' or '.join(ENGINES)}")
    _refuse_malformed(shapes, engine)
    return sorted(_by_pyshacl(data, shapes) if engine == "pyshacl" else _by_shacl(data, shapes))


def _by_shacl(data: str, shapes: str) -> Iterator[Result]:
    try:
        report = _compiled(shapes).validate_text(data, format="ntriples")
    except ValueError as error:
        raise _unusable(error) from error
    for one in report.results:
        yield Result(
            one.focus_node,
            one.source_shape,
            one.root_shape or one.source_shape,
            one.component_iri,
            one.severity_iri,
            one.path or "",
            one.value or "",
            one.message or "",
        )


@lru_cache(maxsize=4)
def _compiled(shapes: str) -> Any:
    import shacl

    return shacl.Shapes.from_text(shapes, format="ntriples")


def _by_pyshacl(data: str, shapes: str) -> Iterator[Result]:
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError
    from rdflib import SH as Shacl
    from rdflib import Graph

    rules, graph = _as_written(shapes), _as_written(data)
    try:
        with warnings.catch_warnings(), redirect_stderr(StringIO()):  # it remarks on what is no fault
            warnings.simplefilter("ignore")
            _, report, text = validate(graph, shacl_graph=rules, inplace=True, advanced=False, inference="none")
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise _unusable(error) from error
    if not isinstance(report, Graph):
        raise _unusable(text)

    def given(result: "Node", name: str) -> str:
        term = report.value(result, Shacl[name])
        return "" if term is None else term.n3()

    for result in report.objects(None, Shacl.result):
        path = report.value(result, Shacl.resultPath)
        yield Result(
            given(result, "focusNode"),
            given(result, "sourceShape"),
            _named(report.value(result, Shacl.sourceShape), rules).n3(),
            str(report.value(result, Shacl.sourceConstraintComponent)),
            str(report.value(result, Shacl.resultSeverity)),
            "" if path is None else sparql_path(path, report),
            given(result, "value"),
            str(rules.value(report.value(result, Shacl.sourceShape), Shacl.message) or ""),
        )


def _as_written(text: str) -> "Graph":
    """Return N-Triples as a graph of rdflib whose literals keep their text."""
    from pyoxigraph import RdfFormat, parse
    from rdflib import Graph

    graph = Graph()
    for triple in parse(text, RdfFormat.N_TRIPLES):
        graph.add((foreign(triple.subject), foreign(triple.predicate), foreign(triple.object)))
    return graph


def _named(shape: "Node | None", shapes: "Graph") -> Any:
    """Return a shape if it has an IRI, else the nearest with an IRI that it is a property shape of, else itself."""
    from rdflib import SH as Shacl
    from rdflib import URIRef

    around = shape
    while around is not None and not isinstance(around, URIRef):
        around = shapes.value(None, Shacl.property, around)
    return shape if around is None else around


def sparql_path(path: "Node", graph: "Graph") -> str:
    """Return a SHACL path as SPARQL writes it."""
    from rdflib import SH as Shacl
    from rdflib import URIRef
    from rdflib.collection import Collection

    if isinstance(path, URIRef):
        return path.n3()
    marks = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
    inner = graph.value(path, Shacl.inversePath)
    if inner is not None:
        return f"^{sparql_path(inner, graph)}"
    for name, mark in marks.items():
        inner = graph.value(path, Shacl[name])
        if inner is not None:
            return f"({sparql_path(inner, graph)}){mark}"
    several = graph.value(path, Shacl.alternativePath)
    steps = Collection(graph, path if several is None else several)
    return f"({('/' if several is None else '|').join(sparql_path(step, graph) for step in steps)})"


@lru_cache(maxsize=4)
def _refuse_malformed(shapes: str, engine: str) -> None:
    """Raise InputError for what an engine would pass over in silence."""
    from pyoxigraph import NamedNode, RdfFormat, parse

    triples = [quad.triple for quad in parse(shapes, RdfFormat.N_TRIPLES)]
    if engine == "shacl" and any(triple.predicate.value == SH + "sparql" for triple in triples):
        problem = "the shapes hold sh:sparql, which this engine does not judge as it is meant"
        raise InputError(problem, "make it a query in queries/check/ or choose pyshacl as the engine")
    paths = Counter(str(triple.subject) for triple in triples if triple.predicate.value == SH + "path")
    described = {str(triple.subject) for triple in triples}
    sort = (NamedNode(RDF + "type"), NamedNode(SH + "PropertyShape"))
    typed = {str(triple.subject) for triple in triples if (triple.predicate, triple.object) == sort}
    used = {str(triple.object) for triple in triples if triple.predicate.value == SH + "property"}
    for shape in sorted(used | typed):
        if shape not in described:
            raise _unusable(f"sh:property names {shape}, which is described nowhere")
        if paths[shape] != 1:
            raise _unusable(f"the property shape {shape} has {paths[shape]} values of sh:path instead of one")


def _unusable(reason: object) -> InputError:
    return InputError(f"the shapes cannot be used ({' '.join(str(reason).split())})", _REMEDY)
