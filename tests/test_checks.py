"""Every check is seen to fail: `checks/<rule>/fail*`, a file or a folder of files, added to `checks/base/`, breaks that
rule and no other, at the lines and in the words that `checks/places.csv` quotes; `pass*` comes near and breaks none. A
file that describes a report is a report, all else belongs to the register.
"""

import csv
import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad
from rdflib import Dataset
from tests.sampling import drawn, sampled
from tests.sharing import shipped

from cakg.compile.dataset import quads
from cakg.engine.store import as_dataset
from cakg.judge import conformance
from cakg.judge.conformance import Rulebook
from cakg.judge.findings import Finding
from cakg.judge.queries import COLUMNS
from cakg.judge.rules import RULES
from cakg.judge.shapes import Shapes
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
QUERIES = corpus.queries(ROOT, "check")
DATED = {name: rule for name, (rule, _) in RULES.items()}


@cache
def book() -> Rulebook:
    return Rulebook.of(shipped())


def sources(case: Path | None) -> tuple[Source, ...]:
    """Return the shipped terms, the base and a case, which is added to it."""
    found = list(shipped().of_kind("vocabulary"))
    for path in sorted((HERE / "base").glob("*.ttl")):
        kind = "report" if path.stem.startswith("report") else "register"
        found.append(Source(str(path.relative_to(HERE)), kind, path.read_text("utf-8")))
    files = [] if case is None else sorted(case.glob("*.ttl")) if case.is_dir() else [case]
    added = [Source(str(path.relative_to(HERE)), "register", path.read_text("utf-8"), added=True) for path in files]
    return (*found, *added)


def compiled(case: Path | None) -> list[Quad]:
    return quads(gather(Corpus(HERE, sources(case)), strict=False))


def judged(case: Path | None, only: set[str] | None = None) -> list[Finding]:
    """Return what breaks the rules, or some of them, by the path that users take."""
    return conformance.check(as_dataset(compiled(case)), book(), sources(case), only=only)


@cache
def places() -> dict[str, set[tuple[str, str, str]]]:
    """Return for each case the files and lines at which its findings stand, and what they say."""
    found: dict[str, set[tuple[str, str, str]]] = {}
    with (HERE / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["case"], set()).add((row["file"], row["line"], row["said"]))
    return found


def in_memory(found: list[Quad]) -> Dataset:
    reference = Dataset()
    reference.parse(data="\n".join(f"{quad} ." for quad in found), format="nquads")
    return reference


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def test_the_base_breaks_no_rule() -> None:
    assert judged(None) == []


@pytest.mark.parametrize("case", CASES, ids=shown)
def test_a_case_breaks_its_rule_and_no_other_at_the_line_that_is_wrong(case: Path) -> None:
    """Of most cases it is seen that they break their own rule, of those that the seed draws also that no other."""
    rule = next(rule for rule in book().rules() if rule.name == case.parent.name)
    found = judged(case, None if drawn(shown(case), 4) else {rule.name})
    assert {(finding.rule, finding.severity) for finding in found} == {(rule.name, rule.severity)}
    lines = {source.path: source.text.split("\n") for source in sources(case)}
    for finding in found:
        assert finding.focus.startswith("https://w3id.org/cakg/")
        assert re.fullmatch(r"\S.*(; .*[.?]|\.)", finding.message)
        assert "w3id.org" not in finding.message
    told = {(f.path, lines[f.path or ""][(f.line or 0) - 1].strip(), f.message) for f in found}
    assert told == places()[shown(case)]


def test_rules_are_judged_alone_where_some_are_named() -> None:
    """A query and a rule, each broken by a case of its own, both put into one dataset."""
    cases = [next(case for case in CASES if case.parent.name == name) for name in ("same-ordinal-twice", "slug-date")]
    found = as_dataset([quad for case in cases for quad in compiled(case)])
    both = {finding.rule for finding in conformance.check(found, book())}
    assert {"same-ordinal-twice", "slug-date"} <= both
    for name in both:
        assert {finding.rule for finding in conformance.check(found, book(), only={name})} == {name}
    assert conformance.check(found, book(), only=set()) == []


@pytest.mark.parametrize("case", sampled(NEAR_MISSES, 3), ids=shown)
def test_a_near_miss_breaks_no_rule(case: Path) -> None:
    assert judged(case) == []


def test_every_check_has_a_case() -> None:
    assert {case.parent.name for case in CASES} == {*QUERIES, *DATED}
    assert set(places()) == set(map(shown, CASES))


@pytest.mark.parametrize("case", sampled([case for case in CASES if case.parent.name in QUERIES], 5), ids=shown)
def test_a_query_finds_the_same_on_every_engine(case: Path) -> None:
    text = QUERIES[case.parent.name]
    found = compiled(case)
    rows = [tuple(map(str, row)) for row in as_dataset(found).query(text)]
    assert rows
    assert rows == [tuple(map(str, row)) for row in in_memory(found).query(text)]


def test_the_rules_find_the_same_on_every_engine() -> None:
    found = compiled(HERE / "unknown-term" / "fail.ttl")
    first = conformance.check(as_dataset(found), book())
    assert first == conformance.check(in_memory(found), book())
    assert [(finding.rule, finding.place) for finding in first] == [("unknown-term", "(derived)")]


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_query_says_what_it_demands(name: str) -> None:
    top = read_front_matter(QUERIES[name], name)
    assert top.member("summary").text().endswith(".")
    assert len(top.member("description").text()) > 20
    selected = re.search(r"SELECT DISTINCT (.*)", QUERIES[name])
    assert selected is not None
    columns = list(top.member("columns").all())
    assert selected[1].split() == [f"?{column}" for column in columns]
    assert columns == [column for column in COLUMNS if column in columns] and columns[:2] == ["focus", "message"]
    assert "ORDER BY" in QUERIES[name]
    assert not re.search(r"SELECT\s+\*|\bSERVICE\b", QUERIES[name])


def test_names_of_rules_are_unique_in_any_case_and_sorted() -> None:
    names = [rule.name for rule in book().rules()]
    assert names == sorted(names)
    assert len(names) == len({name.lower() for name in names})
    assert all(rule.summary.endswith(".") for rule in DATED.values())


@pytest.mark.parametrize(
    ("top", "problem"),
    [("", "there is no front matter"), ("#+ summary: X.\n", "lacks severity"), ("#+ severity: error\n", "no severity")],
)
def test_a_query_without_its_front_matter_is_an_input_error(top: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        Rulebook(Shapes(""), {"x": top + "SELECT ?focus ?message WHERE { }"}, frozenset()).rules()


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("SELECT ?focus WHERE { ?focus ?p ?o }", "has not the columns that it needs; select \\?focus \\?message"),
        ("SELECT ?focus ?message ?extra WHERE { }", "has not the columns"),
        ("ASK { }", "has not the columns"),
        ("SELECT ?focus ?message WHERE { ?focus ?p }", "queries/check/x.rq:3:[0-9]+: .*; "),
        ("SELECT ?focus ?message { SERVICE <x:y> { } }", "queries/check/x.rq:3:26: .* by SERVICE"),
    ],
)
def test_a_query_that_is_no_check_is_an_input_error(query: str, problem: str) -> None:
    own = Rulebook(Shapes(""), {"x": f"#+ summary: X.\n#+ severity: warning\n{query}"}, frozenset())
    with pytest.raises(InputError, match=problem):
        conformance.check(as_dataset(compiled(None)), own)


def test_violations_come_first() -> None:
    worse = compiled(HERE / "same-ordinal-twice" / "fail") + compiled(HERE / "slug-form" / "fail.ttl")
    found = conformance.check(as_dataset(worse), book())
    assert [(finding.severity, finding.rule) for finding in found] == [
        ("violation", "slug-form"),
        ("warning", "same-ordinal-twice"),
    ]
