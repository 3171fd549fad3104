"""Labels: what each thing is called, by language; derived, and never written by hand."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from string import Formatter

from pyoxigraph import Literal, NamedNode

from cakg.engine.index import Index
from cakg.read.claims import DATASET, Term, Triple
from cakg.words.namespaces import CAKG, DCTERMS, RDFS, SKOS, compact, kind_of

_LABEL = NamedNode(RDFS + "label")
_PREFERRED, _TITLE = SKOS + "prefLabel", DCTERMS + "title"
_MADE = {
    "en": {
        "part": "{actor} ({role}): {owner}",
        "tenure": "{holder}, {post}",
        "membership": "{member}, {standing} of {organization}",
        "action": "{actor}, {kind}: {instrument}",
        "amount": "{bound} {value} {currency_or_unit}",
        "statement": "{speaker}: {content}",
        "ruling": "Ruling on {onProperty} of {onSubject}",
        "disagreement": "Disagreement on {onProperty} of {onSubject}",
        "reading": "Reading: {value}",
    },
    "ru": {
        "part": "{actor} ({role}): {owner}",
        "tenure": "{holder}, {post}",
        "membership": "{member}: {organization} ({standing})",
        "action": "{actor}, {kind}: {instrument}",
        "amount": "{bound} {value} {currency_or_unit}",
        "statement": "{speaker}: {content}",
        "ruling": "Решение: {onSubject}, {onProperty}",
        "disagreement": "Расхождение: {onSubject}, {onProperty}",
        "reading": "Чтение: {value}",
    },
}
MADE_OF = frozenset(  # properties whose values stand in names that are made; the owner has the thing for its value
    CAKG + one
    for form in _MADE["en"].values()
    for _, field, _, _ in Formatter().parse(form)
    for one in (field or "").split("_or_")
    if one not in ("", "owner")
)
_IMPORTED = {"en": "import", "ru": "импорт"}
_TOLD_APART = ("event", "tenure")  # what else imports describe is named by these
_UNOWNED = {"en": "not accepted", "ru": "не принято"}


def labels(view: Index, refused: Iterable[Triple] = ()) -> Iterator[Triple]:
    """Yield `rdfs:label` for everything: its names, and in a language in which it has none one made of its parts.

    A title is a name in its own language alone. All else has a name in English, and in Russian where all of its parts
    have one. So a thing has at most one label in a language, and one in English or else one only. Events and
    tenures that imports alone describe say so; imports do by their titles.
    `refused` are statements on things that are not in the view but are named in what is: what readings refuse, terms.
    """
    names = _Names(view, Index(refused))
    for subject in view.subjects():
        for language, name in sorted(names.of(subject).items()):
            yield Triple(NamedNode(subject), _LABEL, Literal(name, language=language))


class _Names:
    """Find the names of nodes by language, and make some for nodes that have none of their own."""

    def __init__(self, view: Index, refused: Index) -> None:
        self._view, self._refused = view, refused
        owners = sorted({*view.subjects(), *refused.subjects()})
        self._owners = {part.value: owner for owner in owners for part in self._objects(owner, "participation")}
        self._imports = frozenset(one for one in view.subjects() if DATASET in view.values(one, "kind"))
        self._found: dict[str, Mapping[str, str]] = {}

    def of(self, iri: str) -> Mapping[str, str]:
        if iri not in self._found:
            self._found[iri] = dict.fromkeys(_MADE, "…")  # for a name that would hold itself
            self._found[iri] = self._of_import(iri) if self._is_imported(iri) else self._all(iri)
        return self._found[iri]

    def owner(self, iri: str) -> str | None:
        return self._owners.get(iri)

    def values(self, iri: str, name: str) -> list[Term]:
        return sorted(self._objects(iri, name), key=str)

    def _objects(self, iri: str, name: str) -> Collection[Term]:
        there, refused = self._view.objects(iri, name), self._refused.objects(iri, name)
        return {*there, *refused} if refused else there

    def _is_imported(self, iri: str) -> bool:
        """Tell whether something is an event or a tenure that imports alone describe."""
        told = self._view.things(iri, "reportedIn") if kind_of(iri) in _TOLD_APART else ()
        return bool(told) and self._imports.issuperset(told)

    def _of_import(self, iri: str) -> Mapping[str, str]:
        return {tag: f"{name} ({_IMPORTED.get(tag, _IMPORTED['en'])})" for tag, name in self._all(iri).items()}

    def _all(self, iri: str) -> Mapping[str, str]:
        kind = kind_of(iri)
        preferred = self._words(iri, _PREFERRED)
        said = self._words(iri, _TITLE)
        if not preferred and len(said) == 1:
            return said
        found = said | preferred
        for language in _MADE.keys() - found.keys():
            name = self._make(iri, kind, language)
            if name is not None:
                found[language] = name
        english = any(language.partition("-")[0].lower() == "en" for language in found)
        return found if english else {**found, "en": compact(iri)}

    def _words(self, iri: str, name: str) -> dict[str, str]:
        """Return the texts of a property, the first one in each language."""
        texts = [value for value in reversed(self.values(iri, name)) if isinstance(value, Literal)]
        return {text.language or "en": text.value for text in texts}

    def _make(self, iri: str, kind: str | None, language: str) -> str | None:
        form = _MADE[language].get(kind or "")
        try:
            return None if form is None else form.format_map(_Parts(self, iri, language))
        except _UnnamedError:
            return None


class _UnnamedError(LookupError):
    """Say that a part has no name in a language."""


class _Parts(dict[str, str]):
    """Look up the parts of a made name as they are needed."""

    def __init__(self, names: _Names, iri: str, language: str) -> None:
        super().__init__()
        self._names, self._iri, self._language = names, iri, language

    def __missing__(self, name: str) -> str:
        if name == "owner":
            owner = self._names.owner(self._iri)
            return _UNOWNED[self._language] if owner is None else self._name(owner)
        found = next(filter(None, (self._names.values(self._iri, one) for one in name.split("_or_"))), [])
        return ", ".join(map(self._shown, found)) or "?"

    def _shown(self, value: Term) -> str:
        if not isinstance(value, Literal):
            return self._name(value.value)
        if value.language in (None, self._language) or self._language == "en":
            return value.value
        raise _UnnamedError

    def _name(self, iri: str) -> str:
        """Return the name of a part; English makes do with a foreign title, and what has no name goes by its IRI."""
        found = self._names.of(iri)
        if self._language in found:
            return found[self._language]
        if self._language == "en" or found == {"en": compact(iri)}:
            return min(found.values())
        raise _UnnamedError
