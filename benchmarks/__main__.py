"""Measure all, or one part: `python -m benchmarks [--sizes 1,10] [--runs 5] [--only PART] [--texts DIR]`."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks import (
    asking,
    checking,
    compiling,
    drafting,
    exporting,
    machine,
    projecting,
    prompting,
    quoted,
    ranking,
    records,
    report,
    results,
    serving,
    wrong,
)
from benchmarks.field import Field, prepare
from benchmarks.results import Row

HERE = Path(__file__).parent
PARTS: dict[str, Callable[[Field], Iterator[Row]]] = {
    "prompt": prompting.measure,
    "compile": compiling.measure,
    "check": checking.measure,
    "ask": asking.measure,
    "projection": projecting.measure,
    "centrality": ranking.measure,
    "export": exporting.measure,
    "serve": serving.measure,
}


def main(arguments: list[str] | None = None) -> int:
    """Measure, and write results.csv, RESULTS.md and results.svg into --output."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=main.__doc__)
    parser.add_argument("--sizes", default="1", help="sizes of corpora, such as 1,10: 1 are about 95,612 quads")
    parser.add_argument("--runs", type=int, default=5, help="how often each is done")
    parser.add_argument("--only", choices=(*PARTS, "drafts"), action="append", help="a part; may be given again")
    parser.add_argument("--output", type=Path, default=HERE, help="where the results lie")
    parser.add_argument("--corpora", type=Path, help="where generated corpora lie, to be used again")
    parser.add_argument("--texts", help="folders of texts of finished reports, joined by colons; else CAKG_TEXTS")
    given = parser.parse_args(arguments)
    texts = drafting.folders(given.texts)
    if not given.only or "drafts" in given.only:
        measure_drafts(given.output, texts)
    if given.only == ["drafts"]:
        return 0
    with tempfile.TemporaryDirectory() as beside:
        folder = given.corpora or Path(beside)
        folder.mkdir(parents=True, exist_ok=True)
        for size in map(float, given.sizes.split(",")):
            field = prepare(folder, size, given.runs)
            for part in [one for one in given.only or PARTS if one in PARTS]:
                print(f"{part} at {size:g}x, {field.quads:,} quads", file=sys.stderr)
                keep(given.output, list(PARTS[part](field)))
    return 0


def measure_drafts(output: Path, texts: list[Path]) -> None:
    """Compare drafts with finished reports, where texts are at hand, and put the shares on the page."""
    if not texts:
        print("no drafts: name the folders of texts by --texts; the page is written of what is kept", file=sys.stderr)
        keep(output, [])
        return
    print(f"drafts of {', '.join(map(str, texts))}", file=sys.stderr)
    output.mkdir(parents=True, exist_ok=True)
    compared = list(drafting.compare(texts, HERE.parent))
    records.write(output / "drafting.csv", drafting.Share, [*drafting.shares(compared), *quoted.shares(HERE.parent)])
    if not (output / "wrong.csv").exists():
        records.write(output / "wrong.csv", wrong.Wrong, wrong.sample(compared))
    keep(output, [])


def keep(output: Path, rows: list[Row]) -> None:
    """Put rows among those that were kept before, and write the page and, where matplotlib is, the plot."""
    output.mkdir(parents=True, exist_ok=True)
    at = machine.commit()
    kept = results.merged(
        records.read(output / "results.csv", results.Row), [replace(row, commit=row.commit or at) for row in rows]
    )
    records.write(output / "results.csv", results.Row, kept)
    (output / "RESULTS.md").write_text(
        report.render(kept, machine.described())
        + drafting.render(records.read(output / "drafting.csv", drafting.Share))
        + wrong.render(records.read(output / "wrong.csv", wrong.Wrong)),
        "utf-8",
    )
    if not kept:
        return
    try:
        from benchmarks import plot

        plot.draw(output / "results.svg", kept)
    except ImportError:
        print("no plot: install the extra bench", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
