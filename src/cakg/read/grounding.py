"""Which of the values that a node has its quotes mention: its date, its place, the name of its actor, its role."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from cakg.read import inflection
from cakg.read.claims import EDTF_DATE, QUOTE, TYPE, Report, Triple
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
_OF_THE_READING = frozenset(CAKG + name for name in ("archivedAt", "publishedAt", "retrieved", "textDigest", "url"))
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


def shows(report: Report, names: Names, cues: Cues) -> Iterator[tuple[str, Literal, Triple]]:
    """Yield node, quote and claim for each claim of a report whose value a quote on its node mentions."""
    own = names_of(report.triples)
    quotes: dict[str, list[Literal]] = {}
    claims: dict[str, list[Triple]] = {}
    for triple in report.triples:
        if triple.predicate == QUOTE and isinstance(triple.object, Literal):
            quotes.setdefault(triple.subject.value, []).append(triple.object)
        elif triple.predicate.value not in _OF_THE_READING and triple.predicate != TYPE:
            claims.setdefault(triple.subject.value, []).append(triple)
    for node, said in quotes.items():
        for claim in claims.get(node, ()):
            for quote in said:
                if _is_mentioned(quote, claim.object, names, own, cues):
                    yield node, quote, claim


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
    quotes = tuple(quotes)
    if _hold_one_of(_spoken(quotes), names, is_person):
        return "shown"
    scripts = _scripts(tuple(names))
    judged = all(
        inflection.serves(inflection.primary(quote.language)) and _script(quote.value) in scripts | {""}
        for quote in quotes
    )
    return "not shown" if judged else "not judged"


def mentions_date(quotes: Iterable[Literal], date: str) -> Verdict:
    """Tell whether quotes hold the most precise part of one of the dates in an EDTF text, and no other month."""
    quotes = tuple(quotes)
    spoken, numbers = _spoken(quotes), _numbers(quotes)
    judged = True
    for point in edtf.points(date):
        month = 0 if point.month is None or "X" in point.month else int(point.month)
        if 1 <= month <= 12 and point.day is not None and "X" not in point.day:
            shown = int(point.day) in numbers and (not (months := _months(quotes)) or month in months)
        elif 1 <= month <= 12:
            shown = month in _months(quotes) or any(point.month in said.words for said in spoken.values())
            judged = judged and all(map(month_names, spoken))
        elif month:
            shown = any(_holds_part(said.words, month, language) for language, said in spoken.items())
            judged = judged and all(map(_part_words, [month] * len(spoken), spoken))
        else:
            year = re.compile(point.year.replace("X", "[0-9]"))
            shown = any(year.fullmatch(str(number)) for number in numbers)
        if shown:
            return "shown"
    return "not shown" if judged else "not judged"


def _is_mentioned(quote: Literal, value: NamedNode | Literal, names: Names, own: Names, cues: Cues) -> bool:
    """Tell whether a quote mentions a value, and nothing of why it may not be judged, which takes longer."""
    if isinstance(value, Literal) or value.value in cues:
        return _mentions((quote,), value, names, own, cues) == "shown"
    known = (*names.get(value.value, ()), *own.get(value.value, ()))
    if not known or _kind(value.value) in CONCEPT_KINDS:
        return False
    return _hold_one_of(_spoken((quote,)), known, _kind(value.value) == "person")


def _mentions(quotes: Sequence[Literal], value: NamedNode | Literal, names: Names, own: Names, cues: Cues) -> Verdict:
    """Tell whether quotes mention a value: by a cue, by a name, as a date or as a number."""
    if isinstance(value, Literal):
        if value.datatype == EDTF_DATE:
            return mentions_date(quotes, value.value)
        return mentions_number(quotes, int(value.value)) if value.datatype == _INTEGER else "not judged"
    if _kind(value.value) in CONCEPT_KINDS:
        return _best(mentions_cue(quote, value.value, cues) for quote in quotes)
    known = (*names.get(value.value, ()), *own.get(value.value, ()))
    return mentions_name(quotes, known, is_person=_kind(value.value) == "person")


@lru_cache(maxsize=16384)
def _kind(iri: str) -> str | None:
    return kind_of(iri)


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    """Return what is known of all quotes together: shown by one, else judged only where each was."""
    each = frozenset(verdicts)
    return "shown" if "shown" in each else "not judged" if "not judged" in each else "not shown"


class _Said(NamedTuple):
    """What is said in one language: its words, also by the letter with which they begin."""

    words: frozenset[str]
    by_letter: Mapping[str, Sequence[str]]


@lru_cache(maxsize=8192)
def _spoken(quotes: tuple[Literal, ...]) -> Mapping[str, _Said]:
    words: dict[str, set[str]] = {}
    for quote in quotes:
        language = inflection.primary(quote.language)
        words.setdefault(language, set()).update(inflection.words(quote.value, language))
    return {language: _Said(frozenset(said), _by_letter(said)) for language, said in words.items()}


@lru_cache(maxsize=8192)
def _numbers(quotes: tuple[Literal, ...]) -> frozenset[int]:
    """Return the numbers that quotes hold in digits, as what counts or as an ordinal."""
    said = (word for one in _spoken(quotes).values() for word in one.words)
    return frozenset(int(number[1]) for number in map(_NUMBER.fullmatch, said) if number is not None)


@lru_cache(maxsize=8192)
def _months(quotes: tuple[Literal, ...]) -> frozenset[int]:
    """Return the months that quotes name, in words or in the digits of a date."""
    named = {_month(word, language) for language, said in _spoken(quotes).items() for word in said.words}
    return frozenset(named - {0}).union(*(_months_in_digits(quote.value) for quote in quotes))


def _by_letter(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[0], []).append(word)
    return found


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


def _hold_one_of(spoken: Mapping[str, _Said], names: Iterable[str], is_person: bool) -> bool:
    return any(_holds(said, name, language, is_person) for language, said in spoken.items() for name in names)


def _holds(said: _Said, name: str, language: str, is_person: bool) -> bool:
    """Tell whether words hold a name: its last word for a name of a few words, else all of its long words."""
    wanted, is_one = _telling_words(name, language, is_person)
    if is_one:
        return any(
            inflection.is_form_of(wanted[0], word, language, is_person) for word in _akin(said, wanted[0], language)
        )
    return bool(wanted) and all(
        any(_are_alike(one, word, language) for word in _akin(said, one, language)) for one in wanted
    )


@lru_cache(maxsize=16384)
def _telling_words(name: str, language: str, is_person: bool) -> tuple[tuple[str, ...], bool]:
    """Return the words of a name that a text must hold, and whether it is one that only takes endings."""
    words = inflection.words(name, language)
    if len(words) == 1 or (is_person and 0 < len(words) <= _FEW):
        return words[-1:], True
    # the last word of a thing's name may itself be inflected: правительство Таджикистана
    long = tuple(word for word in words if len(word) >= _LONG) or words
    return words[-1:] if len(words) <= _FEW else long, False


def _akin(said: _Said, word: str, language: str) -> Iterable[str]:
    """Return the words that may be forms of a word: those with its first letter, if nothing stands before it."""
    return said.words if inflection.has_prefixes(language) else said.by_letter.get(word[0], ())


def _are_alike(one: str, word: str, language: str) -> bool:
    return inflection.share_stem(one, word, language) or inflection.is_form_of(one, word, language)


@lru_cache(maxsize=65536)
def _month(word: str, language: str) -> int:
    """Return the number of the month that a word of a language names, 0 where it names none."""
    names = _names_of_months(language)
    for name, number, is_whole in names.get("" if inflection.has_prefixes(language) else word[0], ()):
        if word == name or (is_whole and inflection.is_form_of(name, word, language)):
            return number
    return 0


@lru_cache(maxsize=64)
def _names_of_months(language: str) -> Mapping[str, Sequence[tuple[str, int, bool]]]:
    """Return names of months with their numbers and whether they are whole, by their first letters.

    Where a language puts letters before its words, all of them stand under none.
    """
    found: dict[str, list[tuple[str, int, bool]]] = {}
    for number, names in enumerate(month_names(language), 1):
        for name in sorted(names.short | names.whole):
            letter = "" if inflection.has_prefixes(language) else name[:1]
            found.setdefault(letter, []).append((name, number, name in names.whole))
    return found


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
