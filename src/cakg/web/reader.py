"""The accepted view as a page shows it: things as links, by their names in a language, long and short."""

from copy import copy
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Store

from cakg.ask.language import ENGLISH
from cakg.engine.store import store_of
from cakg.engine.stored import Stored
from cakg.read.claims import DATASET
from cakg.web.entry import Link, Text
from cakg.web.paths import path_of
from cakg.words.namespaces import NAMES, PREFIXES, RDF, RDFS, compact, kind_of

if TYPE_CHECKING:
    from cakg.engine.store import Source


def web_url(text: str | None) -> str | None:
    """Return an address of the web as it is, None for every other scheme: `javascript:` is no link."""
    return text if text is not None and text.startswith(("https://", "http://")) else None


def reader(dataset: "Source") -> "Reader":
    """Return what looks up things in the accepted view of a dataset."""
    return Reader(store_of(dataset))


_SHORT = 12  # letters of a label that needs no abbreviation


class Reader(Stored):
    """Look up things as a page shows them: as links, and by short names.

    `lang` is the language in which things are named, where they have a name in it.
    """

    lang = ENGLISH

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._labels: dict[str, Text] = {}

    def spoken(self, lang: str) -> "Reader":
        """Return what looks up the same things and names them in a language."""
        other = copy(self)  # which finds what this one has found
        other.lang, other._labels = lang, {}
        return other

    def label(self, iri: str) -> str:
        """Return the label of a thing in the language, else in English, else another, else its prefixed name."""
        return self.named(iri).text

    def named(self, iri: str) -> Text:
        """Return the label of a thing with the tag of its language, which is empty where it is that of the reader."""
        found = self._labels.get(iri)
        if found is None:
            found = self._labels[iri] = self._named(iri)
        return found

    def _named(self, iri: str) -> Text:
        labels = [(one.value, getattr(one, "language", None) or "") for one in self.objects(iri, RDFS + "label")]
        for lang in (self.lang, ENGLISH):
            own = [text for text, tag in labels if tag == lang]
            if own:
                return Text(min(own), "" if lang == self.lang else lang)
        return Text(*min(labels)) if labels else self._named_in_reading(iri)

    def _named_in_reading(self, iri: str) -> Text:
        """Return what a reading calls a value that is not accepted, which has no other name; else the prefixed name."""
        for reading in self.owners(iri, "value"):
            name = self.named(reading)
            _, colon, called = name.text.partition(": ")
            if colon:
                return Text(called, name.lang)
        return Text(compact(iri), "")

    def short(self, iri: str) -> str:
        """Return an abbreviation in capitals (OSCE), in the language if possible; the label where there is none."""
        label = self.label(iri)
        if len(label) <= _SHORT:
            return label
        named = [one for name in NAMES for one in self.objects(iri, name) if isinstance(one, Literal)]
        brief = [one for one in named if one.value.isupper() and " " not in one.value and len(one.value) < 9]
        own = [one.value for one in brief if one.language == self.lang] or [
            one.value for one in brief if one.value.isascii()
        ]
        return min(own, key=lambda name: (len(name), name)) if own else label

    def link(self, iri: str) -> Link:
        """Return a thing as a link to its page, by the path of that."""
        name = self.named(iri)
        return Link(name.text, path_of(iri) if self.objects(iri, RDF + "type") else None, name.lang)

    def language(self, iri: str, text: str, *names: str) -> str:
        """Return the tag of the language in which a thing has a text for some properties, nothing for the reader's."""
        values = (value for name in names for value in self.objects(iri, name) if value.value == text)
        tags = {value.language or "" for value in values if isinstance(value, Literal)}
        return "" if self.lang in tags else min(tags, default="")

    def shown(self, iri: str, name: str) -> str:
        """Return the labels of the values of a property, joined by commas."""
        return ", ".join(self.label(value) for value in self.values(iri, name))

    def links(self, iri: str, name: str) -> tuple[Link, ...]:
        """Return the values of a property as links."""
        return tuple(self.link(value) for value in self.values(iri, name))

    def ground(self, evidence: str) -> str:
        """Return the quote of a piece of evidence, or the row of an import."""
        return self.first(evidence, "quote") or self.first(evidence, "row") or ""

    def is_import(self, report: str) -> bool:
        """Tell whether a report is a table of another register."""
        return DATASET in self.values(report, "kind")

    def order(self, thing: str) -> tuple[bool, str]:
        """Return what things are put in order of time by: the first day, else the last; what has neither comes last."""
        day = self.first(thing, "begin") or self.first(thing, "end")
        return day is None, day or ""


def identifier(iri: str) -> str:
    """Return what identifies a thing on the page: `event:2007-…` is `event-2007-…`."""
    kind = kind_of(iri)
    return iri if kind is None else f"{kind}-{iri.removeprefix(PREFIXES[kind])}"


def spaced(name: str) -> str:
    """Return the name of a property as words: `statedCount` is "stated count"."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
