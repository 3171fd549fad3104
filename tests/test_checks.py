"""Every check is seen to fail: `checks/<rule>/fail*`, a file or a folder of files, added to `checks/base/`, breaks that
rule and no other; `pass*` comes near and breaks none. A file that describes a report is a report, all else belongs to
the register.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad
from rdflib import Dataset, Graph

from cakg.compile.dataset import quads
from cakg.engine.store import as_dataset
from cakg.judge import conformance
from cakg.judge.conformance import check, rules
from cakg.judge.rules import RULES
from cakg.read import corpus
from cakg.read.claims import gather
from cakg.read.corpus import Corpus, Source
from cakg.read.frontmatter import read_front_matter
from cakg.words.errors import InputError

HERE = Path(__file__).parent / "checks"
ROOT = Path(__file__).parents[1]
CASES = sorted(HERE.glob("*/fail*"))
NEAR_MISSES = sorted(HERE.glob("*/pass*"))
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib's own use of its old names
DATED = {name: rule for name, (rule, _) in RULES.items()}


@cache
def shipped() -> Corpus:
    return corpus.read(ROOT)


@cache
def queries() -> Mapping[str, str]:
    return corpus.queries(ROOT, "check")


@cache
def shapes() -> Graph:
    return conformance.shapes(shipped())


def compiled(case: Path | None) -> list[Quad]:
    """Return the base and a case as quads; the terms are the shipped ones."""
    files = sorted((HERE / "base").glob("*.ttl"))
    if case is not None:
        files.extend(sorted(case.glob("*.ttl")) if case.is_dir() else [case])
    added = [Source(str(path.relative_to(HERE)), "register", path.read_text("utf-8"), added=True) for path in files]
    return quads(gather(Corpus(HERE, (*shipped().of_kind("vocabulary"), *added)), strict=False))


def in_memory(found: list[Quad]) -> Dataset:
    reference = Dataset()
    reference.parse(data="\n".join(f"{quad} ." for quad in found), format="nquads")
    return reference


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_the_base_breaks_no_rule() -> None:
    assert check(as_dataset(compiled(None)), shapes(), queries(), conformance.terms(shipped())) == []


@pytest.mark.parametrize("case", CASES, ids=shown)
def test_a_case_breaks_its_rule_and_no_other(case: Path) -> None:
    rule = next(rule for rule in rules(Graph(), queries()) if rule.name == case.parent.name)
    found = check(as_dataset(compiled(case)), shapes(), queries(), conformance.terms(shipped()))
    assert {(finding.rule, finding.severity) for finding in found} == {(rule.name, rule.severity)}
    for finding in found:
        assert finding.focus.startswith("https://w3id.org/cakg/")
        assert re.fullmatch(r"\S.*(; .*[.?]|\.)", finding.message)
        assert "w3id.org" not in finding.message


@pytest.mark.parametrize("case", NEAR_MISSES, ids=shown)
def test_a_near_miss_breaks_no_rule(case: Path) -> None:
    assert check(as_dataset(compiled(case)), shapes(), queries(), conformance.terms(shipped())) == []


def test_every_check_has_a_case() -> None:
    assert {case.parent.name for case in CASES} == {*queries(), *DATED}


@pytest.mark.parametrize("case", [case for case in CASES if case.parent.name in queries()], ids=shown)
def test_a_query_finds_the_same_on_every_engine(case: Path) -> None:
    text = queries()[case.parent.name]
    found = compiled(case)
    rows = [tuple(map(str, row)) for row in as_dataset(found).query(text)]
    assert rows
    assert rows == [tuple(map(str, row)) for row in in_memory(found).query(text)]


def test_the_rules_find_the_same_on_every_engine() -> None:
    found = compiled(HERE / "unknown-term" / "fail.ttl")
    first = check(as_dataset(found), shapes(), {}, conformance.terms(shipped()))
    assert first == check(in_memory(found), shapes(), {}, conformance.terms(shipped()))
    assert [finding.rule for finding in first] == ["unknown-term"]


@pytest.mark.parametrize("name", sorted(queries()))
def test_a_query_says_what_it_demands(name: str) -> None:
    top = read_front_matter(queries()[name], name)
    assert top.member("summary").text().endswith(".")
    assert len(top.member("description").text()) > 20
    assert list(top.member("columns").all()) == ["focus", "message"]
    assert "ORDER BY" in queries()[name]
    assert not re.search(r"SELECT\s+\*|\bSERVICE\b", queries()[name])


def test_names_of_rules_are_unique_in_any_case_and_sorted() -> None:
    names = [rule.name for rule in rules(conformance.shapes(shipped()), queries())]
    assert names == sorted(names)
    assert len(names) == len({name.lower() for name in names})
    assert all(rule.summary.endswith(".") for rule in DATED.values())


@pytest.mark.parametrize(
    ("top", "problem"),
    [("", "there is no front matter"), ("#+ summary: X.\n", "lacks severity"), ("#+ severity: error\n", "no severity")],
)
def test_a_query_without_its_front_matter_is_an_input_error(top: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        rules(Graph(), {"x": top + "SELECT ?focus ?message WHERE { }"})


def test_violations_come_first() -> None:
    worse = compiled(HERE / "same-ordinal-twice" / "fail") + compiled(HERE / "slug-form" / "fail.ttl")
    found = check(as_dataset(worse), shapes(), queries(), conformance.terms(shipped()))
    assert [(finding.severity, finding.rule) for finding in found] == [
        ("violation", "slug-form"),
        ("warning", "same-ordinal-twice"),
    ]
