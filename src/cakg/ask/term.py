"""The terms of the vocabulary: what each means, of what it is said and what it leads to, by axioms and by shapes."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import BlankNode, Literal

from cakg.ask.language import ENGLISH
from cakg.words.errors import nearest
from cakg.words.namespaces import BASE, CAKG, DCTERMS, OWL, PREFIXES, RDF, RDFS, SCHEMA, SH, SKOS, compact, local_name
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.ask.describe import Description, Statement
    from cakg.engine.index import Index
    from cakg.read.corpus import Corpus

SORTS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "object property",
    OWL + "DatatypeProperty": "datatype property",
    OWL + "AnnotationProperty": "annotation property",
    RDFS + "Datatype": "datatype",
}
_INCLUDES = {"domain": SCHEMA + "domainIncludes", "range": SCHEMA + "rangeIncludes"}
_LEADING = {  # by what a term leads to others
    "rdfs:domain": "domains",
    "schema:domainIncludes": "used_on",
    "rdfs:range": "ranges",
    "schema:rangeIncludes": "values",
}
_OF_SCHEME = regex(r"\^https://w3id\\.org/cakg/([a-z]+)/")


class Term(NamedTuple):
    """Hold a class or property: its IRI, its sort, its names by language and what the vocabulary says of it.

    `domains` and `ranges` are axioms, from which a reasoner concludes; `used_on` and `values` are what it is meant
    for: what the ontology notes and what the shapes demand. All are IRIs, sorted; the scheme of a concept stands for
    its concepts.
    """

    iri: str
    sort: str
    labels: Mapping[str, str]
    definition: str
    examples: tuple[str, ...]
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    parents: tuple[str, ...]
    children: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    used_on: tuple[str, ...]
    values: tuple[str, ...]
    functional: bool
    deprecated: bool
    successors: tuple[str, ...]

    @property
    def label(self) -> str:
        """Return the English name, the prefixed name where there is none."""
        return self.name(ENGLISH)

    def name(self, lang: str) -> str:
        """Return the name in a language, else the English one, else the prefixed name."""
        return self.labels.get(lang) or self.labels.get(ENGLISH) or compact(self.iri)

    @property
    def ours(self) -> bool:
        """Tell whether the term is one of cakg, not one of another vocabulary that is reused."""
        return self.iri.startswith(CAKG)


class Terms:
    """Hold the terms that the ontology of a corpus declares, others' included, by IRI in their order.

    Each is a term, or a term as it was written, until somebody looks at it.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_iri: dict[str, Term | list[Any]] = {term.iri: term for term in terms}

    @classmethod
    def of(cls, corpus: "Corpus") -> "Terms":
        """Return the terms that a corpus declares. Errors: InputError."""
        from cakg.engine.index import Index
        from cakg.read import turtle

        triples = [
            triple
            for source in corpus.of_kind("vocabulary", "shape")
            for triple in turtle.parse(source.text, source.path, blank_nodes=True)
        ]
        return cls(_Declarations(Index(triples)).terms())  # type: ignore[arg-type]

    @classmethod
    def from_json(cls, written: bytes) -> "Terms":
        """Return terms as they were written."""

        found = cls(())
        found._by_iri = {one[0]: one for one in json.loads(written)}
        return found

    def to_json(self) -> bytes:
        """Return them written."""
        return json.dumps([list(term) for term in self], ensure_ascii=False).encode()

    def __iter__(self) -> Iterator[Term]:
        return filter(None, map(self.get, tuple(self._by_iri)))

    def get(self, iri: str) -> Term | None:
        """Return a term, None where there is none."""
        found = self._by_iri.get(iri)
        if isinstance(found, list):
            told: list[Any] = [tuple(value) if isinstance(value, list) else value for value in found]
            found = self._by_iri[iri] = Term(*told)
        return found

    def names(self) -> Iterator[tuple[str, str]]:
        """Yield each term with each of its names: its labels and its local name."""
        for term in self:
            yield from ((term.iri, name) for name in dict.fromkeys((*term.labels.values(), local_name(term.iri))))

    def named(self, text: str) -> list[str]:
        """Return the terms that a text names, sorted: by a label in any case, else by the local name."""
        wanted = " ".join(text.split())
        labelled = {one.iri for one in self if wanted.casefold() in (label.casefold() for label in one.labels.values())}
        return sorted(labelled or {one.iri for one in self if local_name(one.iri) == wanted})

    def near(self, iri: str) -> list[str]:
        """Return the prefixed names of the terms of the same vocabulary that look most like one, at most three."""
        prefix = compact(iri).partition(":")[0] + ":"
        known = sorted(name for name in map(compact, self._by_iri) if name.startswith(prefix))
        return nearest(compact(iri), known, 3, 75)

    def describe(self, iri: str, lang: str = ENGLISH) -> "Description":
        """Return everything that the vocabulary says of a term, names in a language. Errors: KeyError."""
        from cakg.ask.describe import Description, Statement

        term = self.get(iri)
        if term is None:
            raise KeyError(iri)
        sorts = (term.sort, "functional property") if term.functional else (term.sort,)
        said = [Statement("is a", sort, None, ()) for sort in sorts]
        said += [Statement("rdfs:label", f"{label} ({tag})", None, ()) for tag, label in term.labels.items()]
        for name, texts in (
            ("skos:definition", (term.definition,) if term.definition else ()),
            ("skos:example", term.examples),
            ("skos:scopeNote", term.notes),
            ("skos:changeNote", term.changes),
        ):
            said += [Statement(name, text, None, ()) for text in texts]
        above = "rdfs:subClassOf" if term.sort == "class" else "rdfs:subPropertyOf"
        for name, iris in (
            (above, term.parents),
            *((name, getattr(term, field)) for name, field in _LEADING.items()),
            ("dcterms:isReplacedBy", term.successors),
        ):
            said += [self._link(name, one, lang) for one in iris]
        if term.deprecated:
            said.append(Statement("owl:deprecated", "no longer to be used", None, ()))
        of = [self._link(above, one, lang) for one in term.children]
        for name, field in _LEADING.items():
            of += [self._link(name, one.iri, lang) for one in self if iri in getattr(one, field)]
        return Description(iri, term.name(lang), tuple(said), tuple(dict.fromkeys(of)), ())

    def _link(self, name: str, iri: str, lang: str) -> "Statement":
        from cakg.ask.describe import Statement

        known = self.get(iri)
        return Statement(name, known.name(lang) if known else compact(iri), iri, ())


class _Declarations:
    """Read the terms out of the triples of vocabulary and shapes."""

    def __init__(self, index: "Index") -> None:
        self._index = index

    def terms(self) -> Iterator[Term]:
        return (self._term(iri, sort) for sort, iri in self._declared())

    def _declared(self) -> list[tuple[str, str]]:
        """Return sort and IRI of each term, our own first; a property that is one of several sorts once."""
        found = {iri: sort for cls, sort in reversed(SORTS.items()) for iri in self._index.instances(cls)}
        return [(found[iri], iri) for iri in sorted(found, key=lambda iri: (not iri.startswith(CAKG), iri))]

    def _term(self, iri: str, sort: str) -> Term:
        view = self._index
        labels = sorted(
            (value.language or "", value.value)
            for value in view.objects(iri, RDFS + "label")
            if isinstance(value, Literal)
        )
        above = RDFS + ("subClassOf" if sort == "class" else "subPropertyOf")
        domains, ranges = (tuple(view.values(iri, RDFS + name)) for name in ("domain", "range"))
        shapes = [shape for shape in view.owners(iri, SH + "path") if shape.startswith(BASE)]
        used_on = {*view.values(iri, _INCLUDES["domain"]), *(one for shape in shapes for one in self._targets(shape))}
        values = {*view.values(iri, _INCLUDES["range"]), *(one for shape in shapes for one in self._demanded(shape))}
        return Term(
            iri,
            sort,
            dict(labels),
            view.first(iri, SKOS + "definition") or "",
            tuple(view.values(iri, SKOS + "example")),
            tuple(view.values(iri, SKOS + "scopeNote")),
            tuple(view.values(iri, SKOS + "changeNote")),
            tuple(view.values(iri, above)),
            tuple(view.owners(iri, above)),
            domains,
            ranges,
            tuple(sorted(used_on - set(domains))),
            tuple(sorted(values - set(ranges) - {OWL + "Thing"})),
            OWL + "FunctionalProperty" in view.values(iri, RDF + "type"),
            "true" in view.values(iri, OWL + "deprecated"),
            tuple(view.values(iri, DCTERMS + "isReplacedBy")),
        )

    def _targets(self, shape: str) -> list[str]:
        """Return the classes whose records a property shape judges."""
        users = self._index.owners(shape, SH + "property")
        return [cls for user in users for cls in self._index.values(user, SH + "targetClass")]

    def _demanded(self, shape: str) -> Iterator[str]:
        """Yield the classes, schemes and datatypes of which a shape lets values be."""
        view = self._index
        yield from (*view.values(shape, SH + "class"), *view.values(shape, SH + "datatype"))
        if view.objects(shape, SH + "languageIn"):
            yield RDF + "langString"
        for pattern in view.values(shape, SH + "pattern"):
            scheme = _OF_SCHEME.match(pattern)
            if scheme is not None and scheme[1] in PREFIXES:
                yield PREFIXES["scheme"] + scheme[1]
        for choice in view.objects(shape, SH + "or"):
            for one in self._members(choice):
                yield from self._demanded(one)
        for one in view.values(shape, SH + "node"):
            yield from self._demanded(one)

    def _members(self, node: object) -> Iterator[str]:
        """Yield the names of the members of a list."""
        while isinstance(node, BlankNode):
            (first,), (rest,) = (self._index.objects(node.value, RDF + name) for name in ("first", "rest"))
            yield str(first.value)
            node = rest
