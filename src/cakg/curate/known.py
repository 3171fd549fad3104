"""Which reports of a corpus are on a document: by its digest, by its address, or by their quotes that stand in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cakg.curate.publishers import host_of
from cakg.read.claims import QUOTE, Claims, Report
from cakg.read.text import Document
from cakg.read.unseen import fold
from cakg.words.namespaces import BASE, CAKG, compact

_FEWEST = 3  # quotes of several words that must stand in a text before it is that of a report
_WORDS = 3  # of a quote that tells
_SHARE = 0.75  # of the quotes of a report that must stand in its text


@dataclass(frozen=True)
class Recognition:
    """Hold a report on a document and how it was found: by `digest`, `address` or `near-equal text`."""

    report: str
    by: str

    def __str__(self) -> str:
        return f"{compact(self.report)} (by its {self.by})"


def recognize(claims: Claims, document: Document, address: str | None) -> tuple[Recognition, ...]:
    """Return the reports on a document, sorted."""
    text = fold(document.text).text.casefold()
    found = []
    for report in claims.reports:
        if report.imported:
            continue
        by = _how(report, document, address, text)
        if by is not None:
            found.append(Recognition(report.iri.value, by))
    return tuple(sorted(found, key=lambda one: one.report))


def others(claims: Claims, known: Iterable[Recognition]) -> tuple[Report, ...]:
    """Return the reports on other documents: neither those known to be on this one nor what repeats them.

    Of a report whose source is in no corpus it is not known what it repeats, so that it is not heard either: so the
    same is left whether or not the finished report is there.
    """
    out = {one.report for one in known}
    there = {report.iri.value for report in claims.reports}
    rest = list(claims.reports)
    while True:
        kept = [
            report
            for report in rest
            if report.iri.value not in out
            and not any(
                source in out or (source.startswith(BASE + "report/") and source not in there)
                for source in report.primary_sources
            )
        ]
        if len(kept) == len(rest):
            return tuple(kept)
        out |= {report.iri.value for report in rest} - {report.iri.value for report in kept}
        rest = kept


def mirrors(claims: Claims) -> frozenset[str]:
    """Return the hosts that are known to hold copies: those of addresses beside which the publisher's own stands."""
    hosts = set[str]()
    for report in claims.reports:
        own = {t.predicate.value: t.object.value for t in report.triples if t.subject == report.iri}
        url, published = own.get(CAKG + "url"), own.get(CAKG + "publishedAt")
        if url and published and host_of(url) != host_of(published):
            hosts.add(host_of(url))
    return frozenset(hosts)


def _how(report: Report, document: Document, address: str | None, text: str) -> str | None:
    quotes = set[str]()
    for triple in report.triples:
        if triple.predicate == QUOTE:
            quotes.add(triple.object.value)
        elif triple.subject == report.iri:
            name, value = triple.predicate.value.removeprefix(CAKG), triple.object.value
            if name == "textDigest" and value == document.digest:
                return "digest"
            if address and name in ("url", "archivedAt", "publishedAt") and _bare(value) == _bare(address):
                return "address"
    told = {_folded(quote) for quote in quotes if len(quote.split()) >= _WORDS}
    met = sum(quote in text for quote in told)
    return "near-equal text" if met >= _FEWEST and met >= _SHARE * len(told) else None


@lru_cache(maxsize=1 << 16)
def _folded(quote: str) -> str:
    """Return a quote as it is looked for in one text after another."""
    return fold(quote).text.casefold()


def _bare(address: str) -> str:
    place = address.partition("#")[0].removeprefix("https://").removeprefix("http://").removeprefix("www.")
    return place.rstrip("/").casefold()
