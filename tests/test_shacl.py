"""SHACL means SHACL: every test of the core suite of the W3C by the function that users' checks go through; then cases
of our own (`shacl/<case>/`): shapes and how often each fires on the sample.
"""

import re
import shutil
import sys
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from pyoxigraph import RdfFormat, parse
from tests.sampling import sampled

import cakg
from cakg.judge.validation import ENGINES, conform
from cakg.words.errors import InputError, UsageError
from cakg.words.namespaces import PREFIXES, RDF, SH

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
SUITE = next(Path(sys.prefix, "w3c").glob("pyshacl-*/test/resources/sht_tests/core"), None)  # see the Makefile
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
DEVIATIONS = {  # what pySHACL does otherwise, and why
    "property/uniqueLang-002": 'it takes sh:uniqueLang "1"^^xsd:boolean for true, which the standard does not.',
}

Graph = Mapping[tuple[str, str], Sequence[str]]


@cache
def triples(path: Path) -> str:
    """Return a Turtle file of the suite as N-Triples."""
    found = parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=path.as_uri())
    return "".join(f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in found)


def graph(path: Path) -> Graph:
    found: dict[tuple[str, str], list[str]] = {}
    for quad in parse(triples(path), RdfFormat.N_TRIPLES):
        found.setdefault((str(quad.subject), quad.predicate.value), []).append(str(quad.object))
    return found


def entries() -> list[tuple[str, Path]]:
    """Return the tests that the manifests of the suite include."""
    found: list[tuple[str, Path]] = []
    if SUITE is None:
        return found
    waiting = [SUITE / "manifest.ttl"]
    while waiting:
        path = waiting.pop()
        said = graph(path).items()
        waiting.extend(local(iri) for (_, name), values in said if name == MF + "include" for iri in values)
        if any(name == RDF + "type" and f"<{SHT}Validate>" in values for (_, name), values in said):
            found.append((path.relative_to(SUITE).with_suffix("").as_posix(), path))
    return sorted(found)


def local(iri: str) -> Path:
    return Path(unquote(urlsplit(iri[1:-1]).path))


def one(held: Graph, subject: str, name: str) -> str:
    return (held.get((subject, name)) or [""])[0]


def path_of(held: Graph, node: str) -> str:
    """Return a path of SHACL as SPARQL writes it."""
    if node.startswith("<"):
        return node
    for name, before, after in (
        ("inversePath", "^", ""),
        ("zeroOrMorePath", "(", ")*"),
        ("oneOrMorePath", "(", ")+"),
        ("zeroOrOnePath", "(", ")?"),
    ):
        if (node, SH + name) in held:
            return before + path_of(held, one(held, node, SH + name)) + after
    several = one(held, node, SH + "alternativePath")
    steps, rest = [], several or node
    while (rest, RDF + "first") in held:
        steps.append(path_of(held, one(held, rest, RDF + "first")))
        rest = one(held, rest, RDF + "rest")
    return f"({('|' if several else '/').join(steps)})"


def nameless(term: str) -> str:
    return "_" if term.startswith("_:") else term


def expected(path: Path) -> tuple[Path, Path, list[tuple[str, ...]]]:
    """Return data, shapes and results of a test; a blank node is `_`, as its label means nothing."""
    held = graph(path)
    (test,) = [key[0] for key, values in held.items() if key[1] == RDF + "type" and f"<{SHT}Validate>" in values]
    action, report = one(held, test, MF + "action"), one(held, test, MF + "result")
    results = []
    for result in held.get((report, SH + "result"), ()):
        said = [one(held, result, SH + name) for name in ("focusNode", "value", "sourceShape")]
        kinds = [one(held, result, SH + name)[1:-1] for name in ("sourceConstraintComponent", "resultSeverity")]
        where = one(held, result, SH + "resultPath")
        results.append((*map(nameless, said), *kinds, path_of(held, where) if where else ""))
    assert one(held, report, SH + "conforms").startswith('"false"' if results else '"true"') or results
    return local(one(held, action, SHT + "dataGraph")), local(one(held, action, SHT + "shapesGraph")), sorted(results)


def found(path: Path, engine: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return what an engine finds and what it should."""
    data, shapes, results = expected(path)
    got = [
        (nameless(r.focus), nameless(r.value), nameless(r.source), r.component, r.severity, r.path)
        for r in conform(triples(data), triples(shapes), engine)
    ]
    return sorted(got), results


@pytest.mark.parametrize(("name", "path"), entries(), ids=[name for name, _ in entries()])
def test_the_core_suite_of_the_w3c(name: str, path: Path) -> None:
    got, wanted = found(path, "shacl")
    assert got == wanted


@pytest.fixture(scope="module")
def suite() -> Path:
    """Return the folder of the suite, or skip."""
    if SUITE is None:
        pytest.skip("the SHACL test suite of the W3C is not installed; make test installs it")
    return SUITE


def test_the_suite_is_whole(suite: Path) -> None:
    assert len(entries()) == 98
    files = {path for _, path in entries()}
    beside = {path for _, one in entries() for path in expected(one)[:2]}
    assert {p for p in suite.rglob("*.ttl") if p.name != "manifest.ttl"} == files | beside


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@pytest.mark.usefixtures("suite")
def test_the_deviations_of_the_second_opinion_are_listed() -> None:
    """pySHACL meets the suite but for what is listed here and in docs/architecture.md."""
    failing = []
    for name, path in entries():
        got, wanted = found(path, "pyshacl")
        failing += [name] if got != wanted else []
    assert failing == sorted(DEVIATIONS)
    page = (REPOSITORY / "docs" / "architecture.md").read_text("utf-8")
    assert all(f"`{name}` {why}" in page for name, why in DEVIATIONS.items())


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample as a corpus to which shapes can be added."""
    folder = tmp_path_factory.mktemp("shapes")
    shutil.copytree(REPOSITORY / "ontology", folder / "ontology")
    (folder / "queries").symlink_to(REPOSITORY / "queries")
    (folder / "data").symlink_to(REPOSITORY / "tests" / "sample" / "data")
    return folder


MEANT = sorted((HERE / "shacl").iterdir())
FASTEST, *SLOW = ENGINES


@pytest.mark.parametrize(
    ("case", "engine"),
    [*((case, FASTEST) for case in MEANT), *((case, engine) for engine in SLOW for case in sampled(MEANT, 4))],
    ids=lambda one: getattr(one, "name", one),
)
def test_shapes_mean_what_they_say(case: Path, engine: str, root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Added shapes find on the sample what `expected.yaml` says: for each rule its severity and how often it fires."""
    shutil.copy(case / "shape.ttl", root / "ontology" / "shapes" / "added.ttl")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = cakg.check(root=root, shacl_engine=engine)
    counted = Counter((finding.rule, finding.severity) for finding in found)
    assert {rule: [severity, count] for (rule, severity), count in counted.items()} == yaml.safe_load(
        (case / "expected.yaml").read_text("utf-8")
    )
    assert all(finding.path is not None and finding.path.startswith("data/") for finding in found)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        ("shape:x a sh:PropertyShape .", "has 0 values of sh:path instead of one"),
        ("shape:x a sh:NodeShape ; sh:property shape:y .", "names <https://w3id.org/cakg/shape/y>, which is described"),
        ("shape:x a sh:NodeShape ; sh:in 3 .", "the shapes cannot be used"),
        (
            "shape:x a sh:NodeShape ; sh:targetClass shape:y ; sh:minLenght 3 .",
            "added.ttl:5: sh:minLenght is no term of",
        ),
        ("shape:x a sh:NodeShape ; sh:severity sh:Warnig .", "did you mean sh:Warning?"),
        (
            "shape:x a sh:NodeShape ; sh:sparql [ sh:select 'SELECT $this {}' ] .",
            "the shapes hold sh:sparql, which this engine does not judge as it is meant; make it a query",
        ),
        ("shape:x a", "added.ttl:6:1: Unexpected end"),
    ],
)
def test_shapes_that_cannot_be_used_are_an_input_error(root: Path, shape: str, problem: str) -> None:
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("cakg", "sh", "shape"))
    (root / "ontology" / "shapes" / "added.ttl").write_text(f"{prefixes}\n{shape}\n", "utf-8")
    with pytest.raises(InputError, match=re.escape(problem)):
        cakg.check(root=root)


def test_an_engine_that_is_none_is_a_usage_error(sample_root: Path) -> None:
    with pytest.raises(UsageError, match="choose shacl or pyshacl"):
        cakg.check(root=sample_root, shacl_engine="other")
