"""The text of which a draft is made: from a file or an address, as a reader sees it, or why there is none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cakg.read.extract import Extract, demand_libraries, extract, particulars
from cakg.read.text import Document, read_document
from cakg.words.errors import InputError
from cakg.words.patterns import regex

if TYPE_CHECKING:
    from cakg.read.fetch import Fetcher

_ADDRESS = regex(r"https?://", re.IGNORECASE)
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)", re.IGNORECASE | re.DOTALL)
_LOGIN = regex(
    r"\b(?:log ?in|sign ?in|subscribe to (?:read|continue)|subscribers only|create an account|войдите|"
    r"авторизуйтесь|авторизация|только для подписчиков|зарегистрируйтесь)\b",
    re.IGNORECASE,
)
_SHORT = 150  # words: a page that asks to log in and has fewer shows nothing else
_FEWEST = 25  # words of a document


@dataclass(frozen=True)
class Loaded:
    """Hold a document, where it was had and on which day, and what its page says of itself."""

    document: Document
    address: str | None
    retrieved: str | None
    meta: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True


def is_address(name: str) -> bool:
    """Tell whether a name is the address of a page."""
    return _ADDRESS.match(name) is not None


def load(name: str, data: bytes | None, address: str | None, fetcher: "Fetcher | None" = None) -> Loaded:
    """Return the document that is the content of a file, or lies at an address, where no content is given.

    `address` is where the text of a file lies. Errors: InputError for what cannot be read, holds no text or asks to
    log in; UsageError where a library that it takes is missing.
    """
    if data is None:
        return _fetched(name, fetcher)
    if data.startswith(b"%PDF-") or _HTML.match(data[:2048]):
        demand_libraries()
        kind = "application/pdf" if data.startswith(b"%PDF-") else "text/html"
        return _extracted(name, kind, data, address, None)
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = f"byte 0x{data[error.start]:02x} is not UTF-8"
        raise InputError(problem, "save the text as UTF-8", path=name, line=line) from error
    return _judged(Loaded(read_document(name, text), address, None), None)


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
    loaded = Loaded(read_document(name, text), address or meta.get("address"), day, meta, found.whole)
    return _judged(loaded, meta.get("login"))


def _judged(loaded: Loaded, login: str | None) -> Loaded:
    """Return a document that has a text of its own. Errors: InputError."""
    document = loaded.document
    asks = login is not None or _LOGIN.search(document.text) is not None
    if asks and document.words < _SHORT:
        raise InputError(
            "the page asks to log in and shows no document", "save the text that you see", path=document.path
        )
    if document.words < _FEWEST:
        problem = f"it holds {document.words} words, which are no document"
        raise InputError(problem, "give the text of the whole document", path=document.path)
    return loaded
