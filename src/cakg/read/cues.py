"""Whether a quote holds a cue: words by which documents express a role, act, status, attendance or format.

A cue is a few words that stand together. Each is compared by its stem, or by the endings that its language gives to
nouns; of the words that say something else although they hold a cue (`cakg:falseCue`) each is compared letter by
letter.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal as Choice
from typing import NamedTuple

from pyoxigraph import Literal

from cakg.read import inflection
from cakg.read.claims import Triple, closure
from cakg.words.namespaces import CAKG, SKOS

Verdict = Choice["shown", "not shown", "not judged"]
Phrase = tuple[str, ...]

_CUE = CAKG + "cue"
_FALSE_CUE = CAKG + "falseCue"
_BROADER = SKOS + "broader"


class Spoken(NamedTuple):
    """Hold how one language expresses a concept: its cues, and the words that hold one but say something else.

    The cues stand by the letter with which all forms of their first word begin.
    """

    cues: Mapping[str, tuple[Phrase, ...]]
    false: tuple[Phrase, ...]


Cues = Mapping[str, Mapping[str, Spoken]]  # concept -> language -> how the language expresses it


def cues_of(triples: Iterable[Triple]) -> Cues:
    """Return the cues of each concept, with those of every narrower one: who co-chairs chairs."""
    broader: dict[str, set[str]] = {}
    said: dict[str, dict[str, tuple[set[Phrase], set[Phrase]]]] = {}
    for subject, predicate, value in triples:
        if predicate.value == _BROADER:
            broader.setdefault(subject.value, set()).add(value.value)
        elif predicate.value in (_CUE, _FALSE_CUE) and isinstance(value, Literal):
            language = inflection.primary(value.language)
            both = said.setdefault(subject.value, {}).setdefault(language, (set(), set()))
            both[predicate.value == _FALSE_CUE].add(inflection.words(value.value, language))
    above = closure(broader)
    found: dict[str, dict[str, tuple[set[Phrase], set[Phrase]]]] = {}
    for concept, by_language in said.items():
        for one in {concept, *above.get(concept, ())}:
            for language, (cues, false) in by_language.items():
                both = found.setdefault(one, {}).setdefault(language, (set(), set()))
                both[0].update(cues)
                both[1].update(false)
    return {
        concept: {
            language: Spoken(
                inflection.by_initial(((cue[0], cue) for cue in sorted(cues)), language),
                tuple(sorted(false, key=lambda one: (-len(one), one))),
            )
            for language, (cues, false) in by_language.items()
        }
        for concept, by_language in found.items()
    }


def cues_from(read: Mapping[str, Mapping[str, tuple[Mapping[str, list[list[str]]], list[list[str]]]]]) -> Cues:
    """Return cues as they come back from JSON, whose lists are tuples here."""
    return {
        concept: {
            language: Spoken(
                {letter: tuple(map(tuple, each)) for letter, each in said.items()}, tuple(map(tuple, false))
            )
            for language, (said, false) in by_language.items()
        }
        for concept, by_language in read.items()
    }


def mentions_cue(quote: Literal, concept: str, cues: Cues) -> Verdict:
    """Tell whether a quote holds a cue of a concept; not judged where none is known in the language of the quote."""
    language = inflection.primary(quote.language)
    spoken = cues.get(concept, {}).get(language)
    if spoken is None or not spoken.cues or not inflection.serves(language):
        return "not judged"
    said = inflection.words(quote.value, language)
    initials = [inflection.initial(word, language) for word in said]
    if spoken.cues.keys().isdisjoint(initials):
        return "not shown"
    said = _without(said, spoken.false)
    for at, initial in enumerate(initials):
        if said[at] and any(_stands_at(cue, said, at, language) for cue in spoken.cues.get(initial, ())):
            return "shown"
    return "not shown"


@lru_cache(maxsize=65536)
def _without(said: Phrase, false: tuple[Phrase, ...]) -> Phrase:
    """Return words with a gap in the place of each phrase that says something else."""
    left = list(said)
    for phrase in false:
        for at in range(len(left) - len(phrase) + 1):
            if tuple(left[at : at + len(phrase)]) == phrase:
                left[at : at + len(phrase)] = [""] * len(phrase)
    return tuple(left)


def _stands_at(cue: Phrase, said: Phrase, at: int, language: str) -> bool:
    there = said[at : at + len(cue)]
    return len(there) == len(cue) and all(
        word and inflection.share_stem(one, word, language) for one, word in zip(cue, there, strict=True)
    )
