"""Faults that are planted on demand, each of which breaks one rule and no other: what a check has to find."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, Triple

from benchmarks.generator.documents import Document
from benchmarks.generator.page import Value, edtf, node, number, text
from cakg.words.namespaces import compact

Spoil = Callable[[Document], str | None]


@dataclass(frozen=True)
class Planted:
    """Hold the rule that is broken, the thing about which it is, and the file."""

    rule: str
    focus: str
    path: str


class Planter:
    """Spoil reports here and there all through a corpus, so many for each fault."""

    def __init__(self, each: int, clusters: int) -> None:
        self.planted: list[Planted] = []
        self._waiting = [rule for _ in range(each) for rule in FAULTS]
        self._pause = max(1, clusters // (2 * len(self._waiting) + 1)) if self._waiting else 0
        self._seen = 0

    def spoil(self, documents: Sequence[Document]) -> None:
        """Spoil the one report of a cluster, if a fault waits that fits it; what others say too would not be missed."""
        self._seen += 1
        if not self._waiting or len(documents) != 1 or self._seen % self._pause:
            return
        (document,) = documents
        for rule in dict.fromkeys(self._waiting):
            focus = FAULTS[rule](document)
            if focus is not None:
                self._waiting.remove(rule)
                self.planted.append(Planted(rule, focus, document.path))
                return


def _first(document: Document, kind: str, predicate: str) -> Triple | None:
    """Return the first statement of a report that gives a property to something of a kind."""
    property_ = node(predicate)
    found = (t for t in document.page.triples if t.predicate == property_)
    return next((t for t in found if compact(t.subject.value).startswith(f"{kind}:")), None)  # type: ignore[union-attr]


def _without(kind: str, predicate: str) -> Spoil:
    """Return what takes all values of a property from something of a kind."""

    def spoil(document: Document) -> str | None:
        found = _first(document, kind, predicate)
        if found is None or document.announces:
            return None
        kept = [t for t in document.page.triples if (t.subject, t.predicate) != (found.subject, found.predicate)]
        document.page.triples[:] = kept
        return compact(found.subject.value)  # type: ignore[union-attr]

    return spoil


def _instead(kind: str, predicate: str, value: Callable[[Triple], Value | None]) -> Spoil:
    """Return what puts another value in the place of the first that a property has."""

    def spoil(document: Document) -> str | None:
        found = _first(document, kind, predicate)
        other = None if found is None or document.announces else value(found)
        if found is None or other is None:
            return None
        place = document.page.triples.index(found)
        document.page.triples[place] = Triple(found.subject, found.predicate, other)
        return compact(found.subject.value)  # type: ignore[union-attr]

    return spoil


def _attends_what_is_announced(document: Document) -> str | None:
    found = _first(document, "part", "cakg:attendance")
    if found is None or not document.announces:
        return None
    document.page.triples.remove(found)
    unfit = found.subject, node("cakg:capacity")
    document.page.triples[:] = [t for t in document.page.triples if (t.subject, t.predicate) != unfit]
    return compact(found.subject.value)  # type: ignore[union-attr]


def _ends_before_it_begins(document: Document) -> str:
    iri = f"membership:{document.slug}"
    for predicate, value in (
        ("rdf:type", "cakg:Membership"),
        ("cakg:member", "state:tajikistan"),
        ("cakg:organization", "org:kazakhstan-mfa"),
        ("cakg:standing", "standing:participating-state"),
    ):
        document.page.say(iri, predicate, value)
    document.page.say(iri, "cakg:from", edtf("2001"))
    document.page.say(iri, "cakg:until", edtf("1999"))
    document.page.say(iri, "cakg:quote", text("from 2001 until 1999"))
    return iri


def _lists_all(document: Document) -> str | None:
    extent = _first(document, "report", "cakg:extent")
    if extent is None or extent.object == node("extent:whole"):
        return None
    return _instead("event", "cakg:participantList", lambda _: node("completeness:complete"))(document)


def _hosts_elsewhere(document: Document) -> str | None:
    event = document.events[0]
    if document.announces or event.land is None:
        return None
    iri = f"part:{event.iri[6:]}--japan-as-host"
    document.page.say(event.iri, "cakg:participation", iri)
    document.page.say(iri, "rdf:type", "cakg:Participation")
    document.page.say(iri, "cakg:actor", "state:japan")
    document.page.say(iri, "cakg:role", "role:host")
    document.page.say(iri, "cakg:quote", text("hosted by Japan"))
    return iri


def _names_the_unknown(document: Document) -> str:
    document.page.say(document.events[0].iri, "cakg:concerns", f"org:unheard-of-{document.slug}")
    return document.events[0].iri


def _doubled(found: Triple) -> Value:
    """Return a text with a double blank."""
    value = found.object
    assert isinstance(value, Literal)
    return text(value.value.replace(" ", "  ", 1), value.language)


def _drawn_out(found: Triple) -> Value:
    """Return a quote that is too long."""
    assert isinstance(found.object, Literal)
    return text(" ".join(["day"] * 13), found.object.language)


FAULTS: dict[str, Spoil] = {
    "Participation-role": _without("part", "cakg:role"),
    "Report-title": _without("report", "dcterms:title"),
    "Statement-act": _without("statement", "cakg:act"),
    "announced-yet-attended": _attends_what_is_announced,
    "begins-before-it-ends": _ends_before_it_begins,
    "clean-text": _instead("report", "dcterms:title", _doubled),
    "described-nowhere": _names_the_unknown,
    "host-of-another-place": _hosts_elsewhere,
    "kind-of-wrong-sort": _instead("report", "cakg:kind", lambda _: node("kind:programme")),
    "list-beyond-what-was-read": _lists_all,
    "node-without-quote": _without("part", "cakg:quote"),
    "quote-length": _instead("report", "cakg:quote", _drawn_out),
    "read-before-issued": _instead("report", "cakg:retrieved", lambda _: edtf("1990-01-01")),
    "statedCount": _instead("event", "cakg:statedCount", lambda _: number(0)),
    "status-of-wrong-sort": _instead("event", "cakg:status", lambda _: node("status:running")),
}
