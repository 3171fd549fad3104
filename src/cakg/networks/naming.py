"""How often a report names somebody who was there, learnt from events that several independent reports tell of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import RectBivariateSpline
from scipy.special import betaln, gammaln

from cakg.networks.projection import Event, Vector
from cakg.networks.record import Record

Table = NDArray[np.float64]
Key = tuple[str, str]

ANY, OWN, OTHERS = "a report", "own", "others"

_MEANS = np.arange(0.02, 0.99, 0.02)
_SPREADS = np.array([0.005, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
_COARSE = 5  # of the means every fifth is reckoned, what lies between is interpolated
_ROUNDS = 20  # of learning how large events are
_LARGER = 4  # times as large as the longest list an event may be
_LEAST = 8  # reports of a sort: with fewer all sorts are taken together
_OFFICIAL = frozenset(
    ("press-release", "speech-text", "transcript", "decision-text", "official-report", "letter", "fact-sheet",
     "newsletter")
)  # fmt: skip


@dataclass(frozen=True)
class Origin:
    """Hold whom one independent report of an event names: of what `sort` it is, and who of them is its issuer's own."""

    sort: str
    named: frozenset[str]
    own: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Naming:
    """Hold the chance that a report of a sort names an actor of a class (own, others) who was there: the middle of what
    is likely and its bounds (5 and 95 %), how much reports differ (the intraclass correlation), and what it rests on.
    A report that names nobody is none. *Shapes*: `weights`, whose sum is 1: means by spreads."""

    sort: str
    who: str
    chance: float
    low: float
    high: float
    spread: float
    reports: int
    events: int
    weights: Table = field(compare=False, repr=False)

    def __str__(self) -> str:
        issuer = "its issuer's own people" if self.who == OWN else "the others"
        return (
            f"{self.sort} names {self.chance:.2f} ({self.low:.2f}–{self.high:.2f}) of {issuer} who were there"
            f" (from {self.reports} reports of {self.events} events; correlation within a report {self.spread:.2f})"
        )


def origins(event: Event, record: Record) -> tuple[Origin, ...]:
    """Return the reports of an event that are independent: those of one publisher, or one source, are one."""
    groups: list[tuple[set[str], set[str]]] = []
    for report in event.reports:
        facts = record.facts.get(report, {})
        keys = {report, facts.get("publisher", report), *record.said(report, "sources")}
        same = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if not group[0] & keys]
        groups.append((keys.union(*(group[0] for group in same)), {report}.union(*(group[1] for group in same))))
    found = []
    for _, reports in groups:
        named = frozenset(actor for report in reports for actor in event.reports[report])
        own = named & {one for report in reports for one in _issuers(record, report)}
        found.append(Origin(min(_sort(record, report) for report in reports), named, own))
    return tuple(sorted(found, key=lambda one: (one.sort, sorted(one.named))))


def counted(several: Sequence[Origin]) -> tuple[int, list[int]]:
    """Return how many the reports of an event name in all and each, those aside whose own report it is."""
    own = frozenset[str]().union(*(one.own for one in several))
    return len(frozenset[str]().union(*(one.named for one in several)) - own), [len(one.named - own) for one in several]


def estimated(told: Iterable[Sequence[Origin]]) -> dict[Key, Naming]:
    """Return the chances to be named by sort of report and class of actor, and those of all sorts as `a report`.

    Of the others: by the likelihood of what several reports of one event name, where each has a chance of its own
    (beta-binomial, for lists differ in length by more than chance would have it), names somebody, and the true numbers
    of guests are distributed as fits best. Of the issuer's own: by whom other reports name.
    *Source*: G. A. F. Seber, The Estimation of Animal Abundance, 1982; for the distribution of numbers N. Laird,
    Journal of the American Statistical Association 73, 1978.
    """
    events = [tuple(several) for several in told if len(several) > 1]
    found = _of_own(events)
    lists = []
    for several in events:
        whole, counts = counted(several)
        pairs = [(count, one.sort) for count, one in zip(counts, several, strict=True) if count]
        if len(pairs) > 1:
            lists.append((whole, pairs))
    if not lists:
        return found
    found[ANY, OTHERS] = _of_others(ANY, lists, None)
    for sort in sorted({sort for _, pairs in lists for _, sort in pairs}):
        if sum(one == sort for _, pairs in lists for _, one in pairs) >= _LEAST:
            found[sort, OTHERS] = _of_others(sort, lists, found[ANY, OTHERS])
    return found


def of_sort(known: Mapping[Key, Naming], sort: str) -> Naming:
    """Return the chance of others that holds for a sort of report: its own where it is known, else that of all."""
    return known.get((sort, OTHERS), known[ANY, OTHERS])


def shapes(mean: Any, spread: Any) -> tuple[Any, Any]:
    """Return the two shapes of a beta distribution, of numbers or of tables."""
    size = 1 / spread - 1
    return mean * size, (1 - mean) * size


def drawn(naming: Naming, random: np.random.Generator, bound: str | None = None) -> tuple[float, float]:
    """Draw the two shapes of the distribution from which the chance of each report comes, as likely as they are.

    With `bound` low or high the mean is the least (the largest) that is likely: below (above) it lie 5 %.
    """
    likely = naming.weights
    if bound is not None:
        passed = np.cumsum(likely.sum(axis=1))
        row = int(np.searchsorted(passed, 0.05 if bound == "low" else 0.95))
        likely = np.where(np.arange(len(_MEANS))[:, None] == row, likely, 0.0)
        likely = likely / likely.sum()
    place = random.choice(likely.size, p=likely.ravel())
    mean, spread = np.unravel_index(place, likely.shape)
    found = shapes(float(_MEANS[mean]), float(_SPREADS[spread]))
    return float(found[0]), float(found[1])


def sized(fits: Table, times: Vector | None = None) -> tuple[Table, Vector]:
    """Return how likely each number of guests is at each event, by how it fits and how large events are in general.

    Each event counts so many `times`. *Shapes*: events by numbers in (logarithms) and out; the second is the logarithm
    of the likelihood of each event, but for what no model changes.
    """
    top = fits.max(axis=1, keepdims=True)
    likely = np.exp(fits - top)
    prior = 1.0 / np.arange(1, fits.shape[1] + 1)
    prior /= prior.sum()
    shares = np.full(len(fits), 1 / len(fits)) if times is None else times / times.sum()
    for _ in range(_ROUNDS):
        found = likely * prior
        total = found.sum(axis=1, keepdims=True)
        found /= total
        prior = shares @ found
    return found, np.log(total[:, 0]) + top[:, 0]


def fit(sizes: Vector, whole: Vector, counts: Table, which: NDArray[np.intp], given: Table) -> Table:
    """Return the logarithm of the chance of lists for each number of guests, minus infinity below the number named.

    *Shapes*: `sizes` are 1, 2 and so on; `whole` how many are named at each event, `counts` and `which` events by
    reports: how many each names (0: there is no such report), and the row in `given` of the two shapes of its chance.
    """
    numbers, (a, b) = np.append(0.0, sizes), given.T
    orders = gammaln(numbers + 1)
    more = sizes.astype(np.intp)[None, :] - whole.astype(np.intp)[:, None]
    found = np.where(more >= 0, orders[1:] - orders[np.maximum(more, 0)], -np.inf)
    hit, missed, both = (gammaln(one[:, None] + numbers) for one in (a, b, a + b))
    silent = np.exp(missed[:, 1:] - missed[:, :1] + both[:, :1] - both[:, 1:])
    told = both[:, :1] - both[:, 1:] - hit[:, :1] - missed[:, :1] - np.log1p(-silent)
    for count, row in zip(counts.astype(np.intp).T, which.T, strict=True):
        some = np.flatnonzero(count)
        count, row = count[some], row[some]
        rest = np.maximum(sizes.astype(np.intp)[None, :] - count[:, None], 0)
        found[some] += told[row] + hit[row, count][:, None] + missed[row[:, None], rest]
    return found


def _of_others(sort: str, lists: Sequence[tuple[int, list[tuple[int, str]]]], given: Naming | None) -> Naming:
    whole = np.array([number for number, _ in lists], dtype=np.float64)
    wide = max(len(pairs) for _, pairs in lists)
    counts, varied = np.zeros((len(lists), wide)), np.zeros((len(lists), wide), dtype=bool)
    for row, (_, pairs) in enumerate(lists):
        for place, (count, one) in enumerate(pairs):
            counts[row, place], varied[row, place] = count, given is None or one == sort
    some = varied.any(axis=1)
    whole, counts, varied = whole[some], counts[some], varied[some]
    patterns, times = np.unique(np.hstack([whole[:, None], counts, varied]), axis=0, return_counts=True)
    whole, counts, which = patterns[:, 0], patterns[:, 1 : wide + 1], patterns[:, wide + 1 :].astype(np.intp)
    sizes = np.arange(1, _LARGER * whole.max() + 1)
    rest = (1.0, 1.0) if given is None else _best(given)
    coarse = np.unique(np.append(np.arange(0, len(_MEANS), _COARSE), len(_MEANS) - 1))
    table = np.zeros((len(coarse), len(_SPREADS)))
    for i, mean in enumerate(_MEANS[coarse]):
        for j, spread in enumerate(_SPREADS):
            fits = fit(sizes, whole, counts, which, np.array([rest, shapes(mean, spread)]))
            table[i, j] = (sized(fits, times.astype(np.float64))[1] * times).sum()
    smooth = RectBivariateSpline(_MEANS[coarse], _SPREADS, table)(_MEANS, _SPREADS)
    reports = sum(one == sort or given is None for _, pairs in lists for _, one in pairs)
    return _naming(sort, OTHERS, smooth, reports, int(some.sum()), float(np.average(whole, weights=times)))


def _best(given: Naming) -> tuple[float, float]:
    mean, spread = np.unravel_index(int(given.weights.argmax()), given.weights.shape)
    found = shapes(float(_MEANS[mean]), float(_SPREADS[spread]))
    return float(found[0]), float(found[1])


def _of_own(events: Sequence[Sequence[Origin]]) -> dict[Key, Naming]:
    seen: dict[str, list[tuple[int, int, int]]] = {}
    for number, several in enumerate(events):
        for one in several:
            others = frozenset[str]().union(*(other.named for other in several if other is not one)) & one.own
            if others:
                for sort in (one.sort, ANY):
                    seen.setdefault(sort, []).append((number, len(others & one.named), len(others)))
    found = {}
    for sort, several_ in sorted(seen.items()):
        numbers, hits, count = np.array(several_, dtype=np.float64).T
        size = 1 / _SPREADS - 1
        a, b = (part[:, :, None] for part in (_MEANS[:, None] * size, (1 - _MEANS)[:, None] * size))
        table = (betaln(a + hits, b + count - hits) - betaln(a, b)).sum(axis=2)
        if sort == ANY or len(several_) >= _LEAST:
            found[sort, OWN] = _naming(sort, OWN, table, len(several_), len(set(numbers.tolist())))
    return found


def _naming(sort: str, who: str, table: Table, reports: int, events: int, guests: float | None = None) -> Naming:
    weights = np.exp(table - table.max())
    weights /= weights.sum()
    a, b = shapes(_MEANS[:, None], _SPREADS[None, :])
    chance = np.broadcast_to(_MEANS[:, None], weights.shape)
    if guests is not None:  # of those that name somebody
        some, more = (1 - np.exp(betaln(one, b + guests) - betaln(one, b)) for one in (a, a + 1))
        chance = chance * more / some
    order = np.argsort(chance, axis=None, kind="stable")
    passed = np.cumsum(weights.ravel()[order])
    low, middle, high = (chance.ravel()[order[np.searchsorted(passed, share)]] for share in (0.05, 0.5, 0.95))
    spread = (weights.sum(axis=0) * _SPREADS).sum()
    return Naming(sort, who, float(middle), float(low), float(high), float(spread), reports, events, weights)


def _issuers(record: Record, report: str) -> set[str]:
    publisher = record.facts.get(report, {}).get("publisher")
    return {*([] if publisher is None else [publisher]), *record.said(report, "above")}


def _sort(record: Record, report: str) -> str:
    sort = record.facts.get(report, {}).get("sort", "")
    if sort in _OFFICIAL:
        return "an official text"
    return "a table" if sort == "dataset" else "the press" if sort == "news-article" else "another text"
