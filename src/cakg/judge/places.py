"""Where a fault is to be mended: the file and line of the statement that is wrong, or of the record that lacks one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from pyoxigraph import NamedNode

from cakg.engine.index import Index
from cakg.judge.findings import Fault
from cakg.read import turtle
from cakg.read.claims import REPORT, TYPE, Triple, document, is_report, statements
from cakg.read.corpus import Source
from cakg.words.namespaces import BASE, CAKG, kind_of

Place = tuple[str, int]  # a path and a line, counted from 1

_DERIVED = tuple(f"{BASE}{kind}/" for kind in ("disagreement", "evidence", "reading"))
_ORDER = ("report", "ruling", "register", "concept", "vocabulary")


class Places:
    """Find statements in the sources of a dataset, of which `view` is the accepted view."""

    def __init__(self, sources: Iterable[Source], view: Index) -> None:
        self._sources = tuple(source for source in sources if source.kind != "shape")
        self._view = view

    def find(self, fault: Fault) -> Place | None:
        """Return file and line of a fault, None where no statement of a file is at its cause.

        Of several files that make the statement an added one comes first, then the report that is named, then other
        reports. A value too many is the last that its file gives. What is missing is missed where such things are
        said of things of that kind.
        """
        fault = self._cause(fault)
        subject = fault.subject or fault.focus
        return (
            self._statement(fault, subject, fault.property, fault.value)
            or self._statement(fault, subject, fault.property, None)
            or self._mention(subject, fault, fault.property)
            or self._record(fault, subject)
            or self._mention(subject, fault, None, anyhow=True)
        )

    def derived(self, iri: str) -> bool:
        """Tell whether a thing that could be written is described in no file, but follows from one."""
        return iri.startswith(_DERIVED) and iri not in self._describing

    def _cause(self, fault: Fault) -> Fault:
        """Return a fault of a derived node as one of the statement from which that follows."""
        focus, view = fault.subject or fault.focus, self._view
        if not self.derived(focus):
            return fault
        if focus.startswith(BASE + "evidence/"):
            supported, quotes = view.first(focus, "supports"), view.objects(focus, "quote")
            return replace(fault, subject=supported, property=CAKG + "quote", value=quotes[0] if quotes else None)
        if focus.startswith(BASE + "reading/"):
            values = view.objects(focus, "value")
            owner = next(iter(view.owners(focus, CAKG + "reading")), None)
            fault, focus = replace(fault, value=values[0] if values else None), owner or focus
        if focus.startswith(BASE + "disagreement/"):
            return replace(fault, subject=view.first(focus, "onSubject"), property=view.first(focus, "onProperty"))
        return fault

    def _statement(self, fault: Fault, subject: str, name: str | None, value: object) -> Place | None:
        if name is None:
            return None
        made = [
            (source, triple)
            for source, triples in self._describing.get(subject, ())
            for triple in triples
            if triple.predicate.value == name and (value is None or turtle.is_read_as(triple.object, value))
        ]
        if fault.report is not None and value is None:  # what that report does not say is missed in it
            made = [(source, triple) for source, triple in made if self._reports.get(source.path) == fault.report]
        return self._best(made, fault)

    def _record(self, fault: Fault, subject: str) -> Place | None:
        """Return where a thing is described: by the kind of text that says such things, in the file that says most."""
        held = self._describing.get(subject, ())
        if fault.report is not None:
            held = [one for one in held if self._reports.get(one[0].path) == fault.report] or held
        if not held:
            return None
        usual = Counter[str]()
        for name in fault.wanted:
            usual.update(self._usual.get((kind_of(subject), name), {}))

        def rank(one: tuple[Source, Sequence[Triple]]) -> tuple[int, bool, int, int, str]:
            source, triples = one
            kind = self._kind(source)
            return -usual[kind], not source.added, _ORDER.index(kind), -len(triples), source.path

        best = min(held, key=rank)[0]
        return best.path, turtle.line_of(best.text, subject) or 1

    def _mention(self, thing: str, fault: Fault, name: str | None, *, anyhow: bool = False) -> Place | None:
        """Return where something else names a thing: by a property, or anyhow."""
        if name is None and not anyhow:
            return None
        node = NamedNode(thing)
        made = (
            (source, triple)
            for source in self._sources
            for triple in statements(source)
            if triple.object == node and name in (None, triple.predicate.value)
        )
        return self._best(made, fault)

    def _best(self, made: Iterable[tuple[Source, Triple]], fault: Fault) -> Place | None:
        """Return the place of the last of some statements in the file that comes first."""
        found = list(made)
        if not found:
            return None
        best = min((source for source, _ in found), key=lambda source: self._rank(source, fault))
        last = [triple for source, triple in found if source is best][-1]
        return best.path, turtle.line_of(best.text, last.subject.value, last.predicate.value, last.object) or 1

    def _rank(self, source: Source, fault: Fault) -> tuple[bool, bool, int, str]:
        named = fault.report is not None and self._reports.get(source.path) == fault.report
        return not source.added, not named, _ORDER.index(self._kind(source)), source.path

    def _kind(self, source: Source) -> str:
        return "report" if source.path in self._reports else source.kind

    @cached_property
    def _reports(self) -> dict[str, str]:
        """Return the IRI of the report that a file speaks for."""
        speaking = [source for source in self._sources if is_report(source)]
        described = {
            document(source): triple.subject.value
            for source in speaking
            for triple in statements(source)
            if triple.predicate == TYPE and triple.object == REPORT
        }
        return {one.path: described[document(one)] for one in speaking if document(one) in described}

    @cached_property
    def _describing(self) -> dict[str, list[tuple[Source, list[Triple]]]]:
        """Return by the IRI of a thing the sources that describe it, with what they say of it."""
        found: dict[str, dict[str, tuple[Source, list[Triple]]]] = {}
        for source in self._sources:
            for triple in statements(source):
                held = found.setdefault(triple.subject.value, {})
                held.setdefault(source.path, (source, []))[1].append(triple)
        return {iri: list(held.values()) for iri, held in found.items()}

    @cached_property
    def _usual(self) -> dict[tuple[str | None, str], Counter[str]]:
        """Return for a kind of thing and a property how often each kind of text gives it."""
        found: dict[tuple[str | None, str], Counter[str]] = {}
        for source in self._sources:
            kind = self._kind(source)
            for triple in statements(source):
                key = (kind_of(triple.subject.value), triple.predicate.value)
                found.setdefault(key, Counter())[kind] += 1
        return found
