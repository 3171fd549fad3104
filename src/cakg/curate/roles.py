"""Roles by the cues that stand beside a name, in its clause: chaired by, with the support of."""

from collections.abc import Sequence
from itertools import pairwise

from pyoxigraph import Literal

from cakg.curate.encounters import NOBODY
from cakg.curate.prose import Prose, Sentence, Token
from cakg.curate.wordlists import bag
from cakg.read.cues import Cues, mentions_cue
from cakg.read.text import Range
from cakg.words.namespaces import BASE
from cakg.words.patterns import regex

_ROLES = (  # what is looked for, the closer said before the wider
    "co-chair", "chair", "co-organizer", "organizer", "host", "convener", "funder", "moderator", "facilitator",
    "observer", "supporter",
)  # fmt: skip
_BEFORE = 10  # words before a name among which its role is said
_AFTER = 5  # words after it
OF_THEM = {  # after the name of an organization: those and that which are of it, and not it
    "en": bag("member members countries states observer observers summit council heads leaders presidents presidency "
                    "chairmanship "
                    "summits meeting participating charter forces secretary"),
    "ru": bag("саммит совет"),
}  # fmt: skip
_WIDER = {"co-chair": "chair", "co-organizer": "organizer", "funder": "supporter"}
_ARTICLES = bag("the a an mr mrs ms dr ambassador his her its")
_POSSESSIVES = bag("his her its their our my")
_HEADED = (("led", "by"), ("headed", "by"), ("represented", "by"))  # whose head is not who goes on to act
_VERBS = bag(  # of which a state or a person is the one who does it, also where it is no office
    "chaired chairs chair chairing presided presides hosted hosts host organized organised organizes organises "
    "председательствовал председательствовала председательствует организовал организовала организует организовало"
)
_CHAIRS = bag("chairmanship chairpersonship presidency co")
_SEATS = bag("hospitality premises building")
_UNSURE = bag("would should could must need acting")  # what is not said to be done
_SET = bag("scheduled expected invited supposed")  # to do it
_OFFICIAL = bag(  # small words in offices
    "the of and for s foreign affairs state deputy first acting policy security national external internal leader "
    "chief adviser advisor his her its excellency government governments special vice"
)
_PARTICIPLES = bag("held given made met brought chosen led taken told")
_PASSIVE = bag("was were is are been be")
_UNDER = 5  # words before a chairmanship among which "under" stands, with the name
_HELD = bag("held place hosted")
_DAYS = bag("on today also later")
_LED = regex(r"(?:\s+delegation)?\s*,\s*(?:led|headed)\s+by\s[^,;.]*,")  # who led whom, between these and their deed
_BRACKET = regex(r"\)|\s\([^()]{2,15}\)")
_BY = {"en": frozenset(("by", "of", "from", "with"))}


def roles_of(
    prose: Prose, place: Range, sentence: Sentence, cues: Cues, *, is_person: bool = False, is_state: bool = False
) -> tuple[tuple[tuple[str, bool], ...], tuple[Range, ...]]:
    """Return the roles that the words before and after a name say, and where the words stand."""
    before: Sequence[Token] = prose.between(sentence.place.start, place.start)[-_BEFORE:]
    after: Sequence[Token] = prose.between(place.end, sentence.place.end)[: _AFTER + 3]
    before = _of_last(_clause(prose, before, place, ahead=False))
    bracket = _BRACKET.match(prose.text, place.end, sentence.place.end)
    if bracket is not None:  # its short name, or the mark after it
        place = Range(place.start, bracket.end())
        after = prose.between(place.end, sentence.place.end)[: _AFTER + 3]
    aside = place.end
    led = None if is_person else _LED.match(prose.text, place.end, sentence.place.end)
    if led is not None:
        aside = led.end()
        after = prose.between(aside, sentence.place.end)[: _AFTER + 3]
    elif (
        after
        and (is_person or after[0].word in ("which", "который", "которая", "которое"))
        and prose.text[place.end : after[0].start].strip() == ","
    ):
        relative = after[0].word in ("who", "which", "который", "которая", "которое")
        if relative or prose.tokens[after[0].number - 1].word not in prose.wording.joined:
            aside = after[0].end if relative else after[0].start
            after = after[1:] if relative else after
    leading = pairwise([token.word for token in before])
    after = () if is_person and any(pair in _HEADED for pair in leading) else _undated(prose, after)
    after = _clause(prose, after[: _AFTER + 2 * (aside != place.end)], Range(place.start, aside), ahead=True)
    found: list[tuple[str, bool]] = []
    shown: list[Range] = []
    for role in _ROLES:
        if any(role == _WIDER.get(narrower) for narrower, _ in found):
            continue
        for window, is_before in ((before, True), (after, False)):
            said = _saying(prose, window, f"{BASE}role/{role}", cues, is_before)
            if said is None or not _fits(prose, window, role, is_before, is_person, is_state):
                continue
            received = role == "host" and _is_received(prose, said, is_person)
            found.append(("receiver" if received else role, True))
            shown.append(Range(said.start, place.end) if is_before else Range(place.start, said.end))
    return tuple(dict(found).items()), tuple(shown)


def _saying(prose: Prose, window: Sequence[Token], role: str, cues: Cues, is_before: bool) -> Range | None:
    """Return the fewest words next to a name that hold a cue of a role, from the cue on or up to it."""
    for width in range(1, len(window) + 1):
        some = window[-width:] if is_before else window[:width]
        said = Literal(prose.text[some[0].start : some[-1].end], language=prose.language)
        if mentions_cue(said, role, cues) == "shown":
            return Range(some[0].start, some[-1].end)
    return None


def _is_received(prose: Prose, place: Range, is_person: bool) -> bool:
    """Tell whether words say that somebody received a visitor, which is no hosting of an event."""
    words = [token.word for token in prose.between(place.start, place.end)]
    if prose.language == "ru":
        hosting = any(word.startswith("принимающ") for word in words)  # the receiving side is the host
        return is_person and not hosting and any(word.startswith(("приня", "прини")) for word in words)
    return any(word.startswith("receiv") for word in words) and not any("host" in word for word in words)


def _fits(prose: Prose, window: Sequence[Token], role: str, is_before: bool, is_person: bool, is_state: bool) -> bool:
    """Tell whether words that hold the cue of a role say it of the name beside which they stand."""
    words = [token.word for token in window]
    if role == "organizer" and any(word.startswith(("launch", "conduct")) for word in words):
        return False  # of a project, or of what is no event
    if not is_before:
        if _UNSURE & set(words):
            return False
        if any(word.startswith("приня") and other in NOBODY for word, other in pairwise(words)):
            return False  # took part, took a decision
        if words[:1] == ["s"]:
            before = {token.word for token in prose.tokens[max(0, window[0].number - _UNDER) : window[0].number]}
            under = "under" in before and words[1:2] in (["chairmanship"], ["presidency"])
            return role == "chair" and not is_person and under
        if words[:2] == ["for", "hosting"]:
            return role == "host"
        passive = any(a in _PASSIVE and _is_participle(b) and b not in _SET for a, b in pairwise(words))
        receives = role == "host" and any(word.startswith("receiv") for word in words)
        if passive or (receives and not _takes(prose, window)):
            return False
        if "by" in words or _is_noun(prose, words[0]) or words[0] in prose.wording.light:
            return False
        if role in ("chair", "co-chair") and not is_person:
            return bool(_VERBS & set(words))
        return not (role == "organizer" and (is_person or is_state)) or bool(_VERBS & set(words))
    if prose.language == "ru":
        return role != "host" or not any(word.startswith("приня") for word in words)
    last = _preposition(prose, window)
    if role in ("chair", "co-chair") and last == ["of"]:
        return "co" in words or ("under" in words and bool(_CHAIRS & set(words)))
    if role in ("organizer", "co-organizer", "chair", "co-chair"):
        return last == ["by"]
    if role == "host":
        return (
            last == ["by"]
            or (last == ["of"] and bool(_SEATS & set(words)))
            or (last == ["at"] and bool(_HELD & set(words)))
        )
    return bool(last) and last[0] in _BY["en"]


def _is_participle(word: str) -> bool:
    """Tell whether an English word is a past participle, of those that are met beside names: invited, held."""
    return word.endswith("ed") or word in _PARTICIPLES


def _preposition(prose: Prose, window: Sequence[Token]) -> list[str]:
    """Return the preposition before a name: "by" also where an office or other names stand between the two."""
    plain = [token.word for token in window if token.word not in _ARTICLES][-1:]
    for token in reversed(window):
        if token.word == "by":
            return ["by"]
        if not (
            token.is_capital or token.word in _OFFICIAL or token.word in prose.wording.titles | prose.wording.gathered
        ):
            break
    return plain


def _takes(prose: Prose, window: Sequence[Token]) -> bool:
    """Tell whether words with "received" are followed by whom: a name or an office."""
    verb = next((token.number for token in window if token.word.startswith("receiv")), window[-1].number)
    following = prose.tokens[verb + 1 : verb + 3]
    return any(token.is_capital or token.word in prose.wording.gathered for token in following)


def _of_last(window: Sequence[Token]) -> Sequence[Token]:
    """Return the words before a name without those of another role: organized by A and chaired by B."""
    ends = [at for at, token in enumerate(window) if token.word == "by"]
    return window[ends[-2] + 1 :] if len(ends) > 1 else window


def _undated(prose: Prose, window: Sequence[Token]) -> Sequence[Token]:
    """Return the words after a name without the day at their head: on Tuesday chaired."""
    at = 0
    while at < len(window) and (window[at].word in _DAYS or window[at].word in prose.wording.weekdays):
        at += 1
    dated = any(token.word in prose.wording.weekdays or token.word == "today" for token in window[:at])
    return window[at:] if dated else window


def _is_noun(prose: Prose, word: str) -> bool:
    """Tell whether a word after a name makes a compound of the two: a summit, members."""
    return word in OF_THEM[prose.language] or word in prose.wording.happenings


def _clause(prose: Prose, window: Sequence[Token], place: Range, *, ahead: bool) -> tuple[Token, ...]:
    """Return the words of a window that stand in the same clause as a name."""
    kept: list[Token] = []
    at = place.end if ahead else place.start
    for token in window if ahead else reversed(window):
        between = prose.text[at : token.start] if ahead else prose.text[token.end : at]
        if any(mark in between for mark in ",;:()–—") or (ahead and token.word in _POSSESSIVES):
            break
        kept.append(token)
        at = token.end if ahead else token.start
    return tuple(kept if ahead else kept[::-1])
