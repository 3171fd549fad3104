"""Run all comparisons and print one table: `python -m benchmarks [--small]`."""

import sys

from benchmarks import asking, compiling, projecting
from benchmarks.timing import table


def main(arguments: list[str]) -> int:
    """Print the table; `--small` takes seconds instead of minutes."""
    if arguments not in ([], ["--small"]):
        print("usage: python -m benchmarks [--small]", file=sys.stderr)
        return 2
    small = bool(arguments)
    found = compiling.run(20 if small else 1000)
    found += projecting.run(20 if small else 4000)
    found += asking.run(2 if small else None)
    print(table(found), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
