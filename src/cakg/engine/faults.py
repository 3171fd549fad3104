"""What an engine says of a query that it cannot read, in one line: where it stopped, and why."""

import re

from cakg.words.errors import InputError

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE = re.compile(r"(?:one of |, |expected )((?:The )?[A-Z]+ [^\[,]*\b[a-z]{2}[^\[,]*)")
_MOST_SAID = 200  # letters


def fault(message: str, text: str, source: str = "query", *, shift: int = 0) -> InputError:
    """Return the error of an engine with its place, where it is told as Oxigraph tells it.

    `shift` counts the characters that were put before the first line of the text.
    """
    place = _PLACE.fullmatch(message)
    if place is None:
        return InputError(flat(message), "ask it otherwise", path=source)
    line, column = int(place[1]), int(place[2])
    column -= shift if line == 1 else 0
    rest = " ".join((text.split("\n")[line - 1 :] or [""])[0][column - 1 :].split())
    why = _SENTENCE.search(place[3])
    if "Prefix not found" in place[3]:
        problem, remedy = "a prefix is not declared", "declare it with PREFIX or use one of the usual ones"
    elif why is not None:
        problem, remedy = why[1].strip(), "correct it before this place"
    else:
        problem = f"no SPARQL query goes on with {rest[:30]!r} here" if rest else "this is no complete SPARQL query"
        remedy = "see what stands before this place"
    return InputError(problem, remedy, path=source, line=line, column=column)


def flat(message: str) -> str:
    """Return what an engine says on one line, cut where it says too much."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in message).split())
    return line if len(line) <= _MOST_SAID else line[:_MOST_SAID] + "…"
