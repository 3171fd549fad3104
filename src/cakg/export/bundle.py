"""Everything that can be said of a dataset, as the files of one folder.

What reckons with networks takes long to import, and is so where it is needed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cakg.ask import question
from cakg.ask.coverage import coverage
from cakg.ask.language import ENGLISH, named
from cakg.ask.ledger import disputes
from cakg.ask.question import Question
from cakg.engine.bounds import Bounds
from cakg.engine.cells import as_json
from cakg.engine.rows import Rows
from cakg.engine.store import select
from cakg.export import context, graph, table, tables
from cakg.export.about import About, asked, described, head, metadata
from cakg.export.blueprint import schema
from cakg.export.database import as_bytes, database
from cakg.export.formats import FORMATS
from cakg.export.results import finding_table
from cakg.export.statements import Statements
from cakg.export.table import dispute_table, score_table
from cakg.words.errors import OutputError

if TYPE_CHECKING:
    import networkx

    from cakg.ask.term import Terms
    from cakg.engine.store import Source
    from cakg.judge.findings import Finding
    from cakg.networks.ranking import Score

MEASURES = ("degree", "strength", "betweenness", "closeness", "eigenvector")
_README = """\
The knowledge graph of Central Asian security diplomacy, cakg {version}.
The last day on which it was worked on: {date}. It hears {heard}.

site/index.html    the site to read, a page for every thing and every term; it needs no network
cakg.*             the graph: Turtle, N-Triples and RDF/XML hold the accepted view; TriG, N-Quads, JSON-LD and CSV
                   also what each document says, in a graph of its own
cakg.sqlite        the accepted view as tables of one database; `datasette cakg.sqlite -m metadata.json` shows it
tables/            the same as CSV, described by tables/datapackage.json (Frictionless)
void.ttl           the dataset and its files for catalogues (VoID, DCAT), dataset.jsonld for search engines
context.jsonld     names under which JSON may hold the graph (JSON-LD)
ontology.*         the vocabulary for other tools, alignment.ttl its links to others, shapes.ttl what records must obey
answers/           the answer to each question that needs no parameter; `cakg ask` knows the others
networks/          each view for Gephi, Cytoscape, graphology and scripts; rankings/ its actors ranked
csv-metadata.json  in each folder: what was asked, what the columns of each CSV mean, licence, version and day (CSVW)
disagreements.csv  where documents contradict one another, and what was ruled
findings.csv       what breaks the rules of the graph
coverage.md        what is present, missing, disputed and verified
SHA256SUMS         the digest of each file: sha256sum -c SHA256SUMS

Data and vocabulary: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
The quotes remain those of their publishers.
"""
_IMPORTS = f"""
SELECT ?title ?name ?license ?url WHERE {{
    ?report cakg:kind kind:dataset ; dcterms:title ?title ; dcterms:license ?license ; dcterms:publisher ?publisher .
    OPTIONAL {{ ?report cakg:url ?url }}
    {named("publisher", "name", ENGLISH)}
}}
ORDER BY ?title ?name
"""
_Files = Iterator[tuple[str, bytes, dict[str, object] | None]]  # name, content, what describes it if it is a table
METADATA = "csv-metadata.json"
FIRST_VIEW = "delegations-by-events"
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


def demand_writable(findings: "Iterable[Finding]") -> None:
    """Demand that every format can hold every text, before anything is made. Errors: OutputError with file and line."""
    for one in findings:
        if not graph.is_writable(one.value):
            raise OutputError(f"{one.place}: {one.message} RDF/XML cannot hold it; nothing is written")


def answer_all(
    dataset: "Source", chosen: Sequence[Question], lang: str = ENGLISH, bounds: Bounds | None = None
) -> Iterator[tuple[str, tuple[Question, Rows]]]:
    """Yield each of some questions that need no parameter with its answer, names in a language."""
    found = question.answers(dataset, [(one, question.asked(dataset, one, lang=lang)) for one in chosen], bounds)
    yield from ((one.name, (one, rows)) for one, rows in zip(chosen, found, strict=True))


def view_all(
    dataset: "Source",
    views: Mapping[str, Question],
    lang: str = ENGLISH,
    said: About | None = None,
    bounds: Bounds | None = None,
) -> Iterator[tuple[str, "networkx.Graph"]]:
    """Yield each view with its network, that of organizations and states first, labelled in a language.

    With `said` each network says of itself what a file of it says.
    """
    from cakg.networks.view import network_of

    chosen = sorted(views.values(), key=lambda one: (one.name != FIRST_VIEW, one.name))
    found = question.answers(dataset, [(one, question.asked(dataset, one, lang=lang)) for one in chosen], bounds)
    for one, rows in zip(chosen, found, strict=True):
        net = network_of(dataset, one, rows, lang)
        net.graph.update({} if said is None else asked(said, one, {}, lang).texts())
        yield one.name, net


def rank_all(nets: "Mapping[str, networkx.Graph]") -> "Iterator[tuple[str, dict[str, Sequence[Score]]]]":
    """Yield for each network its actors by every measure.

    Of a view of actors and events the measures that have a form for both (`ranking.TWO_MODE`) are of the network of
    both, and the quick ones have intervals, where these can be reckoned. Persons and organizations are not ranked
    together.
    """
    from cakg.networks.ranking import mixed

    for name, net in nets.items():
        if mixed(net):
            yield name, {}
            continue
        yield name, rank_each(net)


def rank_each(
    net: "networkx.Graph", measures: Iterable[str] = MEASURES, draws: int | None = None
) -> "dict[str, Sequence[Score]]":
    """Return the actors of one network by some measures, as `rank_all` does of many; errors as of `ranking.rank`."""
    from cakg.networks import certainty, ranking, worlds
    from cakg.networks.build import turned

    whole = turned(net) if "occasions" in net.graph and len(net) else net
    bounded, draws = worlds.obstacle(net) is None, draws or certainty.DRAWS
    return {
        one: ranking.rank(
            whole if one in ranking.TWO_MODE else net, one, intervals=bounded and one in BOUNDED, draws=draws
        )
        for one in measures
    }


def files(
    dataset: "Source",
    bundle: Bundle,
    findings: "Iterable[Finding]",
    said: About,
    terms: "Terms",
    questions: Mapping[str, Question],
    lang: str = ENGLISH,
    *,
    site: bool = True,
) -> Iterator[tuple[str, bytes]]:
    """Yield every file but the site, the picture and what lists all: its path within the folder and its content.

    `site` tells whether one goes with them, which README.txt then names.

    In each folder with CSV lies `csv-metadata.json`, which says of every table there what its columns mean, what was
    asked, licence, version and the day of the data. *Source*: W3C, Model for Tabular Data (locating metadata).
    """
    held = graph.statements(dataset, head(said))
    for syntax, form in FORMATS["graph"].items():
        yield f"cakg{form.endings[0]}", graph.written(held, syntax)
    yield from _tables(held, said, terms, questions)
    yield "context.jsonld", context.as_bytes(terms)
    for folder, made in (("answers", _answers), ("networks", _networks), ("rankings", _rankings)):
        tables = []
        for path, data, what in made(bundle, said, lang):
            yield f"{folder}/{path}", data
            tables += [] if what is None else [what]
        yield f"{folder}/{METADATA}", metadata(tables)
    yield "README.txt", readme(dataset, said, left_out=() if site else ("site/",)).encode()
    loose = {"disagreements": dispute_table(disputes(dataset, lang=lang)), "findings": finding_table(findings)}
    for name, (columns, rows) in loose.items():
        yield f"{name}.csv", table.render(columns, rows, "csv").encode()
    loose["cakg"] = graph.COLUMNS, []
    yield METADATA, metadata([_described(said.texts(), f"{name}.csv", loose[name][0]) for name in loose])
    yield "coverage.md", coverage(dataset, lang).encode()


def _tables(
    held: Statements, said: About, terms: "Terms", questions: Mapping[str, Question]
) -> Iterator[tuple[str, bytes]]:
    """Yield the accepted view as a database, as CSV, and what Datasette is to know; what it says of itself is there."""
    layout = schema(terms)
    made = database(held.triples(), layout)
    yield "cakg.sqlite", as_bytes(made)
    for path, data in tables.files(made, layout, said):
        yield f"tables/{path}", data
    made.close()
    yield "metadata.json", as_json(tables.datasette(layout, said, questions), 1).encode()


def readme(dataset: "Source", said: About, left_out: Sequence[str] = ()) -> str:
    """Return what lies in a folder of files, in short, but for what begins with one of some names."""
    about = {"version": said.version, "date": said.date or "unknown", "heard": said.heard}
    lines = _README.format(**about).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(left_out))) + _imports(dataset)


def _imports(dataset: "Source") -> str:
    """Return whose tables were imported, under which licence and in which version; nothing where none were."""
    rows = select(dataset, _IMPORTS).texts()
    lines = (f"\n{title}\n    {name}, {license}\n    {url or ''}".rstrip() for title, name, license, url in rows)
    head = "\nImports rank below all that quotes a document. Rows were taken from these tables, as they were:\n"
    return head + "".join(f"{line}\n" for line in lines) if len(rows) else ""


def _answers(bundle: Bundle, said: About, lang: str) -> _Files:
    for name, (one, rows) in bundle.answers.items():
        what = described(asked(said, one, {}, lang).texts(), f"{name}.csv", one.columns)
        yield f"{name}.csv", rows.to_csv().encode(), what


def _networks(bundle: Bundle, said: About, lang: str) -> _Files:
    from cakg.export import network

    for name, net in bundle.networks.items():
        texts = {key: str(value) for key, value in net.graph.items()}
        for form, data, columns in network.files(net):
            path = name + FORMATS["network"][form].endings[0]
            yield path, data, None if columns is None else _described(texts, path, columns)


def _rankings(bundle: Bundle, said: About, lang: str) -> _Files:
    for name, measures in bundle.rankings.items():
        for measure, scores in measures.items():
            columns, rows = score_table(scores)
            drawn = " --intervals detection" * any(score.intervals for score in scores)
            command = f"cakg rank {name} --measure {measure}{drawn} --lang {lang}"
            texts = said.texts() | {"title": f"{name} by {measure}", "asked": command}
            path = f"{name}--{measure}.csv"
            yield path, table.render(columns, rows, "csv").encode(), _described(texts, path, columns)


def _described(texts: Mapping[str, str], path: str, columns: Sequence[str]) -> dict[str, object]:
    return described(texts, path, dict.fromkeys(columns, ""))
