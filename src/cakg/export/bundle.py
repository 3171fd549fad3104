"""Everything that can be said of a dataset, as the files of one folder."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cakg.ask import question
from cakg.ask.coverage import coverage
from cakg.ask.language import ENGLISH
from cakg.ask.ledger import disputes
from cakg.ask.question import Question, Rows
from cakg.export import graph, network, table
from cakg.export.formats import FORMATS
from cakg.export.results import finding_table
from cakg.export.table import dispute_table, score_table
from cakg.networks import ranking
from cakg.networks.view import view_network
from cakg.words.version import version

if TYPE_CHECKING:
    import networkx

    from cakg.engine.store import Source
    from cakg.judge.findings import Finding
    from cakg.networks.ranking import Score

MEASURES = ("degree", "strength", "betweenness", "closeness", "eigenvector")
_README = """\
The knowledge graph of Central Asian security diplomacy, cakg {version}.

index.html         the report to read; it needs nothing else
cakg.*             the graph: Turtle, N-Triples and RDF/XML hold the accepted view; TriG, N-Quads, JSON-LD and CSV
                   also what each document says, in a graph of its own
vocabulary/        the pages of the vocabulary: every class, property and concept with its meaning and use
ontology.*         the vocabulary for other tools, alignment.ttl its links to others, shapes.ttl what records must obey
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


@dataclass(frozen=True)
class Built:
    """Hold what was written into a folder: the paths within it, the values behind them, and what breaks the rules."""

    folder: Path
    files: tuple[str, ...]
    bundle: Bundle
    findings: "tuple[Finding, ...]"


def answer_all(
    dataset: "Source", questions: Mapping[str, Question], lang: str = ENGLISH
) -> Iterator[tuple[str, tuple[Question, Rows]]]:
    """Yield each question that needs no parameter with its answer, names in a language."""
    for name, one in sorted(questions.items()):
        if not any(parameter.required for parameter in one.parameters):
            yield name, (one, question.answer(dataset, one, lang=lang))


def view_all(
    dataset: "Source", views: Mapping[str, Question], lang: str = ENGLISH
) -> Iterator[tuple[str, "networkx.Graph"]]:
    """Yield each view with its network, that of organizations and states first, labelled in a language."""
    for name, one in sorted(views.items(), key=lambda pair: (pair[0] != FIRST_VIEW, pair[0])):
        yield name, view_network(dataset, one, {}, lang)


def rank_all(nets: "Mapping[str, networkx.Graph]") -> "Iterator[tuple[str, dict[str, Sequence[Score]]]]":
    """Yield for each network its actors by every measure; the degrees of projections have intervals."""
    for name, net in nets.items():
        people = ranking.obstacle(net) is None
        yield name, {one: ranking.rank(net, one, intervals=people and one in BOUNDED) for one in MEASURES}


def files(
    dataset: "Source", bundle: Bundle, findings: "Iterable[Finding]", lang: str = ENGLISH
) -> Iterator[tuple[str, bytes]]:
    """Yield every file but the report page and its picture: its path within the folder and its content."""
    for syntax, form in FORMATS["graph"].items():
        yield f"cakg{form.endings[0]}", graph.export(dataset, syntax)
    for name, (_, rows) in bundle.answers.items():
        yield f"answers/{name}.csv", rows.to_csv().encode()
    for name, net in bundle.networks.items():
        for syntax, form in FORMATS["network"].items():
            yield f"networks/{name}{form.endings[0]}", network.write(net, syntax)
    for name, measures in bundle.rankings.items():
        for measure, scores in measures.items():
            yield f"rankings/{name}--{measure}.csv", table.render(*score_table(scores), "csv").encode()
    yield "README.txt", _README.format(version=version()).encode()
    yield "disagreements.csv", table.render(*dispute_table(disputes(dataset, lang=lang)), "csv").encode()
    yield "findings.csv", table.render(*finding_table(findings), "csv").encode()
    yield "coverage.md", coverage(dataset, lang).encode()
