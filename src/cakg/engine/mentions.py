"""What a SPARQL text names: IRIs, graphs, bare strings, tags of languages and comparisons, told by its tokens."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cakg.read import lexer
from cakg.read.lexer import Token
from cakg.words.namespaces import PREFIXES
from cakg.words.patterns import regex

_ESCAPED = regex(r"\\([_~.!$&'()*+,;=/?#@%-])")
_ORDERS = ("<", ">", "<=", ">=", "=", "!=")
_PARTS = ("YEAR", "MONTH", "DAY")
_END = Token("", "", 0)


@dataclass(frozen=True)
class Mention:
    """Hold an IRI as the text writes it; `starred` where a path that may be of no step (`*`, `?`) begins at it."""

    iri: str
    written: str
    starred: bool = False


@dataclass(frozen=True)
class Comparison:
    """Hold a comparison of what a property leads to with a value as it is written; nothing for a part of a date."""

    property: str
    written: str


@dataclass(frozen=True)
class Mentions:
    """Hold what a text names, each once, in its order.

    `strings` are texts without tag and datatype that stand as a value or are compared with a variable; `tags` those
    with which LANG is compared letter by letter.
    """

    iris: tuple[Mention, ...]
    graphs: tuple[Mention, ...]
    strings: tuple[str, ...]
    tags: tuple[str, ...]
    comparisons: tuple[Comparison, ...]
    names_graphs: bool


def mentions(text: str) -> Mentions:
    """Return what a legal SPARQL text names; names of functions and datatypes are left out."""
    found = list(lexer.tokens(text, lexer.SPARQL))
    prefixes, start = _declared(found)
    body = found[start:]
    iris: dict[str, Mention] = {}
    graphs: dict[str, Mention] = {}
    strings: dict[str, None] = {}
    for number, token in enumerate(body):
        before, after = _at(body, number - 1), _at(body, number + 1)
        iri = _iri(token, prefixes)
        if iri is not None and before.text != "^^" and not _is_call(token, after):
            is_graph = before.text.upper() in ("GRAPH", "FROM", "NAMED")
            starred = _starts_path(body, number)
            (graphs if is_graph else iris).setdefault(iri, Mention(iri, token.text, starred))
        if token.kind == "string" and after.kind != "tag" and after.text != "^^" and _is_value(body, number):
            strings[_content(token.text)] = None
    return Mentions(
        tuple(iris.values()),
        tuple(graphs.values()),
        tuple(strings),
        tuple(dict.fromkeys(_tags(body))),
        tuple(dict.fromkeys(_comparisons(body, prefixes))),
        any(token.text.upper() in ("GRAPH", "FROM") for token in body),
    )


def _declared(found: Sequence[Token]) -> tuple[Mapping[str, str], int]:
    """Return the prefixes of a text and where its prologue ends."""
    prefixes, number = dict(PREFIXES), 0
    while number < len(found) and found[number].text.upper() in ("PREFIX", "BASE"):
        if found[number].text.upper() == "PREFIX" and number + 2 < len(found):
            prefixes[found[number + 1].text.removesuffix(":")] = found[number + 2].text[1:-1]
            number += 1
        number += 2
    return prefixes, number


def _iri(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """Return the IRI that a token writes, None for another token and for what is relative or has no prefix."""
    if token.kind == "iri":
        return token.text[1:-1] if ":" in token.text else None
    prefix, colon, local = token.text.partition(":")
    if token.kind != "word" or not colon or prefix not in prefixes:
        return None
    return prefixes[prefix] + _ESCAPED.sub(r"\1", local)


def _is_call(token: Token, after: Token) -> bool:
    """Tell whether a name is that of a function, whose values follow at once; a path stands apart."""
    return after.text == "(" and after.start == token.start + len(token.text)


def _starts_path(body: Sequence[Token], number: int) -> bool:
    """Tell whether a path stands after a token of which a step is followed by `*` or `?`."""
    for token in body[number + 1 :]:
        if token.text in ("*", "?"):
            return True
        if token.kind not in ("iri", "word") and token.text not in ("(", ")", "/", "|", "^", "!", "+"):
            return False
    return False


def _is_value(body: Sequence[Token], number: int) -> bool:
    """Tell whether a string stands after a property, or is compared with a variable."""
    before, earlier = _at(body, number - 1), _at(body, number - 2)
    after = _at(body, number + 1), _at(body, number + 2)
    if before.kind == "iri" or (before.kind == "word" and ":" in before.text):
        return True
    return (before.text == "=" and earlier.kind == "variable") or (after[0].text == "=" and after[1].kind == "variable")


def _tags(body: Sequence[Token]) -> Iterator[str]:
    """Yield the texts with which `LANG(…)` is said to be equal, or among which it is to be."""
    for number, token in enumerate(body):
        if token.text.upper() != "LANG":
            continue
        after = [_at(body, number + step) for step in range(4, 7)]
        if after[0].text in ("=", "!=") and after[1].kind == "string":
            yield _content(after[1].text)
        if after[0].text.upper() == "IN" and after[1].text == "(":
            for one in body[number + 6 :]:
                if one.kind == "string":
                    yield _content(one.text)
                elif one.text != ",":
                    break
        before = _at(body, number - 1), _at(body, number - 2)
        if before[0].text == "=" and before[1].kind == "string":
            yield _content(before[1].text)


def _comparisons(body: Sequence[Token], prefixes: Mapping[str, str]) -> Iterator[Comparison]:
    """Yield each comparison of a variable to which a property leads."""
    leads: dict[str, str] = {}
    for number, token in enumerate(body):
        iri = _iri(_at(body, number - 1), prefixes)
        if token.kind == "variable" and iri is not None:
            leads.setdefault(token.text, iri)
    for number, token in enumerate(body):
        if token.kind != "variable" or token.text not in leads:
            continue
        before, after = _at(body, number - 1), _at(body, number + 1)
        if after.text in _ORDERS:
            yield Comparison(leads[token.text], _written(body, number + 2))
        elif before.text in _ORDERS and _at(body, number - 2).kind != "variable":
            yield Comparison(leads[token.text], _written_before(body, number - 2))
        elif before.text == "(" and _at(body, number - 2).text.upper() in _PARTS:
            yield Comparison(leads[token.text], "")


def _written(body: Sequence[Token], number: int) -> str:
    """Return a value as it is written from a token on: with its tag or its datatype."""
    value, after = _at(body, number), _at(body, number + 1)
    if after.text == "^^":
        return value.text + after.text + _at(body, number + 2).text
    return value.text + (after.text if after.kind == "tag" else "")


def _written_before(body: Sequence[Token], number: int) -> str:
    """Return a value as it is written up to a token: its tag or its datatype is the last of it."""
    if _at(body, number).kind == "tag":
        return _written(body, number - 1)
    return _written(body, number - 2 if _at(body, number - 1).text == "^^" else number)


def _content(string: str) -> str:
    """Return what a string says, its escapes left as they are."""
    quotes = 3 if string[:3] in ('"""', "'''") else 1
    return string[quotes:-quotes]


def _at(body: Sequence[Token], number: int) -> Token:
    return body[number] if 0 <= number < len(body) else _END
