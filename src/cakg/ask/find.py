"""Things by name: any of their names, in any script, spelt a little wrong."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cakg.ask.language import ENGLISH, named, spoken
from cakg.engine.store import known, select
from cakg.words.errors import NotFoundError, UsageError, nearest
from cakg.words.namespaces import BASE, KINDS, PREFIXES, compact, expand, kind_of

if TYPE_CHECKING:
    from cakg.ask.term import Terms
    from cakg.engine.store import Source

_NAMED = """
SELECT ?thing ?name WHERE {
    VALUES ?property { skos:prefLabel skos:altLabel cakg:nameForm dcterms:title }
    ?thing ?property ?name
}
"""
_LABELS = "SELECT DISTINCT ?thing ?label WHERE { VALUES ?thing { %s } %s }"
_SLUG = re.compile(r"[a-z0-9][a-z0-9.-]*")
_ALIKE = 72.0  # of 100: below this a name is another name


@dataclass(frozen=True)
class Hit:
    """Hold a thing that was found: its IRI, label, kind, the name that matched and how well (0 to 100)."""

    iri: str
    label: str
    kind: str
    name: str
    score: float


def search(
    dataset: "Source", text: str, limit: int = 20, terms: "Terms | None" = None, lang: str = ENGLISH
) -> list[Hit]:
    """Return the things whose names are like a text, best first; Cyrillic and Latin spellings find each other.

    `terms` are those of the vocabulary, where they are to be found, too. Labels are in a language, else in English,
    else in any. Errors: UsageError for an empty text; those of `language.spoken`.
    """
    lang = spoken(dataset, lang)
    wanted = _key(text)
    if not wanted:
        raise UsageError("there is nothing to search for; give a name or part of one")
    best: dict[str, tuple[float, str]] = {}
    for iri, name in (*_names(dataset), *(terms.names() if terms is not None else ())):
        score = _likeness(wanted, _key(name))
        if score >= _ALIKE and (iri not in best or score > best[iri][0]):
            best[iri] = (score, name)
    ranked = sorted(best, key=lambda iri: (-best[iri][0], len(best[iri][1]), _rank(iri), iri))[:limit]
    labels = _labels(dataset, ranked, lang)
    hits = []
    for iri in ranked:
        term = None if terms is None else terms.get(iri)
        label = labels.get(iri) or (iri if term is None else term.name(lang))
        hits.append(Hit(iri, label, kind_of(iri) or ("" if term is None else "term"), best[iri][1], best[iri][0]))
    return hits


def resolve(dataset: "Source", text: str, kinds: tuple[str, ...] = (), terms: "Terms | None" = None) -> str:
    """Return the IRI of what a person means by an IRI, a prefixed name, a slug or any name, in any script.

    This is the one way from what is typed to a thing. `kinds` are those that will do, by default all. Where they are
    given, a slug goes before a name, as an identifier does; where not, it decides between things of one name, and is
    taken where nothing is so called. `terms` are those of the vocabulary, where one will do; a name of a thing goes
    before theirs.
    Errors: NotFoundError with what looks like it, or with the things that share the name.
    """
    text = text.strip()
    iris = spelt(text, kinds)
    there = known(dataset, iris)
    if is_spelt_out(text):
        if there or (terms is not None and terms.get(iris[0])):
            return iris[0]
        near = terms.near(iris[0]) if terms is not None else []
        raise NotFoundError(f"nothing is known of {compact(iris[0])}", near or _near(dataset, iris))
    found = there if kinds else []
    if not found:
        named = _named(dataset, text, kinds)
        found = [iri for iri in named if iri in there] or named or there or (terms.named(text) if terms else [])
    found = [iri for iri in found if not _is_place_of_state(iri, found)]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFoundError(f"{text!r} names several things", [compact(iri) for iri in found])
    near = _near(dataset, iris) if kinds else []
    hits = search(dataset, text, 30, terms) if _key(text) else []
    like = [compact(hit.iri) for hit in hits if _fits(hit.iri, kinds)]
    raise NotFoundError(f"nothing is called {text!r}", list(dict.fromkeys([*near, *like]))[:3])


def spelt(text: str, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the IRIs that a text spells, whether or not there are such things: one where it is an IRI or a prefixed
    name, one of each kind where it is a slug, none where it can only be a name."""
    if is_spelt_out(text):
        return (expand(text.strip("<>")),)
    return tuple(PREFIXES[kind] + text for kind in kinds or KINDS) if _SLUG.fullmatch(text) else ()


def is_spelt_out(text: str) -> bool:
    """Tell whether a text is an IRI or a prefixed name."""
    prefix, colon, _ = text.partition(":")
    return text.startswith(("<", "http://", "https://")) or bool(colon and prefix in PREFIXES)


def _named(dataset: "Source", text: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the things of some kinds that bear a name, sorted."""
    wanted = _folded(text)
    return sorted({iri for iri, name in _names(dataset) if _folded(name) == wanted and _fits(iri, kinds)})


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


def _near(dataset: "Source", iris: Iterable[str]) -> list[str]:
    """Return the names of the things of the same kinds whose slugs look most like the slug that some IRIs share."""
    kinds, slugs = set(map(kind_of, iris)), sorted(set(map(_slug, iris)))
    if not slugs:
        return []
    bearers: dict[str, list[str]] = {}
    for (other,) in select(dataset, "SELECT DISTINCT ?thing WHERE { ?thing rdfs:label ?label }").texts():
        if kind_of(other) in kinds:
            bearers.setdefault(_slug(other), []).append(compact(other))
    like = nearest(slugs[0], bearers, 3, least=_ALIKE)
    return [name for slug in like for name in sorted(bearers[slug])][:3]


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _names(dataset: "Source") -> Iterator[tuple[str, str]]:
    yield from select(dataset, _NAMED).texts()


def _labels(dataset: "Source", things: Iterable[str], lang: str) -> dict[str, str]:
    listed = " ".join(f"<{thing}>" for thing in things)
    return dict(select(dataset, _LABELS % (listed, named("thing", "label", lang))).texts()) if listed else {}
