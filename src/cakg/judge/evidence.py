"""How we know: every quote found again in the text it was taken from.

A report is matched to the text that bears its digest, else to the one in which most of its quotes stand and whose
digest no other report bears.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal

from cakg.read import text as docs
from cakg.read.claims import QUOTE, Report
from cakg.read.cues import Cues
from cakg.read.grounding import Names, Ungrounded, ungrounded
from cakg.read.text import Document, Range, fragment_link
from cakg.words.namespaces import CAKG

MOST_WORDS = 12
MOST_SHARE = 3  # the quotes of a document stay under one third of its words


@dataclass(frozen=True)
class Found:
    """Hold where a quote of a node stands: paragraph from 1, characters of the normalized text, words around it."""

    node: str
    quote: str
    paragraph: int
    place: Range
    before: str
    after: str
    link: str | None


@dataclass(frozen=True)
class Fault:
    """Hold what is wrong with a quote, or with a report as a whole (then node and quote are None)."""

    message: str
    node: str | None = None
    quote: Literal | None = None


@dataclass(frozen=True)
class Remark:
    """Hold what is to be mended in a report, or (where no line is at fault) what of its text no node rests on."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.line is None else f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Examination:
    """Hold what the evidence of one report is worth; `document` is None where its text is not at hand.

    Not grounded are node, property and value of what no quote on the node mentions. `remarks` say by file and line
    what is to be mended.
    """

    report: Report
    quotes: Mapping[str, tuple[Literal, ...]]
    document: Document | None
    found: tuple[Found, ...]
    faults: tuple[Fault, ...]
    without_quote: tuple[str, ...]
    ungrounded: tuple[Ungrounded, ...]
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def distinct(self) -> frozenset[str]:
        """Return the distinct quotes."""
        return frozenset(quote.value for quotes in self.quotes.values() for quote in quotes)

    @property
    def words_quoted(self) -> int:
        """Return the number of words in the distinct quotes."""
        return sum(len(quote.split()) for quote in self.distinct)

    @property
    def complete(self) -> bool:
        """Tell whether the text is at hand and every quote was found in it, none at fault."""
        return self.document is not None and not self.faults

    @property
    def unrecorded(self) -> bool:
        """Tell whether it was found whole in a text whose digest the report does not bear."""
        return self.document is not None and self.complete and _own(self.report, "textDigest") != self.document.digest

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
    documents: dict[str, Document] = {}
    for path, text in texts.items():
        document = docs.read_document(path, text)
        documents.setdefault(document.digest, document)
    recorded = {_own(report, "textDigest") for report in reports}
    free = [document for digest, document in documents.items() if digest not in recorded]
    return [_examine(report, documents, free, names, cues or {}) for report in reports]


def _examine(
    report: Report, documents: Mapping[str, Document], free: list[Document], names: Names, cues: Cues
) -> Examination:
    quotes: dict[str, list[Literal]] = {}
    for triple in report.triples:
        if triple.predicate == QUOTE and isinstance(triple.object, Literal):
            quotes.setdefault(triple.subject.value, []).append(triple.object)
    distinct = {quote.value for each in quotes.values() for quote in each}
    recorded = _own(report, "textDigest")
    document, faults = _match(recorded, distinct, documents, free)
    url = _own(report, "url")
    found: list[Found] = []
    for node, own in quotes.items():
        for quote in own:
            faults.extend(Fault(message, node, quote) for message in _faults(quote, document))
            for place in document.find(quote.value) if document is not None else ():
                found.append(_found(node, quote.value, place, document, url))
    words = sum(len(quote.split()) for quote in distinct)
    if document is not None and words * MOST_SHARE >= document.words:
        faults.append(Fault(f"quotes {words} of {document.words} words; shorten them to less than a third"))
    return Examination(
        report=report,
        quotes={node: tuple(own) for node, own in quotes.items()},
        document=document,
        found=tuple(found),
        faults=tuple(faults),
        without_quote=tuple(sorted({t.subject.value for t in report.triples} - quotes.keys())),
        ungrounded=tuple(ungrounded(report, quotes, names, cues)),
    )


def _match(
    recorded: str | None, quotes: set[str], documents: Mapping[str, Document], free: list[Document]
) -> tuple[Document | None, list[Fault]]:
    """Return the text of a report, and a fault where it is no longer the text that was verified or may be another.

    `free` are the texts that no report is known to be of.
    """
    if recorded is not None and recorded in documents:
        return documents[recorded], []
    counted = [(sum(1 for quote in quotes if any(document.find(quote))), document) for document in free]
    most = max((count for count, _ in counted), default=0)
    if most * 2 <= len(quotes):
        return None, []
    best, *others = (document for count, document in counted if count == most)
    if recorded is not None:
        message = f"the text {best.path} is not the one verified: its digest is {best.digest}, recorded is {recorded}"
        return best, [Fault(message + "; restore the text, or remove cakg:textDigest and record it anew")]
    if others:
        message = f"the quotes stand as well in {others[0].path} as in {best.path}; move the text of the other away"
        return best, [Fault(message)]
    return best, []


def _faults(quote: Literal, document: Document | None) -> Iterable[str]:
    words = len(quote.value.split())
    if words > MOST_WORDS:
        yield f"the quote {quote.value!r} has {words} words; shorten it to {MOST_WORDS} or fewer"
    if document is None:
        return
    places = list(document.find(quote.value))
    if not places:
        yield f"the quote {quote.value!r} is not in {document.path}; copy it from the document letter by letter"
    if places and all(document.is_whole_sentence(place) for place in places):
        yield f"the quote {quote.value!r} is a whole sentence; quote a phrase of it"


def _found(node: str, quote: str, place: Range, document: Document | None, url: str | None) -> Found:
    assert document is not None
    before, after = document.context(place)
    link = None if url is None else fragment_link(url, docs.normalize(quote), before, after)
    return Found(node, quote, document.paragraph_of(place), place, before, after, link)


def _own(report: Report, name: str) -> str | None:
    values = (t.object.value for t in report.triples if t.subject == report.iri and t.predicate.value == CAKG + name)
    return next(values, None)
