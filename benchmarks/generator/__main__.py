"""Write a corpus: `python -m benchmarks.generator DIR [--times 3] [--seed 1] [--faults 2]`."""

import argparse
import csv
import sys
from pathlib import Path

from benchmarks.generator import write

CHECKOUT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Write it, and beside it DIR.faults.csv: the rule, the thing and the file of each fault that was planted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.generator", description=main.__doc__)
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    parser.add_argument("--times", type=float, default=1.0, help="size: 1 are about 95,612 quads of compiled output")
    parser.add_argument("--seed", type=int, default=1, help="equal seeds give equal bytes")
    parser.add_argument("--faults", type=int, default=0, help="so many faults of each sort are planted")
    given = parser.parse_args()
    written = write(given.folder, CHECKOUT, given.times, given.seed, given.faults)
    print(f"{written.reports:,} reports of {written.events:,} events, {len(written.planted)} faults", file=sys.stderr)
    if given.faults:
        with Path(f"{given.folder}.faults.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(("rule", "focus", "path"))
            rows.writerows((one.rule, one.focus, one.path) for one in written.planted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
