"""Who may have been there without being named: draws of full attendance, given what reports name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cakg.networks import naming
from cakg.networks.naming import Naming
from cakg.networks.projection import Event, Vector, attended, incidence
from cakg.networks.record import Record

Table = NDArray[np.float64]

_ARM = "#"  # of the address of an occasion that is one side of a visit
_MARGIN = timedelta(days=365)  # before the first and after the last day on which a person is known to be in office
_SELDOM = 0.1  # what attendance whose list is complete tells of attendance elsewhere
ENOUGH = 5  # events that several reports tell of: with fewer nothing is known of how often they name somebody
_TABLES = 20  # draws of how reports name, each of them used again and again
_OF_TABLES = 1  # tells their lots from those of draws
_SURELY = 0.95  # at so many of all occasions somebody is at the most
_STRANGERS = 0.3  # meetings, of as many as would be by chance: so much is anybody with anybody


@dataclass(frozen=True)
class Field:
    """Hold what draws need: who is named where, who could have come, and how many reports name.

    *Shapes*: `named`, `able`, `local` actors by events; `counts` and `sort` events by reports: how many each names, its
    issuer's own aside, and the number of its sort in `sorts`, -1 for none; `others` how many are named in all, these
    aside; `room` how many more a stated number leaves.
    """

    named: Table
    able: NDArray[np.bool_]
    activity: Vector
    local: Table
    share: Vector
    company: Table
    room: Vector
    counts: Table
    others: Vector
    sort: NDArray[np.intp]
    sorts: tuple[Naming, ...]


def closed(event: Event) -> bool:
    """Tell whether nobody can have been missed: the list is complete, or it was a talk of sides that are all known."""
    formats = event.layers.get("format", ())
    sides = 2 if _ARM in event.iri or _has(formats, "bilateral") else 3 if _has(formats, "trilateral") else None
    return event.complete or (sides is not None and len(event.actors) >= sides)


def telling(events: Sequence[Event], record: Record) -> int:
    """Return how many events tell how often a report names somebody: those of which several independent reports do."""
    several = [naming.origins(event, record) for event in events if len(event.reports) > 1 and not closed(event)]
    return sum(sum(count > 0 for count in naming.counted(one)[1]) > 1 for one in several)


def learnt(events: Sequence[Event], record: Record) -> dict[tuple[str, str], Naming]:
    """Return how often reports name who was there, from the events at which somebody can have been missed."""
    return naming.estimated(naming.origins(event, record) for event in events if not closed(event))


def prepare(
    events: Sequence[Event], actors: Sequence[str], record: Record, known: Mapping[tuple[str, str], Naming]
) -> Field:
    """Return what draws need. Errors: LookupError where no event has several reports."""
    named = incidence(events, actors).toarray()
    told = [() if closed(event) else naming.origins(event, record) for event in events]
    wide = max((len(several) for several in told), default=0)
    sorts: dict[Naming, int] = {}
    counts, sort = np.zeros((len(events), wide)), np.full((len(events), wide), -1, dtype=np.intp)
    others = np.zeros(len(events))
    for number, several in enumerate(told):
        others[number], named_by = naming.counted(several)
        for place, (count, one) in enumerate(zip(named_by, several, strict=True)):
            counts[number, place] = count
            sort[number, place] = sorts.setdefault(naming.of_sort(known, one.sort), len(sorts))
    open_ = np.array([bool(several) for several in told])
    room = np.array([np.inf if e.stated is None else max(0, e.stated - len(e.actors)) for e in events])
    local, share = _series(events, named)
    return Field(
        named,
        able=_able(events, actors, record) & (named == 0),
        activity=_activity(events, named, open_),
        local=local,
        share=share,
        company=_company(named),
        room=np.where(open_, room, 0),
        counts=counts,
        others=others,
        sort=sort,
        sorts=tuple(sorts),
    )


def drawing(field: Field, times: int, seed: int, bound: str | None = None) -> Callable[[int], csr_array]:
    """Return what draws full attendance as it may have been, by the number of the draw, below so many `times`.

    It is the record and, at each event, some who were not named. How many there were follows from how many each report
    names and from the chance to be named, which differs from report to report (beta-binomial), and from how large
    events are, which is learnt from all of them; a stated number bounds it. Who: by activity and, in a series, by the
    editions at which one was named, both drawn, for who was named once may be as active as who was named twice. With
    `bound` low or high the mean chance is at that bound. A draw depends on the seed and its number alone.
    """
    most = np.minimum(field.room, field.able.sum(axis=0)).astype(np.intp)
    tables = [
        _sizes(field, np.random.default_rng((seed, number, _OF_TABLES)), bound) for number in range(min(times, _TABLES))
    ]
    choose = _choosing(field)

    def draw(number: int) -> csr_array:
        random = np.random.default_rng((seed, number))
        more = np.count_nonzero(tables[number % _TABLES] < random.random((len(most), 1)), axis=1)
        return choose(np.minimum(more, most), random)

    return draw


def _sizes(field: Field, random: np.random.Generator, bound: str | None) -> Table:
    """Return with which chance at most so many were missed, for one draw of how reports name.

    *Shapes*: events by numbers from 0.
    """
    shapes = np.array([naming.drawn(one, random, bound) for one in field.sorts])
    open_ = np.flatnonzero((field.room > 0) & (field.others > 0))
    largest = len(field.named)
    table = np.ones((len(field.others), largest + 1))
    if not len(open_):
        return table
    fits = naming.fit(np.arange(1.0, largest + 1), field.others[open_], field.counts[open_], field.sort[open_], shapes)
    for event, found in zip(open_.tolist(), naming.sized(fits)[0], strict=True):
        known = int(field.others[event])
        table[event, : largest + 1 - known] = np.cumsum(found[known - 1 :])
    return table


def _choosing(field: Field) -> Callable[[NDArray[np.intp], np.random.Generator], csr_array]:
    """Return what draws who was there, from how many were missed at each event.

    Those who were missed are so many of those who could have come, the likelier the more often named: those who arrive
    first where each arrives after an exponential wait, so that who is there with the chance p runs at -log(1 - p).
    *Source*: P. S. Efraimidis and P. G. Spirakis, Weighted random sampling with a reservoir, Information Processing
    Letters 97, 2006.
    """
    named = np.ascontiguousarray(field.named.T > 0)
    strange = np.ascontiguousarray((field.company * (1 - field.share) * field.able).T)
    event, actor = np.nonzero((field.local * field.share).T)  # who is known at editions of the series of which event
    often, share = field.local[actor, event], field.share[event] * field.able[actor, event]
    active = np.maximum(field.activity, 1e-9)

    def choose(missed: NDArray[np.intp], random: np.random.Generator) -> csr_array:
        some = np.flatnonzero(missed)
        activity = random.standard_gamma(active)
        size = named[some].sum(axis=1) + missed[some]
        usual = size.mean() if len(some) else 1.0
        weights = strange[some] * _paced(activity / max(activity.sum(), 1e-300), usual)
        place = np.full(len(missed), -1)
        place[some] = np.arange(len(some))
        row = place[event]
        kept = row >= 0
        row = row[kept]
        local = random.standard_gamma(often[kept])
        whole = np.maximum(np.bincount(row, local, len(some)), 1e-300)
        weights[row, actor[kept]] += share[kept] * _paced(local / whole[row], size[row])
        with np.errstate(divide="ignore", over="ignore"):
            waits = random.standard_exponential(weights.shape) / weights
        last = np.sort(waits, axis=1)[np.arange(len(some)), missed[some] - 1]
        there = named.copy()
        there[some] |= (waits <= last[:, None]) & np.isfinite(waits)
        return attended(np.ascontiguousarray(there.T))

    return choose


def _paced(share: Vector, size: Vector | float) -> Vector:
    """Return how fast somebody runs who has so large a share of so many arrivals."""
    return -np.log1p(-np.minimum(_SURELY, share * size)) / size


def _activity(events: Sequence[Event], named: Table, open_: NDArray[np.bool_]) -> Vector:
    """Return at how many occasions each is named, all of one series (or visit) being one."""
    found = np.zeros(len(named))
    blocks: dict[str, list[int]] = {}
    for number, event in enumerate(events):
        blocks.setdefault(event.block, []).append(number)
    for _, columns in sorted(blocks.items()):
        tells = 1.0 if open_[columns].any() else _SELDOM
        found += tells * named[:, columns].any(axis=1)
    return found


def _series(events: Sequence[Event], named: Table) -> tuple[Table, Vector]:
    """Return how often each actor is named at the editions of the series of each event, and the share of its guests who
    are named at other editions, too.

    *Source*: I. J. Good, The population frequencies of species, Biometrika 40, 1953: the share of those not seen
    before is that of those seen once.
    """
    local, share = np.zeros_like(named), np.zeros(len(events))
    editions: dict[str, list[int]] = {}
    for number, event in enumerate(events):
        if event.series is not None:
            editions.setdefault(event.series, []).append(number)
    for numbers in editions.values():
        often = named[:, numbers].sum(axis=1)
        local[:, numbers] = often[:, None]
        if len(numbers) > 1:
            share[numbers] = 1 - ((often == 1).sum() + 0.5) / (often.sum() + 1)
    return local, share


def _company(named: Table) -> Table:
    """Return how much oftener than by chance each actor is in the company of those named at each event.

    Each other event of n counts 1/(n - 1) for each two; by chance these would meet by their activity alone.
    """
    there = named.sum(axis=0)
    share = np.divide(1.0, there - 1, out=np.zeros_like(there), where=there > 1)
    together = (named * share) @ named.T
    np.fill_diagonal(together, 0)
    active = together.sum(axis=1)
    chance = np.outer(active, active) / max(active.sum(), 1e-300)
    np.fill_diagonal(chance, 0)
    found: Table = (together @ named + _STRANGERS) / (chance @ named + _STRANGERS)
    return found


def _able(events: Sequence[Event], actors: Sequence[str], record: Record) -> NDArray[np.bool_]:
    """Return who could have come: a person within the term of office, as far as days are known, all others always."""
    found = np.ones((len(actors), len(events)), dtype=bool)
    begins, ends = ([getattr(event, bound) for event in events] for bound in ("begin", "end"))
    for number, actor in enumerate(actors):
        facts = record.facts.get(actor, {})
        if facts.get("kind") != "Person":
            continue
        days = [day for event in events if actor in event.actors for day in (event.begin, event.end) if day]
        days += [facts[bound] for bound in ("from", "until") if bound in facts]
        if days:
            first, last = _moved(min(days), -_MARGIN), _moved(max(days), _MARGIN)
            found[number] = [
                (begin or last) <= last and (end or first) >= first for begin, end in zip(begins, ends, strict=True)
            ]
    return found


def _has(slugs: Sequence[str], name: str) -> bool:
    return any(slug.rsplit("/", 1)[-1] == name for slug in slugs)


def _moved(day: str, by: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + by).isoformat()
    except OverflowError:
        return day
