"""What answers rest on: every statement of the sample is deleted in turn, and the answers must notice.

1. No term is idle: for each term of ours that a query names there is a statement of that term without which the answer
   differs, be it deleted from the texts or from the dataset alone.
2. Nothing is lost: an answer rests on a statement that matches a pattern of the query in every solution that yields
   some row (in grouped rows: some value that is counted). Without it, the answer differs. Patterns within subqueries,
   MINUS and EXISTS support nothing, nor do paths of several steps; of alternatives exactly one must hold; an OPTIONAL
   counts where it binds a column; a label rests on the preferred name. A value in dispute supports nothing: another
   takes its place.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple
from rdflib import URIRef
from rdflib.paths import AlternativePath
from rdflib.paths import Path as PropertyPath
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable
from tests.sampling import WHOLE, drawn, sampled
from tests.sharing import shipped

from cakg.ask.question import bind, filled, read_question
from cakg.compile.dataset import quads
from cakg.read import corpus as files
from cakg.read import turtle
from cakg.read.claims import Vocabulary, gather, read_vocabulary
from cakg.read.corpus import Corpus, Source
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, CAKG, CONCEPT_KINDS, PREFIXES, RDF, RDFS, SKOS, kind_of

ROOT = Path(__file__).parents[1]
NAMES = [(folder, name) for folder in ("question", "view") for name in files.queries(ROOT, folder)]
TYPE, LABEL, PREFERRED = NamedNode(RDF + "type"), NamedNode(RDFS + "label"), NamedNode(SKOS + "prefLabel")
LAST_BRACE = "\n}\n"
SHOWN_OF_CONCEPTS = ("cue", "falseCue", "tookPlace", "broader", "notation", "prefLabel", "type")
SORTS = ("value", "precision", "modality", "role", "count", "identity")
_ROW = ("row",)  # the sample has no imports: tests/test_imports.py has them
NEEDED_BY_NO_ROW = {  # of the sample, whose visits are few, and where no two organizations talk
    "agreement": ("Group", "addressee", "organOf", "topic"),
    "chairmanships": ("until",),
    "corroborated-events": ("kind",),
    "delegations-by-events": ("capacity", "topic"),
    "evidence-of": _ROW,
    "in-office-on": ("kind", "level"),
    "missing-or-lower-rank": ("partOf",),
    "organizations-that-met": ("talkedWith",),
    "participants-of": _ROW,
    "persons-by-events": ("Visit", "talkedWith"),
    "stances": ("Actor", "Group", "about", "organOf", "topic"),
    "visit-balance": ("begin", "organOf", "partOf", "within"),
    "visits": ("within",),
    "visits-returned": ("end", "organOf", "within"),
    "who-chaired-what": _ROW,
    "who-met-whom": _ROW,
}
EXPECTED = NamedNode(f"{BASE}attendance/expected")  # follows, where it is not said, from an event that is announced
DROPS_ROWS = {"missing-or-lower-rank"}  # by HAVING: what these rest on no answer needs
ALL_WITHIN = {"agreement"}  # all of it stands in subqueries; tests/test_two_parties.py works it out anew
DERIVED_CONCEPTS = [
    *(f"{BASE}attendance/{slug}" for slug in ("attended", "expected")),
    *(f"{BASE}kind/{sort}-disagreement" for sort in SORTS),
]


@dataclass(frozen=True)
class Asked:
    """Hold a query with its parameters filled in, and the IRIs that it names."""

    key: tuple[str, str]
    text: str
    named: frozenset[str]
    asks_all: bool

    @property
    def terms(self) -> list[str]:
        return sorted(iri for iri in self.named if iri.startswith(CAKG))


@cache
def asked(folder: str, name: str) -> Asked:
    saved = read_question(name, folder, files.queries(ROOT, folder)[name])
    beside = ROOT / "tests" / f"{folder}s" / f"{name}.yaml"
    values = yaml.safe_load(beside.read_text("utf-8")) if beside.exists() else {}
    text = filled(saved, bind(saved, values))
    body = "\n".join(line for line in text.splitlines() if not line.startswith(("#", "PREFIX")))
    named = [PREFIXES[prefix] + local for prefix, local in re.findall(r"\b([a-z0-9]+):([A-Za-z][\w-]*)", body)]
    return Asked((folder, name), text, frozenset(named), "?property ?value" in body)


@cache
def sample() -> Corpus:
    """Return the sample with those concepts alone that it or a query uses: it compiles ten times as fast."""
    repository, own = shipped(), files.read(ROOT / "tests" / "sample")
    told: dict[str, list[Triple]] = {}
    for source in repository.of_kind("concept"):
        for triple in turtle.parse(source.text, source.path):
            if triple.predicate.value.rsplit("#")[-1] in SHOWN_OF_CONCEPTS:
                told.setdefault(triple.subject.value, []).append(triple)
    waiting = [iri for folder, name in NAMES for iri in asked(folder, name).named] + DERIVED_CONCEPTS
    for source in own.sources:
        waiting += [getattr(triple.object, "value", "") for triple in turtle.parse(source.text, source.path)]
    used: dict[str, list[Triple]] = {}
    while waiting:
        iri = waiting.pop()
        if kind_of(iri) in CONCEPT_KINDS and iri not in used:
            used[iri] = told[iri]
            waiting += [getattr(triple.object, "value", "") for triple in told[iri]]
    concepts = turtle.write(triple for triples in used.values() for triple in triples)
    kept = (Source("ontology/concepts/used.ttl", "concept", concepts), *own.sources)
    return Corpus(own.root, (*repository.of_kind("vocabulary"), *kept))


@cache
def statements() -> Mapping[Triple, tuple[Source, ...]]:
    """Return what the sample states, with the files that state it."""
    found: dict[Triple, list[Source]] = {}
    for source in sample().of_kind("register", "report", "ruling"):
        for triple in turtle.parse(source.text, source.path):
            if source.kind == "report" or getattr(triple.object, "language", None) in (None, "en"):
                found.setdefault(triple, []).append(source)
    return {triple: tuple(sources) for triple, sources in found.items()}


@cache
def dataset() -> frozenset[Quad]:
    return frozenset(quads(gather(sample(), strict=False)))


@cache
def store() -> Store:
    loaded = Store()
    loaded.bulk_extend(dataset())
    return loaded


def answer(query: Asked) -> list[str]:
    rows: Any = store().query(query.text)
    return [" ".join(str(term) for term in row) for row in rows]


@cache
def answered(key: tuple[str, str]) -> list[str]:
    return answer(asked(*key))


def without(triple: Triple) -> frozenset[Quad] | None:
    """Return the dataset of the texts without a statement, None where they are refused."""
    sources = []
    for source in sample().sources:
        if source in statements()[triple]:
            rest = [other for other in turtle.parse(source.text, source.path) if other != triple]
            source = source._replace(text=turtle.write(rest))
        sources.append(source)
    try:
        return frozenset(quads(gather(Corpus(sample().root, tuple(sources)), strict=False)))
    except InputError:
        return None


@cache
def changed(triple: Triple, key: tuple[str, str]) -> bool:
    """Tell whether the answer to a query is another without one statement of the texts."""
    gone_and_new = difference(triple)
    return gone_and_new is None or bool(differing(*gone_and_new, [key]))


@cache
def difference(triple: Triple) -> tuple[frozenset[Quad], frozenset[Quad]] | None:
    """Return the quads that go and those that come without a statement, None where the texts are refused."""
    fresh = without(triple)
    return None if fresh is None else (dataset() - fresh, fresh - dataset())


def differing(gone: frozenset[Quad], new: frozenset[Quad], among: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the queries that answer otherwise when some quads go and others come."""
    touched = {quad.predicate.value for quad in gone | new}
    touched |= {quad.object.value for quad in gone | new if quad.predicate == TYPE}
    queries = [asked(*key) for key in among]
    whole = {query: answered(query.key) for query in queries if query.asks_all or touched & query.named}
    for quad in gone:
        store().remove(quad)
    store().extend(new)
    found = [query.key for query, rows in whole.items() if answer(query) != rows]
    for quad in new:
        store().remove(quad)
    store().extend(gone)
    return found


def alike(triples: Iterable[Triple]) -> list[Triple]:
    """Return of statements that say the same of the same kind of thing one, the first, of some kinds; or all."""
    kinds: dict[tuple[str | None, str], Triple] = {}
    every = sorted(triples, key=str)
    for triple in every:
        kinds.setdefault((kind_of(triple.subject.value), triple.predicate.value), triple)
    return every if WHOLE else [triple for triple in kinds.values() if drawn(triple, 6)] or every[:1]


@cache
def changes(key: tuple[str, str]) -> Mapping[Triple, bool]:
    """Return of the statements on which the answer to a query rests whether it is another without them."""
    return {triple: changed(triple, key) for triple in tried(key)}


def noticed(key: tuple[str, str], term: str) -> bool:
    """Tell whether an answer differs without some statement of a term, of the texts or of the dataset."""
    if any(differs for triple, differs in changes(key).items() if is_of(triple, term)):
        return True
    if any(differing(frozenset([quad]), frozenset(), [key]) for quad in dataset() if is_of(quad, term)):
        return True
    return any(changed(triple, key) for triple in statements() if is_of(triple, term))


def is_of(quad: Triple | Quad, term: str) -> bool:
    """Tell whether a statement has a property, or says that something is of a class."""
    return quad.predicate.value == term or (quad.predicate == TYPE and quad.object.value == term)


@dataclass(frozen=True)
class Patterns:
    """Hold what must match in a group (statements with variables, each with its graph), what may, and alternatives."""

    triples: tuple[tuple[Any, Any, Any, Any], ...] = ()
    options: tuple["Patterns", ...] = ()
    unions: tuple[tuple["Patterns", "Patterns"], ...] = ()

    def joined(self, other: "Patterns") -> "Patterns":
        return Patterns(self.triples + other.triples, self.options + other.options, self.unions + other.unions)

    def variables(self) -> set[str]:
        nested = [*self.options, *(branch for union in self.unions for branch in union)]
        own = {str(term) for pattern in self.triples for term in pattern if isinstance(term, Variable)}
        return own.union(*(group.variables() for group in nested))

    def matched(self, solution: Mapping[str, Any], shown: frozenset[str]) -> set[Triple] | None:
        """Return the statements without which the patterns do not match a solution; None where they do not match."""
        found: set[Triple] = set()
        for pattern in self.triples:
            possible = instances(pattern, solution)
            known = [quad for quad in possible if quad in dataset()]
            if not known and not isinstance(pattern[1], PropertyPath):
                return None
            found.update(quad.triple for quad in known if len(known) == 1)
        for option in self.options:
            if option.variables() & shown:
                found |= option.matched(solution, shown) or set()
        for union in self.unions:
            hits = [hit for branch in union if (hit := branch.matched(solution, shown)) is not None]
            found |= hits[0] if len(hits) == 1 else set()
        return found


def instances(pattern: tuple[Any, Any, Any, Any], solution: Mapping[str, Any]) -> list[Quad]:
    """Return the statements that a pattern may mean in a solution; none where something is unbound or hidden."""
    subject, predicate, value, graph = pattern
    choices = [predicate]
    if isinstance(predicate, PropertyPath):
        simple = isinstance(predicate, AlternativePath) and all(isinstance(arg, URIRef) for arg in predicate.args)
        choices = list(predicate.args) if simple else []

    def term(part: Any) -> Any:
        if isinstance(part, rdflib.Literal):
            return Literal(str(part), datatype=part.datatype and NamedNode(str(part.datatype)), language=part.language)
        return solution.get(str(part)) if isinstance(part, Variable) else NamedNode(str(part))

    ends = [term(subject), term(value), DefaultGraph() if graph is None else term(graph)]
    if None in ends or isinstance(ends[0], Literal):
        return []
    return [Quad(ends[0], term(choice), ends[1], ends[2]) for choice in choices if term(choice) is not None]


def patterns(node: CompValue, graph: Any = None) -> Patterns:
    """Return the patterns of an algebra expression that must or may match, without those of subqueries."""
    if node.name == "BGP":
        return Patterns(tuple((*triple, graph) for triple in node.triples))
    if node.name == "Join":
        return patterns(node.p1, graph).joined(patterns(node.p2, graph))
    if node.name == "LeftJoin":
        return patterns(node.p1, graph).joined(Patterns(options=(patterns(node.p2, graph),)))
    if node.name == "Union":
        return Patterns(unions=((patterns(node.p1, graph), patterns(node.p2, graph)),))
    if node.name == "Minus":
        return patterns(node.p1, graph)
    if node.name == "Graph":
        return patterns(node.p, node.term)
    if node.name in ("ToMultiSet", "values"):
        return Patterns()
    return patterns(node.p, graph)


def tried(key: tuple[str, str]) -> list[Triple]:
    """Return the statements on which an answer rests and without which it is asked for."""
    return alike(supports(asked(*key)))


@cache
def supports(query: Asked) -> frozenset[Triple]:
    """Return the statements of the texts on which an answer rests."""
    head, body = re.split(r"^SELECT (?:DISTINCT )?", query.text, maxsplit=1, flags=re.MULTILINE)
    select, rest = body.split("\nWHERE {\n", 1)
    every = f"{head}SELECT * WHERE {{\n{rest.split(LAST_BRACE, 1)[0]}\n}}"
    shown = frozenset(re.findall(r"\?(\w+)", select))
    group = patterns(prepareQuery(every).algebra)
    solutions: Any = store().query(every)
    names = [variable.value for variable in solutions.variables]
    rows: dict[tuple[Any, ...], set[Triple]] = {}
    for values in solutions:
        solution = dict(zip(names, values, strict=True))
        row = tuple(str(solution.get(name)) for name in sorted(shown))
        found = group.matched(solution, shown) or set()
        rows[row] = rows[row] & found if row in rows else found
    return frozenset(statement(triple) for found in rows.values() for triple in found if is_sole(statement(triple)))


def statement(triple: Triple) -> Triple:
    """Return the statement of the texts that a statement of the dataset repeats."""
    return Triple(triple.subject, PREFERRED, triple.object) if triple.predicate == LABEL else triple


def is_sole(triple: Triple) -> bool:
    """Tell whether the texts make a statement and no document has another value that would take its place."""
    rivals = (
        other for other in statements() if other.subject == triple.subject and other.predicate == triple.predicate
    )
    functional = triple.predicate.value in vocabulary().functional
    return triple in statements() and not (functional and any(other != triple for other in rivals))


@cache
def vocabulary() -> Vocabulary:
    return read_vocabulary(sample())


@pytest.mark.parametrize(("folder", "name"), sampled(NAMES, 4))
def test_no_term_is_idle(folder: str, name: str) -> None:
    idle = {term for term in asked(folder, name).terms if not noticed((folder, name), term)}
    known = {CAKG + term for term in NEEDED_BY_NO_ROW.get(name, ())}
    assert idle == known, f"{name} answers the same whichever statement is gone of {idle - known}"


@pytest.mark.parametrize(("folder", "name"), sampled(NAMES, 4))
def test_answers_notice_what_they_rest_on(folder: str, name: str) -> None:
    found = tried((folder, name))
    assert found or name in ALL_WITHIN, f"{name} rests on nothing that the sample states"
    needed = [triple for triple in found if triple.object != EXPECTED and name not in DROPS_ROWS]
    unnoticed = [str(triple) for triple in needed if not changes((folder, name))[triple]]
    assert not unnoticed, f"{name} answers the same without:\n" + "\n".join(sorted(unnoticed))
