"""Commands that make files: build, network, rank, export, brief."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cakg.cli import choosing, options, standing

if TYPE_CHECKING:
    from pathlib import Path

    import networkx

    from cakg.api import Step

T = TypeVar("T")
_NETWORKS = (
    "gexf, graphml, pajek, csv, nodes, json (of networkx), cytoscape, graphology, sigma; of two-mode views hif (a"
    " hypergraph) and attendance (CSV of who was at what when); else by the ending of FILE."
)
_MEASURES = (
    "degree, in-degree, out-degree, strength, in-strength, out-strength, betweenness, closeness, harmonic, eigenvector,"
    " pagerank, katz, coreness (of k-cores), clustering, constraint, effective-size; with --partition brokerage,"
    " coordinator, itinerant, representative, gatekeeper, liaison."
)
_MODES = "Rank in the network of actors and occasions or in its projection on actors; else as the measure is usual."
_LAYERS = "Between which values and places each may lie: detection (if nothing is named), sampling, choices, all."
PARTITION = "Who belongs together: blocs, kind, or a CSV file with the columns actor,group."


@click.command()
@click.option("-o", "--output", metavar="DIR", default="build", show_default=True, help="The folder to write.")
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
@click.option("--contact", default="", metavar="ADDRESS", help="Where errors are reported: a mail address, or a form.")
@click.option("--no-site", is_flag=True, help="Write all but the site, in a fraction of the time.")
@options.bounded(60)
@options.spoken
@options.heard
def build(output: str, lang: str, quiet: bool, contact: str, no_site: bool, **choices: Any) -> int:
    """Compile, check, answer, rank, export, and write a site to read: DIR/site/index.html."""
    from cakg import api

    bounds = options.bounds(choices)
    with _progress(quiet) as step:
        (graph,) = step("compiling", lambda: [options.graph(choices)], 1)
        built = api.build(output, graph, lang=lang, bounds=bounds, step=step, contact=contact, site=not no_site)
    violations = sum(finding.severity == "violation" for finding in built.findings)
    options.note(
        f"cakg: {len(built.files)} files in {built.folder}/, {len(built.bundle.answers)} answers,"
        f" {violations} violations, {len(built.findings) - violations} warnings;"
        f" {'see' if no_site else 'open'} {built.folder / ('README.txt' if no_site else 'site/index.html')}"
    )
    return 1 if violations else 0


@click.command()
@click.argument("name")
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option("--as", "form", metavar="FORMAT", help="md, html or docx; else by the ending of FILE, md for stdout.")
@click.option("--topic", metavar="TOPIC", help="Only what is about this topic or a narrower one.")
@click.option("--since", metavar="DATE", help="Only what was not over before this date.")
@click.option("--until", metavar="DATE", help="Only what had begun by this date.")
@options.spoken
@options.asked
def brief(
    name: str,
    output: str,
    form: str | None,
    topic: str | None,
    since: str | None,
    until: str | None,
    lang: str,
    **choices: Any,
) -> None:
    """Write a brief of at most two pages on one thing, by NAME or IRI: who, meetings, words, promises, disputes.

    Each sentence has notes with document, quote and address. What was announced, expected or not complete is marked,
    and what has no room is counted.
    """
    from cakg import api
    from cakg.web.brief_forms import form_of

    for option, value in (("topic", topic), ("since", since), ("until", until)):
        options.demand_text(option, value)
    chosen = form or ("md" if output == "-" else form_of(output))
    graph = options.opened(choices)
    written = api.brief(name, graph, chosen, lang=lang, topic=topic, since=since, until=until)
    options.write_out(written, output)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("view", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option("--as", "form", metavar="FORMAT", help=_NETWORKS)
@click.option("--two-mode", is_flag=True, help="Actors and occasions as nodes, instead of ties between actors.")
@click.option("--draw", metavar="FILE", help="Instead, draw it: FILE.svg or FILE.png.")
@choosing.chosen
@options.excel
@options.bounded(60)
@options.spoken
@options.asked
def network(
    view: str | None,
    parameters: Sequence[str],
    output: str,
    form: str | None,
    draw: str | None,
    lang: str,
    **choices: Any,
) -> None:
    """Write the network of a saved VIEW in GEXF, GraphML, CSV or JSON; without one, list the views and their options.

    The parameters of a view are options: --since 2010-01-01. Nodes and edges bear labels and dates; Gephi reads GEXF
    and CSV with their time line, of GEXF also weights that move with it. `--as nodes` writes the table of nodes that
    belongs to the CSV of the ties. A file says its licence, version and how it was asked for; beside a CSV lies
    FILE-metadata.json that does (CSVW).

    Who came to one occasion is tied: a meeting that took place, with its parts; a visit ties the traveller to each who
    received him. Everything that is chosen, and what is left out, is written into the file.

    --draw shows the best connected, placed by the ties beyond chance where there are enough of them, else by the
    strongest; the picture says which, and what it leaves out.
    """
    from cakg import api
    from cakg.export.formats import named

    view, parameters = options.named(view, parameters, "view")
    if view is None:
        list_views(options.folder(choices))
        return
    if draw is not None:
        drawing = picture_form(draw)
        choices["bipartite"] = choices.pop("two_mode")
        net = viewed(view, parameters, lang, choices)
        options.write_out(api.draw(net, view.replace("-", " "), drawing), draw)
        return
    chosen = named(form, "network") if form else _usual(output, "network", "gexf")
    excel = options.for_excel(chosen)
    choices["bipartite"] = choices.pop("two_mode")
    net = viewed(view, parameters, lang, choices)
    said = api.metadata(net, output, chosen) if output != "-" and chosen in ("csv", "nodes", "attendance") else None
    options.write_out(api.export(net, chosen, excel=excel), output, said)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("view", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--measure", default="degree", show_default=True, metavar="NAME", help=_MEASURES)
@click.option("--mode", type=click.Choice(("two-mode", "projection")), help=_MODES)
@click.option("--weighted", is_flag=True, help="Let weights count (betweenness, closeness, harmonic, clustering).")
@click.option("--intervals", is_flag=False, flag_value="detection", metavar="[LAYERS]", help=_LAYERS)
@click.option("--draws", default=200, show_default=True, type=click.IntRange(1), help="How often to draw them.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Equal seeds draw alike.")
@click.option("--compare", nargs=2, metavar="ACTOR ACTOR", help="Instead, how often the one is above the other.")
@click.option("--over", type=click.IntRange(1), metavar="YEARS", help="A ranking for each span of so many years.")
@click.option("--step", default=1, show_default=True, type=click.IntRange(1), help="By how many years it slides.")
@click.option("--expanding", is_flag=True, help="The span grows from the first occasion, instead of sliding.")
@click.option("--null", is_flag=True, help="Show what chance alone would make of each value (z).")
@choosing.chosen
@click.option("--partition", metavar="NAME|FILE.csv", help=PARTITION)
@click.option("--occasions", is_flag=True, help="Rank the events of a network of actors and events.")
@click.option("--pivots", type=click.IntRange(2), help="From how many actors to estimate betweenness.")
@click.option("--top", type=click.IntRange(1), help="Show only so many.")
@click.option("--draw", metavar="FILE", help="Draw it, too: FILE.svg or FILE.png.")
@standing.OUTPUT
@options.bounded(60)
@options.spoken
@options.asked
@options.shaped
def rank(
    view: str | None,
    parameters: Sequence[str],
    measure: str,
    mode: str | None,
    weighted: bool,
    intervals: str | None,
    draws: int,
    seed: int,
    compare: tuple[str, str] | None,
    over: int | None,
    step: int,
    expanding: bool,
    null: bool,
    pivots: int | None,
    partition: str | None,
    occasions: bool,
    top: int | None,
    draw: str | None,
    output: str | None,
    lang: str,
    form: str,
    **choices: Any,
) -> int:
    """Rank the actors of a saved VIEW by a measure, as this archive has them; without one, list the views.

    Places are of the archive, not of the world: who issues many documents, and keeps them, is at many of its occasions,
    and of occasions that no document tells of it knows nothing. What the null model (--null) does not explain is more
    than activity and the size of occasions.

    What the values of a measure are, and by what they are normalized, is said with the ranking: directed views alone
    have in and out, and brokerage counts between the groups of --partition (Gould and Fernandez). Degree, betweenness
    and closeness of a view of actors and events are those of the network of both, as shares of the most that is
    possible (Borgatti and Everett), all else of its projection; --mode chooses.

    --intervals shows where values and places lie in nine of ten draws, in three layers that are never mixed. detection:
    a report names only some of those who were there; how many is learnt from events that several reports tell of, and
    printed. sampling: another archive of the same process would hold other occasions (bootstrap by series). choices:
    best and worst place over levels, collectives, weights, and without the largest occasion; no draws. Occasions that
    no document of the archive tells of are in none of them. Where intervals overlap, the order is not known. -o FILE
    writes the ranking with all that was chosen, licence, day and seed.

    Betweenness of a network too large to follow every path is estimated, and says so with its error; --pivots chooses
    how well, and as many pivots as actors make it exact.

    The parameters of a view are options: --since 2010-01-01.
    """
    from cakg import api
    from cakg.networks.measures import norm
    from cakg.networks.ranking import unit
    from cakg.web.figures import credits

    view, parameters = options.named(view, parameters, "view")
    if view is None:
        list_views(options.folder(choices))
        return 0
    norm(measure)  # before the work is done
    choices["bipartite"] = _two_mode(view, measure, mode, weighted or occasions, choices) or occasions
    net = viewed(view, parameters, lang, choices)
    groups = None if partition is None else api.partition(net, partition, options.graph(choices))
    how: dict[str, Any] = {"weighted": weighted, "draws": draws, "seed": seed, "partition": groups}
    options.note(f"cakg: {measure}: {unit(net, measure)}")
    drawn = {"draws": draws, "seed": seed} if intervals is not None or null or compare is not None else {}
    said = {"measure": measure, "weighted": weighted, "partition": partition, **drawn}
    if intervals is not None or null or compare is not None:
        options.note(f"cakg: {draws} draws, seed {seed}")
    if compare is not None:
        rows = api.compare(net, *compare, measure, intervals=intervals or True, **how)
        standing.tell(rows, net, form, output, {**said, "intervals": intervals, "compare": compare})
        return 0
    how.update(intervals=intervals or False, null=null, pivots=pivots, occasions=occasions)
    said |= {"intervals": intervals, "null": null, "pivots": pivots, "occasions": occasions}
    if over is not None:
        found = api.windows(net, over, step, expanding=expanding)
        rankings = {span: api.rank(one, measure, **how) for span, one in found}
        if draw is not None:
            title = f"{view.replace('-', ' ')}: places by {measure}"
            options.write_out(api.draw(rankings, title, picture_form(draw), credits(net.graph)), draw)
        said |= {"over": over, "step": step, "expanding": expanding}
        standing.tell(rankings, net, form, output, said, top)
        return 0
    scores = api.rank(net, measure, **how)
    for sentence in api.naming(net) if scores and _detects(intervals) else ():
        options.note(f"cakg: {sentence}")
    if draw is not None:
        notes = [f"{measure}: {unit(net, measure)}"]
        notes += [f"bars: nine of ten of {draws} draws, seed {seed}"] if intervals or null else []
        title = f"{view.replace('-', ' ')} by {measure}"
        picture = api.draw(scores[:top], title, picture_form(draw), [*notes, *credits(net.graph)])
        options.write_out(picture, draw)
    standing.tell(scores, net, form, output, said, top)
    if not scores:
        options.note("cakg: the network is empty")
    return 0 if scores else 1


@click.command()
@click.option("-o", "--output", metavar="FILE", default="-", show_default=True, help="Where to write; - is stdout.")
@click.option("--format", "form", metavar="FORMAT", help="turtle, trig, nquads, ntriples, jsonld, rdfxml, csv.")
@click.option("--ontology", is_flag=True, help="Write the vocabulary: all modules and concepts as one ontology.")
@click.option("--alignment", is_flag=True, help="Write the links of the vocabulary to others.")
@click.option("--shapes", is_flag=True, help="Write the SHACL shapes.")
@click.option("--tables", is_flag=True, help="Write the accepted view as one SQLite database, as FILE.sqlite does.")
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
    tables: bool,
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

    tables = tables or (form is None and output.lower().endswith(".sqlite"))
    asked = {"ontology": ontology, "alignment": alignment, "shapes": shapes, "tables": tables}
    parts = [what for what, wanted in asked.items() if wanted]
    if len(parts) > 1:
        raise UsageError(f"choose one of {', '.join('--' + what for what in asked)}")
    if tables:
        if named_view or form not in (None, "sqlite") or options.for_excel("sqlite"):
            raise UsageError("--tables writes SQLite alone; leave out the format, --named-view and --excel")
        options.write_out(api.export(options.graph({"root": root, **choices}), what="tables"), output)
        return
    chosen = named(form, "graph") if form else _usual(output, "graph", "turtle")
    excel = options.for_excel(chosen)
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


def picture_form(path: str) -> str:
    """Return the form of a picture by the ending of its file. Errors: UsageError."""
    from cakg.words.errors import UsageError

    form = path.rpartition(".")[2].lower()
    if form not in ("svg", "png"):
        raise UsageError(f"{path}: the ending names no form of a picture; use .svg or .png")
    return form


def viewed(view: str, words: Sequence[str], lang: str, choices: dict[str, Any]) -> "networkx.Graph":
    from cakg import api
    from cakg.ask.saved import find_saved

    made = {**choosing.taken(choices), "bipartite": choices.pop("bipartite", False)}
    given = options.parameters(find_saved(view, "view", options.folder(choices)), words)
    bounds = options.bounds(choices)
    net = api.network(view, options.graph(choices), lang=lang, bounds=bounds, **made, **given)
    if "meaning" in net.graph and len(net):
        options.note(f"cakg: {net.graph['meaning']}")
    choosing.tell(net.graph)
    if "mode" not in net.graph and len(net):
        whole = sum(weight for _, _, weight in net.edges(data="weight", default=1))
        options.note(f"cakg: {len(net)} actors, {net.number_of_edges()} ties, weights in all {whole:g}")
    return net


def _two_mode(view: str, measure: str, mode: str | None, projected: bool, choices: dict[str, Any]) -> bool:
    """Tell whether a ranking is of actors and events: as is asked for, else where the measure and the view are such."""
    from cakg.ask.saved import find_saved
    from cakg.networks.ranking import TWO_MODE

    if mode is not None:
        return mode == "two-mode"
    ties = any(choices.get(name) is not None for name in ("minimum", "ego", "backbone", "weight"))
    alone = find_saved(view, "view", options.folder(choices)).shape == "two-mode" and not ties and not projected
    return alone and measure in TWO_MODE


def _detects(intervals: str | None) -> bool:
    return intervals is not None and ("detection" in intervals or "all" in intervals)


def list_views(root: "str | Path | None") -> None:
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


COMMANDS = (build, network, rank, export, brief)
