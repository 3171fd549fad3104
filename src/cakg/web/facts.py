"""What is said of a thing: each value with the documents that say so, the quotes that show it, and what was refused."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode

from cakg.read.claims import Term
from cakg.web.citations import MOST_CITED, Citation, citations, contested, shown
from cakg.web.edition import Edition
from cakg.web.entry import Link
from cakg.web.words import ORDER, WORDS, word
from cakg.words.namespaces import CAKG, DCTERMS, EDTF, kind_of, local_name
from cakg.words.patterns import regex
from cakg.words.tongue import language_name

_MOST_VALUES = 8
_UNFIT = regex(r"[^\w.~-]+")
_NOTED = frozenset((CAKG + "quote", CAKG + "row"))


@dataclass(frozen=True)
class Value:
    """Hold an accepted value with the documents behind it; `anchor` is the address of the claim on its page."""

    shown: Link
    anchor: str
    citations: tuple[Citation, ...]
    more: int


@dataclass(frozen=True)
class Refused:
    """Hold a value that is not accepted, the documents that give it, and the disagreement in which it stands."""

    shown: Link
    citations: tuple[Citation, ...]
    more: int
    dispute: str | None
    vaguer: bool


@dataclass(frozen=True)
class Fact:
    """Hold all values of one property of a thing; what is too much for one row `goes_on` in the next."""

    property: str
    word: str
    values: tuple[Value, ...]
    refused: tuple[Refused, ...]
    goes_on: bool = False


def facts(edition: Edition, iri: str, left_out: Iterable[str] = ()) -> list[Fact]:
    """Return what is said of a thing, property by property in the order in which one asks."""
    found = (_fact(edition, iri, name) for name in told(edition, iri, left_out))
    return [one for one in found if one.values or one.refused]


def told(edition: Edition, iri: str, left_out: Iterable[str] = ()) -> list[str]:
    """Return the properties of which anything is said of a thing, in the order in which one asks."""
    said = edition.stock.testimony.said(iri)
    without = {name if ":" in name else CAKG + name for name in left_out} | _NOTED
    there = {name for name in (*edition.index.properties(iri), *said) if name in WORDS} - without
    return [name for name in ORDER if name in there]


def parted(fact: Fact) -> Iterator[Fact]:
    """Yield a fact in parts of few values, so that no part is too much for a page."""
    for start in range(0, max(len(fact.values), 1), _MOST_VALUES):
        values = fact.values[start : start + _MOST_VALUES]
        yield Fact(fact.property, fact.word, values, () if start else fact.refused, start > 0)


def _named(edition: Edition, property: str, value: Term) -> Link:
    """Return a value as the fact of a property shows it: tags of languages by their names."""
    if property == DCTERMS + "language":
        return Link(language_name(value.value, edition.lang))
    return shown(edition, value)


def anchor(property: str, value: Term) -> str:
    """Return the address of a claim on the page of its thing: the property, and the value where it can have several."""
    name = local_name(property)
    if not word(property).many:
        return name
    if isinstance(value, NamedNode):
        return f"{name}-{_UNFIT.sub('-', local_name(value.value))}"
    if value.datatype.value == EDTF + "EDTF" or (value.language is None and value.value.isalnum()):
        return f"{name}-{_UNFIT.sub('-', value.value)}"
    return f"{name}-{sha256(f'{value.value}@{value.language}'.encode()).hexdigest()[:8]}"


def supported(
    edition: Edition, iri: str, property: str, away: Iterable[Term] = ()
) -> list[tuple[Term, list[tuple[Term, Sequence[str]]]]]:
    """Return the accepted values of a property, each with what documents say for it, and which; those that say exactly
    it first. `away` are values that are not accepted: they speak for none.
    """
    said = edition.stock.testimony.said(iri).get(property, {}) if kind_of(iri) != "report" else {}
    refused = set(away)
    found = []
    for value in sorted(set(edition.index.objects(iri, property)), key=lambda value: _order(edition, value)):
        stated: list[tuple[Term, Sequence[str]]] = [(value, said.get(value, ()))]
        if not word(property).many:
            stated += [(other, by) for other, by in said.items() if other != value and other not in refused]
        found.append((value, stated))
    return found


def _fact(edition: Edition, iri: str, property: str) -> Fact:
    refused = refused_of(edition, iri, property)
    values = []
    for value, stated in supported(edition, iri, property, (one for one, _, _, _ in refused)):
        total, cited = 0, list[Citation]()
        for other, by in stated:
            total += len(by)
            text = "" if other == value else shown(edition, other).text
            room = MOST_CITED - len(cited)
            cited += citations(edition, iri, property, other, by[:room], text)
        values.append(
            Value(_named(edition, property, value), anchor(property, value), tuple(cited), total - len(cited))
        )
    kept = tuple(
        Refused(shown(edition, value), *contested(edition, iri, property, value, reports), dispute, vaguer)
        for value, reports, dispute, vaguer in refused
    )
    return Fact(local_name(property), edition.t(word(property).text), tuple(values), kept)


def refused_of(edition: Edition, iri: str, property: str) -> tuple[tuple[Term, Sequence[str], str | None, bool], ...]:
    """Return the values that are not accepted, each with its reports, its disagreement, whether it only says less."""
    testimony, index = edition.stock.testimony, edition.index
    accepted = set(index.objects(iri, property))
    known, found = set(accepted), list[tuple[Term, Sequence[str], str | None, bool]]()
    for dispute in testimony.disputes(iri, property):
        stands = {one.reading: one for one in testimony.ledger(edition.lang)[dispute].readings}
        for reading in index.values(dispute, "reading"):
            for value in index.objects(reading, "value"):
                if value not in known:
                    known.add(value)
                    reports = sorted(index.values(reading, "report"), key=testimony.age)
                    found.append((value, reports, dispute, reading in stands and stands[reading].vaguer))
    if word(property).many or not accepted:
        said = testimony.said(iri).get(property, {}) if kind_of(iri) != "report" else {}
        found += [(value, said[value], None, False) for value in sorted(said, key=str) if value not in known]
    return tuple(found)


def _order(edition: Edition, value: Term) -> tuple[str, str]:
    """Return what values of one property are put in order by: dates by day, all else by the text that is shown."""
    if isinstance(value, Literal):
        return value.value.strip("[{."), value.value
    return edition.index.label(value.value), value.value
