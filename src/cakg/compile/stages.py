"""Stages: what was announced and what became of it, in the order in which documents can say so."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from cakg.compile.weights import Weights
from cakg.read.claims import Term
from cakg.words.namespaces import BASE, CAKG

STAGED = frozenset((CAKG + "status", CAKG + "attendance"))


def _names(kind: str, slugs: str) -> frozenset[str]:
    return frozenset(f"{BASE}{kind}/{slug}" for slug in slugs.split())


_FIRST = _names("status", "proposed announced expected") | _names("attendance", "invited expected declined")
_FINAL = _names("status", "held done made") | _names("attendance", "attended attended-remotely absent")
_BEGUN = _names("status", "running in-force suspended ended superseded denounced")
_AGREED = _names("status", "adopted signed")
_INVITED = _names("attendance", "invited")


class Staged(Protocol):
    """Be a value with the reports that give it or what it refines."""

    @property
    def value(self) -> Term: ...

    @property
    def reports(self) -> Iterable[str]: ...


_Kind = TypeVar("_Kind", bound=Staged)


def last_stages(readings: Sequence[_Kind], weights: Weights) -> list[_Kind]:
    """Return the stages to which no other has followed: one where the order is known, else those that compete.

    What was announced or expected yields to what became of it unless it was said anew, later; what took place (or
    somebody's presence) is undone by nothing. What was agreed is recalled long after it was put into effect.
    """
    left = [one for one in readings if not any(_follows(other, one, weights) for other in readings if other is not one)]
    return left or list(readings)


def is_final(value: Term) -> bool:
    """Tell whether a stage is one that no later one undoes."""
    return str(value.value) in _FINAL


def younger(one: Staged, other: Staged, weights: Weights) -> bool:
    """Tell whether a reading was certainly given after every report of another was issued."""
    return weights.first_said(one.reports) > weights.last_said(other.reports)


def _follows(later: Staged, one: Staged, weights: Weights) -> bool:
    """Tell whether a stage yields to another."""
    stage, reached = str(one.value.value), str(later.value.value)
    if stage in _FINAL:
        return False
    if stage in _INVITED or (stage in _FIRST and reached in _FINAL):
        return True
    if stage in _AGREED and reached in _BEGUN:
        return True
    if stage in _FIRST and reached not in _FIRST:
        return not younger(one, later, weights)
    if stage not in _FIRST and reached in _AGREED and stage in _BEGUN:
        return False
    return younger(later, one, weights)
