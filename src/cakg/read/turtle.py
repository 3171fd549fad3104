"""Turtle text to triples and back, with the place of every statement and one canonical form."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import parse as _parse

from cakg.words.errors import InputError
from cakg.words.namespaces import OWL, PREFIXES, RDF, SH, SKOS, XSD, compact, split

_WORD = r"[^\s<>\"'()\[\]{};,.\#^@\\]"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<iri><(?:[^\x00-\x20<>"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
  | (?P<string>"{{3}}(?:"{{0,2}}(?:[^"\\]|\\.))*"{{3}} | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
      | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
  | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9-]+)*)
  | (?P<number>[+-]?(?:\d+(?:\.\d*)?[eE][+-]?\d+|\.\d+[eE][+-]?\d+|\d*\.\d+|\d+))
  | (?P<word>(?:{_WORD}|\\.|\.+(?={_WORD}|\\))+)
  | (?P<mark>\^\^|<<|>>|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PLACE = re.compile(r"^Parser error at line .*?: ")
_UNDECLARED = re.compile(r"The prefix (.*): has not been declared")
_REMEDIES = (
    ("A dot is expected", 'end the block before with "."'),
    ("followed by a dot", 'end the statement with "."'),
    ("No scheme found", "write a full IRI or a prefixed name"),
    ("Unexpected end", 'close the last statement with "." and every quote and bracket'),
    ("Line jumps", "write \\n within quotes"),
    ("\ufeff", "save the file as UTF-8 without a byte order mark"),
    ("Invalid IRI", "percent-encode what an IRI may not contain"),
    ("subtag", "write a language tag such as @en or @ru"),
    ("prefix name", "write the full IRI in angle brackets"),
)
_BLANK = re.compile(r"\[|_:|\((?!\s*\))")
_RDF12 = re.compile(r"<<|\{|@[A-Za-z0-9-]*--")
_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_TO_ESCAPE = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]')
_TYPE, _NIL = NamedNode(RDF + "type"), NamedNode(RDF + "nil")
_NO_DATA = {NamedNode(iri) for iri in (OWL + "Ontology", SH + "NodeShape", SH + "PropertyShape")}
_FIRST = {RDF + "type": 0, SKOS + "prefLabel": 1, SKOS + "altLabel": 2}


_Nested = dict[BlankNode, list[Triple | Quad]]


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


class _Place(NamedTuple):
    """Where a statement stands: the lines of its subject, predicate and object, counted from 1."""

    subject_line: int
    predicate_line: int
    object_line: int


def parse(text: str, source: str, *, blank_nodes: bool = False) -> list[Triple]:
    """Return the triples of a Turtle text in the order in which they stand.

    `source` names the text in errors. Blank nodes are refused unless `blank_nodes` is true.
    Errors: InputError with line and column where the text is not RDF 1.1 Turtle.
    """
    try:
        triples = [quad.triple for quad in _parse(text.encode("utf-8"), RdfFormat.TURTLE)]
    except UnicodeEncodeError as error:
        line, column = _line_and_column(text, error.start)
        problem = "a character is no Unicode text"
        raise InputError(problem, "save the file as UTF-8", path=source, line=line, column=column) from error
    except SyntaxError as error:
        problem = _PLACE.sub("", error.msg)
        raise InputError(problem, _remedy(problem), path=source, line=error.lineno, column=error.offset) from error
    for triple in triples:
        if isinstance(triple.object, Triple) or (isinstance(triple.object, Literal) and triple.object.direction):
            remedy = "write plain triples; a claim about a claim is a node of its own"
            raise _error_at(text, source, _RDF12, "quoted triples and text directions are not used", remedy)
        if not blank_nodes and (isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)):
            remedy = "give the node an IRI, so that it can be cited"
            raise _error_at(text, source, _BLANK, "no blank nodes in data", remedy)
    return triples


def lines(text: str) -> dict[str, tuple[int, ...]]:
    """Return the line of each block of each subject, by the IRI of the subject; the text must be legal Turtle."""
    found: dict[str, dict[int, None]] = {}
    for named, _, place in _places(text):
        found.setdefault(named, {})[place.subject_line] = None
    return {subject: tuple(numbers) for subject, numbers in found.items()}


def line_of(
    text: str, subject: str, predicate: str | None = None, value: str | NamedNode | Literal | None = None
) -> int | None:
    """Return the line where a record, or a statement of it, stands: as near as can be told.

    `subject` and `predicate` are full IRIs; `value` is a term, an IRI or the text of a literal. A statement that is
    not found gives the line of its predicate, else that of its subject; None where the subject has no block.
    """
    best: tuple[int, int] | None = None
    for named, triple, place in _places(text):
        if named != subject:
            continue
        here = (0, place.subject_line)
        if predicate is not None and triple.predicate.value == predicate:
            here = (1, place.predicate_line)
            if value is not None and _is(triple.object, value):
                here = (2, place.object_line)
        if best is None or here[0] > best[0]:
            best = here
    return None if best is None else best[1]


def write(triples: Iterable[Triple | Quad], *, blank_nodes: bool = False) -> str:
    """Return the canonical Turtle of triples: equal sets of triples give equal text, each statement on one line.

    Where `blank_nodes` is true, one that a statement names is written in its place, a list in parentheses; one that
    none names is a block at the end. Errors: ValueError on what has no canonical place: a quoted triple, a blank node
    that several statements name or that holds itself.
    """
    prefixes: set[str] = set()
    said: dict[NamedNode | BlankNode, list[Triple | Quad]] = {}
    for triple in triples:
        if not isinstance(triple.subject, NamedNode) and not (blank_nodes and isinstance(triple.subject, BlankNode)):
            raise ValueError(f"{triple.subject} cannot be written: only IRIs are subjects in canonical Turtle")
        said.setdefault(triple.subject, []).append(triple)
    held = {triple.object for block in said.values() for triple in block if isinstance(triple.object, BlankNode)}
    nested: _Nested | None = {node: said.pop(node) for node in held if node in said} if blank_nodes else None
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


def canonical(text: str, source: str) -> str:
    """Return a Turtle text in canonical form; writing it twice changes nothing.

    Errors: InputError where it cannot be parsed, holds blank nodes though it describes neither ontology nor shapes,
    or holds a comment, which would be lost.
    """
    triples = parse(text, source, blank_nodes=True)
    blank_nodes = any(triple.predicate == _TYPE and triple.object in _NO_DATA for triple in triples)
    if not blank_nodes:
        triples = parse(text, source)
    for token in _tokens(text):
        if token.kind == "comment":
            line, column = _line_and_column(text, token.start)
            remedy = "make it a skos:editorialNote"
            raise InputError("comments are not kept", remedy, path=source, line=line, column=column)
    try:
        return write(triples, blank_nodes=blank_nodes)
    except ValueError as error:
        raise InputError(str(error), "name each blank node once, in its place", path=source) from error


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
    if parts is not None:
        prefixes.add(parts[0])
    return compact(iri)


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


def _is(term: object, value: str | NamedNode | Literal) -> bool:
    if isinstance(value, str):
        return isinstance(term, NamedNode | Literal) and term.value == value
    return term == value


def _remedy(problem: str) -> str:
    undeclared = _UNDECLARED.search(problem)
    if undeclared is None:
        return next((remedy for sign, remedy in _REMEDIES if sign in problem), "see the Turtle around this place")
    prefix = undeclared[1]
    if prefix in PREFIXES:
        return f'put "@prefix {prefix}: <{PREFIXES[prefix]}> ." on top'
    return "declare it on top or use one of " + " ".join(f"{known}:" for known in sorted(PREFIXES))


def _error_at(text: str, source: str, sign: re.Pattern[str], problem: str, remedy: str) -> InputError:
    """Return an error at the first token that bears the sign, if there is one."""
    for token in _tokens(text):
        if token.kind not in ("iri", "string", "comment") and sign.match(text, token.start):
            line, column = _line_and_column(text, token.start)
            return InputError(problem, remedy, path=source, line=line, column=column)
    return InputError(problem, remedy, path=source)


def _line_and_column(text: str, start: int) -> tuple[int, int]:
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the tokens of a legal Turtle text, comments included, white space left out."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield _Token(str(match.lastgroup), match[0], match.start())


@lru_cache(maxsize=256)
def _places(text: str) -> tuple[tuple[str, Triple, _Place], ...]:
    """Return each triple whose subject is an IRI, after that IRI, with its place; empty where they cannot be paired.

    The parser yields such triples in the order of their objects in the text, whatever stands in brackets between.
    """
    try:
        triples = parse(text, "", blank_nodes=True)
    except InputError:
        return ()
    named = [(triple.subject.value, triple) for triple in triples if isinstance(triple.subject, NamedNode)]
    places = list(_scan(text))
    if len(named) != len(places):
        return ()
    return tuple((subject, triple, place) for (subject, triple), place in zip(named, places, strict=True))


def _scan(text: str) -> Iterator[_Place]:
    """Yield the place of each object that stands outside brackets and whose subject is not a blank node."""
    awaited = "subject"  # then predicate, object, end; or what ends a directive: "." or "value"
    anonymous = False
    line, depth, counted, subject_line, predicate_line = 1, 0, 0, 0, 0
    for token in _tokens(text):
        line += text.count("\n", counted, token.start)
        counted = token.start
        if token.text in ("]", ")"):
            depth -= 1
        elif token.kind == "comment" or depth:
            depth += token.text in ("[", "(")
        elif awaited == "value":
            awaited = "subject" if token.kind in ("iri", "string") else awaited
        elif token.text == ".":
            awaited = "subject"
        elif awaited == ".":
            pass
        elif awaited == "subject" and token.kind == "at":
            awaited = "."
        elif awaited == "subject" and token.text.upper() in ("PREFIX", "BASE", "VERSION"):
            awaited = "value"
        elif awaited == "subject":
            awaited, subject_line, anonymous = "predicate", line, _BLANK.match(token.text) is not None
            depth += token.text in ("[", "(")
        elif awaited == "predicate" and token.text != ";":
            awaited, predicate_line = "object", line
        elif awaited == "object":
            if not anonymous:
                yield _Place(subject_line, predicate_line, line)
            awaited = "end"
            depth += token.text in ("[", "(")
        elif awaited == "end" and token.text in (",", ";"):
            awaited = "object" if token.text == "," else "predicate"
