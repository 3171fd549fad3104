"""The offices that a text names: by their whole names, or by a head ("Foreign Minister") and whose office it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cakg.curate.mentions import REALMS, Entry, Mention, alike, entry_of, is_acronym
from cakg.curate.prose import Prose, Token
from cakg.curate.register import Register
from cakg.curate.wordlists import WORDINGS, bag
from cakg.read import inflection
from cakg.words.namespaces import kind_of

_FAR = 3  # words between a head and whose office it is
_OTHERS = {
    "en": bag("deputy vice first second acting former ex senior assistant under lead"),
    "ru": bag("заместитель зам первый второй бывший экс старший помощник вице исполняющий"),
}
_ABSTRACT = bag("chairmanship presidency")
_HOLDERS = bag("president minister prime mr mrs ms secretary ambassador")
_ACTING = bag("acting исполняющий врио и.о")


@dataclass(frozen=True)
class Office:
    """Hold where a text names an office: the words of its head and of its owner, and the posts that may be meant."""

    start: int
    end: int
    first: int
    last: int
    posts: tuple[str, ...]
    sure: bool
    has_owner: bool = True
    acting: bool = False
    is_body: bool = False  # it is the name of a body as well


class Heads:
    """Hold the heads of offices of a language with the posts that have them, and the owners that complete each."""

    def __init__(self, register: Register, language: str) -> None:
        self.register, self.language = register, language
        self._posts: dict[tuple[str, ...], dict[str, None]] = {}
        self.names: dict[str, list[tuple[str, ...]]] = {}
        for iri, names in register.names.items():
            if kind_of(iri) != "post":
                continue
            for text, tag in names:
                if inflection.primary(tag) == language:
                    self._add(iri, text)

    def _add(self, iri: str, text: str) -> None:
        entry = entry_of(iri, text, self.language, False)
        if entry is None:
            return
        words = tuple(map(self.usual, entry.words))
        self.names.setdefault(iri, []).append(words)
        owners = dict.fromkeys(tuple(map(self.usual, one.words)) for one in self._owners(iri))
        for owner in owners:
            head = self._without(words, owner)
            for one in () if not head or head in owners else self._spoken(head):
                self._posts.setdefault(one, {})[iri] = None

    def _owners(self, iri: str) -> Iterator[Entry]:
        """Yield the names of all bodies above a post."""
        for owner in self.register.above(iri):
            for name, tag in self.register.names.get(owner, ()):
                if inflection.primary(tag) == self.language or is_acronym(name):
                    entry = entry_of(owner, name, self.language, is_acronym(name))
                    if entry is not None:
                        yield entry

    def usual(self, word: str) -> str:
        """Return the word that stands for all of its kind: chairman for chairperson."""
        return WORDINGS[self.language].alike.get(word, word)

    def _without(self, words: tuple[str, ...], owner: tuple[str, ...]) -> tuple[str, ...] | None:
        for at in range(len(words) - len(owner) + 1):
            if all(alike(one, words[at + n], self.language) for n, one in enumerate(owner)):
                return words[:at] + words[at + len(owner) :]
        return None

    def _spoken(self, head: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield a head and the others that mean the same office."""
        yield head
        light = WORDINGS[self.language].light
        for group in WORDINGS[self.language].heads:
            forms = [tuple(w for w in inflection.words(one, self.language) if w not in light) for one in group]
            if any(self._same(head, one) for one in forms):
                yield from forms

    def _same(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        return len(one) == len(other) and all(alike(a, b, self.language) for a, b in zip(other, one, strict=True))

    @cached_property
    def _by_first(self) -> Mapping[str, Sequence[tuple[str, ...]]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for head in self._posts:
            found.setdefault(head[0][:2], []).append(head)
        return {first: sorted(each, key=lambda one: (-len(one), one)) for first, each in found.items()}

    def at(self, prose: Prose, number: int) -> tuple[int, tuple[str, ...]] | None:
        """Return the last word of the longest head that begins at a word of a text, and the posts that have it."""
        found: list[tuple[int, int, tuple[str, ...]]] = []  # how far, whether in another form, the head
        for head in self._by_first.get(self.usual(prose.tokens[number].word)[:2], ()):
            last = self._end_of(prose, number, head)
            if last is not None:
                said = self.usual(prose.tokens[number].word), self.usual(prose.tokens[last].word)
                found.append((-last, int(said != (head[0], head[-1])), head))
        if not found:
            return None
        best = min(one[:2] for one in found)
        posts = dict.fromkeys(
            post for *rank, head in sorted(found) if tuple(rank) == best for post in self._posts[head]
        )
        return -best[0], tuple(posts)

    def _end_of(self, prose: Prose, number: int, head: tuple[str, ...]) -> int | None:
        """Return the last word of a head that begins at a word of a text; None for another, or for several offices."""
        at = number
        for order, word in enumerate(head):
            at = _following(prose, at, prose.wording.light) if order else at
            if at < 0 or not self._is(word, prose.tokens[at]):
                return None
        return at

    def _is(self, word: str, token: Token) -> bool:
        said = self.usual(token.word)
        if self.language == "en":
            return said == word
        return alike(word, said, self.language) and not _is_plural(token, word, self.language)


def offices_of(prose: Prose, heads: Heads, mentions: Sequence[Mention]) -> tuple[Office, ...]:
    """Return the offices that a text names, in its order."""
    found = []
    for one in mentions:
        posts = tuple(iri for iri in one.things if kind_of(iri) == "post")
        if posts and not (prose.language == "ru" and _is_plural(prose.tokens[one.first], posts[0], "ru")):
            modified = _modified(prose, one.first, posts, heads)
            if not modified & (_OTHERS[prose.language] - _ACTING):
                body = one.of("org")
                named = body is not None and heads.register.one(body, "organOf") is None
                found.append(Office(one.start, one.end, one.first, one.last, posts, True, True, bool(modified), named))
    covered = {
        n
        for one in mentions
        if kind_of(one.things[0]) not in ("state", "place")
        for n in range(one.first, one.last + 1)
    }
    number = 0
    while number < len(prose.tokens):
        head = None if number in covered else heads.at(prose, number)
        if head is None or any(n in covered for n in range(number, head[0] + 1)):
            number += 1
            continue
        last, posts = head
        if prose.tokens[last].word in _ABSTRACT and prose.language == "en" and _has_holder(prose, last):
            number = last + 1
            continue  # the chairmanship of whom, not of what
        modified = _modified(prose, number, posts, heads)
        if modified & (_OTHERS[prose.language] - _ACTING):
            number = last + 1
            continue
        under = prose.language == "ru" and number > 0 and prose.tokens[number - 1].word == "под"
        owned = _owned(prose, heads.register, mentions, number, last, posts, bool(modified))
        found += [] if owned is None or under else [owned]  # "под председательством" is what somebody did
        number = last + 1
    return tuple(sorted(found, key=lambda one: one.start))


def _has_holder(prose: Prose, last: int) -> bool:
    """Tell whether after an office in the abstract "of" and a person's office follow, not a body."""
    following = [token.word for token in prose.tokens[last + 1 : last + 4]]
    return following[:1] == ["of"] and bool(_HOLDERS & set(following))


def _owned(
    prose: Prose,
    register: Register,
    mentions: Sequence[Mention],
    first: int,
    last: int,
    posts: tuple[str, ...],
    acting: bool,
) -> Office | None:
    """Return an office with whose it is: who is named right before its head, or after it; None where that has none."""
    tokens = prose.tokens
    owner = False
    for one in mentions:
        gap = first - one.last
        after = one.first - last
        near = (0 < gap <= 1 and not _is_parted(prose, one, first)) or (
            0 < after <= _FAR and _is_genitive(prose, last, one.first)
        )
        if not near:
            continue
        owners = {iri for iri in one.things} | {register.states_of_places.get(iri, "") for iri in one.things}
        fitting = tuple(post for post in posts if register.one(post, "w3org:postIn") in owners)
        fitting = fitting or tuple(post for post in posts if owners & set(register.above(post)))
        if fitting:
            start, end = min(first, one.first), max(last, one.last)
            return Office(tokens[start].start, tokens[end].end, start, end, fitting, len(fitting) == 1, True, acting)
        owner = owner or (one.of("state") is not None and prose.text[one.end : tokens[first].start] in ("'s ", "’s "))
    if owner:
        return None
    return Office(tokens[first].start, tokens[last].end, first, last, posts, False, False, acting)


def _is_parted(prose: Prose, owner: Mention, first: int) -> bool:
    """Tell whether a sentence ends between an owner and a head: in Kyrgyzstan. President Quill said."""
    return first in prose.firsts or bool(set(prose.text[owner.end : prose.tokens[first].start]) & set(".;:!?"))


def _is_genitive(prose: Prose, last: int, first: int) -> bool:
    """Tell whether only light words and one of a state's title stand between a head and an owner, and no mark."""
    between = prose.text[prose.tokens[last].end : prose.tokens[first].start]
    if any(mark in between for mark in ",.;:()"):
        return False
    words = [token.word for token in prose.tokens[last + 1 : first]]
    if prose.language == "en" and not words:
        return False
    realms = ("republic", "kingdom") if prose.language == "en" else REALMS
    return all(word in prose.wording.light or any(alike(one, word, prose.language) for one in realms) for word in words)


def _modified(prose: Prose, first: int, posts: tuple[str, ...], heads: Heads) -> frozenset[str]:
    """Return the word before a head that makes another office of it: deputy, former, acting."""
    if not first:
        return frozenset()
    word = prose.tokens[first - 1].word
    others = _OTHERS[prose.language]
    if word == "обязанности" and first > 1:
        return _ACTING & others
    return frozenset(one for one in others if one == word or (prose.language == "ru" and alike(one, word, "ru")))


def _following(prose: Prose, at: int, light: frozenset[str]) -> int:
    for step in (1, 2, 3):
        if at + step < len(prose.tokens) and at + step not in prose.firsts:
            between = prose.text[prose.tokens[at + step - 1].end : prose.tokens[at + step].start]
            if any(mark in between for mark in ",.;:()"):
                return -1
            if prose.tokens[at + step].word not in light:
                return at + step
    return -1


def _is_plural(token: Token, head: str, language: str) -> bool:
    word = token.word
    if language == "en":
        return word.endswith("s") and not (
            head.endswith("s") if head else word.endswith(("affairs", "s s", "ss", "nations"))
        )
    if head.endswith("а") and word == head[:-1]:
        return True  # глав
    return bool(head) and word.endswith(("ы", "ами", "ам", "ах", "ов")) and not head.endswith(("ы", "ов"))
