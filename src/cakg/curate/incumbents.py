"""Offices beside the names of persons: before or after, by their whole names or by nearly all of their words."""

from collections.abc import Sequence
from dataclasses import replace

from cakg.curate.naming import Naming, is_title
from cakg.curate.offices import Heads, Office
from cakg.curate.prose import Prose
from cakg.curate.register import Register
from cakg.read import inflection
from cakg.words.dates import Span
from cakg.words.patterns import regex

_DOTTED = regex(r"\b(?:Mrs|Mr|Ms|Dr|H\.\s?E|г)\.")
_AFTER = 10  # words after a name among which its office is looked for
_REACH = 16  # words before a name among which its office is looked for


def in_office(
    prose: Prose,
    register: Register,
    heads: Heads,
    offices: Sequence[Office],
    naming: Naming,
    on: Span | None,
    claimed: frozenset[Office] = frozenset(),
    apposed: frozenset[Office] = frozenset(),
) -> Naming:
    """Return a naming with the office that stands right before or after the name.

    `claimed` are offices that stand before a name, `apposed` those that stand after one and a comma.
    """
    beside = office_before(prose, offices, naming, apposed) or _after(prose, offices, naming, claimed)
    if beside is not None:
        chosen = _chosen(register, beside, naming.person, on)
        if chosen is not None:
            sure = beside.sure or (naming.person is not None and chosen in _held(register, naming.person))
            return replace(naming, office=beside, post=chosen, post_sure=sure and naming.sure)
        return replace(naming, office=beside)
    loose = _loosely(prose, heads, naming, register)
    if loose is not None:
        return replace(naming, office=loose, post=loose.posts[0], post_sure=False)
    return naming


def office_before(
    prose: Prose, offices: Sequence[Office], naming: Naming, apposed: frozenset[Office] = frozenset()
) -> Office | None:
    """Return the office that stands right before a name, and is not that of the name before it: A, Minister, and B."""
    titles = prose.wording.titles
    light = prose.wording.light
    before = [one for one in offices if one.last < naming.first and naming.first - one.last <= 5]
    for one in reversed(before):
        between = prose.tokens[one.last + 1 : naming.first]
        text = _DOTTED.sub("", prose.text[one.end : naming.own])
        parted = "," in text or any(token.word in prose.wording.joined for token in between)
        light_only = all(
            token.word in titles or token.word in light or is_title(prose, token.number) for token in between
        )
        of_another = any(token.word == "of" for token in between) or (parted and (one in apposed or not one.has_owner))
        on_line = not any(number in prose.firsts for number in range(one.last + 1, naming.first + 1))
        if light_only and on_line and not any(mark in text for mark in ".;:()") and not of_another:
            return one
    return None


def apposed_to(prose: Prose, offices: Sequence[Office], namings: Sequence[Naming]) -> frozenset[Office]:
    """Return the offices that stand right after a name and a comma, and are of that name: not the second of "the
    President of A, B, the President of C, D", where each name follows its office.
    """
    ends = {naming.last: naming for naming in namings}
    found = set[Office]()
    headed = set[int]()  # names that an office and a comma stand before
    for one in sorted(offices, key=lambda office: office.first):
        first = one.first
        while first and prose.tokens[first - 1].word in prose.wording.light:
            first -= 1
        naming = ends.get(first - 1)
        comma = naming is not None and prose.text[naming.own_end : one.start].lstrip().startswith(",")
        if naming is not None and comma and naming.first not in headed:
            found.add(one)
            continue
        last = one.last + 1
        while last < len(prose.tokens) and is_title(prose, last):
            last += 1
        following = prose.tokens[last : last + 1]
        if following and prose.text[one.end : following[0].start].startswith(","):
            headed.add(last)
    return frozenset(found)


def _after(prose: Prose, offices: Sequence[Office], naming: Naming, claimed: frozenset[Office]) -> Office | None:
    """Return the office that stands right after a name, and is not that of the next one."""
    light, joined, titles = prose.wording.light, prose.wording.joined, prose.wording.titles
    found = []
    for one in offices:
        if one in claimed or not 0 < one.first - naming.last <= _AFTER:
            continue
        between = prose.tokens[naming.last + 1 : one.first]
        text = prose.text[naming.own_end : one.start]
        if any(number in prose.firsts for number in range(naming.last + 1, one.first + 1)):
            continue
        far = len(between) > 2  # of two offices that one person holds the second may be the one that is known
        fits = all(
            token.word in light or (far and (token.is_capital or token.word in joined or token.word in titles))
            for token in between
        )
        if (
            text.lstrip().startswith((",", "(", "–", "—", "-"))
            and fits
            and not any(mark in text[1:] for mark in ".;:,(")
        ):
            found.append(one)
    return min(found, key=lambda one: (not one.sure, one.first), default=None)


def _held(register: Register, person: str) -> frozenset[str]:
    return frozenset(post for post, *_ in register.offices.get(person, ()))


def _chosen(register: Register, office: Office, person: str | None, on: Span | None) -> str | None:
    """Return which of the posts of an office is meant: the only one, else the one that the person is known to hold."""
    if len(office.posts) == 1:
        return office.posts[0]
    held = [post for post in office.posts if person is not None and post in _held(register, person)]
    if len(held) > 1:
        held = [post for post in held if register.holder(post, on) == person] or held
    return held[0] if held else None


def _loosely(prose: Prose, heads: Heads, naming: Naming, register: Register) -> Office | None:
    """Return the office nearly all of whose words stand right before a name."""
    sentence = prose.sentence_at(naming.own)
    first = naming.first
    while first > sentence.tokens[0].number and naming.first - first < _REACH:
        token = prose.tokens[first - 1]
        between = prose.text[token.end : prose.tokens[first].start]
        if any(mark in between for mark in ";:()") or (
            not token.is_capital and token.word not in prose.wording.light and not is_title(prose, token.number)
        ):
            break
        first -= 1
    before = [
        heads.usual(token.word) for token in prose.tokens[first : naming.first] if token.word not in prose.wording.light
    ]
    if len(before) < 2:
        return None
    held = _held(register, naming.person) if naming.person else frozenset()
    best: tuple[float, int, str] | None = None
    for post, names in heads.names.items():
        for own in names:
            if not any(_like(own[0], word, prose.language) for word in before):
                continue
            met = sum(any(_like(one, word, prose.language) for word in before) for one in own)
            said = sum(any(_like(one, word, prose.language) for one in own) for word in before)
            share = met / len(own)
            if (
                share >= (0.6 if post in held else 0.99) and said >= len(before) * (0.5 if post in held else 0.6)
            ) and len(own) > 1:
                rank = (-share - (post in held), -said, post)
                if best is None or rank < best:
                    best = rank
    if best is None:
        return None
    start = prose.tokens[first]
    return Office(start.start, prose.tokens[naming.first - 1].end, first, naming.first - 1, (best[2],), False)


def _like(one: str, word: str, language: str) -> bool:
    return one == word or (one[:2] == word[:2] and inflection.share_stem(one, word, language))
