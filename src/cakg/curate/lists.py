"""Lists of those who came: paragraphs that are hardly more than names, after words that say who they are."""

import re
from collections.abc import Sequence

from cakg.curate.mentions import Mention
from cakg.curate.naming import Naming
from cakg.curate.prose import Prose, Sentence, phrase_at
from cakg.read import inflection
from cakg.read.text import Range
from cakg.words.patterns import regex

_LABEL = regex(
    r"\b(?:chair|co-chairs?|moderators?|speakers?|panell?ists?|presenters?|(?:opening|welcoming|closing) remarks|"
    r"председатель|модераторы?|выступающие|докладчики?|приветственное слово):",
    re.IGNORECASE,
)
_FOR = frozenset(("for", "за", "от"))
_SEVERAL = 3  # lines with a person each
_NEAR = 4  # words between this and the party
_OPENING = 6  # words before the colon in a list that begins in the same line
_DASH = regex(r"\s[–—-]\s")
_NAMED = 0.6  # of the words of an item belong to names
_LONGEST = 40  # words of an item


def opens_list(prose: Prose, sentence: Sentence) -> bool:
    """Tell whether a sentence says of the names after its colon that they are those who came."""
    text = prose.text[sentence.place.start : sentence.place.end]
    if _LABEL.search(text):
        return True
    colon = text.find(":")
    before = prose.between(sentence.place.start, sentence.place.start + colon) if colon >= 0 else ()
    if not before or (colon < len(text) - 1 and len(before) > _OPENING):
        return False
    if any(phrase_at(prose, sentence, phrase) >= 0 for phrase in prose.wording.attending):
        return True
    gathered = prose.wording.gathered
    return any(
        token.word in gathered
        or (prose.language == "ru" and any(inflection.is_form_of(one, token.word, "ru") for one in gathered))
        for token in before
    )


def is_signature(prose: Prose, sentence: Sentence, mentions: Sequence[Mention]) -> bool:
    """Tell whether a line names a party and who signed for it: For the Republic of …, За Республику …"""
    if not sentence.is_heading or sentence.tokens[0].word not in _FOR or not sentence.tokens[0].is_capital:
        return False
    inside = (one for one in mentions if sentence.place.start <= one.start < sentence.place.end)
    return any(one.of("state", "org") is not None and one.first - sentence.tokens[0].number <= _NEAR for one in inside)


def signers_of(prose: Prose, mentions: Sequence[Mention], namings: Sequence[Naming], body: int) -> frozenset[Range]:
    """Return the lines, several on end, each of which is hardly more than a person, as under a declaration."""
    found, run = set[Range](), list[Range]()
    for sentence in (*prose.sentences, None):
        if sentence is not None and sentence.place.start >= body and _is_person(prose, sentence, mentions, namings):
            run.append(sentence.place)
            continue
        if len(run) >= _SEVERAL:
            found.update(run)
        run = []
    return frozenset(found)


def _is_person(prose: Prose, sentence: Sentence, mentions: Sequence[Mention], namings: Sequence[Naming]) -> bool:
    if not sentence.is_heading:
        return False
    inside = [one for one in namings if sentence.place.start <= one.own < sentence.place.end]
    return len(inside) == 1 and inside[0].person is not None and is_item(prose, sentence, mentions, namings)


def is_item(prose: Prose, sentence: Sentence, mentions: Sequence[Mention], namings: Sequence[Naming]) -> bool:
    """Tell whether a paragraph without an end mark is hardly more than names."""
    if not sentence.is_heading or len(sentence.tokens) > _LONGEST:
        return False
    named = {n for one in mentions for n in range(one.first, one.last + 1)}
    for one in namings:
        named |= set(range(one.first, one.last + 1))
        if one.office is not None:
            named |= set(range(one.office.first, one.office.last + 1))
    light = prose.wording.light | prose.wording.gathered | prose.wording.titles
    counted = [token for token in sentence.tokens if token.word not in light and not token.written.isdigit()]
    hits = sum(token.number in named for token in counted)
    capitals = sum(token.number in named or token.is_capital for token in counted)
    dashed = _DASH.search(prose.text, sentence.place.start, sentence.place.end) is not None  # Belarus – A. B.
    return hits > 0 and (hits if not dashed else capitals) >= _NAMED * len(counted)
