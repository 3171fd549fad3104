"""Who took part in some events most often: counted over all of them, each count with the last event that it counts."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cakg.ask.language import named
from cakg.ask.showing import Claim, showing
from cakg.engine.store import select
from cakg.web.brief import Chapter, Sentence, Source, grounds
from cakg.web.brief_words import mark, said
from cakg.words.collation import order
from cakg.words.wording import wording

if TYPE_CHECKING:
    from cakg.engine.store import Source as Graph

_MOST = 8
_THERE = """
SELECT DISTINCT ?actor ?name ?event ?part ?date ?begin WHERE {
    VALUES ?event { %s }
    ?event cakg:hasParticipant ?actor ; cakg:participation ?part . ?part cakg:actor ?actor .
    %s
    OPTIONAL { ?event cakg:date ?date } OPTIONAL { ?event cakg:begin ?begin }
}
"""


def company(
    graph: "Graph", iri: str, events: Mapping[str, Iterable[str]], sources: Mapping[str, Source], lang: str
) -> Chapter:
    """Return who is named as there at some events, those named at most of them first; the others are counted.

    The notes are of the last event at which each was. `events` are those with the documents that tell of each,
    `sources` all documents by their IRI.
    """
    listed = " ".join(f"<{one}>" for one in sorted(events))
    found: dict[tuple[str, str], list[tuple[str, str, str, str]]] = {}
    for actor, name, event, part, date, begin in select(graph, _THERE % (listed, named("actor", "name", lang))).texts():
        found.setdefault((name or actor, actor), []).append((begin or "", event, part, date or ""))
    times = {who: len({event for _, event, _, _ in there}) for who, there in found.items()}
    first = sorted(found, key=lambda who: (-times[who], order(who[0]), who[1]))[:_MOST]
    last = {who: max(found[who]) for who in first}
    proofs = showing(graph, iri, (part for _, _, part, _ in last.values()), ("actor",))
    sentences = []
    for who in first:
        _, event, part, date = last[who]
        proof = proofs.of([Claim(part, "actor", "who")])
        key = "often-last" if date else "often"
        text = said(lang, key, who=who[0], times=times[who], all=len(events), day=wording(date, lang) if date else "")
        lacking = tuple(mark(lang, one) for one in proof.lacking)
        sentences.append(
            Sentence(text, grounds(proof, sources, events[event], 1), lacking=lacking, day=f"{times[who]:06}")
        )
    rest = len(found) - len(first)
    return Chapter(said(lang, "Most often"), tuple(sentences), (said(lang, "fewer", count=rest),) if rest else ())
