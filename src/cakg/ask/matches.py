"""Which names meet what is typed, and how well: the best match of each thing, best first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cakg.ask import names
from cakg.ask.likeness import BEGUN, INITIAL, SLIP, Word, is_patronymic, quality, words
from cakg.ask.names import Lexicon, Name
from cakg.ask.numerals import numbered
from cakg.words import collation
from cakg.words.errors import UsageError
from cakg.words.namespaces import kind_of

if TYPE_CHECKING:
    from cakg.ask.term import Terms
    from cakg.engine.store import Source

_LONGEST = 500  # characters of a name: what is compared grows with its words
ALIKE = 74.0  # of 100: below this a name is another name
CERTAIN, GUESSED, _UNLIKE = 1, 3, 4  # the last of the tiers that are meant, and of those that are said to be guessed


class Match(NamedTuple):
    """Hold how a name meets a text; what is less in order meets it better.

    `tier` is 0 where every word of either is met for sure, 1 where the name says more, 2 and 3 the same with a slip or
    a word that is only begun, 4 where it is no more than like it. `head` is 0 where the
    name begins with what is wanted, that of a person where it ends with it.
    """

    tier: int
    group: int
    head: int
    unlike: float
    extra: int
    iri: str
    name: str

    @property
    def score(self) -> float:
        """Return how well the name meets the text, 0 to 100."""
        return 100 - self.unlike - (0 if self.tier in (0, 2) else min(5.0, 0.5 * self.extra))

    @property
    def rank(self) -> tuple[int, int, int, float]:
        """Return what two matches share that are equally meant: of whole names the likest is, of parts of names all."""
        return self.tier, self.group, self.head, self.unlike if self.tier in (0, 2) else 0.0

    @property
    def order(self) -> tuple[int, int, int, float, int, int, int, str]:
        """Return by what matches are sorted, the best first."""
        return (
            self.tier,
            self.group,
            self.head,
            self.unlike,
            self.extra,
            names.rank_of(self.iri),
            len(self.name),
            self.iri,
        )


def matches_of(dataset: "Source", text: str, kinds: tuple[str, ...], terms: "Terms | None") -> list[Match]:
    """Return the best match of each thing of some kinds, best first; "recca v" ends in an initial or in a number.

    Errors: UsageError for a text that is longer than any name.
    """
    if len(text) > _LONGEST:
        raise UsageError(f"{text[:40]!r} goes on for {len(text)} characters; a name has at most {_LONGEST}")
    known = names.lexicon(dataset, terms)
    readings = [_met(words(one), known, kinds) for one in dict.fromkeys((text, numbered(text)))]
    return min(filter(None, readings), key=lambda found: found[0].order, default=[])


def _met(wanted: Sequence[Word], known: Lexicon, kinds: tuple[str, ...]) -> list[Match]:
    if not wanted:
        return []
    best: dict[str, Match] = {}
    likeness: dict[tuple[Word, str, bool], tuple[tuple[float, ...], float]] = {}
    for name in known.like(wanted, ALIKE):
        if not fits(name.iri, kinds):
            continue
        match = _match(wanted, name, likeness)
        if match is not None and (name.iri not in best or match.order < best[name.iri].order):
            best[name.iri] = match
    return sorted(best.values(), key=lambda match: (match.order[:-1], collation.order(match.name), match.iri))


def _match(
    wanted: Sequence[Word], name: Name, kept: dict[tuple[Word, str, bool], tuple[tuple[float, ...], float]]
) -> Match | None:
    """Return how a name meets words, None where it is another name; `kept` are likenesses that are known already."""
    is_person = kind_of(name.iri) == "person"
    columns, best = [], []
    for word in name.words:
        key = word, name.language, is_person
        if key not in kept:
            column = tuple(quality(one, word, name.language, is_person) for one in wanted)
            kept[key] = column, max(column)
        columns.append(kept[key][0])
        best.append(kept[key][1])
    if max(best) < ALIKE:
        return None  # as most are
    met = [max(column[n] for column in columns) for n in range(len(wanted))]
    if len(name.words) > 1:
        lone = not _is_spelt(wanted, name, columns)
    else:
        lone = all(word.initial for word in wanted) and all(one < ALIKE or one == INITIAL for one in met)
    if lone and not (is_person and _are_initials(wanted, columns)):
        return None  # initials alone are nobody's, but those of a whole name
    by_father = _father(wanted, name, columns, met) if is_person else None
    if by_father is not None:
        del met[by_father]
    mean = sum(met) / len(met)
    if mean < ALIKE or (name.own and max(best[: name.own]) < SLIP):
        return None
    extra = sum(one < SLIP for one in best) + (not name.whole)
    full = extra == 0
    if by_father is not None:
        tier = GUESSED if min(met) >= INITIAL else _UNLIKE
    elif min(met) > INITIAL or (is_person and min(met) == INITIAL):
        tier = 0 if full else CERTAIN
    elif full and min(met) >= SLIP:
        tier = 2
    elif min(met) >= (SLIP if is_person or 2 * extra <= len(columns) else BEGUN):
        tier = GUESSED  # a slip in what is the lesser part of a name makes no name
    else:
        tier = _UNLIKE
    group = names.group_of(name.iri)
    if name.loose:
        group = max(group, names.ABOUT)
    if tier == 0:
        group = max(0, group - names.SPOKEN_OF + 1)
    if is_person:
        heads = max(columns[(name.own or len(columns)) - 1]) >= INITIAL  # by the family name
    else:
        heads = group < names.ABOUT or (name.titled and columns[0][0] >= INITIAL)
    head = int(tier == CERTAIN and not heads)
    return Match(tier, group, head, 100 - mean, extra, name.iri, name.text)


def _is_spelt(wanted: Sequence[Word], name: Name, columns: Sequence[Sequence[float]]) -> bool:
    """Tell whether a word that is wanted is met by a word of a name, neither of them an initial."""
    return any(
        one >= ALIKE
        for word, column in zip(name.words, columns, strict=True)
        if not word.initial
        for asked, one in zip(wanted, column, strict=True)
        if not asked.initial
    )


def _father(wanted: Sequence[Word], name: Name, columns: Sequence[Sequence[float]], met: Sequence[float]) -> int | None:
    """Return the place of the one word that the name of a person does not meet, where it is a patronymic or the initial
    of one: it stands next after a given name, and the family name is there as well.
    """
    unmet = [n for n, one in enumerate(met) if one < ALIKE]
    *given, family = columns[: name.own or len(columns)]
    if len(unmet) != 1 or len(wanted) < 3 or max(family) < INITIAL:
        return None
    place = unmet[0]
    follows = place > 0 and any(column[place - 1] >= INITIAL for column in given)
    return place if follows and (wanted[place].initial or is_patronymic(wanted[place])) else None


def _are_initials(wanted: Sequence[Word], columns: Sequence[Sequence[float]]) -> bool:
    """Tell whether words are the initials of a name of two words or more, each of its own in turn."""
    return 1 < len(wanted) == len(columns) and all(column[n] == INITIAL for n, column in enumerate(columns))


def fits(iri: str, kinds: tuple[str, ...]) -> bool:
    """Tell whether a thing is of one of some kinds, of which none stand for all."""
    return not kinds or kind_of(iri) in kinds
