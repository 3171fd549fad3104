"""What is judged: a dataset as the rules read it, and the texts in it."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeGuard

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from cakg.engine.index import Index, Lookup
from cakg.read.claims import Triple, is_report, statements
from cakg.read.corpus import Source
from cakg.words.namespaces import BASE, DERIVED, SKOS, XSD, kind_of

_EVIDENCE = BASE + "evidence/"
LABELS = (SKOS + "prefLabel", SKOS + "altLabel")
VIEW = DefaultGraph()


class Text(NamedTuple):
    """Hold one statement whose value is a text."""

    subject: NamedNode
    predicate: NamedNode
    object: Literal


class Material(ABC):
    """Hold a dataset as the rules read it: the accepted view, what is to be judged of what any graph says and of what
    of it is accepted, each by its N-Triples, what the curators wrote, what the vocabulary says, and the terms that it
    defines.
    """

    view: Lookup

    def __init__(self, terms: frozenset[str], sources: Iterable[Source]) -> None:
        self.terms = terms
        self.said: dict[str, Triple] = {}
        self.accepted: dict[str, Triple] = {}
        curated, defined = list[Triple](), list[Triple]()
        for source in sources:
            if source.kind == "vocabulary":
                defined += statements(source)
            elif source.kind != "shape" and not is_report(source):
                curated += statements(source)
        self.curated, self.defined = tuple(curated), tuple(defined)

    def graphs(self) -> Iterator[tuple[Mapping[str, Triple], str]]:
        """Yield what shapes judge, with what they must know of other things: all as N-Triples."""
        defined = {f"{triple.subject} {triple.predicate} {triple.object} .\n": triple for triple in self.defined}
        yield defined, ""
        yield self.said, self.beside(accepted=False)
        yield self.accepted, self.beside(accepted=True)

    @abstractmethod
    def beside(self, *, accepted: bool) -> str:
        """Return what shapes must know of things that are not judged."""

    @abstractmethod
    def judges(self, iri: str) -> bool:
        """Tell whether a thing is to be judged."""

    @abstractmethod
    def subjects(self) -> list[str]:
        """Return the things of the accepted view that are to be judged, sorted."""

    @abstractmethod
    def instances(self, *names: str) -> list[str]:
        """Return the things of some classes that are to be judged, sorted class by class."""

    @abstractmethod
    def appearances(self) -> Iterable[str]:
        """Return the participations and statements that are to be judged with the offices of who is there or speaks."""

    @abstractmethod
    def described(self, kinds: Collection[str]) -> list[str]:
        """Return everything of some kinds that any graph describes."""

    @abstractmethod
    def is_described(self, iri: str) -> bool:
        """Tell whether any graph describes a thing."""

    @abstractmethod
    def labels(self) -> Iterable[Text]:
        """Return the preferred and other names of everything, judged or not, sorted."""

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Return every statement of a text that is to be judged, that of the vocabulary as well, sorted."""
        return texts_in((*self.said.values(), *self.curated, *self.defined))

    def _add(self, quads: Iterable[Quad]) -> None:
        """Add statements, without what is derived and so never at fault.

        Superclasses stay, and so do the disagreements that compiling finds: the shapes are about them.
        """
        for subject, predicate, value, graph in quads:
            if predicate.value in DERIVED or (isinstance(subject, NamedNode) and subject.value.startswith(_EVIDENCE)):
                continue
            text = f"{subject} {predicate} {value} .\n"
            triple = self.said.setdefault(text, Triple(subject, predicate, value))
            if graph == VIEW:
                self.accepted[text] = triple


class Whole(Material):
    """Hold all of a dataset, which was made of some sources."""

    def __init__(self, store: Store, terms: frozenset[str], sources: Iterable[Source]) -> None:
        super().__init__(terms, sources)
        self._add(store.quads_for_pattern(None, None, None, None))
        self.view = Index(self.accepted.values())
        self._known = {triple.subject.value for triple in self.said.values()}

    def beside(self, *, accepted: bool) -> str:
        """Return nothing: all is judged."""
        return ""

    def judges(self, iri: str) -> bool:
        """Tell whether a thing is to be judged, which all are."""
        return True

    def subjects(self) -> list[str]:
        """Return the things of the accepted view, sorted."""
        return self.view.subjects()

    def instances(self, *names: str) -> list[str]:
        """Return the things of some classes, sorted class by class."""
        return [thing for name in names for thing in self.view.instances(name)]

    def appearances(self) -> Iterable[str]:
        """Return all participations and statements."""
        return self.instances("Participation", "Statement")

    def described(self, kinds: Collection[str]) -> list[str]:
        """Return everything of some kinds that any graph describes."""
        return [one for one in self._known if kind_of(one) in kinds]

    def is_described(self, iri: str) -> bool:
        """Tell whether any graph describes a thing."""
        return iri in self._known

    def labels(self) -> Iterable[Text]:
        """Return the preferred and other names of everything, sorted."""
        return (text for text in self.texts if text.predicate.value in LABELS)


def texts_in(stated: Iterable[Triple]) -> tuple[Text, ...]:
    """Return those of some statements whose value is a text, each once, sorted."""
    found: dict[str, Text] = {}
    for subject, predicate, value in stated:
        if is_text(value):
            found[f"{subject} {predicate} {value}"] = Text(subject, predicate, value)
    return tuple(found[text] for text in sorted(found))


def is_text(value: object) -> TypeGuard[Literal]:
    """Tell whether a value is a text: with a language, or plain."""
    return isinstance(value, Literal) and (value.language is not None or value.datatype.value == XSD + "string")
