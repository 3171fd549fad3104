"""The names of things: what each is called, and what it is called in short."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import Literal

from cakg.ask.likeness import Word, like, words
from cakg.engine.store import derived, select
from cakg.read.inflection import primary
from cakg.words.namespaces import KINDS, kind_of, local_name
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.ask.term import Terms
    from cakg.engine.store import Source

Names = tuple[tuple[str, str, str], ...]  # IRI, name, language

_NAMED = """
SELECT ?thing ?name ?place WHERE {
    { VALUES (?property ?place) { (skos:prefLabel 1) (dcterms:title 2) } ?thing ?property ?name }
    UNION
    { ?thing skos:altLabel ?name FILTER NOT EXISTS { ?thing skos:inScheme ?scheme } BIND(0 AS ?place) }
}
"""
_LOOSE = """
SELECT ?thing ?name (0 AS ?place) WHERE {
    { ?thing cakg:nameForm ?name } UNION { ?thing skos:inScheme ?scheme ; skos:altLabel ?name }
}
"""
_IN_OFFICE = """
SELECT DISTINCT ?person ?post WHERE {
    { ?tenure cakg:holder ?person ; cakg:post ?post } UNION { ?part cakg:capacity ?post ; cakg:actor ?person }
}
"""
_EDITIONS = """
SELECT ?event ?name ?place ?ordinal WHERE {
    ?event cakg:inSeries ?series ; cakg:ordinal ?ordinal .
    VALUES (?property ?place) { (skos:prefLabel 0) (skos:altLabel 1) }
    ?series ?property ?name
}
"""
_CODES = "SELECT ?state ?code WHERE { ?state cakg:isoCode ?code }"
_ADDRESSES = "SELECT ?report ?url WHERE { VALUES ?property { cakg:url cakg:archivedAt } ?report ?property ?url }"
_CYRILLIC = regex("[а-яё]", re.IGNORECASE)
_TRACKING = regex(r"(?:utm_\w+|fbclid|gclid|yclid|mc_[ce]id)=")
_DATE = regex(r"^\d{4}(?:-\d\d){0,2}-")
_GROUPS = (  # who acts, what they hold and where, what happens, what about, and what only names all these
    ("person", "state", "org"),
    ("place", "series"),
    ("post",),
    ("event", "initiative", "instrument"),
    ("group",),
)
_SLUGS_TELL = frozenset(kind for kinds in _GROUPS for kind in kinds if kind != "person")
ABOUT = 3  # the first group of what is named in sentences
SPOKEN_OF = len(_GROUPS)  # the first group of what is about things


class Name(NamedTuple):
    """Hold a name of a thing with its words.

    It is not `whole` where it says less than what the thing is called, and `loose` where it names the thing in its
    context alone: a form of one document, a word for a concept. It is `titled` where it is written as people read it,
    not put together. Of words that say an office as well, the first `own` are those of the person.
    """

    iri: str
    text: str
    language: str
    words: tuple[Word, ...]
    whole: bool = True
    loose: bool = False
    titled: bool = False
    own: int = 0


class Lexicon:
    """Hold names, in their order, so that those with a word like one that is wanted are found at once."""

    def __init__(self, words: Sequence[Word], names: Sequence[Sequence[Any]]) -> None:
        self._words, self._names = words, names  # a name holds the numbers of its words in their place

    @classmethod
    def of(cls, names: Iterable[Name]) -> "Lexicon":
        """Return the lexicon of some names."""
        numbers: dict[Word, int] = {}
        rows = []
        for one in names:
            own = [numbers.setdefault(word, len(numbers)) for word in one.words]
            rows.append((one.iri, one.text, one.language, own, one.whole, one.loose, one.titled, one.own))
        return cls(list(numbers), rows)

    @classmethod
    def from_json(cls, written: bytes) -> "Lexicon":
        """Return a lexicon as it was written."""
        read = json.loads(written)
        return cls([Word(*word) for word in read["words"]], read["names"])

    def to_json(self) -> bytes:
        """Return it written."""
        words = [(one.latin, one.sound, one.written, one.initial) for one in self._words]
        return json.dumps({"words": words, "names": self._names}, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def like(self, wanted: Iterable[Word], least: float) -> Iterator[Name]:
        """Yield the names with a word that may meet one of those wanted at least so well."""
        near = {number for one in wanted for number in like(one, self._words, least)}
        for iri, text, language, numbers, *rest in self._names:
            if not near.isdisjoint(numbers):
                yield Name(iri, text, language, tuple(self._words[number] for number in numbers), *rest)


def group_of(iri: str) -> int:
    """Return how soon a thing is meant by a part of a name: 0 for who acts, 6 for a document that only names it."""
    kind = kind_of(iri)
    for place, kinds in enumerate(_GROUPS):
        if kind in kinds:
            return place
    return SPOKEN_OF + (kind in ("report", "ruling"))


def rank_of(iri: str) -> int:
    """Return the place of a thing among those that match alike: who acts comes before where and what about."""
    kind = kind_of(iri)
    return len(KINDS) if kind is None else KINDS.index(kind)


def named(dataset: "Source") -> Names:
    """Return every thing with each of its names and the language of it."""
    return tuple((iri, name, language) for iri, name, language, *_ in _ordered(dataset, _NAMED))


def called(dataset: "Source", text: str) -> list[str]:
    """Return the things one of whose names is a text, but for what `folded` leaves out, sorted."""

    def fresh() -> bytes:
        found: dict[str, set[str]] = {}
        for iri, name, _ in named(dataset):
            found.setdefault(folded(name), set()).add(iri)
        return "".join(f"\n{name}\t{' '.join(sorted(iris))}" for name, iris in found.items()).encode()

    kept = derived(dataset, "bearers of names", fresh) or fresh()
    begin = f"\n{folded(text)}\t".encode()  # no name holds a tab or more than one line
    found = kept.find(begin)
    return [] if found < 0 else kept[found + len(begin) :].partition(b"\n")[0].decode().split()


def folded(name: str) -> str:
    """Return what two names share that differ in nothing but case, blanks and ways of writing one letter."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def lexicon(dataset: "Source", terms: "Terms | None" = None) -> Lexicon:
    """Return all names with their words: those given, forms of documents, what slugs, offices and numbers say, and the
    names of `terms`.

    The words are made once for the same names: while a graph stays as it is they are kept.
    """

    def fresh() -> Lexicon:
        more = () if terms is None else terms.names()
        return _lexicon(dataset, named(dataset), more)

    what = "names" if terms is None else "names with those of terms"
    kept = derived(dataset, what, lambda: fresh().to_json())
    return fresh() if kept is None else _read(kept)


@lru_cache(maxsize=2)
def _read(written: bytes) -> Lexicon:
    return Lexicon.from_json(written)


def _lexicon(dataset: "Source", given: Names, more: Iterable[tuple[str, str]]) -> Lexicon:
    editions = tuple(
        (event, f"{name} {ordinal}", language) for event, name, language, ordinal in _ordered(dataset, _EDITIONS)
    )
    terms = tuple((iri, text, "ru" if _CYRILLIC.search(text) else "en") for iri, text in more)
    loose = tuple((iri, text, language) for iri, text, language in _ordered(dataset, _LOOSE))
    offices = tuple((person, post) for person, post in select(dataset, _IN_OFFICE).texts())
    return _worded((*given, *editions, *terms), loose, offices)


def _ordered(dataset: "Source", query: str) -> Iterator[tuple[str, ...]]:
    """Yield thing, name, language and what else a query finds, in one order: which of several names is shown hangs on
    it, and engines give them in any.
    """
    rows = [row for row in select(dataset, query).terms if isinstance(row[1], Literal)]
    rows.sort(key=lambda row: (str(row[0]), str(row[1]), *map(str, row[3:])), reverse=True)
    for thing, name, _, *rest in sorted(rows, key=lambda row: str(row[2])):
        yield thing.value, name.value, name.language or "", *(one.value for one in rest)  # type: ignore[union-attr]


def codes(dataset: "Source", text: str) -> list[str]:
    """Return the states of an ISO 3166 code of two or three letters; what is a word of no weight is none if small."""
    if not re.fullmatch("[A-Za-z]{2,3}", text) or not (text.isupper() or words(text)):
        return []
    from babel.core import get_global

    code = text.upper()
    wanted = {code, *(long for long, short in get_global("territory_aliases").items() if short == [code])}
    return [state for state, code in state_codes(dataset) if code in wanted]


def state_codes(dataset: "Source") -> list[tuple[str, str]]:
    """Return the states with the code that each bears."""
    return [(state, code) for state, code in select(dataset, _CODES).texts()]


def addressed(dataset: "Source", text: str) -> list[str]:
    """Return the reports on the document at an address, however its scheme and end are written."""
    wanted = address(text)
    return sorted({report for report, url in addresses(dataset) if address(url) == wanted})


def addresses(dataset: "Source") -> list[tuple[str, str]]:
    """Return the reports with the addresses of their documents."""
    return [(report, url) for report, url in select(dataset, _ADDRESSES).texts()]


def address(url: str) -> str:
    """Return an address without its scheme, its fragment and what only says where a reader came from."""
    place, _, asked = url.partition("#")[0].partition("?")
    asked = "&".join(one for one in asked.split("&") if one and not _TRACKING.match(one))
    return re.sub(r"^(https?://)?(www\.)?", "", place).rstrip("/") + ("?" + asked if asked else "")


@lru_cache(maxsize=4)
def _worded(given: Names, loose: Names, offices: tuple[tuple[str, str], ...]) -> Lexicon:
    return Lexicon.of((*_each(given), *_loosely(loose), *_in_office(given, sorted(offices))))


def _loosely(loose: Names) -> Iterator[Name]:
    for iri, text, language in loose:
        yield Name(iri, text, primary(language), words(text), whole=False, loose=True)


def _in_office(given: Names, offices: list[tuple[str, str]]) -> Iterator[Name]:
    """Yield the names of persons with the words of all offices that each is known to have held."""
    called: dict[str, list[tuple[str, str]]] = {}
    for iri, text, language in given:
        called.setdefault(iri, []).append((text, language))
    held: dict[tuple[str, str], dict[Word, None]] = {}
    for person, post in offices:
        for office, language in called.get(post, ()):
            held.setdefault((person, language), {}).update(dict.fromkeys(words(office)))
    for (person, language), said in held.items():
        for name in (text for text, spoken in called.get(person, ()) if spoken == language):
            own = tuple(word for word in words(name) if word not in said)
            if own and not any(word.initial for word in own):  # else any word of an office might be the name
                yield Name(person, name, primary(language), own + tuple(said), whole=False, own=len(own))


def _each(given: Names) -> Iterator[Name]:
    called: dict[tuple[str, str], dict[Word, str]] = {}
    for iri, text, language in given:
        primary_language = primary(language)
        yield Name(iri, text, primary_language, words(text), titled=True)
        if "ё" in text or "Ё" in text:
            yield Name(iri, text, primary_language, words(text.replace("ё", "е").replace("Ё", "Е")), titled=True)
        if kind_of(iri) in _SLUGS_TELL:
            all_words = called.setdefault((iri, primary_language), {})
            all_words.update({word: text for word in words(text) if word not in all_words})
    for (iri, language), all_words in called.items():
        text = next(iter(all_words.values()), "")
        if len(set(all_words.values())) > 1:  # words of several names together, as people mix them
            yield Name(iri, text, language, tuple(all_words), whole=False)
        if language == "en":
            slug = local_name(iri)
            undated = _DATE.sub("", slug)
            yield Name(iri, undated, language, words(undated, is_slug=True), whole=undated == slug)
