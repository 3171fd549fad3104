"""What the values of a filter are called: kinds of events, disagreements, things."""

from typing import TYPE_CHECKING

from cakg.web.facets import SORTS
from cakg.web.messages import say
from cakg.words.namespaces import expand

if TYPE_CHECKING:
    from cakg.web.reader import Reader

_SAID = {
    **dict(zip(SORTS, ("meeting", "visit", "adoption", "founding, opening, renaming, closing"), strict=False)),
    "Election": "election",
    "Exercise": "exercise",
    "Incident": "incident",
    "Event": "other event",
    "open": "open disagreements",
    "settled": "settled disagreements",
    "no": "no disagreement",
}


def value_name(index: "Reader", key: str) -> str:
    """Return what a value of a facet is called in the language of a reader."""
    said = _SAID.get(key)
    return index.label(expand(key)) if said is None else say(index.lang)(said)
