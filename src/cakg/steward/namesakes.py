"""Namesakes: things of one kind whose names are so alike that they are probably one thing, registered twice."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from cakg.ask.likeness import Word, words
from cakg.engine.store import select
from cakg.words.namespaces import kind_of

if TYPE_CHECKING:
    from cakg.engine.store import Source

_KINDS = frozenset(("person", "org", "post", "place", "series", "initiative", "instrument"))
_NAMED = """
SELECT ?thing ?name (LANG(?name) AS ?language) WHERE { ?thing skos:prefLabel ?name FILTER(LANG(?name) IN ("en", "ru")) }
"""
_APART = "SELECT ?thing ?item WHERE { ?thing schema:sameAs ?item }"
_LETTERS = 5  # of a word in which a slip is one, and no other word
_WORDS = 2  # a name has at least so many: a slip in a name of one word makes another name
_FULL = 8  # things that share all words but one: more are no namesakes but a kind of name


class Namesakes(NamedTuple):
    """Hold two things, each with the name by which it is like the other, and in which way they differ."""

    one: str
    other: str
    name: str
    like: str
    way: str


def namesakes(source: "Source") -> list[Namesakes]:
    """Return the pairs of things of one kind that have names in one language which sound alike, are in another order
    (of persons), or differ in one letter or an initial; sorted, each pair once. Pairs with different `schema:sameAs`
    are known to be two.
    """
    apart: dict[str, set[str]] = {}
    for thing, item in select(source, _APART).texts():
        apart.setdefault(thing or "", set()).add(item or "")
    named: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for thing, name, language in select(source, _NAMED).texts():
        kind = kind_of(thing or "")
        if kind in _KINDS:
            named.setdefault((kind or "", language or ""), []).append((thing or "", name or ""))
    found: dict[tuple[str, str], Namesakes] = {}
    for (kind, _), names in sorted(named.items()):
        for pair in _alike(sorted(names), kind == "person"):
            known = apart.get(pair.one, set()), apart.get(pair.other, set())
            if not (known[0] and known[1] and known[0].isdisjoint(known[1])):
                found.setdefault((pair.one, pair.other), pair)
    return sorted(found.values())


def _alike(names: Iterable[tuple[str, str]], is_person: bool) -> Iterator[Namesakes]:
    """Yield namesakes among names of one kind and language, by what is left of a name once a word is taken out."""
    held = [(thing, name, words(name)) for thing, name in names]
    whole: dict[tuple[str, ...], list[int]] = {}
    less: dict[tuple[str, ...], list[tuple[int, Word]]] = {}
    for number, (_, _, said) in enumerate(held):
        if len(said) < _WORDS:
            continue
        whole.setdefault(_key(said, is_person), []).append(number)
        for place, word in enumerate(said):
            rest = (*said[:place], *said[place + 1 :])
            key = (*_key(rest, is_person), *(() if is_person else (str(place),)))
            less.setdefault(key, []).append((number, word))
    for numbers in whole.values():
        for one, other in combinations(numbers, 2):
            yield from _pair(held, one, other, "sound alike")
    for rests in less.values():
        for (one, word), (other, like) in combinations(rests, 2) if len(rests) <= _FULL else ():
            if word.sound != like.sound and (way := _differ(word, like)):
                yield from _pair(held, one, other, way)


def _pair(held: list[tuple[str, str, tuple[Word, ...]]], one: int, other: int, way: str) -> Iterator[Namesakes]:
    (first, name, _), (second, like, _) = held[one], held[other]
    if first != second:
        yield Namesakes(first, second, name, like, way)


def _key(said: Iterable[Word], is_person: bool) -> tuple[str, ...]:
    sounds = (word.sound for word in said)
    return tuple(sorted(sounds)) if is_person else tuple(sounds)


def _differ(one: Word, other: Word) -> str | None:
    """Return how two words of otherwise equal names differ, None where they make two names."""
    from rapidfuzz.distance import OSA

    if one.initial or other.initial:
        short, long = (one, other) if one.initial else (other, one)
        return "differ in an initial" if long.sound.startswith(short.sound) else None
    if one.latin.isdigit() or other.latin.isdigit() or min(len(one.sound), len(other.sound)) < _LETTERS:
        return None
    return "differ in one letter" if OSA.distance(one.sound, other.sound, score_cutoff=1) <= 1 else None
