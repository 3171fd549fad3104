"""Which of the values that a node has its quotes mention: its date, its place, the name of its actor, its role."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from cakg.read import inflection
from cakg.read.claims import EDTF_DATE, QUOTE, Report, Triple
from cakg.read.cues import Cues, Verdict, mentions_cue
from cakg.read.numbers import mentions_number
from cakg.words import edtf
from cakg.words.namespaces import BASE, CAKG, CONCEPT_KINDS, SKOS, XSD, kind_of
from cakg.words.phrases import PHRASES
from cakg.words.tongue import month_names

Names = Mapping[str, tuple[str, ...]]

_NAMED = frozenset(CAKG + name for name in ("place", "actor", "holder", "member", "speaker"))
_DATED = frozenset(CAKG + name for name in ("date", "from", "until", "announcedOn"))
_EXPRESSED = frozenset(
    BASE + "role/" + slug for slug in ("chair", "co-chair", "convener", "co-organizer", "funder", "host", "organizer")
)
_OF_THE_READING = frozenset(CAKG + name for name in ("retrieved", "textDigest", "url"))
_NAMES = frozenset((SKOS + "prefLabel", SKOS + "altLabel", CAKG + "nameForm"))
_FEW = 3  # words: of a longer name every long word counts, of others the last
_LONG = 4  # letters of a long word
_IN_DIGITS = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2\d{4}\b|\b\d{4}-(\d{2})-\d{2}\b")
_INTEGER = NamedNode(XSD + "integer")
_NUMBER = re.compile(r"(\d+)[^\W\d]{0,3}")  # with the ending of an ordinal


class Ungrounded(NamedTuple):
    """Hold a value that no quote on its node is known to mention.

    `verdict` is `not judged` where a quote is in a language of which it is not known how it inflects names, or in a
    script in which the thing has no name: that the quote shows the value is then neither said nor denied.
    """

    node: str
    property: str
    value: str
    verdict: Verdict


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


def shows(report: Report, names: Names, cues: Cues) -> Iterator[tuple[str, Literal, str]]:
    """Yield node, quote and property for each quote of a report that mentions a value of the property."""
    own = names_of(report.triples)
    quotes: dict[str, list[Literal]] = {}
    claims: dict[str, list[Triple]] = {}
    for triple in report.triples:
        if triple.predicate == QUOTE and isinstance(triple.object, Literal):
            quotes.setdefault(triple.subject.value, []).append(triple.object)
        elif triple.predicate.value not in _OF_THE_READING:
            claims.setdefault(triple.subject.value, []).append(triple)
    for node, said in quotes.items():
        for quote in said:
            shown: set[str] = set()
            for _, predicate, value in claims.get(node, ()):
                if predicate.value not in shown and _mentions((quote,), value, names, own, cues) == "shown":
                    shown.add(predicate.value)
                    yield node, quote, predicate.value


def ungrounded(
    report: Report, quotes: Mapping[str, Sequence[Literal]], names: Names, cues: Cues
) -> Iterator[Ungrounded]:
    """Yield each value that no quote on the node is known to mention. A group rests on its phrase alone.

    Of roles, those of who hosted, organized, chaired or paid; of what else concepts say, the acts of speech.
    """
    own = names_of(report.triples)
    for triple in report.triples:
        said = quotes.get(triple.subject.value, ())
        predicate, value = triple.predicate.value, triple.object
        if predicate in _NAMED and isinstance(value, NamedNode):
            asked = not value.value.startswith(BASE + "group/")
        elif predicate == CAKG + "role":
            asked = value.value in _EXPRESSED
        else:
            asked = predicate == CAKG + "act" or (predicate in _DATED and value.value != "..")
        verdict = _mentions(said, value, names, own, cues) if asked else "shown"
        if verdict != "shown":
            yield Ungrounded(triple.subject.value, predicate, value.value, verdict)


def mentions_name(quotes: Iterable[Literal], names: Sequence[str], *, is_person: bool = False) -> Verdict:
    """Tell whether quotes hold one of the names of a thing, in some form that the language of the quote gives it."""
    spoken = _spoken(tuple(quotes))
    for language, said in spoken.items():
        if any(_holds(said, name, language, is_person) for name in names):
            return "shown"
    scripts = _scripts(tuple(names))
    judged = all(inflection.serves(language) and said.scripts <= scripts for language, said in spoken.items())
    return "not shown" if judged else "not judged"


def mentions_date(quotes: Iterable[Literal], date: str) -> Verdict:
    """Tell whether quotes hold the most precise part of one of the dates in an EDTF text, and no other month."""
    spoken = _spoken(quotes := tuple(quotes))
    said = {word for one in spoken.values() for word in one.words}
    numbers = {int(number[1]) for number in map(_NUMBER.fullmatch, said) if number is not None}
    months = {_month(word, language) for language, one in spoken.items() for word in one.words} - {0}
    months.update(month for quote in quotes for month in _months_in_digits(quote.value))
    judged = True
    for point in edtf.points(date):
        month = 0 if point.month is None or "X" in point.month else int(point.month)
        if 1 <= month <= 12 and point.day is not None and "X" not in point.day:
            shown = (not months or month in months) and int(point.day) in numbers
        elif 1 <= month <= 12:
            shown = month in months or point.month in said
            judged = judged and all(map(month_names, spoken))
        elif month:
            shown = any(_holds_part(one.words, month, language) for language, one in spoken.items())
            judged = judged and all(map(_part_words, [month] * len(spoken), spoken))
        else:
            year = re.compile(point.year.replace("X", "[0-9]"))
            shown = any(year.fullmatch(str(number)) for number in numbers)
        if shown:
            return "shown"
    return "not shown" if judged else "not judged"


def _mentions(quotes: Sequence[Literal], value: NamedNode | Literal, names: Names, own: Names, cues: Cues) -> Verdict:
    """Tell whether quotes mention a value: by a cue, by a name, as a date or as a number."""
    if isinstance(value, Literal):
        if value.datatype == EDTF_DATE:
            return mentions_date(quotes, value.value)
        return mentions_number(quotes, int(value.value)) if value.datatype == _INTEGER else "not judged"
    if kind_of(value.value) in CONCEPT_KINDS:
        return _best(mentions_cue(quote, value.value, cues) for quote in quotes)
    known = (*names.get(value.value, ()), *own.get(value.value, ()))
    return mentions_name(quotes, known, is_person=value.value.startswith(BASE + "person/"))


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    """Return what is known of all quotes together: shown by one, else judged only where each was."""
    each = frozenset(verdicts)
    return "shown" if "shown" in each else "not judged" if "not judged" in each else "not shown"


class _Said(NamedTuple):
    """What is said in one language: its words, the letters with which they begin, the scripts of the quotes."""

    words: frozenset[str]
    initials: frozenset[str]
    scripts: frozenset[str]


@lru_cache(maxsize=8192)
def _spoken(quotes: tuple[Literal, ...]) -> Mapping[str, _Said]:
    words: dict[str, set[str]] = {}
    scripts: dict[str, set[str]] = {}
    for quote in quotes:
        language = inflection.primary(quote.language)
        words.setdefault(language, set()).update(inflection.words(quote.value, language))
        scripts.setdefault(language, set()).add(_script(quote.value))
    return {
        language: _Said(frozenset(said), frozenset(word[0] for word in said), frozenset(scripts[language] - {""}))
        for language, said in words.items()
    }


@lru_cache(maxsize=16384)
def _scripts(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_script, names))


@lru_cache(maxsize=65536)
def _script(text: str) -> str:
    """Return the script of most letters of a text, such as `CYRILLIC`; empty where it has no letters."""
    counted = Counter(filter(None, map(_script_of, text)))
    return max(sorted(counted), key=lambda script: counted[script], default="")


@lru_cache(maxsize=4096)
def _script_of(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""


def _holds(said: _Said, name: str, language: str, is_person: bool) -> bool:
    """Tell whether words hold a name: its last word for a name of a few words, else all of its long words."""
    wanted = inflection.words(name, language)
    if len(wanted) == 1 or (is_person and 0 < len(wanted) <= _FEW):
        return _may_hold(said, wanted[-1], language) and any(
            inflection.is_form_of(wanted[-1], word, language, is_person) for word in said.words
        )
    # the last word of a thing's name may itself be inflected: правительство Таджикистана
    long = tuple(word for word in wanted if len(word) >= _LONG) or wanted
    wanted = wanted[-1:] if len(wanted) <= _FEW else long
    return bool(wanted) and all(
        _may_hold(said, one, language) and any(_are_alike(one, word, language) for word in said.words) for one in wanted
    )


def _may_hold(said: _Said, word: str, language: str) -> bool:
    return word[0] in said.initials or inflection.has_prefixes(language)


def _are_alike(one: str, word: str, language: str) -> bool:
    return inflection.share_stem(one, word, language) or inflection.is_form_of(one, word, language)


@lru_cache(maxsize=65536)
def _month(word: str, language: str) -> int:
    """Return the number of the month that a word of a language names, 0 where it names none."""
    for number, names in enumerate(month_names(language), 1):
        if word in names.short or any(inflection.is_form_of(name, word, language) for name in names.whole):
            return number
    return 0


def _months_in_digits(text: str) -> Iterator[int]:
    """Yield the months of dates such as 9.8.2016, 2016-08-09 and 8/9/2016, which may be of August or September."""
    for first, mark, second, month in _IN_DIGITS.findall(text):
        yield int(month or second)
        if mark == "/":
            yield int(first)


def _holds_part(said: Iterable[str], code: int, language: str) -> bool:
    """Tell whether words name a part of the year."""
    wanted = _part_words(code, language)
    return bool(wanted) and all(any(inflection.is_form_of(one, word, language) for word in said) for one in wanted)


def _part_words(code: int, language: str) -> list[str]:
    """Return the words that name a part of the year; none where they are not known."""
    phrase = PHRASES[language].parts.get(code, "") if language in PHRASES else ""
    return [word for word in inflection.words(phrase.format(year=""), language) if len(word) >= _LONG - 1]
