"""Long suites by a sample: one case in so many at each run, all of them where CAKG_WHOLE is set."""

import os
from collections.abc import Sequence
from typing import TypeVar

Case = TypeVar("Case")
WHOLE = "CAKG_WHOLE" in os.environ


def sampled(cases: Sequence[Case], each: int) -> Sequence[Case]:
    """Return one case in `each`, the first among them, or all."""
    return cases if WHOLE else cases[::each]
