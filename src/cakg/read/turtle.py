"""Turtle text to triples and back, with the place of every statement and one canonical form."""

import re
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple
from pyoxigraph import parse as _parse

from cakg.read import conflicts, lexer, places
from cakg.read.places import Place
from cakg.read.writer import write
from cakg.words.errors import InputError, flat
from cakg.words.namespaces import BASE, OWL, PREFIXES, RDF, SH
from cakg.words.patterns import regex

__all__ = ["canonical", "is_read_as", "line_of", "lines", "parse", "refuse_prefixes", "write"]

_PLACE = regex(r"^Parser error (?:at|between) line .*?: ")
_UNDECLARED = regex(r"The prefix (.*): has not been declared")
_REMEDIES = (
    ("A dot is expected", 'end the block before with "."'),
    ("followed by a dot", 'end the statement with "."'),
    ("Unexpected end", 'close the last statement with "." and every quote and bracket'),
    ("Line jumps", "write \\n within quotes"),
    ("\ufeff", "save the file as UTF-8 without a byte order mark"),
    ("code point '\n'", 'close the IRI with ">" before the line ends'),
    ("Invalid IRI", "percent-encode what an IRI may not contain"),
    ("subtag", "write a language tag such as @en or @ru"),
    ("escape character", "write \\\\ for a backslash"),
    *((f"'{mark}' is not allowed", 'write straight quotes: "') for mark in "“”„«»‘’"),
    ("prefix name", "write the full IRI in angle brackets"),
)
_DECLARED = regex(r"^[ \t]*@?prefix[ \t]+([\w-]*):[ \t]*<([^>\n]*)>", re.IGNORECASE | re.MULTILINE)
_NUMBER = regex(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_RDF12 = regex(r"<<|\{|@[A-Za-z0-9-]*--")
_TYPE = NamedNode(RDF + "type")
_NAMESPACES = frozenset(PREFIXES.values())
_NO_DATA = {NamedNode(iri) for iri in (OWL + "Ontology", SH + "NodeShape", SH + "PropertyShape")}


def parse(text: str, source: str, *, blank_nodes: bool = False, base: str = BASE) -> list[Triple]:
    """Return the triples of a Turtle text in the order in which they stand.

    `source` names the text in errors. Blank nodes are refused unless `blank_nodes` is true. IRIs that are relative are
    so to `base`, which does not depend on where a folder lies.
    Errors: InputError with line and column where the text is not RDF 1.1 Turtle.
    """
    try:
        triples = [quad.triple for quad in _parse(text.encode("utf-8"), RdfFormat.TURTLE, base_iri=base)]
    except UnicodeEncodeError as error:
        line, column = lexer.place(text, error.start)
        problem = "a character is no Unicode text"
        raise InputError(problem, "save the file as UTF-8", path=source, line=line, column=column) from error
    except SyntaxError as error:
        raise fault(error, text, source) from error
    for subject, _, value in triples:
        if isinstance(value, Triple) or (isinstance(value, Literal) and value.direction):
            remedy = "write plain triples; a claim about a claim is a node of its own"
            raise _error_at(text, source, _RDF12, "quoted triples and text directions are not used", remedy)
        if not blank_nodes and (isinstance(subject, BlankNode) or isinstance(value, BlankNode)):
            remedy = "give the node an IRI, so that it can be cited"
            raise _error_at(text, source, places.BLANK, "no blank nodes in data", remedy)
    return triples


def refuse_prefixes(text: str, source: str) -> None:
    """Raise InputError with the line where a prefix of ours is declared for what is no namespace that we use.

    Whatever is written by it would mean nothing known; one that stands for another namespace of those is only unusual.
    """
    for declared in _DECLARED.finditer(text):
        prefix, iri = declared.groups()
        if iri not in _NAMESPACES and prefix in PREFIXES:
            line, _ = lexer.place(text, declared.start(1))
            problem = f"the prefix {prefix}: stands for <{PREFIXES[prefix]}>, not for {flat(f'<{iri}>')}"
            raise InputError(problem, "correct its declaration", path=source, line=line)


def fault(error: SyntaxError, text: str, source: str) -> InputError:
    """Return what a parser says of a text that is no Turtle (or TriG), with its place and what to do.

    Errors: InputError where a merge left two versions in it.
    """
    conflicts.refuse(text, source, lexer.TURTLE)
    problem = _PLACE.sub("", error.msg)
    return InputError(flat(problem), _remedy(problem), path=source, line=error.lineno, column=error.offset)


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
            if value is not None and is_read_as(triple.object, value):
                here = (2, place.object_line)
        if best is None or here[0] > best[0]:
            best = here
    return None if best is None else best[1]


def canonical(text: str, source: str) -> str:
    """Return a Turtle text in canonical form; writing it twice changes nothing.

    Errors: InputError where it cannot be parsed, holds blank nodes though it describes neither ontology nor shapes,
    or holds a comment, which would be lost.
    """
    triples = parse(text, source, blank_nodes=True)
    blank_nodes = any(triple.predicate == _TYPE and triple.object in _NO_DATA for triple in triples)
    if not blank_nodes:
        triples = parse(text, source)
    for token in lexer.tokens(text, lexer.TURTLE, comments=True):
        if token.kind == "comment":
            line, column = lexer.place(text, token.start)
            remedy = "make it a skos:editorialNote"
            raise InputError("comments are not kept", remedy, path=source, line=line, column=column)
    try:
        return write(triples, blank_nodes=blank_nodes)
    except ValueError as error:
        raise InputError(str(error), "name each blank node once, in its place", path=source) from error


def is_read_as(term: object, value: object) -> bool:
    """Tell whether a term, as it is written, is a value, or the text of one; a store writes 2.0 as 2, being as much."""
    if isinstance(value, str):
        return isinstance(term, NamedNode | Literal) and term.value == value
    if not isinstance(term, Literal) or not isinstance(value, Literal) or term == value:
        return term == value
    written, kept = (one.value for one in (term, value))
    if term.datatype != value.datatype or not (_NUMBER.fullmatch(written) and _NUMBER.fullmatch(kept)):
        return False
    return float(written) == float(kept)


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
    for token in lexer.tokens(text, lexer.TURTLE):
        if token.kind not in ("iri", "string") and sign.match(text, token.start):
            line, column = lexer.place(text, token.start)
            return InputError(problem, remedy, path=source, line=line, column=column)
    return InputError(problem, remedy, path=source)


@lru_cache(maxsize=256)
def _places(text: str) -> tuple[tuple[str, Triple, Place], ...]:
    """Return each triple whose subject is an IRI, after that IRI, with its place; empty where they cannot be paired.

    The parser yields such triples in the order of their objects in the text, whatever stands in brackets between.
    """
    try:
        triples = parse(text, "", blank_nodes=True)
    except InputError:
        return ()
    named = [(triple.subject.value, triple) for triple in triples if isinstance(triple.subject, NamedNode)]
    found = list(places.scan(text))
    if len(named) != len(found):
        return ()
    return tuple((subject, triple, place) for (subject, triple), place in zip(named, found, strict=True))
