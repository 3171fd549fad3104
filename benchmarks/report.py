"""The table of results for people: Markdown, a section for each part, a line for each task and each who did it."""

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.results import Row, exponent

TITLES = {
    "prompt": "At the prompt: whole processes",
    "compile": "Compiling: whole processes",
    "check": "Checking",
    "question": "Saved questions, in a process",
    "view": "Saved views, in a process",
    "projection": "Projection, in a process",
    "centrality": "Centralities, in a process",
    "export": "Exports, in a process",
    "serve": "Serving, eight clients at once: seconds on the wall, the most is the 99th percentile",
    "build": "The whole build, once",
}
ASKED = ("question", "view")  # parts of many tasks, which peers do as well
AT_ONCE = "serve"  # of which times on the wall tell, for many ask at once
PEERS = ("cakg", "pyoxigraph", "rdflib")
SLOWEST = 10  # tasks that are put side by side
HEAD = """# Results

Written by `python -m benchmarks`; a run of one part replaces the rows of that part and size alone. The corpora are
those of `benchmarks.generator` (seed 1); 1× is about 95,612 quads of compiled output. A cell has seconds of all
processors, children included: the median and, in brackets, the least and the most of the runs; then the peak of memory
in MiB. The exponent is the power of the quads with which the median grows. Ratios hold better than seconds where the
machine has other work to do.

![CPU seconds by size](results.svg)

"""


def render(rows: Sequence[Row], machine: str) -> str:
    """Return the page."""
    return HEAD + f"{machine}\n" + "".join(_section(part, rows) for part in TITLES if any(r.part == part for r in rows))


def _section(part: str, rows: Iterable[Row]) -> str:
    own = [row for row in rows if row.part == part]
    sizes = sorted({(row.times, row.quads) for row in own})
    commits = ", ".join(sorted({row.commit for row in own if row.commit}))
    heading = " | ".join(f"{times:g}× ({quads:,})" for times, quads in sizes)
    lines = [f"\n## {TITLES[part]}\n", *([f"Measured at {commits}.\n"] if commits else [])]
    lines += [f"| Task | By | {heading} | exponent |", "|---|---|" + "---|" * (len(sizes) + 1)]
    for task, who in dict.fromkeys((row.task, row.who) for row in own):
        of = {row.times: row for row in own if (row.task, row.who) == (task, who)}
        cells = " | ".join(_cell(of.get(times)) for times, _ in sizes)
        power = exponent((row.quads, row.cpu) for row in of.values() if row.runs)
        lines.append(f"| {task} | {who} | {cells} | {'' if power is None else f'{power:.2f}'} |")
    if part in ASKED:
        lines += [*_totals(own, [times for times, _ in sizes]), *_slowest(own, sizes[0][0])]
    return "\n".join(lines) + "\n"


def _cell(row: Row | None) -> str:
    if row is None:
        return ""
    if not row.runs:
        return row.note
    if row.part == AT_ONCE:
        return row.note or f"{row.wall:.3g} s"
    spread = f" ({row.cpu_least:.3g}–{row.cpu_most:.3g})" if row.runs > 1 else " (once)"
    return f"{row.cpu:.3g}{spread} {row.megabytes:.0f}{f' {row.note}' if row.note else ''}"


def _totals(rows: Sequence[Row], sizes: Sequence[float]) -> Iterator[str]:
    """Yield lines that add up what all could do."""
    for who in dict.fromkeys(row.who for row in rows):
        cells = []
        for times in sizes:
            own = [row for row in rows if (row.who, row.times) == (who, times) and row.runs]
            cells.append(f"{sum(row.cpu for row in own):.3g} for {len(own)}" if own else "")
        yield f"| **all that were answered** | {who} | {' | '.join(cells)} | |"


def _slowest(rows: Sequence[Row], times: float) -> Iterator[str]:
    """Yield a table of what takes cakg longest at a size, beside its peers; the engine alone is the measure."""
    cpu = {(row.task, row.who): row.cpu for row in rows if row.times == times and row.runs}
    slowest = sorted((task for task, who in cpu if who == PEERS[0]), key=lambda task: -cpu[task, PEERS[0]])[:SLOWEST]
    yield f"\nThe slowest at {times:g}×, side by side:\n"
    yield f"| Task | {' | '.join(PEERS)} | cakg / pyoxigraph |"
    yield "|---|" + "---|" * (len(PEERS) + 1)
    for task in slowest:
        found = [cpu.get((task, who)) for who in PEERS]
        ours, engine, _ = found
        cells = ["" if one is None else f"{one:.3g}" for one in found]
        yield f"| {task} | {' | '.join(cells)} | {f'{ours / engine:.2f}' if ours and engine else ''} |"
