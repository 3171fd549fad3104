"""Commands that make files: build, network, rank, export."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cakg.cli import options

if TYPE_CHECKING:
    import networkx

T = TypeVar("T")
_MEASURES = "degree, strength, betweenness, closeness, eigenvector, pagerank or constraint."


@click.command()
@click.option("-o", "--output", metavar="DIR", default="build", show_default=True, help="The folder to write.")
@options.heard
def build(output: str, **choices: Any) -> int:
    """Compile, check, answer, rank, export, and write a report with pictures: DIR/index.html."""
    from cakg import api
    from cakg.ask.saved import saved
    from cakg.compile.dataset import compile
    from cakg.export import bundle
    from cakg.export.table import render
    from cakg.read.files import write_bytes
    from cakg.web.page import picture
    from cakg.web.page import render as page
    from cakg.words.errors import InputError

    folder = Path(output)
    whole = options.read_corpus(choices["root"])
    if not saved("view", choices["root"]):
        raise InputError("there are no views to draw", "put some into queries/view/", path=str(whole.root))
    chosen = options.perspective(choices["as_known_on"], choices["publisher"], choices["verified_only"])
    with _progress() as step:
        graph = step("compiling", lambda: [compile(whole, chosen)])[0]
        findings = step("checking", lambda: api.check(compile(whole), root=choices["root"]))
        answers = dict(step("answering", lambda: bundle.answer_all(graph, saved("question", choices["root"]))))
        nets = dict(step("drawing networks", lambda: bundle.view_all(graph, saved("view", choices["root"]))))
        made = bundle.Bundle(answers, nets, dict(step("ranking", lambda: bundle.rank_all(nets))))
        files = step("exporting", lambda: bundle.files(graph, made))
        (html,) = step("writing the report", lambda: [page(graph, made.answers, made.networks, made.rankings)])
        title, net = next(iter(nets.items()))
        (image,) = step("drawing the picture", lambda: [picture(graph, net, title.replace("-", " "))])
    rows = [(f.place, f.severity, f.rule, f.focus, f.message) for f in findings]
    columns = ("place", "severity", "rule", "thing", "message")
    last = {"findings.csv": render(columns, rows, "csv"), "network.svg": image, "index.html": html}
    files += [(name, text.encode("utf-8")) for name, text in last.items()]
    for path, data in files:
        write_bytes(folder / path, data)
    violations = sum(finding.severity == "violation" for finding in findings)
    options.note(
        f"cakg: {len(files)} files in {folder}/, {len(answers)} answers, {violations} violations,"
        f" {len(findings) - violations} warnings; open {folder / 'index.html'}"
    )
    return 1 if violations else 0


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("view", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option("--as", "form", metavar="FORMAT", help="gexf, graphml, csv, json or nodes; else by the ending of FILE.")
@options.heard
def network(view: str | None, parameters: Sequence[str], output: str, form: str | None, **choices: Any) -> None:
    """Write the network of a saved VIEW in GEXF, GraphML, CSV or JSON; without one, list the views and their options.

    The parameters of a view are options: --since 2010-01-01. Nodes and edges bear labels and dates; Gephi reads GEXF
    with its time line. `--as nodes` writes the table of nodes that belongs to the CSV of the ties.
    """
    from cakg.export import network

    if view is None:
        _list_views(choices["root"])
        return
    chosen = form or (network.format_of(output) if output != "-" else "gexf")
    data = network.write(_network(view, parameters, choices), chosen)
    options.write_out(data, output)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("view", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--measure", default="degree", show_default=True, metavar="NAME", help=_MEASURES)
@click.option("--weighted", is_flag=True, help="Let stronger ties be shorter (betweenness, closeness).")
@click.option("--intervals", is_flag=True, help="Show between which values and places each actor may lie.")
@click.option("--draws", default=200, show_default=True, type=click.IntRange(1), help="How often to draw them.")
@click.option("--top", type=click.IntRange(1), help="Show only so many.")
@options.heard
@options.shaped
def rank(
    view: str | None,
    parameters: Sequence[str],
    measure: str,
    weighted: bool,
    intervals: bool,
    draws: int,
    top: int | None,
    form: str,
    **choices: Any,
) -> int:
    """Rank the actors of a saved VIEW by a measure of centrality; without one, list the views.

    Lists of participants are incomplete. With --intervals, whoever is named at other editions of a series joins its
    incomplete editions by chance, again and again; the interval holds nine of ten draws. Where intervals overlap, the
    order is not known.

    The parameters of a view are options: --since 2010-01-01.
    """
    from cakg.export.table import score_table
    from cakg.networks.ranking import rank as ranked

    if view is None:
        _list_views(choices["root"])
        return 0
    net = _network(view, parameters, choices)
    scores = ranked(net, measure, weighted=weighted, intervals=intervals, draws=draws)
    options.echo_rows(*score_table(scores[:top]), form)
    if not scores:
        options.note("cakg: the network is empty")
    return 0 if scores else 1


@click.command()
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option("--format", "form", metavar="FORMAT", help="turtle, trig, nquads, ntriples, jsonld, rdfxml, csv.")
@options.heard
def export(output: str, form: str | None, **choices: Any) -> None:
    """Write the graph for other tools; the format by --format or by the ending of FILE."""
    from cakg.export.graph import export as exported
    from cakg.export.graph import format_of

    chosen = form or (format_of(output) if output != "-" else "turtle")
    data = exported(options.dataset(choices), chosen)
    options.write_out(data, output)


def _network(view: str, parameters: Sequence[str], choices: dict[str, Any]) -> "networkx.Graph":
    from cakg.ask.saved import find_saved
    from cakg.cli.reading import parse_parameters
    from cakg.networks.view import view_network

    chosen = find_saved(view, "view", choices["root"])
    return view_network(options.dataset(choices), chosen, parse_parameters(parameters))


def _list_views(root: str | None) -> None:
    from cakg.ask.saved import saved

    rows = [
        (view.name, view.summary, "\n".join(f"--{parameter.name}" for parameter in view.parameters))
        for view in saved("view", root).values()
    ]
    options.echo_rows(("view", "what it shows", "its options"), rows, "table")


@contextmanager
def _progress() -> Iterator[Callable[[str, Callable[[], Iterable[T]]], list[T]]]:
    """Give a function that runs a step, item by item, and shows on stderr how far it is."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed}"), TimeElapsedColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:

        def step(name: str, work: Callable[[], Iterable[T]]) -> list[T]:
            task = progress.add_task(name, total=None)
            if not console.is_terminal:
                options.note(f"cakg: {name}")
            found = []
            for item in work():
                found.append(item)
                progress.advance(task)
            progress.update(task, total=len(found))
            return found

        yield step


COMMANDS = (build, network, rank, export)
