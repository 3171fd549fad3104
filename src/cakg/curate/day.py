"""A date that a text names: where it stands, what it is as EDTF, and whether that is sure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Day:
    """Hold where a text names a date, and the date; not `sure` where a year or a day was reckoned from the issue."""

    start: int
    end: int
    edtf: str
    sure: bool
    how: str = ""
    borrowed: bool = False  # its year was named before it, not with it

    @property
    def is_day(self) -> bool:
        """Tell whether it is as precise as a day or days."""
        return len(self.edtf.split("/")[0]) == 10
