"""Values that no quote shows, told from the compiled evidence: only what it leaves open is judged once more."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import Literal, NamedNode

from cakg.engine.store import select
from cakg.read.claims import Report, Triple
from cakg.read.cues import cues_of
from cakg.read.grounding import ASKED, Ungrounded, names_of, ungrounded
from cakg.words.namespaces import CAKG, NAMES

if TYPE_CHECKING:
    from cakg.engine.store import Source

_FORM = NamedNode(CAKG + "nameForm")
_SAID = f"""
SELECT ?report ?node ?property ?value WHERE {{
    VALUES ?property {{ {" ".join(f"<{one}>" for one in sorted(ASKED))} }}
    GRAPH ?report {{ ?node ?property ?value }}
    MINUS {{ ?report cakg:kind kind:dataset }}
    MINUS {{ ?evidence cakg:supports ?node ; cakg:report ?report ; cakg:mentions ?value }}
}}
"""
_QUOTED = "SELECT ?report ?node ?quote WHERE { GRAPH ?report { ?node cakg:quote ?quote } }"
_FORMS = "SELECT ?report ?thing ?form WHERE { GRAPH ?report { ?thing cakg:nameForm ?form } }"
_WORDS = f"""
SELECT ?thing ?property ?value WHERE {{
    VALUES ?property {{
        {" ".join(f"<{one}>" for one in NAMES)} cakg:within cakg:cue cakg:falseCue skos:broader
    }}
    ?thing ?property ?value
}}
"""


class Unshown(NamedTuple):
    """Hold a value that no quote shows, and the IRI of the report that gives it."""

    report: str
    row: Ungrounded


def unshown(source: "Source") -> Iterator[Unshown]:
    """Yield what `read.grounding.ungrounded` finds in the reports of a graph, report by report, imports left out, and
    values that the compiled evidence says are mentioned.
    """
    waiting: dict[str, list[Triple]] = {}
    for report, node, name, value in _rows(source, _SAID):
        waiting.setdefault(report.value, []).append(Triple(node, name, value))
    quotes: dict[str, dict[str, list[Literal]]] = {}
    for report, node, quote in _rows(source, _QUOTED):
        if report.value in waiting:
            quotes.setdefault(report.value, {}).setdefault(node.value, []).append(quote)
    for report, thing, form in _rows(source, _FORMS):
        if report.value in waiting:
            waiting[report.value].append(Triple(thing, _FORM, form))
    words = [Triple(*row) for row in _rows(source, _WORDS)]
    names, cues = names_of(words), cues_of(words)
    for iri, triples in sorted(waiting.items()):
        one = Report(NamedNode(iri), "", tuple(triples), None, None, frozenset(), frozenset(), False)
        yield from (Unshown(iri, row) for row in sorted(ungrounded(one, quotes.get(iri, {}), names, cues)))


def _rows(source: "Source", query: str) -> Any:
    return select(source, query).terms
