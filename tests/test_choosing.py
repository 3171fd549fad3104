"""Long suites are tried by a sample: the same at every run, another by another seed, all where all is asked for."""

import pytest
from tests import sampling

CASES = [f"case {number}" for number in range(100)]


@pytest.fixture(autouse=True)
def usual(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "WHOLE", False)
    monkeypatch.setattr(sampling, "SEED", "1")


@pytest.mark.parametrize("each", [2, 3, 7, 100, 1000])
def test_one_of_so_many_that_follow_one_another_is_tried(each: int) -> None:
    found = sampling.sampled(CASES, each)
    groups = [CASES[low : low + each] for low in range(0, len(CASES), each)]
    assert len(found) == len(groups)
    assert all(one in group for one, group in zip(found, groups, strict=True))
    assert found == sampling.sampled(CASES, each)


def test_every_case_is_drawn_by_some_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: set[str] = set()
    for seed in range(60):
        monkeypatch.setattr(sampling, "SEED", str(seed))
        drawn.update(sampling.sampled(CASES, 5))
    assert drawn == set(CASES)


def test_a_case_is_drawn_wherever_it_is_met(monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for seed in ("1", "2"):
        monkeypatch.setattr(sampling, "SEED", seed)
        found.append([case for case in CASES if sampling.drawn(case, 3)])
    assert found[0] != found[1] and all(20 < len(one) < 50 for one in found)


def test_all_are_tried_where_all_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sampling.few(3, whole=100) == 3
    monkeypatch.setattr(sampling, "WHOLE", True)
    assert sampling.sampled(CASES, 9) == CASES and sampling.few(3, whole=100) == 100
    assert all(sampling.drawn(case, 9) for case in CASES)
