"""Commands that make files: build, network, rank, export."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cakg.cli import options

if TYPE_CHECKING:
    import networkx

    from cakg.api import Step

T = TypeVar("T")
_NETWORKS = "gexf, graphml, csv, nodes, json (of networkx), cytoscape or graphology; else by the ending of FILE."
_MEASURES = "degree, strength, betweenness, closeness, eigenvector, pagerank, constraint or coreness."


@click.command()
@click.option("-o", "--output", metavar="DIR", default="build", show_default=True, help="The folder to write.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.option("--contact", default="", metavar="ADDRESS", help="Where errors are reported: a mail address, or a form.")
@options.bounded(60)
@options.spoken
@options.heard
def build(output: str, lang: str, quiet: bool, contact: str, **choices: Any) -> int:
    """Compile, check, answer, rank, export, and write a site to read: DIR/site/index.html."""
    from cakg import api

    bounds = options.bounds(choices)
    with _progress(quiet) as step:
        (graph,) = step("compiling", lambda: [options.graph(choices)], 1)
        built = api.build(output, graph, lang=lang, bounds=bounds, step=step, contact=contact)
    violations = sum(finding.severity == "violation" for finding in built.findings)
    options.note(
        f"cakg: {len(built.files)} files in {built.folder}/, {len(built.bundle.answers)} answers,"
        f" {violations} violations, {len(built.findings) - violations} warnings;"
        f" open {built.folder / 'site' / 'index.html'}"
    )
    return 1 if violations else 0


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("view", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option("--as", "form", metavar="FORMAT", help=_NETWORKS)
@options.excel
@options.bounded(60)
@options.spoken
@options.asked
def network(
    view: str | None, parameters: Sequence[str], output: str, form: str | None, lang: str, **choices: Any
) -> None:
    """Write the network of a saved VIEW in GEXF, GraphML, CSV or JSON; without one, list the views and their options.

    The parameters of a view are options: --since 2010-01-01. Nodes and edges bear labels and dates; Gephi reads GEXF
    and CSV with their time line. `--as nodes` writes the table of nodes that belongs to the CSV of the ties. A file
    says its licence, version and how it was asked for; beside a CSV lies FILE-metadata.json that does (CSVW).
    """
    from cakg import api
    from cakg.export.formats import named

    view, parameters = options.named(view, parameters, "view")
    if view is None:
        _list_views(choices["root"])
        return
    chosen = named(form, "network") if form else _usual(output, "network", "gexf")
    excel = options.for_excel(chosen)
    net = _network(view, parameters, lang, choices)
    said = api.metadata(net, output, chosen) if output != "-" and chosen in ("csv", "nodes") else None
    options.write_out(api.export(net, chosen, excel=excel), output, said)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("view", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--measure", default="degree", show_default=True, metavar="NAME", help=_MEASURES)
@click.option("--weighted", is_flag=True, help="Let stronger ties be shorter (betweenness, closeness).")
@click.option("--intervals", is_flag=True, help="Show between which values and places each actor may lie.")
@click.option("--draws", default=200, show_default=True, type=click.IntRange(1), help="How often to draw them.")
@click.option("--pivots", type=click.IntRange(2), help="From how many actors to estimate betweenness.")
@click.option("--top", type=click.IntRange(1), help="Show only so many.")
@options.bounded(60)
@options.spoken
@options.asked
@options.shaped
def rank(
    view: str | None,
    parameters: Sequence[str],
    measure: str,
    weighted: bool,
    intervals: bool,
    draws: int,
    pivots: int | None,
    top: int | None,
    lang: str,
    form: str,
    **choices: Any,
) -> int:
    """Rank the actors of a saved VIEW by a measure of centrality; without one, list the views.

    Lists of participants are incomplete. With --intervals, whoever is named at other editions of a series joins its
    incomplete editions by chance, again and again; the interval holds nine of ten draws. Where intervals overlap, the
    order is not known.

    Betweenness of a network too large to follow every path is estimated, and says so with its error; --pivots chooses
    how well, and as many pivots as actors make it exact.

    The parameters of a view are options: --since 2010-01-01.
    """
    from cakg import api
    from cakg.export.table import score_table

    view, parameters = options.named(view, parameters, "view")
    if view is None:
        _list_views(choices["root"])
        return 0
    net = _network(view, parameters, lang, choices)
    scores = api.rank(net, measure, weighted=weighted, intervals=intervals, draws=draws, pivots=pivots)
    options.echo_rows(*score_table(scores[:top]), form)
    if not scores:
        options.note("cakg: the network is empty")
    return 0 if scores else 1


@click.command()
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option("--format", "form", metavar="FORMAT", help="turtle, trig, nquads, ntriples, jsonld, rdfxml, csv.")
@click.option("--ontology", is_flag=True, help="Write the vocabulary: all modules and concepts as one ontology.")
@click.option("--alignment", is_flag=True, help="Write the links of the vocabulary to others.")
@click.option("--shapes", is_flag=True, help="Write the SHACL shapes.")
@click.option("--named-view", is_flag=True, help="Name the accepted view, for stores that mix all graphs by default.")
@options.excel
@options.exported
@options.heard
def export(
    output: str,
    form: str | None,
    ontology: bool,
    alignment: bool,
    shapes: bool,
    named_view: bool,
    root: str | None,
    **choices: Any,
) -> None:
    """Write the graph for other tools; the format by --format or by the ending of FILE.

    The graph says of itself, as an ontology, its licence, its version, the day of its data and whom it hears.
    """
    from cakg import api
    from cakg.export.formats import named
    from cakg.words.errors import UsageError

    chosen = named(form, "graph") if form else _usual(output, "graph", "turtle")
    excel = options.for_excel(chosen)
    asked = {"ontology": ontology, "alignment": alignment, "shapes": shapes}
    parts = [what for what, wanted in asked.items() if wanted]
    if len(parts) > 1:
        raise UsageError(f"choose one of {', '.join('--' + what for what in asked)}")
    if parts and (named_view or any(choices.values())):
        raise UsageError(
            f"--{parts[0]} is the same whoever is heard; leave out the file, the day, the publisher and the rest"
        )
    if parts:
        options.write_out(api.export(form=chosen, what=parts[0], root=root, excel=excel), output)
    else:
        graph = options.graph({"root": root, **choices})
        options.write_out(api.export(graph, chosen, excel=excel, named_view=named_view), output)


def _usual(output: str, what: str, otherwise: str) -> str:
    """Return the format that a file name stands for; for stdout CSV where it is for Excel, else the usual one."""
    from cakg.export.formats import format_of

    if output != "-":
        return format_of(output, what)
    return "csv" if options.told("excel") else otherwise


def _network(view: str, words: Sequence[str], lang: str, choices: dict[str, Any]) -> "networkx.Graph":
    from cakg import api
    from cakg.ask.saved import find_saved

    given = options.parameters(find_saved(view, "view", choices["root"]), words)
    bounds = options.bounds(choices)
    net = api.network(view, options.graph(choices), lang=lang, bounds=bounds, **given)
    if "meaning" in net.graph and len(net):
        options.note(f"cakg: {net.graph['meaning']}")
    return net


def _list_views(root: str | None) -> None:
    from cakg import api
    from cakg.export.results import view_table

    options.echo_rows(*view_table(api.saved("view", root)), "table")


@contextmanager
def _progress(quiet: bool) -> Iterator["Step"]:
    """Give a function that runs a step, item by item, and shows on stderr, where that is a terminal, how far it is."""
    import sys

    if quiet or not sys.stderr.isatty():
        yield lambda _, work, total=None: work()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:

        def step(name: str, work: Callable[[], Iterable[T]], total: int | None = None) -> Iterator[T]:
            task, done = progress.add_task(name, total=total), 0
            for item in work():
                yield item
                done += 1
                progress.update(task, completed=done)
            progress.update(task, total=done)

        yield step


COMMANDS = (build, network, rank, export)
