"""The command that writes a network or draws it, and how commands come to the network of a saved view."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from cakg.cli import choosing, options, printing

if TYPE_CHECKING:
    from pathlib import Path

    import networkx

_NETWORKS = (
    "gexf, graphml, pajek, csv, nodes, json (of networkx), cytoscape, graphology, sigma; of two-mode views hif (a"
    " hypergraph) and attendance (CSV of who was at what when); else by the ending of FILE."
)
PARTITION = "Who belongs together: blocs, kind, or a CSV file with the columns actor,group."


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
        printing.write_out(api.draw(net, view.replace("-", " "), drawing), draw)
        return
    chosen = named(form, "network") if form else options.usual(output, "network", "gexf")
    excel = options.for_excel(chosen)
    choices["bipartite"] = choices.pop("two_mode")
    net = viewed(view, parameters, lang, choices)
    said = api.metadata(net, output, chosen) if output != "-" and chosen in ("csv", "nodes", "attendance") else None
    printing.write_out(api.export(net, chosen, excel=excel), output, said)


def picture_form(path: str) -> str:
    """Return the form of a picture by the ending of its file. Errors: UsageError."""
    from cakg.words.errors import UsageError

    form = path.rpartition(".")[2].lower()
    if form not in ("svg", "png"):
        raise UsageError(f"{path}: the ending names no form of a picture; use .svg or .png")
    return form


def viewed(view: str, words: Sequence[str], lang: str, choices: dict[str, Any]) -> "networkx.Graph":
    """Return the network of a saved view by its parameters and the options of a command, and say what it is made of.

    *Errors*: those of `api.network`.
    """
    from cakg import api
    from cakg.ask.saved import find_saved

    made = {**choosing.taken(choices), "bipartite": choices.pop("bipartite", False)}
    given = options.parameters(find_saved(view, "view", options.folder(choices)), words)
    bounds = options.bounds(choices)
    net = api.network(view, options.graph(choices), lang=lang, bounds=bounds, **made, **given)
    if "meaning" in net.graph and len(net):
        printing.note(f"cakg: {net.graph['meaning']}")
    choosing.tell(net.graph)
    if "mode" not in net.graph and len(net):
        whole = sum(weight for _, _, weight in net.edges(data="weight", default=1))
        printing.note(f"cakg: {len(net)} actors, {net.number_of_edges()} ties, weights in all {whole:g}")
    return net


def list_views(root: "str | Path | None") -> None:
    """Print the saved views of a corpus with their parameters."""
    from cakg import api
    from cakg.export.results import view_table

    printing.echo_rows(*view_table(api.saved("view", root)), "table")


COMMANDS = (network,)
