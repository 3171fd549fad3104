"""The page of a document: what it is, and all that it claims, each claim beside the quotes that show it."""

from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from cakg.read.claims import Term
from cakg.web import rows, sections
from cakg.web.citations import Passage, passage, shown
from cakg.web.edition import Edition
from cakg.web.entry import Link
from cakg.web.layout import Lines, Section
from cakg.web.paths import path_of
from cakg.web.reader import identifier
from cakg.web.words import ORDER, WORDS, kind_word, word
from cakg.words.collation import order
from cakg.words.namespaces import CAKG, DCTERMS, PROV, RDF, kind_of

_KINDS = (
    "event", "part", "statement", "action", "tenure", "membership", "group", "instrument", "initiative", "amount",
)  # fmt: skip
# that somebody took part stands where the participation does
_LEFT_OUT = frozenset((*(CAKG + name for name in ("quote", "row", "participation")), RDF + "type"))
_AT = {name: place for place, name in enumerate(ORDER)}


@dataclass(frozen=True)
class Claimed:
    """Hold one claim: the word for the property, the value, the quotes, and how it stands in the accepted view."""

    word: str
    shown: Link
    passages: tuple[Passage, ...]
    lacking: str
    stand: str
    dispute: str | None


def page_sections(edition: Edition, iri: str) -> list[Section]:
    """Return what a page says of a document."""
    index, testimony = edition.index, edition.stock.testimony
    readings = [one for one in index.owners(iri, "report") if kind_of(one) == "reading"]
    disputes = sorted({one for reading in readings for one in index.owners(reading, "reading")})
    subjects = sorted(testimony.subjects_of(iri), key=lambda one: _place(edition, one))
    claims = Lines(partial(_node, edition, iri, one) for one in subjects)
    lines = rows.rows(edition, (partial(rows.dispute_row, edition, one) for one in disputes))
    own = [Markup(edition.marks.quoted(passage(edition, one, False, True))) for one in testimony.proofs(iri, iri)]
    return [
        sections.fact_section(edition, iri, DCTERMS + "title"),
        Section("disagreements", edition.t("Where others differ"), lines),
        Section(
            "claims",
            edition.t("What it claims"),
            claims,
            wrap="div",
            note=edition.t("Each claim beside the words that show it. The wording of the claims is ours."),
        ),
        Section("heading", edition.t("Quoted of the document itself"), own, wrap="div", counted=False),
        sections.listing(
            edition,
            "copies",
            "Documents that repeat it",
            (
                partial(rows.report_row, edition, one)
                for one in rows.by_day(edition, index.owners(iri, PROV + "hadPrimarySource"))
            ),
        ),
        *sections.back_links(edition, iri, (PROV + "hadPrimarySource",)),
    ]


def _node(edition: Edition, report: str, subject: str) -> Markup:
    """Return all that a document claims of one thing."""
    index, testimony, t = edition.index, edition.stock.testimony, edition.t
    proofs = testimony.proofs(subject, report)
    said = testimony.said(subject)
    names = sorted((name for name in said if name not in _LEFT_OUT), key=lambda name: (_AT.get(name, len(_AT)), name))
    claims, used = list[Claimed](), set[str]()
    for name in names:
        for value in sorted((one for one, by in said[name].items() if report in by), key=str):
            showing = [one for one in proofs if (name, value) in one.shows]
            fresh = {one.evidence for one in showing} - used
            used |= fresh
            verdict = "shown" if showing else testimony.verdict(subject, report, name, value)
            lacking = {
                "shown": "",
                "not shown": t("no quote shows this"),
                "not judged": t("not judged"),
            }[verdict]
            stand, dispute = _stand(edition, subject, name, value)
            passages = tuple(passage(edition, one, False, one.evidence in fresh) for one in showing)
            claims.append(Claimed(t(word(name).text), shown(edition, value), passages, lacking, stand, dispute))
    rest = tuple(passage(edition, one, False, True) for one in proofs if one.evidence not in used)
    kind = t(kind_word(kind_of(subject)))
    return Markup(edition.marks.claimed(index.link(subject), kind, claims, rest, identifier(subject)))


def _stand(edition: Edition, subject: str, name: str, value: Term) -> tuple[str, str | None]:
    """Return how a claim stands: accepted (nothing said), not quite what is accepted, or contradicted, and where."""
    index, t = edition.index, edition.t
    disputes = edition.stock.testimony.disputes(subject, name)
    dispute = path_of(disputes[0]) if disputes else None
    accepted = index.objects(subject, name)
    if value in accepted:
        return (t("others differ") if dispute else ""), dispute
    if dispute:
        return t("not accepted"), dispute
    if accepted and not (name in WORDS and WORDS[name].many):
        return t("accepted: {value}", value=shown(edition, accepted[0]).text), None
    return t("not accepted"), None


def _place(edition: Edition, subject: str) -> tuple[int, tuple[bool, str], tuple[str, str, str], str]:
    kind = kind_of(subject) or ""
    rank = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
    return rank, edition.index.order(subject), order(edition.index.label(subject)), subject


def publisher_sections(edition: Edition, iri: str) -> list[Section]:
    """Return what a page lists that a publisher issued, the latest first."""
    found = rows.latest(edition, edition.index.owners(iri, DCTERMS + "publisher"))
    return [
        sections.listing(edition, "published", "Documents", (partial(rows.report_row, edition, one) for one in found))
    ]
