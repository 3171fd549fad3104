"""The accepted view on small corpora: one folder a case, each with what it must hold and why."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import Literal, URIRef
from rdflib.term import Node
from tests.sampling import sampled

import cakg
from cakg.compile.dataset import compile
from cakg.compile.graph import Graph
from cakg.compile.perspective import Perspective
from cakg.read import corpus
from cakg.words.namespaces import compact

REPOSITORY = Path(__file__).resolve().parents[1]
CASES = REPOSITORY / "tests" / "acceptance"
_DISPUTE = """
SELECT ?d ?type ?value ?accepted WHERE {
    ?d a cakg:Disagreement ; cakg:onSubject %s ; cakg:onProperty %s ; cakg:disagreementType ?type ; cakg:reading ?r .
    ?r cakg:value ?value OPTIONAL { ?r cakg:accepted ?accepted }
} ORDER BY ?d STR(?value)
"""


@pytest.mark.parametrize("case", sampled(sorted(path.parent.name for path in CASES.glob("*/case.yaml")), 3))
def test_accepted_view(case: str, tmp_path: Path) -> None:
    """Compile the case beside the ontology and the register that all cases share, and ask what is expected."""
    wanted = yaml.safe_load((CASES / case / "case.yaml").read_text("utf-8"))
    root = _root_of(case, tmp_path)
    graph = compile(corpus.read(root), Perspective(**wanted.get("heard", {})))
    for expected in wanted["expect"]:
        assert _found(graph, root, expected) == expected["is"], wanted["why"]


def test_every_case_says_what_it_expects_and_why() -> None:
    for path in CASES.glob("*/case.yaml"):
        wanted = yaml.safe_load(path.read_text("utf-8"))
        assert wanted["rule"] and wanted["why"] and wanted["expect"], path


def _root_of(case: str, folder: Path) -> Path:
    for name in ("ontology", "queries"):
        (folder / name).symlink_to(REPOSITORY / name)
    for kind in ("register", "reports/2021", "rulings"):
        (folder / "data" / kind).mkdir(parents=True)
    shutil.copy(CASES / "register.ttl", folder / "data" / "register" / "all.ttl")
    places = {"register.ttl": "register", "rulings.ttl": "rulings"}
    for path in (CASES / case).glob("*.ttl"):
        shutil.copy(path, folder / "data" / places.get(path.name, "reports/2021") / path.name)
    return folder


def _found(graph: Graph, root: Path, expected: dict[str, Any]) -> object:
    """Return what the view holds in the form in which a case states it."""
    if "of" in expected:
        subject, predicate = expected["of"].split()
        return _shown(graph, f"SELECT ?value WHERE {{ {subject} {predicate} ?value }} ORDER BY STR(?value)")
    if "ask" in expected:
        return _shown(graph, expected["ask"])
    if "dispute" in expected:
        return _disputes(graph, *expected["dispute"].split())
    if "question" in expected:
        return len(cakg.ask(expected["question"], graph=graph, root=root))
    found = (f"{one.focus} {one.rule} {one.message}" for one in cakg.check(root=root))
    return sum(bool(re.search(expected["check"], one)) for one in found)


def _shown(graph: Graph, query: str) -> list[str]:
    return [_text(row[0]) for row in cakg.query(query, graph)]


def _disputes(graph: Graph, subject: str, predicate: str) -> str:
    """Return disputes like `value[2021-05-10* | 2021-05-11]`: an asterisk accepted, a question mark not judged."""
    found: dict[tuple[str, str], list[str]] = {}
    for node, kind, value, accepted in cakg.query(_DISPUTE % (subject, predicate), graph):
        mark = "?" if accepted is None else "*" if accepted == Literal(True) else ""
        sort = compact(str(kind)).removeprefix("kind:").removesuffix("-disagreement")
        found.setdefault((str(node), sort), []).append(_text(value) + mark)
    return " ".join(f"{sort}[{' | '.join(values)}]" for (_, sort), values in found.items()) or "none"


def _text(term: Node) -> str:
    return compact(str(term)) if isinstance(term, URIRef) else str(term)
