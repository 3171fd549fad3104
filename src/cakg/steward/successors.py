"""Identifiers that were replaced: a table that says by what, and the redirects that follow from it."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from cakg.read.sheets import read_sheet
from cakg.words.errors import InputError
from cakg.words.namespaces import BASE, compact, expand, kind_of

REPLACED, REDIRECTS = "releases/replaced.csv", "docs/w3id/.htaccess"
_COLUMNS = ("identifier", "successor", "reason")
_BEGIN = f"# Replaced identifiers, written by cakg release from {REPLACED}."
_END = "# End of the replaced identifiers."


class Replaced(NamedTuple):
    """Hold the IRI of what took the place of a thing (None where nothing did), why, and the line that says so."""

    successor: str | None
    reason: str
    line: int


def read_replaced(text: str) -> dict[str, Replaced]:
    """Return what took the place of identifiers, by IRI.

    Errors: InputError with file and line for what is no identifier of ours, stands twice or has no reason.
    """
    found: dict[str, Replaced] = {}
    for one in read_sheet(text, REPLACED, _COLUMNS).rows:
        old, new, reason = (one.cells[column].strip() for column in _COLUMNS)
        for name in filter(None, (old, new)):
            if ":" not in name or kind_of(expand(name)) is None:
                problem = f"{name!r} is no identifier of a thing"
                raise InputError(problem, "write it as event:2012-03-27-…", path=REPLACED, line=one.line)
        if not old or not reason or expand(old) in found:
            problem = "stands twice" if old and reason else "names no identifier" if not old else "states no reason"
            raise InputError(problem, "correct the row", path=REPLACED, line=one.line)
        found[expand(old)] = Replaced(expand(new) if new else None, reason, one.line)
    return found


def faults(gone: Collection[str], things: Collection[str], replaced: Mapping[str, Replaced]) -> Iterator[str]:
    """Yield, a line each, which identifiers are gone without a word, and which rows of the table are wrong."""
    for iri in sorted(set(gone) - replaced.keys()):
        row = f"{compact(iri)},successor,reason"
        yield f"{compact(iri)} is gone, and identifiers stay; say in {REPLACED} what took its place: {row}"
    for iri, one in replaced.items():
        place = f"{REPLACED}:{one.line}: {compact(iri)}"
        if iri in things:
            yield f"{place} is still there; delete the row, or the thing"
        if one.successor is not None and one.successor not in things:
            last = replaced.get(one.successor)
            remedy = f"name {compact(last.successor)}" if last and last.successor else "name a thing that is there"
            yield f"{place} is replaced by {compact(one.successor)}, which is not there; {remedy}"


def redirects(text: str, replaced: Mapping[str, Replaced]) -> str:
    """Return the rules of w3id.org with those for replaced identifiers in their place, sorted; equal tables give equal
    rules.

    *Source*: Apache, mod_rewrite: 301 for what has moved for good, 410 for what nothing took the place of.
    """
    head, begin, rest = text.partition(f"{_BEGIN}\n")
    if begin:
        rest = rest.partition(f"{_END}\n")[2].removeprefix("\n")
    else:
        head, mark, rest = text.partition("# The vocabulary:")
        rest = mark + rest
    if not replaced:
        return head + rest
    rules = "".join(f"{_rule(iri, one)}\n" for iri, one in sorted(replaced.items()))
    return f"{head}{_BEGIN}\n{rules}{_END}\n\n{rest}"


def _rule(iri: str, one: Replaced) -> str:
    pattern = iri.removeprefix(BASE).replace(".", r"\.")
    if one.successor is None:
        return f"RewriteRule ^{pattern}$ - [G,L]"
    return f"RewriteRule ^{pattern}$ /cakg/{one.successor.removeprefix(BASE)} [R=301,L]"
