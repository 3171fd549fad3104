"""Where files lie: a report in a file of its own name, in the folder of its year, and nothing that nobody reads."""

from collections.abc import Iterator
from pathlib import PurePath

from cakg.judge.findings import Finding, Rule, Severity
from cakg.read import turtle
from cakg.read.claims import REPORT, TYPE, Triple, document, is_report, statements
from cakg.read.corpus import Corpus, Source
from cakg.read.imports import Stray
from cakg.read.walk import Unread
from cakg.words.dates import contains, overlaps, span
from cakg.words.namespaces import DCTERMS, local_name

UNDATED = "undated"
_STDIN = "-"
_ISSUED = DCTERMS + "issued"
NAME = Rule("file-name", "violation", "The file of a report bears the name of its IRI.")
YEAR = Rule("year-folder", "violation", "A report lies in the folder of the year in which it was issued.")
UNREAD = Rule("unread-file", "warning", "Whatever lies in data/, ontology/ and queries/ is read.")
STRAY = Rule("stray-row", "violation", "Every row of an import says something, or is left out for a reason.")
RULES = (NAME, YEAR, UNREAD, STRAY)


def misfiled(corpus: Corpus) -> list[Finding]:
    """Return what breaks these rules in a corpus; of a corpus to which files are added, what they break.

    A file that is added from elsewhere is not filed yet: its name, and a folder that is named like a year, are worth a
    warning.
    """
    added = [source for source in corpus.sources if source.added]
    found = [] if added else [_unread(one) for one in corpus.unread]
    judged = {document(source) for source in added}
    found += [_stray(one) for one in corpus.strays if not added or one.path.rpartition("/")[0] in judged]
    for source in added or corpus.of_kind("report"):
        if source.kind in ("register", "report") and source.path != _STDIN and is_report(source):
            found.extend(_misfiled(source))
    return found


def _unread(one: Unread) -> Finding:
    message = f"This is not read: {one.reason}; {one.remedy}."
    return Finding(UNREAD.name, UNREAD.severity, one.path, message, path=one.path)


def _stray(one: Stray) -> Finding:
    return Finding(STRAY.name, STRAY.severity, one.path, one.message, path=one.path, line=one.line)


def _misfiled(source: Source) -> Iterator[Finding]:
    triples = statements(source)
    report = next((t.subject for t in triples if t.predicate == TYPE and t.object == REPORT), None)
    if report is None:
        return
    filed = source.kind == "report"
    slug = local_name(report.value)
    path = PurePath(source.path)

    def finding(rule: Rule, message: str, triple: Triple | None) -> Finding:
        severity: Severity = rule.severity if filed else "warning"
        place = (report.value,) if triple is None else (report.value, triple.predicate.value, triple.object)
        line = turtle.line_of(source.text, *place)
        value = None if triple is None else triple.object
        prop = None if triple is None else triple.predicate.value
        return Finding(rule.name, severity, report.value, message, prop, value, source.path, line)

    if path.name != f"{slug}.ttl":
        yield finding(NAME, f"The file is not named like the report; name it {slug}.ttl or correct the IRI.", None)
    issued = next((t for t in triples if t.subject == report and t.predicate.value == _ISSUED), None)
    folder = path.parent.name
    if (filed or _is_year(folder)) and not _fits(folder, issued):
        day = "no dcterms:issued" if issued is None else f"dcterms:issued {issued.object.value}"
        message = (
            f"The folder {folder or '.'}/ is not that of a report with {day}; move the file to {_folder(issued)}/."
        )
        yield finding(YEAR, message, issued)


def _is_year(folder: str) -> bool:
    return folder == UNDATED or (len(folder) == 4 and folder.isdecimal() and folder.isascii())


def _fits(folder: str, issued: Triple | None) -> bool:
    """Tell whether a folder is a year in which a report may have been issued, or says that none is certain."""
    if folder == UNDATED or not _is_year(folder):
        return folder == _folder(issued)
    year, day = span(folder), None if issued is None else span(str(issued.object.value))
    return year is not None and day is not None and overlaps(year, day)


def _folder(issued: Triple | None) -> str:
    """Return the folder of a report: the year of issue where one is certain."""
    day = None if issued is None else span(str(issued.object.value))
    if day is None or day.begin is None:
        return UNDATED
    year = span(f"{day.begin.year:04}")
    return f"{day.begin.year:04}" if year is not None and contains(year, day) else UNDATED
