"""The names of things: what each is called, and what it is called in short."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cakg.ask.likeness import Word, words
from cakg.engine.store import select
from cakg.read.inflection import primary
from cakg.words.namespaces import KINDS, kind_of, local_name

if TYPE_CHECKING:
    from cakg.engine.store import Source

Names = tuple[tuple[str, str, str], ...]  # IRI, name, language

_NAMED = """
SELECT ?thing ?name (LANG(?name) AS ?language) WHERE {
    { VALUES ?property { skos:prefLabel dcterms:title } ?thing ?property ?name }
    UNION
    { ?thing skos:altLabel ?name FILTER NOT EXISTS { ?thing skos:inScheme ?scheme } }
}
"""
_LOOSE = """
SELECT ?thing ?name (LANG(?name) AS ?language) WHERE {
    { ?thing cakg:nameForm ?name } UNION { ?thing skos:inScheme ?scheme ; skos:altLabel ?name }
}
"""
_IN_OFFICE = """
SELECT DISTINCT ?person ?post WHERE {
    { ?tenure cakg:holder ?person ; cakg:post ?post } UNION { ?part cakg:capacity ?post ; cakg:actor ?person }
}
"""
_EDITIONS = """
SELECT ?event ?name ?ordinal (LANG(?name) AS ?language) WHERE {
    ?event cakg:inSeries ?series ; cakg:ordinal ?ordinal .
    VALUES ?property { skos:prefLabel skos:altLabel }
    ?series ?property ?name
}
"""
_CODES = "SELECT ?state ?code WHERE { ?state cakg:isoCode ?code }"
_ADDRESSES = "SELECT ?report ?url WHERE { VALUES ?property { cakg:url cakg:archivedAt } ?report ?property ?url }"
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|yclid|mc_[ce]id)=")
_DATE = re.compile(r"^\d{4}(?:-\d\d){0,2}-")
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


@dataclass(frozen=True)
class Name:
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
    return tuple(
        (iri, text, language or "") for iri, text, language in select(dataset, _NAMED).texts() if iri is not None
    )


def entries(dataset: "Source", given: Names, more: Iterable[tuple[str, str]] = ()) -> tuple[Name, ...]:
    """Return all names with their words: those given, forms of documents, what slugs, offices and numbers say, `more`.

    The words are made once for the same names: while a graph stays as it is they are kept.
    """
    editions = tuple(
        (event, f"{name} {ordinal}", language or "")
        for event, name, ordinal, language in select(dataset, _EDITIONS).texts()
    )
    terms = tuple((iri, text, "ru" if _CYRILLIC.search(text) else "en") for iri, text in more)
    loose = tuple((iri, text, language or "") for iri, text, language in select(dataset, _LOOSE).texts())
    offices = tuple((person, post) for person, post in select(dataset, _IN_OFFICE).texts())
    return _worded((*given, *editions, *terms), loose, offices)


def codes(dataset: "Source", text: str) -> list[str]:
    """Return the states of an ISO 3166 code of two or three letters; what is a word of no weight is none if small."""
    if not re.fullmatch("[A-Za-z]{2,3}", text) or not (text.isupper() or words(text)):
        return []
    from babel.core import get_global

    code = text.upper()
    wanted = {code, *(long for long, short in get_global("territory_aliases").items() if short == [code])}
    return [state for state, code in select(dataset, _CODES).texts() if code in wanted]


def addressed(dataset: "Source", text: str) -> list[str]:
    """Return the reports on the document at an address, however its scheme and end are written."""
    wanted = _address(text)
    return sorted({report for report, url in select(dataset, _ADDRESSES).texts() if _address(url) == wanted})


def _address(url: str) -> str:
    """Return an address without its scheme, its fragment and what only says where a reader came from."""
    place, _, asked = url.partition("#")[0].partition("?")
    asked = "&".join(one for one in asked.split("&") if one and not _TRACKING.match(one))
    return re.sub(r"^(https?://)?(www\.)?", "", place).rstrip("/") + ("?" + asked if asked else "")


@lru_cache(maxsize=4)
def _worded(given: Names, loose: Names, offices: tuple[tuple[str, str], ...]) -> tuple[Name, ...]:
    return (*_each(given), *_loosely(loose), *_in_office(given, sorted(offices)))


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
