"""Things by name: any of their names, in any script, spelt a little wrong."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cakg.engine.store import select
from cakg.words.errors import NotFoundError, UsageError, nearest
from cakg.words.namespaces import BASE, KINDS, PREFIXES, compact, expand, kind_of

if TYPE_CHECKING:
    from rdflib import Dataset

_NAMED = """
SELECT ?thing ?name WHERE {
    VALUES ?property { skos:prefLabel skos:altLabel cakg:nameForm dcterms:title }
    ?thing ?property ?name
}
"""
_LABELS = 'SELECT ?thing ?label WHERE { ?thing rdfs:label ?label . FILTER(LANGMATCHES(LANG(?label), "en")) }'
_SLUG = re.compile(r"[a-z0-9][a-z0-9.-]*")
_ALIKE = 72.0  # of 100: below this a name is another name


@dataclass(frozen=True)
class Hit:
    """Hold a thing that was found: its IRI, English label, kind, the name that matched and how well (0 to 100)."""

    iri: str
    label: str
    kind: str
    name: str
    score: float


def search(dataset: "Dataset", text: str, limit: int = 20) -> list[Hit]:
    """Return the things whose names are like a text, best first; Cyrillic and Latin spellings find each other.

    Errors: UsageError for an empty text.
    """
    wanted = _key(text)
    if not wanted:
        raise UsageError("there is nothing to search for; give a name or part of one")
    best: dict[str, tuple[float, str]] = {}
    for iri, name in _names(dataset):
        score = _likeness(wanted, _key(name))
        if score >= _ALIKE and (iri not in best or score > best[iri][0]):
            best[iri] = (score, name)
    labels = _labels(dataset)
    ranked = sorted(best, key=lambda iri: (-best[iri][0], len(best[iri][1]), _rank(iri), iri))[:limit]
    return [Hit(iri, labels.get(iri, iri), kind_of(iri) or "", best[iri][1], best[iri][0]) for iri in ranked]


def resolve(dataset: "Dataset", text: str, kinds: tuple[str, ...] = ()) -> str:
    """Return the IRI that a name, a prefixed name or an IRI stands for; where `kinds` are given also a slug of them.

    Errors: NotFoundError with what looks like it, or with the things that share the name.
    """
    prefix, colon, _ = text.partition(":")
    if text.startswith(("<", "http://", "https://")) or (colon and prefix in PREFIXES):
        iri = expand(text.strip("<>"))
        if _is_known(dataset, iri):
            return iri
        raise NotFoundError(f"nothing is known of {compact(iri)}", _near(dataset, [iri]))
    slugs = [PREFIXES[kind] + text for kind in kinds if _SLUG.fullmatch(text)]
    same = [iri for iri in slugs if _is_known(dataset, iri)]
    if not same:
        wanted = _folded(text)
        named = sorted({iri for iri, name in _names(dataset) if _folded(name) == wanted and _fits(iri, kinds)})
        same = [iri for iri in named if not _is_place_of_state(iri, named)]
    if len(same) == 1:
        return same[0]
    if same:
        raise NotFoundError(f"{text!r} names several things", [compact(iri) for iri in same])
    like = [compact(hit.iri) for hit in search(dataset, text, 30) if _fits(hit.iri, kinds)] if text.strip() else []
    raise NotFoundError(f"nothing is called {text!r}", list(dict.fromkeys([*_near(dataset, slugs), *like]))[:3])


def _fits(iri: str, kinds: tuple[str, ...]) -> bool:
    return not kinds or kind_of(iri) in kinds


def _rank(iri: str) -> int:
    """Return the place of a thing among those that match alike: who acts comes before where and what about."""
    kind = kind_of(iri)
    return len(KINDS) if kind is None else KINDS.index(kind)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


@lru_cache(maxsize=65536)
def _key(name: str) -> tuple[str, ...]:
    from anyascii import anyascii
    from rapidfuzz import utils

    return tuple(utils.default_process(anyascii(name).replace("'", "")).split())  # a soft sign parts no word


def _likeness(wanted: tuple[str, ...], words: tuple[str, ...]) -> float:
    """Return how well each wanted word is met by some word of a name, 0 to 100; a longer name is a little less like."""
    from rapidfuzz import fuzz

    if not words:
        return 0.0
    met = sum(max(fuzz.ratio(one, other) for other in words) for one in wanted) / len(wanted)
    return met - min(5.0, 0.5 * max(0, len(words) - len(wanted)))


def _is_place_of_state(iri: str, others: list[str]) -> bool:
    """Tell whether an IRI is a country as a place while the state of that name is meant as well."""
    return iri.startswith(BASE + "place/") and iri.replace("/place/", "/state/") in others


def _near(dataset: "Dataset", iris: list[str]) -> list[str]:
    """Return the names of the things of the same kinds whose slugs look most like the slug that some IRIs share."""
    if not iris:
        return []
    kinds = set(map(kind_of, iris))
    bearers: dict[str, list[str]] = {}
    for row in select(dataset, "SELECT DISTINCT ?thing WHERE { ?thing rdfs:label ?label }"):
        if kind_of(str(row[0])) in kinds:
            bearers.setdefault(_slug(str(row[0])), []).append(compact(str(row[0])))
    like = nearest(_slug(iris[0]), bearers, 3, least=_ALIKE)
    return [name for slug in like for name in sorted(bearers[slug])][:3]


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _is_known(dataset: "Dataset", iri: str) -> bool:
    from rdflib import URIRef

    return (URIRef(iri), None, None) in dataset.default_graph


def _names(dataset: "Dataset") -> Iterator[tuple[str, str]]:
    for thing, name in select(dataset, _NAMED):
        yield str(thing), str(name)


def _labels(dataset: "Dataset") -> dict[str, str]:
    return {str(thing): str(label) for thing, label in select(dataset, _LABELS)}
