"""The network that a saved view yields."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cakg.ask import question
from cakg.ask.language import ENGLISH
from cakg.ask.question import Question
from cakg.engine.bounds import Bounds
from cakg.engine.rows import Rows
from cakg.networks import build

if TYPE_CHECKING:
    import networkx

    from cakg.engine.store import Source


def view_network(
    dataset: "Source",
    view: Question,
    parameters: Mapping[str, object],
    lang: str = ENGLISH,
    *,
    bounds: Bounds | None = None,
    **options: bool,
) -> "networkx.Graph":
    """Return the network of a view, labelled in a language; the options are those of `build`.

    Errors: UsageError, NotFoundError, LimitError.
    """
    return network_of(dataset, view, question.answer(dataset, view, parameters, lang, bounds), lang, **options)


def network_of(dataset: "Source", view: Question, rows: Rows, lang: str = ENGLISH, **options: bool) -> "networkx.Graph":
    """Return the network that the rows of a view make, labelled in a language. Errors: UsageError."""
    return build.build(rows, view.shape or "ties", build.describe(dataset, rows, lang), **options)
