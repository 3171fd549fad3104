"""The command that shows how a network is built: communities, brokers, bridges, and how they change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from cakg.cli import choosing, options
from cakg.cli.making import PARTITION, list_views, picture_form, viewed

if TYPE_CHECKING:
    import networkx

    from cakg.networks.structure import Structure

_IN_TIME = ("places", "timeline")
_SHOWN = (
    "whole, communities; with --partition brokerage, mixing, bridges; of directed views reciprocity; window by window"
    " places, or timeline (of communities)."
)


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
@click.option("--measure", metavar="NAME", help="Of places: by which measure.  [default: degree]")
@click.option("--years", type=click.IntRange(1), help="Of places and timeline: how long a window is.  [default: 5]")
@click.option("--step", type=click.IntRange(1), help="After how many years the next window ends.  [default: 1]")
@click.option("--expanding", is_flag=True, help="Let every window begin with the first year.")
@click.option("--draw", metavar="FILE", help="Draw places or timeline, too: FILE.svg or FILE.png.")
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
    lang: str,
    form: str,
    **choices: Any,
) -> int:
    """Show the structure of a saved VIEW: communities, brokers, bridges; without one, list the views.

    Communities are found by chance, again and again: `share` says in how many runs an actor lies in the like of its
    community, `stability` how alike these are. Brokerage counts the open paths of two steps through an actor, by the
    groups of --partition (Gould and Fernandez); `expected` is how many there would be by chance. Mixing tells what ties
    groups, bridges who joins two of them, reciprocity what leads there and back in a directed view.

    places and timeline go window by window: who stands where by a --measure, and who is of which community, where one
    that goes on (a third of its members or more in common) keeps its number. Few documents in a window make its places
    unsure; nothing here says how unsure.

    The parameters of a view are options: --since 2010-01-01.
    """
    from cakg import api
    from cakg.words.errors import UsageError

    view, parameters = options.named(view, parameters, "view")
    found = _given(choices, ("method", "resolution", "runs", "seed"))
    spans = _given(choices, ("measure", "years", "step")) | ({"expanding": True} if expanding else {})
    if view is None:
        list_views(choices["root"])
        return 0
    in_time = show in _IN_TIME
    if (spans or draw is not None) and not in_time:
        raise UsageError(f"windows and pictures go with {' and '.join(_IN_TIME)}; choose one of them to --show")
    if in_time and (partition is not None or between is not None):
        raise UsageError(f"{show} knows no groups; leave out the partition")
    drawing = None if draw is None else picture_form(draw)
    net = viewed(view, parameters, lang, choices)
    if in_time:
        columns, rows, picture = _over_time(net, view, show, spans, found, drawing)
        if draw is not None:
            options.write_out(picture, draw)
        options.echo_rows(columns, rows, form)
        return 0 if rows else 1
    groups = None if partition is None else api.partition(net, partition, options.graph(choices))
    shown = api.structure(net, show, partition=groups, between=between, **found)
    options.echo_rows(shown.columns, _compacted(shown), form)
    for remark in shown.remarks:
        options.note(f"cakg: {remark}")
    if not shown.rows:
        options.note("cakg: the network has nothing of the kind")
    return 0 if shown.rows else 1


def _given(choices: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    return {name: value for name in names if (value := choices.pop(name)) is not None}


def _over_time(
    net: "networkx.Graph", view: str, show: str, spans: dict[str, Any], found: dict[str, Any], drawing: str | None
) -> tuple[tuple[str, ...], list[tuple[Any, ...]], bytes]:
    """Return what changes from window to window, as columns and rows and, where that is wanted, as a picture."""
    from cakg import api
    from cakg.web.figures import credits
    from cakg.words.errors import UsageError
    from cakg.words.namespaces import compact

    said = credits(net.graph)
    if show == "places":
        if found:
            raise UsageError(f"{', '.join(found)} goes with communities and their timeline alone")
        rankings = api.over_time(net, **spans)
        title = f"{view.replace('-', ' ')}: places by {spans.get('measure', 'degree')}"
        picture = b"" if drawing is None else api.draw(rankings, title, drawing, said)
        rows = [
            (w, one.place, one.label, one.value, compact(str(one.actor)))
            for w, all_ in rankings.items()
            for one in all_
        ]
        return ("window", "place", "label", "value", "actor"), rows, picture
    if "measure" in spans:
        raise UsageError("a timeline is of communities; a measure goes with places")
    members = api.communities_over_time(net, **spans, **found)
    picture = b"" if drawing is None else api.draw(members, f"{view.replace('-', ' ')}: communities", drawing, said)
    rows = [(one.window, one.community, one.label, one.share, compact(str(one.actor))) for one in members]
    return ("window", "community", "label", "share", "actor"), rows, picture


def _compacted(shown: "Structure") -> list[tuple[Any, ...]]:
    """Return rows with the prefixed names of actors for their IRIs."""
    from cakg.words.namespaces import compact

    names = [name in ("actor", "other") for name in shown.columns]
    return [
        tuple(compact(str(cell)) if named else cell for cell, named in zip(row, names, strict=True))
        for row in shown.rows
    ]


COMMANDS = (structure,)
