"""The text of which a draft is made: from a file or an address, as a reader sees it, or why there is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cakg.read.encoding import Decoded, decode, decode_russian
from cakg.read.extract import Extract, demand_libraries, extract, particulars
from cakg.read.text import Document, read_document
from cakg.words import dates
from cakg.words.errors import InputError
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.read.fetch import Fetcher

_ADDRESS = regex(r"https?://", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)", re.IGNORECASE | re.DOTALL)
_LOGIN = regex(
    r"\b(?:log ?in|sign ?in|subscribe to (?:read|continue)|subscribers only|create an account|войдите|"
    r"registered users only|авторизуйтесь|авторизация|только для подписчиков|зарегистрируйтесь|"
    r"только (?:для )?зарегистрированны[мх])\b",
    re.IGNORECASE,
)
_WALL = regex(
    r"\b(?:enable (?:java ?script|cookies)|checking your browser|verif(?:y|ying) (?:that )?you are (?:a )?human|"
    r"are you a robot|not a robot|captcha|access denied|page not found|just a moment|"
    r"включите javascript|подтвердите, что вы не робот|доступ (?:запрещен|ограничен)|страница не найдена)\b",
    re.IGNORECASE,
)
_CUT = regex(
    r"\b(?:subscribe to (?:read|continue)|(?:log|sign) ?in to (?:read|continue)|subscribers only|to continue reading|"
    r"только для подписчиков|чтобы читать (?:дальше|далее))\b",
    re.IGNORECASE,
)
_DAY = len("2015-11-23")
_LETTERS = 0.5  # of what is no blank is letters in a text that can be read
_SHORT = 150  # words: a page that asks to log in and has fewer shows nothing else
_LINE = 8  # words of a paragraph: one with fewer may be a link among those to other pages
_FEWEST = 25  # words of a document
_TYPED = "give its text, typed or recognized"
_SAVED = "save its text as UTF-8, or the document as PDF"
_NO_TEXTS = (  # by their first bytes
    (b"\x89PNG", "an image (PNG), such as a scan", _TYPED),
    (b"\xff\xd8\xff", "an image (JPEG), such as a scan", _TYPED),
    (b"II*\0", "an image (TIFF), such as a scan", _TYPED),
    (b"MM\0*", "an image (TIFF), such as a scan", _TYPED),
    (b"GIF8", "an image (GIF), such as a scan", _TYPED),
    (b"AT&TFORM", "a scan (DjVu)", _TYPED),
    (b"PK\x03\x04", "an archive (ZIP), as documents of Word are", _SAVED),
    (b"\xd0\xcf\x11\xe0", "a document of Word before 2007", _SAVED),
    (b"{\\rtf", "a document in RTF", _SAVED),
)


@dataclass(frozen=True)
class Loaded:
    """Hold a document, where it was had and on which day, and what its page says of itself."""

    document: Document
    address: str | None
    retrieved: str | None
    meta: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True
    guess: str = ""  # the encoding in which it was read, where none is said


def is_address(name: str) -> bool:
    """Tell whether a name is the address of a page."""
    return _ADDRESS.match(name) is not None


def is_day(text: str) -> bool:
    """Tell whether a text is a day of the calendar, such as 2015-11-23."""
    found = dates.span(text)
    return len(text) == _DAY and found is not None and found.begin == found.end is not None


def load(name: str, data: bytes | None, address: str | None, fetcher: "Fetcher | None" = None) -> Loaded:
    """Return the document that is the content of a file, or lies at an address, where no content is given.

    `address` is where the text of a file lies. Errors: InputError for what cannot be read, holds no text or asks to
    log in; UsageError where a library that it takes is missing.
    """
    if data is None:
        return _fetched(name, fetcher)
    if data.startswith(b"%PDF-") or _HTML.match(data[:2048].replace(b"\0", b"").lstrip(b"\xff\xfe\xef\xbb\xbf")):
        demand_libraries()
        kind = "application/pdf" if data.startswith(b"%PDF-") else "text/html"
        return _extracted(name, kind, data, address, None)
    for mark, what, remedy in _NO_TEXTS:
        if data.startswith(mark):
            raise InputError(f"it is {what}, which is not read", remedy, path=name)
    found = _decoded(name, data)
    return _judged(Loaded(read_document(name, found.text), address, None, guess=found.guess), None)


def _decoded(name: str, data: bytes) -> Decoded:
    """Return a plain text: UTF-8, what its mark says, or Russian of a byte a letter. Errors: InputError."""
    try:
        return Decoded(data.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            marked = decode(data)
            if marked is not None:
                return marked
        demand_libraries()
        russian = decode_russian(data)
        if russian is not None:
            return russian
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise InputError(problem, "save the text as UTF-8", path=name, line=line) from error


def _fetched(name: str, fetcher: "Fetcher | None") -> Loaded:
    from cakg.read.fetch import Fetcher
    from cakg.read.pages import Failure

    demand_libraries()
    page = (fetcher or Fetcher()).get(name)
    if isinstance(page, Failure):
        raise InputError(f"the page cannot be had: {page.reason}", "save its text and draft from the file", path=name)
    return _extracted(name, page.kind, page.data, page.found_at, page.day)


def _extracted(name: str, kind: str, data: bytes, address: str | None, day: str | None) -> Loaded:
    found = extract(kind, data)
    if not isinstance(found, Extract):
        raise InputError(found, "save the text of the document as UTF-8", path=name)
    meta = particulars(data) if "html" in kind or data.lstrip().startswith(b"<") else {}
    text = found.texts[0]
    title = meta.get("title", "")
    if title and title.split("|")[0].strip()[:40] not in text[:600]:
        text = f"{title}\n\n{text}"
    loaded = Loaded(read_document(name, text), address or meta.get("address"), day, meta, found.whole, found.guess)
    return _judged(loaded, meta.get("login"))


def _judged(loaded: Loaded, login: str | None) -> Loaded:
    """Return a document that has a text of its own; one that breaks off at a barrier is not whole.

    Errors: InputError.
    """
    document = loaded.document
    problem = _problem(document, login is not None)
    if problem is not None:
        raise InputError(*problem, path=document.path)
    return replace(loaded, whole=loaded.whole and _CUT.search(document.text) is None)


def _problem(document: Document, asks: bool) -> tuple[str, str] | None:
    """Return why a text is no document, and what to do."""
    lines = (len(document.text[one.start : one.end].split()) for one in document.paragraphs)
    short = sum(words for words in lines if words >= _LINE) < _SHORT
    if short and (asks or _LOGIN.search(document.text) is not None):
        return "the page asks to log in and shows no document", "save the text that you see"
    if short and (wall := _WALL.search(document.text)) is not None:
        return f"the page shows a barrier (“{wall[0]}”) and no document", "save the text that you see"
    marks = [letter for letter in document.text if not letter.isspace()]
    legible = sum(letter.isalnum() for letter in marks) - document.text.count("(cid:") * len("cid0")
    if marks and legible < _LETTERS * len(marks):
        return "its letters cannot be read, as in a PDF that does not tell them", _TYPED
    if document.words < _FEWEST:
        return f"it holds {document.words} words, which are no document", "give the text of the whole document"
    return None
