"""What is added to a corpus is judged by what it may bear on alone: what is found is what judging all of it finds."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.sampling import sampled

import cakg
from cakg.compile import origin
from cakg.compile.dataset import opened
from cakg.compile.perspective import Perspective
from cakg.compile.texts import Texts
from cakg.judge.findings import Finding
from cakg.read.corpus import read
from cakg.words.namespaces import PREFIXES

HERE = Path(__file__).parent
SHIPPED = HERE.parent
CASES = sorted([*HERE.glob("checks/*/fail*"), *HERE.glob("checks/*/pass*")])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a corpus of the shipped terms and the records to which the cases of the checks are added."""
    folder = tmp_path_factory.mktemp("corpus")
    for name in ("ontology", "queries"):
        shutil.copytree(SHIPPED / name, folder / name)
    for path in (HERE / "checks" / "base").glob("*.ttl"):
        place = folder / "data" / ("reports/2012" if path.stem.startswith("report") else "register")
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    return folder


def judged_whole(monkeypatch: pytest.MonkeyPatch, root: Path, files: list[Path]) -> list[Finding]:
    with monkeypatch.context() as patched:
        patched.setattr(origin, "beside", lambda *_: None)
        return cakg.check(root=root, files=files)


def beside(root: Path, files: list[Path]) -> origin.Beside | None:
    corpus = read(root, files)
    return origin.beside(corpus, replace(corpus, sources=tuple(one for one in corpus.sources if not one.added)))


def files_of(case: Path) -> list[Path]:
    return sorted(case.glob("*.ttl")) if case.is_dir() else [case]


def shown(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("case", sampled(CASES, 4), ids=shown)
def test_what_is_added_is_judged_as_if_all_were(case: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = files_of(case)
    assert cakg.check(root=root, files=files) == judged_whole(monkeypatch, root, files)
    both = beside(root, files)
    if both is not None:
        assert set(both.grown.store) == set(opened(Texts(root, read(root, files)), Perspective(), strict=False).store)


@pytest.mark.parametrize(
    ("names", "is_followed"),
    [
        (["two-levels/fail"], True),  # a report
        (["described-nowhere/fail.ttl"], True),  # one with a term that nobody defined
        (["slug-form/fail.ttl"], True),  # something new in the register
        (["ruling-without-disagreement/fail.ttl"], False),  # what decides something
        (["concept-of-wrong-scheme/fail.ttl"], False),  # what means something
        (["name-of-two/fail.ttl", "two-levels/fail"], True),
    ],
)
def test_a_change_is_followed_unless_it_reaches_far(root: Path, names: list[str], is_followed: bool) -> None:
    files = [file for name in names for file in files_of(HERE / "checks" / name)]
    assert (beside(root, files) is not None) is is_followed


def test_a_report_of_the_corpus_is_judged_as_if_it_were_added(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found elsewhere is compared with the corpus without the report, and that is followed as well."""
    path = next((root / "data" / "reports").rglob("*.ttl"))
    both = beside(root, [path])
    assert both is not None and len(both.rest.store) < len(both.grown.store)
    assert cakg.check(root=root, files=[path]) == judged_whole(monkeypatch, root, [path])


def test_what_names_something_that_is_known_by_now_is_followed_no_more(root: Path, tmp_path: Path) -> None:
    """A name more for what reports mention may be what their quotes show."""
    known = (HERE / "checks" / "base" / "register.ttl").read_text("utf-8")
    more = tmp_path / "more.ttl"
    more.write_text(known, "utf-8")
    assert beside(root, [more]) is None


def test_what_was_found_of_names_before_is_no_finding_on_a_new_name(root: Path, tmp_path: Path) -> None:
    """Two names that are hardly told apart lie in the corpus already; what is added bears another."""
    own = shutil.copytree(root, tmp_path / "own")
    shutil.copy(next((HERE / "checks" / "name-like-anothers").glob("fail*.ttl")), own / "data" / "register")
    assert any(finding.rule == "name-like-anothers" for finding in cakg.check(root=own))
    new = tmp_path / "new.ttl"
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("cakg", "person", "skos"))
    person = 'person:zed a cakg:Person ; skos:prefLabel "Zed Quell"@en , "Зед Куэлл"@ru .\n'
    new.write_text(prefixes + person, "utf-8")
    assert beside(own, [new]) is not None
    assert cakg.check(root=own, files=[new]) == []


def test_what_bears_a_name_that_is_none_of_ours_is_judged(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new.ttl"
    told = files_of(HERE / "checks" / "two-levels" / "fail")[0].read_text("utf-8")
    new.write_text(f'{told}\n<http://example.org/e> cakg:dat "2012" .\n', "utf-8")
    assert beside(root, [new]) is not None
    found = cakg.check(root=root, files=[new])
    assert "unknown-term" in {finding.rule for finding in found}
    assert found == judged_whole(monkeypatch, root, [new])
