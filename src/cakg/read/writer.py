"""Triples as canonical Turtle: equal sets of triples give equal text, each statement on one line."""

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, Triple

from cakg.words.namespaces import PREFIXES, RDF, SKOS, XSD, compact, split

_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_FIRST = {RDF + "type": 0, SKOS + "prefLabel": 1, SKOS + "altLabel": 2}


def write(triples: Iterable[Triple | Quad]) -> str:
    """Return the canonical Turtle of triples: equal sets of triples give equal text, each statement on one line.

    Errors: ValueError on a blank node or a quoted triple, which have no canonical place.
    """
    prefixes: set[str] = set()
    blocks: dict[str, set[tuple[int, str, str]]] = {}
    for triple in triples:
        if not isinstance(triple.subject, NamedNode):
            raise ValueError(f"{triple.subject} cannot be written: only IRIs are subjects in canonical Turtle")
        predicate = triple.predicate.value
        name = "a" if predicate == RDF + "type" else _name(predicate, prefixes)
        statement = (_FIRST.get(predicate, 3), name, _term(triple.object, prefixes))
        blocks.setdefault(triple.subject.value, set()).add(statement)
    parts = []
    for subject in sorted(blocks):
        body = "".join(f"    {name} {value} ;\n" for _, name, value in sorted(blocks[subject]))
        parts.append(f"{_name(subject, prefixes)}\n{body}    .\n")
    head = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(prefixes))
    return "\n".join([head, *parts] if head else parts)


def _name(iri: str, prefixes: set[str]) -> str:
    """Return an IRI as it is written, and note the prefix it needs."""
    parts = split(iri)
    if parts is not None:
        prefixes.add(parts[0])
    return compact(iri)


def _term(term: object, prefixes: set[str]) -> str:
    if isinstance(term, NamedNode):
        return _name(term.value, prefixes)
    if not isinstance(term, Literal) or term.direction:
        raise ValueError(f"{term} cannot be written: only IRIs and literals are objects in canonical Turtle")
    datatype = term.datatype.value
    bare = _BARE.get(datatype)
    if bare is not None and bare.fullmatch(term.value):
        return term.value
    quoted = '"' + _TO_ESCAPE.sub(lambda m: _ESCAPES.get(m[0], f"\\u{ord(m[0]):04X}"), term.value) + '"'
    if term.language is not None:
        return f"{quoted}@{term.language}"
    return quoted if datatype == XSD + "string" else f"{quoted}^^{_name(datatype, prefixes)}"
