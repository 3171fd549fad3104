"""A dataset read once: what stands where, under which names, and on which quotes it rests."""

from typing import TYPE_CHECKING

from cakg.engine.store import select
from cakg.web.entry import Cited, Link, Quote
from cakg.words.namespaces import CAKG, DCTERMS, PREFIXES, RDF, RDFS, SKOS, compact, kind_of
from cakg.words.wording import wording

if TYPE_CHECKING:
    from rdflib import Dataset

ACTOR_KINDS = ("state", "org", "person", "group")
_LINKED = frozenset((*ACTOR_KINDS, "event", "report"))


def web_url(text: str | None) -> str | None:
    """Return an address of the web as it is, None for every other scheme: `javascript:` is no link."""
    return text if text is not None and text.startswith(("https://", "http://")) else None


class Index:
    """Read the accepted view of a dataset and look up things by IRI; properties of ours go by their local name."""

    def __init__(self, dataset: "Dataset") -> None:
        self._values: dict[str, dict[str, list[str]]] = {}
        self._owners: dict[str, dict[str, list[str]]] = {}
        self._labels: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        for subject, predicate, value in select(dataset, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"):
            thing, name, text = str(subject), str(predicate), str(value)
            self._values.setdefault(thing, {}).setdefault(name, []).append(text)
            self._owners.setdefault(text, {}).setdefault(name, []).append(thing)
            if name == RDFS + "label" and (getattr(value, "language", None) == "en" or thing not in self._labels):
                self._labels[thing] = text
            if name in (SKOS + "prefLabel", SKOS + "altLabel", CAKG + "nameForm"):
                self._names.setdefault(thing, []).append(text)

    def label(self, iri: str) -> str:
        """Return the English label of a thing, its prefixed name where it has none."""
        return self._labels.get(iri) or compact(iri)

    def knows(self, iri: str) -> bool:
        """Tell whether a thing has a label."""
        return iri in self._labels

    def short(self, iri: str) -> str:
        """Return an abbreviation where a thing has one in capitals (OSCE), its label otherwise."""
        label = self.label(iri)
        brief = [n for n in self._names.get(iri, ()) if n.isascii() and n.isupper() and " " not in n and len(n) < 9]
        return min(brief, key=lambda name: (len(name), name)) if brief and len(label) > 12 else label

    def link(self, iri: str) -> Link:
        """Return a thing as a link to what the page says of it."""
        known = kind_of(iri) in _LINKED and RDF + "type" in self._values.get(iri, {})
        return Link(self.label(iri), "#" + identifier(iri) if known else None)

    def all(self, name: str) -> list[str]:
        """Return every thing of a class of ours, sorted."""
        return sorted(set(self._owners.get(CAKG + name, {}).get(RDF + "type", ())))

    def of(self, iri: str, name: str) -> list[str]:
        """Return the values of a property, sorted."""
        predicate = name if "://" in name else CAKG + name
        return sorted(set(self._values.get(iri, {}).get(predicate, ())))

    def one(self, iri: str, name: str) -> str | None:
        """Return the first value of a property, None where there is none."""
        return next(iter(self.of(iri, name)), None)

    def owners(self, iri: str, name: str) -> list[str]:
        """Return what has a thing as a value of a property, sorted."""
        return sorted(set(self._owners.get(iri, {}).get(CAKG + name, ())))

    def shown(self, iri: str, name: str) -> str:
        """Return the labels of the values of a property, joined by commas."""
        return ", ".join(self.label(value) for value in self.of(iri, name))

    def links(self, iri: str, name: str) -> tuple[Link, ...]:
        """Return the values of a property as links."""
        return tuple(self.link(value) for value in self.of(iri, name))

    def other_names(self, iri: str) -> tuple[str, ...]:
        """Return the names of a thing but its English label, in all languages."""
        return tuple(sorted(set(self._names.get(iri, ())) - {self.label(iri)}))

    def cited(self, *things: str) -> tuple[Cited, ...]:
        """Return the quotes for things by document, each quote once with all that it is said of."""
        found: dict[str, dict[str, tuple[str | None, list[str]]]] = {}
        for thing in things:
            for node in self.owners(thing, "supports"):
                report, text = self.one(node, "report") or "", self.one(node, "quote") or ""
                _, about = found.setdefault(report, {}).setdefault(text, (self.one(node, "link"), []))
                name = "" if thing == things[0] else self._about(thing)
                if name and name not in about:
                    about.append(name)
        return tuple(
            Cited(
                self.link(report),
                self.source(report),
                tuple(Quote(text, web_url(url), tuple(about)) for text, (url, about) in sorted(quotes.items())),
            )
            for report, quotes in sorted(found.items(), key=lambda pair: (self.one(pair[0], "begin") or "9999", pair))
        )

    def _about(self, thing: str) -> str:
        actor = self.one(thing, "actor") or self.one(thing, "speaker")
        return self.label(thing) if actor is None else self.short(actor)

    def source(self, report: str) -> str:
        """Return who published a report, and when."""
        issued = wording(self.one(report, DCTERMS + "issued") or "")
        return ", ".join(filter(None, (self.shown(report, DCTERMS + "publisher"), issued or "no date")))


def identifier(iri: str) -> str:
    """Return what identifies a thing on the page: `event:2007-…` is `event-2007-…`."""
    kind = kind_of(iri)
    return iri if kind is None else f"{kind}-{iri.removeprefix(PREFIXES[kind])}"


def spaced(name: str) -> str:
    """Return the name of a property as words: `statedCount` is "stated count"."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
