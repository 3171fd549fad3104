"""Release notes: what changed since the last release, in claims, names, counts and answers, as Markdown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from cakg.compile.diff import Difference
from cakg.engine.cells import markdown
from cakg.steward.promises import Change
from cakg.steward.successors import Replaced
from cakg.steward.tally import Reason, Tally
from cakg.words.namespaces import CAKG, compact

_MOST = 40  # lines of a list: whoever wants all asks cakg diff
_MOVES = (("added", "more"), ("retracted", "fewer"))
_REPORT = (CAKG + "Report", "cakg:Report")


def notes(
    version: str,
    before: str | None,
    verdict: str,
    changes: Sequence[Change],
    differences: Sequence[Difference],
    counts: tuple[Tally, Tally],
    reasons: Iterable[Reason],
    replaced: Mapping[str, Replaced],
) -> str:
    """Return the notes on a release; `before` is the last one, None for the first, of which only counts are told."""
    parts = [f"# cakg {version}", "", verdict, ""]
    parts += _counts(*counts, before, version)
    stated = [one for one in reasons if one.version == version]
    parts += _section("Fewer, and why", (f"{one.name}: {one.count}. {one.reason}" for one in stated))
    if before is None:
        return "\n".join(parts).rstrip() + "\n"
    parts += _section("Terms and saved queries", (_named(one) for one in changes if one.sort == "terms"))
    gone = (one.name for one in changes if one.sort == "identifiers")
    parts += _section("Identifiers that were replaced", (_replacement(name, replaced) for name in gone))
    parts += _documents(differences)
    otherwise = [one for one in differences if one.change == "accepted otherwise" and one.speaker == "accepted view"]
    said = (f"`{one.subject}` {one.property}: {one.value} (was {one.before})" for one in otherwise)
    parts += _section("Accepted otherwise", said)
    parts += _section("Answers that changed", _answers(differences))
    parts += [f"`cakg diff {before} {version}` tells every change, `--as-released {before}` answers as before."]
    return "\n".join(parts).rstrip() + "\n"


def _counts(old: Tally, new: Tally, before: str | None, version: str) -> Iterator[str]:
    classes = sorted(name for of, name in {**old, **new} if of == "class")
    yield from ("## How much there is", "")
    if before is None:
        yield from (f"| | {version} |", "|---|---|")
        yield from (f"| `{name}` | {new.get(('class', name), 0)} |" for name in classes)
    else:
        yield from (f"| | {before} | {version} |", "|---|---|---|")
        for name in classes:
            yield f"| `{name}` | {old.get(('class', name), 0)} | {new.get(('class', name), 0)} |"
    yield ""


def _documents(differences: Iterable[Difference]) -> Iterator[str]:
    """Yield how many claims each document gained and lost."""
    gained, lost, fresh, gone = Counter[str](), Counter[str](), set[str](), set[str]()
    for one in differences:
        if one.speaker.startswith("report:"):
            (gained if one.change == "added" else lost)[one.speaker] += 1
            if one.property == "rdf:type" and one.value in _REPORT:
                (fresh if one.change == "added" else gone).add(one.speaker)
    yield from _section("New documents", (f"`{name}`, {gained[name]} statements" for name in sorted(fresh)))
    yield from _section("Documents taken out", (f"`{name}`" for name in sorted(gone)))
    changed = sorted((gained.keys() | lost.keys()) - fresh - gone)
    said = (f"`{name}`: {gained[name]} added, {lost[name]} retracted" for name in changed)
    yield from _section("Documents read again", said)
    curated = Counter(one.change for one in differences if one.speaker == "curators")
    if curated:
        said = (f"{count} {change}" for change, count in sorted(curated.items()))
        yield from _section("Register and rulings", [f"statements: {', '.join(said)}"])


def _answers(differences: Iterable[Difference]) -> Iterator[str]:
    rows: dict[str, Counter[str]] = {}
    for one in differences:
        if one.speaker == "answers":
            rows.setdefault(one.subject, Counter())[one.change] += 1
    for name, counts in sorted(rows.items()):
        said = [f"{counts[change]} {word}" for change, word in _MOVES if counts[change]]
        shown = f"rows, {' and '.join(said)}" if said else "other columns"
        yield f"`{name}`: {shown}"


def _named(one: Change) -> str:
    name, *query = one.name.split(" ", 1)[::-1]
    shown = f"{query[0]} `{name}`" if query else f"`{one.name}`"
    return f"{shown} {one.said}"


def _replacement(name: str, replaced: Mapping[str, Replaced]) -> str:
    one = next((one for iri, one in replaced.items() if compact(iri) == name), None)
    if one is None:
        return f"`{name}` is gone"
    return f"`{name}` → " + (f"`{compact(one.successor)}`" if one.successor else "nothing") + f": {one.reason}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a list under a heading, cut where it is long, with how much was cut; nothing for an empty list."""
    found = list(lines)
    if found:
        yield from (f"## {title}", "")
        yield from (f"- {one if '`' in one else markdown(one)}" for one in found[:_MOST])
        if len(found) > _MOST:
            yield f"- and {len(found) - _MOST} more"
        yield ""
