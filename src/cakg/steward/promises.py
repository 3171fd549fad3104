"""What a release promises to keep: terms, saved questions with their columns, identifiers; and what became of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from cakg.engine.store import select
from cakg.read.claims import read_vocabulary, statements
from cakg.words.namespaces import BASE, OWL, SKOS, compact, kind_of
from cakg.words.version import Numbers

if TYPE_CHECKING:
    from cakg.ask.question import Question
    from cakg.engine.store import Source
    from cakg.read.corpus import Corpus

Weight = Literal["major", "minor", "patch"]
Sort = Literal["terms", "identifiers", "data"]
_WEIGHTS: tuple[Weight, ...] = ("patch", "minor", "major")
_REGISTERED = ("state", "org", "person", "group", "post", "place", "series", "event", "initiative", "instrument")
_KEPT = frozenset((*_REGISTERED, "report"))  # what others cite; participations and the like are what a report says
_THINGS = "SELECT DISTINCT ?thing WHERE { ?thing a ?class }"


class Change(NamedTuple):
    """Hold what became of a name: how much it weighs, what sort of change it is, the name and what is said of it."""

    weight: Weight
    sort: Sort
    name: str
    said: str


@dataclass(frozen=True)
class Promises:
    """Hold the names of one state: terms and concepts with what they mean, those no longer to be used, saved queries
    with their columns and parameters (True where one must be given), and the things that others cite."""

    terms: Mapping[str, str]
    deprecated: frozenset[str]
    columns: Mapping[str, Sequence[str]]
    parameters: Mapping[str, Mapping[str, bool]]
    things: frozenset[str]


def promises(corpus: "Corpus", queries: "Iterable[Question]", source: "Source") -> Promises:
    """Return the names of one state. Errors: InputError for bad Turtle."""
    vocabulary = read_vocabulary(corpus)
    said = [one for source in corpus.of_kind("vocabulary", "concept") for one in statements(source)]
    means = {
        one.subject.value: one.object.value
        for one in said
        if one.predicate.value == SKOS + "definition" and getattr(one.object, "language", None) == "en"
    }
    concepts = {iri for iri in vocabulary.concepts if iri.startswith(BASE)}
    held = {f"{one.folder} {one.name}": one for one in queries}
    return Promises(
        {iri: means.get(iri, "") for iri in vocabulary.terms | concepts},
        frozenset(one.subject.value for one in said if one.predicate.value == OWL + "deprecated"),
        {name: tuple(one.columns) for name, one in held.items()},
        {name: {each.name: each.required for each in one.parameters} for name, one in held.items()},
        frozenset(iri for (iri,) in select(source, _THINGS).texts() if iri is not None and kind_of(iri) in _KEPT),
    )


def changes(old: Promises, new: Promises) -> Iterator[Change]:
    """Yield what became of the names of an earlier state, and the new ones, sort by sort, each sorted."""
    for iri in sorted(old.terms.keys() | new.terms.keys()):
        name = compact(iri)
        if iri not in new.terms:
            yield Change("major", "terms", name, "is gone")
        elif iri not in old.terms:
            yield Change("minor", "terms", name, "is new")
        elif iri in new.deprecated - old.deprecated:
            yield Change("minor", "terms", name, "is no longer to be used")
        elif old.terms[iri] != new.terms[iri]:
            yield Change("minor", "terms", name, "is defined in other words; where it means something else, say so")
    for name in sorted(old.columns.keys() | new.columns.keys()):
        yield from _query(name, old, new)
    for iri in sorted(old.things - new.things):
        yield Change("minor", "identifiers", compact(iri), "is gone")
    for iri in sorted(new.things - old.things):
        yield Change("patch", "data", compact(iri), "is new")


def heaviest(found: Iterable[Change]) -> Weight:
    """Return the weight of the heaviest of some changes; of none it is `patch`."""
    return max((one.weight for one in found), key=_WEIGHTS.index, default="patch")


def least(last: Numbers, weight: Weight) -> Numbers:
    """Return the least version that may follow a version after a change. *Source*: Semantic Versioning 2.0.0.

    Before 1.0.0 what is gone makes a minor version, as CONTRIBUTING.md promises.
    """
    major, minor, patch = last
    if weight == "major" and major > 0:
        return major + 1, 0, 0
    return (major, minor, patch + 1) if weight == "patch" else (major, minor + 1, 0)


def _query(name: str, old: Promises, new: Promises) -> Iterator[Change]:
    if name not in new.columns:
        yield Change("major", "terms", name, "is gone")
        return
    if name not in old.columns:
        yield Change("minor", "terms", name, "is new")
        return
    before, after = old.parameters[name], new.parameters[name]
    columns, own = old.columns[name], new.columns[name]
    for one in (*(one for one in before if one not in after), *(one for one in columns if one not in own)):
        yield Change("major", "terms", name, f"has lost {one}")
    for one, required in after.items():
        if required and not before.get(one, False):
            yield Change("major", "terms", name, f"must be given {one}")
        elif one not in before:
            yield Change("minor", "terms", name, f"has {one}, too")
    yield from (Change("minor", "terms", name, f"has {one}, too") for one in own if one not in columns)
