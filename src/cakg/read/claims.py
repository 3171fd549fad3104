"""What documents claim: the texts of a corpus as triples, sorted by who speaks."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from cakg.read.corpus import Corpus, Source
from cakg.read.garbage import uncollected
from cakg.words.errors import InputError
from cakg.words.namespaces import (
    BASE,
    CAKG,
    CONCEPT_KINDS,
    DCTERMS,
    EDTF,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    kind_of,
    term_hint,
)

TYPE = NamedNode(RDF + "type")
REPORT = NamedNode(CAKG + "Report")
QUOTE = NamedNode(CAKG + "quote")
ROW = NamedNode(CAKG + "row")
GROUNDS = (QUOTE, ROW)  # on which a claim rests
DATASET = BASE + "kind/dataset"
EDTF_DATE = NamedNode(EDTF + "EDTF")
UNFINISHED = "Draft. "  # with which each remark of a draft begins that a curator has not yet read and deleted
_RETIRING = (OWL + "deprecated", DCTERMS + "isReplacedBy")
_DEFINING = (OWL + "Class", OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty")


if TYPE_CHECKING:
    from cakg.words.dates import Span

Term = NamedNode | Literal


class Triple(NamedTuple):
    """Hold one statement; data has no blank nodes and no quoted triples."""

    subject: NamedNode
    predicate: NamedNode
    object: Term


@dataclass(frozen=True)
class Report:
    """Hold one document: its IRI, where it stands, its triples and what is needed to weigh it."""

    iri: NamedNode
    path: str
    triples: tuple[Triple, ...]
    issued: "Span | None"
    known_by: date | None  # the day by which it was certainly there: issued, or read by the curators
    publishers: frozenset[str]
    primary_sources: frozenset[str]
    verified: bool
    digest: str | None = None  # of the texts that state the triples, where any do
    imported: bool = False  # a table of another register, whose rows stand in the place of quotes


@dataclass(frozen=True)
class Vocabulary:
    """Hold what compiling must know of the terms."""

    terms: frozenset[str]
    concepts: frozenset[str]
    functional: frozenset[str]
    parents: Mapping[str, frozenset[str]] = field(default_factory=dict)  # subclass or subproperty -> those above it
    retired: tuple[Triple, ...] = ()  # which terms are no longer to be used, and what is
    names: tuple[Triple, ...] = ()  # what terms are called, said as of things


@dataclass(frozen=True)
class Claims:
    """Hold a corpus as triples: the vocabulary, what the curators say and what each report says."""

    vocabulary: Vocabulary
    curated: tuple[Triple, ...]
    reports: tuple[Report, ...]


@uncollected()
def gather(corpus: Corpus, *, strict: bool = True) -> Claims:
    """Parse the texts of a corpus. Reports are sorted by IRI.

    Errors: InputError for bad Turtle, a report file without exactly one `cakg:Report`, two files with one report
    IRI; where `strict`, also for terms and concepts that nobody defined and for dates that are none.
    """
    vocabulary = read_vocabulary(corpus)
    curated: list[Triple] = []
    reports: dict[str, Report] = {}
    said: dict[str, list[tuple[Source, tuple[Triple, ...]]]] = {}
    for source in corpus.of_kind("concept", "register", "ruling", "report", "import"):
        triples = statements(source)
        if strict and source.kind != "concept":
            _refuse_unknown(source, triples, vocabulary)
        if is_report(source):
            said.setdefault(document(source), []).append((source, triples))
        else:
            curated.extend(triples)
    for files in said.values():
        report, source = _report(files), files[0][0]
        if report.iri.value in reports:
            from cakg.read import turtle

            raise InputError(
                f"{source.path} describes {report.iri}, and so does {reports[report.iri.value].path}",
                "give one of the two documents another IRI and file name",
                path=source.path,
                line=turtle.line_of(source.text, report.iri.value),
            )
        reports[report.iri.value] = report
    return Claims(vocabulary, tuple(curated), tuple(reports[iri] for iri in sorted(reports)))


def report_of(source: Source, vocabulary: Vocabulary | None) -> Report:
    """Return what a file that speaks for a document by itself says.

    Errors: those of `gather`, of one file; strictly where there is a vocabulary.
    """
    triples = statements(source)
    if vocabulary is not None:
        _refuse_unknown(source, triples, vocabulary)
    return _report([(source, triples)])


def statements(source: Source) -> tuple[Triple, ...]:
    """Return what a file states, each once, in the order in which it stands; of the vocabulary without blank nodes.

    Errors: InputError for bad Turtle, and for a prefix of ours that is declared for something unknown.
    """
    return _parsed(source.text, source.path, source.kind == "vocabulary")


def is_report(source: Source) -> bool:
    """Tell whether a file speaks for a document: a report, an import, or what is added and describes one."""
    return source.kind in ("report", "import") or (source.added and bool(_described(statements(source))))


def document(source: Source) -> str:
    """Return what the files that speak for one document share: the folder of an import, the path of any other."""
    return source.path.rpartition("/")[0] if source.kind == "import" else source.path


def _described(triples: Iterable[Triple]) -> list[NamedNode]:
    return [triple.subject for triple in triples if triple.predicate == TYPE and triple.object == REPORT]


@lru_cache(maxsize=4096)
def _parsed(text: str, path: str, blank_nodes: bool = False) -> tuple[Triple, ...]:
    from cakg.read import turtle

    stated = turtle.parse(text, path, blank_nodes=blank_nodes)
    turtle.refuse_prefixes(text, path)
    named = (
        Triple(subject, predicate, value)
        for subject, predicate, value in stated
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal)
    )
    return tuple(dict.fromkeys(named))


def read_vocabulary(corpus: Corpus) -> Vocabulary:
    """Return what the ontology of a corpus defines: terms with their names, parents and deprecations, and concepts."""
    terms, functional = set[str](), set[str]()
    parents: dict[str, set[str]] = {}
    retired, names = list[Triple](), list[Triple]()
    for source in corpus.of_kind("vocabulary"):
        for triple in statements(source):
            subject, value = triple.subject.value, getattr(triple.object, "value", "")
            if triple.predicate == TYPE and value in _DEFINING and subject.startswith(CAKG):
                terms.add(subject)
            elif triple.predicate == TYPE and value == OWL + "FunctionalProperty":
                functional.add(subject)
            elif triple.predicate.value in (RDFS + "subClassOf", RDFS + "subPropertyOf") and value.startswith(CAKG):
                parents.setdefault(subject, set()).add(value)
            elif triple.predicate.value in _RETIRING:
                retired.append(triple)
            elif triple.predicate.value == RDFS + "label":
                names.append(Triple(triple.subject, NamedNode(SKOS + "prefLabel"), triple.object))
    concepts = {triple.subject.value for source in corpus.of_kind("concept") for triple in statements(source)}
    known = frozenset(terms), frozenset(concepts), frozenset(functional)
    return Vocabulary(*known, closure(parents), tuple(retired), tuple(names))


def closure(direct: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return all that is above each thing, given what is directly above it; nothing is above itself."""
    found = {}
    for one in direct:
        above, waiting = set[str](), [one]
        while waiting:
            fresh = set(direct.get(waiting.pop(), ())) - above
            above |= fresh
            waiting.extend(fresh)
        found[one] = frozenset(above - {one})
    return found


def _report(files: Sequence[tuple[Source, tuple[Triple, ...]]]) -> Report:
    """Return what the files that speak for one document say together."""
    source, triples = files[0][0], tuple(triple for _, said in files for triple in said)
    described = _described(triples)
    if len(described) != 1:
        problem = "the file describes no cakg:Report" if not described else "the file describes several reports"
        remedy = "describe exactly one document: title, publisher, issued, language, url"
        raise InputError(problem, remedy, path=source.path, line=1)
    own: dict[str, list[Term]] = {}
    for triple in triples:
        if triple.subject == described[0]:
            own.setdefault(triple.predicate.value, []).append(triple.object)

    def values(predicate: str) -> frozenset[str]:
        return frozenset(value.value for value in own.get(predicate, ()))

    from cakg.words.dates import span

    issued, retrieved = (
        next(map(span, sorted(values(name))), None) for name in (DCTERMS + "issued", CAKG + "retrieved")
    )
    return Report(
        iri=described[0],
        path=source.path,
        triples=triples,
        issued=issued,
        known_by=min((one.end for one in (issued, retrieved) if one is not None and one.end is not None), default=None),
        publishers=values(DCTERMS + "publisher"),
        primary_sources=values(PROV + "hadPrimarySource"),
        verified=bool(values(CAKG + "textDigest")),
        digest=hashlib.sha256("\0".join(one.text for one, _ in files).encode()).hexdigest(),
        imported=DATASET in values(CAKG + "kind"),
    )


def _refuse_unknown(source: Source, triples: Iterable[Triple], vocabulary: Vocabulary) -> None:
    for triple in triples:
        problem = _problem(triple, vocabulary)
        if problem is not None:
            from cakg.read import turtle

            line = turtle.line_of(source.text, triple.subject.value, triple.predicate.value, triple.object)
            column = 1 + len(text) - len(text.lstrip()) if (text := _line(source.text, line)) else None
            raise InputError(*problem, path=source.path, line=line, column=column)


def _line(text: str, number: int | None) -> str:
    return text.split("\n")[number - 1] if number else ""


def _problem(triple: Triple, vocabulary: Vocabulary) -> tuple[str, str] | None:
    value = triple.object
    if isinstance(value, Literal) and value.datatype == EDTF_DATE:
        from cakg.words import dates

        try:
            dates.parse(value.value)
        except ValueError as error:
            return str(error), "correct the date"
    names = [triple.predicate.value]
    if isinstance(value, NamedNode):
        names.append(value.value)
    for name in names:
        if name in vocabulary.terms:
            continue
        if name.startswith(CAKG):
            return f"cakg:{name.removeprefix(CAKG)} is no term of the ontology", term_hint(name, vocabulary.terms)
        if name not in vocabulary.concepts and kind_of(name) in CONCEPT_KINDS:
            return f"{name.removeprefix(BASE).replace('/', ':')} is no concept", term_hint(name, vocabulary.concepts)
    return None
