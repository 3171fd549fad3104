"""Those named in one breath share the role that is said of one of them: organized by A and B."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cakg.curate.mentions import Mention
from cakg.curate.part import Part
from cakg.curate.prose import Prose
from cakg.curate.wordlists import bag
from cakg.read.text import Range
from cakg.words.patterns import regex

_AND = bag("and the as well jointly with government governments kingdom republic of и а также правительство")
_JOINTS = bag("and и")
_BRACKET = regex(r"^\)|\([^()]{2,15}(?:\)|$)")  # a short name beside the whole one
_PLAIN = (("participant", False),)


def alongside(prose: Prose, bodies: Sequence[tuple[Mention, Part | None]]) -> Iterator[Part]:
    """Yield parts, each of those named in one breath with the role that is said of one: organized by A and B."""
    for at, (mention, part) in enumerate(bodies):
        if part is not None and part.roles != _PLAIN:
            yield part
            continue
        shared = _of_neighbour(prose, bodies, at, -1) or _of_neighbour(prose, bodies, at, 1)
        actor = mention.of("org", "group", "state")
        if shared is not None and actor is not None:
            yield Part(actor, None, Range(mention.start, mention.end), shared.roles, shared.shown, sure=mention.sure)
        elif part is not None:
            yield part


def among(prose: Prose, persons: Sequence[Part]) -> Iterator[Part]:
    """Yield the parts of persons of a sentence, those joined by "and" with the role that is said of one of them."""
    places = [(part.place, part) for part in persons]
    for at, part in enumerate(persons):
        shared = None
        if part.roles == _PLAIN:
            before, after = (_of_neighbour(prose, places, at, step, must_join=True) for step in (-1, 1))
            shared = before or after
        yield part if shared is None else replace(part, roles=shared.roles, shown=(*part.shown, *shared.shown))


def _of_neighbour(
    prose: Prose, bodies: Sequence[tuple[Mention | Range, Part | None]], at: int, step: int, must_join: bool = False
) -> Part | None:
    """Return the part before or after one that is joined to it by "and" or a comma, and has a role for both."""
    other = at + step
    while 0 <= other < len(bodies):
        one, two = sorted((bodies[other - step][0], bodies[other][0]), key=lambda mention: mention.start)
        marks = _BRACKET.sub("", prose.text[one.end : two.start])
        between = re.findall(r"[^\W_]+", marks.casefold())
        if any(mark in marks for mark in ";.:()") or not all(word in _AND for word in between):
            return None
        if must_join and not _JOINTS & set(between):
            return None
        part = bodies[other][1]
        if part is not None and part.roles != _PLAIN:
            told_before = all(shown.start < part.place.start for shown in part.shown)
            return part if part.shown and told_before == (step < 0) else None
        other += step
    return None
