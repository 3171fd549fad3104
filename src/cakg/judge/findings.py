"""What judging yields: rules, what breaks them, and where that is to be mended."""

import builtins
from dataclasses import dataclass
from typing import Literal as Choice

from cakg.read.claims import Term

Severity = Choice["violation", "warning"]


@dataclass(frozen=True)
class Rule:
    """Hold what is demanded, in one sentence, and how grave a breach is."""

    name: str
    severity: Severity
    summary: str


@dataclass(frozen=True)
class Fault:
    """Hold one breach as a rule sees it: the IRI of the culprit, a sentence, and what tells the place from others.

    `property` and `value` are the statement that is wrong, `subject` its subject where that is not the culprit,
    `report` the graph that makes it. Where a statement is missing, `wanted` are the properties it might have.
    """

    focus: str
    message: str
    property: str | None = None
    value: Term | None = None
    subject: str | None = None
    report: str | None = None
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """Hold one breach: the rule, how grave it is, the IRI of the culprit (the path of a file that says nothing) and a
    sentence that says what to do.

    `property` and `value` are those of the statement that is wrong; `path` and `line` say where it stands, or the
    record that lacks one. Each is None where it is not known; of a file as a whole there is no line. `effects` is the
    number of the findings that follow from this one and are not listed.
    """

    rule: str
    severity: Severity
    focus: str
    message: str
    property: str | None = None
    value: Term | None = None
    path: str | None = None
    line: int | None = None
    effects: int = 0

    @builtins.property  # the field has its name
    def told(self) -> str:
        """Return the sentence, with the number of what follows from the fault."""
        more = f" {self.effects} more finding{'s' if self.effects > 1 else ''} will go with it."
        return self.message + more if self.effects else self.message

    @builtins.property
    def place(self) -> str:
        """Return file and line as editors read them, `(derived)` where no file is at the cause."""
        if self.path is None:
            return "(derived)"
        return self.path if self.line is None else f"{self.path}:{self.line}"
