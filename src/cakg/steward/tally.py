"""How much there is of each class and in each series: kept with a release, and never fewer without a stated reason."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.engine.delimited import delimited
from cakg.engine.store import select
from cakg.read.sheets import read_sheet
from cakg.words.errors import InputError
from cakg.words.integers import integer
from cakg.words.namespaces import compact

if TYPE_CHECKING:
    from cakg.engine.store import Source

COUNTS, FEWER = "releases/counts.csv", "releases/fewer.csv"
Tally = Mapping[tuple[str, str], int]  # ("class", "cakg:Event") or ("series", "series:recca") -> how many

_COLUMNS = ("of", "name", "count")
_REASONED = ("version", *_COLUMNS, "reason")
_MADE = frozenset(("cakg:Disagreement", "cakg:Evidence", "cakg:Reading"))  # by compiling, of what documents dispute
_CLASSES = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) WHERE {
    ?thing a ?class . FILTER(STRSTARTS(STR(?class), STR(cakg:)))
}
GROUP BY ?class
"""
_SERIES = "SELECT ?series (COUNT(DISTINCT ?event) AS ?count) WHERE { ?event cakg:inSeries ?series } GROUP BY ?series"


@dataclass(frozen=True)
class Reason:
    """Hold why there may be fewer of something in a release: how many at least, the reason, and its line."""

    version: str
    of: str
    name: str
    count: int
    reason: str
    line: int


def tally(source: "Source") -> Tally:
    """Return how many things of each class there are in the accepted view, and how many events in each series."""
    found = {}
    for of, query in (("class", _CLASSES), ("series", _SERIES)):
        for iri, count in select(source, query).texts():
            if iri is not None and compact(iri) not in _MADE:
                found[of, compact(iri)] = int(count or 0)
    return dict(sorted(found.items()))


def written(found: Tally) -> str:
    """Return a tally as CSV, sorted."""
    return delimited(_COLUMNS, [(*key, count) for key, count in sorted(found.items())]).replace("\r\n", "\n")


def read_tally(text: str) -> Tally:
    """Return a tally as it was written. Errors: InputError with file and line."""
    rows = read_sheet(text, COUNTS, _COLUMNS).rows
    return {(one.cells["of"], one.cells["name"]): _count(one.cells["count"], COUNTS, one.line) for one in rows}


def read_reasons(text: str) -> list[Reason]:
    """Return why there may be fewer of something. Errors: InputError with file and line, also for no reason."""
    found = []
    for one in read_sheet(text, FEWER, _REASONED).rows:
        if not one.cells["reason"].strip():
            raise InputError("no reason is stated", "say in a sentence why there are fewer", path=FEWER, line=one.line)
        version, of, name = (one.cells[column] for column in ("version", "of", "name"))
        count = _count(one.cells["count"], FEWER, one.line)
        found.append(Reason(version, of, name, count, one.cells["reason"].strip(), one.line))
    return found


def shrunk(before: Tally, now: Tally, reasons: Iterable[Reason], version: str) -> Iterator[str]:
    """Yield, a line each, of what there is less than there was and no reason is stated for this version."""
    allowed = {(one.of, one.name): one for one in reasons if one.version == version}
    for key, count in sorted(before.items()):
        left = now.get(key, 0)
        reason = allowed.pop(key, None)
        if left < count and (reason is None or left < reason.count):
            row = ",".join((version, *key, str(left), "why"))
            yield f"{key[1]}: {left} where there were {count}; restore what is gone, or state why in {FEWER}: {row}"
        elif left >= count and reason is not None:
            yield f"{FEWER}:{reason.line}: {key[1]} is not fewer ({left}, and there were {count}); delete the row"
    for one in allowed.values():
        yield f"{FEWER}:{one.line}: there was no {one.of} {one.name}; correct the name"


def _count(text: str, path: str, line: int) -> int:
    found = integer(text)
    if found is None or found < 0:
        raise InputError(f"{text!r} is no number of things", "write it in digits", path=path, line=line)
    return found
