"""What the evidence of a corpus lacks, by file and line, and the digests of the texts that proved whole."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Triple

from cakg.judge.evidence import Examination, Remark
from cakg.read import turtle
from cakg.read.corpus import Corpus
from cakg.words.namespaces import CAKG, compact

_DIGEST = NamedNode(CAKG + "textDigest")


def placed(corpus: Corpus, one: Examination) -> Examination:
    """Return an examination with its remarks and the lines of what is not grounded.

    The remarks are its faults, its nodes without a quote, the paragraphs left unread.
    """
    text = corpus.text_of(one.report.path)
    rows = (row._replace(line=turtle.line_of(text, *row[:3])) for row in one.ungrounded)
    return replace(one, remarks=tuple(_remarks(corpus, one)), ungrounded=tuple(rows))


def _remarks(corpus: Corpus, one: Examination) -> Iterator[Remark]:
    path = one.report.path
    text = corpus.text_of(path)
    faulty = [(fault.message, fault.node, fault.quote) for fault in one.faults]
    faulty += [(f"{compact(node)} has no cakg:quote; add one", node, None) for node in one.without_quote]
    for message, node, quote in faulty:
        line = turtle.line_of(text, node or one.report.iri.value, CAKG + "quote", quote)
        yield Remark(path, line or 1, message)
    for number, words in one.unread():
        yield Remark(path, None, f"no node rests on paragraph {number} of the text: {words[:60]!r}")


def recorded(corpus: Corpus, examined: Iterable[Examination]) -> Iterator[tuple[str, str]]:
    """Yield path and new text of each report that was found whole in a text whose digest it does not bear yet."""
    for one in examined:
        if one.document is not None and one.unrecorded:
            path = one.report.path
            kept = [t for t in turtle.parse(corpus.text_of(path), path) if t.predicate != _DIGEST]
            yield path, turtle.write([*kept, Triple(one.report.iri, _DIGEST, Literal(one.document.digest))])
