"""Dates of events whose day a text does not name: that of issue, days of a visit around them, or none later."""

from collections.abc import Sequence
from datetime import date, timedelta

from cakg.curate.event import Happening, edtf_of
from cakg.curate.heading import Heading
from cakg.curate.nouns import is_of_another_day
from cakg.curate.prose import Prose
from cakg.curate.wordlists import bag
from cakg.words import dates

_MONTH, _DAY = len("2015-11"), len("2015-11-23")
_OVER = {  # words before a noun that tell that the event was over before the day of issue
    "en": bag("past recent concluded completed previous last"),
    "ru": bag("прошедший прошедшего прошедшем прошедшему недавний недавнего недавнем минувший минувшего"),
}
_LONG = frozenset(("summit", "conference", "session", "forum"))  # which may last several days
_TELLING = frozenset(("press-release", "news-article"))  # kinds of documents that tell what took place
_WEEK = timedelta(days=7)  # which a visit without an end goes on at most
_NEAR = 4  # words before a noun


def date_without_day(
    prose: Prose, heading: Heading, one: Happening, happenings: Sequence[Happening]
) -> tuple[str, str] | None:
    """Return the date of an event of which the text names no day, and how it was reckoned; None for none."""
    issued = None if heading.issued is None else heading.issued.value
    if issued is None:
        return None
    told = (*one.told, prose.sentence_at(heading.body))
    is_of_issue = one.is_main and one.ahead is None and not is_of_another_day(prose, told)
    if is_of_issue and len(issued) == _DAY and heading.dateline is not None:
        before = [token.word for token in prose.between(max(0, one.noun.start - 40), one.noun.start)[-_NEAR:]]
        if _OVER[prose.language] & set(before):
            return f"[..{issued}]", "before the day of issue; the text names none"
        if "opening" in before and one.form in _LONG:
            return f"{issued}/", "the day of issue; the text tells of its opening"
        if one.sort == "Visit" and one.phase:
            edtf = f"{issued}/" if one.phase == "begins" else f"/{issued}"
            return edtf, f"the day of issue; the text tells that it {one.phase}"
    if is_of_issue and heading.dateline is not None:
        return issued, "the day of issue; the text names none"
    if one.whole is not None and one.sort == "Visit":
        begin, _, end = (edtf_of(one.whole) or "").partition("/")
        if len(begin) == len(end) == _DAY:
            return f"[{begin}..{end}]", "within the days of the tour"
    if one.sort == "Visit" and one.ahead is None and not one.is_other and len(issued) >= _MONTH:
        return issued[:_MONTH], "the month of issue; the text names no day"
    around = _on_a_visit(one, happenings, issued)
    if around is not None:
        return around, "on a day of the visit; the text does not tell on which"
    if is_of_issue and len(issued) == _DAY and heading.kind.value in _TELLING:
        return f"[..{issued}]", "not after the day of issue; the text names none"
    return None


def _on_a_visit(one: Happening, happenings: Sequence[Happening], issued: str) -> str | None:
    """Return the days of the only visit that a text tells of, for what is held on it: one of them, as far as known."""
    if one.sort != "Meeting" or one.is_main or one.is_other:
        return None
    visits = [each for each in happenings if each.sort == "Visit" and each.whole is None and not each.is_other]
    if len(visits) != 1 or (visits[0].ahead is None) != (one.ahead is None):
        return None
    begin, stroke, end = (edtf_of(visits[0]) or "").partition("/")
    if not stroke and len(begin) == _DAY:
        return begin
    if not begin and len(end) == _DAY and one.ahead is None:
        return f"[..{end}]"
    last = end or issued
    if len(begin) != _DAY or len(last) != _DAY or (end == "" and one.ahead is not None):
        return None
    if one.ahead is None and dates.span(issued) is not None and len(issued) == _DAY:
        last = min(last, issued)
    days = date.fromisoformat(last) - date.fromisoformat(begin)
    if days < timedelta(0) or (not end and days > _WEEK):
        return None
    return begin if not days else f"[{begin},{last}]" if days == timedelta(1) else f"[{begin}..{last}]"
