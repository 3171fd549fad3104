"""What a text reports that somebody said: the speaker, the act by its cue, and the words that tell it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from cakg.curate.mentions import Mention, within
from cakg.curate.naming import Naming
from cakg.curate.prose import Prose, Sentence
from cakg.read.cues import Cues, mentions_cue
from cakg.read.text import Range
from cakg.words.namespaces import kind_of, local_name

_REACH = 4  # words after a speaker among which the act is looked for
_NOT = frozenset(("not", "never", "no", "не"))
_NO_ACT = frozenset(("discuss", "note"))


@dataclass(frozen=True)
class Saying:
    """Hold a statement: who speaks, in which act, and where the words stand that say so."""

    speaker: str
    naming: Naming | None
    act: str
    place: Range
    sentence: Sentence


def sayings_of(
    prose: Prose, mentions: Sequence[Mention], namings: Sequence[Naming], cues: Cues, body: int
) -> Iterator[Saying]:
    """Yield the statements of a text, at most one for each speaker in a sentence."""
    acts = sorted(concept for concept in cues if kind_of(concept) == "act")
    for sentence in prose.sentences:
        if sentence.place.start < body or sentence.is_heading:
            continue
        told = set[str]()
        for speaker, naming, start, end in _speakers(prose, sentence, mentions, namings):
            window = prose.between(end, sentence.place.end)[:_REACH]
            if not window or speaker in told:
                continue
            if any(mark in prose.text[end : window[0].start] for mark in ";:(") or {t.word for t in window} & _NOT:
                continue
            act = _act(prose, window[0].start, window[-1].end, cues, acts)
            if act is None:
                continue
            last = window[-1].end
            told.add(speaker)
            yield Saying(speaker, naming, act, Range(start, last), sentence)


def _speakers(
    prose: Prose, sentence: Sentence, mentions: Sequence[Mention], namings: Sequence[Naming]
) -> Iterator[tuple[str, Naming | None, int, int]]:
    for one in namings:
        if sentence.place.start <= one.own < sentence.place.end and one.person is not None:
            yield one.person, one, one.own, one.own_end
    for mention in within(mentions, sentence.place.start, sentence.place.end):
        actor = mention.of("org", "state", "group")
        if actor is not None and mention.of("post", "series") is None:
            yield actor, None, mention.start, mention.end


def _act(prose: Prose, start: int, end: int, cues: Cues, acts: Sequence[str]) -> str | None:
    """Return the act that the first words after a speaker express: the one of the longest cue."""
    tokens = prose.between(start, end)
    for width in range(1, len(tokens) + 1):
        said = Literal(prose.text[start : tokens[width - 1].end], language=prose.language)
        found = [act for act in acts if local_name(act) not in _NO_ACT and mentions_cue(said, act, cues) == "shown"]
        if found:
            return found[0]
    return None
