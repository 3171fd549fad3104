"""Proposals that finished reports do not have: a sample of them, and which of it the texts do show, as a person found.

A report need not say all that its text shows, so that a proposal which it does not have is not always wrong. The sample
is taken of the texts that are held out, by the hash of text and value; `wrong.csv` holds what a person found in it.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.drafting import Compared
from cakg.words.namespaces import BASE

MOST = 40
GROUP = "held out"
KINDS = ("actors", "dates", "places", "roles", "offices")


@dataclass(frozen=True)
class Wrong:
    """Hold a proposal that the report on a text does not have; `shown` is yes or no, with the reason."""

    text: str
    values: str
    value: str
    shown: str = ""
    reason: str = ""


def sample(compared: Iterable[Compared]) -> list[Wrong]:
    """Return a sample of what drafts propose and reports do not have, not yet read."""
    found = [
        Wrong(name, kind, value.replace(BASE, ""))
        for group, _, name, report, draft, _ in compared
        for kind in KINDS
        for value in draft[kind] - report[kind]
        if group == GROUP
    ]
    found.sort(key=lambda one: hashlib.sha256("\n".join((one.text, one.values, one.value)).encode()).hexdigest())
    return found[:MOST]


def render(rows: Sequence[Wrong]) -> str:
    """Return the paragraph of the page of results; empty where nobody has read a sample."""
    told = [row for row in rows if row.shown]
    if not told:
        return ""
    shown = Counter(row.values for row in told if row.shown == "yes")
    counted = Counter(row.values for row in told)
    each = ", ".join(f"{shown[kind]} of {counted[kind]} {kind}" for kind in KINDS if counted[kind])
    return (
        f"\nOf {len(told)} proposals of the texts held out that counted as wrong when the sample was drawn, by hash, "
        f"reading the texts by hand found {sum(shown.values())} to be shown by them, though the reports leave them out "
        f"({each}; "
        "[wrong.csv](wrong.csv)). The figures above do not count these as right.\n"
    )
