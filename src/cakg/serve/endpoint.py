"""The SPARQL endpoint: a query of a stranger, asked by the guard, and its answer in the format that was wanted."""

from typing import TYPE_CHECKING

from cakg.engine import guard
from cakg.engine.guard import Graphs
from cakg.engine.rows import Answer
from cakg.engine.store import known, select
from cakg.serve.description import described
from cakg.serve.protocol import Asked, media_of
from cakg.serve.reply import Problem, Reply
from cakg.serve.results import sort_of, written
from cakg.words.errors import InputError
from cakg.words.namespaces import ACCEPTED

if TYPE_CHECKING:
    from cakg.serve.desk import Desk

_SIZE = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


def answer(desk: "Desk", asked: Asked, address: str) -> Reply:
    """Return the answer to a query, or the description of the endpoint where none is asked.

    Errors: Problem for a format, a graph or a query that is none; LimitError.
    """
    if asked.query is None:
        found = described(address, desk.whole.about, int(select(desk.whole.graph, _SIZE).texts()[0][0]))
    else:
        found = run(desk, asked)
    media = media_of(sort_of(found), asked)
    return Reply(200, media, written(found, media), {"vary": "Accept"}, lasting=asked.query is None)


def run(desk: "Desk", asked: Asked) -> Answer:
    """Return what a query finds. Errors: Problem 400 with the place for a query that is none; LimitError."""
    assert asked.query is not None
    bounds = desk.settings.bounds
    graphs = _graphs(desk, asked)
    try:
        return guard.run(
            desk.whole.graph,
            asked.query,
            seconds=bounds.seconds,
            megabytes=bounds.megabytes,
            rows=bounds.rows,
            graphs=graphs,
        )
    except InputError as error:
        raise Problem(400, str(error)) from error


def _graphs(desk: "Desk", asked: Asked) -> Graphs | None:
    """Return the graphs that the request names, None where it names none.

    Errors: Problem 400 for one that is not there, from which nothing would be found.
    """
    if not asked.default and not asked.named:
        return None
    named = {ACCEPTED, *_reports(desk, (*asked.default, *asked.named))}
    for name, graphs in (("default-graph-uri", asked.default), ("named-graph-uri", asked.named)):
        for graph in graphs:
            if graph not in named:
                raise Problem(
                    400,
                    f"{name}: there is no graph {graph[:200]!r}; each report has one of its own IRI, and the accepted"
                    f" view is {ACCEPTED}",
                )
    if ACCEPTED in asked.named:
        raise Problem(400, f"named-graph-uri: {ACCEPTED} is the default graph; give it as default-graph-uri")
    return Graphs(asked.default, asked.named)


def _reports(desk: "Desk", graphs: tuple[str, ...]) -> list[str]:
    return [iri for iri in known(desk.whole.graph, sorted(set(graphs))) if "/report/" in iri]
