"""The network that a saved view yields."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cakg.ask import question
from cakg.ask.language import ENGLISH
from cakg.ask.question import Question
from cakg.networks import build

if TYPE_CHECKING:
    import networkx

    from cakg.engine.store import Source


def view_network(
    dataset: "Source", view: Question, parameters: Mapping[str, object], lang: str = ENGLISH, **options: bool
) -> "networkx.Graph":
    """Return the network of a view, labelled in a language; the options are those of `build`.

    Errors: UsageError, NotFoundError.
    """
    rows = question.answer(dataset, view, parameters, lang)
    return build.build(rows, view.shape or "ties", build.describe(dataset, rows, lang), **options)
