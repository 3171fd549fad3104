"""What breaks the rules: shapes judge each record, queries and a few rules on dates judge records together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import RDF, RDFS, SH, Dataset, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from cakg.judge.rules import RULES, Facts, Rule, Severity
from cakg.read import corpus as files
from cakg.read.frontmatter import read_front_matter
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, CAKG, compact

_EVIDENCE = BASE + "evidence/"
_DERIVED = frozenset(
    (RDFS.label, *(URIRef(CAKG + name) for name in ("begin", "end", "hasParticipant", "involves", "reportedIn")))
)
_SEVERITIES: Mapping[Node, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "warning"}
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
_KEYS = ("summary", "description", "severity", "tags", "columns")
_NAME = re.compile(re.escape(BASE) + r"[\w/#.-]*\w")


@dataclass(frozen=True, order=True)
class Finding:
    """Hold one breach: the rule, how grave it is, the IRI of the culprit and a sentence that says what to do."""

    rule: str
    severity: Severity
    focus: str
    message: str


def check(dataset: Dataset, shapes: Graph, queries: Mapping[str, str], terms: frozenset[str]) -> list[Finding]:
    """Return every breach of the rules in a dataset, the violations first, then by rule and culprit.

    *Shapes*: `queries` maps the name of each check to its text; `terms` are the IRIs that the ontology defines.
    Errors: InputError for shapes or queries that cannot be used.
    """
    facts = Facts.of(dataset, terms)
    found = {*conform(_union(facts), shapes), *_answers(dataset, queries)}
    for rule, function in RULES.values():
        found.update(Finding(rule.name, rule.severity, focus, message) for focus, message in function(facts))
    return sorted(found, key=lambda finding: (finding.severity, finding.rule, finding.focus, finding.message))


def rules(shapes: Graph, queries: Mapping[str, str]) -> list[Rule]:
    """Return every rule, sorted by name: shapes that have a message, check queries, rules on dates and terms."""
    found = [
        Rule(_local(shape), _severity(shapes.value(shape, SH.severity)), str(message))
        for shape, message in shapes.subject_objects(SH.message)
    ]
    found.extend(_read(name, text) for name, text in queries.items())
    found.extend(rule for rule, _ in RULES.values())
    return sorted(found, key=lambda rule: rule.name)


def conform(graph: Graph, shapes: Graph) -> list[Finding]:
    """Return every breach of SHACL core shapes in one graph, sorted.

    Errors: InputError where the shapes are malformed.
    """
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ShapeLoadError

    try:
        _, report, text = validate(graph, shacl_graph=_flat(shapes), inplace=True, advanced=False, inference="none")
    except (ReportableRuntimeError, ShapeLoadError) as error:
        raise InputError(f"the shapes cannot be used ({error})", "correct them in ontology/shapes/") from error
    if not isinstance(report, Graph):
        raise InputError(f"the shapes cannot be used ({text})", "correct them in ontology/shapes/")
    return sorted({_finding(report, result, shapes) for result in report.objects(None, SH.result)})


def _finding(report: Graph, result: Node, shapes: Graph) -> Finding:
    shape = report.value(result, SH.sourceShape)
    focus = report.value(result, SH.focusNode)
    message = shapes.value(shape, SH.message) or report.value(result, SH.resultMessage)
    closed = report.value(result, SH.sourceConstraintComponent) == SH.ClosedConstraintComponent
    found = [report.value(result, SH.resultPath)] if closed else []
    found.append(report.value(result, SH.value))
    shown = " ".join(_shown(term) for term in found if term is not None and term != focus)
    severity = _severity(report.value(result, SH.resultSeverity))
    return Finding(_local(shape), severity, str(focus), f"{message} Found: {shown}" if shown else str(message))


def _flat(shapes: Graph) -> Graph:
    """Return shapes that say the same with each property shape bearing the targets of the node shapes that use it.

    pySHACL judges the targets of one shape together, but nested shapes once for each focus node: twice the time.
    """
    flat = Graph()
    flat += shapes
    for node in set(flat.subjects(RDF.type, SH.NodeShape)):
        targets = [(kind, target) for kind in _TARGETS for target in flat.objects(node, kind)]
        used = list(flat.objects(node, SH.property)) if targets else []
        for shape in used:
            flat.remove((node, SH.property, shape))
            for kind, target in targets:
                flat.add((shape, kind, target))
        ignored = flat.value(node, SH.ignoredProperties)
        if ignored is not None:
            paths = (flat.value(shape, SH.path) for shape in used)
            closed = Collection(flat, ignored)
            closed += [path for path in paths if path is not None]
    return flat


def _union(facts: Facts) -> Graph:
    """Return what documents and curators say in one graph, values that were not accepted included."""
    graph = Graph()
    for subject, predicate, value in facts.triples:
        if predicate not in _DERIVED and not str(subject).startswith(_EVIDENCE) and not _unknown(predicate, facts):
            graph.add((subject, predicate, value))
    return graph


def _unknown(predicate: Node, facts: Facts) -> bool:
    """Tell whether a property is reported as an unknown term; once is enough."""
    return str(predicate).startswith(CAKG) and str(predicate) not in facts.terms


def _answers(dataset: Dataset, queries: Mapping[str, str]) -> Iterator[Finding]:
    for name, text in sorted(queries.items()):
        rule = _read(name, text)
        for row in dataset.query(text):
            values = row.asdict()  # type: ignore[union-attr]
            message = _NAME.sub(lambda match: compact(match[0]), str(values["message"]))
            yield Finding(name, rule.severity, str(values["focus"]), message)


def _read(name: str, text: str) -> Rule:
    """Return a check query as a rule. Errors: InputError where its front matter is not that of a check."""
    top = read_front_matter(text, f"queries/check/{name}.rq")
    top.refuse_unknown(_KEYS)
    severity = top.member("severity")
    grave = severity.text() == "violation"
    if not grave and severity.text() != "warning":
        raise severity.error(f"{severity.text()!r} is no severity", "write violation or warning")
    return Rule(name, "violation" if grave else "warning", top.member("summary").text())


def _severity(node: Node | None) -> Severity:
    return _SEVERITIES[node or SH.Violation]


def _local(shape: Node | None) -> str:
    return str(shape).rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _shown(term: Node) -> str:
    return f'"{term}"' if isinstance(term, Literal) else compact(str(term))


def shapes(corpus: files.Corpus) -> "Graph":
    """Return the SHACL shapes of a corpus as one graph."""
    from rdflib import Graph

    graph = Graph()
    for source in corpus.of_kind("shape"):
        graph.parse(data=source.text, format="turtle")
    return graph


def terms(corpus: files.Corpus) -> frozenset[str]:
    """Return the IRIs of the classes and properties that the ontology of a corpus defines."""
    from cakg.read.claims import read_vocabulary

    return read_vocabulary(corpus).terms
