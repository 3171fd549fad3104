"""What is said of a thing: each value with the documents that say so, the quotes that show it, and what was refused."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pyoxigraph import Literal, NamedNode

from cakg.read.claims import Term
from cakg.web.edition import Edition
from cakg.web.entry import Link
from cakg.web.reader import web_url
from cakg.web.testimony import Proof
from cakg.web.words import ORDER, WORDS, word
from cakg.words.integers import integer
from cakg.words.namespaces import CAKG, DCTERMS, EDTF, kind_of, local_name
from cakg.words.patterns import regex
from cakg.words.tongue import language_name

MOST_CITED = 6  # documents that stand beside a value; its page lists them all
_MOST_IN_ROW = 4
_MOST_VALUES = 8
_UNFIT = regex(r"[^\w.~-]+")
_NOTED = frozenset((CAKG + "quote", CAKG + "row"))


@dataclass(frozen=True)
class Passage:
    """Hold a quote with the link that opens it in its document, and in words what it shows.

    `ours` says in the reader's language what a quote in another shows: words of the graph, not of the document.
    """

    text: str
    url: str | None
    lang: str
    shows: tuple[str, ...]
    ours: str
    is_row: bool
    id: str


@dataclass(frozen=True)
class Citation:
    """Hold a document behind a claim: its page, who published it and when, its quotes, what none of them shows.

    `says` is what it says where that is not quite the value beside which it stands.
    """

    document: Link
    by: str
    passages: tuple[Passage, ...]
    lacking: str
    imported: bool
    says: str = ""


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
    """Hold all values of one property of a thing."""

    property: str
    word: str
    values: tuple[Value, ...]
    refused: tuple[Refused, ...]


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
        yield Fact(fact.property, fact.word, values, () if start else fact.refused)


def shown(edition: Edition, value: Term) -> Link:
    """Return a value as it is shown in the language of an edition."""
    if isinstance(value, NamedNode):
        if value.value in WORDS:
            return Link(edition.t(WORDS[value.value].text).lower())
        if kind_of(value.value) is None:
            return Link(edition.index.label(value.value).strip("<>"), web_url(value.value))
        link = edition.index.link(value.value)
        return Link(link.text, link.href, link.lang)
    sort = value.datatype.value
    if sort == EDTF + "EDTF":
        return Link(edition.t("to this day") if value.value == ".." else edition.day(value.value))
    if sort.endswith("#boolean"):
        return Link(edition.t("yes" if value.value in ("true", "1") else "no"))
    if sort.endswith("#integer"):
        number = integer(value.value)
        return Link(value.value if number is None or len(value.value) <= 4 else f"{number:,}".replace(",", "\u202f"))
    return Link(value.value, web_url(value.value), "" if value.language in (None, edition.lang) else value.language)


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


def citations(
    edition: Edition, subject: str, property: str, value: Term, reports: Sequence[str], says: str = ""
) -> tuple[Citation, ...]:
    """Return reports that make a claim, each with the quotes that show it, or the word that none does."""
    return tuple(_citation(edition, subject, report, {property: [value]}, says) for report in reports)


def contested(
    edition: Edition, subject: str, property: str, value: Term, reports: Sequence[str]
) -> tuple[tuple[Citation, ...], int]:
    """Return reports that make a claim which others deny, and how many more there are; what no quote shows is said,
    though it went without saying of what nobody denies."""
    cited = (_citation(edition, subject, one, {property: [value]}, strict=True) for one in reports[:MOST_CITED])
    return tuple(cited), max(len(reports) - MOST_CITED, 0)


def node_citations(edition: Edition, node: str, properties: Iterable[str]) -> tuple[tuple[Citation, ...], int]:
    """Return the documents that speak of a node with all their quotes on it, and how many more there are.

    What no quote shows is said of some of its properties.
    """
    testimony = edition.stock.testimony
    said, reports = testimony.said(node), testimony.reports_on(node)
    names = [CAKG + name for name in properties]
    cited = []
    for report in reports[:_MOST_IN_ROW]:
        claims = {name: [v for v, by in said.get(name, {}).items() if report in by] for name in names}
        cited.append(_citation(edition, node, report, claims, whole=True))
    return tuple(cited), max(len(reports) - _MOST_IN_ROW, 0)


def whole_citation(edition: Edition, node: str, report: str) -> Citation:
    """Return a document that speaks of a node with all its quotes on it."""
    return _citation(edition, node, report, {}, whole=True)


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
    return tuple(_refused(edition, iri, property, set(edition.index.objects(iri, property))))


def _refused(
    edition: Edition, iri: str, property: str, accepted: Collection[Term]
) -> Iterator[tuple[Term, Sequence[str], str | None, bool]]:
    """Yield the values that are not accepted, each with its reports, its disagreement, whether it only says less."""
    testimony, index = edition.stock.testimony, edition.index
    found = set(accepted)
    for dispute in testimony.disputes(iri, property):
        stands = {one.reading: one for one in testimony.ledger(edition.lang)[dispute].readings}
        for reading in index.values(dispute, "reading"):
            for value in index.objects(reading, "value"):
                if value not in found:
                    found.add(value)
                    reports = sorted(index.values(reading, "report"), key=testimony.age)
                    yield value, reports, dispute, reading in stands and stands[reading].vaguer
    if word(property).many or not accepted:
        said = testimony.said(iri).get(property, {}) if kind_of(iri) != "report" else {}
        for value in sorted(said, key=str):
            if value not in found:
                yield value, said[value], None, False


def _citation(
    edition: Edition,
    subject: str,
    report: str,
    claims: dict[str, list[Term]],
    says: str = "",
    whole: bool = False,
    strict: bool = False,
) -> Citation:
    testimony = edition.stock.testimony
    proofs = testimony.proofs(subject, report)
    wanted = {(name, value) for name, values in claims.items() for value in values}
    kept = proofs if whole else tuple(one for one in proofs if not wanted.isdisjoint(one.shows))
    shows = {claim for one in kept for claim in one.shows}
    lacking: dict[str, dict[str, None]] = {}
    for name, value in sorted(wanted - shows, key=str):
        verdict = testimony.verdict(subject, report, name, value, strict=strict)
        if verdict != "shown":
            lacking.setdefault(verdict, {})[edition.t(word(name).text).lower()] = None
    document, by, imported = edition.document(report)
    passages = tuple(passage(edition, one, whole) for one in kept)
    return Citation(document, by, passages, _lacking(edition, lacking, alone=not whole), imported, says)


def passage(edition: Edition, proof: Proof, told: bool = True, anchored: bool = False) -> Passage:
    """Return a quote as it is shown, what it shows beside it where that is to be told.

    `anchored` is one that bears the address of its evidence.
    """
    index = edition.index
    text, lang = index.ground(proof.evidence), index.language(proof.evidence, index.ground(proof.evidence), "quote")
    is_row = index.first(proof.evidence, "quote") is None
    words = tuple(dict.fromkeys(edition.t(word(name).text).lower() for name, _ in proof.shows))
    ours = ""
    if lang and not is_row:
        pairs = (f"{edition.t(word(name).text).lower()}: {shown(edition, value).text}" for name, value in proof.shows)
        ours = "; ".join(dict.fromkeys(pairs))
    url = web_url(index.first(proof.evidence, "link"))
    return Passage(
        text,
        url,
        lang,
        words if told and not ours else (),
        ours,
        is_row,
        evidence_anchor(proof.evidence) if anchored else "",
    )


def evidence_anchor(evidence: str) -> str:
    """Return the address of a piece of evidence on the page of its document."""
    return f"evidence-{local_name(evidence)}"


def _lacking(edition: Edition, lacking: dict[str, dict[str, None]], alone: bool) -> str:
    said = []
    for verdict, single, among in (
        ("not shown", "no quote shows this", "no quote shows: {words}"),
        ("not judged", "not judged", "not judged: {words}"),
    ):
        words = lacking.get(verdict)
        if words:
            said.append(edition.t(single) if alone else edition.t(among, words=", ".join(words)))
    return "; ".join(said)


def _order(edition: Edition, value: Term) -> tuple[str, str]:
    """Return what values of one property are put in order by: dates by day, all else by the text that is shown."""
    if isinstance(value, Literal):
        return value.value.strip("[{."), value.value
    return edition.index.label(value.value), value.value
