"""A part in an event: who took it, as what, in which office, for whom."""

from dataclasses import dataclass

from cakg.curate.naming import Naming
from cakg.read.text import Range


@dataclass(frozen=True)
class Part:
    """Hold a part: who, as what, in which office, for whom, with the places that show the name and the role."""

    actor: str | None
    naming: Naming | None
    place: Range
    roles: tuple[tuple[str, bool], ...]
    shown: tuple[Range, ...] = ()
    post: str | None = None
    post_sure: bool = False
    representing: str | None = None
    sure: bool = True
    why: str = ""
    attendance: str | None = None
