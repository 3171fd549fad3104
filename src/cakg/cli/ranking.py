"""The command that ranks the actors of a network by a measure, with intervals, comparisons and windows of years."""

from collections.abc import Sequence
from typing import Any

import click

from cakg.cli import choosing, options, printing, standing
from cakg.cli.networking import PARTITION, list_views, picture_form, viewed

_MEASURES = (
    "degree, in-degree, out-degree, strength, in-strength, out-strength, betweenness, closeness, harmonic, eigenvector,"
    " pagerank, katz, coreness (of k-cores), clustering, constraint, effective-size; with --partition brokerage,"
    " coordinator, itinerant, representative, gatekeeper, liaison."
)
_MODES = "Rank in the network of actors and occasions or in its projection on actors; else as the measure is usual."
_LAYERS = "Between which values and places each may lie: detection (if nothing is named), sampling, choices, all."


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
    printing.note(f"cakg: {measure}: {unit(net, measure)}")
    drawn = {"draws": draws, "seed": seed} if intervals is not None or null or compare is not None else {}
    said = {"measure": measure, "weighted": weighted, "partition": partition, **drawn}
    if intervals is not None or null or compare is not None:
        printing.note(f"cakg: {draws} draws, seed {seed}")
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
            printing.write_out(api.draw(rankings, title, picture_form(draw), credits(net.graph)), draw)
        said |= {"over": over, "step": step, "expanding": expanding}
        standing.tell(rankings, net, form, output, said, top)
        return 0
    scores = api.rank(net, measure, **how)
    for sentence in api.naming(net) if scores and _detects(intervals) else ():
        printing.note(f"cakg: {sentence}")
    if draw is not None:
        notes = [f"{measure}: {unit(net, measure)}"]
        notes += [f"bars: nine of ten of {draws} draws, seed {seed}"] if intervals or null else []
        title = f"{view.replace('-', ' ')} by {measure}"
        picture = api.draw(scores[:top], title, picture_form(draw), [*notes, *credits(net.graph)])
        printing.write_out(picture, draw)
    standing.tell(scores, net, form, output, said, top)
    if not scores:
        printing.note("cakg: the network is empty")
    return 0 if scores else 1


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


COMMANDS = (rank,)
