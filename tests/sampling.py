"""Long suites by a sample that a seed draws: CAKG_SEED=7 draws another, CAKG_WHOLE=1 tries every case there is."""

import os
from collections.abc import Sequence
from random import Random
from typing import TypeVar
from zlib import crc32

import pytest

Case = TypeVar("Case")
WHOLE = bool(os.environ.get("CAKG_WHOLE"))
SEED = os.environ.get("CAKG_SEED", "1")
MANY = ((8, 8), (4, 3))  # of a function with so many cases, or more, one case in so many
QUICK = ("test_architecture.py", "test_interface.py")  # all of whose cases take a moment together
SLOW = {  # files whose every test takes seconds: one test in so many
    "test_benchmarks.py": 2,
    "test_cache.py": 2,
    "test_cli.py": 2,
    "test_crash.py": 3,
    "test_generator.py": 2,
    "test_graph.py": 2,
    "test_hostile.py": 2,
    "test_increments.py": 2,
    "test_literals.py": 3,
    "test_ontology_files.py": 2,
    "test_progress.py": 2,
    "test_readback.py": 2,
    "test_spellings.py": 2,
}


def sampled(cases: Sequence[Case], each: int) -> Sequence[Case]:
    """Return one case in `each`, drawn from every so many that follow one another, or all, in their order."""
    if WHOLE or each < 2:
        return cases
    chance = Random(f"{SEED} {len(cases)} {each}")
    return [cases[chance.randrange(low, min(low + each, len(cases)))] for low in range(0, len(cases), each)]


def drawn(case: object, each: int) -> bool:
    """Tell whether a case, by its text, is one in `each`: the same wherever it is met."""
    return WHOLE or crc32(f"{SEED} {case}".encode()) % each == 0


def few(number: int, whole: int) -> int:
    """Return how many inputs a test makes or draws: so few, or so many where all is tried."""
    return whole if WHOLE else number


def only_whole(instead: str) -> pytest.MarkDecorator:
    """Return the mark of a test that is run only where all is tried; `instead` says what stands for it elsewhere."""
    return pytest.mark.skipif(not WHOLE, reason=f"{instead}; CAKG_WHOLE=1 tries it")


def thinned(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return tests without what a sample leaves out: of a function with many cases one in so many, of some files, whose
    every test takes seconds, one test in so many.
    """
    if WHOLE:
        return list(items)
    groups: dict[str, list[pytest.Item]] = {}
    for item in items:
        groups.setdefault(item.nodeid.partition("[")[0], []).append(item)
    kept = set[pytest.Item]()
    for group in groups.values():
        known = () if group[0].path.name in QUICK else MANY
        kept.update(sampled(group, next((each for least, each in known if len(group) >= least), 1)))
    return [one for one in items if one in kept and drawn(one.nodeid, SLOW.get(one.path.name, 1))]
