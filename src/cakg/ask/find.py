"""Things by name: any of their names or a part of one, in any script, inflected or spelt a little wrong."""

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.ask import names
from cakg.ask.candidates import ambiguous, holders_of, labels_of
from cakg.ask.language import ENGLISH, spoken
from cakg.ask.likeness import BEGUN, INITIAL, SLIP, Word, quality, words
from cakg.ask.names import Lexicon, Name, folded
from cakg.ask.numerals import numbered
from cakg.engine.store import known, select
from cakg.words import collation
from cakg.words.errors import GuessWarning, NotFoundError, UsageError, nearest
from cakg.words.namespaces import BASE, KINDS, PREFIXES, compact, expand, kind_of

if TYPE_CHECKING:
    from cakg.ask.term import Terms
    from cakg.engine.store import Source

_OURS = re.compile(r"<?(?:https?://)?(?:www\.)?w3id\.org/cakg/(?!ontology)([^>#?]+?)/?>?")
_FILE = re.compile(r"(?:.*/)?([a-z0-9][a-z0-9.-]*)\.ttl")
_SLUG = re.compile(r"[a-z0-9][a-z0-9.-]*")
_ADDRESS = re.compile(r"[\w-]+(\.[\w-]+)+/\S*")  # without its scheme
_ALIKE = 74.0  # of 100: below this a name is another name
_SUGGESTED = 68.0  # of 100: so like a name as a whole is what may be meant
_CERTAIN, _GUESSED, _UNLIKE = 1, 3, 4  # the last of the tiers that are meant, and of those that are said to be guessed


@dataclass(frozen=True)
class Hit:
    """Hold a thing that was found: its IRI, label, kind, the name that matched and how well (0 to 100)."""

    iri: str
    label: str
    kind: str
    name: str
    score: float


@dataclass(frozen=True)
class _Match:
    """Hold how a name meets a text; what is less in order meets it better.

    `tier` is 0 where every word of either is met for sure, 1 where the name says more, 2 and 3 the same with a slip or
    a word that is only begun, 4 where it is no more than like it. `head` is 0 where the
    name begins with what is wanted.
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
        return 100 - self.unlike - (0 if self.tier in (0, 2) else min(5.0, 0.5 * self.extra))

    @property
    def rank(self) -> tuple[int, int, int, float]:
        """Return what two matches share that are equally meant: of whole names the likest is, of parts of names all."""
        return self.tier, self.group, self.head, self.unlike if self.tier in (0, 2) else 0.0

    @property
    def order(self) -> tuple[int, int, int, float, int, int, int, str]:
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


def search(
    dataset: "Source", text: str, limit: int = 20, terms: "Terms | None" = None, lang: str = ENGLISH
) -> list[Hit]:
    """Return the things whose names are like a text, best first; Cyrillic and Latin spellings find each other.

    `terms` are those of the vocabulary, where they are to be found, too. Labels are in a language, else in English,
    else in any. Errors: UsageError for an empty text; those of `language.spoken`.
    """
    lang = spoken(dataset, lang)
    text = _typed(text)
    given = names.codes(dataset, text)
    if is_spelt_out(text) or re.search("[-/]", text):
        given = known(dataset, spelt(text)) or names.addressed(dataset, text)
    if not words(text) and not given:
        raise UsageError("there is nothing to search for; give a name or part of one")
    found = {iri: _Match(0, 0, 0, 0.0, 0, iri, text) for iri in given}
    for match in _matches(dataset, text, (), terms):
        found.setdefault(match.iri, match)
    ranked = list(found.values())[:limit]
    labels = labels_of(dataset, [match.iri for match in ranked], lang)
    hits = []
    for match in ranked:
        term = None if terms is None else terms.get(match.iri)
        label = labels.get(match.iri) or (match.iri if term is None else term.name(lang))
        kind = kind_of(match.iri) or ("" if term is None else "term")
        hits.append(Hit(match.iri, label, kind, match.name, match.score))
    return hits


def resolve(dataset: "Source", text: str, kinds: tuple[str, ...] = (), terms: "Terms | None" = None) -> str:
    """Return the IRI of what a person means by an IRI, a prefixed name, an address, a slug or any name, in any script.

    This is the one way from what is typed to a thing. `kinds` are those that will do, by default all. Where they are
    given, a slug goes before a name, as an identifier does; where not, it decides between things of one name, and is
    taken where nothing is so called. A part of a name, another spelling, an inflected form will do where one thing
    stands out by it; that a slip was mended, or a post taken for its only holder, is said by a GuessWarning. `terms`
    are those of the vocabulary, where one will do; a name of a thing goes before theirs.
    Errors: NotFoundError with what looks like it, or with the things that share the name and what tells them apart.
    """
    text = _typed(text)
    iris = spelt(text, kinds)
    there = known(dataset, iris)
    if is_spelt_out(text):
        if there or (terms is not None and terms.get(iris[0])):
            return iris[0]
        reports = names.addressed(dataset, iris[0]) if "://" in text else []
        if len(reports) == 1 and _fits(reports[0], kinds):
            return reports[0]
        near = reports or (terms.near(iris[0]) if terms is not None else [])
        raise NotFoundError(f"nothing is known of {compact(iris[0])}", near or lookalikes(dataset, iris))
    found = there if kinds else []
    if not found and _ADDRESS.fullmatch(text):
        found = [iri for iri in names.addressed(dataset, text) if _fits(iri, kinds)]
    if not found:
        exact = _named(dataset, text, kinds)
        found = [iri for iri in exact if iri in there] or exact or there or (terms.named(text) if terms else [])
    if not found:
        found = [iri for iri in names.codes(dataset, text) if _fits(iri, kinds)]
    offices = "person" in kinds and "post" not in kinds
    sought = (*kinds, "post") if offices else kinds
    matches = [] if found and not _is_sort(found) else _matches(dataset, text, sought, terms)
    if not found and matches and matches[0].tier <= _GUESSED:
        found = _best(matches)
    if found and _is_sort(found):
        found = [*found, *_called_so(matches)]  # a sort is hardly meant where things of it are called so
    found = _meant(found)
    posts = [iri for iri in found if offices and kind_of(iri) == "post"]
    holders = holders_of(dataset, posts) if posts else []
    if holders and len(found) == len(posts) == 1:
        if len(holders) > 1:
            raise ambiguous(dataset, f"{text!r} is a post of several persons", holders, posts)
        _say(f"took {text!r} for the only holder that is known, {compact(holders[0])}")
        return holders[0]
    found = list(dict.fromkeys([*(iri for iri in found if iri not in posts), *holders]))
    if len(found) == 1 and not posts:
        if matches and matches[0].tier > _CERTAIN:
            label = labels_of(dataset, found, ENGLISH).get(found[0]) or matches[0].name
            _say(f"took {text!r} for {label} ({compact(found[0])})")
        return found[0]
    if found:
        raise ambiguous(dataset, f"{text!r} names several things", found, posts)
    near = lookalikes(dataset, iris) if kinds else []
    like = [compact(match.iri) for match in matches[:3]] or _alike(dataset, text, kinds)
    raise NotFoundError(f"nothing is called {text!r}", list(dict.fromkeys([*near, *like]))[:3])


def spelt(text: str, kinds: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the IRIs that a text spells, whether or not there are such things: one where it is an IRI or a prefixed
    name, one of each kind where it is a slug, none where it can only be a name."""
    text = _typed(text)
    if is_spelt_out(text):
        return (expand(text.strip("<>")),)
    return tuple(PREFIXES[kind] + text for kind in kinds or KINDS) if _SLUG.fullmatch(text) else ()


def is_spelt_out(text: str) -> bool:
    """Tell whether a text is an IRI or a prefixed name."""
    prefix, colon, _ = text.partition(":")
    return text.startswith(("<", "http://", "https://")) or bool(colon and prefix in PREFIXES)


def lookalikes(dataset: "Source", iris: Iterable[str]) -> list[str]:
    """Return the names of the things of the same kinds whose slugs look most like the slug that some IRIs share."""
    kinds, slugs = set(map(kind_of, iris)), sorted(set(map(_slug, iris)))
    if not slugs:
        return []
    bearers: dict[str, list[str]] = {}
    for (other,) in select(dataset, "SELECT DISTINCT ?thing WHERE { ?thing rdfs:label ?label }").texts():
        if kind_of(other) in kinds:
            bearers.setdefault(_slug(other), []).append(compact(other))
    like = nearest(slugs[0], bearers, 3, least=_SUGGESTED)
    return [name for slug in like for name in sorted(bearers[slug])][:3]


def _typed(text: str) -> str:
    """Return a text trimmed, an IRI of ours in whatever form as it is, and the name of a file as the slug it gives."""
    text = text.strip()
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise UsageError(f"{text!a} is no Unicode text; type it again in a terminal that is set to UTF-8")
    ours, file = _OURS.fullmatch(text), _FILE.fullmatch(text)
    return BASE + ours[1] if ours else file[1] if file else text


def _matches(dataset: "Source", text: str, kinds: tuple[str, ...], terms: "Terms | None") -> list[_Match]:
    """Return the best match of each thing of some kinds, best first; "recca v" ends in an initial or in a number."""
    known = names.lexicon(dataset, terms)
    readings = [_met(words(one), known, kinds) for one in dict.fromkeys((text, numbered(text)))]
    return min(filter(None, readings), key=lambda found: found[0].order, default=[])


def _met(wanted: Sequence[Word], known: Lexicon, kinds: tuple[str, ...]) -> list[_Match]:
    if not wanted:
        return []
    best: dict[str, _Match] = {}
    likeness: dict[tuple[Word, str, bool], tuple[tuple[float, ...], float]] = {}
    for name in known.like(wanted, _ALIKE):
        if not _fits(name.iri, kinds):
            continue
        match = _match(wanted, name, likeness)
        if match is not None and (name.iri not in best or match.order < best[name.iri].order):
            best[name.iri] = match
    return sorted(best.values(), key=lambda match: (match.order[:-1], collation.order(match.name), match.iri))


def _match(
    wanted: Sequence[Word], name: Name, kept: dict[tuple[Word, str, bool], tuple[tuple[float, ...], float]]
) -> _Match | None:
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
    if max(best) < _ALIKE:
        return None  # as most are
    met = [max(column[n] for column in columns) for n in range(len(wanted))]
    lone = all(one < _ALIKE or one == INITIAL for one in met)
    lone = lone and (len(name.words) > 1 or all(word.initial for word in wanted))
    if lone and not (is_person and _are_initials(wanted, columns)):
        return None  # initials alone are nobody's, but those of a whole name
    mean = sum(met) / len(met)
    if mean < _ALIKE or (name.own and max(best[: name.own]) < SLIP):
        return None
    extra = sum(one < SLIP for one in best) + (not name.whole)
    full = extra == 0
    if min(met) >= INITIAL:
        tier = 0 if full else _CERTAIN
    elif full and min(met) >= SLIP:
        tier = 2
    elif min(met) >= (SLIP if is_person or 2 * extra <= len(columns) else BEGUN):
        tier = _GUESSED  # a slip in what is the lesser part of a name makes no name
    else:
        tier = _UNLIKE
    group = names.group_of(name.iri)
    if name.loose:
        group = max(group, names.ABOUT)
    if tier == 0:
        group = max(0, group - names.SPOKEN_OF + 1)
    begins = name.titled and columns[0][0] >= INITIAL
    head = int(tier == _CERTAIN and group >= names.ABOUT and not begins)
    return _Match(tier, group, head, 100 - mean, extra, name.iri, name.text)


def _are_initials(wanted: Sequence[Word], columns: Sequence[Sequence[float]]) -> bool:
    """Tell whether words are the initials of a name of two words or more, each of its own in turn."""
    return 1 < len(wanted) == len(columns) and all(column[n] == INITIAL for n, column in enumerate(columns))


def _meant(found: list[str]) -> list[str]:
    """Leave out a country as a place, and what only speaks of a thing, where the thing itself is meant as well."""
    found = [iri for iri in found if not _is_place_of_state(iri, found)]
    acting = found if len(found) == 1 else [iri for iri in found if names.group_of(iri) < names.SPOKEN_OF]
    return acting or found


def _best(matches: Sequence[_Match]) -> list[str]:
    """Return what is meant equally well, and the posts whose name an office that is among it bears."""
    first = matches[0]
    best = [one for one in matches if one.rank == first.rank]
    posts = [one for one in matches if kind_of(one.iri) == "post" and one.tier == first.tier]
    if {folded(one.name) for one in best} & {folded(one.name) for one in posts}:
        best += [one for one in posts if one not in best]
    return [one.iri for one in best]


def _is_sort(found: Sequence[str]) -> bool:
    """Tell whether all that was found are kinds of organizations and the like, and no things."""
    return all(kind_of(iri) == "kind" for iri in found)


def _called_so(matches: Sequence[_Match]) -> list[str]:
    """Return what acts and bears, with other words, the name of a sort."""
    return [one.iri for one in matches if one.tier <= _CERTAIN and kind_of(one.iri) == "org"]


def _say(message: str) -> None:
    warnings.warn(message, GuessWarning, stacklevel=3)


def _named(dataset: "Source", text: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the things of some kinds that bear a name, sorted."""
    return sorted(iri for iri in names.called(dataset).get(folded(text), ()) if _fits(iri, kinds))


def _fits(iri: str, kinds: tuple[str, ...]) -> bool:
    return not kinds or kind_of(iri) in kinds


def _is_place_of_state(iri: str, others: list[str]) -> bool:
    """Tell whether an IRI is a country as a place while the state of that name is meant as well."""
    return iri.startswith(BASE + "place/") and iri.replace("/place/", "/state/") in others


def _alike(dataset: "Source", text: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the things of some kinds one of whose names is, as a whole, most like a text."""
    bearers = {name: iri for iri, name, _ in names.named(dataset) if _fits(iri, kinds)}
    return [compact(bearers[name]) for name in nearest(text, bearers, 3, least=_SUGGESTED)] if text else []


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
