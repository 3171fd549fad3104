"""A release made ready: its least version, what speaks against it, its notes, and the files that are kept of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cakg.compile.diff import Difference
from cakg.read.packing import ENDING, packed
from cakg.read.releases import FOLDER
from cakg.steward import citation
from cakg.steward.notes import notes
from cakg.steward.promises import Change, Promises, changes, heaviest, least
from cakg.steward.successors import REDIRECTS, REPLACED, faults, read_replaced, redirects
from cakg.steward.tally import COUNTS, FEWER, Tally, read_reasons, read_tally, shrunk, written
from cakg.words.version import demand

PROJECT = (citation.PROJECT, citation.CITATION, citation.CHANGELOG, citation.ONTOLOGY)
KEPT = (*PROJECT, COUNTS, FEWER, REPLACED, REDIRECTS)  # files of a repository that a release reads
_KINDS = {
    "terms": "a change of terms: names of the vocabulary or of saved queries are new, changed or gone",
    "identifiers": "a change of identifiers: some were replaced",
    "data": "a change of data alone: all names stay",
    "nothing": "no change",
}


@dataclass(frozen=True)
class Release:
    """Hold a release that is made ready: its version, the last one before it (None for the first), the sort of change,
    the least version that says so, what speaks against it (of which `shrunk` is what there is less of) and what is
    still to be done, a line each; its notes, and the files that the repository keeps of it, by path, the archive among
    them where nothing speaks against it."""

    version: str
    before: str | None
    sort: str
    least: str
    problems: tuple[str, ...]
    shrunk: tuple[str, ...]
    remarks: tuple[str, ...]
    notes: str
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Last:
    """Hold the last release, as it is compared: its version, names and counts, and all that differs from it now."""

    version: str
    promises: Promises
    tally: Tally
    differences: Sequence[Difference]


def prepare(
    version: str,
    promised: Promises,
    counted: Tally,
    texts: Mapping[str, str],
    archived: Mapping[str, bytes],
    last: Last | None,
    there: bytes | None = None,
) -> Release:
    """Return a release made ready, of names and counts; `texts` are those of `KEPT` that there are, by path.

    `archived` is what the archive is to hold, `there` the archive of this version, if one lies there. The counts that
    may not shrink are those of the last release, and those that were written down since.
    Errors: UsageError for what is no version; InputError for a table or a citation that is broken.
    """
    wanted = demand(version)
    reasons = read_reasons(texts[FEWER]) if FEWER in texts else []
    replaced = read_replaced(texts[REPLACED]) if REPLACED in texts else {}
    found = [] if last is None else list(changes(last.promises, promised))
    gone = set[str]() if last is None else set(last.promises.things - promised.things)
    sort, lowest = ("data", version) if last is None else _sorted(found, last)
    problems = [*citation.disagreeing(texts, version)]
    if last is not None and sort == "nothing":
        problems.append(f"nothing has changed since {last.version}; there is nothing to release")
    elif last is not None and wanted < demand(lowest):
        why = _KINDS[sort].partition(":")[0]
        problems.append(f"{version} is too small after {last.version}: this is {why}; release {lowest} or more")
    kept = read_tally(texts[COUNTS]) if COUNTS in texts else {}
    known = {} if last is None else last.tally
    floor = {key: max(kept.get(key, 0), known.get(key, 0)) for key in (*known, *kept)}
    fewer = tuple(shrunk(floor, counted, reasons, version))
    problems += [*fewer, *faults(gone, promised.things, replaced)]
    verdict = _verdict(sort, lowest, last)
    counts = known, counted
    before = None if last is None else last.version
    said = notes(version, before, verdict, found, last.differences if last else (), counts, reasons, replaced)
    files = {f"{FOLDER}/{version}.md": said.encode(), COUNTS: written(counted).encode()}
    if not problems:
        archive, held = f"{FOLDER}/{version}{ENDING}", packed(archived)
        files[archive] = held
        if there is not None and there != held:
            remedy = f"raise the version, or delete it where {version} was never published"
            problems.append(f"{archive} is there and holds something else; {remedy}")
    if citation.CITATION in texts:
        files[citation.ZENODO] = citation.zenodo(texts[citation.CITATION])
    if REDIRECTS in texts:
        files[REDIRECTS] = redirects(texts[REDIRECTS], replaced).encode()
    remarks = tuple(citation.remarks(texts, version))
    return Release(version, before, sort, lowest, tuple(problems), fewer, remarks, said, files)


def _sorted(found: Sequence[Change], last: Last) -> tuple[str, str]:
    """Return of which sort a release after the last is, and the lowest version that it may bear."""
    sorts = {one.sort for one in found}
    sort = next((one for one in ("terms", "identifiers") if one in sorts), "data")
    lowest = ".".join(map(str, least(demand(last.version), heaviest(found))))
    return (sort if found or last.differences else "nothing"), lowest


def _verdict(sort: str, lowest: str, last: Last | None) -> str:
    if last is None:
        return "The first release: there is none before it to compare it with, so nothing is said of what changed."
    return f"Since {last.version}: {_KINDS[sort]}. The least version that says so is {lowest}."
