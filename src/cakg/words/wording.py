"""Dates for people: an EDTF date in words of a language, exactly as precise as it is written."""

from functools import lru_cache
from typing import NamedTuple

from cakg.words import dates, edtf
from cakg.words.edtf import Point, Sort, Stretch
from cakg.words.tongue import Tongue, Words, tongue


class _Ends(NamedTuple):
    """Two dates in words, each and joined."""

    first: Words
    last: Words
    joined: str


_QUALIFIERS = {"~": "about", "?": "perhaps", "%": "perhaps_about"}
_JOINTS = " –"  # what stands between two dates


def wording(text: str, lang: str = "en") -> str:
    """Return an EDTF date in words: `2005-03-17/2005-03-18` is "17–18 March 2005", in Russian "17–18 марта 2005 г.".

    `lang` is a language tag; known are en, kk, ky, ru, tg, tk and uz in their usual scripts. Whatever has no usual
    wording is returned as it is written, never guessed at, and so is every date in a language that is not known.
    *Source*: Library of Congress, Extended Date/Time Format specification, 2019; Unicode, CLDR.
    """
    return _worded(text.strip(), lang) or text


def genitive(text: str, lang: str = "en") -> str:
    """Return a single EDTF date in words as it stands behind "from": in Russian "июня 2008 г.", not "июнь 2008 г.".

    Whatever is no single date is worded as ever.
    """
    speech = tongue(lang) if dates.span(text) is not None else None
    members = edtf.read(text).members if speech is not None else ()
    if speech is None or len(members) != 1 or not isinstance(members[0], Point):
        return wording(text, lang)
    words = _date(speech, members[0])
    return wording(text, lang) if words is None else _repaired(speech, words.of)


@lru_cache(maxsize=16384)
def _worded(text: str, lang: str) -> str | None:
    if dates.span(text) is None:
        return None
    speech = tongue(lang)
    if speech is None:
        return None
    words = _said(speech, edtf.read(text))
    return None if words is None else _repaired(speech, words)


def _repaired(speech: Tongue, words: str) -> str:
    for wrong, right in speech.phrases.repairs.items():
        words = words.replace(wrong, right)
    return words


def _said(speech: Tongue, writing: edtf.Writing) -> str | None:
    if writing.sort is Sort.OPEN:
        return speech.phrases.open or None
    if writing.sort in (Sort.ONE_OF, Sort.ALL_OF):
        return _set(speech, writing.members, writing.sort is Sort.ONE_OF)
    (member,) = writing.members
    if isinstance(member, Stretch):
        return _interval(speech, member)
    words = _date(speech, member)
    return None if words is None else words.date


def _date(speech: Tongue, point: Point) -> Words | None:
    """Return one date in words, None where it has no usual wording."""
    if point.is_partly_qualified or point.significant is not None or "T" in point.text:
        return None
    words = _masked(speech, point) if point.is_masked else _plain(speech, point)
    if words is None or not point.qualifier:
        return words
    phrase = getattr(speech.phrases, _QUALIFIERS[point.qualifier])
    return Words(phrase.format(date=words.date), phrase.format(date=words.of)) if phrase else None


def _plain(speech: Tongue, point: Point) -> Words | None:
    """Return a date whose digits are all given."""
    month = int(point.month or 0)
    if month in speech.phrases.parts:
        alone = speech.phrases.parts[month]
        return Words(*(part.format(year=point.year) for part in (alone, speech.phrases.parts_of.get(month, alone))))
    if month > 12 and not 33 <= month <= 36:
        return None
    return speech.write(speech.patterns["quarter" if month > 12 else _precision(point)], *_fields(point))


def _masked(speech: Tongue, point: Point) -> Words | None:
    """Return a date whose last digits are not specified."""
    phrases, known, month = speech.phrases, point.year.rstrip("X"), point.month or "XX"
    if "X" in known or point.day not in (None, "XX") or (len(known) < 4 and month != "XX"):
        return None
    if len(known) == 2:
        century = _both(speech, Point("", known + "00"), Point("", known + "99"))
        return None if century is None else Words(century.joined, century.joined)
    if len(known) == 3:
        return _phrased(phrases.decade, phrases.decade_of, decade=known + "0")
    if len(known) < 4 or (month != "XX" and "X" in month):
        return None
    around = _plain(speech, Point("", point.year, None if month == "XX" else month))
    phrase = phrases.some_month if month == "XX" else phrases.some_day
    return None if around is None else _phrased(phrase, **around._asdict())


def _phrased(phrase: str, of: str = "", /, **fields: str) -> Words | None:
    """Return a phrase, alone and in the genitive where that has a form of its own; None where it is not known."""
    return Words(phrase.format(**fields), (of or phrase).format(**fields)) if phrase else None


def _interval(speech: Tongue, stretch: Stretch) -> str | None:
    phrases, first, last = speech.phrases, stretch.first, stretch.last
    if first is not None and last is not None:
        both = _both(speech, first, last)
        return None if both is None else both.joined
    if first is not None:
        return _about(speech, first, phrases.since if stretch.open_last else phrases.since_unknown)
    if last is not None:
        return _about(speech, last, phrases.until if stretch.open_first else phrases.until_unknown)
    return None


def _about(speech: Tongue, point: Point, phrase: str) -> str | None:
    words = _date(speech, point)
    said = None if words is None else _phrased(phrase, **words._asdict())
    return None if said is None else said.date


def _both(speech: Tongue, first: Point, last: Point) -> _Ends | None:
    """Return two dates joined; where both are plain and of one precision, month and year are not said twice."""
    if not (_is_plain(first) and _is_plain(last) and _precision(first) == _precision(last)):
        ends = _date(speech, first), _date(speech, last)
        if ends[0] is None or ends[1] is None:
            return None
        return _Ends(ends[0], ends[1], speech.patterns["join"].format(ends[0].date, ends[1].date))
    name = _precision(first)
    difference = "y" if first.year != last.year else "M" if first.month != last.month else "d"
    if (first.year, first.month, first.day) == (last.year, last.month, last.day):
        words = speech.write(speech.patterns[name], *_fields(first))
        return _Ends(words, words, words.date)
    start, end = speech.patterns[f"{name}/{difference}"].split("|")
    opening, closing = speech.write(start, *_fields(first)), speech.write(end, *_fields(last))
    return _Ends(Words(*(words.rstrip(_JOINTS) for words in opening)), closing, opening.date + closing.date)


def _is_plain(point: Point) -> bool:
    """Tell whether a date is but a year, a month or a day."""
    is_cut = point.is_masked or point.significant is not None or "T" in point.text
    is_marked = point.qualifier or point.is_partly_qualified or is_cut
    return not is_marked and int(point.month or 0) <= 12


def _precision(point: Point) -> str:
    return "day" if point.day else "month" if point.month else "year"


def _fields(point: Point) -> tuple[str, int, str]:
    return point.year, int(point.month or 0), (point.day or "").lstrip("0")


def _set(speech: Tongue, members: tuple[Point | Stretch, ...], is_one: bool) -> str | None:
    """Return a set as one of its members or as all of them; days of one month are counted up within it."""
    word = speech.phrases.either if is_one else speech.phrases.both
    days = [point for point in members if isinstance(point, Point) and _is_plain(point) and point.day]
    if len(days) == len(members) > 1 and len({(day.year, day.month) for day in days}) == 1:
        listed = _listed([_fields(day)[2] for day in days], word)
        return speech.write(speech.patterns["day"], *_fields(days[0])[:2], listed).date
    said = [_member(speech, member, is_one) for member in members]
    known = [each for each in said if each is not None]
    return _listed(known, word) if len(known) == len(said) else None


def _listed(words: list[str], word: str) -> str:
    return f"{', '.join(words[:-1])} {word} {words[-1]}" if len(words) > 1 else words[0]


def _member(speech: Tongue, member: Point | Stretch, is_one: bool) -> str | None:
    if isinstance(member, Point):
        words = _date(speech, member)
        return None if words is None else words.date
    if member.first is None or member.last is None:
        end = member.first or member.last
        return (
            None
            if end is None
            else _about(speech, end, getattr(speech.phrases, "later" if member.first else "earlier"))
        )
    is_vague = any(end.qualifier or end.is_partly_qualified or end.is_masked for end in (member.first, member.last))
    both = None if is_vague else _both(speech, member.first, member.last)
    if both is None or not is_one:
        return None if both is None else both.joined
    fields = {"first": both.first.date, "last": both.last.date, "range": both.joined}
    between = _phrased(speech.phrases.between, first_of=both.first.of, last_of=both.last.of, **fields)
    return None if between is None else between.date
