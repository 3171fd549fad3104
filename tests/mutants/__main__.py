"""Mutate the code and see whether the tests notice: `python tests/mutants [--size N] [--seed N] [--only TEXT]`.

A sample of all slips that mutmut knows, each tried on the tests that reach its line, in a process that branches off a
warm one, in a copy of the repository. `equivalent.csv` lists the slips that change nothing that anybody could see, each
with the reason. Leaves 0 if the tests notice at least 90 % of the others.
"""

import argparse
import csv
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import workers
from mutants import Mutant, mutants, sample
from reach import Reach, measure
from trial import SURVIVED, attempt

ROOT = Path(__file__).resolve().parents[2]
EQUIVALENT = Path(__file__).with_name("equivalent.csv")
SOURCES = ("compile/*.py", "judge/*.py", "engine/*.py", "networks/ranking.py", "networks/certainty.py")
SOURCES += ("words/agreement.py", "words/dates.py", "words/edtf.py")
DEMANDED = 0.9
TESTS = {  # quick ones that show their own room; nothing that installs, kills, or needs Node or Java
    "words": ("agreement", "dates", "wording"),
    "engine": ("corpus", "emptiness", "graph", "guard", "hostile", "index", "processes", "remote", "rows", "tabular"),
    "compile": (
        "accept",
        "acceptance",
        "cache",
        "compile",
        "delegations",
        "diffs",
        "language",
        "meetings",
        "showing",
    ),
    "judge": ("causes", "checks", "evidence", "fetch", "filing", "places", "quotes", "shacl", "shapes"),
    "networks": ("given_networks", "networks", "paths", "ranking", "sampling"),
}


def main() -> int:
    """Print what the tests do not notice, and how many of the others they do."""
    chosen = _options()
    modules = sorted(path for pattern in SOURCES for path in (ROOT / "src" / "cakg").glob(pattern))
    found = [one for path in modules for one in mutants(ROOT, path)]
    tried = sample([one for one in found if chosen.only in " ".join(one.name)], chosen.size, chosen.seed)
    with EQUIVALENT.open(encoding="utf-8", newline="") as file:
        equal = {tuple(row[:4]) for row in list(csv.reader(file))[1:]}
    for row in sorted(equal - {one.name for one in found}):
        print(f"{EQUIVALENT.name} lists what is no mutant any more; delete it:", *row)
    alike = [one for one in tried if one.name in equal]
    tried = [one for one in tried if one.name not in equal]
    print(
        f"{len(found)} mutants, a sample of {len(tried) + len(alike)}, of which {len(alike)} are equivalent", flush=True
    )
    workers.warm()
    with tempfile.TemporaryDirectory() as folder:
        roots = workers.copies(ROOT, Path(folder), chosen.jobs)
        reach = _reach([path.relative_to(ROOT).as_posix() for path in modules], roots, Path(folder))
        survivors = 0
        for one in _survivors(tried, reach, roots, Path(folder)):
            survivors += 1
            print(f"\n{one.module}:{one.lines[0]} {one.scope}\n- {one.before}\n+ {one.after}", flush=True)
    noticed = 1 - survivors / max(len(tried), 1)
    print(f"\n{len(tried) - survivors} of {len(tried)} are noticed: {noticed:.1%}")
    return 0 if noticed >= DEMANDED else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python tests/mutants")
    parser.add_argument("--size", type=int, default=320, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="which")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument("--only", default="", help="only those whose module, function or lines hold this text")
    return parser.parse_args()


def _path(name: str) -> str:
    return f"tests/test_{name}.py"


def _reach(modules: Sequence[str], roots: Sequence[Path], folder: Path) -> Reach:
    """Run the tests once, unspoilt, and return which lines each of them reaches."""
    names = [_path(name) for room in TESTS.values() for name in room]
    targets = [folder / f"{number}.json" for number in range(len(names))]

    def order(name: str, target: Path) -> workers.Order:
        return workers.Order(lambda root: measure(root, name, modules, target), 1800)

    orders = [order(name, target) for name, target in zip(names, targets, strict=True)]
    reach, failed = Reach(), []
    for number, _ in workers.run(orders, roots, folder / "log"):
        measured = json.loads(targets[number].read_text("utf-8"))
        reach.add(measured)
        failed += measured["failed"]
    print(
        f"{len(reach.seconds)} tests take {sum(reach.seconds.values()):.0f} s; unspoilt, {len(failed)} fail",
        *failed,
        flush=True,
    )
    return reach


def _survivors(tried: Sequence[Mutant], reach: Reach, roots: Sequence[Path], folder: Path) -> Iterator[Mutant]:
    """Yield the mutants that the tests do not notice; what never ends is noticed, what no test reaches is not."""
    orders = []
    for one in tried:
        own = [_path(name) for name in TESTS[Path(one.module).parent.name]]
        chosen = reach.tests(one.module, own, one.lines, one.around)
        seconds = 120 + 10 * sum(reach.seconds[test] for tests in chosen for test in tests)
        orders.append(workers.Order(attempt(ROOT / "src", one, chosen), seconds))
    for number, code in workers.run(orders, roots, folder / "log"):
        if code == SURVIVED:
            yield tried[number]


if __name__ == "__main__":
    sys.exit(main())
