"""Who stands between most others, in docs/networks.md: `python -m benchmarks.central [--draws 200]`.

The five delegations first by betweenness, with the intervals of detection and sampling and what activity alone would
give them, and how many ties of delegations and of persons the null model leaves, on the data as they are.
"""

import argparse
import sys
from collections.abc import Sequence

from benchmarks import page
from cakg import api
from cakg.engine.bounds import Bounds
from cakg.networks.build import turned

FIRST = 5
VIEWS = (("delegations", "delegations-by-events"), ("persons", "persons-by-events"))
CONDITIONS = ("series", "none")
SHARE = 0.05  # of false discoveries


def table(draws: int, seed: int) -> str:
    """Return the five most central delegations as a table, and in another what the null model leaves of ties."""
    graph, bounds = api.load(), Bounds(seconds=600)
    nets = {
        what: [api.network(view, graph, backbone=1, conditioned=how, bounds=bounds) for how in CONDITIONS]
        for what, view in VIEWS
    }
    net = turned(nets[VIEWS[0][0]][0])
    scores = api.rank(net, "betweenness", intervals=["detection", "sampling"], draws=draws, seed=seed, null=True)
    heads = ("place", "label", "value", "detection", "places", "sampling", "places", "by chance", "z")
    lines = [_row(heads), _row(["---"] * len(heads))]
    for one in scores[:FIRST]:
        cells = [str(one.place), one.label, f"{one.value:.3f}"]
        for found in one.intervals:
            cells += [f"{found.low:.3f}–{found.high:.3f}", "–".join(map(str, sorted({found.best, found.worst})))]
        lines.append(_row([*cells, f"{one.expected:.3f}", f"{one.z:.1f}"]))
    heads = ("ties between", "all", "beyond chance, given who is in each series", "beyond chance, given activity alone")
    lines += ["", _row(heads), _row(["---"] * len(heads))]
    for what, several in nets.items():
        left = [sum(q <= SHARE for *_, q in one.edges(data="q")) for one in several]
        lines.append(_row([what, *map(str, (several[0].number_of_edges(), *left))]))
    lines += ["", f"On the data of {nets[VIEWS[0][0]][0].graph['date']}; {draws} draws, seed {seed}."]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str] | None = None) -> int:
    """Write who stands between most others into docs/networks.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.central", description=main.__doc__)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    made = table(given.draws, given.seed)
    page.replace("central", made)
    print(made, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
