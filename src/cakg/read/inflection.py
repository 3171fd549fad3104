"""Whether a word of a text is a form of a word of a name, as the language of the text inflects it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from cakg.read.endings import INFLECTIONS, Inflection
from cakg.words.patterns import regex

Thing = TypeVar("Thing")

_WORD = regex(r"[^\W_]+")
_EXACT = Inflection()
_ROOT = 3  # letters that two forms of one word share at the least


def primary(tag: str | None) -> str:
    """Return the first part of a language tag, which names the language itself."""
    return re.split("[-_]", tag or "")[0].lower()


def serves(language: str) -> bool:
    """Tell whether it is known how a language inflects names."""
    return language in INFLECTIONS


def initial(word: str, language: str) -> str:
    """Return the letter with which all forms of a word begin; none where a language puts others before it."""
    return "" if INFLECTIONS.get(language, _EXACT).has_prefixes else word[:1]


def by_initial(things: Iterable[tuple[str, Thing]], language: str) -> dict[str, tuple[Thing, ...]]:
    """Return things by the letter with which all forms of the word begin that stands before each, in their order."""
    found: dict[str, list[Thing]] = {}
    for word, thing in things:
        found.setdefault(initial(word, language), []).append(thing)
    return {letter: tuple(each) for letter, each in found.items()}


@lru_cache(maxsize=65536)
def words(text: str, language: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, those that a language writes in two ways in one of them."""
    composed = unicodedata.normalize("NFC", text).casefold()
    for variant, usual in _spellings(language):
        composed = variant.sub(usual, composed)
    return tuple(_WORD.findall(composed))


@lru_cache(maxsize=64)
def _spellings(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what a language writes for what."""
    spellings = INFLECTIONS.get(language, _EXACT).spellings
    return tuple((re.compile(variant), usual) for variant, usual in spellings.items())


def is_form_of(name: str, word: str, language: str, is_person: bool = False) -> bool:
    """Tell whether a word is a name in some form: the name begins it whole, but for what endings take from it.

    Words that only share a stem with a name are other names: neither `беляков` nor `беля` is `беляев`. What is called
    after a place (`казахстанский`) mentions it; what is called after a person mentions another.
    """
    return word == name or (_may_be_akin(name, word, language) and _is_other_form_of(name, word, language, is_person))


@lru_cache(maxsize=65536)
def _is_other_form_of(name: str, word: str, language: str, is_person: bool) -> bool:
    inflection = INFLECTIONS[language]
    if inflection.has_prefixes:
        return share_stem(name, word, language)
    shortest = _ROOT if is_person else _ROOT - 1
    for base in _bases(name, inflection):
        ending = word[len(base) :] if word.startswith(base) and len(base) >= shortest else ""
        if not ending:
            continue
        if inflection.cases:
            found = _chain(language, is_person).fullmatch(ending) is not None
        else:
            found = bool(inflection.stemmer) and share_stem(name, word, language)
        if found:
            return True
    return not is_person and any(
        word.startswith(start) and _chain(language, False).fullmatch(word[len(start) :])
        for start in _called_after(name, inflection)
    )


def share_stem(one: str, other: str, language: str) -> bool:
    """Tell whether two words are forms of one word, either of which may be inflected."""
    return one == other or (_may_be_akin(one, other, language) and _share_stem(one, other, language))


def _may_be_akin(one: str, other: str, language: str) -> bool:
    """Tell whether two words begin alike: most do not, and what need not be reckoned need not be kept."""
    inflection = INFLECTIONS.get(language, _EXACT)
    return inflection is not _EXACT and (one[:1] == other[:1] or inflection.has_prefixes)


@lru_cache(maxsize=65536)
def _share_stem(one: str, other: str, language: str) -> bool:
    inflection = INFLECTIONS[language]
    if inflection.stemmer:
        may_be = inflection.has_prefixes or _opening(one) == _opening(other)
        return may_be and _stem(inflection.stemmer, one) == _stem(inflection.stemmer, other)
    if is_form_of(one, other, language) or is_form_of(other, one, language):
        return True
    whole, chain = min(len(one), len(other)), _chain(language, False)
    shared = next((at for at in range(whole) if one[at] != other[at]), whole)
    roots = range(_ROOT, shared + 1)
    return any(all(chain.fullmatch(word[root:]) for word in (one, other)) for root in roots)


def _bases(name: str, inflection: Inflection) -> Iterator[str]:
    """Yield what a name may begin with before an ending: itself, and without or with another last letter."""
    yield name
    for end in inflection.dropped:
        if name.endswith(end):
            yield name.removesuffix(end)
    for end, other in inflection.changed.items():
        if name.endswith(end):
            yield name.removesuffix(end) + other


def _called_after(name: str, inflection: Inflection) -> Iterator[str]:
    """Yield how what is called after a place may begin."""
    for old, new in inflection.exchanges:
        if name.endswith(old) and len(name) - len(old) + len(new) > _ROOT:
            yield name[: len(name) - len(old)] + new


@lru_cache(maxsize=64)
def _chain(language: str, is_person: bool) -> re.Pattern[str]:
    """Return the pattern of what may follow a name, which may be nothing.

    A person belongs to nobody; the name of a thing may itself end in a possessive.
    """
    one = INFLECTIONS.get(language, _EXACT)
    plural, cases, owned, after, last = (
        f"(?:{'|'.join(endings)})" if endings else "(?!)"
        for endings in (one.plural, one.cases, one.possessive, one.cases_after_it, one.enclitics)
    )
    return re.compile(
        f"{plural}?{cases}?{last}?" if is_person else f"{plural}?(?:{owned}?{after}|{owned}|{cases})?{last}?"
    )


@lru_cache(maxsize=65536)
def _opening(word: str) -> str:
    """Return the first two letters without marks: a stemmer leaves them, but for umlauts and the y of dying.

    To stem a word is what takes longest, and most that begin with one letter differ in the next.
    """
    letters = (unicodedata.normalize("NFD", letter)[0] for letter in word[:2])
    return "".join(letters).replace("y", "i")


@lru_cache(maxsize=65536)
def _stem(algorithm: str, word: str) -> str:
    return str(_stemmer(algorithm).stemWord(word))


@lru_cache(maxsize=16)
def _stemmer(algorithm: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(algorithm)
