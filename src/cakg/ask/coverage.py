"""What the corpus covers: the editions of each series, reports by year, language and publisher, verified or cited."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cakg.ask.language import ENGLISH, named, spoken
from cakg.engine.cells import markdown
from cakg.engine.store import select
from cakg.words.collation import order
from cakg.words.integers import integer
from cakg.words.namespaces import BASE, compact

if TYPE_CHECKING:
    from cakg.engine.store import Source

_EDITIONS = """
SELECT ?series ?name ?event ?label ?ordinal ?date ?city ?status ?reports ?disputed WHERE {
    ?event cakg:inSeries ?series .
    OPTIONAL { ?event cakg:ordinal ?ordinal }
    OPTIONAL { ?event cakg:date ?date }
    OPTIONAL { ?event cakg:place ?place . %(city)s }
    OPTIONAL { ?event cakg:status ?stage . %(status)s }
    OPTIONAL {
        SELECT ?event (COUNT(DISTINCT ?report) AS ?reports) WHERE { ?event cakg:reportedIn ?report } GROUP BY ?event
    }
    OPTIONAL {
        SELECT ?event (COUNT(DISTINCT ?dispute) AS ?disputed) WHERE {
            ?dispute a cakg:Disagreement ; cakg:onSubject ?event
        }
        GROUP BY ?event
    }
    %(label)s
    %(name)s
}
ORDER BY ?name ?date ?ordinal ?event
"""
_WITNESSES = """
SELECT DISTINCT ?series ?event ?report ?publisher ?day ?issued WHERE {
    ?event cakg:inSeries ?series ; cakg:reportedIn ?report .
    OPTIONAL { ?report dcterms:publisher ?publisher }
    OPTIONAL { ?report cakg:begin ?day ; dcterms:issued ?issued }
}
"""
_REPORTS = """
SELECT ?report ?begin ?language ?digest ?extent ?import WHERE {
    ?report a cakg:Report .
    OPTIONAL { ?report dcterms:language ?language }
    OPTIONAL { ?report cakg:begin ?begin }
    OPTIONAL { ?report cakg:textDigest ?digest }
    OPTIONAL { ?report cakg:extent ?extent }
    OPTIONAL { ?report cakg:kind ?import . FILTER(?import = kind:dataset) }
}
"""
_EXTENTS = """
SELECT DISTINCT ?report ?name ?published WHERE {
    ?report a cakg:Report .
    OPTIONAL { ?report cakg:publishedAt ?published }
    OPTIONAL { ?report cakg:extent ?extent . %(extent)s }
}
"""
_PUBLISHERS = """
SELECT DISTINCT ?report ?publisher WHERE {
    ?report a cakg:Report .
    OPTIONAL { ?report dcterms:publisher ?body . %(publisher)s }
}
"""
_WHOLE = BASE + "extent/whole"
_EVENTS = """
SELECT ?event (COALESCE(?begin, ?end) AS ?day) WHERE {
    ?event a cakg:Event .
    OPTIONAL { ?event cakg:begin ?begin }
    OPTIONAL { ?event cakg:end ?end }
}
"""


def coverage(dataset: "Source", lang: str = ENGLISH) -> str:
    """Return a Markdown page on what is present, what is known to be missing and what is disputed.

    The page is in English, its names in a language, else in English, else in any. Errors: those of `language.spoken`.
    """
    lang = spoken(dataset, lang)
    parts = [
        "# Coverage",
        "",
        "Written by `cakg coverage`; do not edit. A *verified* report is one whose text the curators hold and in which"
        " every quote was found; an *import* is a table of another register, whose rows stand in the place of quotes;"
        " the others are *cited*. *Whole* is a report of which all was read; of the others only"
        " an opening of about 2,000 characters, or an excerpt, was, and what lies beyond it is not in the graph.",
        "",
        *_read(dataset, lang),
        *_years(dataset),
        *_publishers(dataset, lang),
        *_series(dataset, lang),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _read(dataset: "Source", lang: str) -> list[str]:
    rows = select(dataset, _EXTENTS % {"extent": named("extent", "name", lang)}).texts()
    lines = [f"| {name} | {count} |" for name, count in _ranked(name or "unknown" for _, name, _ in rows)]
    copies = sum(published is not None for *_, published in rows)
    said = (
        f"{copies} of them were read in a copy on another host from which the publisher's own address follows"
        " (`cakg:publishedAt`); nobody opened it, so quotes and links go with the copy."
    )
    return ["## What was read", "", "| Extent | Reports |", "|---|---|", *lines, "", *([said, ""] if copies else [])]


def _years(dataset: "Source") -> list[str]:
    events = Counter(_year(day) for _, day in select(dataset, _EVENTS).texts())
    found = {report: rest for report, *rest in select(dataset, _REPORTS).texts()}  # one row for each
    reports = [
        (_year(begin), lang or "?", digest is not None, extent == _WHOLE, imported is not None)
        for begin, lang, digest, extent, imported in found.values()
    ]
    lines = [
        "## By year",
        "",
        "| Year | Events | Reports | Whole | Verified | Cited | Import | Languages |",
        "|" + "---|" * 8,
    ]
    for year in sorted({*events, *(year for year, *_ in reports)}):
        own = [rest for y, *rest in reports if y == year]
        verified, whole, imports = (sum(one[place] for one in own) for place in (1, 2, 3))
        counts = [events[year], len(own), whole, verified, len(own) - verified - imports, imports]
        languages = ", ".join(f"{lang} {count}" for lang, count in _ranked(lang for lang, *_ in own))
        lines.append(f"| {year} | " + " | ".join(map(str, counts)) + f" | {languages} |")
    written_in = [f"| {lang} | {count} |" for lang, count in _ranked(lang for _, lang, *_ in reports)]
    return [*lines, "", "## By language", "", "| Language | Reports |", "|---|---|", *written_in, ""]


def _ranked(names: Iterable[str]) -> list[tuple[str, int]]:
    """Return names with how often each comes, the most frequent first."""
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], order(pair[0])))


def _publishers(dataset: "Source", lang: str) -> list[str]:
    query = _PUBLISHERS % {"publisher": named("body", "publisher", lang)}
    names = (publisher or "unknown" for _, publisher in select(dataset, query).texts())
    rows = [f"| {markdown(name)} | {count} |" for name, count in _ranked(names)]
    return ["## By publisher", "", "| Publisher | Reports |", "|---|---|", *rows, ""]


def _series(dataset: "Source", lang: str) -> list[str]:
    lines = ["## By series", ""]
    editions: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    things = {"city": "place", "status": "stage", "label": "event", "name": "series"}
    query = _EDITIONS % {name: named(thing, name, lang) for name, thing in things.items()}
    witnesses: dict[str, list[tuple[str | None, ...]]] = {}
    for series, *witness in select(dataset, _WITNESSES).texts():
        witnesses.setdefault(series or "", []).append(tuple(witness))
    for series, name, *rest in select(dataset, query).texts():
        editions.setdefault((name or compact(series), series), []).append(tuple(rest))
    for (name, series), rows in sorted(editions.items(), key=lambda pair: (order(pair[0][0]), pair[0][1])):
        ordinals = {number for row in rows if row[2] is not None and (number := integer(row[2])) is not None}
        missing = gaps(ordinals)
        lines += [
            f"### {markdown(name)}",
            "",
            f"`{compact(series)}`: {len(rows)} events{_rests(witnesses.get(series, ()))}"
            + (f"; missing by their ordinals: {missing}" if missing else ""),
            "",
            "| No. | Date | City | Status | Event | Reports | Disputed values |",
            "|---|---|---|---|---|---|---|",
        ]
        for event, label, ordinal, date, city, status, reports, disputed in rows:
            named_as = f"{markdown(label)} (`{compact(event)}`)"
            shown = [ordinal, date, markdown(city), markdown(status), named_as, reports, disputed]
            lines.append("| " + " | ".join(cell or "" for cell in shown) + " |")
        lines.append("")
    return lines


def _rests(witnesses: Sequence[tuple[str | None, ...]]) -> str:
    """Return as text on how many documents and publishers a series rests, and when the last of them was issued.

    A document whose day of issue has no known beginning may be as old as any, and so is not the last.
    """
    reports = {(event, report) for event, report, *_ in witnesses}
    alone = sum(count == 1 for count in Counter(event for event, _ in reports).values())
    publishers = len({publisher or report for _, report, publisher, *_ in witnesses})
    _, last = max(((day, issued) for *_, day, issued in witnesses if day is not None), default=(None, None))
    parts = [f"{alone} of them in one document alone"] if alone else []
    parts += ["all by one publisher" if publishers == 1 else f"{publishers} publishers"] if publishers else []
    parts += [] if last is None else [f"the last document of {last}"]
    return "".join(f"; {part}" for part in parts)


def gaps(ordinals: set[int]) -> str:
    """Return as text which numbers from 1 up are missing below the largest of some, runs joined: 1–3, 7."""
    known = [0, *sorted(number for number in ordinals if number > 0)]
    gaps = [(one + 1, other - 1) for one, other in pairwise(known) if one + 1 < other]
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in gaps)


def _year(day: str | None) -> str:
    return "undated" if day is None else day[:4]
