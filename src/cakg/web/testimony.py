"""Who says what: for each claim the documents that make it, the quotes that show it, and where documents disagree."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from cakg.ask.ledger import Dispute, disputes
from cakg.engine.store import store_of
from cakg.read.claims import Term
from cakg.read.cues import Cues, Verdict, cues_of
from cakg.read.grounding import Names, names_of, verdict_on
from cakg.web.reader import Reader
from cakg.words.namespaces import BASE, CAKG, SKOS

if TYPE_CHECKING:
    from cakg.engine.store import Source

_UNSAID = frozenset((BASE + "attendance/attended", BASE + "role/participant"))


_OURS = frozenset((SKOS + "editorialNote", CAKG + "content", CAKG + "purpose", CAKG + "participation"))


class Proof(NamedTuple):
    """Hold a quote or a row: the evidence, and what it shows as pairs of a property and a value."""

    evidence: str
    shows: tuple[tuple[str, Term], ...]


class Testimony:
    """Look up what documents say of things, each claim with its documents and quotes.

    A property goes by its IRI. What a report says of itself is the curators' description of it.
    """

    def __init__(self, source: "Source", index: Reader) -> None:
        self._source, self._index = source, index

    def said(self, subject: str) -> Mapping[str, Mapping[Term, Sequence[str]]]:
        """Return by property and value the reports that say so, each in order of time."""
        return self._said.get(subject, {})

    def reports_on(self, subject: str) -> list[str]:
        """Return every report that says anything of a thing, in order of time."""
        found = {one for values in self.said(subject).values() for reports in values.values() for one in reports}
        return sorted(found, key=self.age)

    def subjects_of(self, report: str) -> Sequence[str]:
        """Return every thing of which a report says anything, sorted; not the report itself."""
        return self._subjects.get(report, ())

    def proofs(self, subject: str, report: str) -> tuple[Proof, ...]:
        """Return the quotes of a report on a thing, each with the claims of that report that it shows."""
        return tuple(self._proof(subject, report, one) for one in self._evidence.get((subject, report), ()))

    def verdict(self, subject: str, report: str, property: str, value: Term, *, strict: bool = False) -> Verdict:
        """Tell of a value that no quote of a report is known to show whether that could be judged.

        Who is named took part and was there: that no words say so is not reported, nor of what is in our own
        words, unless one is `strict`.
        """
        if not strict and (value.value in _UNSAID or property in _OURS):
            return "shown"
        quotes = (
            quote for one in self._evidence.get((subject, report), ()) for quote in self._index.objects(one, "quote")
        )
        found = tuple(quote for quote in quotes if isinstance(quote, Literal))
        return "not judged" if verdict_on(found, value, self._names, self._cues) == "not judged" else "not shown"

    def disputes(self, subject: str, property: str) -> Sequence[str]:
        """Return the disagreements on a claim, sorted."""
        return self._disputes.get((subject, property), ())

    def ledger(self, lang: str) -> Mapping[str, Dispute]:
        """Return every disagreement as the ledger has it, by IRI, in its order, named in a language."""
        if lang not in self._ledgers:
            self._ledgers[lang] = {one.iri: one for one in disputes(self._source, lang=lang)}
        return self._ledgers[lang]

    def age(self, report: str) -> tuple[bool, str, str]:
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

    @cached_property
    def _ledgers(self) -> dict[str, Mapping[str, Dispute]]:
        return {}

    @cached_property
    def _said(self) -> dict[str, dict[str, dict[Term, list[str]]]]:
        found: dict[str, dict[str, dict[Term, list[str]]]] = {}
        store = store_of(self._source)
        for report in sorted(self._index.instances("Report"), key=self.age):
            for quad in store.quads_for_pattern(None, None, None, NamedNode(report)):
                subject, value = quad.subject, quad.object
                if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                    values = found.setdefault(subject.value, {}).setdefault(quad.predicate.value, {})
                    values.setdefault(value, []).append(report)
        return found

    @cached_property
    def _subjects(self) -> dict[str, list[str]]:
        found: dict[str, set[str]] = {}
        for subject, properties in self._said.items():
            for values in properties.values():
                for reports in values.values():
                    for report in reports:
                        if report != subject:
                            found.setdefault(report, set()).add(subject)
        return {report: sorted(subjects) for report, subjects in found.items()}

    @cached_property
    def _evidence(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for one in self._index.instances("Evidence"):
            supported, report = self._index.first(one, "supports"), self._index.first(one, "report")
            found.setdefault((supported or "", report or ""), []).append(one)
        return {key: sorted(many, key=lambda one: (self._index.ground(one), one)) for key, many in found.items()}

    @cached_property
    def _disputes(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for one in self._index.instances("Disagreement"):
            for subject in self._index.values(one, "onSubject"):
                for property in self._index.values(one, "onProperty"):
                    found.setdefault((subject, property), []).append(one)
        return found

    @cached_property
    def _names(self) -> Names:
        return names_of(self._index.triples)

    @cached_property
    def _cues(self) -> Cues:
        return cues_of(self._index.triples)
