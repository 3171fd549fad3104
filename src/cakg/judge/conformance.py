"""What breaks the rules: shapes judge each record, queries and rules on dates and terms judge records together."""

import pickle
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from cakg.engine.bounds import Bounds
from cakg.engine.processes import shared_out
from cakg.engine.store import oxigraph, store_of
from cakg.judge.causes import by_cause
from cakg.judge.findings import Fault, Finding, Rule
from cakg.judge.gate import RULES
from cakg.judge.material import Material, Whole
from cakg.judge.part import Part
from cakg.judge.places import Places
from cakg.judge.queries import ask, read_rule
from cakg.judge.shapes import Shapes, name_of, read_shapes, severity
from cakg.judge.validation import Result, conform
from cakg.read import corpus as files
from cakg.read.claims import Triple, read_vocabulary, statements
from cakg.words.namespaces import CAKG, SH

if TYPE_CHECKING:
    from cakg.engine.store import Source


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
    differing: Collection[str] | None = None,
) -> list[Finding]:
    """Return the breaches of the rules in a dataset, one for each cause: the violations first, by rule and culprit.

    `sources` are the files from which it was compiled, where the findings are to be placed; `only` names the rules to
    judge by, `bounds` how much each check query may take. Where `differing` is given, that alone is judged on which it
    may bear that these things differ from what was judged before.
    Errors: InputError for shapes or queries that cannot be used; LimitError for a query beyond bounds; UsageError for
    an engine that is none.
    """
    sources = tuple(sources)
    store = store_of(dataset)
    material = Whole(store, book.terms, sources) if differing is None else Part(store, book.terms, sources, differing)
    asked = store if oxigraph(dataset) is None else dataset
    faults = tuple(_faults(asked, book, material, engine, only, bounds, differing))
    places = Places(sources, material.view, (fault for _, fault in faults))
    found = set[Finding]()
    for rule, fault in faults:
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


def _faults(
    dataset: "Source",
    book: Rulebook,
    material: Material,
    engine: str,
    only: Collection[str] | None,
    bounds: Bounds | None,
    differing: Collection[str] | None,
) -> Iterator[tuple[Rule, Fault]]:
    """Yield each fault with its rule: by the rules that `only` names, or by all. Functions judge in other processes
    meanwhile.
    """
    named = [name for name in RULES if only is None or name in only]
    with shared_out(partial(_found_by, material), named) as found:
        if only is None or not {*book.queries, *RULES}.issuperset(only):
            for rule, fault in _broken_shapes(book, material, engine):
                if only is None or rule.name in only:
                    yield rule, fault
        asked = {name: text for name, text in sorted(book.queries.items()) if only is None or name in only}
        queried = {name: read_rule(name, text) for name, text in asked.items()}
        yield from ((queried[name], fault) for name, fault in ask(dataset, asked, bounds, differing))
        yield from ((RULES[name][0], fault) for name, faults in found() for fault in pickle.loads(faults))


def _found_by(material: Material, name: str) -> bytes:
    """Return the faults that a function finds, as another process tells them."""
    return pickle.dumps(tuple(RULES[name][1](material)))


def _broken_shapes(book: Rulebook, material: Material, engine: str) -> Iterator[tuple[Rule, Fault]]:
    """Yield what breaks the shapes: in the vocabulary, in all that is said, refused values included, and in what is
    left without these. That a term is unknown is said by a rule of its own.
    """
    for held, beside in material.graphs():
        for result in conform("".join(held) + beside, book.shapes.text, engine):
            fault = book.shapes.fault(result)
            unknown = (fault.property or "").startswith(CAKG) and fault.property not in book.terms
            told = unknown and result.component == SH + "ClosedConstraintComponent"
            if material.judges(fault.focus) and not told:
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
