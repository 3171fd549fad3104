"""The pages of the vocabulary: every class, property and concept with its names, its meaning and its use."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from cakg.ask.term import Term, Terms
from cakg.read.claims import TYPE, Triple
from cakg.web.entry import Link, Text
from cakg.web.reader import Reader
from cakg.web.template import environment, policy, static
from cakg.words.collation import order
from cakg.words.namespaces import (
    CAKG,
    CONCEPT_KINDS,
    DCTERMS,
    DERIVED,
    OWL,
    PREFIXES,
    SKOS,
    compact,
    kind_of,
    local_name,
    split,
)
from cakg.words.version import version

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
    """Hold a term as it is shown: where it stands, what it is, the links that lead from it, how often it is used."""

    id: str
    name: str
    label: str
    russian: str
    term: Term
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    uses: int


@dataclass(frozen=True)
class Concept:
    """Hold a concept as it is shown: its depth below the top of its scheme, its names and notes, and its use."""

    id: str
    name: str
    depth: int
    label: str
    russian: str
    others: tuple[Text, ...]
    definition: str
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    deprecated: bool
    uses: int


@dataclass(frozen=True)
class Scheme:
    """Hold a concept scheme with its concepts, each below its broader one."""

    id: str
    name: str
    label: str
    russian: str
    definition: str
    concepts: tuple[Concept, ...]


def pages(index: Reader, terms: Terms) -> Iterator[tuple[str, str]]:
    """Yield each page: the name of its file and its HTML; equal values give equal text.

    `index.html` has the terms, each at an anchor that is its local name, so that the IRI of a term leads to it; the
    page of a scheme has its concepts, likewise. A page loads nothing, from nowhere, and has no script.
    """
    uses = uses_of(index.triples)
    schemes = [_scheme(index, iri, uses) for iri in index.instances(SKOS + "ConceptScheme")]
    entries = [entry_of(terms, one, uses[one.iri]) for one in terms]
    ours = [one for one in entries if one.term.ours]
    groups = [(title, [one for one in ours if one.term.sort == sort]) for sort, title in KINDS.items()]
    groups.append(("Terms of other vocabularies", [one for one in entries if not one.term.ours]))
    style = static("page.css") + "\n" + static("vocabulary.css")
    common = {"style": style, "policy": policy(style), "version": version()}
    kept = [(title, members) for title, members in groups if members]
    template = environment().get_template("vocabulary.html")
    yield "index.html", template.render(groups=kept, schemes=schemes, **common)
    for scheme in schemes:
        yield f"{scheme.id}.html", environment().get_template("scheme.html").render(scheme=scheme, **common)


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
        anchor(term.iri),
        compact(term.iri),
        term.label,
        term.labels.get("ru", ""),
        term,
        tuple((name, tuple(_link(terms, iri) for iri in iris)) for name, iris in facts if iris),
        uses,
    )


def _link(terms: Terms, iri: str) -> Link:
    """Return a term as a link within the page, a scheme or concept as one to its page, all else without one."""
    kind = kind_of(iri)
    if terms.get(iri) is not None:
        return Link(compact(iri), f"#{anchor(iri)}")
    if kind == "scheme":
        return Link(compact(iri), f"{iri.removeprefix(PREFIXES[kind])}.html")
    return Link(compact(iri), None)


def anchor(iri: str) -> str:
    """Return the anchor of a term: its local name, that of another vocabulary after its prefix."""
    if iri.startswith(CAKG):
        return iri.removeprefix(CAKG)
    parts = split(iri)
    return "-".join(parts) if parts is not None else local_name(iri)


def _scheme(index: Reader, iri: str, uses: Counter[str]) -> Scheme:
    members = set(index.owners(iri, SKOS + "inScheme"))
    below: dict[str, list[str]] = {}
    for one in sorted(members, key=lambda one: (order(index.label(one)), one)):
        for above in [broader for broader in index.values(one, SKOS + "broader") if broader in members] or [iri]:
            below.setdefault(above, []).append(one)
    ordered: dict[str, int] = {}

    def walk(above: str, depth: int) -> None:
        for one in below.get(above, ()):
            if one not in ordered:
                ordered[one] = depth
                walk(one, depth + 1)

    walk(iri, 0)
    ordered |= {one: 0 for one in sorted(members) if one not in ordered}  # a circle has no top
    return Scheme(
        iri.removeprefix(PREFIXES["scheme"]),
        compact(iri),
        index.label(iri),
        _russian(index, iri),
        index.first(iri, SKOS + "definition") or "",
        tuple(_concept(index, one, depth, below.get(one, ()), uses[one]) for one, depth in ordered.items()),
    )


def _concept(index: Reader, iri: str, depth: int, narrower: Iterable[str], uses: int) -> Concept:
    facts = {
        "Use instead": index.values(iri, DCTERMS + "isReplacedBy"),
        "Broader": index.values(iri, SKOS + "broader"),
        "Narrower": list(narrower),
    }
    links = {name: tuple(Link(index.label(one), f"#{local_name(one)}") for one in iris) for name, iris in facts.items()}
    return Concept(
        local_name(iri),
        compact(iri),
        depth,
        index.label(iri),
        _russian(index, iri),
        tuple(
            Text(name, index.language(iri, name, SKOS + "altLabel")) for name in index.values(iri, SKOS + "altLabel")
        ),
        index.first(iri, SKOS + "definition") or "",
        (*index.values(iri, SKOS + "scopeNote"), *index.values(iri, SKOS + "changeNote")),
        tuple(index.values(iri, SKOS + "example")),
        tuple((name, many) for name, many in links.items() if many),
        "true" in index.values(iri, OWL + "deprecated"),
        uses,
    )


def _russian(index: Reader, iri: str) -> str:
    labels = index.objects(iri, SKOS + "prefLabel")
    return min((one.value for one in labels if isinstance(one, Literal) and one.language == "ru"), default="")
