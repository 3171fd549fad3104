"""Causes: of findings that follow from one slip the one that names it is left, with the number of the others."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pyoxigraph import NamedNode

from cakg.judge.findings import Finding
from cakg.words.namespaces import RDF, compact

_OF_A_THING = ("unknown-term", "thing-without-class", "iri-of-wrong-kind")  # what is unknown or wrong of its class
_OF_A_VALUE = "described-nowhere"
_WORD = re.compile(r"\w+")


def by_cause(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those that follow from another, which says how many these are.

    A thing that is described nowhere, that has no class or a wrong one spoils every statement that names it: whatever
    is found of these statements is mended with it.
    """
    left = dict(enumerate(found))
    causes = _causes(left)
    told = _told(left) if causes else {}

    def near(iri: str) -> set[int]:
        """Return what may be found of a thing or name it: what has the rarest word of its name, and more."""
        rarest: set[int] = min((told.get(word, set()) for word in _WORD.findall(compact(iri))), key=len, default=set())
        return rarest | told.get(iri, set())

    for number, culprit in causes:
        if number not in left:
            continue  # it follows from another
        cause, there = left[number], near(culprit) & left.keys()
        spoilt = {(left[n].focus, left[n].property) for n in there if left[n].value == NamedNode(culprit)}
        there = there.union(*(near(focus) for focus, _ in spoilt)) & left.keys() - {number}
        effects = [n for n in there if _follows(left[n], cause, culprit, spoilt)]
        for effect in effects:
            del left[effect]
        left[number] = replace(cause, effects=len(effects))
    return list(left.values())


def _told(found: Mapping[int, Finding]) -> dict[str, set[int]]:
    """Return the numbers of findings by the IRIs of which they are and by each word of their messages."""
    told: dict[str, set[int]] = {}
    for number, one in found.items():
        value = one.value.value if isinstance(one.value, NamedNode) else one.focus
        for key in (one.focus, value, *_WORD.findall(one.message)):
            told.setdefault(key, set()).add(number)
    return told


def _causes(found: Mapping[int, Finding]) -> list[tuple[int, str]]:
    """Return the numbers of findings that others may follow from, each with what is unknown or of a wrong class, in
    order.
    """
    causes = []
    for number, one in found.items():
        is_class = one.rule != "unknown-term" or one.property == RDF + "type"
        if one.rule in _OF_A_THING and is_class:
            causes.append((number, one.focus))
        elif one.rule == _OF_A_VALUE and isinstance(one.value, NamedNode):
            causes.append((number, one.value.value))
    return sorted(causes, key=lambda cause: _rank(found[cause[0]]))


def _rank(cause: Finding) -> tuple[bool, str, int]:
    return cause.rule == _OF_A_VALUE, cause.path or "", cause.line or 0


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
