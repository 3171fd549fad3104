"""Reports that are only cited: their pages fetched, read, and their quotes found again in them.

What fetches is handed in, so that nothing here knows of the web.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from typing import Protocol
from urllib.parse import urlsplit

from cakg.judge.evidence import Examination, Fetching, examine, own
from cakg.read.claims import Report
from cakg.read.cues import Cues
from cakg.read.extract import extract
from cakg.read.grounding import Names
from cakg.read.memento import Memento, mementos
from cakg.read.pages import Failure, Page

_MOST_COPIES = 2  # of a page, that are tried


class Source(Protocol):
    """Be what pages come from."""

    def get(self, address: str) -> Page | Failure:
        """Return the page at an address, or why there is none."""

    def demand_connection(self) -> None:
        """Errors: InputError where nothing could be reached."""


@dataclass(frozen=True)
class Sources:
    """Hold where pages come from, and what the address of a page is added to for the TimeMap of its copies."""

    source: Source
    archive: str

    def get(self, address: str) -> Page | Failure:
        """Return the page at an address, or why there is none."""
        return self.source.get(address)


@dataclass(frozen=True)
class Judged:
    """Hold what a page is worth: the examination of the report by it, how much of the document it is, and its day."""

    examination: Examination
    whole: bool
    day: str


def seek_all(
    examined: Sequence[Examination],
    source: Source,
    archive: str,
    names: Names,
    cues: Cues,
    *,
    archived: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Examination]:
    """Return examinations, those of reports without digest and without text made anew by their pages.

    Errors: InputError where no host can be reached.
    """
    sources = Sources(source, archive)
    wanted = by_turns(one.report for one in examined if not one.report.verified and one.document is None)
    found: dict[str, Examination] = {}
    for done, report in enumerate(wanted):
        if progress is not None:
            progress(done, len(wanted), own(report, "url") or "")
        found[report.iri.value] = seek(report, sources, names, cues, archived=archived)
    if progress is not None:
        progress(len(wanted), len(wanted), "")
    source.demand_connection()
    return [found.get(one.report.iri.value, one) for one in examined]


def by_turns(reports: Iterable[Report]) -> list[Report]:
    """Return reports so that those of one host stand apart, and its pauses are spent on others."""
    turns: dict[str, Iterator[int]] = {}

    def turn(report: Report) -> tuple[int, str]:
        return next(turns.setdefault(urlsplit(own(report, "url") or "").netloc, count())), report.iri.value

    return [report for _, report in sorted(((turn(one), one) for one in reports), key=lambda pair: pair[0])]


def seek(report: Report, sources: Sources, names: Names, cues: Cues, *, archived: bool = False) -> Examination:
    """Return the examination of a report by its page: that of its publisher, else a stored copy of it.

    With `archived`, a stored copy is looked for even where the publisher's own page serves, so that its address can be
    recorded. A copy counts only where every quote was found in it.
    """
    said: list[str] = []
    url = own(report, "url")
    if url is None:
        return _nothing(report, names, cues, ["it has no cakg:url"])
    address, copy = url, own(report, "archivedAt")
    best = _judge(report, url, sources, names, cues, said)
    if best is None or not best.examination.complete or (archived and copy is None):
        for memento in _copies(report, url, copy, sources, said):
            found = _judge(report, memento.bare, sources, names, cues, said)
            if found is not None and found.examination.complete:
                copy = memento.address
                if best is None or not best.examination.complete:
                    best, address = found, memento.address
                break
            if best is None and found is not None:
                best, address = found, memento.address
    if best is None:
        return _nothing(report, names, cues, said)
    if best.examination.complete:
        said = []  # what failed on the way is of no weight
    extent = "whole" if best.whole else "opening"
    return replace(best.examination, fetching=Fetching(address, best.day, extent, copy, tuple(said)))


def _judge(report: Report, address: str, sources: Sources, names: Names, cues: Cues, said: list[str]) -> Judged | None:
    """Return what a page is worth, or None, with the reason, where it is not that of the report."""
    page = sources.get(address)
    if isinstance(page, Failure):
        said.append(f"{address}: {page.reason}")
        return None
    read = extract(page.kind, page.data)
    if isinstance(read, str):
        said.append(f"{address}: {read}")
        return None
    judged = [examine([report], {address: text}, names, cues)[0] for text in read.texts]
    full = next((one for one in judged if one.complete), None)
    best = full or max(judged, key=lambda one: len({found.quote for found in one.found}))
    if best.document is None:
        said.append(f"{address}: half of the quotes or more are not in it")
        return None
    return Judged(best, read.whole, page.day)


def _copies(report: Report, url: str, known: str | None, sources: Sources, said: list[str]) -> Iterator[Memento]:
    """Yield stored copies of a page: the one that is recorded, then those of the archive nearest to its day."""
    near = _day_of(report)
    if known is not None:
        yield Memento(known, near)
    timemap = sources.get(sources.archive + url)
    if isinstance(timemap, Failure):
        said.append(f"{timemap.address}: {timemap.reason}")
        return
    listed = mementos(timemap.data.decode("utf-8", "replace"), near)
    if not listed:
        said.append(f"{timemap.address}: no stored copy is listed")
    yield from listed[:_MOST_COPIES]


def _day_of(report: Report) -> date:
    """Return the day near which a page looked as it was read: that on which it was issued, else that of reading it."""
    issued = report.issued
    if issued is not None and issued.begin is not None and issued.begin == issued.end:
        return issued.begin
    return report.known_by or date.max


def _nothing(report: Report, names: Names, cues: Cues, said: list[str]) -> Examination:
    (found,) = examine([report], {}, names, cues)
    return replace(found, fetching=Fetching(None, None, None, None, tuple(said)))
