"""Where a fault is to be mended: the file and line of the statement that is wrong, or of the record that lacks one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cached_property

from pyoxigraph import NamedNode

from cakg.engine.index import Lookup
from cakg.judge.findings import Fault
from cakg.read import turtle
from cakg.read.claims import REPORT, TYPE, Triple, document, is_report, statements
from cakg.read.corpus import Source
from cakg.words.namespaces import BASE, CAKG, kind_of
from cakg.words.patterns import regex

Place = tuple[str, int]  # a path and a line, counted from 1

_DERIVED = tuple(f"{BASE}{kind}/" for kind in ("disagreement", "evidence", "reading"))
_WORD = regex(r"[\w-]+")
_ESCAPED = regex(r"\\[^\"'\\nrt]")
_MOST = 64  # texts that show what is usual
_FEW = 100  # things: to look for more of them takes longer than to parse all
_ORDER = ("report", "ruling", "register", "concept", "vocabulary")


class Places:
    """Find statements in the sources of a dataset, of which `view` is the accepted view.

    Where there are faults of few things, only sources are parsed that name one of these.
    """

    def __init__(self, sources: Iterable[Source], view: Lookup, faults: Iterable[Fault]) -> None:
        self._all = tuple(source for source in sources if source.kind != "shape")
        self._view = view
        names = {word for fault in faults for iri in self._concerned(fault) for word in _WORD.findall(iri)[-1:]}
        few = len(names) <= _FEW
        self._sources = [one for one in self._all if not few or _names_one(one.text, names)]

    def find(self, fault: Fault) -> Place | None:
        """Return file and line of one of the faults, None where no statement of a file is at its cause.

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

    def _concerned(self, fault: Fault) -> Iterator[str]:
        """Yield the thing of which there is a fault, and those by which it may be caused."""
        for thing in {fault.focus, fault.subject or fault.focus}:
            yield thing
            for one in (thing, *self._view.owners(thing, "reading")) if thing.startswith(_DERIVED) else ():
                yield from (one, *self._view.things(one, "onSubject"), *self._view.things(one, "supports"))

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

        def rank(one: tuple[Source, Sequence[Triple]]) -> tuple[int, bool, int, int, str]:
            source, triples = one
            kind = self._kind(source)
            usual = self._usual_for(kind_of(subject), fault.wanted)
            return -usual[kind], not source.added, _ORDER.index(kind), -len(triples), source.path

        best = held[0][0] if len(held) == 1 else min(held, key=rank)[0]
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
        return "report" if is_report(source) else source.kind

    @cached_property
    def _reports(self) -> dict[str, str]:
        """Return the IRI of the report that a file speaks for."""
        heard = {document(source) for source in self._sources}
        speaking = [source for source in self._all if document(source) in heard and is_report(source)]
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

    def _usual_for(self, kind: str | None, names: Iterable[str]) -> Counter[str]:
        """Return how often each kind of text gives some properties of a kind of thing."""
        usual = Counter[str]()
        for name in names:
            usual.update(self._usual.get((kind, name), {}))
        return usual

    @cached_property
    def _usual(self) -> dict[tuple[str | None, str], Counter[str]]:
        """Return for a kind of thing and a property how often each kind of text gives it, of as many texts each."""
        found: dict[tuple[str | None, str], Counter[str]] = {}
        texts: dict[str, list[Source]] = {}
        for source in self._all:
            texts.setdefault(self._kind(source), []).append(source)
        for kind, some in texts.items():
            for source in some[:: -(-len(some) // _MOST)]:
                for triple in statements(source):
                    key = (kind_of(triple.subject.value), triple.predicate.value)
                    found.setdefault(key, Counter())[kind] += 1
        return found


def _names_one(text: str, names: Set[str]) -> bool:
    """Tell whether a text may name one of some things, each given by the last word of its IRI; one that writes names
    with escapes may name any.
    """
    return any(name in text for name in names) or _ESCAPED.search(text) is not None
