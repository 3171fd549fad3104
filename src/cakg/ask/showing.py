"""Which quote shows a claim, and what is said where none does."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode

from cakg.engine.index import Index, full
from cakg.engine.store import derived, pieces, select
from cakg.read.claims import Term, Triple
from cakg.read.cues import Cues, Verdict, cues_from, cues_of
from cakg.read.grounding import Names, names_of, verdict_on
from cakg.words.namespaces import CAKG, UNSAID

if TYPE_CHECKING:
    from cakg.engine.store import Source

NONE = "no quote shows this"
_EVIDENCE = """
SELECT ?evidence ?property ?value WHERE {
    VALUES ?node { %s }
    ?evidence cakg:supports ?node ; ?property ?value .
    %s
    FILTER(?property IN (cakg:supports, cakg:quote, cakg:row, cakg:report, cakg:link, cakg:shows, cakg:mentions))
}
"""
_CLAIMED = """
    VALUES ?node { %s }
    %s
    FILTER(?node = <%s> || ?property IN (%s))
"""
_CLAIMS = "SELECT ?node ?property ?value WHERE { %s }"
_NAMES = """
SELECT ?value ?name ?text WHERE {
    { SELECT DISTINCT ?value WHERE { %s FILTER(isIRI(?value)) } }
    ?value ?name ?text .
    FILTER(?name IN (rdfs:label, skos:prefLabel, skos:altLabel, cakg:nameForm))
}
"""
_CUES = """
SELECT ?concept ?property ?value WHERE {
    VALUES ?property { cakg:cue cakg:falseCue skos:broader }
    ?concept ?property ?value .
}
"""


class Claim(NamedTuple):
    """Hold what is claimed: of which node, which property, which value (all that it has where None), in a word."""

    node: str
    property: str
    word: str = ""
    value: Term | None = None


class Phrase(NamedTuple):
    """Hold a quote, the words for the claims that it shows, its report, the link that opens it there, its language.

    Of an import it is the identifier of a row; `said` tells the two apart.
    """

    text: str
    shows: tuple[str, ...]
    report: str
    link: str | None
    language: str = ""
    is_row: bool = False

    @property
    def said(self) -> str:
        """Return it as it is shown: a quote in its marks, a row with its tier."""
        return f"row {self.text} (import)" if self.is_row else f"“{self.text}”"


class Proof(NamedTuple):
    """Hold by which quotes claims are shown, and the words for those that no quote shows or that cannot be judged."""

    phrases: tuple[Phrase, ...]
    not_shown: tuple[str, ...]
    not_judged: tuple[str, ...]

    def __str__(self) -> str:
        """Return it in words: each quote with what it shows, then what none shows."""
        said = [one.said + (f" ({', '.join(one.shows)})" if any(one.shows) else "") for one in self.phrases]
        return "\n".join([*said, *self.lacking])

    @property
    def lacking(self) -> tuple[str, ...]:
        """Return in words what no quote shows, and what is not judged."""
        found = []
        for words, alone, among in (
            (self.not_shown, NONE, "no quote shows {}"),
            (self.not_judged, "not judged", "not judged: {}"),
        ):
            if words:
                found.append(among.format(", ".join(words)) if all(words) else alone)
        return tuple(found)


class Showing:
    """Tell of claims in an index, which holds nodes, their evidence and names, by which quotes they are shown.

    `cues` gives those of the concepts that are its values, where they do not stand in the index.
    """

    def __init__(self, index: Index, cues: Callable[[Index], Cues] | None = None) -> None:
        self._index, self._read_cues = index, cues

    def of(self, claims: Iterable[Claim]) -> Proof:
        """Return the proof of some claims, in as few quotes as show all that is shown."""
        words: dict[tuple[str, str], list[str]] = {}  # report and quote -> what it shows
        pieces: dict[tuple[str, str], str] = {}
        lacking: dict[Verdict, dict[str, None]] = {"not shown": {}, "not judged": {}}
        shown: dict[str, None] = {}
        for claim in claims:
            values = [claim.value] if claim.value is not None else self._values(claim)
            for value in values:
                word = claim.word if len(values) == 1 else self._called(value)
                found = self._evidence(claim, value)
                for evidence in found:
                    key = (self._index.first(evidence, "report") or "", self._ground(evidence))
                    pieces.setdefault(key, evidence)
                    words.setdefault(key, []).append(word)
                if found:
                    shown[word] = None
                elif value.value not in UNSAID:
                    lacking[self._verdict(claim.node, value)][word] = None
        return Proof(
            tuple(self._phrase(pieces[key], told) for key, told in _fewest(words, shown)),
            *(tuple(lacking[verdict]) for verdict in ("not shown", "not judged")),
        )

    def _values(self, claim: Claim) -> list[Term]:
        """Return the values that a node has, in one order: engines give them in any."""
        return sorted(self._index.objects(claim.node, claim.property), key=str, reverse=True)

    def _called(self, value: Term) -> str:
        return value.value if isinstance(value, Literal) else self._index.label(value.value)

    def _evidence(self, claim: Claim, value: Term) -> list[str]:
        """Return the evidence whose quote mentions a value, or that of which it was made: a date that several allow."""
        own = self._index.owners(claim.node, "supports")
        told = [one for one in own if full(claim.property) in self._index.values(one, "shows")]
        exact = [one for one in told if value in self._index.objects(one, "mentions")]
        return exact or [one for one in told if self._judged(self._quotes([one]), value) == "shown"]

    def _verdict(self, node: str, value: Term) -> Verdict:
        verdict = self._judged(self._quotes(self._index.owners(node, "supports")), value)
        return "not judged" if verdict == "not judged" else "not shown"

    def _judged(self, quotes: Sequence[Literal], value: Term) -> Verdict:
        return verdict_on(quotes, value, self._names, self._cues)

    def _quotes(self, evidence: Iterable[str]) -> list[Literal]:
        found = (quote for one in evidence for quote in self._index.objects(one, "quote"))
        return [quote for quote in found if isinstance(quote, Literal)]

    def _phrase(self, evidence: str, told: tuple[str, ...]) -> Phrase:
        first = self._index.first
        text, report, link = self._ground(evidence), first(evidence, "report") or "", first(evidence, "link")
        is_row = first(evidence, "quote") is None
        tags = {quote.language or "" for quote in self._quotes([evidence]) if quote.value == text}
        return Phrase(text, told, report, link, min(tags, default=""), is_row)

    def _ground(self, evidence: str) -> str:
        return self._index.first(evidence, "quote") or self._index.first(evidence, "row") or ""

    @cached_property
    def _names(self) -> Names:
        return names_of(self._index.triples)

    @cached_property
    def _cues(self) -> Cues:
        return cues_of(self._index.triples) if self._read_cues is None else self._read_cues(self._index)


def showing(
    source: "Source", iri: str, nodes: Iterable[str] = (), properties: Iterable[str] = (), report: str | None = None
) -> Showing:
    """Return what tells by which quotes all claims of a thing are shown, and those of some properties of some nodes.

    With a report they are what it claims, whatever is accepted, and the quotes are its own.
    """
    said = "?node ?property ?value ." if report is None else f"GRAPH <{report}> {{ ?node ?property ?value }}"
    own = "" if report is None else f"?evidence cakg:report <{report}> ."
    wanted = ", ".join(f"<{CAKG}{name}>" for name in sorted(set(properties)))
    found: list[Triple] = []
    for listed in pieces(sorted({iri, *nodes})):
        claimed = _CLAIMED % (listed, said, iri, wanted)
        for query in (_EVIDENCE % (listed, own), _CLAIMS % claimed, _NAMES % claimed):
            found += _triples(source, query)
    return Showing(Index(dict.fromkeys(found)), lambda index: _cues_in(source, index))


def _triples(source: "Source", query: str) -> list[Triple]:
    return [
        Triple(subject, predicate, value)
        for subject, predicate, value in select(source, query).terms
        if isinstance(subject, NamedNode)
        and isinstance(predicate, NamedNode)
        and isinstance(value, NamedNode | Literal)
    ]


def _cues_in(source: "Source", index: Index) -> Cues:
    """Return the cues of the concepts that stand as values in an index."""
    kept = derived(source, "cues", lambda: json.dumps(cues_of(_triples(source, _CUES)), ensure_ascii=False).encode())
    if kept is None:
        return cues_of(_triples(source, _CUES))
    read = json.loads(kept)
    values = {triple.object.value for triple in index.triples}
    return cues_from({concept: said for concept, said in read.items() if concept in values})


def _fewest(
    words: Mapping[tuple[str, str], Sequence[str]], shown: Iterable[str]
) -> list[tuple[tuple[str, str], tuple[str, ...]]]:
    """Return quotes that together show all that is shown: each time the one that adds most."""
    left, chosen = dict.fromkeys(shown), []
    while left:
        key = max(sorted(words), key=lambda one: len(left.keys() & set(words[one])))
        fresh = tuple(word for word in dict.fromkeys(words[key]) if word in left)
        chosen.append((key, fresh))
        for word in fresh:
            del left[word]
    return chosen
