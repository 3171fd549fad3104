"""Triples as canonical Turtle: equal sets of triples give equal text, each statement on one line."""

from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from cakg.words.namespaces import PREFIXES, RDF, SKOS, XSD, compact, split
from cakg.words.patterns import regex

_BARE = {
    XSD + "integer": regex(r"[+-]?[0-9]+"),
    XSD + "decimal": regex(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": regex(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": regex(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = regex('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]')
_FIRST = {RDF + "type": 0, SKOS + "prefLabel": 1, SKOS + "altLabel": 2}
_NIL = NamedNode(RDF + "nil")
_Nested = dict[BlankNode, list[Triple | Quad]]


def write(triples: Iterable[Triple | Quad], *, blank_nodes: bool = False) -> str:
    """Return the canonical Turtle of triples: equal sets of triples give equal text, each statement on one line.

    Where `blank_nodes` is true, one that a statement names is written in its place, a list in parentheses; one that
    none names is a block at the end. Errors: ValueError on what has no canonical place: a quoted triple, a blank node
    that several statements name or that holds itself.
    """
    prefixes: set[str] = set()
    said, nested = _blocks(triples, blank_nodes)
    blocks = []
    for subject, block in said.items():
        body = "".join(f"    {name} {value} ;\n" for name, value in _statements(block, prefixes, nested))
        named = isinstance(subject, NamedNode)
        order, shown = (subject.value, _name(subject.value, prefixes)) if named else (body, "[]")
        blocks.append((not named, order, f"{shown}\n{body}    .\n"))
    if nested:
        raise ValueError(f"{min(map(str, nested))} cannot be written: a blank node holds itself")
    head = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(prefixes))
    return "\n".join(([head] if head else []) + [text for *_, text in sorted(blocks)])


def sentences(triples: Iterable[Triple | Quad]) -> set[tuple[str, str, str]]:
    """Return what triples say as subject, predicate and object, as they are written; what a blank node says stands in
    its place. Errors: ValueError as in `write`.
    """
    said, nested = _blocks(triples, blank_nodes=True)
    return {
        (compact(subject.value) if isinstance(subject, NamedNode) else "[]", name, value)
        for subject, block in said.items()
        for name, value in _statements(block, set(), nested)
    }


def _blocks(
    triples: Iterable[Triple | Quad], blank_nodes: bool
) -> tuple[dict[NamedNode | BlankNode, list[Triple | Quad]], _Nested | None]:
    """Return what is said of each subject that has a block of its own, and of those that stand in the place where they
    are named.
    """
    said: dict[NamedNode | BlankNode, list[Triple | Quad]] = {}
    for triple in triples:
        if not isinstance(triple.subject, NamedNode) and not (blank_nodes and isinstance(triple.subject, BlankNode)):
            raise ValueError(f"{triple.subject} cannot be written: only IRIs are subjects in canonical Turtle")
        said.setdefault(triple.subject, []).append(triple)
    held = {triple.object for block in said.values() for triple in block if isinstance(triple.object, BlankNode)}
    return said, {node: said.pop(node) for node in held if node in said} if blank_nodes else None


def _statements(block: Iterable[Triple | Quad], prefixes: set[str], nested: _Nested | None) -> list[tuple[str, str]]:
    """Return predicates and objects as they are written, in canonical order, each once."""
    found = set()
    for triple in block:
        predicate = triple.predicate.value
        name = "a" if predicate == RDF + "type" else _name(predicate, prefixes)
        found.add((_FIRST.get(predicate, 3), name, _term(triple.object, prefixes, nested)))
    return [(name, value) for _, name, value in sorted(found)]


def _in_place(node: BlankNode, prefixes: set[str], nested: _Nested) -> str:
    """Return a blank node as it is written where it is named; it is taken from `nested`, so that it is named once."""
    block = nested.pop(node, None)
    if block is None:
        raise ValueError(f"{node} cannot be written: several statements name it, or none says what it is")
    items = []
    while (pair := _pair(block)) is not None:
        items.append(_term(pair[0], prefixes, nested))
        if pair[1] == _NIL:
            return f"( {' '.join(items)} )"
        block = nested.pop(pair[1], []) if isinstance(pair[1], BlankNode) else []
    if items:
        raise ValueError(f"{node} cannot be written: it is a list without an end")
    return f"[ {' ; '.join(f'{name} {value}' for name, value in _statements(block, prefixes, nested))} ]"


def _pair(block: Sequence[Triple | Quad]) -> tuple[object, object] | None:
    """Return first and rest of a piece of a list, None of all else."""
    values = {triple.predicate.value: triple.object for triple in block}
    if len(block) != 2 or set(values) != {RDF + "first", RDF + "rest"}:
        return None
    return values[RDF + "first"], values[RDF + "rest"]


def _name(iri: str, prefixes: set[str]) -> str:
    """Return an IRI as it is written, and note the prefix it needs."""
    parts = split(iri)
    if parts is None:
        return f"<{iri}>"
    prefixes.add(parts[0])
    return f"{parts[0]}:{parts[1]}"


def _term(term: object, prefixes: set[str], nested: _Nested | None) -> str:
    if isinstance(term, NamedNode):
        return _name(term.value, prefixes)
    if isinstance(term, BlankNode) and nested is not None:
        return _in_place(term, prefixes, nested)
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
