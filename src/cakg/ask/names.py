"""The names of things: what each is called, and what it is called in short."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cakg.ask.likeness import Word, words
from cakg.engine.store import select
from cakg.words.namespaces import KINDS, kind_of

if TYPE_CHECKING:
    from cakg.engine.store import Source

Names = tuple[tuple[str, str, str], ...]  # IRI, name, language

_NAMED = """
SELECT ?thing ?name (LANG(?name) AS ?language) WHERE {
    VALUES ?property { skos:prefLabel skos:altLabel cakg:nameForm dcterms:title }
    ?thing ?property ?name
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
_DATE = re.compile(r"^\d{4}(?:-\d\d){0,2}-")
_GROUPS = (  # who acts, what they hold and where, what happens, what about, and what only names all these
    ("person", "state", "org"),
    ("place", "series"),
    ("post",),
    ("event", "initiative", "instrument"),
    ("group",),
)
_SLUGS_TELL = frozenset(kind for kinds in _GROUPS for kind in kinds if kind != "person")
SPOKEN_OF = len(_GROUPS)  # the first group of what is about things


@dataclass(frozen=True)
class Name:
    """Hold a name of a thing with its words; it is not `whole` where it says less than what the thing is called."""

    iri: str
    text: str
    language: str
    words: tuple[Word, ...]
    whole: bool = True


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
    """Return all names with their words: those given, what slugs and numbers of editions say, and `more`.

    The words are made once for the same names: while a graph stays as it is they are kept.
    """
    editions = tuple(
        (event, f"{name} {ordinal}", language or "")
        for event, name, ordinal, language in select(dataset, _EDITIONS).texts()
    )
    return _worded((*given, *editions, *((iri, text, "ru" if _CYRILLIC.search(text) else "en") for iri, text in more)))


def codes(dataset: "Source", text: str) -> list[str]:
    """Return the states of an ISO 3166 code of two or three capital letters."""
    if not re.fullmatch("[A-Z]{2,3}", text):
        return []
    from babel.core import get_global

    wanted = {text, *(code for code, short in get_global("territory_aliases").items() if short == [text])}
    return [state for state, code in select(dataset, _CODES).texts() if code in wanted]


def addressed(dataset: "Source", text: str) -> list[str]:
    """Return the reports on the document at an address, however its scheme and end are written."""
    wanted = _address(text)
    return sorted({report for report, url in select(dataset, _ADDRESSES).texts() if _address(url) == wanted})


def _address(url: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", url.partition("#")[0]).rstrip("/")


@lru_cache(maxsize=4)
def _worded(given: Names) -> tuple[Name, ...]:
    return tuple(_each(given))


def _each(given: Names) -> Iterator[Name]:
    called: dict[tuple[str, str], dict[Word, str]] = {}
    for iri, text, language in given:
        primary_language = language.partition("-")[0].lower()
        yield Name(iri, text, primary_language, words(text))
        if "ё" in text or "Ё" in text:
            yield Name(iri, text, primary_language, words(text.replace("ё", "е").replace("Ё", "Е")))
        if kind_of(iri) in _SLUGS_TELL:
            all_words = called.setdefault((iri, primary_language), {})
            all_words.update({word: text for word in words(text) if word not in all_words})
    for (iri, language), all_words in called.items():
        text = next(iter(all_words.values()), "")
        if len(set(all_words.values())) > 1:  # words of several names together, as people mix them
            yield Name(iri, text, language, tuple(all_words), whole=False)
        if language == "en":
            slug = iri.rsplit("/", 1)[-1]
            undated = _DATE.sub("", slug)
            yield Name(iri, undated, language, words(undated, is_slug=True), whole=undated == slug)
