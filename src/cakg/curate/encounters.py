"""Encounters of two, by verbs: who is said to have met, received or talked with whom."""

from collections.abc import Iterator, Sequence

from cakg.curate.naming import Naming
from cakg.curate.prose import Prose, Sentence, Token, holds, holds_exactly
from cakg.curate.wordlists import bag
from cakg.read.text import Range

_VERBS = bag("met meets meet spoke speaks speak talked talks встретился встретилась встречается встретится")
_WAYS = bag("by phone telephone virtually separately briefly again earlier also bilaterally on в")
PRONOUNS = frozenset(("he", "she", "он", "она"))
_SEVERAL = bag("they we delegation delegations sides parties leaders ministers officials participants team они мы "
               "стороны участники делегация делегации")  # fmt: skip
_LEFT = 12  # characters before a name in which "by the" stands
_FIRST = 8  # words of a sentence among which a pronoun tells of whom it goes on to tell
_MOST = 3  # words between a verb and its "with"
NOBODY = bag("участие решение решения заявление документ документы присягу меры part office delivery")


def encounters_of(
    prose: Prose, sentence: Sentence, namings: Sequence[Naming]
) -> Iterator[tuple[Range, tuple[Naming, ...]]]:
    """Yield where it is said that one met another, and the two."""
    own = [one for one in namings if sentence.place.start <= one.own < sentence.place.end]
    tokens = _undated(prose, sentence.tokens)
    words = tuple(token.word for token in tokens)
    for phrase in prose.wording.encounters:
        at = holds_exactly(words, phrase)
        following = words[at + len(phrase.split()) :][:1]
        if at >= 0 and following and following[0] in NOBODY:
            continue
        if at < 0:
            continue
        token = tokens[at]
        last = tokens[at + len(phrase.split()) - 1]
        before = [one for one in own if one.own_end <= token.start and not _is_by(prose, one)]
        after = [one for one in own if one.own >= last.end]
        subject = before[-1] if before else subject_of(prose, sentence, namings)
        met = []
        for one in after:
            if subject is not None and one.person == subject.person and one.person is not None:
                continue
            between = prose.between(last.end, one.own)
            if any(_starts_other(prose, t.number) for t in between):
                break
            met.append(one)
        if not met or len(met) > 3:
            listed = Range(token.start, last.end)
            if before or len(met) > 3:
                yield listed, ()  # a list of participants, or nobody by name
            return
        for one in met:
            pair = (subject, one) if subject is not None else (one,)
            yield Range(token.start, last.end), pair
        return


def _is_by(prose: Prose, naming: Naming) -> bool:
    """Tell whether a name stands after "by": of the one by whom somebody was received the next deed is not told."""
    start = naming.own if naming.office is None else min(naming.own, naming.office.start)
    before = [token.word for token in prose.between(max(0, start - _LEFT), start) if token.word != "the"]
    return before[-1:] == ["by"]


def _undated(prose: Prose, tokens: Sequence[Token]) -> Sequence[Token]:
    """Return words without those for days and ways between a verb and its "with": spoke today by phone with."""
    between = {*prose.wording.days, *prose.wording.weekdays, *_WAYS}
    kept: list[Token] = []
    skipped: list[Token] = []
    for token in tokens:
        if kept and kept[-1].word in _VERBS and token.word in between and len(skipped) < _MOST:
            skipped.append(token)
            continue
        if skipped and token.word not in ("with", "с", "со"):
            kept.extend(skipped)
        skipped = []
        kept.append(token)
    return [*kept, *skipped]


def subject_of(prose: Prose, sentence: Sentence, namings: Sequence[Naming]) -> Naming | None:
    """Return who acts in a sentence that names nobody before its verb: for a pronoun whoever was named first in the
    sentence before, for several nobody, else whoever was named last.
    """
    words = [word for word in sentence.words if word != "the"][:1]
    if words and words[0] in _SEVERAL:
        return None
    earlier = [one for one in namings if one.own_end <= sentence.place.start and one.person]
    if not earlier or not _tells_on(sentence):
        return earlier[-1] if earlier else None
    before = [one for one in earlier if not _tells_on(prose.sentence_at(one.own))] or earlier
    start = prose.sentence_at(before[-1].own).place.start
    return next(one for one in earlier if one.own >= start)


def _tells_on(sentence: Sentence) -> bool:
    """Tell whether a sentence goes on to tell of a person: a pronoun stands among its first words."""
    return bool(PRONOUNS & set(sentence.words[:_FIRST]))


def _starts_other(prose: Prose, number: int) -> bool:
    """Tell whether another deed begins at a word: and participated …"""
    words = tuple(token.word for token in prose.tokens[number : number + 3])
    if prose.language == "ru":
        return any(holds(words, phrase, "ru") == 0 for phrase in prose.wording.attending)
    return any(holds_exactly(words, phrase) == 0 for phrase in prose.wording.attending)
