"""The part of a dataset on which a change may bear, as the rules read it."""

from collections.abc import Collection, Iterable

from pyoxigraph import NamedNode, Store

from cakg.engine.index import full
from cakg.engine.store import query
from cakg.engine.stored import Stored, node_of
from cakg.judge.material import LABELS, VIEW, Material, Text, texts_in
from cakg.read.claims import TYPE, Triple, statements
from cakg.read.corpus import Source
from cakg.words.namespaces import BASE, CONCEPT_KINDS, DERIVED, kind_of


class Part(Material):
    """Hold what a dataset says of the things that a change is about: of concepts nothing that it only
    names.

    Of the curators' texts those are judged that are added.
    """

    def __init__(
        self, store: Store, terms: frozenset[str], sources: Iterable[Source], differing: Iterable[str]
    ) -> None:
        added = [source for source in sources if source.added and source.kind != "vocabulary"]
        super().__init__(terms, added)
        self._names_nothing = bool(added) and not any(t.predicate.value in LABELS for s in added for t in statements(s))
        self._store, self.view = store, Stored(store)
        ours = ((iri, kind_of(iri)) for iri in differing)
        self._things = {iri for iri, kind in ours if kind is not None and kind not in (*CONCEPT_KINDS, "evidence")}
        self._things |= {triple.subject.value for source in added for triple in statements(source)}
        for thing in self._things:
            self._add(store.quads_for_pattern(NamedNode(thing), None, None, None))

    def beside(self, *, accepted: bool) -> str:
        """Return of which classes the values of what is judged are, and what leads to it."""
        graph = VIEW if accepted else None
        held = (self.accepted if accepted else self.said).values()
        values = {triple.object for triple in held if isinstance(triple.object, NamedNode)}
        quads = [quad for one in values for quad in self._store.quads_for_pattern(one, TYPE, None, graph)]
        for thing in self._things:
            quads += self._store.quads_for_pattern(None, None, NamedNode(thing), graph)
        return "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value, _ in quads)

    def judges(self, iri: str) -> bool:
        """Tell whether the change is about a thing."""
        return iri in self._things

    def subjects(self) -> list[str]:
        """Return the things that the change is about, sorted."""
        return sorted(self._things)

    def instances(self, *names: str) -> list[str]:
        """Return the things of some classes that the change is about, sorted class by class."""
        classes = {thing: self.view.values(thing, TYPE.value) for thing in self.subjects()}
        return [thing for name in names for thing in classes if full(name) in classes[thing]]

    def appearances(self) -> Iterable[str]:
        """Return those that the change is about, those at its events, and those of whose offices it speaks."""
        found = {thing: None for thing in self.instances("Participation", "Statement")}
        for event in self.instances("Event", "Initiative"):
            found |= dict.fromkeys((*self.view.things(event, "participation"), *self.view.owners(event, "occasion")))
        holders = {who for tenure in self.instances("Tenure") for who in self.view.things(tenure, "holder")}
        for who in sorted(holders):
            found |= dict.fromkeys((*self.view.owners(who, "actor"), *self.view.owners(who, "speaker")))
        return found

    def described(self, kinds: Collection[str]) -> list[str]:
        """Return everything of some kinds that any graph describes, which is all that has a class."""
        begun = "|".join(f"{BASE}{kind}/" for kind in sorted(kinds))
        any_graph = "{ ?thing a ?class } UNION { GRAPH ?report { ?thing a ?class } }"
        found = query(self._store, f"SELECT DISTINCT ?thing {{ {any_graph} FILTER(REGEX(STR(?thing), '^({begun})')) }}")
        return [row[0].value for row in found]

    def is_described(self, iri: str) -> bool:
        """Tell whether any graph describes a thing."""
        node = node_of(iri)
        quads = () if node is None else self._store.quads_for_pattern(node, None, None, None)
        return any(quad.predicate.value not in DERIVED for quad in quads)

    def labels(self) -> Iterable[Text]:
        """Return the preferred and other names of everything, sorted; none where what is added names nothing."""
        if self._names_nothing:
            return ()
        return texts_in(
            Triple(quad.subject, quad.predicate, quad.object)  # type: ignore[arg-type]
            for name in LABELS
            for quad in self._store.quads_for_pattern(None, NamedNode(name), None, None)
        )
