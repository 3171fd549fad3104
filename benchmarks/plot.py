"""The plot of results: a panel for each part, CPU seconds by quads, both axes logarithmic."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.report import TITLES
from benchmarks.results import Row

MOST = 9  # lines in one panel


def draw(path: Path, rows: Sequence[Row]) -> None:
    """Write the plot as SVG; equal rows give equal bytes. Errors: ImportError without matplotlib."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "cakg", "svg.fonttype": "none", "font.size": 8})
    from matplotlib import pyplot

    parts = [part for part in TITLES if any(row.part == part and row.runs for row in rows)]
    height = (len(parts) + 1) // 2
    figure, panels = pyplot.subplots(height, 2, figsize=(11, 3.4 * height), squeeze=False, layout="constrained")
    for panel, part in zip(panels.flat, parts, strict=False):
        for name, points in _lines(part, rows):
            panel.plot(*zip(*points, strict=True), marker="o", markersize=3, linewidth=1, label=name)
        panel.set(title=TITLES[part], xlabel="quads", ylabel="CPU seconds", xscale="log", yscale="log")
        panel.legend(fontsize=6, frameon=False)
    for panel in panels.flat[len(parts) :]:
        panel.axis("off")
    figure.savefig(path, format="svg", metadata={"Date": None})
    pyplot.close(figure)


def _lines(part: str, rows: Sequence[Row]) -> list[tuple[str, list[tuple[int, float]]]]:
    """Return the lines of a panel: of each task and who did it; of many tasks, the sum for each who did them."""
    own = [row for row in rows if row.part == part and row.runs and row.cpu > 0]
    found: dict[str, dict[int, float]] = {}
    for row in own:
        name = f"all, by {row.who}" if part in ("question", "view") else f"{row.task}, by {row.who}"
        sums = found.setdefault(name, {})
        sums[row.quads] = sums.get(row.quads, 0.0) + row.cpu
    slowest = sorted(found, key=lambda name: (not name.endswith("cakg"), -max(found[name].values())))
    return [(name, sorted(found[name].items())) for name in slowest[:MOST]]
