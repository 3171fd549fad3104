"""What quotes say, language by language: their words, as they are compared with names."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal

from cakg.read import inflection


class Said(NamedTuple):
    """What is said in one language: its words, also by the letter with which all their forms begin."""

    words: frozenset[str]
    by_initial: Mapping[str, Sequence[str]]


@lru_cache(maxsize=8192)
def spoken_in(quotes: tuple[Literal, ...]) -> Mapping[str, Said]:
    """Return what quotes say by language; a quote without a tag is of the language without a name."""
    words: dict[str, set[str]] = {}
    for quote in quotes:
        language = inflection.primary(quote.language)
        words.setdefault(language, set()).update(inflection.words(quote.value, language))
    return {
        language: Said(frozenset(said), inflection.by_initial(zip(said, said, strict=True), language))
        for language, said in words.items()
    }


def akin(said: Said, word: str, language: str) -> Iterable[str]:
    """Return the words that may be forms of a word."""
    return said.by_initial.get(inflection.initial(word, language), ())
