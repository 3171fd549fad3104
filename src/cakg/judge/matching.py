"""Which text is that of which report: by the digest that the report bears, else by the quotes that stand in it.

A text is taken where more than half of the quotes of a report stand in it, more than in any other, and no other report
bears its digest. What is taken for no report is said, and why.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cakg.read.quotes import find
from cakg.read.text import Document, read_document


@dataclass(frozen=True)
class Shelf:
    """Hold the documents at hand: `by_digest` each once, `free` those that no report is known to be of.

    `copies` are the paths of texts that are word for word the same as another, with the path of that.
    """

    by_digest: Mapping[str, Document]
    free: tuple[Document, ...]
    copies: Mapping[str, str]


@dataclass(frozen=True)
class Wanted:
    """Hold what a report tells of its text: its name, the digest that it bears, its quotes."""

    name: str
    digest: str | None
    quotes: frozenset[str]

    def count(self, document: Document) -> int:
        """Return how many of the quotes stand in a document."""
        return sum(1 for quote in self.quotes if find(document, quote))


def shelve(texts: Mapping[str, str], recorded: Iterable[str | None]) -> Shelf:
    """Return the documents of texts by path, of which some have a recorded digest."""
    documents: dict[str, Document] = {}
    copies: dict[str, str] = {}
    for path, text in texts.items():
        document = read_document(path, text)
        if document.digest in documents:
            copies[path] = documents[document.digest].path
        documents.setdefault(document.digest, document)
    known = set(recorded)
    return Shelf(documents, tuple(one for digest, one in documents.items() if digest not in known), copies)


def match(wanted: Wanted, shelf: Shelf) -> tuple[Document | None, str | None]:
    """Return the text of a report, and what is wrong where it is no longer the one verified or may be another's."""
    if wanted.digest is not None and wanted.digest in shelf.by_digest:
        return shelf.by_digest[wanted.digest], None
    counted = [(wanted.count(document), document) for document in shelf.free]
    most = max((count for count, _ in counted), default=0)
    if most * 2 <= len(wanted.quotes):
        return None, None
    best, *others = (document for count, document in counted if count == most)
    if wanted.digest is not None:
        said = f"the text {best.path} is not the one verified: its digest is {best.digest}, recorded is {wanted.digest}"
        return best, said + "; restore the text, or remove cakg:textDigest and record it anew"
    if others:
        return best, f"the quotes stand as well in {others[0].path} as in {best.path}; move the text of the other away"
    return best, None


def unused(shelf: Shelf, matched: Mapping[str, Document | None], reports: Iterable[Wanted]) -> Iterator[str]:
    """Yield of each text that is of no report its path and why; `matched` are the texts of reports, by name."""
    taken = {document.path for document in matched.values() if document is not None}
    reports = tuple(reports)
    for path, other in shelf.copies.items():
        yield f"{path} is word for word the same as {other}, which is used"
    for document in shelf.by_digest.values():
        if document.path not in taken:
            yield f"{document.path} is used for no report: {_nearest(document, matched, reports)}"


def _nearest(document: Document, matched: Mapping[str, Document | None], reports: Iterable[Wanted]) -> str:
    """Say of which report a text comes nearest to being, and why it is not taken for it."""
    counted = [(one.count(document), matched[one.name] is None, one) for one in reports]
    count, _, best = max(counted, key=lambda row: row[:2], default=(0, True, None))
    if best is None or count == 0:
        return "no quote of a report stands in it"
    of = f"{count} of the {len(best.quotes)} quotes of {best.name} stand in it"
    other = matched[best.name]
    return f"{of}, and more than half must" if other is None else f"{of}, but the text of that report is {other.path}"
