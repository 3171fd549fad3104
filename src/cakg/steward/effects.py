"""Effects: how much of the accepted view rests on a thing, by which work on it is put in order."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cakg.engine.store import select

if TYPE_CHECKING:
    from cakg.engine.store import Source

_RECORDS = """
SELECT ?thing (COUNT(DISTINCT ?record) AS ?count) WHERE {
    VALUES ?class {
        cakg:Event cakg:Participation cakg:Statement cakg:Tenure cakg:Membership cakg:TreatyAction cakg:Amount
    }
    ?record a ?class ; ?property ?thing .
    FILTER(ISIRI(?thing) && ?property NOT IN (rdf:type, cakg:countsFor, cakg:involves, cakg:delegation))
}
GROUP BY ?thing
"""
_BORNE = """
SELECT DISTINCT ?record ?owner WHERE {
    { ?owner cakg:participation ?record } UNION { ?record cakg:occasion ?owner }
    UNION { ?record a cakg:Tenure ; cakg:holder ?owner }
}
"""
_HELD = """
SELECT ?tenure (COUNT(DISTINCT ?record) AS ?count) WHERE {
    ?tenure a cakg:Tenure ; cakg:holder ?who ; cakg:post ?post .
    ?record cakg:actor|cakg:speaker ?who ; cakg:capacity ?post
}
GROUP BY ?tenure
"""


class Effects:
    """Hold how many records of the accepted view rest on each thing.

    A record is an event, a participation, a statement, a tenure, a membership, a treaty action or an amount: from these
    all answers are made, so that their number stands for that of the answers, and costs one look instead of all
    questions. On a thing rest the records that name it; on a participation and a statement those of its event, on a
    tenure the appearances in its post; itself is one of them.
    """

    def __init__(self, source: "Source") -> None:
        self._named = _counted(source, _RECORDS)
        self._held = _counted(source, _HELD)
        self._owner: dict[str, str] = {}
        for record, owner in select(source, _BORNE).texts():
            self._owner.setdefault(record or "", owner or "")

    def of(self, thing: str) -> int:
        """Return how many records rest on a thing, itself among them."""
        if thing in self._held:
            return 1 + self._held[thing]
        own = self._named.get(thing, 0)
        return 1 + max(own, 0 if "/tenure/" in thing else self._named.get(self._owner.get(thing, ""), 0))

    def owner(self, thing: str) -> str | None:
        """Return the event to which a record belongs, or who held a tenure; None for what belongs to nothing."""
        return self._owner.get(thing)

    def most(self, things: Iterable[str]) -> int:
        """Return how many records rest on that of some things on which most do."""
        return max(map(self.of, things), default=0)


def _counted(source: "Source", query: str) -> Mapping[str, int]:
    return {thing: int(count or 0) for thing, count in select(source, query).texts() if thing is not None}
