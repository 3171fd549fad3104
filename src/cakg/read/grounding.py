"""Which of the values that a node has its quotes mention: its date, its place, the name of its actor, its role."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from cakg.read import inflection
from cakg.read.claims import EDTF_DATE, QUOTE, TYPE, Report, Triple
from cakg.read.cues import Cues, Verdict, mentions_cue
from cakg.read.dating import mentions_date
from cakg.read.numbers import mentions_number
from cakg.read.spoken import Said, akin, spoken_in
from cakg.words.integers import integer
from cakg.words.namespaces import BASE, CAKG, CONCEPT_KINDS, NAMES, XSD, kind_of
from cakg.words.script import script_of

Names = Mapping[str, tuple[str, ...]]

_NAMED = frozenset(CAKG + name for name in ("place", "actor", "holder", "member", "signedBy", "speaker"))
_DATED = frozenset(CAKG + name for name in ("date", "from", "until", "announcedOn", "dueBy"))
_EXPRESSED = frozenset(
    BASE + "role/" + slug for slug in ("chair", "co-chair", "convener", "co-organizer", "funder", "host", "organizer")
)
ASKED = frozenset((*_NAMED, *_DATED, CAKG + "role", CAKG + "act"))  # of what `ungrounded` judges
_OF_THE_READING = frozenset(CAKG + name for name in ("archivedAt", "publishedAt", "retrieved", "textDigest", "url"))
_FEW = 3  # words: of a longer name every long word counts, of others the last
_LONG = 4  # letters of a long word
_INTEGER = NamedNode(XSD + "integer")


class Ungrounded(NamedTuple):
    """Hold a value that no quote on its node is known to mention.

    `verdict` is `not judged` where a quote is in a language of which it is not known how it inflects names, or in a
    script in which the thing has no name: that the quote shows the value is then neither said nor denied.
    `line` is where the statement stands in the file of the report, if it was looked up.
    """

    node: str
    property: str
    value: str
    verdict: Verdict
    line: int | None = None


class Telling(NamedTuple):
    """Hold the words of a name that a text must hold; of one that is whole the word takes endings and loses none."""

    words: tuple[str, ...]
    is_whole: bool


def names_of(triples: Iterable[Triple]) -> Names:
    """Return all names of each thing, and of each place also those of the places around it."""
    found: dict[str, set[str]] = {}
    within: dict[str, set[str]] = {}
    for triple in triples:
        if triple.predicate.value in NAMES:
            found.setdefault(triple.subject.value, set()).add(triple.object.value)
        elif triple.predicate.value == CAKG + "within":
            within.setdefault(triple.subject.value, set()).add(triple.object.value)
    return {
        iri: tuple(sorted(own | {name for place in within.get(iri, ()) for name in found.get(place, ())}))
        for iri, own in found.items()
    }


def shows(report: Report, names: Names, cues: Cues) -> Iterator[tuple[Literal, Triple]]:
    """Yield quote and claim for each claim of a report whose value a quote on its node mentions."""
    own = {iri: (*names.get(iri, ()), *forms) for iri, forms in names_of(report.triples).items()}
    quotes: dict[str, list[Literal]] = {}
    claims: dict[str, list[Triple]] = {}
    for triple in report.triples:
        if triple.predicate == QUOTE and isinstance(triple.object, Literal):
            quotes.setdefault(triple.subject.value, []).append(triple.object)
        elif triple.predicate.value not in _OF_THE_READING and triple.predicate != TYPE:
            claims.setdefault(triple.subject.value, []).append(triple)
    for node, said in quotes.items():
        for claim in claims.get(node, ()):
            mentions = _mentioning(claim.object, names, own, cues)
            if mentions is not None:
                yield from ((quote, claim) for quote in said if mentions(quote))


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


def verdict_on(quotes: Sequence[Literal], value: NamedNode | Literal, names: Names, cues: Cues) -> Verdict:
    """Tell whether quotes mention a value, by the names and the cues that are known."""
    return _mentions(quotes, value, names, {}, cues)


def mentions_name(quotes: Iterable[Literal], names: Sequence[str], *, is_person: bool = False) -> Verdict:
    """Tell whether quotes hold one of the names of a thing, in some form that the language of the quote gives it."""
    quotes, names = tuple(quotes), tuple(names)
    if _hold_one_of(quotes, names, is_person):
        return "shown"
    scripts = _scripts(names)
    judged = all(
        inflection.serves(inflection.primary(quote.language)) and _script(quote.value) in scripts | {""}
        for quote in quotes
    )
    return "not shown" if judged else "not judged"


def _mentioning(value: NamedNode | Literal, names: Names, own: Names, cues: Cues) -> Callable[[Literal], bool] | None:
    """Return what tells whether a quote mentions a value, None where none can.

    It says nothing of why a quote may not be judged, which takes longer. A thing goes by its `own` names where a report
    gives any, else by its `names`.
    """
    said = value.value
    if isinstance(value, Literal):
        datatype = value.datatype
        if datatype == EDTF_DATE:
            return lambda quote: mentions_date((quote,), said) == "shown"
        number = integer(said) if datatype == _INTEGER else None
        return None if number is None else lambda quote: mentions_number((quote,), number) == "shown"
    kind = kind_of(said)
    if kind in CONCEPT_KINDS:
        return (lambda quote: mentions_cue(quote, said, cues) == "shown") if said in cues else None
    known = own.get(said) or names.get(said)
    return None if known is None else lambda quote: _hold_one_of((quote,), known, kind == "person")


def _mentions(quotes: Sequence[Literal], value: NamedNode | Literal, names: Names, own: Names, cues: Cues) -> Verdict:
    """Tell whether quotes mention a value: by a cue, by a name, as a date or as a number."""
    if isinstance(value, Literal):
        if value.datatype == EDTF_DATE:
            return mentions_date(quotes, value.value)
        number = integer(value.value) if value.datatype == _INTEGER else None
        return "not judged" if number is None else mentions_number(quotes, number)
    if kind_of(value.value) in CONCEPT_KINDS:
        return _best(mentions_cue(quote, value.value, cues) for quote in quotes)
    known = (*names.get(value.value, ()), *own.get(value.value, ()))
    return mentions_name(quotes, known, is_person=kind_of(value.value) == "person")


def _best(verdicts: Iterable[Verdict]) -> Verdict:
    """Return what is known of all quotes together: shown by one, else judged only where each was."""
    each = frozenset(verdicts)
    return "shown" if "shown" in each else "not judged" if "not judged" in each else "not shown"


@lru_cache(maxsize=16384)
def _scripts(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_script, names))


@lru_cache(maxsize=65536)
def _script(text: str) -> str:
    """Return the script of most letters of a text, such as `CYRILLIC`; empty where it has no letters."""
    counted = Counter(filter(None, map(script_of, filter(str.isalpha, text))))
    return max(sorted(counted), key=lambda script: counted[script], default="")


def _hold_one_of(quotes: tuple[Literal, ...], names: tuple[str, ...], is_person: bool) -> bool:
    for language, said in spoken_in(quotes).items():
        for initial, telling in _by_initial(names, language, is_person).items():
            if initial in said.by_initial and any(_hold(said, one, language, is_person) for one in telling):
                return True
    return False


@lru_cache(maxsize=16384)
def _by_initial(names: tuple[str, ...], language: str, is_person: bool) -> Mapping[str, Sequence[Telling]]:
    """Return the telling words of names by the letter with which all forms of the first of them begin."""
    found = (_telling_words(name, language, is_person) for name in names)
    return inflection.by_initial(((one.words[0], one) for one in found if one.words), language)


def _hold(said: Said, wanted: Telling, language: str, is_person: bool) -> bool:
    """Tell whether all telling words of a name, in some form, are said."""
    if wanted.is_whole:
        (one,) = wanted.words
        return any(inflection.is_form_of(one, word, language, is_person) for word in akin(said, one, language))
    return all(any(_are_alike(one, word, language) for word in akin(said, one, language)) for one in wanted.words)


def _telling_words(name: str, language: str, is_person: bool) -> Telling:
    """Return the telling words of a name: the last word for a name of a few words, else all of its long words."""
    words = inflection.words(name, language)
    if len(words) == 1 or (is_person and 0 < len(words) <= _FEW):
        return Telling(words[-1:], True)
    # the last word of a thing's name may itself be inflected: правительство Таджикистана
    long = tuple(word for word in words if len(word) >= _LONG) or words
    return Telling(words[-1:] if len(words) <= _FEW else long, False)


def _are_alike(one: str, word: str, language: str) -> bool:
    return inflection.share_stem(one, word, language) or inflection.is_form_of(one, word, language)
