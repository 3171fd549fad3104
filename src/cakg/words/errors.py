"""Failures that a user can meet, each with the exit code of the command line, and the names they may have meant."""

from collections.abc import Callable, Iterable, Sequence

_OFFERED = 6  # names: more help nobody
_ALIKE = 60.0  # of 100: below this a name is another name
_MOST_SAID = 200  # letters
_MOVED = 0.95  # what is left of the likeness where the words stand in another order


def nearest(name: str, known: Iterable[str], n: int = 1, least: float = _ALIKE) -> list[str]:
    """Return the names most like one that is unknown, at most `n`, best first; none of less than `least` of 100.

    Neither case nor the order of the words between dashes makes names unlike.
    """
    from rapidfuzz import fuzz

    def words(text: str) -> str:
        return text.casefold().replace("-", " ")

    wanted = words(name)
    found = []
    for other in set(known):
        candidate = words(other)
        likeness = max(fuzz.ratio(wanted, candidate), _MOVED * fuzz.token_sort_ratio(wanted, candidate))
        if likeness >= least:
            found.append((-likeness, -fuzz.ratio(name, other), other))
    return [other for _, _, other in sorted(found)[:n]]


def hint(name: str, known: Iterable[str], otherwise: str, shown: Callable[[str], str] = str) -> str:
    """Return what to do about a name that is unknown: the one it is most like, as it is shown, else `otherwise`."""
    near = nearest(name, known)
    return did_you_mean(map(shown, near)) if near else otherwise


def did_you_mean(names: Iterable[str]) -> str:
    """Return the question that offers some names."""
    return f"did you mean {' or '.join(names)}?"


def flat(message: str) -> str:
    """Return what a library says on one line, cut where it says too much."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in message).split())
    return line if len(line) <= _MOST_SAID else line[:_MOST_SAID] + "…"


class ApproximationWarning(UserWarning):
    """Say that values are estimates, how far they may be off, and with what probability they are not."""


class GuessWarning(UserWarning):
    """Say that what was typed was not taken as it stands: a slip was mended, a holder taken for a post."""


class TextWarning(UserWarning):
    """Say that a text at hand was not used, and why."""


class EmptyWarning(UserWarning):
    """Say why an answer may be empty: what it names that is unknown, or which parameter leaves nothing."""


class LossWarning(UserWarning):
    """Say what a file does not hold that was exported in a format without it."""


class CakgError(Exception):
    """Be the root of every failure that cakg raises on purpose."""

    exit_code = 70


class NotFoundError(CakgError):
    """Say that nothing bears the name that was asked for, and offer names that look like it, else what else to do."""

    exit_code = 1

    def __init__(
        self, message: str, suggestions: Sequence[str] = (), apart: Sequence[str] = (), remedy: str = ""
    ) -> None:
        self.message = message
        self.suggestions = tuple(suggestions)
        self.apart = tuple(apart)  # what tells the suggestions apart, in their order, where they share a name
        self.remedy = remedy
        super().__init__(message, self.suggestions, self.apart, remedy)

    def __str__(self) -> str:
        if not self.suggestions:
            return "; ".join(filter(None, (self.message, self.remedy)))
        shown = self.suggestions[:_OFFERED]
        told = [f"{name} ({self.apart[n]})" if self.apart else name for n, name in enumerate(shown)]
        more = len(self.suggestions) - len(shown)
        return f"{self.message}; {did_you_mean([*told, *([f'{more} more'] if more else [])])}"


class UsageError(CakgError):
    """Say that the question itself is malformed."""

    exit_code = 2


class InputError(CakgError):
    """Say that a text cannot be read, where, and what to do: `file:line:column: problem; remedy`."""

    exit_code = 3

    def __init__(
        self, problem: str, remedy: str = "", *, path: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        self.path = path
        self.line = line
        self.column = column
        self.problem = problem
        self.remedy = remedy
        super().__init__(problem, remedy)

    def __str__(self) -> str:
        place = [self.path] if self.path else []
        if self.line is not None:
            place.append(str(self.line))
            if self.column is not None:
                place.append(str(self.column))
        where = ":".join(place) + ": " if place else ""
        return where + "; ".join(part for part in (self.problem, self.remedy) if part)


class LimitError(CakgError):
    """Say that a bound on size or time was hit."""

    exit_code = 4


class LateError(LimitError):
    """Say that the time was over."""


class LargeError(LimitError):
    """Say that something is too large ever to be taken, however long one waits."""


class OutputError(CakgError):
    """Say that a result cannot be written."""

    exit_code = 5
