"""How much a query may take: time, memory and rows, each within a ceiling that nobody can lift."""

from dataclasses import dataclass

from cakg.words.errors import UsageError
from cakg.words.integers import shown

MOST_SECONDS, MOST_MEGABYTES, MOST_ROWS = 3_600, 16_384, 10_000_000


@dataclass(frozen=True)
class Bounds:
    """Hold how long a query may take, how much memory, and how many rows it may find.

    *Units*: seconds of wall time; megabytes above what the process has, and of the answer as text.
    *Errors*: UsageError for what is beyond a ceiling or below the least.
    """

    seconds: float = 60.0
    megabytes: int = 1024
    rows: int = 1_000_000

    def __post_init__(self) -> None:
        if not 0 <= self.seconds <= MOST_SECONDS:  # nor is NaN
            raise UsageError(f"a query may take up to {MOST_SECONDS:,} seconds, not {shown(self.seconds)}")
        if not 1 <= self.megabytes <= MOST_MEGABYTES:
            raise UsageError(f"a query may take from 1 to {MOST_MEGABYTES:,} megabytes, not {shown(self.megabytes)}")
        if not 1 <= self.rows <= MOST_ROWS:
            raise UsageError(f"a query may find from 1 to {MOST_ROWS:,} rows, not {shown(self.rows)}")
