"""The alignment: a table of mappings to other vocabularies (SSSOM) to triples."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from cakg.read import conflicts
from cakg.read.claims import TYPE, Triple
from cakg.read.corpus import ALIGNMENT, Corpus
from cakg.read.yaml import load
from cakg.words.errors import InputError
from cakg.words.namespaces import DCTERMS, OWL, RDFS, SKOS

COLUMNS = (
    "subject_id",
    "subject_type",
    "predicate_id",
    "object_id",
    "object_label",
    "object_type",
    "mapping_justification",
    "comment",
)
_OPTIONAL = {"object_id", "object_label", "comment"}
_LITERAL = "rdfs literal"
_DECLARED = {
    "owl class": "Class",
    "owl object property": "ObjectProperty",
    "owl data property": "DatatypeProperty",
    "owl annotation property": "AnnotationProperty",
}
_AXIOMS = {RDFS + name for name in ("subClassOf", "subPropertyOf")}
_WORDS = {
    SKOS + "exactMatch": "The same as",
    SKOS + "closeMatch": "Close to",
    SKOS + "broadMatch": "Narrower than",
    SKOS + "narrowMatch": "Broader than",
    SKOS + "relatedMatch": "Related to",
}


@dataclass(frozen=True)
class Link:
    """Hold one mapping: IRIs of subject, predicate and object, or the text of an object that has no IRI; its type."""

    subject: str
    predicate: str
    object: str | None
    label: str
    sort: str
    comment: str

    @cached_property
    def note(self) -> str:
        """Return what can only be said in words: an object without an IRI, a remark."""
        named = f"{_WORDS[self.predicate]} {self.label}." if self.object is None else ""
        return " ".join(filter(None, (named, self.comment)))


@dataclass(frozen=True)
class Alignment:
    """Hold a table of mappings: what it says of itself, and its rows in their order."""

    about: Mapping[str, object]
    links: tuple[Link, ...]

    def triples(self) -> Iterator[Triple]:
        """Yield the mappings as RDF: an ontology of its own, within OWL 2 DL together with ours.

        *Source*: SSSOM 1.0, https://mapping-commons.github.io/sssom/. A mapping to something without an IRI is a
        note. What an axiom names, and each property that maps, is declared.
        """
        whole = NamedNode(str(self.about["mapping_set_id"]))
        yield Triple(whole, TYPE, NamedNode(OWL + "Ontology"))
        yield Triple(whole, NamedNode(DCTERMS + "license"), NamedNode(str(self.about["license"])))
        yield Triple(whole, NamedNode(OWL + "versionInfo"), Literal(str(self.about["mapping_set_version"])))
        for name, key in (
            (DCTERMS + "title", "mapping_set_title"),
            (DCTERMS + "description", "mapping_set_description"),
            (SKOS + "editorialNote", "comment"),
        ):
            yield Triple(whole, NamedNode(name), Literal(str(self.about[key]), language="en"))
        for link in self.links:
            subject, predicate = NamedNode(link.subject), NamedNode(link.predicate)
            if link.object is not None:
                yield Triple(subject, predicate, NamedNode(link.object))
                if link.predicate in _AXIOMS:
                    yield Triple(NamedNode(link.object), TYPE, NamedNode(OWL + _DECLARED[link.sort]))
                else:
                    yield Triple(predicate, TYPE, NamedNode(OWL + "ObjectProperty"))
            if link.note:
                yield Triple(subject, NamedNode(SKOS + "editorialNote"), Literal(link.note, language="en"))


def read_alignment(corpus: Corpus) -> Alignment | None:
    """Return the alignment of a corpus, None where it has no table. Errors: InputError as in `parse`."""
    return None if corpus.alignment is None else parse(corpus.alignment, ALIGNMENT)


def parse(text: str, path: str) -> Alignment:
    """Return a table of mappings; `path` names it in errors.

    Errors: InputError, with the line, where the text is no SSSOM table of the columns that we use, a prefix is not
    declared, a predicate is none that can be written as RDF, or a row says what another said.
    """
    conflicts.refuse(text, path)
    lines = text.splitlines()
    top = [line[1:] for line in lines if line.startswith("#")]
    about = load("\n".join(top), path, "the head of the table", taken=1)
    for key in ("mapping_set_id", "mapping_set_title", "mapping_set_description", "license", "comment", "curie_map"):
        if key not in about:
            raise InputError(f"the head of the table lacks {key}", f"write a line #{key}: …", path=path, line=1)
    if not isinstance(about["curie_map"], dict):
        raise InputError("curie_map is no mapping", "write a line #  prefix: IRI for each", path=path, line=1)
    rows = csv.reader(io.StringIO("\n".join(lines[len(top) :])), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(next(rows, ())) != COLUMNS:
        raise InputError("the columns are others", f"write {' '.join(COLUMNS)}", path=path, line=len(top) + 1)
    seen: dict[tuple[str, ...], int] = {}
    links = []
    for number, row in enumerate(rows, len(top) + 2):
        problem = _problem(row, about["curie_map"]) or _repeated(row, seen, number)
        if problem is not None:
            raise InputError(*problem, path=path, line=number)
        values = dict(zip(COLUMNS, row, strict=True))
        full = {key: _expand(values[key], about["curie_map"]) for key in ("subject_id", "predicate_id", "object_id")}
        links.append(
            Link(
                full["subject_id"],
                full["predicate_id"],
                full["object_id"] or None,
                values["object_label"],
                values["object_type"],
                values["comment"],
            )
        )
    return Alignment(about, tuple(links))


def _problem(row: list[str], prefixes: Mapping[str, str]) -> tuple[str, str] | None:
    if len(row) != len(COLUMNS):
        return f"the row has {len(row)} cells", f"write {len(COLUMNS)}, parted by tabs"
    values = dict(zip(COLUMNS, row, strict=True))
    for column, value in values.items():
        if not value and column not in _OPTIONAL:
            return f"{column} is empty", "fill it"
        prefix, colon, _ = value.partition(":")
        if value and column.endswith("_id") and (not colon or prefix not in prefixes):
            return f"the prefix of {value!r} is not in the curie_map", "declare it at the top"
    literal = values["object_type"] == _LITERAL
    if bool(values["object_id"]) == literal or bool(values["object_label"]) != literal:
        return "an object has either an object_id or, of type rdfs literal, an object_label", "give one of the two"
    predicate = _expand(values["predicate_id"], prefixes)
    if predicate in _AXIOMS:
        if values["object_type"] != values["subject_type"] or values["object_type"] not in _DECLARED:
            return f"{values['predicate_id']} joins two terms of one type of OWL", "write the same type for both"
    elif predicate not in _WORDS:
        return f"{values['predicate_id']} is no predicate of mappings", "use rdfs:subClassOf or skos:closeMatch, say"
    return None


def _repeated(row: list[str], seen: dict[tuple[str, ...], int], number: int) -> tuple[str, str] | None:
    said = row[0], row[3], row[4]
    if said in seen:
        return f"line {seen[said]} maps {row[0]} to the same thing", "keep one of the two rows"
    seen[said] = number
    return None


def _expand(name: str, prefixes: Mapping[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local if name else ""
