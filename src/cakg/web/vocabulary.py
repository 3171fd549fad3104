"""The terms of the vocabulary as they are shown: what each is, what leads from it, how often it is used."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cakg.ask.term import Term, Terms
from cakg.read.claims import TYPE, Triple
from cakg.words.namespaces import CAKG, CONCEPT_KINDS, DERIVED, compact, kind_of

KINDS = {
    "class": "Classes",
    "object property": "Object properties",
    "datatype property": "Datatype properties",
    "annotation property": "Annotation properties",
    "datatype": "Datatypes",
}
_NO_USE = DERIVED | {CAKG + "value", CAKG + "accepts"}


@dataclass(frozen=True)
class Entry:
    """Hold a term as it is shown: its prefixed name, what leads from it where to, how often it is used.

    What it leads to are IRIs.
    """

    name: str
    term: Term
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    uses: int


def uses_of(triples: Iterable[Triple]) -> Counter[str]:
    """Return how often each is used: a property in statements, a class or concept as what a statement leads to.

    What a reading or a ruling quotes as a value is no use of it, nor is what is derived a use of a concept.
    """
    found: Counter[str] = Counter()
    for _, predicate, value in triples:
        found[predicate.value] += 1
        said = predicate.value.startswith(CAKG) and predicate.value not in _NO_USE
        if predicate == TYPE or (said and kind_of(str(value.value)) in CONCEPT_KINDS):
            found[str(value.value)] += 1
    return found


def entry_of(terms: Terms, term: Term, uses: int) -> Entry:
    """Return a term as it is shown."""
    facts = (
        ("Use instead", term.successors),
        ("Subclass of" if term.sort == "class" else "Subproperty of", term.parents),
        ("Subclasses" if term.sort == "class" else "Subproperties", term.children),
        ("Domain", term.domains),
        ("Meant for", term.used_on),
        ("Range", term.ranges),
        ("Values", term.values),
        ("Properties", [one.iri for one in terms if term.iri in (*one.domains, *one.used_on)]),
        ("Value of", [one.iri for one in terms if term.iri in (*one.ranges, *one.values)] if term.ours else ()),
    )
    return Entry(
        compact(term.iri),
        term,
        tuple((name, tuple(iris)) for name, iris in facts if iris),
        uses,
    )
