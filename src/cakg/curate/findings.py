"""What was found in a text before it is filed, and what is known of a document beside its text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cakg.curate.appointments import Appointment
from cakg.curate.event import Happening
from cakg.curate.heading import Heading
from cakg.curate.mentions import Mention
from cakg.curate.naming import Naming
from cakg.curate.part import Part
from cakg.curate.sayings import Saying
from cakg.curate.strangers import Stranger
from cakg.curate.treaties import Step
from cakg.read.text import Range


@dataclass(frozen=True)
class Given:
    """Hold what is known of a document beside its text: its address, the day it was read, a stored copy, its page.

    `whole` tells whether the text is that of the whole document, `guess` in which encoding it was read where none is
    said.
    """

    address: str | None = None
    retrieved: str | None = None
    archived: str | None = None
    meta: Mapping[str, str] | None = None
    whole: bool = True
    guess: str = ""


@dataclass(frozen=True)
class Findings:
    """Hold what was found in a text; parts, topics and clashes stand in the order of the events. `inner` are the states
    and organizations in the names of initiatives, by where these begin."""

    heading: Heading
    happenings: Sequence[Happening]
    parts: Sequence[Sequence[Part]]
    sayings: Sequence[Saying]
    mentions: Sequence[Mention]
    namings: Sequence[Naming]
    strangers: Sequence[Stranger]
    inner: Mapping[int, Sequence[str]]
    steps: Sequence[Step]
    topics: Sequence[Sequence[tuple[str, Range]]]
    clashes: Sequence[Sequence[str]]
    appointments: Sequence[Appointment]
