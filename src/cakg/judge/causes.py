"""Causes: of findings that follow from one slip the one that names it is left, with the number of the others."""

import re
from collections.abc import Iterable
from dataclasses import replace

from pyoxigraph import NamedNode

from cakg.judge.findings import Finding
from cakg.words.namespaces import RDF, compact

_OF_A_THING = ("unknown-term", "thing-without-class", "iri-of-wrong-kind")  # what is unknown or wrong of its class
_OF_A_VALUE = "described-nowhere"


def by_cause(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those that follow from another, which says how many these are.

    A thing that is described nowhere, that has no class or a wrong one spoils every statement that names it: whatever
    is found of these statements is mended with it.
    """
    left = list(found)
    for cause, culprit in _causes(left):
        if cause not in left:
            continue  # it follows from another
        spoilt = {(one.focus, one.property) for one in left if one.value == NamedNode(culprit)}
        effects = [one for one in left if one is not cause and _follows(one, cause, culprit, spoilt)]
        left = [one for one in left if one not in effects]
        left[left.index(cause)] = replace(cause, effects=len(effects))
    return left


def _causes(found: Iterable[Finding]) -> list[tuple[Finding, str]]:
    """Return the findings that others may follow from, each with what is unknown or of a wrong class, in order."""
    causes = []
    for one in found:
        is_class = one.rule != "unknown-term" or one.property == RDF + "type"
        if one.rule in _OF_A_THING and is_class:
            causes.append((one, one.focus))
        elif one.rule == _OF_A_VALUE and isinstance(one.value, NamedNode):
            causes.append((one, one.value.value))
    return sorted(causes, key=lambda cause: (cause[0].rule == _OF_A_VALUE, cause[0].path or "", cause[0].line or 0))


def _follows(one: Finding, cause: Finding, culprit: str, spoilt: set[tuple[str, str | None]]) -> bool:
    """Tell whether a finding is of a statement that names the culprit, or demands what is demanded of its wrong class.

    What is found of such a statement as a whole, that there is one too many, has no value.
    """
    named = one.value == NamedNode(culprit) or (one.value is None and (one.focus, one.property) in spoilt)
    told = re.search(rf"(?<![\w:-]){re.escape(compact(culprit))}(?![\w-])", one.message)
    if one.rule == "reading-of-nobody":  # a ruling repeats what the statement said before the slip
        read = {f"{compact(name)} of {compact(focus)};" for focus, name in spoilt if name is not None}
        return named or told is not None or any(each in one.message for each in read)
    return named or told is not None or (cause.rule == "iri-of-wrong-kind" and one.focus == culprit)
