"""The rows of each respect as sentences of a brief: the words, and the marks of what was expected or only announced."""

from collections.abc import Callable, Mapping

from cakg.web.brief_words import said, word
from cakg.words.wording import wording

_DATES = ("when", "from", "until")
_DAYS = 3  # as many as are told one by one
Told = tuple[str, tuple[str, ...]]  # the words, the marks


def _when(lang: str, cells: Mapping[str, str]) -> str:
    return wording(cells["date"], lang) if cells.get("date") else said(lang, "undated")


def is_spanned(cells: Mapping[str, str]) -> bool:
    """Tell whether a document gives an end of the time for which a post was held."""
    return bool(cells["from"]) or cells["until"] not in ("", "..")


def known_days(cells: Mapping[str, str]) -> list[str]:
    """Return the days on which somebody is documented in a post, in order."""
    return sorted(filter(None, cells["known on"].split("; ")), key=lambda day: day.lstrip("[{."))


def untold(cells: Mapping[str, str]) -> frozenset[str]:
    """Return the words for claims on a post held of which its sentence says nothing: days within what it tells."""
    days = known_days(cells)
    within = days if is_spanned(cells) else days[1:-1] if len(days) > _DAYS else []
    return frozenset(("known on", "announced on", *within) if is_spanned(cells) else within)


def _term(lang: str, cells: Mapping[str, str]) -> str:
    """Return in words how long a post was held, as far as documents say."""
    first, last = cells["from"], cells["until"]
    if not is_spanned(cells):
        days = known_days(cells)
        if len(days) > _DAYS:
            first, last = (wording(day, lang) for day in (days[0], days[-1]))
            return said(lang, "seen-often", count=len(days), first=first, last=last)
        return said(lang, "seen", days="; ".join(wording(day, lang) for day in days)) if days else ""
    if set(first + last) & set("/[{"):  # an end that is itself a span
        return " – ".join(wording(one, lang) if one else "?" for one in (first, last))
    return wording(f"{first}/{last}", lang)


def _joined(*words: str) -> str:
    return "; ".join(word for word in words if word)


def _fact(lang: str, cells: Mapping[str, str]) -> Told:
    value = wording(cells["value"], lang) if cells["what"] in _DATES else cells["value"]
    return f"{word(lang, cells['what'])}: {value}", ()


def _post(lang: str, cells: Mapping[str, str]) -> Told:
    who = f"{cells['who']}: " if "who" in cells else ""
    return f"{who}{cells['post']}, {_term(lang, cells)}".rstrip(", "), ()


def _held(lang: str, cells: Mapping[str, str]) -> Told:
    return f"{cells['who']}, {_term(lang, cells)}".rstrip(", "), ()


def _meeting(lang: str, cells: Mapping[str, str]) -> Told:
    place = f", {cells['place']}" if cells["place"] else ""
    office = said(lang, "as", office=cells["office"]) if cells.get("office") else ""
    told = _joined(cells.get("who", ""), cells.get("function", ""), office)
    marks = (cells["attendance"],) if cells.get("attendance") else ()
    return f"{_when(lang, cells)}{place}: {cells['event']}" + (f" ({told})" if told else ""), marks


def _took_part(lang: str, cells: Mapping[str, str]) -> Told:
    is_said = "event" in cells and cells["office"]  # the office tells for whom: of many events there is no room for it
    whom = said(lang, "for", whom=cells["for"]) if cells["for"] and not is_said else ""
    told = _joined(cells["function"], cells["office"], whom)
    who = " — ".join(filter(None, (cells.get("event"), cells["who"])))
    return ": ".join(filter(None, (who, told))), tuple(filter(None, [cells["attendance"]]))


def _step(lang: str, cells: Mapping[str, str]) -> Told:
    due = said(lang, "due", when=wording(cells["due by"], lang)) if cells["due by"] else ""
    signer = said(lang, "signed-by", who=cells["signed by"]) if cells["signed by"] else ""
    what = ", ".join(filter(None, (cells.get("instrument", ""), cells.get("who", ""), cells["step"])))
    more = _joined(signer, cells["occasion"], due)
    return f"{_when(lang, cells)}: {what}" + (f" ({more})" if more else ""), (cells["status"],)


def _words(lang: str, cells: Mapping[str, str]) -> Told:
    when = _when(lang, cells) if "date" in cells else ""
    told = ", ".join(filter(None, (when, cells.get("occasion", ""))))
    who = cells.get("speaker", "")
    return (f"{who} ({told}):" if who and told else f"{who or told}:"), ()


TOLD: Mapping[str, Callable[[str, Mapping[str, str]], Told]] = {
    "What": _fact,
    "Posts": _post,
    "Who held its posts": _post,
    "Who held it": _held,
    "Who held which post": _post,
    "Who": _took_part,
    "Meetings and other events": _meeting,
    "Events": _meeting,
    "Treaties": _step,
    "Parties": _step,
    "Signed there": _step,
    "Statements": _words,
    "Commitments": _words,
}
