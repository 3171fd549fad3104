"""What the evidence of a corpus lacks, by file and line, and the digests of the texts that proved whole."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Triple

from cakg.judge.evidence import Examination, Fault, Remark
from cakg.read import turtle
from cakg.read.claims import EDTF_DATE
from cakg.read.corpus import Corpus
from cakg.words.namespaces import BASE, CAKG, XSD, compact

_DIGEST = NamedNode(CAKG + "textDigest")


def placed(corpus: Corpus, one: Examination) -> Examination:
    """Return an examination with its remarks and the lines of what is not grounded.

    The remarks are its faults, its nodes without a quote, its notes, the paragraphs left unread.
    """
    text = corpus.text_of(one.report.path)
    rows = (row._replace(line=turtle.line_of(text, *row[:3])) for row in one.ungrounded)
    return replace(one, remarks=tuple(_remarks(corpus, one)), ungrounded=tuple(rows))


def _remarks(corpus: Corpus, one: Examination) -> Iterator[Remark]:
    path = one.report.path
    text = corpus.text_of(path)
    lacking = [Fault(f"{compact(node)} has no cakg:quote; add one", node) for node in one.without_quote]
    for said in (*one.faults, *lacking, *one.notes):
        line = turtle.line_of(text, said.node or one.report.iri.value, CAKG + "quote", said.quote)
        yield Remark(path, line or 1, said.message, fault=said not in one.notes)
    for failed in one.fetching.said if one.fetching is not None else ():
        yield Remark(path, None, f"not fetched: {failed}", fault=False)
    for number, words in one.unread():
        yield Remark(path, None, f"no node rests on paragraph {number} of the text: {words[:60]!r}", fault=False)


def recorded(corpus: Corpus, examined: Iterable[Examination]) -> Iterator[tuple[str, str]]:
    """Yield path and new text of each report that was found whole in a text whose digest it does not bear yet.

    Of a text that was fetched it also bears the day, the extent and the address of the stored copy that was read.
    """
    for one in examined:
        if one.document is not None and one.unrecorded:
            path = one.report.path
            said = dict(_said(one, one.document.digest))
            kept = [t for t in turtle.parse(corpus.text_of(path), path) if _stays(t, one.report.iri, said)]
            yield path, turtle.write([*kept, *(Triple(one.report.iri, term, value) for term, value in said.items())])


def _said(one: Examination, digest: str) -> Iterator[tuple[NamedNode, NamedNode | Literal]]:
    """Yield what is known of a report once its quotes were found in its text."""
    yield _DIGEST, Literal(digest)
    if one.fetching is not None and one.fetching.day is not None:
        yield NamedNode(CAKG + "retrieved"), Literal(one.fetching.day, datatype=EDTF_DATE)
        yield NamedNode(CAKG + "extent"), NamedNode(f"{BASE}extent/{one.fetching.extent}")
        if one.fetching.copy is not None:
            yield NamedNode(CAKG + "archivedAt"), Literal(one.fetching.copy, datatype=NamedNode(XSD + "anyURI"))


def _stays(triple: Triple, report: NamedNode, said: Mapping[NamedNode, object]) -> bool:
    return triple.subject != report or triple.predicate not in said
