"""Capitals and lands that a text names by their states: in the capital of Uzbekistan, in the Kyrgyz Republic."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cakg.curate.mentions import Mention
from cakg.curate.prose import Prose, Token
from cakg.curate.register import Register
from cakg.read import inflection
from cakg.words.namespaces import kind_of

_BETWEEN = frozenset(("of", "the", "republic", "республики", "s"))


def with_lands(mentions: Iterable[Mention], register: Register) -> tuple[Mention, ...]:
    """Return what a text names, with the land of each state beside it that bears no such name: the Kyrgyz Republic."""
    lands = {state: land for land, state in register.states_of_places.items()}
    return tuple(
        replace(one, things=(*one.things, land))
        if one.of("place") is None and (land := lands.get(one.of("state") or "")) is not None
        else one
        for one in mentions
    )


def with_capitals(prose: Prose, mentions: Sequence[Mention], register: Register) -> tuple[Mention, ...]:
    """Return what a text names, with each capital that it calls so in the place of the state whose it is."""
    capitals = list(_capitals(prose, mentions, register))
    covered = {number for one in capitals for number in range(one.first, one.last + 1)}
    kept = [one for one in mentions if one.first not in covered]
    return tuple(sorted((*kept, *capitals), key=lambda one: one.start))


def _capitals(prose: Prose, mentions: Sequence[Mention], register: Register) -> Iterator[Mention]:
    beginning = {one.first: one for one in mentions}
    ending = {one.last: one for one in mentions}
    for token in prose.tokens:
        if not _is_capital(prose, token):
            continue
        at = token.number + 1
        if at in beginning and beginning[at].of("place") is not None and beginning[at].of("state") is None:
            continue  # its own name follows: the Tajik capital Dushanbe
        while at < len(prose.tokens) and at not in beginning and prose.tokens[at].word in _BETWEEN:
            at += 1
        follows = beginning.get(at) if at > token.number + 1 or prose.language == "ru" else None
        one = follows if follows is not None and follows.of("state") is not None else None
        one = one or ending.get(token.number - 1) or ending.get(token.number - 2 * (_before(prose, token) == "s"))
        state = None if one is None else one.of("state")
        city = None if state is None else register.one(state, "capital")
        if one is None or city is None or kind_of(city) != "place":
            continue
        first, last = min(one.first, token.number), max(one.last, token.number)
        if first and prose.tokens[first - 1].word == "the":
            first -= 1
        yield Mention(prose.tokens[first].start, prose.tokens[last].end, first, last, (city,), False)


def _is_capital(prose: Prose, token: Token) -> bool:
    if prose.language == "en":
        return token.word == "capital"
    return inflection.is_form_of("столица", token.word, "ru")


def _before(prose: Prose, token: Token) -> str:
    return prose.tokens[token.number - 1].word if token.number else ""
