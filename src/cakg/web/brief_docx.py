"""A brief as a document of Word: real footnotes have no place in what the library writes, so the notes close it."""

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cakg.web.brief import Brief, Line
from cakg.web.brief_words import said
from cakg.web.brief_writing import href, told
from cakg.words.controls import visible

if TYPE_CHECKING:
    from docx.document import Document

_EPOCH = datetime(1980, 1, 1)  # the first that a ZIP can say: the clock is no part of a brief
_MARGINS = {"top": 15, "bottom": 15, "left": 16, "right": 16}  # millimetres
_LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def as_docx(one: Brief) -> bytes:
    """Return a brief as DOCX, each number of a note a link to it. *Source*: ECMA-376, WordprocessingML."""
    from docx import Document

    document = Document()
    _set_up(document, one)
    document.add_heading(visible(one.title), 0)
    if one.asked:
        _remark(document, one.asked)
    for part in one.parts:
        document.add_heading(visible(part.title), 1)
        for line in part.lines:
            _line(document, line, one.lang)
        for remark in part.remarks:
            _remark(document, remark)
    document.add_heading(said(one.lang, "Notes"), 1)
    for at, note in enumerate(one.notes, 1):
        paragraph = document.add_paragraph(style="Note")
        _bookmark(paragraph, f"note{note.number}", at)
        paragraph.add_run(f"{note.number} ")
        _link(paragraph, visible(told(note, one.lang)), href(note.ground), note.ground.language)
        if note.same is None and note.ground.source.address:
            paragraph.add_run(f", {visible(note.ground.source.address)}")
    for remark in (*one.remarks, one.made):
        _remark(document, remark)
    held = io.BytesIO()
    document.save(held)
    return _undated(held.getvalue())


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
    for name, size in (("Note", 7.5), ("Remark", 8.5)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = styles["Normal"], Pt(size)
    told: Any = document.core_properties
    told.title, told.language, told.author, told.comments = visible(one.title), one.lang, "cakg", visible(one.made)
    told.created = told.modified = _EPOCH
    told.revision, told.last_modified_by = 1, "cakg"


def _line(document: "Document", line: Line, lang: str) -> None:
    paragraph: Any = document.add_paragraph(style="List Bullet")
    paragraph.add_run(visible(line.sentence.text))
    if line.sentence.content:
        paragraph.add_run(" ")
        _tagged(paragraph.add_run(visible(line.sentence.content)), line.sentence.language)
    for at, number in enumerate(line.notes):
        if at:
            paragraph.add_run(" ").font.superscript = True
        _inner_link(paragraph, str(number), f"note{number}")
    marks = (*line.sentence.marks, *line.sentence.lacking)
    if marks:
        paragraph.add_run(f" ({visible('; '.join(marks))})").italic = True


def _remark(document: "Document", text: str) -> None:
    document.add_paragraph(visible(text), style="Remark")


def _tagged(run: Any, language: str) -> Any:
    """Say in which language the words of a run are, so that no spelling is corrected in another."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    if language:
        told = OxmlElement("w:lang")
        told.set(qn("w:val"), language)
        run._r.get_or_add_rPr().append(told)
    return run


def _inner_link(paragraph: Any, text: str, anchor: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(text)
    run.font.superscript = True
    link.append(run._r)
    paragraph._p.append(link)


def _link(paragraph: Any, text: str, address: str | None, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    run = _tagged(paragraph.add_run(text), language)
    if address is not None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(address, _LINKED, is_external=True))
        link.append(run._r)
        paragraph._p.append(link)


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def _undated(written: bytes) -> bytes:
    """Return a ZIP whose entries bear no time of writing."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as given, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as plain:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            plain.writestr(entry, given.read(name))
    return held.getvalue()
