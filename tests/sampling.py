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
