"""Failures that a user can meet, each with the exit code of the command line."""

from collections.abc import Sequence


class CakgError(Exception):
    """Be the root of every failure that cakg raises on purpose."""

    exit_code = 70


class NotFoundError(CakgError):
    """Say that nothing bears the name that was asked for, and offer names that look like it."""

    exit_code = 1

    def __init__(self, message: str, suggestions: Sequence[str] = ()) -> None:
        self.message = message
        self.suggestions = tuple(suggestions)
        super().__init__(message, self.suggestions)

    def __str__(self) -> str:
        if not self.suggestions:
            return self.message
        return f"{self.message}; did you mean {' or '.join(self.suggestions)}?"


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


class OutputError(CakgError):
    """Say that a result cannot be written."""

    exit_code = 5
