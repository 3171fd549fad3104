"""What breaks the rules: shapes judge each record, queries and rules on dates and terms judge records together."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from cakg.engine.bounds import Bounds
from cakg.engine.index import Index
from cakg.engine.store import store_of
from cakg.judge.causes import by_cause
from cakg.judge.findings import Fault, Finding, Rule
from cakg.judge.gate import RULES
from cakg.judge.material import Material
from cakg.judge.places import Places
from cakg.judge.queries import ask, read_rule
from cakg.judge.shapes import Shapes, name_of, read_shapes, severity
from cakg.judge.validation import Result, conform
from cakg.read import corpus as files
from cakg.read.claims import Triple, is_report, read_vocabulary, statements
from cakg.words.namespaces import BASE, CAKG, DERIVED, SH

if TYPE_CHECKING:
    from cakg.engine.store import Source

_EVIDENCE = BASE + "evidence/"


@dataclass(frozen=True)
class Rulebook:
    """Hold what a corpus demands: its shapes, its check queries by name, and the IRIs that its ontology defines."""

    shapes: Shapes
    queries: Mapping[str, str]
    terms: frozenset[str]

    @classmethod
    def of(cls, corpus: files.Corpus) -> "Rulebook":
        """Read the rules of a corpus. Errors: InputError for shapes or queries that cannot be read."""
        return cls(read_shapes(corpus), files.queries(corpus.root, "check"), read_vocabulary(corpus).terms)

    def rules(self) -> list[Rule]:
        """Return every rule, sorted by name: shapes that have a message, check queries, rules on dates and texts."""
        found = [*self.shapes.rules(), *(read_rule(name, text) for name, text in self.queries.items())]
        return sorted((*found, *(rule for rule, _ in RULES.values())), key=lambda rule: rule.name)


def check(
    dataset: "Source",
    book: Rulebook,
    sources: Iterable[files.Source] = (),
    *,
    engine: str = "shacl",
    only: Collection[str] | None = None,
    bounds: Bounds | None = None,
) -> list[Finding]:
    """Return the breaches of the rules in a dataset, one for each cause: the violations first, by rule and culprit.

    `sources` are the files from which it was compiled, where the findings are to be placed; `only` names the rules to
    judge by, `bounds` how much each check query may take. Errors: InputError for shapes or queries that cannot be used;
    LimitError for a query beyond bounds; UsageError for an engine that is none.
    """
    sources = tuple(sources)
    store = store_of(dataset)
    material = _read(store, book.terms, sources)
    places = Places(sources, material.view)
    found = set[Finding]()
    for rule, fault in _faults(store, book, material, engine, only, bounds):
        path, line = places.find(fault) or (None, None)
        found.add(
            Finding(rule.name, rule.severity, fault.focus, fault.message, fault.property, fault.value, path, line)
        )
    at_cause = {(f.rule, f.path, f.line) for f in found if not places.derived(f.focus)}
    found = {f for f in found if not places.derived(f.focus) or (f.rule, f.path, f.line) not in at_cause}
    return by_cause(in_order(found))


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Return findings as they are read: the violations first, then by rule and culprit."""
    return sorted(found, key=lambda f: (f.severity, f.rule, f.focus, f.message, f.path or "", f.line or 0))


def fresh(
    found: list[Finding], sources: Iterable[files.Source], without: Callable[[frozenset[str]], list[Finding]]
) -> list[Finding]:
    """Return the findings on what the added among some sources describe, and those that were not there before.

    `without` judges the rest of the sources by some rules; it is asked for those alone that found something elsewhere.
    """
    added = [source for source in sources if source.added]
    paths = {source.path for source in added}
    described = {triple.subject.value for source in added if source.kind != "shape" for triple in statements(source)}
    elsewhere = {finding for finding in found if finding.path not in paths and finding.focus not in described}
    rules = frozenset(finding.rule for finding in elsewhere)
    old = {(finding.rule, finding.focus, finding.message) for finding in (without(rules) if rules else ())}
    return [one for one in found if one not in elsewhere or (one.rule, one.focus, one.message) not in old]


def _read(store: Store, terms: frozenset[str], sources: Iterable[files.Source]) -> Material:
    """Return what is to be judged, without what is derived and so never at fault.

    Superclasses stay, and so do the disagreements that compiling finds: the shapes are about them.
    """
    said: dict[str, Triple] = {}
    accepted: dict[str, Triple] = {}
    default = DefaultGraph()
    for subject, predicate, value, graph in store.quads_for_pattern(None, None, None, None):
        if predicate.value in DERIVED or (isinstance(subject, NamedNode) and subject.value.startswith(_EVIDENCE)):
            continue
        text = f"{subject} {predicate} {value} .\n"
        triple = said.setdefault(text, Triple(subject, predicate, value))
        if graph == default:
            accepted[text] = triple
    curated, defined = list[Triple](), list[Triple]()
    for source in sources:
        if source.kind == "vocabulary":
            defined += statements(source)
        elif source.kind != "shape" and not is_report(source):
            curated += statements(source)
    return Material(Index(accepted.values()), said, accepted, tuple(curated), tuple(defined), terms)


def _faults(
    store: Store,
    book: Rulebook,
    material: Material,
    engine: str,
    only: Collection[str] | None,
    bounds: Bounds | None,
) -> Iterator[tuple[Rule, Fault]]:
    """Yield each fault with its rule: by the rules that `only` names, or by all."""
    if only is None or not {*book.queries, *RULES}.issuperset(only):
        for rule, fault in _broken_shapes(store, book, material, engine):
            if only is None or rule.name in only:
                yield rule, fault
    asked = {name: text for name, text in sorted(book.queries.items()) if only is None or name in only}
    queried = {name: read_rule(name, text) for name, text in asked.items()}
    yield from ((queried[name], fault) for name, fault in ask(store, asked, bounds))
    for rule, function in RULES.values():
        if only is None or rule.name in only:
            yield from ((rule, fault) for fault in function(material))


def _broken_shapes(store: Store, book: Rulebook, material: Material, engine: str) -> Iterator[tuple[Rule, Fault]]:
    """Yield what breaks the shapes: in the vocabulary, in all that is said, refused values included, and in what is
    left without these. That a term is unknown is said by a rule of its own.
    """
    defined = {f"{triple.subject} {triple.predicate} {triple.object} .\n": triple for triple in material.defined}
    for held in (defined, material.said, material.accepted):
        for result in conform("".join(held), book.shapes.text, engine):
            fault = book.shapes.fault(result)
            unknown = (fault.property or "").startswith(CAKG) and fault.property not in book.terms
            if not (unknown and result.component == SH + "ClosedConstraintComponent"):
                rule = Rule(name_of(result), severity(result.severity), fault.message)
                yield rule, _told_apart(fault, result, held.values())


def _told_apart(fault: Fault, result: Result, held: Iterable[Triple]) -> Fault:
    """Return a fault of two values in one language with the second of them."""
    if result.component != SH + "UniqueLangConstraintComponent" or fault.property is None:
        return fault
    values = (t.object for t in held if (t.subject.value, t.predicate.value) == (fault.focus, fault.property))
    literals = sorted({value for value in values if isinstance(value, Literal)}, key=str)
    tags = Counter(literal.language for literal in literals)
    return replace(fault, value=[literal for literal in literals if tags[literal.language] > 1][-1])
