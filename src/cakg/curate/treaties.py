"""Steps that a text reports of instruments: who signed or ratified which, by the verb of the sentence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cakg.curate.mentions import Mention, within
from cakg.curate.naming import Naming
from cakg.curate.nouns import ahead_of
from cakg.curate.prose import Prose, Sentence, Token
from cakg.curate.register import Register
from cakg.curate.wordlists import bag
from cakg.read.text import Range
from cakg.words.namespaces import kind_of

_STEPS = {
    "en": {"signature": bag("signed sign signs signing"), "ratification": bag("ratified ratify ratifies"),
           "accession": bag("acceded accede accedes")},
    "ru": {"signature": bag("подписал подписала подписали подписан подписана подписано подписаны подпишут подпишет"),
           "ratification": bag("ратифицировал ратифицировала ратифицировали ратифицирован ратифицировано"),
           "accession": bag("присоединился присоединилась присоединились")},
}  # fmt: skip
_LAW = bag("law decree order закон указ федеральный")  # what a president signs of a treaty is its law
_BY = bag("by between and with между и с")
_NOT = bag("not never не")


@dataclass(frozen=True)
class Step:
    """Hold a step: of which instrument, by whom, by whose hand, and where the words and the actor stand."""

    instrument: str
    kind: str
    actor: str
    hand: str | None
    verb: Range
    place: Range
    sentence: Sentence
    is_ahead: bool


def steps_of(
    prose: Prose, mentions: Sequence[Mention], namings: Sequence[Naming], register: Register, body: int
) -> tuple[Step, ...]:
    """Return the steps of a text, one for each instrument, kind and actor, in its order."""
    found: dict[tuple[str, str, str], Step] = {}
    for sentence in prose.sentences:
        if sentence.place.start < body or sentence.is_heading:
            continue
        inside = within(mentions, sentence.place.start, sentence.place.end)
        named = [one for one in inside if one.of("instrument") is not None]
        verb = _verb(prose, sentence) if named else None
        if verb is None:
            continue
        kind, token = verb
        instrument = min(named, key=lambda one: abs(one.start - token.start))
        iri = instrument.of("instrument") or ""
        for actor, hand, place in _parties(prose, sentence, inside, namings, register, token):
            step = Step(
                iri,
                kind,
                actor,
                hand,
                Range(token.start, token.end),
                place,
                sentence,
                ahead_of(prose, sentence) is not None,
            )
            found.setdefault((iri, kind, actor), step)
    return tuple(found.values())


def _verb(prose: Prose, sentence: Sentence) -> tuple[str, Token] | None:
    words = set(sentence.words)
    if words & _LAW:
        return None
    for token in sentence.tokens:
        before = prose.tokens[token.number - 1].word if token.number else ""
        for kind, forms in _STEPS[prose.language].items():
            if token.word in forms and before not in _NOT:
                return kind, token
    return None


def _parties(
    prose: Prose,
    sentence: Sentence,
    inside: Sequence[Mention],
    namings: Sequence[Naming],
    register: Register,
    verb: Token,
) -> Iterator[tuple[str, str | None, Range]]:
    """Yield who took a step: the sides of the persons in a sentence, else its states and organizations."""
    persons = [one for one in namings if sentence.place.start <= one.own < sentence.place.end]
    by_hand = False
    for one in persons:
        side = register.spoken_for(one.post) if one.post is not None else None
        if side is not None and kind_of(side) in ("state", "org"):
            by_hand = True
            yield side, one.person, Range(one.own, one.own_end)
    if by_hand:
        return
    for mention in inside:
        actor = mention.of("state", "org")
        if actor is None or mention.of("post", "series", "instrument") is not None:
            continue
        before = prose.tokens[mention.first - 1].word if mention.first else ""
        subject = mention.end <= verb.start and before not in prose.wording.within
        if subject or (mention.start > verb.end and (before in _BY or before == "the")):
            yield actor, None, Range(mention.start, mention.end)
