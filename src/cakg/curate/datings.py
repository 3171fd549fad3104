"""How the languages that are served write dates: patterns, the longer before the shorter."""

import re
from collections.abc import Iterable
from functools import lru_cache

from cakg.curate.months import adjectives_of, months_of
from cakg.curate.wordlists import WORDINGS

_DASH = "[-–—‒−/]"


@lru_cache(maxsize=8)
def patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return how a language writes dates, each with its sort; groups: d, e (days), m, n (months), k (a month in
    figures), y, z (years), a, b (a day and a month, of which it is not told which is which), r (last, next, this).
    """
    month = _any(months_of(language))
    year = r"(?:(?:19|20)\d\d)"
    tail = r"(?:\s*(?:года|году|год|г\.?))?" if language == "ru" else ""
    day = r"(?:[0-3]?\d)(?:\s?(?:st|nd|rd|th)|-?го|-?е)?"
    more = rf"(?:,\s*{day})*"
    join = rf"(?:\s*{_DASH}\s*|\s*&\s*|,?\s+(?:and|to|until|till|through|и|по|до)\s+)"
    comma = r"(?:,?\s+(?:of\s+)?)"
    forms = [
        (rf"(?P<d>{day})\s+(?P<m>{month})\.?(?:{comma}(?P<y>{year}){tail})?{join}"
         rf"(?P<e>{day})\s+(?P<n>{month})\.?(?:{comma}(?P<z>{year}){tail})?", "span"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day})(?:{comma}(?P<y>{year}))?{join}"
         rf"(?P<n>{month})\.?\s+(?P<e>{day})(?:{comma}(?P<z>{year}))?", "span"),
        (rf"(?P<d>{day}){more}{join}(?P<e>{day})\s+(?:of\s+)?(?P<m>{month})\.?(?:{comma}(?P<z>{year}){tail})?", "span"),
        (rf"(?P<m>{month})\.?\s+(?P<d>{day}){more}{join}(?P<e>{day})(?:{comma}(?P<z>{year}))?(?!\d)", "span"),
        (rf"(?P<d>{day})\s+(?:of\s+)?(?P<m>{month})\.?{comma}(?P<y>{year}){tail}", "day"),
        (rf"(?P<m>{month})(?:\.?,?\s+|\.?)(?P<d>{day}){comma}(?P<y>{year})", "day"),
        (rf"(?P<d>{day})\s+(?:of\s+)?(?P<m>{month})", "day"),
        (rf"(?P<m>{month})\.?\s*(?P<d>{day})(?!\d|[:.]\d)", "day"),
        (rf"(?P<y>{year})[,:]?\s*(?P<m>{month})\.?\s+(?P<d>{day})(?!\d|[:.]\d)", "day"),
        (rf"(?P<y>{year})-(?P<k>0\d|1[0-2])-(?P<d>[0-3]\d)", "figures"),
        (rf"(?P<d>[0-3]?\d)\.(?P<k>[01]?\d)\.(?P<y>{year})", "figures"),
        (rf"(?P<a>[0-3]?\d)(?P<part>[/-])(?P<b>[0-3]?\d)(?P=part)(?P<y>{year})", "slashed"),
        (rf"(?P<m>{month})\.?{comma}(?P<y>{year}){tail}", "month"),
        (rf"(?P<r>\b(?:this|last|next))\s+(?P<m>{month})(?!\.?,?\s+(?:of\s+)?\d)", "bare"),
        (rf"\b(?:in|early|late|mid|(?:end|beginning|middle)\s+of|в|начале|конце|середине)[\s-]+"
         rf"(?P<m>{month})(?!\.?,?\s+(?:of\s+)?\d)", "bare"),
        (rf"(?P<m>{_any(adjectives_of(language))})(?=\s+(?:{_nouns(language)}))", "bare"),
        (rf"(?:\b(?:in|since|of|from|during|until|by|early|late|mid|в|во|с|до|к)[\s-]+)(?P<y>{year}){tail}"
         rf"(?!\s*{_DASH}?\s*\d)", "year"),
        (rf"(?P<y>{year})\s+(?:года|году)", "year"),
        (rf"(?<=\()(?P<y>{year})(?=\))", "year"),
        (rf"(?P<y>{year})(?=\s+(?:{_nouns(language)}))", "year"),
        (r"(?P<r>\b(?:last|next|this))\s+year", "relative"),
        (r"(?P<r>\b(?:last|next|this))\s+month", "month of"),
        (r"(?P<r>\b(?:прошлом|минувшем|этом|текущем|нынешнем|следующем|будущем))\s+году", "relative"),
        (r"(?P<r>\b(?:прошлом|минувшем|этом|текущем|нынешнем|следующем|будущем))\s+месяце", "month of"),
    ]  # fmt: skip
    return tuple((re.compile(rf"(?<![\w.]){form}(?!\w)", re.IGNORECASE), sort) for form, sort in forms)


def _any(words: Iterable[str]) -> str:
    """Return a pattern of words, the longer before the shorter."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda one: (-len(one), one))) + ")"


def _nouns(language: str) -> str:
    """Return a pattern of the nouns of events, in Russian of how they begin."""
    nouns = WORDINGS[language].happenings
    return _any(nouns) + r"\b" if language == "en" else _any(noun[:-1] for noun in nouns)
