"""Compiling: deterministic, cached, narrowed by perspective; what is derived and what stays untouched."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode

from cakg import corpus as files
from cakg.claims import QUOTE, gather
from cakg.compile import Perspective, compile, quads
from cakg.corpus import Corpus
from cakg.errors import UsageError
from cakg.namespaces import CAKG, RDFS

_SCRIPT = """
import hashlib, sys
from pathlib import Path
from cakg import corpus
from cakg.claims import gather
from cakg.compile import quads
found = quads(gather(corpus.read(Path(sys.argv[1]))))
print(hashlib.sha256("\\n".join(map(str, found)).encode()).hexdigest())
"""


def test_the_same_bytes_whatever_the_seed_zone_and_order(sample_root: Path, sample: Corpus) -> None:
    digests = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Dushanbe"), ("4242", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(sample_root)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout)
    assert len(digests) == 1
    shuffled = list(sample.sources)
    random.Random(7).shuffle(shuffled)
    assert quads(gather(replace(sample, sources=tuple(shuffled)))) == quads(gather(sample))


def test_report_graphs_are_untouched(sample: Corpus) -> None:
    claims = gather(sample)
    found = quads(claims)
    for report in claims.reports:
        own = {(q.subject, q.predicate, q.object) for q in found if q.graph_name == report.iri}
        assert own == set(map(tuple, report.triples)) and own
    assert not any(
        quad.predicate == QUOTE and "evidence/" not in quad.subject.value
        for quad in found
        if quad.graph_name == DefaultGraph()
    )


def test_everything_in_the_view_has_a_label_and_functional_claims_have_one_value(sample: Corpus) -> None:
    claims = gather(sample)
    view = [quad for quad in quads(claims) if quad.graph_name == DefaultGraph()]
    labelled = {quad.subject for quad in view if quad.predicate.value == RDFS + "label"}
    assert labelled == {quad.subject for quad in view}
    values: dict[tuple[object, object], set[object]] = {}
    for quad in view:
        if quad.predicate.value in claims.vocabulary.functional:
            values.setdefault((quad.subject, quad.predicate), set()).add(quad.object)
    assert values and all(len(one) == 1 for one in values.values())


def test_the_cache_gives_the_same_dataset(sample: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAKG_CACHE", str(tmp_path))
    fresh = set(compile(sample).store._inner)
    assert len(list(tmp_path.iterdir())) == 1
    monkeypatch.setattr("cakg.compile.gather", lambda *_, **__: pytest.fail("compiled again"))
    assert set(compile(sample).store._inner) == fresh
    other = replace(
        sample, sources=(*sample.sources[:-1], replace(sample.sources[-1], text=sample.sources[-1].text + "\n"))
    )
    with pytest.raises(pytest.fail.Exception):
        compile(other)


def test_perspectives_narrow_the_reports(sample: Corpus) -> None:
    claims = gather(sample)
    everything = {report.iri for report in claims.reports}

    def heard(**chosen: object) -> set[NamedNode]:
        return {report.iri for report in Perspective(**chosen).narrow(claims.reports)}  # type: ignore[arg-type]

    assert heard() == everything
    days = sorted(report.known_by for report in claims.reports if report.known_by is not None)
    assert heard(as_known_on=days[0].isoformat()) < heard(as_known_on=days[-1].isoformat())
    publishers = {publisher for report in claims.reports for publisher in report.publishers}
    assert len(publishers) > 1
    parts = [heard(publisher=publisher) for publisher in sorted(publishers)]
    assert set().union(*parts) == everything and all(part < everything for part in parts)
    assert heard(verified_only=True) == {report.iri for report in claims.reports if report.verified}
    with pytest.raises(UsageError, match="no date"):
        heard(as_known_on="yesterday")


def test_a_perspective_shows_in_the_view(sample: Corpus) -> None:
    first = min(report.known_by for report in gather(sample).reports if report.known_by is not None)
    early = compile(sample, Perspective(as_known_on=first.isoformat()))
    whole = compile(sample)
    asked = f"SELECT ?node WHERE {{ ?node <{CAKG}reportedIn> ?report }}"
    assert 0 < len(early.query(asked)) < len(whole.query(asked))


def test_the_shipped_corpus_compiles_and_disputes() -> None:
    dataset = compile(files.read(files.find_root()))
    counts = {
        name: len(dataset.query(f"SELECT ?x WHERE {{ ?x a <{CAKG}{name}> }}"))
        for name in ("Report", "Event", "Tenure", "Disagreement", "Evidence")
    }
    assert counts["Report"] >= 40 and counts["Event"] >= 70 and counts["Tenure"] >= 50
    assert counts["Disagreement"] >= 25 and counts["Evidence"] > counts["Event"]
