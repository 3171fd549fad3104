"""Things by name: any of their names or a part of one, in any script, inflected or spelt a little wrong."""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.ask import names
from cakg.ask.candidates import ambiguous, holders_of, labels_of
from cakg.ask.language import ENGLISH, spoken
from cakg.ask.likeness import words
from cakg.ask.matches import CERTAIN, GUESSED, Match, fits, matches_of
from cakg.ask.names import folded
from cakg.ask.spelling import SUGGESTED, certain, is_spelt_out, lookalikes, spelt, typed
from cakg.engine.store import known
from cakg.words.errors import GuessWarning, NotFoundError, UsageError, flat, nearest
from cakg.words.namespaces import BASE, compact, kind_of
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.ask.term import Terms
    from cakg.engine.store import Source

_REMEDY = "try a part of the name, or another spelling"
_ADDRESS = regex(r"[\w-]+(\.[\w-]+)+/\S*")  # without its scheme


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
    else in any. Errors: UsageError for an empty text, and one that is longer than any name; those of `language.spoken`.
    """
    lang = spoken(dataset, lang)
    text = typed(text)
    given = names.codes(dataset, text)
    if is_spelt_out(text) or re.search("[-/]", text):
        given = known(dataset, spelt(text)) or names.addressed(dataset, text)
    if not words(text) and not given:
        raise UsageError("there is nothing to search for; give a name or part of one")
    found = {iri: Match(0, 0, 0, 0.0, 0, iri, text) for iri in given}
    for match in matches_of(dataset, text, (), terms):
        found.setdefault(match.iri, match)
    ranked = list(found.values())[:limit]
    labels = labels_of(dataset, [match.iri for match in ranked], lang)
    hits = []
    for match in ranked:
        term = None if terms is None else terms.get(match.iri)
        label = labels.get(match.iri) or (match.iri if term is None else term.name(lang))
        kind = kind_of(match.iri) or ("" if term is None else "term")
        hits.append(Hit(match.iri, label, kind, match.name, match.score))
    return hits


def resolve(dataset: "Source", text: str, kinds: tuple[str, ...] = (), terms: "Terms | None" = None) -> str:
    """Return the IRI of what a person means by an IRI, a prefixed name, an address, a slug or any name, in any script.

    This is the one way from what is typed to a thing. `kinds` are those that will do, by default all. Where they are
    given, a slug goes before a name, as an identifier does; where not, it decides between things of one name, and is
    taken where nothing is so called. A part of a name, another spelling, an inflected form will do where one thing
    stands out by it; that a slip was mended, or a post taken for its only holder, is said by a GuessWarning. `terms`
    are those of the vocabulary, where one will do; a name of a thing goes before theirs.
    Errors: NotFoundError with what looks like it, or with the things that share the name and what tells them apart.
    """
    spelt_so = certain(dataset, text, kinds)
    if spelt_so is not None:
        return spelt_so
    text = typed(text)
    iris = spelt(text, kinds)
    there = known(dataset, iris)
    if is_spelt_out(text):
        if terms is not None and terms.get(iris[0]):
            return iris[0]
        reports = names.addressed(dataset, iris[0]) if "://" in text else []
        if len(reports) == 1 and fits(reports[0], kinds):
            return reports[0]
        near = reports or (terms.near(iris[0]) if terms is not None else [])
        problem = f"nothing is known of {flat(compact(iris[0]))}"
        raise NotFoundError(problem, near or lookalikes(dataset, iris), remedy=_REMEDY)
    found = there if kinds else []
    if not found and _ADDRESS.fullmatch(text):
        found = [iri for iri in names.addressed(dataset, text) if fits(iri, kinds)]
    if not found:
        exact = _named(dataset, text, kinds)
        found = [iri for iri in exact if iri in there] or exact or there or (terms.named(text) if terms else [])
    if not found:
        found = [iri for iri in names.codes(dataset, text) if fits(iri, kinds)]
    offices = "person" in kinds and "post" not in kinds
    sought = (*kinds, "post") if offices else kinds
    matches = [] if found and not _is_sort(found) else matches_of(dataset, text, sought, terms)
    if not found and matches and matches[0].tier <= GUESSED:
        found = _best(matches)
    if found and _is_sort(found):
        found = [*found, *_called_so(matches)]  # a sort is hardly meant where things of it are called so
    found = _meant(found)
    posts = [iri for iri in found if offices and kind_of(iri) == "post"]
    holders = holders_of(dataset, posts) if posts else []
    if holders and len(found) == len(posts) == 1:
        if len(holders) > 1:
            raise ambiguous(dataset, f"{text!r} is a post of several persons", holders, posts)
        _say(f"took {text!r} for the only holder that is known, {compact(holders[0])}")
        return holders[0]
    found = list(dict.fromkeys([*(iri for iri in found if iri not in posts), *holders]))
    if len(found) == 1 and not posts:
        if matches and matches[0].tier > CERTAIN:
            label = labels_of(dataset, found, ENGLISH).get(found[0]) or matches[0].name
            _say(f"took {text!r} for {label} ({compact(found[0])})")
        return found[0]
    if found:
        raise ambiguous(dataset, f"{text!r} names several things", found, posts)
    near = lookalikes(dataset, iris) if kinds else []
    like = [compact(match.iri) for match in matches[:3]] or _alike(dataset, text, kinds)
    raise NotFoundError(f"nothing is called {text!r}", list(dict.fromkeys([*near, *like]))[:3], remedy=_REMEDY)


def _meant(found: list[str]) -> list[str]:
    """Leave out a country as a place, and what only speaks of a thing, where the thing itself is meant as well."""
    found = [iri for iri in found if not _is_place_of_state(iri, found)]
    acting = found if len(found) == 1 else [iri for iri in found if names.group_of(iri) < names.SPOKEN_OF]
    return acting or found


def _best(matches: Sequence[Match]) -> list[str]:
    """Return what is meant equally well, and the posts whose name an office that is among it bears."""
    first = matches[0]
    best = [one for one in matches if one.rank == first.rank]
    posts = [one for one in matches if kind_of(one.iri) == "post" and one.tier == first.tier]
    if {folded(one.name) for one in best} & {folded(one.name) for one in posts}:
        best += [one for one in posts if one not in best]
    return [one.iri for one in best]


def _is_sort(found: Sequence[str]) -> bool:
    """Tell whether all that was found are kinds of organizations and the like, and no things."""
    return all(kind_of(iri) == "kind" for iri in found)


def _called_so(matches: Sequence[Match]) -> list[str]:
    """Return what acts and bears, with other words, the name of a sort."""
    return [one.iri for one in matches if one.tier <= CERTAIN and kind_of(one.iri) == "org"]


def _say(message: str) -> None:
    warnings.warn(message, GuessWarning, stacklevel=3)


def _named(dataset: "Source", text: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the things of some kinds that bear a name, sorted."""
    return [iri for iri in names.called(dataset, text) if fits(iri, kinds)]


def _is_place_of_state(iri: str, others: list[str]) -> bool:
    """Tell whether an IRI is a country as a place while the state of that name is meant as well."""
    return iri.startswith(BASE + "place/") and iri.replace("/place/", "/state/") in others


def _alike(dataset: "Source", text: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the things of some kinds one of whose names is, as a whole, most like a text."""
    bearers = {name: iri for iri, name, _ in names.named(dataset) if fits(iri, kinds)}
    return [compact(bearers[name]) for name in nearest(text, bearers, 3, least=SUGGESTED)] if text else []
