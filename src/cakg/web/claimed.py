"""The claims on an event: its own values and who took part, for readers with evidence, for programs one by one."""

from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import NamedNode

from cakg.read.claims import Term
from cakg.web.citations import node_citations
from cakg.web.edition import Edition
from cakg.web.entry import Link
from cakg.web.facts import Fact, Value, facts, refused_of, supported, told
from cakg.web.paths import path_of
from cakg.web.reader import identifier
from cakg.words.collation import order
from cakg.words.namespaces import PARTICIPANT, compact

EACH = 60  # events whose claims are in one file of the site
_PARTS = "participation"
_AS = ("role", "capacity", "representing")


class Claim(NamedTuple):
    """Hold that a document makes an accepted claim on a thing: property and value, what it says where that is not quite
    the value, and a quote of it that shows it, empty where none does.

    Terms are written as SPARQL has them: `cakg:date`, `place:dushanbe`, `2012-03-27`.
    """

    of: str
    property: str
    value: str
    says: str
    document: str
    quote: str


def claimed(edition: Edition, event: str) -> list[Fact]:
    """Return what is said of an event, property by property, and last who takes part in it, each with its evidence."""
    index = edition.index
    found = facts(edition, event, (_PARTS,))
    parts = index.values(event, _PARTS)
    parts = sorted(parts, key=lambda one: (order(index.label(index.first(one, "actor") or "")), one))
    values = tuple(
        Value(_who(edition, part), identifier(part), *node_citations(edition, part, ("actor", *_AS))) for part in parts
    )
    return [*found, Fact(_PARTS, edition.t("Who"), values, ())] if values else found


def brief(edition: Edition, event: str) -> list[list[object]]:
    """Return the claims on an event in short, as a script shows them.

    *Shapes*: of each the word for its property, the value and the tag of its language, where its evidence stands, how
    many documents make it, a quote of the first of them and its tag, both empty where none shows it; what was refused
    is left to the page.
    """
    at = path_of(event) or ""
    found: list[list[object]] = []
    for fact in claimed(edition, event):
        for one in fact.values:
            quotes = [passage for cited in one.citations for passage in cited.passages if not passage.is_row]
            quote = (quotes[0].text, quotes[0].lang) if quotes else ("", "")
            count = len(one.citations) + one.more
            found.append([fact.word, one.shown.text, one.shown.lang, f"{at}#{one.anchor}", count, *quote])
    return found


def claims(edition: Edition, event: str) -> Iterator[Claim]:
    """Yield every accepted claim on an event and on each participation in it, once for each document that makes it and
    each quote that shows it.
    """
    index, testimony = edition.index, edition.stock.testimony
    for node in (event, *sorted(index.values(event, _PARTS))):
        for property in told(edition, node, (_PARTS,)):
            away = (one for one, _, _, _ in refused_of(edition, node, property))
            for value, stated in supported(edition, node, property, away):
                for other, reports in stated:
                    says = "" if other == value else _text(other)
                    for report in reports:
                        proofs = testimony.proofs(node, report)
                        quotes = [index.ground(one.evidence) for one in proofs if (property, other) in one.shows]
                        for quote in quotes or [""]:
                            yield Claim(compact(node), compact(property), _text(value), says, compact(report), quote)


def _who(edition: Edition, part: str) -> Link:
    """Return who takes part, and in brackets as what and for whom."""
    index = edition.index
    actor = index.first(part, "actor") or part
    of = [iri for name in _AS for iri in index.values(part, name) if iri != PARTICIPANT]
    name = index.named(actor)
    text = f"{name.text} ({', '.join(map(index.label, of))})" if of else name.text
    return Link(text, path_of(actor) if index.knows(actor) else None, "" if of else name.lang)


def _text(value: Term) -> str:
    return compact(value.value) if isinstance(value, NamedNode) else value.value
