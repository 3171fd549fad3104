"""What an engine says of a query that it cannot read, in one line: where it stopped, and why."""

import re

from cakg.read import lexer
from cakg.read.lexer import Token
from cakg.words.errors import InputError, flat
from cakg.words.patterns import regex

_PLACE = regex(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE = regex(r"(?:one of |, |expected )((?:The )?[A-Z]+ [^\[,]*\b[a-z]{2}[^\[,]*)")
_PREFIX = regex(r"(?:^|[^\w.-])([\w.-]*):\S*$")  # that of the last name in a text
_RULES = {  # what an engine says of a rule of SPARQL that is broken -> in our words, and what to do
    "IRI parsing failed": ("this is no IRI", "write it whole, like <https://example.org/x>, without blanks"),
    "Duplicated variable name in SELECT": (
        "SELECT names one column twice",
        "leave one out, or name it otherwise: (… AS ?other)",
    ),
    "The SELECT overrides an existing variable": (
        "SELECT gives a name that is in use to what it reckons",
        "choose another: (… AS ?other)",
    ),
    "The SELECT contains a variable that is unbound": (
        "SELECT shows a variable that is neither grouped nor in COUNT, MIN, SAMPLE and the like",
        "add it to GROUP BY",
    ),
    "SELECT * is not authorized with GROUP BY": ("SELECT * does not go with GROUP BY", "name the columns"),
    "The VALUES clause rows should have": (
        "a row of VALUES has more or fewer values than there are variables",
        "write UNDEF where there is none",
    ),
}


def fault(message: str, text: str, source: str = "query", *, shift: int = 0) -> InputError:
    """Return the error of an engine with its place, where it is told as Oxigraph tells it.

    `shift` counts the characters that were put before the first line of the text.
    """
    place = _PLACE.fullmatch(message)
    if place is None:
        return InputError(flat(message), "ask it otherwise", path=source)
    line, column = int(place[1]), int(place[2])
    column -= shift if line == 1 else 0
    written = (text.split("\n")[line - 1 :] or [""])[0]
    rest = " ".join(written[column - 1 :].split())
    why = _SENTENCE.search(place[3])
    rule = next((said for sign, said in _RULES.items() if sign in place[3]), None)
    rebound = None if rest else _rebound(text)
    if "Prefix not found" in place[3]:
        prefix = _PREFIX.search(written[: column - 1])
        problem = f"the prefix {prefix[1]}: is not declared" if prefix else "a prefix is not declared"
        remedy = "declare it with PREFIX or use one of the usual ones"
    elif rule is not None:
        problem, remedy = rule
    elif rebound is not None:
        problem = f"BIND gives a value to {rebound.text}, which is in use before it"
        remedy = "choose another name"
        line, column = lexer.place(text, rebound.start)
    elif why is not None:
        problem, remedy = why[1].strip(), "correct it before this place"
    else:
        problem = f"no SPARQL query goes on with {rest[:30]!r} here" if rest else "this is no complete SPARQL query"
        remedy = "see what stands before this place"
    return InputError(problem, remedy, path=source, line=line, column=column)


def _rebound(text: str) -> Token | None:
    """Return the variable to which a BIND gives a value although it stands before it in the same group."""
    groups: list[set[str]] = [set()]
    binding = 0  # how many brackets of a BIND are open
    last = Token("", "", 0)
    for token in lexer.tokens(text, lexer.SPARQL):
        if token.text == "{":
            groups.append(set())
        elif token.text == "}" and len(groups) > 1:
            inner = groups.pop()
            groups[-1] |= inner
        elif token.text == "(" and (binding or last.text.upper() == "BIND"):
            binding += 1
        elif token.text == ")" and binding:
            binding -= 1
        elif token.kind == "variable":
            if binding == 1 and last.text.upper() == "AS" and token.text in groups[-1]:
                return token
            groups[-1].add(token.text)
        last = token
    return None
