"""SPARQL texts from strangers, judged before any engine sees them: what they may say and how large they may be."""

import re

from cakg.read import conflicts, lexer
from cakg.read.lexer import Token
from cakg.words.errors import InputError, LargeError

STRANGERS = "query"  # what a query without a file is called
LENGTH, DEPTH, PATTERNS = 20_000, 64, 120

_UPDATES = ("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH")
_OPERANDS = ("iri", "string", "variable", "tag", "number", "word")
_CLOSING = {")": "(", "]": "[", "}": "{"}
_HALF = re.compile("[\ud800-\udfff]")  # of a character, which no text holds
_READ_ONLY = "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"


def screen(text: str, source: str = STRANGERS) -> None:
    """Refuse a query that reaches out, writes, or is too large to be planned; syntax is left to the engine.

    Errors: InputError with line and column for what is no Unicode text, for SERVICE, for updates, for what a merge left
    behind and for a `<` that can be read in two ways; LargeError for a text that is too long, nests too deeply or has
    too many patterns.
    """
    half = _HALF.search(text)
    if half is not None:
        line, column = lexer.place(text, half.start())
        raise InputError("this is no Unicode text", "write it in UTF-8", path=source, line=line, column=column)
    what = named(source)
    if not text.strip():
        raise InputError("the query is empty", _READ_ONLY, path=source)
    if len(text) > LENGTH:
        raise LargeError(f"{what} has {len(text)} characters; at most {LENGTH} are taken, split it")
    conflicts.refuse(text, source, lexer.SPARQL)
    open_brackets: list[str] = []
    signs, patterns = 0, 1
    before = Token("", "", 0)
    for token in lexer.tokens(text, lexer.SPARQL):
        problem = _problem(token, before, open_brackets)
        if problem is not None:
            line, column = lexer.place(text, token.start)
            raise InputError(*problem, path=source, line=line, column=column)
        if token.kind == "mark" and token.text in "([{":
            open_brackets.append(token.text)
        elif open_brackets and _CLOSING.get(token.text) == open_brackets[-1]:
            open_brackets.pop()
        inside = open_brackets[-1] if open_brackets else ""
        patterns += token.text in ("/", "|", "{") or (token.text in (".", ";", ",") and inside in ("{", "["))
        signs = signs + 1 if token.text in ("!", "+", "-", "^") else 0
        if len(open_brackets) > DEPTH or signs > DEPTH:
            raise LargeError(f"{what} nests more than {DEPTH} brackets or signs; flatten it")
        before = token
    if patterns > PATTERNS:
        raise LargeError(f"{what} has about {patterns} patterns; at most {PATTERNS} are planned, split it")


def named(source: str) -> str:
    """Return how the query of a source is called in a sentence."""
    return "the query" if source == STRANGERS else f"{source}: the query"


def _problem(token: Token, before: Token, open_brackets: list[str]) -> tuple[str, str] | None:
    """Return what is wrong with a token and what to do, or None.

    Engines may read a keyword that is glued to its neighbours, so that a word need not be SERVICE to hold it. Between
    operands in parentheses `<` may be an operator or open an IRI; a text that hides something uses the difference.
    """
    if token.kind == "word":
        name = token.text.partition(":")[0].upper()
        if "SERVICE" in name:
            return "a query may not reach other endpoints by SERVICE", "ask the other endpoint itself"
        if token.text.upper() in _UPDATES:
            return f"a query may not change the graph by {token.text.upper()}", _READ_ONLY
    follows_operand = before.kind in _OPERANDS or before.text == ")"
    if token.kind == "iri" and open_brackets[-1:] == ["("] and follows_operand and "://" not in token.text:
        return "< may be an operator or open an IRI here", "put a space after it, or write the IRI in full"
    return None
