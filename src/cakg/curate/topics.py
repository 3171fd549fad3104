"""Which subjects a text speaks of: the topics whose names its sentences hold, the longest name first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cakg.curate.prose import Prose, Sentence, Token
from cakg.curate.register import Register
from cakg.curate.wordlists import WORDINGS
from cakg.read import inflection
from cakg.read.text import Range
from cakg.words.namespaces import SKOS, kind_of

_MOST = 3  # topics of one event
_ABOUT = frozenset(("on", "in", "around", "regarding", "concerning", "по", "в", "вокруг", "о"))
_LABELS = (SKOS + "prefLabel", SKOS + "altLabel")


class Topics:
    """Hold the names of topics in a language by the first letter of their first word."""

    def __init__(self, register: Register, language: str) -> None:
        self.language = language
        light = WORDINGS[language].light
        states = {
            inflection.words(text, language)
            for iri, names in register.names.items()
            if kind_of(iri) in ("state", "place")
            for text, tag in names
            if inflection.primary(tag) == language
        }
        found: dict[str, set[tuple[tuple[str, ...], str, bool]]] = {}
        for subject, predicate, value in register.curated:
            if predicate.value not in _LABELS or kind_of(subject.value) != "topic":
                continue
            if inflection.primary(getattr(value, "language", None) or "") != language:
                continue
            whole = inflection.words(value.value, language)
            words = tuple(word for word in whole if word not in light)
            if words:
                initial = inflection.initial(words[0], language)
                found.setdefault(initial, set()).add((words, subject.value, whole in states))
        self._names = {key: sorted(each, key=lambda one: (-len(one[0]), one)) for key, each in found.items()}

    def told(self, prose: Prose, sentences: Iterable[Sentence]) -> tuple[tuple[str, Range], ...]:
        """Return the topics that sentences name most often, at most three, each where it is named first."""
        places: dict[str, Range] = {}
        counted: Counter[str] = Counter()
        for sentence in sentences:
            for topic, place in self._named(prose, sentence):
                places.setdefault(topic, place)
                counted[topic] += 1
        best = sorted(counted, key=lambda topic: (-counted[topic], places[topic].start))[:_MOST]
        return tuple((topic, places[topic]) for topic in best)

    def _named(self, prose: Prose, sentence: Sentence) -> Iterator[tuple[str, Range]]:
        tokens = sentence.tokens
        at = 0
        while at < len(tokens):
            found = None
            for words, topic, is_land in self._names.get(inflection.initial(tokens[at].word, self.language), ()):
                last = self._end(prose, tokens, at, words)
                if last is not None and not (is_land and (not at or tokens[at - 1].word not in _ABOUT)):
                    found = last, topic
                    break
            if found is not None:
                yield found[1], Range(tokens[at].start, tokens[found[0]].end)
                at = found[0]
            at += 1

    def _end(self, prose: Prose, tokens: Sequence[Token], at: int, words: Sequence[str]) -> int | None:
        """Return the last word of a name that begins at a word, light words between its words passed over."""
        for order, word in enumerate(words):
            if order:
                at += 1
                while at < len(tokens) and tokens[at].word in prose.wording.light:
                    at += 1
            if at >= len(tokens) or not self._is(word, tokens[at].word):
                return None
        return at

    def _is(self, word: str, said: str) -> bool:
        if self.language == "en":
            return said in (word, word + "s")
        return inflection.share_stem(word, said, self.language)
