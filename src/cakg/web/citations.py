"""Documents behind claims, as pages cite them: who published each and when, its quotes, what none of them shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from cakg.read.claims import Term
from cakg.web.edition import Edition
from cakg.web.entry import Link
from cakg.web.reader import web_url
from cakg.web.testimony import Proof
from cakg.web.words import WORDS, word
from cakg.words.integers import integer
from cakg.words.namespaces import CAKG, EDTF, kind_of, local_name

MOST_CITED = 6  # documents that stand beside a value; its page lists them all
_MOST_IN_ROW = 4


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
