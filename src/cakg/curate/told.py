"""A value that a document tells of itself, with its place in the text."""

from dataclasses import dataclass

from cakg.read.text import Range


@dataclass(frozen=True)
class Told:
    """Hold a value of the heading with its place in the text, if it stands there; not `sure` where it is to be read."""

    value: str
    place: Range | None
    sure: bool
    why: str = ""
