"""A thing as a desk officer asks of it: facts, posts, meetings, words, sources, each once, by date, with its quotes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from cakg.ask import respects
from cakg.ask.language import named
from cakg.ask.order import collated
from cakg.ask.respects import Respect
from cakg.ask.showing import Claim, Proof, Showing, showing
from cakg.engine.rows import Rows
from cakg.engine.store import select
from cakg.engine.terms import phrase
from cakg.words.namespaces import CAKG, kind_of

if TYPE_CHECKING:
    from cakg.engine.store import Source

SHOWN_BY = "shown by"
_NAMED = (
    "actor attendance event extent holder instrument kind office place post publisher represented role signer speaker "
    "status"
)

_NOTHING = Proof((), (), ())


@dataclass(frozen=True)
class Section:
    """Hold what is known of a thing in one respect: a title, the names of the columns, the rows.

    Beside each row stand the nodes on which its claims rest, and their proof, which its last cell says in words.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nodes: tuple[tuple[str, ...], ...] = ()
    proofs: tuple[Proof, ...] = ()


def profile(
    dataset: "Source", iri: str, lang: str, of_kind: Mapping[str, Sequence[Respect]] = respects.OF_KIND
) -> tuple[tuple[Section, ...], Showing]:
    """Return what is known of a thing by the respects of its kind, nothing where it has none, and what tells by which
    quotes its claims are shown.

    Names are in a language. The last column of what documents claim is the quote that shows it. Of a document the
    claims are its own, and so are the quotes.
    """
    asked = of_kind.get(kind_of(iri) or "", ())
    patterns = {one: named(one, one + "Label", lang) for one in _NAMED.split()}
    queries = [one.query.format(**patterns, day=respects.DAY) for one in asked]
    answers = [collated(query, select(dataset, query, thing=iri)).texts() for query in queries]
    nodes = {node for one, rows in zip(asked, answers, strict=True) for row in rows for node in row[: one.hidden]}
    claimed = {name for one in asked for _, name, _ in one.claims}
    report = iri if asked and kind_of(iri) == "report" else None
    proofs = showing(dataset, iri, filter(None, nodes), claimed, report)
    facts = _facts(select(dataset, respects.FACTS % named("value", "label", lang), thing=iri), proofs, iri)
    sections = [facts, *(_section(one, rows, proofs) for one, rows in zip(asked, answers, strict=True))]
    return tuple(one for one in sections if asked and any(map(any, one.rows))), proofs


def _facts(found: Rows, proofs: Showing, iri: str) -> Section:
    """Return what is said of the thing itself, in the order in which one asks, each fact once."""
    order = {CAKG + name: at for at, name in enumerate(respects.WORDS_OF_FACTS)}
    told: dict[tuple[int, str, str], Proof] = {}
    for property, value, label, report in found.terms:
        if property is not None and property.value in order and isinstance(value, NamedNode | Literal):
            name = property.value.removeprefix(CAKG)
            shown = value.value if isinstance(value, Literal) else phrase(value) if label is None else label.value
            claim = Claim(iri, name, value=value)
            proof = _NOTHING if report is None else proofs.of([claim])
            told[order[property.value], respects.WORDS_OF_FACTS[name], shown] = proof
    listed = sorted(told)
    rows = tuple((word, shown, str(told[at, word, shown])) for at, word, shown in listed)
    own = tuple(told[fact] for fact in listed)
    return Section("What", ("what", "value", SHOWN_BY), rows, ((iri,),) * len(rows), own)


def _section(respect: Respect, rows: Sequence[Sequence[str | None]], proofs: Showing) -> Section:
    shown: dict[tuple[str, ...], tuple[tuple[str, ...], Proof]] = {}
    for row in rows:
        nodes = dict(zip(respect.nodes, row, strict=False))
        cells = tuple(map(_joined, row[respect.hidden :]))
        claims = [Claim(nodes[of] or "", name, word) for of, name, word in respect.claims if nodes.get(of)]
        proof = proofs.of(claims) if respect.claims and any(cells) else _NOTHING
        told = (*cells, str(proof)) if respect.claims and any(cells) else cells
        shown.setdefault(told, (tuple(nodes[one] or "" for one in respect.nodes), proof))
    columns = (*respect.columns, SHOWN_BY) if respect.claims else respect.columns
    return Section(respect.title, columns, tuple(shown), *map(tuple, zip(*shown.values(), strict=True)))


def _joined(cell: str | None) -> str:
    """Return the values of a cell, which engines give in any order, sorted and on one line."""
    return "; ".join(sorted(dict.fromkeys((cell or "").split("\n"))))
