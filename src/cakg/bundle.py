"""Everything that can be said of a dataset, as the files of one folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg import __version__, formats, graphfile, networks, question, ranking, tabular
from cakg.coverage import coverage
from cakg.ledger import disputes, settled
from cakg.namespaces import compact
from cakg.question import Question, Rows

if TYPE_CHECKING:
    import networkx
    from rdflib import Dataset

    from cakg.ranking import Score

Table = tuple[tuple[str, ...], list[tuple[tabular.Cell, ...]]]
MEASURES = ("degree", "strength", "betweenness", "closeness", "eigenvector")
_README = """\
The knowledge graph of Central Asian security diplomacy, cakg {version}.

index.html         the report to read; it needs nothing else
cakg.*             the graph: Turtle, N-Triples and RDF/XML hold the accepted view; TriG, N-Quads, JSON-LD and CSV
                   also what each document says, in a graph of its own
answers/           the answer to each question that needs no parameter; `cakg ask` knows the others
networks/          each view for Gephi and for scripts; rankings/ its actors ranked
disagreements.csv  where documents contradict one another, and what was ruled
findings.csv       what breaks the rules of the graph
coverage.md        what is present, missing, disputed and verified

Data and vocabulary: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
The quotes remain those of their publishers.
"""
FIRST_VIEW = "organizations-and-states-by-events"
BOUNDED = ("degree", "strength")  # the quick ones, drawn again and again for intervals


@dataclass(frozen=True)
class Bundle:
    """Hold the answers, networks and rankings of a dataset, by the names of questions and views."""

    answers: Mapping[str, tuple[Question, Rows]]
    networks: "Mapping[str, networkx.Graph]"
    rankings: "Mapping[str, Mapping[str, Sequence[Score]]]"


def answer_all(dataset: "Dataset", questions: Mapping[str, Question]) -> Iterator[tuple[str, tuple[Question, Rows]]]:
    """Yield each question that needs no parameter with its answer."""
    for name, one in sorted(questions.items()):
        if not any(parameter.required for parameter in one.parameters):
            yield name, (one, question.answer(dataset, one))


def view_all(dataset: "Dataset", views: Mapping[str, Question]) -> Iterator[tuple[str, "networkx.Graph"]]:
    """Yield each view with its network, that of organizations and states first."""
    for name, one in sorted(views.items(), key=lambda pair: (pair[0] != FIRST_VIEW, pair[0])):
        yield name, view_network(dataset, one, {})


def view_network(
    dataset: "Dataset", view: Question, parameters: Mapping[str, object], **options: bool
) -> "networkx.Graph":
    """Return the network of a view; the options are those of `networks.build`. Errors: UsageError, NotFoundError."""
    rows = question.answer(dataset, view, parameters)
    return networks.build(rows, view.shape or "ties", networks.describe(dataset, rows), **options)


def rank_all(nets: "Mapping[str, networkx.Graph]") -> "Iterator[tuple[str, dict[str, Sequence[Score]]]]":
    """Yield for each network its actors by every measure; the degrees of projections have intervals."""
    for name, net in nets.items():
        people = ranking.obstacle(net) is None
        yield name, {one: ranking.rank(net, one, intervals=people and one in BOUNDED) for one in MEASURES}


def files(dataset: "Dataset", bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """Yield every file but the report page: its path within the folder and its content."""
    for syntax, known in formats.FORMATS.items():
        yield f"cakg{known.endings[0]}", formats.export(dataset, syntax)
    for name, (_, rows) in bundle.answers.items():
        yield f"answers/{name}.csv", tabular.render(rows.columns, plain(rows), "csv").encode()
    for name, net in bundle.networks.items():
        for form in graphfile.FORMATS:
            path = f"networks/{name}.nodes.csv" if form == "nodes" else f"networks/{name}.{form}"
            yield path, graphfile.write(net, form)
    for name, measures in bundle.rankings.items():
        for measure, scores in measures.items():
            yield f"rankings/{name}--{measure}.csv", tabular.render(*score_table(scores), "csv").encode()
    yield "README.txt", _README.format(version=__version__).encode()
    yield "disagreements.csv", tabular.render(*dispute_table(dataset), "csv").encode()
    yield "coverage.md", coverage(dataset).encode()


def score_table(scores: "Sequence[Score]") -> Table:
    """Return scores as columns and rows."""
    rows: list[tuple[tabular.Cell, ...]] = [
        (s.place, s.label, s.value, s.low, s.high, s.best, s.worst, compact(s.actor)) for s in scores
    ]
    if all(score.low is None for score in scores):
        return ("place", "label", "value", "actor"), [(*row[:3], row[-1]) for row in rows]
    return ("place", "label", "value", "low", "high", "best place", "worst place", "actor"), rows


def dispute_table(dataset: "Dataset", about: str | None = None) -> Table:
    """Return the ledger of disagreements, all or on one thing, as columns and rows: a row for each reading."""
    rows: list[tuple[tabular.Cell, ...]] = []
    for dispute in disputes(dataset, about):
        if dispute.ruled:
            state = "ruled" if dispute.reason is None else f"ruled: {dispute.reason}"
        elif dispute.reason is not None:
            state = f"{'decided' if settled(dispute) else 'open'}: {dispute.reason}"
        else:
            state = "by the rules of acceptance"
        for reading in dispute.readings:
            held = {True: "accepted", False: "", None: "open"}[reading.accepted]
            reports = " ".join(map(compact, reading.reports))
            rows.append((dispute.label, dispute.property, dispute.sort, reading.value, held, reports, state))
    return ("thing", "property", "type", "value", "held", "reports", "ruling"), rows


def plain(rows: Rows) -> list[tuple[tabular.Cell, ...]]:
    """Return the rows of an answer as text, IRIs of ours shortened."""
    from rdflib import URIRef

    def cell(term: object) -> tabular.Cell:
        if term is None:
            return None
        return compact(str(term)).strip("<>") if isinstance(term, URIRef) else str(term)

    return [tuple(map(cell, row)) for row in rows]
