"""The reference: what `cakg build` is made of, by rdflib in memory, pySHACL and plain networkx, to be run once.

It parses by rdflib, holds the dataset in its memory and asks every check, question and view by its engine, judges the
shapes by pySHACL, projects and measures by networkx. The texts of queries and shapes are cakg's, and so is what is
derived: how values are accepted has one definition.

    python -m benchmarks.reference --corpora DIR [--times 1] [--patience 600] [--output DIR]

A query that takes more than `--patience` seconds is given up and counts so many: the time of the whole is then a lower
bound, which the note says.
"""

import argparse
import csv
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.__main__ import keep
from benchmarks.field import CHECKOUT, Field, prepare, use_cache
from benchmarks.measure import Sample, TooSlow, apart, inside
from benchmarks.results import Row

PART = "build"


@dataclass(frozen=True)
class Built:
    """Hold what the pipeline comes to; `late` are the queries that were given up."""

    quads: int
    findings: frozenset[tuple[str, str]]
    answers: Mapping[str, list[tuple[str, ...]] | None]
    rankings: Mapping[tuple[str, str], Mapping[str, float] | None]
    late: tuple[str, ...]


def build(root: Path, patience: float = 600, say: Callable[[str], None] = lambda _: None) -> Built:
    """Return what the reference comes to on a corpus."""
    dataset, data = _dataset(root)
    say("compiled")
    findings, late = _findings(dataset, root, patience, say)
    answers: dict[str, list[tuple[str, ...]] | None] = {}
    for name, text in _asked(root, "question"):
        answers[name] = _within(lambda text=text: _rows(dataset, text), patience)
        say(name)
    late += [name for name, rows in answers.items() if rows is None]
    rankings: dict[tuple[str, str], Mapping[str, float] | None] = {}
    known = _known(data)
    for name, text in _asked(root, "view"):
        rows = _within(lambda text=text: _rows(dataset, text), patience)
        late += [name] if rows is None else []
        net = _network(rows or [], name, root, known)
        for measure, function in ({} if _is_mixed(net) else _measures(net)).items():
            rankings[name, measure] = _within(lambda f=function, n=net: f(n), patience)
            late += [f"{name} by {measure}"] if rankings[name, measure] is None else []
            say(f"{name} by {measure}")
    return Built(len(set(data.splitlines())), findings, answers, rankings, tuple(late))


def _dataset(root: Path) -> tuple[Any, bytes]:
    """Return the dataset in the memory of rdflib, and as N-Quads; the sources are parsed by rdflib first."""
    from rdflib import Dataset, Graph

    from cakg.compile.dataset import write
    from cakg.read import corpus
    from cakg.read.claims import gather

    texts = corpus.read(root)
    for source in texts.sources:
        Graph().parse(data=source.text, format="turtle")
    data = write(gather(texts))
    dataset = Dataset()
    dataset.parse(data=data, format="nquads")
    return dataset, data


def _known(data: bytes) -> Any:
    """Return the dataset on Oxigraph, for what of a network is derived, and so cakg's."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.bulk_load(data, format=RdfFormat.N_QUADS)
    return store


def _findings(
    dataset: Any, root: Path, patience: float, say: Callable[[str], None]
) -> tuple[frozenset[tuple[str, str]], list[str]]:
    """Return rule and culprit of what breaks shapes and check queries, and the checks that were given up."""
    from pyshacl import validate
    from rdflib import SH, Graph

    shapes = Graph()
    for path in sorted((root / "ontology" / "shapes").glob("*.ttl")):
        shapes.parse(path)
    said = Graph()
    for subject, predicate, value, _ in dataset.quads():
        said.add((subject, predicate, value))
    _, report, _ = validate(said, shacl_graph=shapes, advanced=False, inference="none")
    results = report.objects(None, SH.result)
    found = {(_slug(report.value(r, SH.sourceShape)), str(report.value(r, SH.focusNode))) for r in results}
    say("shapes")
    late = []
    for name, text in _asked(root, "check"):
        rows = _within(lambda text=text: _rows(dataset, text), patience)
        late += [name] if rows is None else []
        found.update((name, row[0]) for row in rows or ())
        say(name)
    return frozenset(found), late


def _asked(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Yield name and text of each saved query of a folder that need not be told anything."""
    from cakg.ask.saved import saved

    for name, question in sorted(saved(folder, root).items()):
        if not any(one.required for one in question.parameters):
            yield name, question.text


def _rows(dataset: Any, text: str) -> list[tuple[str, ...]]:
    return [tuple("" if term is None else str(term) for term in row) for row in dataset.query(text)]


def _network(rows: Iterable[tuple[str, ...]], name: str, root: Path, known: Any) -> Any:
    """Return the network of a view: its ties, or its actors tied by the occasions at which they were together.

    Which occasions there are is derived, and so cakg's. `graph["whole"]` keeps the network of actors and occasions.
    """
    import networkx as nx

    from cakg.ask.saved import saved
    from cakg.networks.choices import Choices
    from cakg.networks.description import describe
    from cakg.networks.occasions import occasions
    from cakg.networks.record import gather

    question = saved("view", root)[name]
    if question.shape == "two-mode":
        said = [{column: text or None for column, text in zip(question.columns, row, strict=True)} for row in rows]
        table = occasions(gather(said, describe(known, said)), Choices())
        whole = nx.Graph()
        whole.add_nodes_from(table.stays)
        whole.add_edges_from((actor, event.iri) for event in table.events for actor in event.actors)
        there = {event.iri: max(event.size, len(event.actors)) for event in table.events}

        def newman(both: Any, one: str, other: str) -> float:
            return sum(1 / (there[event] - 1) for event in set(both[one]) & set(both[other]))

        net = nx.bipartite.generic_weighted_projected_graph(whole, table.stays, weight_function=newman)
        net.graph["whole"] = whole
        return net
    net = nx.Graph() if question.shape == "pairs" else nx.DiGraph()
    for row in rows:
        if row[0] != row[1]:
            weight = net.get_edge_data(row[0], row[1], {"weight": 0})["weight"] + float(row[2] or 1)
            net.add_edge(row[0], row[1], weight=weight)
    return net


def _is_mixed(net: Any) -> bool:
    """Tell whether persons and others are tied: they are not ranked together."""
    from cakg.words.namespaces import kind_of

    return len({kind_of(node) == "person" for node in net}) > 1


def _measures(net: Any) -> dict[str, Callable[[Any], dict[str, float]]]:
    """Return the measures of a network; those that have a form for actors and occasions are of both.

    *Source*: S. P. Borgatti and M. G. Everett, Network analysis of 2-mode data, Social Networks 19, 1997.
    """
    import networkx as nx

    two = nx.bipartite

    def of_actors(measure: Callable[[Any, list[str]], dict[str, float]]) -> Callable[[Any], dict[str, float]]:
        def measured(net: Any) -> dict[str, float]:
            try:
                found = measure(net.graph["whole"], list(net))
            except ZeroDivisionError:  # so few are there that nobody can be between others
                return dict.fromkeys(net, 0.0)
            return {actor: found[actor] for actor in net}

        return measured

    plain: dict[str, Callable[[Any], dict[str, float]]] = {
        "degree": lambda net: dict(net.degree()),
        "strength": lambda net: dict(net.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality,
        "closeness": nx.closeness_centrality,
        "eigenvector": lambda net: nx.eigenvector_centrality_numpy(net, weight="weight") if len(net) > 2 else {},
        "pagerank": lambda net: nx.pagerank(net, weight="weight"),
        "constraint": lambda net: nx.constraint(net, weight="weight"),
    }
    both = {
        "degree": of_actors(two.degree_centrality),
        "betweenness": of_actors(two.betweenness_centrality),
        "closeness": of_actors(two.closeness_centrality),
    }
    return plain | both if "whole" in net.graph else plain


def _within(function: Callable[[], Any], patience: float) -> Any:
    """Return what a function returns, in a forked child; None where it takes too long or comes to nothing."""
    try:
        return apart(function, patience)
    except (TooSlow, RuntimeError):
        return None


def _slug(shape: Any) -> str:
    return str(shape).rpartition("/")[2]


def write(built: Built, folder: Path) -> None:
    """Write what the reference came to as tables, to be held against those of `cakg build`."""
    folder.mkdir(parents=True, exist_ok=True)
    tables: dict[str, Iterable[tuple[object, ...]]] = {
        "dataset.csv": [("quads", built.quads)],
        "findings.csv": sorted(built.findings),
        "answers.csv": [(name, *row) for name, rows in built.answers.items() for row in rows or [("given up",)]],
        "rankings.csv": [
            (view, measure, actor, value)
            for (view, measure), values in built.rankings.items()
            for actor, value in sorted((values or {"given up": 0.0}).items())
        ],
    }
    for name, rows in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


def measure(field: Field, patience: float) -> Iterator[Row]:
    """Yield what the reference takes, and what `cakg build` does with and without the site, which only it writes."""
    start = perf_counter()

    def say(done: str) -> None:
        print(f"{perf_counter() - start:8.1f} s  {done}", file=sys.stderr, flush=True)

    output = field.beside(".reference")
    (used,) = inside(lambda: _built(field.root, patience, say, output), 1, patience=1e6)
    late = (output / "late.txt").read_text("utf-8").splitlines()
    note = f"a lower bound: {len(late)} given up after {patience:g} s each" if late else ""
    yield replace(field.row(PART, "the whole pipeline", "reference", [used]), note=note)
    use_cache(field)
    for who, words in (("cakg", ()), ("cakg, no site", ("--no-site",))):
        with tempfile.TemporaryDirectory() as folder:
            samples: list[Sample] = field.process(field.command("build", *words, "-o", f"{folder}/build"), 1)
        yield field.row(PART, "the whole pipeline", who, samples)


def _built(root: Path, patience: float, say: Callable[[str], None], output: Path) -> None:
    built = build(root, patience, say)
    write(built, output)
    (output / "late.txt").write_text("".join(f"{name}\n" for name in built.late), "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """Run the reference once on a generated corpus; its figure goes into the results, its tables beside the corpus."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reference", description=main.__doc__)
    parser.add_argument("--times", type=float, default=1.0, help="size of the corpus")
    parser.add_argument("--patience", type=float, default=600, help="seconds after which a query is given up")
    parser.add_argument("--corpora", type=Path, required=True, help="where generated corpora lie, and the tables go")
    parser.add_argument("--output", type=Path, default=CHECKOUT / "benchmarks", help="where the results lie")
    given = parser.parse_args(arguments)
    given.corpora.mkdir(parents=True, exist_ok=True)
    keep(given.output, list(measure(prepare(given.corpora, given.times, 1), given.patience)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
