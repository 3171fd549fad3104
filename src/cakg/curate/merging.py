"""Which of the events found before one is that a sentence tells of, and what two accounts of one make together."""

from collections.abc import Iterable, Mapping, Sequence

from cakg.curate.event import Happening, agree
from cakg.curate.prose import Prose, Token
from cakg.curate.register import Register
from cakg.curate.wordlists import bag

_EARLIER = {  # in Russian how they begin
    "en": bag("previous last past earlier"),
    "ru": bag("предыдущ прошл предшеств"),
}
_RECALLS = (("напомним",), ("ранее",), ("recall",), ("earlier",), ("previously",))  # what begins so is of another one
_LATER = {"en": bag("next following follow subsequent"), "ru": bag("следующ последующ")}


def same_of(found: Sequence[Happening], one: Happening, prose: Prose, register: Register) -> Happening | None:
    """Return the event among those found that a new one is."""
    first = prose.between(one.noun.start - 60 if one.noun.start > 60 else 0, one.noun.start)[-4:]
    pointing = {token.word for token in first if not _is_after(prose, token)}
    told = one.day is not None or one.ordinal is not None
    later = _points(prose, pointing, _LATER)
    elsewhere = (told and (later or _points(prose, pointing, _EARLIER))) or (later and one.ahead is not None)
    elsewhere = elsewhere or one.told[0].words[:1] in _RECALLS
    main = found[0]
    for other in (main, *reversed(found[1:])):
        if other.sort != one.sort or elsewhere:
            continue
        if one.ordinal is not None and other.ordinal is not None and one.ordinal[0] != other.ordinal[0]:
            continue
        unlike = not other.pair or _are_others(one, other)
        alone = other is main and not other.pair and not other.day and len(found) == 1
        if one.pair and unlike and other.told[0] != one.told[0] and not alone:
            continue
        if one.pair and other.pair and _are_others(one, other):
            continue
        if one.day is not None and other.day is not None and not agree(one.day, other.day):
            continue
        if other.pair and not one.pair and one.day is not None and one.form and one.form != other.form:
            continue
        if one.place is not None and other.place is not None and _elsewhere(one, other, register):
            continue
        is_other = one.form != other.form and (one.form or (one.ordinal is not None and other.ordinal is None))
        if _is_within(one, other) and is_other and one.told[0] != other.told[0]:
            one.whole = other
            continue
        unlike = bool(one.form and other.form and one.form != other.form)
        unlike = unlike and not {one.form, other.form} & {"negotiation", "session", "summit", "bilateral"}
        unlike = unlike and {one.form, other.form} != {"ceremony", "signing"}
        if unlike and not _is_same_day(one, other) and other.told[-1] != one.told[0]:
            continue
        return other
    return None


def _is_after(prose: Prose, token: Token) -> bool:
    """Tell whether a word is but a preposition: following the summit."""
    after = prose.tokens[token.number + 1 : token.number + 2]
    return token.word == "following" and bool(after) and after[0].word in ("the", "a", "their", "these")


def _points(prose: Prose, said: Iterable[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether words before a noun say that it names another event of its kind."""
    wanted = words[prose.language]
    return any(word in wanted if prose.language == "en" else word.startswith(tuple(wanted)) for word in said)


def _is_same_day(one: Happening, other: Happening) -> bool:
    """Tell whether a day is told of one event that agrees with that of the other, and is no vaguer than it; to one
    without a day it is given near where that was told of.
    """
    if one.day is None:
        return False
    if other.day is None:
        last = other.told[-1]
        return last.is_heading or last.paragraph == one.told[0].paragraph
    return one.day.is_day or not other.day.is_day


def _elsewhere(one: Happening, other: Happening, register: Register) -> bool:
    """Tell whether two events have places of which neither lies around the other."""
    here, there = (each.place.of("place") or "" for each in (one, other) if each.place is not None)
    return here not in set(register.around(there)) and there not in set(register.around(here))


def _is_within(one: Happening, other: Happening) -> bool:
    """Tell whether the day of one is a single day of several of the other."""
    if one.day is None or other.day is None or "/" in one.day.edtf or "/" not in other.day.edtf:
        return False
    return one.day.is_day and agree(one.day, other.day)


def _are_others(one: Happening, other: Happening) -> bool:
    """Tell whether each of two encounters has somebody whom the other has not: a title may name one of the two."""
    here, there = _other_side(one), _other_side(other)
    return not (here <= there or there <= here)


def _other_side(one: Happening) -> frozenset[str]:
    return frozenset(naming.person or str(naming.own) for naming in one.pair)


def join(known: Happening, one: Happening) -> None:
    """Add what a further account tells to an event."""
    known.told.extend(sentence for sentence in one.told if sentence not in known.told)
    better = known.day is None or (one.day is not None and one.day.is_day and not known.day.is_day)
    longer = one.day is not None and "/" in one.day.edtf and known.day is not None and "/" not in known.day.edtf
    if one.day is not None and (better or longer):
        known.day, known.phase = one.day, one.phase
        known.is_long = one.is_long
        known.ahead = known.ahead or (one.ahead if known.sort == "Visit" else None)
    known.ordinal = known.ordinal or one.ordinal
    known.pair = max(known.pair, one.pair, key=len)
    known.form = known.form if known.form and known.form != "bilateral" else one.form or known.form
    known.lasting = known.lasting or one.lasting
    known.words |= one.words
