"""What changed beside the claims: terms, shapes, links to other vocabularies, saved queries."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from cakg.compile.diff import Difference
from cakg.read import turtle
from cakg.read.corpus import Corpus, Kind
from cakg.read.writer import sentences
from cakg.words.errors import InputError

_SPEAKERS: tuple[tuple[Kind, str], ...] = (("vocabulary", "vocabulary"), ("shape", "shapes"))
Texts = Mapping[str, str]  # of files by path


def revisions(old: Corpus, new: Corpus, old_queries: Texts, new_queries: Texts) -> list[Difference]:
    """Return what changed between what goes with two corpora: of terms and shapes by statement, of the table of links
    and of saved queries by line. A query that was added or is gone is one change.

    Errors: InputError for bad Turtle, and for a blank node that has no place.
    """
    found: list[Difference] = []
    for kind, speaker in _SPEAKERS:
        was, now = _said(old, kind), _said(new, kind)
        found.extend(Difference(speaker, *one[:2], "added", one[2]) for one in now - was)
        found.extend(Difference(speaker, *one[:2], "retracted", one[2]) for one in was - now)
    found.extend(_lines("alignment", "table", old.alignment or "", new.alignment or ""))
    for path in old_queries.keys() | new_queries.keys():
        before, after = old_queries.get(path), new_queries.get(path)
        if before is not None and after is not None:
            found.extend(_lines("queries", path, before, after))
        elif after is not None:
            found.append(Difference("queries", path, "file", "added", _first(after)))
        else:
            found.append(Difference("queries", path, "file", "retracted", _first(before or "")))
    return sorted(found)


def _said(corpus: Corpus, kind: Kind) -> set[tuple[str, str, str]]:
    found = set[tuple[str, str, str]]()
    for source in corpus.of_kind(kind):
        try:
            found |= sentences(turtle.parse(source.text, source.path, blank_nodes=True))
        except ValueError as error:
            raise InputError(str(error), "name each blank node once, in its place", path=source.path) from error
    return found


def _lines(speaker: str, subject: str, old: str, new: str) -> Iterator[Difference]:
    was, now = old.splitlines(), new.splitlines()
    for sort, low, high, begin, end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if sort != "equal":
            for n in range(low, high):
                yield Difference(speaker, subject, f"line {n + 1:>4}", "retracted", was[n].strip())
            for n in range(begin, end):
                yield Difference(speaker, subject, f"line {n + 1:>4}", "added", now[n].strip())


def _first(text: str) -> str:
    return text.split("\n", 1)[0].removeprefix("#+").strip()
