"""Who speaks in a speech that names no speaker, and where: the state that it speaks of most, at what it calls so."""

from collections import Counter
from collections.abc import Sequence

from cakg.curate.event import Happening
from cakg.curate.genre import speeches
from cakg.curate.heading import Heading
from cakg.curate.mentions import Mention
from cakg.curate.prose import Prose, Sentence
from cakg.curate.wordlists import bag
from cakg.read.text import Range

_FIRST = 12  # sentences of a speech among which it says where it is held
_OFTEN, _MORE = 5, 1.2  # how often a state is named at least, and how much more often than any other
_HERE = {
    "en": bag("session assembly summit conference forum meeting statement debate address"),
    "ru": bag("сессия сессии ассамблея ассамблеи саммит саммита конференция конференции форум форума выступление"),
}
_THIS = {
    "en": bag("current present this our my general first second third fourth fifth sixth seventh eighth ninth"),
    "ru": bag("нынешней этой этом нынешняя эта этот наш наша нашей генеральной моем"),
}


def occasion_of(prose: Prose, heading: Heading, mentions: Sequence[Mention]) -> Happening | None:
    """Return the event at which a speech without title and speaker was held, with the state that speaks."""
    if heading.kind.value != "speech-text" or heading.title is not None or speeches(prose):
        return None
    orator = _orator(mentions)
    told = [one for one in prose.sentences if one.place.start >= heading.body][:_FIRST]
    if orator is None or not told:
        return None
    for sentence in told:
        noun = _noun(prose, sentence)
        if noun is not None:
            return Happening("Meeting", "session", noun, [sentence], is_first=True, orator=orator)
    first = told[0].tokens[0]
    return Happening("Meeting", "", Range(first.start, first.end), [told[0]], is_first=True, orator=orator)


def _orator(mentions: Sequence[Mention]) -> Mention | None:
    """Return where the state is named first that is named far more often than any other."""
    named = [(state, one) for one in mentions if (state := one.of("state")) is not None and one.of("post") is None]
    counted = Counter(state for state, _ in named).most_common(2)
    if not counted or counted[0][1] < _OFTEN or (len(counted) > 1 and counted[0][1] < _MORE * counted[1][1]):
        return None
    return next(one for state, one in named if state == counted[0][0])


def _noun(prose: Prose, sentence: Sentence) -> Range | None:
    """Return the words of a sentence that name what is held here: this session."""
    for token in sentence.tokens[1:]:
        before = prose.tokens[token.number - 1]
        if token.word in _HERE[prose.language] and before.word in _THIS[prose.language]:
            return Range(before.start, token.end)
    return None
