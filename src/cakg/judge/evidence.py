"""How we know: every quote found again in the text it was taken from.

A quote is found letter by letter, or once what nobody sees is gone, which is noted; else the nearest passage is shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal

from cakg.judge.matching import Shelf, Wanted, match, shelve, unused
from cakg.read import text as docs
from cakg.read.claims import QUOTE, Report
from cakg.read.cues import Cues
from cakg.read.grounding import Names, Ungrounded, ungrounded
from cakg.read.passage import explain
from cakg.read.quotes import Match, find, holds_words
from cakg.read.text import Document, Range, fragment_link
from cakg.read.unspaced import count_words
from cakg.words.namespaces import CAKG, DCTERMS, compact

MOST_WORDS = 12
MOST_NAMES = 3  # of characters, in one note
MOST_SHARE = 3  # the quotes of a document stay under one third of its words, unless its licence is open


@dataclass(frozen=True)
class Found:
    """Hold where a quote of a node stands: paragraph from 1, characters of the normalized text, words around it.

    `unseen` names what nobody sees by which the passage differs from the quote.
    """

    node: str
    quote: str
    paragraph: int
    place: Range
    before: str
    after: str
    link: str | None
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Hold what is wrong (or to be noted) with a quote, or with a report as a whole (then node and quote are None)."""

    message: str
    node: str | None = None
    quote: Literal | None = None


@dataclass(frozen=True)
class Remark:
    """Hold what is to be mended in a report (`fault`), or only to be known of it."""

    path: str
    line: int | None
    message: str
    fault: bool

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.line is None else f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Fetching:
    """Hold how a text was fetched: the address read, the day, the extent (`whole`, `opening`), the address of a copy.

    `said` tells what failed. Where no text was had, the rest is None.
    """

    address: str | None
    day: str | None
    extent: str | None
    copy: str | None
    said: tuple[str, ...]


@dataclass(frozen=True)
class Examination:
    """Hold what the evidence of one report is worth; `document` is None where its text is not at hand.

    Not grounded are node, property and value of what no quote on the node mentions. `notes` say which quotes stand
    there but for what nobody sees, and which more than once; `remarks` say by file and line what is to be mended.
    """

    report: Report
    quotes: Mapping[str, tuple[Literal, ...]]
    document: Document | None
    found: tuple[Found, ...]
    faults: tuple[Fault, ...]
    without_quote: tuple[str, ...]
    ungrounded: tuple[Ungrounded, ...]
    notes: tuple[Fault, ...] = ()
    remarks: tuple[Remark, ...] = ()
    fetching: Fetching | None = None

    @cached_property
    def distinct(self) -> frozenset[str]:
        """Return the distinct quotes."""
        return frozenset(quote.value for quotes in self.quotes.values() for quote in quotes)

    @property
    def words_quoted(self) -> int:
        """Return the number of words in the distinct quotes."""
        return sum(map(count_words, self.distinct))

    @property
    def complete(self) -> bool:
        """Tell whether the text is at hand and every quote was found in it, none at fault."""
        return self.document is not None and not self.faults

    @property
    def unrecorded(self) -> bool:
        """Tell whether it was found whole in a text whose digest the report does not bear."""
        return self.document is not None and self.complete and _digest(self.report) != self.document.digest

    def nodes_by_paragraph(self) -> list[tuple[int, str, tuple[str, ...]]]:
        """Return for each paragraph its number, its text and the nodes that rest on it."""
        if self.document is None:
            return []
        nodes: dict[int, set[str]] = {}
        for one in self.found:
            nodes.setdefault(one.paragraph, set()).add(one.node)
        return [
            (number, self.document.text[p.start : p.end], tuple(sorted(nodes.get(number, ()))))
            for number, p in enumerate(self.document.paragraphs, 1)
        ]

    def unread(self) -> list[tuple[int, str]]:
        """Return the paragraphs with content on which no node rests."""
        rows = self.nodes_by_paragraph()
        return [(number, text) for number, text, nodes in rows if not nodes and any(map(str.isalpha, text))]


def examine(
    reports: Iterable[Report], texts: Mapping[str, str], names: Names, cues: Cues | None = None
) -> list[Examination]:
    """Examine the evidence of each report; `texts` are documents by path. Without cues no role or act is judged."""
    reports = tuple(reports)
    shelf = shelve(texts, map(_digest, reports))
    return [_examine(report, shelf, names, cues or {}) for report in reports]


def unused_texts(examined: Iterable[Examination], texts: Mapping[str, str]) -> list[str]:
    """Return of each text that was taken for no report its path and why, in a line each."""
    examined = tuple(examined)
    shelf = shelve(texts, (_digest(one.report) for one in examined))
    wanted = [_wanted(one.report, one.quotes) for one in examined]
    return list(unused(shelf, {compact(one.report.iri.value): one.document for one in examined}, wanted))


def _examine(report: Report, shelf: Shelf, names: Names, cues: Cues) -> Examination:
    quotes: dict[str, list[Literal]] = {}
    for triple in report.triples:
        if triple.predicate == QUOTE and isinstance(triple.object, Literal):
            quotes.setdefault(triple.subject.value, []).append(triple.object)
    wanted = _wanted(report, quotes)
    document, problem = match(wanted, shelf)
    places = {} if document is None else {quote: find(document, quote) for quote in wanted.quotes}
    url = own(report, "url")
    faults = [] if problem is None else [Fault(problem)]
    found: list[Found] = []
    notes: dict[str, list[Fault]] = {}
    for node, each in quotes.items():
        for quote in each:
            matches = places.get(quote.value, ())
            faults.extend(Fault(message, node, quote) for message in _faults(quote.value, document, matches))
            notes.setdefault(quote.value, [Fault(said, node, quote) for said in _notes(quote.value, document, matches)])
            found.extend(_found(node, quote.value, one, document, url) for one in matches)
    words = sum(map(count_words, wanted.quotes))
    if document is not None and words * MOST_SHARE >= document.words and not _is_open(report):
        faults.append(Fault(f"quotes {words} of {document.words} words; shorten them to less than a third"))
    return Examination(
        report=report,
        quotes={node: tuple(each) for node, each in quotes.items()},
        document=document,
        found=tuple(found),
        faults=tuple(faults),
        without_quote=tuple(sorted({t.subject.value for t in report.triples} - quotes.keys())),
        ungrounded=tuple(ungrounded(report, quotes, names, cues)),
        notes=tuple(note for own_notes in notes.values() for note in own_notes),
    )


def _is_open(report: Report) -> bool:
    """Tell whether a report bears a licence, which is an open one."""
    return any(t.subject == report.iri and t.predicate.value == DCTERMS + "license" for t in report.triples)


def _faults(quote: str, document: Document | None, matches: Sequence[Match]) -> Iterator[str]:
    words = count_words(quote)
    if not holds_words(quote):
        yield f"the quote {quote!r} holds no word; quote a phrase of the document"
        return
    if words > MOST_WORDS:
        yield f"the quote {quote!r} has {words} words; shorten it to {MOST_WORDS} or fewer"
    if document is None:
        return
    if not matches:
        reason = explain(document, quote)
        yield f"the quote {quote!r} is not in {document.path}: {reason}"
    elif all(document.is_whole_sentence(one.place) for one in matches):
        yield f"the quote {quote!r} is a whole sentence; quote a phrase of it"


def _notes(quote: str, document: Document | None, matches: Sequence[Match]) -> Iterator[str]:
    unseen = tuple(dict.fromkeys(name for one in matches for name in one.unseen))
    if unseen and document is not None:
        more = f" and {len(unseen) - MOST_NAMES} more" if len(unseen) > MOST_NAMES else ""
        shown = ", ".join(unseen[:MOST_NAMES])
        yield f"the quote {quote!r} stands in {document.path} but for what nobody sees: {shown}{more}"
    if len(matches) > 1 and document is not None:
        numbers = sorted({document.paragraph_of(one.place) for one in matches})
        where = ("paragraph " if len(numbers) == 1 else "paragraphs ") + ", ".join(map(str, numbers))
        times = "twice" if len(matches) == 2 else f"{len(matches)} times"
        yield f"the quote {quote!r} stands {times} in {document.path}, in {where}; quote more words to tell them apart"


def _found(node: str, quote: str, match: Match, document: Document | None, url: str | None) -> Found:
    assert document is not None
    place = match.place
    before, after = document.context(place)
    link = None if url is None else fragment_link(url, docs.normalize(quote), before, after)
    return Found(node, quote, document.paragraph_of(place), place, before, after, link, match.unseen)


def _wanted(report: Report, quotes: Mapping[str, Iterable[Literal]]) -> Wanted:
    distinct = frozenset(quote.value for each in quotes.values() for quote in each)
    return Wanted(compact(report.iri.value), _digest(report), distinct)


def _digest(report: Report) -> str | None:
    return own(report, "textDigest")


def own(report: Report, name: str) -> str | None:
    """Return the value that a report has for a property of cakg, if any."""
    values = (t.object.value for t in report.triples if t.subject == report.iri and t.predicate.value == CAKG + name)
    return next(values, None)
