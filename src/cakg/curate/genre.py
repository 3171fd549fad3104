"""The kind of a document: by what its heading says, by who speaks in it, by its publisher."""

from collections.abc import Sequence

from cakg.curate.prose import Prose, Sentence, Token
from cakg.curate.register import Register
from cakg.curate.told import Told
from cakg.curate.wordlists import bag
from cakg.read import inflection
from cakg.read.text import Range
from cakg.words.patterns import regex

_KINDS = (  # what a heading says, and the kind of document that it is
    ("press-release", ("press release", "news release", "readout", "пресс-релиз", "сообщение для сми")),
    ("official-report", ("summary report", "report of the secretary", "доклад")),
    ("transcript", ("transcript", "стенограмма", "press statements", "joint news conference", "remarks")),
    ("interview-text", ("interview", "интервью")),
    ("decision-text", ("resolution", "decision no", "решение №", "резолюция")),
)
_SPEECH = regex(r"^(?:[A-ZА-ЯЁ][^:.,;“”\"«»]{2,90}|Mr\.? [A-Z][\w.]+|MR\. [A-Z]+|Q|Question|Вопрос):\s+\S")
_SPOKEN = {
    "en": bag("i we our my us"),
    "ru": bag("я мы наш наша наше наши мой моя нас нам"),
}
_LABELS = bag(
    "participants members delegates attendees list topics agenda venue date place note source photo contact tel "
    "subject re "
    "участники список тема темы место дата источник фото повестка тел"
)  # what stands before a colon and speaks not
_FEW, _FEWER = 50, 70  # words of which one says I or we in a speech: with a heading, and without one
_SPEECHES = 3  # paragraphs of speech, from which on a text is a transcript


def speeches(prose: Prose) -> list[Range]:
    """Return the paragraphs of speech: those that begin with who speaks."""
    found = []
    for one in prose.document.paragraphs:
        if _SPEECH.match(prose.text[one.start : one.end]):
            name = prose.between(one.start, prose.text.find(":", one.start))
            light = prose.wording.light
            if any(token.word in _LABELS for token in name):
                continue
            if all(token.is_capital or token.word in light or _is_office(prose, token) for token in name):
                found.append(one)
    return found


def _is_office(prose: Prose, token: Token) -> bool:
    """Tell whether a word is one of those for offices, which Russian writes small."""
    wording = prose.wording
    if token.word in wording.titles or token.word in wording.gathered:
        return True
    return prose.language == "ru" and any(inflection.is_form_of(one, token.word, "ru") for one in wording.gathered)


def genre_of(prose: Prose, head: Sequence[Sentence], publisher: Told | None, register: Register) -> Told:
    top = " ".join(prose.text[one.place.start : one.place.end] for one in head).lower()
    if len(speeches(prose)) >= _SPEECHES:
        return Told("transcript", None, False, "most of it is speech")
    words = [token.word for token in prose.tokens]
    if sum(word in _SPOKEN[prose.language] for word in words) > len(words) / (_FEW if head else _FEWER):
        return Told("speech-text", None, False, "who speaks says I and we")
    for kind, phrases in _KINDS:
        for phrase in phrases:
            at = prose.text.lower().find(phrase)
            if phrase in top and at >= 0:
                return Told(kind, Range(at, at + len(phrase)), True)
    if publisher is not None and "media" in " ".join(register.all(publisher.value, "kind")):
        return Told("news-article", None, False, "the publisher is a medium")
    return Told("press-release", None, False, "what a body that is no medium says of itself")
