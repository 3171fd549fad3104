"""The benchmarks run, and what they compare is equal; times are not judged."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def benchmarks_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))


def test_compiling_and_projecting_come_to_what_their_peers_do() -> None:
    from benchmarks import compiling, projecting
    from benchmarks.timing import table

    found = compiling.run(5) + projecting.run(5)
    assert [comparison.task for comparison in found] == [
        "parse Turtle",
        "compile, uncached",
        "project by sparse product",
        "build the network, with its events and days",
    ]
    assert all(comparison.ours > 0 and comparison.theirs > 0 for comparison in found)
    assert table(found).count("\n") == 2 + len(found)


def test_saved_queries_answer_alike_on_both_engines() -> None:
    from benchmarks import asking

    assert [comparison.task for comparison in asking.run(1)] == ["answer every question", "answer every view"]


def test_the_synthetic_corpus_is_always_the_same_and_grows() -> None:
    from benchmarks.corpus import synthetic

    assert synthetic(5) == synthetic(5)
    assert len(synthetic(6).of_kind("report")) == 6
    assert synthetic(5, seed=2) != synthetic(5)


def test_a_difference_is_found() -> None:
    from benchmarks.timing import compare

    with pytest.raises(AssertionError, match="another result"):
        compare("add", "1", lambda: 1, "abacus", lambda: 2)
    with pytest.raises(AssertionError, match="no result"):
        compare("add", "0", lambda: 0, "abacus", lambda: 0)
