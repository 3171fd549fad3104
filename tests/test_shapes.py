"""Every shape is seen to fail: `shapes/<rule>/fail*.ttl`, added to `shapes/base.ttl`, breaks that rule and no other."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from cakg.judge.conformance import Finding, conform, rules
from cakg.read import turtle
from cakg.words.errors import InputError
from cakg.words.namespaces import EDTF, PREFIXES

HERE = Path(__file__).parent / "shapes"
SHAPE_FILES = sorted((Path(__file__).parents[1] / "ontology" / "shapes").glob("*.ttl"))
CASES = sorted(HERE.glob("*/fail*.ttl"))
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf)
NO_CONSTRAINT = {RDF.type, SH.message, SH.path, SH.property, SH.severity, SH.closed, SH.ignoredProperties, *TARGETS}
TOGETHER = {SH.qualifiedMinCount: SH.qualifiedValueShape, SH.qualifiedValueShape: SH.qualifiedMinCount}


@cache
def shapes() -> Graph:
    graph = Graph()
    for path in SHAPE_FILES:
        graph.parse(path)
    return graph


@cache
def sample(case: Path | None = None) -> Graph:
    graph = Graph().parse(HERE / "base.ttl")
    return graph if case is None else graph.parse(case)


def name(shape: Node) -> str:
    return str(shape).removeprefix(PREFIXES["shape"])


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_the_base_breaks_no_rule() -> None:
    assert conform(sample(), shapes()) == []


def test_the_base_has_something_for_every_shape() -> None:
    graph = sample()
    for shape, target in shapes().subject_objects(SH.targetClass):
        assert (None, RDF.type, target) in graph, f"{name(shape)} judges nothing"
    for shape, path in shapes().subject_objects(SH.path):
        if isinstance(path, URIRef) and isinstance(shape, URIRef):
            assert (None, path, None) in graph, f"{name(shape)} judges nothing"


@pytest.mark.parametrize("case", CASES, ids=shown)
def test_a_case_breaks_its_rule_and_no_other(case: Path) -> None:
    rule = next(rule for rule in rules(shapes(), {}) if rule.name == case.parent.name)
    found = conform(sample(case), shapes())
    assert {(finding.rule, finding.severity) for finding in found} == {(rule.name, rule.severity)}
    assert all(finding.message.startswith(rule.summary) for finding in found)


def test_every_rule_has_a_case() -> None:
    assert {case.parent.name for case in CASES} == {name(shape) for shape in shapes().subjects(SH.message)}


def constraints() -> Iterable[tuple[URIRef, Node]]:
    for shape in sorted(set(shapes().subjects(SH.message)), key=str):
        for predicate in sorted(set(shapes().predicates(shape)) - NO_CONSTRAINT, key=str):
            assert isinstance(shape, URIRef)
            yield shape, predicate


@pytest.mark.parametrize(("shape", "predicate"), list(constraints()), ids=lambda term: name(term).rsplit("#", 1)[-1])
def test_no_constraint_is_idle(shape: URIRef, predicate: Node) -> None:
    """Without one constraint of a shape, some case of it goes unnoticed."""
    weaker = only(shape)
    for removed in (predicate, TOGETHER.get(predicate)):
        weaker.remove((shape, removed, None)) if removed is not None else None
    cases = [case for case in CASES if case.parent.name == name(shape)]
    assert any(not conform(sample(case), weaker) for case in cases), f"no case needs {predicate}"


def only(shape: URIRef) -> Graph:
    """Return one shape, with the targets of those that use it and the shapes that it uses."""
    alone = Graph()
    waiting: list[Node] = [shape]
    while waiting:
        node = waiting.pop()
        for predicate, value in shapes().predicate_objects(node):
            if predicate != SH.property or node != shape:
                alone.add((node, predicate, value))
                known = (value, None, None) in alone
                waiting.extend([value] if (value, None, None) in shapes() and not known else [])
    for user in shapes().subjects(SH.property, shape):
        for kind in TARGETS:
            for target in shapes().objects(user, kind):
                alone.add((shape, kind, target))
    return alone


def test_shapes_mean_what_they_say_to_a_plain_validator() -> None:
    """The rearranged shapes of `conform` give the findings that pySHACL gives on the shapes as they are written."""
    from pyshacl import validate

    everything = Graph().parse(HERE / "base.ttl")
    for number, case in enumerate(CASES):
        everything.parse(data=re.sub(r":x\b", f":x-{number}", case.read_text("utf-8")), format="turtle")
    _, report, _ = validate(everything, shacl_graph=shapes(), inplace=True)
    expected = {
        (name(report.value(result, SH.sourceShape)), str(report.value(result, SH.focusNode)))
        for result in report.objects(None, SH.result)
    }
    found = conform(everything, shapes())
    assert {(finding.rule, finding.focus) for finding in found} == expected
    assert {rule for rule, _ in expected} >= {"Event-properties", "topic", "City-coordinates"}


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("Dushanbe on 17-18 March 2005", False),
        ("Fifth Regional Economic Co-operation Conference", False),
        ("today met the President of Tajikistan.", False),
        ("Генассамблеи ООН в 2020 г.", False),
        ("President Emomali Rahmon.", False),
        ("(CIS), the European Union", False),
        ("The week began on Monday.", True),
        ("“We welcome the new initiative!”", True),
        ("Ҳамкорӣ бо САҲА идома дорад.", True),
        ("Мы приветствуем эту инициативу…", True),
    ],
)
def test_a_phrase_is_told_from_a_sentence(quote: str, sentence: bool) -> None:
    (pattern,) = shapes().objects(URIRef(PREFIXES["shape"] + "quote-phrase"), SH.pattern)
    assert (re.search(str(pattern), quote) is None) is sentence


def test_a_finding_shows_what_was_found() -> None:
    bad = sample(HERE / "topic" / "fail.ttl")
    message = "cakg:topic names the subject that a thing deals with, with a concept of scheme:topic; choose one in "
    assert conform(bad, shapes()) == [
        Finding(
            "topic",
            "violation",
            PREFIXES["event"] + "week",
            message + "ontology/concepts/topic.ttl. Found: level:minister",
        )
    ]


def test_malformed_shapes_are_an_input_error() -> None:
    broken = Graph().parse(data=f"<{PREFIXES['shape']}x> a <{SH.PropertyShape}> .", format="turtle")
    with pytest.raises(InputError, match="the shapes cannot be used"):
        conform(sample(), broken)


@pytest.mark.parametrize("path", SHAPE_FILES, ids=lambda path: path.stem)
def test_shape_files_are_canonical_but_for_their_lists_and_paths(path: Path) -> None:
    text = path.read_text("utf-8")
    plain = re.sub(r" ([(\[] .* [)\]]) ;$", lambda m: f" {json.dumps(m[1])} ;", text, flags=re.MULTILINE)
    head, _, body = plain.partition("\n\n")
    declared = [line.split()[1].rstrip(":") for line in head.splitlines()]
    assert declared == sorted(declared)
    assert all(re.search(rf"[\s(^]{prefix}:\w", text.partition("\n\n")[2]) for prefix in declared)
    assert turtle.canonical(plain, path.name).partition("\n\n")[2] == body
    named = {triple.subject.value for triple in turtle.parse(text, path.name, blank_nodes=True)}
    assert all(not iri.startswith("http") or iri.startswith(PREFIXES["shape"]) for iri in named)


def test_messages_are_sentences_that_say_what_to_do() -> None:
    for shape, message in shapes().subject_objects(SH.message):
        assert re.fullmatch(r"\S.*; [^;]+\.", str(message)), f"{name(shape)}: {message}"
        assert message.language == "en"
        path = shapes().value(shape, SH.path)
        if isinstance(path, URIRef):
            prefix, local = next((p, path[len(i) :]) for p, i in PREFIXES.items() if path.startswith(i))
            assert f"{prefix}:{local}" in message, f"{name(shape)} does not name {prefix}:{local}"


def test_the_pattern_of_dates_is_the_one_that_the_rules_know() -> None:
    from cakg.judge import rules as on_dates

    (pattern,) = shapes().objects(URIRef(PREFIXES["shape"] + "edtf"), SH.pattern)
    assert str(pattern) == f"^{on_dates.LEGIBLE.pattern}$"
    dated = {value.datatype for _, _, value in sample() if getattr(value, "datatype", None) is not None}
    assert URIRef(EDTF + "EDTF") in dated
