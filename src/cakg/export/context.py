"""The JSON-LD context: the names under which JSON may hold what the vocabulary says, drawn from the vocabulary."""

from typing import TYPE_CHECKING

from cakg.engine.cells import as_json
from cakg.words.namespaces import EDTF, PREFIXES, RDF, RDFS, SKOS, XSD, compact, local_name

if TYPE_CHECKING:
    from cakg.ask.term import Term, Terms

_WORDED = (RDF + "langString", RDF + "PlainLiteral")
_BY_JSON = (XSD + "integer", XSD + "boolean", XSD + "string")  # for which JSON has values of its own
_NAMES = {  # terms that the vocabulary says no values of: how JSON holds these
    RDFS + "label": "@language",
    SKOS + "prefLabel": "@language",
    SKOS + "altLabel": "@language",
    SKOS + "editorialNote": "@language",
}


def context(terms: "Terms") -> dict[str, object]:
    """Return the context of a vocabulary: every prefix, `id` and `type`, and every property by its local name.

    What leads to things holds their identifiers as plain texts, texts stand by language, dates are plain texts. A
    property whose values can be of several sorts stays as JSON-LD writes them. What bears the name of a prefix (`kind`)
    or of a term of ours is written with its own prefix (`cakg:kind`).
    *Source*: W3C, JSON-LD 1.1, The Context.
    """
    found: dict[str, object] = {"@version": 1.1, **dict(sorted(PREFIXES.items()))}
    found |= {"id": "@id", "type": "@type"}
    for term in terms:
        short, local = compact(term.iri), local_name(term.iri)
        found[short if local in found else local] = _defined(term)
    return {"@context": found}


def as_bytes(terms: "Terms") -> bytes:
    """Return the context as a file."""
    return as_json(context(terms), 1).encode()


def _defined(term: "Term") -> object:
    if term.sort in ("class", "datatype"):
        return compact(term.iri)
    held: dict[str, object] = {"@id": compact(term.iri)}
    reached = {*term.ranges, *term.values}
    if term.iri in _NAMES or reached & {*_WORDED} == reached != set():
        return held | {"@container": ["@language", "@set"]}
    if term.sort == "object property":
        return held | {"@type": "@id"}
    datatypes = {one for one in reached if one.startswith((XSD, EDTF))}
    if len(reached) == 1 and len(datatypes) == 1 and not datatypes & {*_BY_JSON}:
        return held | {"@type": compact(reached.pop())}
    return held
