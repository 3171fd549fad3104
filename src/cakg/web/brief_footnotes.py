"""Footnotes of a document of Word, which python-docx does not write: the part that holds them, and what leads there."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}  # what stands between a text and its notes, by number
TEXT, REFERENCE = "footnote text", "footnote reference"  # the styles, as Word calls its own


class Footnotes:
    """Write the footnotes of a document, each once, and the numbers that lead to them.

    *Source*: ECMA-376, part 1, WordprocessingML, sections 17.11 (footnotes) and 17.16.5.39 (NOTEREF).
    """

    def __init__(self, document: "Document", size: float) -> None:
        """Give a document its part for footnotes and their styles; `size` is that of their letters in points."""
        from docx.enum.style import WD_STYLE_TYPE
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart
        from docx.shared import Pt

        styles: Any = document.styles
        text = styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        text.base_style, text.font.size = styles["Normal"], Pt(size)
        number = styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
        number.font.superscript = True
        self._text, self._number = text.style_id, number.style_id
        self._root = _element("w:footnotes")
        for at, what in _SEPARATORS.items():
            note = _put(self._root, "w:footnote", type=what, id=at)
            _put(_put(_put(note, "w:p"), "w:r"), f"w:{what}")
        uri, kind = PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES
        self._part: Any = XmlPart(uri, kind, self._root, document.part.package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        own = _element("w:footnotePr")
        for at in _SEPARATORS:
            _put(own, "w:footnote", id=at)
        settings: Any = document.settings.element
        settings.find(_name("w:compat")).addprevious(own)  # where the schema has it

    def add(self, paragraph: Any, number: int, text: str, address: str | None, language: str, more: str) -> None:
        """Put a new footnote behind a paragraph's words: a text that leads to an address, and what follows it."""
        mark = _put(paragraph, "w:bookmarkStart", id=number, name=_bookmark(number))
        run = self._superscript(paragraph)
        _put(run, "w:footnoteReference", id=number)
        _put(paragraph, "w:bookmarkEnd", id=mark.get(_name("w:id")))
        note = _put(_put(self._root, "w:footnote", id=number), "w:p")
        _put(_put(note, "w:pPr"), "w:pStyle", val=self._text)
        _put(self._superscript(note), "w:footnoteRef")
        words(note, " ")
        held = note
        if address is not None:
            held = _put(note, "w:hyperlink")
            held.set(_name("r:id"), self._part.relate_to(address, _LINKED, is_external=True))
        words(held, text, language)
        words(note, more)

    def again(self, paragraph: Any, number: int) -> None:
        """Put the number of a footnote that stands elsewhere behind a paragraph's words, as a link to it."""
        field = _put(paragraph, "w:fldSimple", instr=f" NOTEREF {_bookmark(number)} \\h ")
        words(self._superscript(field), str(number))

    def blank(self, paragraph: Any) -> None:
        """Put a blank between two numbers."""
        words(self._superscript(paragraph), " ")

    def _superscript(self, parent: Any) -> Any:
        run = _put(parent, "w:r")
        _put(_put(run, "w:rPr"), "w:rStyle", val=self._number)
        return run


def words(parent: Any, text: str, language: str = "") -> None:
    """Put words behind what an element holds, in a run of their own where it is none, in a language where one is given.

    Said is the language, so that no spelling is corrected in another.
    """
    if not text:
        return
    run = parent if parent.tag == _name("w:r") else _put(parent, "w:r")
    if language:
        _put(_put(run, "w:rPr"), "w:lang", val=language)
    held = _put(run, "w:t")
    held.text = text
    held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _bookmark(number: int) -> str:
    return f"note{number}"


def _element(tag: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import nsmap

    return OxmlElement(tag, nsdecls={"w": nsmap["w"], "r": nsmap["r"]})


def _put(parent: Any, tag: str, **values: object) -> Any:
    """Put an element behind what another holds."""
    child = _element(tag)
    for name, value in values.items():
        child.set(_name(f"w:{name}"), str(value))
    parent.append(child)
    return child


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(tag))
