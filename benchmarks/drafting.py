"""How much of finished reports the drafts of their texts propose, and how much of what they propose is right.

Of each text whose report is finished a draft is made as if that report, its copies and what only they say were not
there (leave one out); then what the two say is compared as sets of values. The texts are not part of the repository:
`--texts DIR` (or CAKG_TEXTS, folders joined by colons) names folders of `*.txt`; an `index.csv` beside them may give
the address of each and the day on which it was issued (`file`, `url`, `date`), which the draft is given, as the page at
that address would give them. Of the texts in a folder with an index half, chosen by the hash of the name of the file,
were looked at first, and half of the rest, by the hash of its stem, later; those that are left are held out: whoever
improves the drafts does not look at them. Of what a report has and the draft does not, dates and places that the text
does not hold are counted apart (`absent`); the shares count them as not found.
"""

import csv
import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.absent import absent_dates, absent_places
from cakg.curate.capitals import with_capitals, with_lands
from cakg.curate.draft import Drafter
from cakg.curate.findings import Given
from cakg.curate.known import others, recognize
from cakg.curate.mentions import mentions_of
from cakg.curate.prose import Prose
from cakg.curate.register import Register
from cakg.read import corpus, turtle
from cakg.read.claims import Triple, gather
from cakg.read.text import read_document
from cakg.words import dates
from cakg.words.namespaces import BASE, CAKG, kind_of

LEADING = frozenset(f"{BASE}role/{slug}" for slug in ("organizer", "co-organizer", "host", "chair", "co-chair"))
GOALS = {"actors": 85, "dates": 95, "places": 95, "roles": 70}
RIGHT = 90


@dataclass(frozen=True)
class Share:
    """Hold of some texts how many values their finished reports have, how many are proposed, and how many of both."""

    texts: str
    language: str
    documents: int
    values: str
    finished: int
    proposed: int
    both: int
    absent: int = 0  # in the reports, not proposed, and not in the texts

    @property
    def found(self) -> float:
        """Return which share of what is in the reports is proposed, in per cent."""
        return 100 * self.both / self.finished if self.finished else 100.0

    @property
    def right(self) -> float:
        """Return which share of what is proposed is in the reports, in per cent."""
        return 100 * self.both / self.proposed if self.proposed else 100.0


Values = Mapping[str, frozenset[str]]
Compared = tuple[str, str, str, Values, Values, Values]  # group, language, name; of report, of draft, not in the text


def values_of(triples: Iterable[Triple]) -> Values:
    """Return what is compared: actors, days and places of events, offices, and who organized, hosted or chaired."""
    found: dict[str, set[str]] = {name: set() for name in ("actors", "dates", "places", "roles", "offices", "sides")}
    actors: dict[str, str] = {}
    roles: list[tuple[str, str]] = []
    for subject, predicate, value in triples:
        name, kind = predicate.value.removeprefix(CAKG), kind_of(subject.value)
        if name == "actor" and kind == "part":
            actors[subject.value] = value.value
            found["actors"].add(value.value)
        elif name == "role" and value.value in LEADING:
            roles.append((subject.value, value.value))
        elif name == "date" and kind == "event":
            found["dates"].add(value.value)
        elif name == "place" and kind == "event":
            found["places"].add(value.value)
        elif name == "capacity":
            found["offices"].add(value.value)
        elif name == "representing":
            found["sides"].add(value.value)
    found["roles"] = {f"{actors.get(part, part)} {role}" for part, role in roles}
    return {name: frozenset(each) for name, each in found.items()}


def compare(folders: Iterable[Path], root: Path, only: str | None = None) -> Iterator[Compared]:
    """Yield of each text with a finished report: group, language, name, what the report and what the draft says, and
    which dates and places of the report the text does not hold.
    """
    claims = gather(corpus.read(root), strict=False)
    register = Register(claims, ())
    drafter: Drafter | None = None
    for folder in folders:
        pages = _pages(folder)
        for path in sorted(folder.rglob("*.txt")):
            name = path.relative_to(folder).as_posix()
            group = _group(name, bool(pages))
            if only is not None and group != only:
                continue
            document = read_document(name, path.read_text("utf-8"))
            address, meta = pages.get(name, (None, {}))
            known = recognize(claims, document, address)
            exact = [one.report for one in known if one.by == "digest"] or [
                one.report for one in known if one.by == "address"
            ]
            report = next((one for one in claims.reports if len(exact) == 1 and one.iri.value == exact[0]), None)
            if report is None:
                continue
            drafter = Drafter(register.hearing(others(claims, known)), like=drafter)
            draft = drafter.draft(document, Given(address, meta=meta))
            proposed = (Triple(*triple) for triple in turtle.parse(draft.text, name))
            language = draft.language
            finished = values_of(report.triples)
            prose = Prose(document, language)
            named = with_capitals(prose, mentions_of(prose, drafter.names(language)[0]), register)
            absent = {
                "dates": absent_dates(finished["dates"], document.text, language),
                "places": absent_places(finished["places"], with_lands(named, register)),
            }
            yield group, language, name, finished, values_of(proposed), absent


def _group(name: str, indexed: bool) -> str:
    if not indexed:
        return "founding"
    if not _is_odd(name):
        return "looked at"
    return "looked at later" if _is_odd(Path(name).stem) else "held out"


def _is_odd(text: str) -> bool:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 1


def _pages(folder: Path) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Return what an index says of the page of each text: its address, if no other has it, and its day of issue."""
    index = folder / "index.csv"
    if not index.exists():
        return {}
    with index.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    times = Counter(row["url"] for row in rows)
    return {
        row["file"]: (
            row["url"] if times[row["url"]] == 1 else "",
            {"issued": row["date"]} if dates.span(row.get("date") or "") is not None else {},
        )
        for row in rows
    }


def shares(compared: Iterable[Compared]) -> list[Share]:
    """Return the shares of each group and language."""
    counted: dict[tuple[str, str, str], list[int]] = {}
    for group, language, _, report, draft, absent in compared:
        for name in report:
            row = counted.setdefault((group, language, name), [0, 0, 0, 0, 0])
            both = len(report[name] & draft[name])
            missing = len(absent.get(name, frozenset()) - draft[name])
            for at, more in enumerate((1, len(report[name]), len(draft[name]), both, missing)):
                row[at] += more
    return [Share(group, language, row[0], name, *row[1:]) for (group, language, name), row in counted.items()]


def folders(given: str | None) -> list[Path]:
    """Return the folders of texts: those given, else those of CAKG_TEXTS."""
    said = given or os.environ.get("CAKG_TEXTS") or ""
    return [Path(one) for one in said.split(os.pathsep) if one]


def render(rows: Sequence[Share]) -> str:
    """Return the section of the page of results; empty where nothing was measured."""
    if not rows:
        return ""
    lines = [
        "\n## Drafts\n",
        "What `cakg draft` proposes of each text whose report is finished, compared with that report, which it does not"
        " see: how much of the report is proposed, and how much of what is proposed stands in the report. Of the whole"
        " texts some were looked at first and some later, as the drafts were improved; the rest are held out. A"
        " draft is given the address of a whole text and"
        " its day of issue, as its page would give them. *Quotes alone* are no texts: the short quotes of all reports,"
        " which curators chose to show the value, read without what any report says; the cues of roles were gathered"
        " from them. It is the only measure that there is of Russian beyond a text or two."
        " *Not in the text* are those dates and places of the reports, not found, that the text does not hold: no day,"
        " month or year of the date, no name of the place.\n",
        "| Texts | Language | Documents | Values | In the reports | Proposed | Found | Right | Not in the text |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        found, right = (f"{share:.0f} %" for share in (row.found, row.right))
        right = "" if "one quote" in row.values else right  # only what the reports say is looked for there
        absent = f"{row.absent}" if row.values in ("dates", "places") and row.texts != "quotes alone" else ""
        figures = (row.documents, row.values, row.finished, row.proposed, found, right, absent)
        lines.append(f"| {row.texts} | {row.language} | {' | '.join(map(str, figures))} |")
    return "\n".join(lines) + "\n"
