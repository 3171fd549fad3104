"""Elections that a text speaks of without their days: the recent elections in these states, one in each."""

from collections.abc import Iterator, Sequence

from cakg.curate.event import Happening
from cakg.curate.mentions import Mention, within
from cakg.curate.prose import Prose, Sentence
from cakg.curate.wordlists import bag
from cakg.read.text import Range

_NOUNS = bag("election elections referendum выборы выборам выборах выборов референдум референдуме")
_NEAR = bag("recent last past upcoming forthcoming next недавние недавних прошедшие прошедших предстоящие предстоящих")
_BEFORE = 4  # words before the noun among which it is said that they were, or will be
_JOINTS = bag("and in the of republic и в республике")


def elections_of(prose: Prose, sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Happening]:
    """Yield an election for each state of a list after a noun that is said to be recent, or to come."""
    for token in sentence.tokens:
        before = {one.word for one in prose.between(sentence.place.start, token.start)[-_BEFORE:]}
        if token.word not in _NOUNS or not _NEAR & before:
            continue
        at = token.end
        for mention in within(mentions, token.end, sentence.place.end):
            between = [one.word for one in prose.between(at, mention.start)]
            if mention.of("place") is None or not all(word in _JOINTS for word in between):
                break
            yield Happening("Election", "", Range(token.start, token.end), [sentence], place=mention, is_other=True)
            at = mention.end
        return
