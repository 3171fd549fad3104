"""The command that shows how a network is built: communities, brokers, bridges, and how they change."""

from collections.abc import Sequence
from typing import Any

import click

from cakg.cli import choosing, options, printing, standing
from cakg.cli.networking import PARTITION, list_views, picture_form, viewed

_SHOWN = (
    "whole, communities, timeline (of communities, window by window); with --partition brokerage, mixing, bridges; of"
    " directed views reciprocity."
)
_LAYERS = "Of communities: whether they are found again in draws by detection, sampling, all (see rank)."


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("view", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--show", default="whole", show_default=True, metavar="WHAT", help=_SHOWN)
@click.option("--partition", metavar="NAME|FILE.csv", help=PARTITION)
@click.option("--between", nargs=2, metavar="GROUP GROUP", help="Of bridges: the two groups that they join.")
@click.option("--method", metavar="NAME", help="Of communities: louvain (the usual one) or leiden.")
@click.option("--resolution", type=float, help="Of communities: above 1 finds smaller ones.  [default: 1]")
@click.option("--runs", type=click.IntRange(1), help="Of communities: how often to find them.  [default: 20]")
@click.option("--seed", type=int, help="Of communities: the seed of the first run.  [default: 1]")
@click.option("--intervals", is_flag=False, flag_value="detection", metavar="[LAYERS]", help=_LAYERS)
@click.option("--draws", type=click.IntRange(1), help="Of communities: how often to draw.  [default: 50]")
@click.option(
    "--over", type=click.IntRange(1), metavar="YEARS", help="Of a timeline: how long a window is.  [default: 5]"
)
@click.option("--step", type=click.IntRange(1), help="Of a timeline: by how many years it slides.  [default: 1]")
@click.option("--expanding", is_flag=True, help="Of a timeline: the window grows, instead of sliding.")
@click.option("--draw", metavar="FILE", help="Draw the timeline, too: FILE.svg or FILE.png.")
@standing.OUTPUT
@choosing.chosen
@options.bounded(60)
@options.spoken
@options.asked
@options.shaped
def structure(
    view: str | None,
    parameters: Sequence[str],
    show: str,
    partition: str | None,
    between: tuple[str, str] | None,
    expanding: bool,
    draw: str | None,
    output: str | None,
    lang: str,
    form: str,
    **choices: Any,
) -> int:
    """Show the structure of a saved VIEW: communities, brokers, bridges; without one, list the views.

    Communities are found by chance, again and again: `share` says in how many runs an actor lies in the like of its
    community, `stability` how alike these are, and with --intervals the same over draws of the network as it may have
    been; a community below 0.6 is not to be trusted, from 0.75 on it is stable (Hennig 2007).

    Brokerage counts the open paths of two steps through an actor, by the groups of --partition (Gould and Fernandez);
    `expected` is how many there would be by chance. Mixing tells what ties groups, bridges who joins two of them,
    reciprocity what leads there and back in a directed view.

    A timeline goes window by window; a community that goes on (with three tenths of its members in common) keeps its
    number. Few documents in a window make its communities unsure.

    The parameters of a view are options: --since 2010-01-01.
    """
    from cakg import api
    from cakg.web.figures import credits
    from cakg.words.errors import UsageError

    view, parameters = options.named(view, parameters, "view")
    found = _given(choices, ("method", "resolution", "runs", "seed", "intervals", "draws"))
    spans = {"years": choices.pop("over"), "step": choices.pop("step"), "expanding": expanding or None}
    spans = {name: value for name, value in spans.items() if value is not None}
    if view is None:
        list_views(options.folder(choices))
        return 0
    if (spans or draw is not None) and show != "timeline":
        raise UsageError("windows and pictures go with a timeline; rank has both for places")
    if show == "timeline" and (partition is not None or between is not None):
        raise UsageError("a timeline knows no groups; leave out the partition")
    form_drawn = None if draw is None else picture_form(draw)
    net = viewed(view, parameters, lang, choices)
    if show == "timeline":
        members = api.timeline(net, **spans, **found)
        if draw is not None and form_drawn is not None:
            title = f"{view.replace('-', ' ')}: communities"
            printing.write_out(api.draw(members, title, form_drawn, credits(net.graph)), draw)
        over = {"show": show, "over": spans.get("years"), "step": spans.get("step"), "expanding": expanding, **found}
        standing.tell(members, net, form, output, over)
        return 0 if members else 1
    groups = None if partition is None else api.partition(net, partition, options.graph(choices))
    shown = api.structure(net, show, partition=groups, between=between, **found)
    standing.tell(shown, net, form, output, {"show": show, "partition": partition, "between": between, **found})
    for remark in shown.remarks:
        printing.note(f"cakg: {remark}")
    if not shown.rows:
        printing.note("cakg: the network has nothing of the kind")
    return 0 if shown.rows else 1


def _given(choices: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: value for name in names if (value := choices.pop(name)) is not None}


COMMANDS = (structure,)
