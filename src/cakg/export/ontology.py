"""The ontology, its alignment and the shapes as files of their own, each whole, for tools that read OWL and SHACL."""

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Triple

from cakg.export.formats import FORMATS
from cakg.export.graph import write
from cakg.read import turtle
from cakg.read.alignment import read_alignment
from cakg.read.corpus import ALIGNMENT, Corpus, Source
from cakg.words.errors import InputError, UsageError
from cakg.words.namespaces import BASE, OWL, RDF, RDFS

_WHOLE = NamedNode(BASE + "ontology")
_TYPE, _DEFINED_BY = NamedNode(RDF + "type"), NamedNode(RDFS + "isDefinedBy")
_ONTOLOGY, _IMPORTS = NamedNode(OWL + "Ontology"), NamedNode(OWL + "imports")
_SYNTAXES = {"ontology": ("turtle", "rdfxml", "jsonld"), "alignment": ("turtle",), "shapes": ("turtle",)}


def export(corpus: Corpus, what: str, form: str = "turtle", *, excel: bool = False) -> bytes:
    """Return `ontology`, `alignment` or `shapes` of a corpus as one file; equal corpora give equal bytes.

    The ontology is one of its own: the terms of every module and all concepts under the head of the whole, which
    names version and licence; it imports nothing. Errors: UsageError for an unknown format or name; InputError where
    a file of it cannot be read.
    """
    if what not in _MADE:
        raise UsageError(f"{what!r} is nothing that can be written; use {', '.join(_MADE)}")
    found = Dataset(Quad(t.subject, t.predicate, t.object) for t in _MADE[what](corpus))
    if any(isinstance(quad.subject, BlankNode) for quad in found):
        found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)  # the parser names blank nodes by chance
    return write(found, form, blank_nodes=True, excel=excel)


def files(corpus: Corpus) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the ontology, its alignment if there is one, and the shapes: name and content."""
    for what, syntaxes in _SYNTAXES.items():
        if what != "alignment" or read_alignment(corpus) is not None:
            for form in syntaxes:
                yield what + FORMATS["graph"][form].endings[0], export(corpus, what, form)


def ontology(corpus: Corpus) -> list[Triple]:
    """Return the statements of all modules and concept schemes, as defined by the whole, under its head alone."""
    triples = _parsed(corpus.of_kind("vocabulary", "concept"))
    heads = {t.subject for t in triples if t.predicate == _TYPE and t.object == _ONTOLOGY}
    found = []
    for subject, predicate, value in triples:
        if predicate == _DEFINED_BY and value in heads:
            found.append(Triple(subject, predicate, _WHOLE))
        elif subject not in heads or (subject == _WHOLE and predicate != _IMPORTS):
            found.append(Triple(subject, predicate, value))
    return found


def alignment(corpus: Corpus) -> list[Triple]:
    """Return the links to other vocabularies. Errors: InputError where there are none."""
    found = read_alignment(corpus)
    if found is None:
        raise InputError(f"there is no {ALIGNMENT} in it", "write the table", path=str(corpus.root))
    return [Triple(*triple) for triple in found.triples()]


def shapes(corpus: Corpus) -> list[Triple]:
    """Return the statements of all shapes."""
    return _parsed(corpus.of_kind("shape"))


def _parsed(sources: Iterable[Source]) -> list[Triple]:
    return [triple for source in sources for triple in turtle.parse(source.text, source.path, blank_nodes=True)]


_MADE: dict[str, Callable[[Corpus], list[Triple]]] = {
    "ontology": ontology,
    "alignment": alignment,
    "shapes": shapes,
}
