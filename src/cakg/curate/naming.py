"""A person as a text names one: where, who it is, and in which office."""

from dataclasses import dataclass

from cakg.curate.offices import Office
from cakg.curate.prose import Prose
from cakg.read import inflection
from cakg.read.text import Range


@dataclass(frozen=True)
class Naming:
    """Hold where a text names a person: who it is (None for one who is new), in which office, for sure or not.

    `start` and `end` take in the office where it stands beside the name, `own` and `own_end` the name alone.
    """

    own: int
    own_end: int
    first: int
    last: int
    person: str | None
    sure: bool
    why: str = ""
    office: Office | None = None
    post: str | None = None
    post_sure: bool = False
    elsewhere: Range | None = None  # where the document names the office, if not here


def is_title(prose: Prose, number: int) -> bool:
    word = prose.tokens[number].word
    if word in prose.wording.titles:
        return True
    return prose.language == "ru" and any(
        inflection.share_stem(one, word, "ru") for one in prose.wording.titles if len(one) > 3
    )
