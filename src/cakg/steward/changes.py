"""What changed between two graphs: what reports say, what is accepted, the answers to questions, places in rankings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cakg.compile.diff import Change, Difference
from cakg.engine.terms import Term, text
from cakg.words.namespaces import BASE, CAKG, DERIVED, RDF, compact, kind_of

if TYPE_CHECKING:
    from cakg.engine.rows import Rows
    from cakg.networks.ranking import Score

Statement = tuple[Term, Term, Term]
_MADE = frozenset(("evidence", "disagreement", "reading"))  # kinds of things that are derived
_BETWEEN = " | "


@dataclass(frozen=True)
class Said:
    """Hold what a graph says, or a part of it: each report, by IRI, and the accepted view."""

    reports: dict[str, set[Statement]]
    accepted: set[Statement]


def statements(old: Said, new: Said) -> list[Difference]:
    """Return what changed in two graphs of which one at least has no corpus: by report, then what the curators say,
    then values that are accepted otherwise. Sorted. What is derived is left out.
    """
    found: list[Difference] = []
    was, now = old.reports, new.reports
    for report in was.keys() | now.keys():
        found += _changed(compact(report), was.get(report, set()), now.get(report, set()))
    held, holds = _written(old.accepted), _written(new.accepted)
    said, says = set().union(*was.values()), set().union(*now.values())
    found += _changed("curators", held - said, holds - says)
    before, after = _single(held & said), _single(holds & says)
    for key in before.keys() & after.keys():
        if before[key] != after[key]:
            names = compact(key[0].value), compact(key[1].value)
            found.append(Difference("accepted view", *names, "accepted otherwise", text(after[key]), text(before[key])))
    return sorted(found)


def answers(old: "Mapping[str, Rows]", new: "Mapping[str, Rows]") -> Iterator[Difference]:
    """Yield the rows that answers gained and lost, question by question; of a question that one side alone has,
    nothing. Answers of other columns are one change.
    """
    for name in sorted(old.keys() & new.keys()):
        if old[name].columns != new[name].columns:
            columns = (_BETWEEN.join(one.columns) for one in (new[name], old[name]))
            yield Difference("answers", name, "columns", "accepted otherwise", *columns)
            continue
        was, now = Counter(_rows(old[name])), Counter(_rows(new[name]))
        yield from (Difference("answers", name, "row", "added", row) for row in sorted((now - was).elements()))
        yield from (Difference("answers", name, "row", "retracted", row) for row in sorted((was - now).elements()))


def rankings(
    old: "Mapping[str, Sequence[Score]]", new: "Mapping[str, Sequence[Score]]", measure: str
) -> Iterator[Difference]:
    """Yield who came into a ranking, left it or moved, and whether the move is within the intervals of both places or
    beyond one of them; without intervals it is a move alone.
    """
    for name in sorted(old.keys() & new.keys()):
        was, now = ({score.actor: score for score in side[name]} for side in (old, new))
        for actor in sorted(was.keys() | now.keys()):
            before, after = was.get(actor), now.get(actor)
            told = f"ranking {name}", compact(actor), f"place by {measure}"
            if before is None and after is not None:
                yield Difference(*told, "added", _place(after))
            elif after is None and before is not None:
                yield Difference(*told, "retracted", _place(before))
            elif before is not None and after is not None and before.place != after.place:
                yield Difference(*told, _move(before, after), _place(after), _place(before))


def _written(accepted: set[Statement]) -> set[Statement]:
    return {one for one in accepted if not _is_derived(*one)}


def _is_derived(subject: Term, predicate: Term, value: Term) -> bool:
    foreign = predicate.value == RDF + "type" and not value.value.startswith(CAKG)
    foreign |= subject.value == BASE + "graph"  # what an exported graph says of itself
    return foreign or predicate.value in DERIVED or kind_of(subject.value) in _MADE


def _changed(speaker: str, old: set[Statement], new: set[Statement]) -> Iterator[Difference]:
    sides: tuple[tuple[Change, set[Statement]], ...] = ("added", new - old), ("retracted", old - new)
    for change, found in sides:
        for subject, predicate, value in found:
            yield Difference(speaker, compact(subject.value), compact(predicate.value), change, text(value))


def _single(found: Iterable[Statement]) -> dict[tuple[Term, Term], Term]:
    """Return the values of those properties of things that have one alone."""
    values: dict[tuple[Term, Term], list[Term]] = {}
    for subject, predicate, value in found:
        values.setdefault((subject, predicate), []).append(value)
    return {key: one[0] for key, one in values.items() if len(one) == 1}


def _rows(rows: "Rows") -> list[str]:
    return [_BETWEEN.join("" if term is None else text(term) for term in row) for row in rows.terms]


def _place(score: "Score") -> str:
    span = "" if score.best is None or score.worst is None else f" ({score.best}–{score.worst})"
    return f"{score.place}{span}"


def _move(before: "Score", after: "Score") -> Change:
    if before.best is None or before.worst is None or after.best is None or after.worst is None:
        return "moved"
    held = before.best <= after.place <= before.worst and after.best <= before.place <= after.worst
    return "moved within its interval" if held else "moved beyond its interval"
