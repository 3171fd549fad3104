"""The network that a saved view yields."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cakg.ask import question
from cakg.ask.language import ENGLISH
from cakg.ask.question import Question
from cakg.engine.bounds import Bounds
from cakg.engine.rows import Rows
from cakg.engine.store import select
from cakg.networks.build import build
from cakg.networks.description import describe
from cakg.words.namespaces import local_name

if TYPE_CHECKING:
    import networkx

    from cakg.engine.store import Source

_EVENTS = """
SELECT DISTINCT ?event ?sort ?took ?course WHERE {
    ?event a cakg:Event ; a ?sort .
    OPTIONAL { ?event cakg:status ?status . OPTIONAL { ?status cakg:tookPlace ?took } }
    BIND(EXISTS { ?event cakg:format/skos:broader* format:training } AS ?course)
}
ORDER BY ?event ?sort
"""
_NONE = {
    "Establishment": "foundings, renamings and closings",
    "Adoption": "adoptions (a session counts as the meeting that it was)",
    "Election": "elections",
}


def view_network(
    dataset: "Source",
    view: Question,
    parameters: Mapping[str, object],
    lang: str = ENGLISH,
    *,
    bounds: Bounds | None = None,
    **options: object,
) -> "networkx.Graph":
    """Return the network of a view, labelled in a language; the options are those of `build`.

    Errors: UsageError, NotFoundError, LimitError.
    """
    return network_of(dataset, view, question.answer(dataset, view, parameters, lang, bounds), lang, **options)


def network_of(
    dataset: "Source", view: Question, rows: Rows, lang: str = ENGLISH, **options: object
) -> "networkx.Graph":
    """Return the network that the rows of a view make, labelled in a language.

    Of views of meetings `graph["not_counted"]` says which events of the dataset are no occasions. Errors: UsageError.
    """
    described = describe(dataset, rows, lang)
    net = build(rows, view.shape or "ties", described, **options)  # type: ignore[arg-type]
    if view.shape == "two-mode" and any(known.get("kind") in ("Meeting", "Visit") for known in described.values()):
        net.graph["not_counted"] = "; ".join(f"{reason}: {number}" for reason, number in uncounted(dataset).items())
    return net


def uncounted(dataset: "Source") -> dict[str, int]:
    """Return how many events of a dataset are no occasions at which one meets, by the reason."""
    sorts: dict[str, set[str]] = {}
    reasons: dict[str, str] = {}
    for event, sort, took, course in select(dataset, _EVENTS).texts():
        sorts.setdefault(event, set()).add(local_name(sort))
        if took == "false":
            reasons[event] = "events that were announced, postponed or cancelled"
        elif course == "true":
            reasons.setdefault(event, "courses")
    found: Counter[str] = Counter()
    for event, names in sorts.items():
        reason = reasons.get(event)
        if reason is None and names.isdisjoint(("Meeting", "Visit")):
            reason = next((_NONE[name] for name in sorted(names) if name in _NONE), "exercises, incidents and others")
        if reason is not None:
            found[reason] += 1
    return dict(sorted(found.items()))
