"""Tasks for curators: what is weak in a corpus, kind by kind, each with its place and what is to be done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.ask.coverage import gaps
from cakg.ask.ledger import Dispute, settled
from cakg.engine.store import select
from cakg.steward.effects import Effects
from cakg.steward.namesakes import Namesakes
from cakg.steward.unshown import unshown
from cakg.steward.whereabouts import Place, Whereabouts
from cakg.words.dates import span
from cakg.words.integers import integer
from cakg.words.namespaces import CAKG, compact, expand, kind_of

if TYPE_CHECKING:
    from cakg.engine.store import Source
    from cakg.judge.evidence import Examination

KINDS: Mapping[str, str] = {  # what each is, as it is explained where there is none
    "not-shown": "values of a date, place, actor, act or role that no quote on their node shows",
    "not-found": "quotes that are not in the text of their document (asked with --texts)",
    "single-source": "events that rest on one origin alone",
    "opening": "documents of which only an opening was read",
    "open": "disagreements that nobody has decided",
    "duplicate": "names so alike that they are probably one thing",
    "gap": "series with missing ordinals",
    "no-end": "tenures without a last day though somebody else held the post later",
}
_OPENINGS = "SELECT ?report WHERE { ?report a cakg:Report ; cakg:extent extent:opening } ORDER BY ?report"
_ORDINALS = "SELECT ?series ?ordinal WHERE { ?event cakg:inSeries ?series ; cakg:ordinal ?ordinal }"


@dataclass(frozen=True)
class Task:
    """Hold one thing to do: its kind, how many records rest on it, the thing, what is weak in it, the file and line
    where it stands (None where no line is known), and what to do; `things` are all that it concerns, by IRI."""

    kind: str
    effect: int
    thing: str
    what: str
    path: str
    line: int | None
    remedy: str
    things: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Return file and line as one text."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


def not_shown(source: "Source", effects: Effects, where: Whereabouts) -> Iterator[Task]:
    """Yield a task for each value that no quote on its node shows, where that can be judged."""
    for report, row in unshown(source):
        if row.verdict == "not shown":
            value = compact(row.value) if "://" in row.value else row.value
            what = f"no quote shows {compact(row.property)} {value}"
            place = where.of(row.node, where.of(report)[0], row.property, row.value)
            remedy = "quote the words that say so, or take the statement out"
            concerned = _concerned(row.node, effects, report, row.value)
            yield Task("not-shown", effects.of(row.node), row.node, what, *place, remedy, concerned)


def not_found(examined: "Iterable[Examination]", effects: Effects) -> Iterator[Task]:
    """Yield a task for each fault of a quote, by file and line."""
    for one in examined:
        report = one.report.iri.value
        for remark in one.remarks:
            if remark.fault:
                remedy = "copy it from the document letter by letter, and record the text anew"
                yield Task("not-found", effects.of(report), report, remark.message, remark.path, remark.line, remedy)


def single_sources(rows: Iterable[Mapping[str, object]], effects: Effects, where: Whereabouts) -> Iterator[Task]:
    """Yield a task for each event among the answers to the question `single-source-claims`."""
    for row in rows:
        thing, origin = str(row["thing"]), str(row["origin"])
        if kind_of(thing) == "event":
            what = f"rests on {compact(origin)} alone"
            remedy = "look for a document of another origin, and report it"
            yield Task("single-source", effects.of(thing), thing, what, *where.of(thing), remedy, (thing, origin))


def openings(source: "Source", effects: Effects, where: Whereabouts) -> Iterator[Task]:
    """Yield a task for each document of which an opening was read."""
    for (report,) in select(source, _OPENINGS).texts():
        place = where.of(report or "", None, CAKG + "extent")
        remedy = "read the rest, report what it says, and set cakg:extent extent:whole"
        what = "only an opening was read"
        yield Task("opening", effects.of(report or ""), report or "", what, *place, remedy)


def undecided(disputes: Iterable[Dispute], effects: Effects, where: Whereabouts) -> Iterator[Task]:
    """Yield a task for each disagreement that no ruling decides and no accepted reading with a reason."""
    for one in disputes:
        if not settled(one):
            values = " or ".join(dict.fromkeys(reading.value for reading in one.readings))
            reports = tuple(report for reading in one.readings for report in reading.reports)
            prop = expand(one.property)
            places = [where.of(one.subject, where.of(report)[0], prop) for report in reports]
            remedy = "weigh the documents (cakg disputes), then write a cakg:Ruling with its reason"
            concerned = _concerned(one.subject, effects, *reports)
            what = f"{one.property} is {values}"
            yield Task(
                "open",
                effects.of(one.subject),
                one.subject,
                what,
                *_first(places, where.of(one.subject)),
                remedy,
                concerned,
            )


def duplicates(pairs: Iterable[Namesakes], effects: Effects, where: Whereabouts) -> Iterator[Task]:
    """Yield a task for each pair of things that are probably one: on that on which less rests."""
    for pair in pairs:
        less, more = sorted((pair.one, pair.other), key=lambda iri: (effects.of(iri), iri))
        what = f"{pair.name} and {pair.like} {pair.way}: {compact(more)}"
        remedy = "merge the two and say so in releases/replaced.csv, or tell them apart by name or schema:sameAs"
        yield Task("duplicate", effects.of(more), less, what, *where.of(less), remedy, (less, more))


def missing_editions(source: "Source", effects: Effects, where: Whereabouts) -> Iterator[Task]:
    """Yield a task for each series in which numbers are missing below the largest."""
    held: dict[str, set[int]] = {}
    for series, text in select(source, _ORDINALS).texts():
        number = integer(text or "")
        if number is not None:
            held.setdefault(series or "", set()).add(number)
    for series, ordinals in sorted(held.items()):
        missing = gaps(ordinals)
        if missing:
            what = f"no event has the ordinal {missing}"
            remedy = "look for these editions, or for the ordinals of undated events (cakg ask editions-of-series)"
            yield Task("gap", effects.of(series), series, what, *where.of(series), remedy)


def endless(rows: Sequence[Mapping[str, object]], effects: Effects, where: Whereabouts) -> Iterator[Task]:
    """Yield a task for each tenure without a last day after which the answer to `career-of-post` knows somebody else
    in the post. Who may hold it still is in office.
    """
    by_post: dict[str, list[Mapping[str, object]]] = {}
    for row in {str(row["tenure"]): row for row in rows}.values():
        by_post.setdefault(str(row["post"]), []).append(row)
    for post, held in sorted(by_post.items()):
        for row in held:
            later = [other for other in held if _after(other, row)]
            if row["until"] is None and later:
                first = min(later, key=_from)
                tenure = str(row["tenure"])
                what = f"has no cakg:until; {first['name']} held the post by {_from(first)}"
                remedy = "look for the last day, and report the document that gives it"
                concerned = (tenure, str(row["person"]), post)
                yield Task("no-end", effects.of(tenure), tenure, what, *where.of(tenure), remedy, concerned)


def _after(other: Mapping[str, object], row: Mapping[str, object]) -> bool:
    """Tell whether a tenure certainly began, of another holder, after the last day on which this one is seen."""
    last, begin = span(str(row["lastSeen"] or row["from"] or "")), span(_from(other))
    if last is None or begin is None or last.end is None or begin.begin is None:
        return False
    return other["person"] != row["person"] and other["kind"] is None and begin.begin > last.end


def _from(row: Mapping[str, object]) -> str:
    return str(row["from"] or row["firstSeen"] or "")


def _concerned(node: str, effects: Effects, *more: str) -> tuple[str, ...]:
    owner = effects.owner(node)
    return (node, *([] if owner is None else [owner]), *more)


def _first(places: Iterable[Place], otherwise: Place) -> Place:
    return next((one for one in places if one[1] is not None), otherwise)
