"""Where the statements of a Turtle text stand: line by line, from its tokens alone."""

from collections.abc import Iterator
from typing import NamedTuple

from cakg.read import lexer
from cakg.words.patterns import regex

BLANK = regex(r"\[|_:|\((?!\s*\))")  # a token that begins a blank node


class Place(NamedTuple):
    """Hold where a statement stands: the lines of its subject, predicate and object, counted from 1."""

    subject_line: int
    predicate_line: int
    object_line: int


def scan(text: str) -> Iterator[Place]:
    """Yield the place of each object that stands outside brackets and whose subject is not a blank node."""
    awaited = "subject"  # then predicate, object, end; or what ends a directive: "." or "value"
    anonymous = False
    line, depth, counted, subject_line, predicate_line = 1, 0, 0, 0, 0
    for token in lexer.tokens(text, lexer.TURTLE):
        line += text.count("\n", counted, token.start)
        counted = token.start
        if token.text in ("]", ")"):
            depth -= 1
        elif depth:
            depth += token.text in ("[", "(")
        elif awaited == "value":
            awaited = "subject" if token.kind in ("iri", "string") else awaited
        elif token.text == ".":
            awaited = "subject"
        elif awaited == ".":
            pass
        elif awaited == "subject" and token.kind == "tag":
            awaited = "."
        elif awaited == "subject" and token.text.upper() in ("PREFIX", "BASE", "VERSION"):
            awaited = "value"
        elif awaited == "subject":
            awaited, subject_line, anonymous = "predicate", line, BLANK.match(token.text) is not None
            depth += token.text in ("[", "(")
        elif awaited == "predicate" and token.text != ";":
            awaited, predicate_line = "object", line
        elif awaited == "object":
            if not anonymous:
                yield Place(subject_line, predicate_line, line)
            awaited = "end"
            depth += token.text in ("[", "(")
        elif awaited == "end" and token.text in (",", ";"):
            awaited = "object" if token.text == "," else "predicate"
