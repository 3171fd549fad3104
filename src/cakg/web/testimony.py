"""Who says what: for each claim the documents that make it, the quotes that show it, and where documents disagree."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from cakg.ask.ledger import Dispute, disputes
from cakg.engine.store import store_of
from cakg.engine.stored import node_of
from cakg.read.claims import Term
from cakg.read.cues import Cues, Verdict, cues_of
from cakg.read.grounding import Names, names_of, verdict_on
from cakg.web.reader import Reader
from cakg.words.namespaces import CAKG, NAMES, RDF, SKOS, UNSAID

if TYPE_CHECKING:
    from cakg.engine.store import Source

Age: TypeAlias = tuple[bool, str, str]
_Said: TypeAlias = Mapping[str, Mapping[Term, Sequence[str]]]
_OURS = frozenset((SKOS + "editorialNote", CAKG + "content", CAKG + "purpose", CAKG + "participation"))


class Proof(NamedTuple):
    """Hold a quote or a row: the evidence, and what it shows as pairs of a property and a value."""

    evidence: str
    shows: tuple[tuple[str, Term], ...]


class Testimony:
    """Look up what documents say of things, each claim with its documents and quotes, when it is first asked for.

    A property goes by its IRI. What a report says of itself is the curators' description of it.
    """

    def __init__(self, source: "Source", index: Reader) -> None:
        self._source, self._index, self._store = source, index, store_of(source)
        self._said: dict[str, _Said] = {}
        self._is_held = False
        self._proving: dict[str, dict[str, list[str]]] = {}  # by subject and report
        self._ages: dict[str, Age | None] = {}
        self._ledgers: dict[str, Mapping[str, Dispute]] = {}
        self._names: dict[str, Names] = {}
        self._cues: dict[str, Cues] = {}

    def hold(self) -> None:
        """Look up what is said of all things, at once: faster than of one after the other, where most are asked for."""
        if not self._is_held:
            self._index.hold()
            by_subject: dict[str, list[Quad]] = {}
            for quad in self._store.quads_for_pattern(None, None, None, None):
                if isinstance(quad.graph_name, NamedNode) and isinstance(quad.subject, NamedNode):
                    by_subject.setdefault(quad.subject.value, []).append(quad)
            self._said = {subject: self._gathered(quads) for subject, quads in by_subject.items()}
            self._is_held = True

    def said(self, subject: str) -> Mapping[str, Mapping[Term, Sequence[str]]]:
        """Return by property and value the reports that say so, each in order of time."""
        found = self._said.get(subject)
        if found is None:
            node = None if self._is_held else node_of(subject)
            quads = () if node is None else self._store.quads_for_pattern(node, None, None, None)
            found = self._gathered(quads)
            if not self._is_held:
                self._said[subject] = found
        return found

    def reports_on(self, subject: str) -> list[str]:
        """Return every report that says anything of a thing, in order of time."""
        found = {one for values in self.said(subject).values() for reports in values.values() for one in reports}
        return sorted(found, key=self.age)

    def subjects_of(self, report: str) -> Sequence[str]:
        """Return every thing of which a report says anything, sorted; not the report itself."""
        node = node_of(report) if self._speaks(report) else None
        quads = () if node is None else self._store.quads_for_pattern(None, None, None, node)
        return sorted({q.subject.value for q in quads if isinstance(q.subject, NamedNode) and _is_claim(q)} - {report})

    def proofs(self, subject: str, report: str) -> tuple[Proof, ...]:
        """Return the quotes of a report on a thing, each with the claims of that report that it shows."""
        return tuple(self._proof(subject, report, one) for one in self._evidence(subject, report))

    def verdict(self, subject: str, report: str, property: str, value: Term, *, strict: bool = False) -> Verdict:
        """Tell of a value that no quote of a report is known to show whether that could be judged.

        Who is named took part and was there: that no words say so is not reported, nor of what is in our own
        words, unless one is `strict`.
        """
        if not strict and (value.value in UNSAID or property in _OURS):
            return "shown"
        quotes = (quote for one in self._evidence(subject, report) for quote in self._index.objects(one, "quote"))
        found = tuple(quote for quote in quotes if isinstance(quote, Literal))
        names, cues = (
            (self._called(value.value), self._expressed(value.value)) if isinstance(value, NamedNode) else ({}, {})
        )
        return "not judged" if verdict_on(found, value, names, cues) == "not judged" else "not shown"

    def disputes(self, subject: str, property: str) -> Sequence[str]:
        """Return the disagreements on a claim, sorted."""
        index = self._index
        return [
            one
            for one in index.owners(subject, "onSubject")
            if CAKG + "Disagreement" in index.values(one, RDF + "type") and property in index.values(one, "onProperty")
        ]

    def ledger(self, lang: str) -> Mapping[str, Dispute]:
        """Return every disagreement as the ledger has it, by IRI, in its order, named in a language."""
        if lang not in self._ledgers:
            self._ledgers[lang] = {one.iri: one for one in disputes(self._source, lang=lang)}
        return self._ledgers[lang]

    def age(self, report: str) -> Age:
        """Return what reports are put in order of time by."""
        return (*self._index.order(report), report)

    def _proof(self, subject: str, report: str, evidence: str) -> Proof:
        index, said = self._index, self.said(subject)
        mentions = index.objects(evidence, "mentions")
        shows = (
            (shown.value, value)
            for shown in index.objects(evidence, "shows")
            for value in mentions
            if report in said.get(str(shown.value), {}).get(value, ())
        )
        return Proof(evidence, tuple(sorted(((str(name), value) for name, value in shows), key=str)))

    def _gathered(self, quads: Iterable[Quad]) -> _Said:
        """Return what documents say of one thing; of several values of a property that of the oldest document first."""
        found: dict[str, dict[Term, list[str]]] = {}
        for quad in quads:
            report = quad.graph_name
            if isinstance(report, NamedNode) and _is_claim(quad) and self._speaks(report.value):
                values = found.setdefault(quad.predicate.value, {})
                values.setdefault(quad.object, []).append(report.value)  # type: ignore[arg-type]
        for values in found.values():
            for reports in values.values():
                if len(reports) > 1:
                    reports.sort(key=self._aged)
        return {
            name: dict(sorted(values.items(), key=lambda pair: (self._aged(pair[1][0]), str(pair[0]))))
            if len(values) > 1
            else values
            for name, values in found.items()
        }

    def _aged(self, report: str) -> Age:
        found = self._ages.get(report)
        assert found is not None
        return found

    def _speaks(self, report: str) -> bool:
        """Tell whether a graph is that of a report, and note its age."""
        if report not in self._ages:
            is_one = CAKG + "Report" in self._index.values(report, RDF + "type")
            self._ages[report] = self.age(report) if is_one else None
        return self._ages[report] is not None

    def _evidence(self, subject: str, report: str) -> Sequence[str]:
        """Return the evidence on a thing from a report, by its words."""
        found = self._proving.get(subject)
        if found is None:
            index, found = self._index, dict[str, list[str]]()
            for one in index.owners(subject, "supports"):
                if index.first(one, "supports") == subject and CAKG + "Evidence" in index.values(one, RDF + "type"):
                    found.setdefault(index.first(one, "report") or "", []).append(one)
            for many in found.values():
                many.sort(key=lambda one: (index.ground(one), one))
            self._proving[subject] = found
        return found.get(report, ())

    def _called(self, iri: str) -> Names:
        """Return the names of a thing, those of the places around it among them."""
        if iri not in self._names:
            around = (iri, *self._index.things(iri, "within"))
            self._names[iri] = names_of(triple for one in around for triple in self._index.said(one, *NAMES, "within"))
        return self._names[iri]

    def _expressed(self, iri: str) -> Cues:
        """Return the cues of a concept, those of narrower ones among them."""
        if iri not in self._cues:
            narrower, waiting = set[str](), [iri]
            while waiting:
                one = waiting.pop()
                if one not in narrower:
                    narrower.add(one)
                    waiting += self._index.owners(one, SKOS + "broader")
            said = (t for one in sorted(narrower) for t in self._index.said(one, SKOS + "broader", "cue", "falseCue"))
            self._cues[iri] = cues_of(said)
        return self._cues[iri]


def _is_claim(quad: Quad) -> bool:
    return isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
