"""Words of documents: by which cue a concept is expressed, as the vocabulary has it, and phrases made with it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from pyoxigraph import Literal

from cakg.read.claims import statements
from cakg.read.corpus import Source
from cakg.words.namespaces import CAKG, OWL, SKOS, compact

MOST_WORDS = 12
_NOTHING: tuple[str, ...] = ()


class Cues:
    """Hold by which words each concept is expressed in each language: its cues, or where it has none its name."""

    def __init__(self, concepts: Iterable[Path]) -> None:
        self._cues: dict[tuple[str, str], tuple[str, ...]] = {}
        self._names: dict[tuple[str, str], str] = {}
        topics, deprecated = list[str](), set[str]()
        for path in sorted(concepts):
            for triple in statements(Source(path.name, "concept", path.read_text("utf-8"))):
                concept, value = compact(triple.subject.value), triple.object
                if triple.predicate.value == OWL + "deprecated":
                    deprecated.add(concept)
                if not isinstance(value, Literal) or value.language is None:
                    continue
                key = concept, value.language
                if triple.predicate.value == CAKG + "cue":
                    self._cues[key] = (*self._cues.get(key, _NOTHING), value.value)
                elif triple.predicate.value == SKOS + "prefLabel":
                    self._names[key] = value.value
                    if value.language == "en" and concept.startswith("topic:"):
                        topics.append(concept)
        self.topics = [topic for topic in topics if topic not in deprecated]

    def of(self, concept: str, lang: str, number: int = 0) -> str:
        """Return words that express a concept, in English where the language has none."""
        for tag in (lang, "en"):
            found = self._cues.get((concept, tag), _NOTHING)
            if found:
                return found[number % len(found)]
        return self.name(concept, lang)

    def name(self, concept: str, lang: str) -> str:
        """Return the name of a concept. Errors: KeyError for what is none."""
        return self._names.get((concept, lang)) or self._names[concept, "en"]

    def add_topics(self, names: Mapping[str, tuple[str, str]]) -> None:
        """Add topics, each with its English and its Russian name."""
        for topic, (english, russian) in names.items():
            self.topics.append(topic)
            self._names[topic, "en"], self._names[topic, "ru"] = english, russian


def phrase(*parts: str) -> str:
    """Return words as a quote has them: at most 12, and never a whole sentence."""
    return " ".join(" ".join(parts).rstrip(".").split()[:MOST_WORDS]).rstrip(".!?…,;:")
