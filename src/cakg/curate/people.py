"""The names of persons, found whole, reversed, by initials, by the family name, or by their sound."""

from collections.abc import Sequence
from copy import copy

from cakg.ask.likeness import Word, quality, words
from cakg.curate.prose import Prose, Token
from cakg.curate.register import Register
from cakg.read import inflection
from cakg.words.namespaces import kind_of

_ALIKE = 74.0  # of 100: a given name less like one that is known is another


class People:
    """Hold the names of persons in a language, by their first and by their last words."""

    def __init__(self, register: Register, language: str) -> None:
        self.register, self.language = register, language
        self._by_word: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._by_family: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._by_sound: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._sounding: dict[tuple[str, tuple[str, ...]], tuple[Word, ...]] = {}
        for iri, names in register.names.items():
            if kind_of(iri) == "person":
                for text, tag in names:
                    self._add(iri, text, tag)

    def _add(self, iri: str, text: str, tag: str) -> None:
        own = inflection.words(text, self.language)
        if inflection.primary(tag) == self.language and own:
            self._by_word.setdefault(own[0][:2], []).append((iri, own))
            self._by_family.setdefault(own[-1][:2], []).append((iri, own))
        sounds = words(text)
        if len(sounds) > 1:
            self._by_sound.setdefault(sounds[-1].sound[:3], []).append((iri, own))
            self._sounding[iri, own] = sounds

    def of(self, register: Register) -> "People":
        """Return the same names with what another register knows of those who bear them."""
        other = copy(self)
        other.register = register
        return other

    def whole_at(self, prose: Prose, number: int) -> tuple[int, str, bool] | None:
        """Return last word, person and whether it is sure, of the longest name that stands whole at a word."""
        best: tuple[int, str, bool] | None = None
        for iri, own in self._by_word.get(prose.tokens[number].word[:2], ()):
            last = self._runs(prose, number, own)
            if last is not None and len(own) > 1 and (best is None or last > best[0]):
                best = last, iri, True
        return best or self._reversed_at(prose, number) or self._by_initial(prose, number)

    def _runs(self, prose: Prose, number: int, own: Sequence[str]) -> int | None:
        at = number
        for order, word in enumerate(own):
            if order:
                at += 1
                if not joined(prose, at - 1, at):
                    return None
                if not self._is(word, prose.tokens[at]) and order == len(own) - 1 and len(own) > 1:
                    at += 1  # a second given name or a patronymic between
                    if at >= len(prose.tokens) or not joined(prose, at - 1, at):
                        return None
            if at >= len(prose.tokens) or not self._is(word, prose.tokens[at]):
                return None
        return at

    def _reversed_at(self, prose: Prose, number: int) -> tuple[int, str, bool] | None:
        """Return a name whose family name stands first."""
        for iri, own in self._by_family.get(prose.tokens[number].word[:2], ()):
            if len(own) == 2 and number + 1 < len(prose.tokens) and joined(prose, number, number + 1):
                given = prose.tokens[number + 1]
                if self._is(own[1], prose.tokens[number]) and self._is(own[0], given) and len(given.word) > 1:
                    return number + 1, iri, True
        return None

    def _by_initial(self, prose: Prose, number: int) -> tuple[int, str, bool] | None:
        """Return the only person whose initials and family name stand at a word."""
        at, initials = number, []
        while at < len(prose.tokens) and len(prose.tokens[at].written) == 1 and prose.tokens[at].written.isupper():
            if prose.text[prose.tokens[at].end : prose.tokens[at].end + 1] != ".":
                return None
            initials.append(prose.tokens[at].word)
            at += 1
        if not initials or at >= len(prose.tokens) or not prose.tokens[at].is_capital:
            return None
        found = {
            iri
            for iri, own in self._by_family.get(prose.tokens[at].word[:2], ())
            if len(own) > 1 and self._is(own[-1], prose.tokens[at]) and own[0][0] == initials[0]
        }
        return (at, found.pop(), True) if len(found) == 1 else None

    def of_family(self, token: Token) -> list[str]:
        """Return the persons whose family name a word is."""
        found = (iri for iri, own in self._by_family.get(token.word[:2], ()) if self._is(own[-1], token))
        return list(dict.fromkeys(found))

    def sounding_like(self, given: str, family: str) -> tuple[str, float] | None:
        """Return the person whose name is most like another spelling, and how like the given names are."""
        wanted = words(f"{given} {family}")
        if len(wanted) < 2:
            return None
        best: tuple[float, str] | None = None
        for iri, own in self._by_sound.get(wanted[-1].sound[:3], ()):
            sounds = self._sounding[iri, own]
            last = quality(wanted[-1], sounds[-1], self.language, True)
            first = max(quality(wanted[0], one, self.language, True) for one in sounds[:-1])
            if last >= 90 and first >= _ALIKE and (best is None or (-(last + first), iri) < best):
                best = -(last + first), iri
        return None if best is None else (best[1], -best[0] / 2)

    def _is(self, name: str, token: Token) -> bool:
        return token.is_capital and inflection.is_form_of(name, token.word, self.language, True)


def joined(prose: Prose, one: int, other: int) -> bool:
    """Tell whether nothing but a blank, a hyphen or the dot of an initial stands between two words."""
    if other >= len(prose.tokens) or other in prose.firsts:
        return False
    between = prose.text[prose.tokens[one].end : prose.tokens[other].start]
    return (
        between.strip() in ("", "-", "‑", ".")
        if len(prose.tokens[one].written) <= 2
        else between.strip() in ("", "-", "‑")
    )
