"""The things of the register that a text names: by any name, in any case, the longest name first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from cakg.curate.prose import Prose, Token
from cakg.curate.register import Register
from cakg.curate.wordlists import WORDINGS
from cakg.read import inflection
from cakg.words.namespaces import BASE, kind_of
from cakg.words.patterns import regex
from cakg.words.script import scripts_in, scripts_of

_WORD = regex(r"[^\W_]+")
_DOMAIN = regex(r"\w\.[A-Za-z]{2,4}$")
_OF_BODY = regex(r"(.+) of (?:the )?([A-Z]{3,8})")
_SITTING = frozenset(("council", "assembly", "совет", "ассамблея"))
_NATIONAL = frozenset(("national", "federal", "interparliamentary"))
_MOST_LIGHT = 2  # words without weight between two words of a name
REALMS = ("федерация", "республика", "народный", "исламский", "королевство", "арабские", "эмираты")
_REALMS = ("federation", "republic")
_MEDIUM = f"{BASE}kind/media"
_SINGLE = ("org", "post")
_WORDS_TOO = frozenset(("who", "it", "us", "so", "aid", "care", "act", "start", "мид", "сми"))  # that are names, too
_ACRONYM = 2  # letters of the shortest name in capitals that is one


@dataclass(frozen=True)
class Mention:
    """Hold where a text names things, and which: several where they share the name. It is `sure` if it is whole."""

    start: int
    end: int
    first: int  # the numbers of its first and its last word
    last: int
    things: tuple[str, ...]
    sure: bool = True

    def of(self, *kinds: str) -> str | None:
        """Return the first thing of some kinds."""
        return next((iri for iri in self.things if kind_of(iri) in kinds), None)


@dataclass(frozen=True)
class Entry:
    """Hold a name as it is looked for: its words that count, and how each is written."""

    iri: str
    words: tuple[str, ...]
    written: tuple[str, ...]
    is_acronym: bool
    is_title: bool = False  # of a medium, each word of which has a capital: Uzbekistan Today


class Lexicon:
    """Hold the names of a language by the first of their words, so that those which may stand at a place are few."""

    def __init__(self, register: Register, language: str) -> None:
        self.language = language
        self._entries: dict[str, list[Entry]] = {}
        for iri, names in register.names.items():
            if kind_of(iri) in ("person", "event"):
                continue  # of persons is more to be known than their names; events are found by what is said of them
            for text, tag in names:
                acronym = is_acronym(text)
                if _DOMAIN.search(text):
                    continue  # of Vienna.at little but the city would be left
                own = inflection.primary(tag) == language
                if own or (acronym and tag == "en") or (kind_of(iri) == "place" and _is_written_alike(text, language)):
                    entry = entry_of(iri, text, language, acronym)
                    is_title = entry is not None and _MEDIUM in register.all(iri, "kind")
                    self._add(replace(entry, is_title=True) if entry is not None and is_title else entry)
                    turned = _OF_BODY.fullmatch(text) if language == "en" and kind_of(iri) == "org" else None
                    if turned is not None:  # Executive Committee of the CIS, CIS Executive Committee
                        self._add(entry_of(iri, f"{turned[2]} {turned[1]}", language, False))

    def _add(self, entry: Entry | None) -> None:
        if entry is not None:
            self._entries.setdefault(entry.words[0], []).append(entry)

    @cached_property
    def _firsts(self) -> Mapping[str, tuple[str, ...]]:
        """Return the first words of names by their first letter."""
        return inflection.by_initial(((word, word) for word in self._entries), self.language)

    def beginning(self, token: Token) -> Iterator[Entry]:
        """Yield the names that may begin with a word of a text."""
        for first in self._firsts.get(inflection.initial(token.word, self.language), ()):
            if first[:2] == token.word[:2] and alike(first, token.word, self.language):
                yield from self._entries[first]


def entry_of(iri: str, text: str, language: str, acronym: bool) -> Entry | None:
    """Return a name as it is looked for; None for one without a word that counts."""
    light = WORDINGS[language].light
    written = _WORD.findall(text)
    pairs = [("".join(inflection.words(one, language)), one) for one in written]
    pairs = [pair for pair in pairs if pair[0] and (pair[0] not in light or acronym)]
    if not pairs:
        return None
    return Entry(iri, tuple(word for word, _ in pairs), tuple(one for _, one in pairs), acronym)


def _is_written_alike(text: str, language: str) -> bool:
    """Tell whether a name of another language is in the script of a language, which may take it over as it is."""
    return bool(scripts_in(text)) and scripts_in(text) <= scripts_of(language)


def is_acronym(text: str) -> bool:
    """Tell whether a name is in capitals and figures throughout."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) >= _ACRONYM and text.upper() == text and len(text) <= 12


def alike(name: str, word: str, language: str) -> bool:
    """Tell whether a word of a text is a word of a name in some form."""
    return (
        name == word
        or inflection.is_form_of(name, word, language)
        or (len(name) > 3 and inflection.share_stem(name, word, language))
    )


def mentions_of(prose: Prose, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return what a text names, in its order; no two overlap."""
    found: list[Mention] = []
    number = 0
    while number < len(prose.tokens):
        best: dict[int, list[str]] = {}
        for entry in lexicon.beginning(prose.tokens[number]):
            last = stands(prose, entry, number)
            if last is not None:
                best.setdefault(last, []).append(entry.iri)
        if best:
            last = max(best)
            first_token, last_token = prose.tokens[number], prose.tokens[last]
            things = tuple(dict.fromkeys(sorted(best[last])))
            last = _whole_title(prose, last, things)
            last_token = prose.tokens[last]
            found.append(Mention(first_token.start, last_token.end, number, last, things))
            number = last
        number += 1
    return tuple(sorted((*found, *_short(prose, found)), key=lambda one: one.start))


def _short(prose: Prose, found: Iterable[Mention]) -> Iterator[Mention]:
    """Yield the bodies that a text calls by the last word of a name that it has given before: the Centre."""
    found = tuple(found)
    covered = {n for one in found for n in range(one.first, one.last + 1)}
    for token in prose.tokens:
        if token.number in covered or not token.is_capital or not token.number:
            continue
        before = prose.tokens[token.number - 1].word
        if prose.language == "en" and before != "the":
            continue
        if token.number in prose.firsts or prose.text[token.start - 2 : token.start - 1] in ".!?":
            continue
        if not any(alike(body, token.word, prose.language) for body in prose.wording.bodies):
            continue
        following = prose.tokens[token.number + 1 : token.number + 2]
        if following and following[0].is_capital and prose.text[token.end : token.end + 1] == " ":
            continue  # a longer name begins here
        for one in reversed([each for each in found if each.end < token.start]):
            said = [prose.tokens[n].word for n in range(one.first, one.last + 1)]
            org = one.of("org")
            if org is not None and len(said) > 1 and any(alike(word, token.word, prose.language) for word in said):
                yield Mention(token.start, token.end, token.number, token.number, (org,), False)
                break


def _whole_title(prose: Prose, last: int, things: tuple[str, ...]) -> int:
    """Return the last word of the solemn name of a state that its adjective begins: Российская Федерация, President of
    the Russian Federation.
    """
    if prose.language == "en":
        following = prose.tokens[last + 1 : last + 2]
        named = any(kind_of(iri) in ("state", "post") for iri in things)
        joined = following and following[0].word in _REALMS and following[0].is_capital and last + 1 not in prose.firsts
        return last + 1 if named and joined and prose.text[following[0].start - 1] == " " else last
    if not any(kind_of(iri) == "state" for iri in things):
        return last
    while last + 1 < len(prose.tokens) and last + 1 not in prose.firsts:
        token = prose.tokens[last + 1]
        if not token.is_capital or not any(alike(one, token.word, "ru") for one in REALMS):
            break
        last += 1
    return last


def stands(prose: Prose, entry: Entry, number: int) -> int | None:
    """Return the number of the last word of a name that stands at a word of a text, None where it does not."""
    tokens, language = prose.tokens, prose.language
    light = prose.wording.light
    at = number
    capital = False
    for order, (word, written) in enumerate(zip(entry.words, entry.written, strict=True)):
        if order:
            at = _next(prose, at, light)
            if at < 0:
                return None
        token = tokens[at]
        if entry.is_acronym:
            if token.written != written and token.written != written + "s":
                return None
            if token.number in prose.shouted and token.word in _WORDS_TOO:
                return None
        elif not (token.word == word or alike(word, token.word, language)):
            return None
        elif language == "en" and token.word == word + "s" and kind_of(entry.iri) in _SINGLE:
            return None  # governments are no government
        if entry.is_title and language == "en" and written[0].isupper() and not token.is_capital:
            return None
        if entry.is_title and len(entry.words) == 1 and number in prose.firsts:
            return None  # a capital at the beginning of a line tells nothing: Day 1
        capital = capital or (token.is_capital and token.word not in light)
    if (
        number
        and entry.words[-1] in _SITTING
        and tokens[number - 1].word in _NATIONAL
        and tokens[number - 1].is_capital
    ):
        return None  # the National Security Council is another
    one = len(entry.words) == 1
    if not capital and not (one and _is_adjective(entry, tokens[number].word, language)):
        return None
    short = tokens[number].written.isupper() and len(tokens[number].written) <= 4 and number not in prose.shouted
    if one and not entry.is_acronym and short:
        return None  # an acronym is no form of a name
    return at


def _next(prose: Prose, at: int, light: frozenset[str]) -> int:
    """Return the number of the next word that counts, if nothing but light words and blanks parts the two."""
    tokens = prose.tokens
    for step in range(1, _MOST_LIGHT + 2):
        if at + step >= len(tokens) or at + step in prose.firsts:
            return -1
        between = prose.text[tokens[at + step - 1].end : tokens[at + step].start]
        if tokens[at + step - 1].written == "St":
            between = between.removeprefix(".")
        if any(mark in between for mark in ".;:!?()[]\n") or ("," in between):
            return -1
        if tokens[at + step].word not in light:
            return at + step
    return -1


def _is_adjective(entry: Entry, word: str, language: str) -> bool:
    """Tell whether a small word is what a language calls after a state: таджикский."""
    return language == "ru" and kind_of(entry.iri) in ("state", "place") and word != entry.words[0] and "ск" in word


def within(mentions: Iterable[Mention], start: int, end: int) -> list[Mention]:
    """Return the mentions that lie between two places."""
    return [one for one in mentions if start <= one.start and one.end <= end]
