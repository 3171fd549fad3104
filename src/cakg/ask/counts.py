"""How much there is: the things of each class, those of which reports speak, the statements."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.engine.store import select
from cakg.words.namespaces import BASE, compact

if TYPE_CHECKING:
    from cakg.engine.store import Source

_CLASSES = """
SELECT ?class (COUNT(DISTINCT ?thing) AS ?count) (COUNT(DISTINCT ?said) AS ?spoken) WHERE {
    ?thing a ?class .
    FILTER(STRSTARTS(STR(?class), STR(cakg:)))
    OPTIONAL {
        { SELECT DISTINCT ?thing WHERE { { GRAPH ?report { ?thing ?p ?o } } UNION { GRAPH ?report { ?s ?p ?thing } } } }
        BIND(?thing AS ?said)
    }
}
GROUP BY ?class ORDER BY ?class
"""
_ACCEPTED = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"
_OF_ITSELF = f"SELECT (COUNT(*) AS ?count) WHERE {{ <{BASE}graph> ?p ?o }}"  # what an export says of itself
_SAID = "SELECT (COUNT(*) AS ?count) WHERE { GRAPH ?report { ?s ?p ?o } }"


@dataclass(frozen=True)
class Count:
    """Hold how often there is something, and of how many the reports that are heard speak (None where of none)."""

    what: str
    count: int
    spoken: int | None


def counts(source: "Source") -> list[Count]:
    """Return the things of each class, by its prefixed name, then the statements of the view and of all graphs."""
    found = [
        Count(compact(kind), int(count), int(spoken) or None)
        for kind, count, spoken in select(source, _CLASSES).texts()
    ]
    told = (select(source, text).texts() for text in (_ACCEPTED, _OF_ITSELF, _SAID))
    everything, own, said = (int(count or 0) for ((count,),) in told)
    accepted = everything - own
    return [
        *found,
        Count("statements in the accepted view", accepted, None),
        Count("statements in all graphs", accepted + said, None),
    ]
