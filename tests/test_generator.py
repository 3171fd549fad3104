"""Generated corpora obey every rule but for the faults that were planted, and equal arguments give equal bytes."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from benchmarks import generator
from benchmarks.generator.faults import FAULTS
from benchmarks.generator.names import word
from benchmarks.generator.page import edtf, text

from cakg import api
from cakg.compile.dataset import write
from cakg.judge.findings import Finding
from cakg.read import corpus
from cakg.read.canonical import rewritings_of
from cakg.read.claims import gather
from cakg.words.namespaces import compact

ROOT = Path(__file__).parents[1]


def digests(folder: Path) -> dict[str, str]:
    """Return a digest of each file in a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def found(folder: Path) -> list[tuple[str, str]]:
    """Return rule and culprit of each finding in a corpus."""

    def said(one: Finding) -> tuple[str, str]:
        return one.rule, compact(one.focus)

    return sorted(map(said, api.check(root=folder)))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("generated") / "corpus"
    generator.write(folder, ROOT, 0.5)
    return folder


def test_a_generated_corpus_obeys_every_rule(sound: Path) -> None:
    assert found(sound) == []


def test_it_is_in_the_canonical_form(sound: Path) -> None:
    assert [one.path for one in rewritings_of(corpus.read(sound)) if one.changed] == []


def test_it_holds_what_the_real_one_holds(sound: Path) -> None:
    counts = {count.what: count.count for count in api.info(root=sound)}
    actors, said = ["Person", "Organization", "Group", "Post"], ["Tenure", "Statement", "Ruling", "Disagreement"]
    assert [
        kind
        for kind in (*actors, "Series", "Meeting", "Visit", "Participation", "Report", *said)
        if not counts.get(f"cakg:{kind}")
    ] == []
    scripts = {text.split("@")[-1][:2] for text in (sound / "data/register/person.ttl").read_text("utf-8").split()}
    assert {"en", "ru", "zh", "ka"} <= scripts


def test_planted_faults_are_found_and_no_others(tmp_path: Path) -> None:
    written = generator.write(tmp_path / "corpus", ROOT, 0.7, planted=2)
    planted = sorted((one.rule, one.focus) for one in written.planted)
    assert Counter(rule for rule, _ in planted) == dict.fromkeys(FAULTS, 2)
    assert found(tmp_path / "corpus") == planted


def test_equal_arguments_give_equal_bytes_whatever_the_seed_of_hashes(sound: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.generator", str(tmp_path / "again"), "--times", "0.5"]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, capture_output=True)
    assert digests(tmp_path / "again") == digests(sound)
    generator.write(tmp_path / "other", ROOT, 0.5, seed=2)
    assert digests(tmp_path / "other") != digests(sound)


def test_the_size_is_about_what_was_asked_for(tmp_path: Path) -> None:
    generator.write(tmp_path / "corpus", ROOT, 1.0)
    quads = write(gather(corpus.read(tmp_path / "corpus"))).count(b"\n")
    assert 0.8 < quads / generator.UNIT < 1.25


def test_few_take_part_in_much_and_most_in_little(sound: Path) -> None:
    rows = api.query("SELECT ?who (COUNT(*) AS ?n) { ?e cakg:hasParticipant ?who } GROUP BY ?who", root=sound)
    numbers = sorted((int(str(number)) for _, number in rows.texts()), reverse=True)  # type: ignore[union-attr]
    assert numbers[0] >= 5 * numbers[len(numbers) // 2]


def test_no_two_numbers_make_one_word() -> None:
    made = [word(number) for number in range(65**3)]
    for script in ("latin", "cyrillic", "georgian", "chinese"):
        assert len({getattr(one, script) for one in made}) == len(made)


def test_dates_and_texts_are_literals_of_their_kind() -> None:
    assert str(edtf("2005-03")) == '"2005-03"^^<http://id.loc.gov/datatypes/edtf/EDTF>'
    assert str(text("mot", "fr")) == '"mot"@fr'
