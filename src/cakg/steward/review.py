"""The work list of curators: tasks of all kinds in the order of their effect, and why it is empty where it is."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cakg.engine.store import select
from cakg.steward.tasks import KINDS, Task
from cakg.words.errors import UsageError, hint
from cakg.words.namespaces import kind_of

if TYPE_CHECKING:
    from cakg.engine.store import Source

_RECORDS = ("event", "part", "statement", "tenure", "membership", "action", "amount")
_NEAR = """
SELECT DISTINCT ?near WHERE {
    VALUES ?thing { UNDEF }
    { ?near ?property ?thing } UNION { ?thing ?property ?near } FILTER(ISIRI(?near) && !ISBLANK(?near))
}
"""


def demand_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds of tasks that are asked for, all where none is named. Errors: UsageError for an unknown one."""
    chosen = tuple(dict.fromkeys(kinds))
    for one in chosen:
        if one not in KINDS:
            raise UsageError(f"there is no kind of task {one!r}; {hint(one, KINDS, 'known are ' + ', '.join(KINDS))}")
    return chosen or tuple(KINDS)


def ordered(tasks: Iterable[Task]) -> list[Task]:
    """Return tasks by effect, largest first, then by kind and place: the order is total."""
    kinds = list(KINDS)

    def rank(one: Task) -> tuple[int, int, str, int, str, str]:
        return -one.effect, kinds.index(one.kind), one.path, one.line or 0, one.thing, one.what

    return sorted(tasks, key=rank)


def concerning(tasks: Iterable[Task], source: "Source", thing: str) -> list[Task]:
    """Return the tasks that concern a thing or a record of it, and those that are to be done on its documents."""
    beside = {iri for (iri,) in select(source, _NEAR, thing=thing).texts() if iri is not None}
    near = {thing, *(iri for iri in beside if kind_of(iri) in _RECORDS)}
    documents = {iri for iri in beside if kind_of(iri) == "report"}
    return [one for one in tasks if one.thing in documents or not near.isdisjoint((one.thing, *one.things))]


def explained(kinds: Sequence[str], has_texts: bool, about: str | None) -> str:
    """Return why a list is empty: what was looked for, and what was not."""
    of = f" that concerns {about}" if about is not None else ""
    said = "; ".join(KINDS[one] for one in kinds if has_texts or one != "not-found")
    untold = ""
    if "not-found" in kinds and not has_texts:
        untold = "quotes were not looked for: name the texts by --texts DIR"
    looked = f"nothing is left to do{of}: there are no {said}" if said else ""
    return "; ".join(filter(None, (looked, untold)))
