"""How often intervals by detection hold the truth: `python -m benchmarks.coverage [--truths 200] [--draws 200]`.

Truths are simulated: actors of very different activity in four blocs, half of the occasions editions of series with
members of their own. Of each truth an archive is made, in which reports name some of those who were there; its
intervals are compared with the truth, by quartiles of recorded activity. What is measured is added to coverage.csv, so
that a scope can be measured by and by (`--only`, `--first`), and the table in docs/networks.md is made of that.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from benchmarks import page
from cakg.networks import worlds
from cakg.networks.choices import Choices
from cakg.networks.measures import chosen
from cakg.networks.occasions import Table, occasions
from cakg.networks.projection import sizes
from cakg.networks.record import Presence, Record
from cakg.networks.spread import intervals, places
from cakg.networks.worlds import World

MEASURES = (("degree", True), ("strength", False), ("betweenness", True))  # each with whether it is of two modes
QUARTILES = 4
RESULTS = Path(__file__).with_name("coverage.csv")


@dataclass(frozen=True)
class Scope:
    """Hold how an archive is made: the chance to be named and how much reports differ (0: not at all), the share of
    occasions with two or more reports, the share of occasions that no report tells of, and by how much the more active
    are the likelier to be named (0: not at all)."""

    name: str
    chance: float = 0.6
    spread: float = 0.0
    several: float = 0.2
    unknown: float = 0.0
    prominence: float = 0.0
    actors: int = 50
    events: int = 120


SCOPES = (
    Scope("at random, 0.5 named", 0.5),
    Scope("at random, 0.7 named", 0.7),
    Scope("at random, 0.9 named", 0.9),
    Scope("lists differ (0.3), 0.6 named", 0.6, spread=0.3),
    Scope("outside: 30 % of occasions unknown, 0.7 named", 0.7, unknown=0.3),
    Scope("outside: the prominent are named, 0.6 named", 0.6, prominence=1.0),
)


def attendance(scope: Scope, random: np.random.Generator) -> tuple[NDArray[np.float64], list[str]]:
    """Return who was at what in truth, and the series of each occasion, empty where it has none."""
    activity, bloc = random.lognormal(0, 1, scope.actors), random.integers(0, 4, scope.actors)
    there, series = np.zeros((scope.actors, scope.events)), [""] * scope.events
    event = number = 0
    while event < scope.events:
        weights = activity * np.where(bloc == random.integers(4), 4, 1)
        share = weights / weights.sum()
        if event < 0.55 * scope.events:
            members = random.choice(scope.actors, int(random.integers(5, 14)), replace=False, p=share)
            for _ in range(min(int(random.integers(3, 12)), scope.events - event)):
                there[members[random.random(len(members)) < 0.85], event] = 1
                series[event] = f"s{number}"
                event += 1
            number += 1
        else:
            size = min(scope.actors - 1, 2 + int(random.geometric(0.2)))
            there[random.choice(scope.actors, size, replace=False, p=share), event] = 1
            event += 1
    return there, series


def archive(
    scope: Scope, there: NDArray[np.float64], series: Sequence[str], random: np.random.Generator
) -> tuple[Record, list[int]]:
    """Return what an archive holds of a truth, and the numbers of the occasions that it knows."""
    active = there.sum(axis=1)
    lift = (1 + active) ** scope.prominence
    chances = np.clip(scope.chance * lift / np.average(lift, weights=active), 0, 0.98)
    presences, facts, known = [], {}, []
    for event in range(there.shape[1]):
        reports = 1 if random.random() >= scope.several else 2 + int(random.random() < 0.3)
        unknown = random.random() < scope.unknown
        named: dict[int, list[str]] = {}
        for number in range(reports):
            own = chances
            if scope.spread:
                size = 1 / scope.spread - 1
                own = np.full(len(there), random.beta(scope.chance * size, (1 - scope.chance) * size))
            for actor in np.flatnonzero((there[:, event] > 0) & (random.random(len(there)) < own)).tolist():
                named.setdefault(actor, []).append(f"r{event:03}-{number}")
        if not named or unknown:
            continue
        known.append(event)
        facts[f"e{event:03}"] = {"kind": "Meeting", **({"series": series[event]} if series[event] else {})}
        presences += [
            Presence(f"e{event:03}", f"a{actor:03}", reports=tuple(told)) for actor, told in sorted(named.items())
        ]
    return Record(tuple(presences), facts), known


def computed(measure: str) -> worlds.Compute:
    """Return how a measure is reckoned, on either sort of network."""
    return lambda matrix, events: chosen(measure, False, False, events, wanted=~events)(matrix, False, False)


def covered(scope: Scope, seed: int, draws: int) -> Iterator[tuple[str, int, bool, bool]]:
    """Yield, of each actor that one archive names, the measure, the quartile, whether value and place are held."""
    random = np.random.default_rng(seed)
    there, series = attendance(scope, random)
    record, known = archive(scope, there, series, random)
    table = occasions(record, Choices())
    actors = tuple(table.stays)
    index = np.array([int(actor[1:]) for actor in actors])
    rest = np.setdiff1d(np.arange(scope.actors), index)
    truth = csr_array(np.vstack([there[index], there[rest]])[:, known] if not scope.unknown else _whole(there, index))
    named = np.array([len(table.stays[actor]) for actor in actors])
    quartile = np.searchsorted(np.quantile(named, (0.25, 0.5, 0.75)), named, side="left")
    made = {both: World(record, Choices(), table, actors, both) for both in (True, False)}
    draw = worlds.drawing(made[True], "detection", draws, seed)
    attendances = [draw(number) for number in range(draws)]
    for measure, both in MEASURES:
        world, values = made[both], computed(measure)
        drawn = np.array([values(*world.matrix(*one))[: len(actors)] for one in attendances])
        matrix, events = world.matrix(truth, _least(truth, table, known, scope))
        true = computed(measure)(matrix, events)[: len(actors)]
        for found, value, place, part in zip(
            intervals("detection", drawn, False), true, places(true, False), quartile, strict=True
        ):
            low, high = found.low or 0.0, found.high or 0.0
            near = 1e-9 * max(1.0, abs(value))
            yield measure, int(part), low - near <= value <= high + near, found.best <= place <= found.worst


def _whole(there: NDArray[np.float64], index: NDArray[np.intp]) -> NDArray[np.float64]:
    rest = np.setdiff1d(np.arange(len(there)), index)
    return np.vstack([there[index], there[rest]])


def _least(truth: csr_array, table: Table, known: Sequence[int], scope: Scope) -> NDArray[np.float64]:
    return np.zeros(truth.shape[1]) if scope.unknown else sizes(table.events)


@dataclass(frozen=True)
class Tally:
    """Hold which share of the intervals of a measure holds the truth, over so many truths: of values, of the values of
    each quartile of activity, and of places."""

    truths: int
    values: float
    parts: tuple[float, ...]
    ranks: float

    def __add__(self, other: "Tally") -> "Tally":
        whole = self.truths + other.truths

        def mean(one: float, two: float) -> float:
            return (one * self.truths + two * other.truths) / whole

        parts = tuple(mean(*pair) for pair in zip(self.parts, other.parts, strict=True))
        return Tally(whole, mean(self.values, other.values), parts, mean(self.ranks, other.ranks))


def tallied(scope: Scope, seeds: range, draws: int) -> dict[str, Tally]:
    """Return by measure which share of intervals holds the truth, over the archives of some seeds."""
    found: dict[str, list[tuple[int, bool, bool]]] = {name: [] for name, _ in MEASURES}
    for seed in seeds:
        for name, part, value, place in covered(scope, seed, draws):
            found[name].append((part, value, place))
    shares = {}
    for name, held in found.items():
        table = np.array(held, dtype=float)
        parts = tuple(float(table[table[:, 0] == part, 1].mean()) for part in range(QUARTILES))
        shares[name] = Tally(len(seeds), float(table[:, 1].mean()), parts, float(table[:, 2].mean()))
    return shares


def measure(scope: Scope, truths: int, draws: int) -> dict[str, tuple[float, list[float], float]]:
    """Return by measure which share of values is held, that of each quartile, and which share of places."""
    return {name: (one.values, [*one.parts], one.ranks) for name, one in tallied(scope, range(truths), draws).items()}


def read(path: Path = RESULTS) -> dict[tuple[str, str], Tally]:
    """Return what was measured, by scope and measure."""
    found: dict[tuple[str, str], Tally] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            parts = tuple(float(row[f"quartile {part + 1}"]) for part in range(QUARTILES))
            tally = Tally(int(row["truths"]), float(row["values"]), parts, float(row["places"]))
            found[row["archive"], row["measure"]] = tally
    return found


def write(found: Mapping[tuple[str, str], Tally], path: Path = RESULTS) -> None:
    """Write what was measured."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        quartiles = [f"quartile {part + 1}" for part in range(QUARTILES)]
        rows.writerow(["archive", "measure", "truths", "values", *quartiles, "places"])
        for (scope, name), one in found.items():
            shares = (f"{share:.4g}" for share in (one.values, *one.parts, one.ranks))
            rows.writerow([scope, name, one.truths, *shares])


def table(found: Mapping[tuple[str, str], Tally]) -> str:
    """Return what was measured as the table of docs/networks.md."""
    lines = ["| archive | truths | measure | values | by quartile of activity | places |", "|---|---|---|---|---|---|"]
    for (scope, name), one in found.items():
        parts = " · ".join(f"{100 * part:.0f}" for part in one.parts)
        cells = [scope, str(one.truths), name, f"{100 * one.values:.0f} %", parts, f"{100 * one.ranks:.0f} %"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Measure coverage, nominally 90 %, add it to what was measured, and write the table of docs/networks.md."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=main.__doc__)
    parser.add_argument("--truths", type=int, default=200, help="how many more; 0 writes the table alone")
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--only", metavar="WORDS", default="", help="scopes whose names hold this")
    parser.add_argument("--first", type=int, metavar="SEED", help="of the first truth; else after those measured")
    parser.add_argument("--anew", action="store_true", help="forget what was measured of these scopes")
    given = parser.parse_args(arguments)
    known = read() if RESULTS.exists() else {}
    for scope in SCOPES if given.truths else ():
        if given.only not in scope.name:
            continue
        keys = [(scope.name, name) for name, _ in MEASURES]
        old = {} if given.anew else {key: known[key] for key in keys if key in known}
        first = max((one.truths for one in old.values()), default=0) if given.first is None else given.first
        for name, one in tallied(scope, range(first, first + given.truths), given.draws).items():
            key = scope.name, name
            known[key] = old[key] + one if key in old else one
        order = [(one.name, name) for one in SCOPES for name, _ in MEASURES]
        known = {key: known[key] for key in order if key in known}
        write(known)
        print(f"{scope.name}: truths {first} to {first + given.truths - 1}", flush=True)
    page.replace("coverage", table(known))
    print(table(known), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
