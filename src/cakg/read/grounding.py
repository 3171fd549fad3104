"""Whether some quote on a node mentions what the node says: its date, its place, the name of its actor."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode

from cakg.read.claims import Report, Triple
from cakg.words.namespaces import BASE, CAKG, SKOS

Names = Mapping[str, tuple[str, ...]]

_NAMED = frozenset(CAKG + name for name in ("place", "actor", "holder", "member", "speaker"))
_DATED = frozenset(CAKG + name for name in ("date", "from", "until", "announcedOn"))
_NAMES = frozenset((SKOS + "prefLabel", SKOS + "altLabel", CAKG + "nameForm"))
_MONTHS = (  # whole words up to three letters, longer ones with any ending
    ("january", "январ", "jan"),
    ("february", "феврал", "feb"),
    ("march", "март", "mar"),
    ("april", "апрел", "apr"),
    ("may", "май", "мая", "мае", "маю"),
    ("june", "июн", "jun"),
    ("july", "июл", "jul"),
    ("august", "август", "aug"),
    ("september", "сентябр", "sept", "sep"),
    ("october", "октябр", "oct"),
    ("november", "ноябр", "nov"),
    ("december", "декабр", "dec"),
)
_SHORT = {word: number for number, words in enumerate(_MONTHS, 1) for word in words if len(word) == 3}
_LONG = {word: number for number, words in enumerate(_MONTHS, 1) for word in words if len(word) > 3}
_WORD = re.compile(r"\w+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|го)$")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def names_of(triples: Iterable[Triple]) -> Names:
    """Return all names of each thing, and of each place also those of the places around it."""
    found: dict[str, set[str]] = {}
    within: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate.value in _NAMES:
            found.setdefault(triple.subject.value, set()).add(triple.object.value)
        elif triple.predicate.value == CAKG + "within":
            within.setdefault(triple.subject.value, set()).add(triple.object.value)
    return {
        iri: tuple(sorted(own | {name for place in within.get(iri, ()) for name in found.get(place, ())}))
        for iri, own in found.items()
    }


def ungrounded(report: Report, quotes: Mapping[str, Sequence[Literal]], names: Names) -> Iterator[tuple[str, str, str]]:
    """Yield node, property and value of what no quote on the node mentions. A group rests on its phrase alone."""
    own = names_of(report.triples)
    for triple in report.triples:
        said = _words(" ".join(quote.value for quote in quotes.get(triple.subject.value, ())))
        predicate, value = triple.predicate.value, triple.object
        if predicate in _NAMED and isinstance(value, NamedNode) and not value.value.startswith(BASE + "group/"):
            known = (*names.get(value.value, ()), *own.get(value.value, ()))
            grounded = any(_mentions(said, name) for name in known)
        elif predicate in _DATED and isinstance(value, Literal) and value.value != "..":
            grounded = _mentions_date(said, value.value)
        else:
            continue
        if not grounded:
            yield triple.subject.value, predicate, value.value


def _mentions(said: Sequence[str], name: str) -> bool:
    """Tell whether the words hold the name: its last word for a name of a few words, else all of its long words."""
    words = _words(name)
    if not words:
        return False
    wanted = words if len(words) > 3 else words[-1:]
    return all(any(_alike(word, other) for other in said) for word in wanted if len(word) > 3 or len(wanted) == 1)


def _alike(word: str, other: str) -> bool:
    """Tell whether two words are one word up to its ending, as Russian declines it."""
    stem = word if len(word) < 5 else word[: max(4, len(word) - 2)]
    return other == word or (len(word) >= 5 and other.startswith(stem))


def _mentions_date(said: Sequence[str], text: str) -> bool:
    """Tell whether the words hold the most precise part of one of the dates in an EDTF text, and no other month."""
    months = set(map(_month, said)) - {None}
    for year, month, day in _DAY.findall(text):
        if day:
            named = not months or int(month) in months
            grounded = named and any(_ORDINAL.sub("", word) in (day, day.lstrip("0")) for word in said)
        elif month:
            grounded = int(month) in months or month in said
        else:
            grounded = year in said
        if grounded:
            return True
    return False


def _month(word: str) -> int | None:
    """Return the number of the month that a word names, in English or Russian."""
    return _SHORT.get(word) or next((number for name, number in _LONG.items() if word.startswith(name)), None)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())
