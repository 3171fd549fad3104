"""A brief as a document of Word, its notes at the foot of the pages."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cakg.web.brief import Brief, Line
from cakg.web.brief_footnotes import Footnotes, words
from cakg.web.brief_writing import href, told
from cakg.words.controls import visible

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = datetime(1980, 1, 1)  # the first that a ZIP can say: the clock is no part of a brief
_MARGINS = {"top": 15, "bottom": 15, "left": 16, "right": 16}  # millimetres
_NOTE = 7.5  # points: the letters of a note


def as_docx(one: Brief) -> bytes:
    """Return a brief as DOCX, with footnotes; a number that is told again leads to its note. *Source*: ECMA-376."""
    from docx import Document

    document = Document()
    _set_up(document, one)
    footnotes = _Notes(document, one)
    document.add_heading(visible(one.title), 0)
    if one.asked:
        _remark(document, one.asked)
    for part in one.parts:
        document.add_heading(visible(part.title), 1)
        for line in part.lines:
            _line(document, line, footnotes)
        for remark in part.remarks:
            _remark(document, remark)
    for remark in (*one.remarks, one.made):
        _remark(document, remark)
    held = io.BytesIO()
    document.save(held)
    return _undated(held.getvalue())


class _Notes:
    """Put the notes of a brief into a document, each where its number stands first."""

    def __init__(self, document: "Document", one: Brief) -> None:
        self._footnotes = Footnotes(document, _NOTE)
        self._waiting = {note.number: note for note in one.notes}
        self._lang = one.lang

    def put(self, paragraph: Any, numbers: Sequence[int]) -> None:
        for at, number in enumerate(numbers):
            if at:
                self._footnotes.blank(paragraph)
            note = self._waiting.pop(number, None)
            if note is None:
                self._footnotes.again(paragraph, number)
                continue
            address = note.ground.source.address
            more = f", {visible(address)}" if note.same is None and address else ""
            text = visible(told(note, self._lang))
            self._footnotes.add(paragraph, number, text, href(note.ground), note.ground.language, more)


def _set_up(document: "Document", one: Brief) -> None:
    """Set page, fonts and what the document says of itself."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt

    section: Any = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, wide in _MARGINS.items():
        setattr(section, f"{side}_margin", Mm(wide))
    styles: Any = document.styles
    for name, size, before in (("Normal", 10, 0), ("List Bullet", 10, 0), ("Title", 15, 0), ("Heading 1", 10.5, 7)):
        style = styles[name]
        style.font.size, style.font.name = Pt(size), "Georgia"
        style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(0), Pt(before)
    remark = styles.add_style("Remark", WD_STYLE_TYPE.PARAGRAPH)
    remark.base_style, remark.font.size = styles["Normal"], Pt(8.5)
    told: Any = document.core_properties
    told.title, told.language, told.author, told.comments = visible(one.title), one.lang, "cakg", visible(one.made)
    told.created = told.modified = _EPOCH
    told.revision, told.last_modified_by = 1, "cakg"


def _line(document: "Document", line: Line, notes: _Notes) -> None:
    paragraph: Any = document.add_paragraph(style="List Bullet")
    paragraph.add_run(visible(line.sentence.text))
    if line.sentence.content:
        words(paragraph._p, " ")
        words(paragraph._p, visible(line.sentence.content), line.sentence.language)
    notes.put(paragraph._p, line.notes)
    marks = (*line.sentence.marks, *line.sentence.lacking)
    if marks:
        paragraph.add_run(f" ({visible('; '.join(marks))})").italic = True


def _remark(document: "Document", text: str) -> None:
    document.add_paragraph(visible(text), style="Remark")


def _undated(written: bytes) -> bytes:
    """Return a ZIP whose entries bear no time of writing."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as given, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as plain:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            plain.writestr(entry, given.read(name))
    return held.getvalue()
