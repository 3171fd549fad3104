"""The text of a fetched page: HTML, PDF and plain text as a reader sees them, paragraph by paragraph."""

import re
from dataclasses import dataclass
from email.message import Message
from io import BytesIO
from typing import Any

from cakg.read.encoding import decode, said_in
from cakg.words.errors import UsageError

_MOST_PAGES = 1000
_UNREAD = {"script", "style", "noscript", "template", "svg", "iframe", "head"}
_BLOCKS = """
    address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5
    h6 header hr li main nav ol option p pre section table tbody td tfoot th thead tr ul
"""  # at which a reader sees a new paragraph begin
_PARTING = frozenset(_BLOCKS.split())
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|\?xml)", re.IGNORECASE | re.DOTALL)
_PARTICULARS = (
    ("title", "//meta[@property='og:title']/@content"),
    ("title", "//h1//text()"),
    ("title", "//title/text()"),
    ("publisher", "//meta[@property='og:site_name']/@content"),
    ("issued", "//meta[@property='article:published_time']/@content"),
    ("issued", "//meta[@name='date' or @name='DC.date.issued' or @itemprop='datePublished']/@content"),
    ("issued", "//time/@datetime"),
    ("address", "//link[@rel='canonical']/@href"),
    ("address", "//meta[@property='og:url']/@content"),
    ("login", "//input[@type='password']/@type"),
    ("login", "//meta[translate(@http-equiv, 'REFSH', 'refsh')='refresh'][contains(@content, 'login')]/@content"),
)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CUT = ("…", "...", "[…]", "[...]")


@dataclass(frozen=True)
class Extract:
    """Hold what may be the text of a page: the best guess first, at last all of its words.

    `whole` tells whether it is the whole document; a page that ends in an ellipsis goes on elsewhere. `guess` is the
    encoding in which it was read where none is said.
    """

    texts: tuple[str, ...]
    whole: bool
    guess: str = ""


def demand_libraries() -> None:
    """Errors: UsageError where a library that fetching needs is missing."""
    try:
        import protego  # noqa: F401
        import pypdf  # noqa: F401
        import trafilatura  # noqa: F401
    except ImportError as error:
        raise UsageError(f"{error.name or error} is not installed; pip install 'cakg[fetch]'") from error


def extract(kind: str, data: bytes) -> Extract | str:
    """Return what may be the text of a page of a media type, or why it cannot be read."""
    media, charset = _kind_of(kind, data)
    if media in ("text/html", "application/xhtml+xml"):
        return _of_html(data, charset)
    if media == "application/pdf":
        return _of_pdf(data)
    if media == "text/plain":
        found = decode(data, charset)
        if found is None:
            return "its encoding is not told"
        return _extract(found.text, guess=found.guess) if found.text.strip() else "it is empty"
    return f"it is {media or 'of no known type'}, which is not read"


def particulars(data: bytes) -> dict[str, str]:
    """Return what an HTML page says of itself beside its text, as far as it does.

    *Shapes*: `title`, `publisher`, `issued` (a day), `address` (canonical), `login` where it
    asks for a password, or leads to where one is asked for.
    """
    from lxml import etree, html

    try:
        decoded = decode(data, said_in(data))
        if decoded is None:
            return {}
        tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text))
    except (etree.ParserError, ValueError):
        return {}
    said: dict[str, str] = {}
    for name, path in _PARTICULARS:
        values = (" ".join(str(value).split()) for value in tree.xpath(path))
        value = next(filter(None, values), None)
        if value is not None and name not in said:
            said[name] = value
    day = _ISO_DAY.match(said.pop("issued", ""))
    return said if day is None else {**said, "issued": day[0]}


def _kind_of(kind: str, data: bytes) -> tuple[str, str | None]:
    """Return media type and charset; where a server names none, or only bytes, the content tells."""
    header = Message()
    header["Content-Type"] = kind or "application/octet-stream"
    media = header.get_content_type()
    if data.startswith(b"%PDF-"):
        media = "application/pdf"
    elif media in ("application/octet-stream", "text/plain") and _HTML.match(data[:2048]):
        media = "text/html"
    charset = header.get_content_charset()
    return media, charset


def _of_html(data: bytes, charset: str | None) -> Extract | str:
    from lxml import etree, html
    from trafilatura import extract as main_text

    decoded = decode(data, charset or said_in(data))
    if decoded is None:
        return "its encoding is not told"
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text)
    try:
        tree = html.document_fromstring(source)
    except (etree.ParserError, ValueError) as error:
        return f"it is no HTML that can be read ({error})"
    best = main_text(source, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False)
    texts = [] if best is None else ["\n\n".join(line for line in best.split("\n") if line.strip())]
    parts: list[str] = []
    _collect(tree, parts)
    texts.append("\n\n".join(filter(None, (" ".join(part.split()) for part in "".join(parts).split("\0")))))
    texts = [text for text in dict.fromkeys(texts) if text]
    return _extract(*texts, guess=decoded.guess) if texts else "it holds no text"


def _collect(element: Any, parts: list[str]) -> None:
    """Append the text of an element and of what follows it; a mark stands where one paragraph ends."""
    waiting: list[tuple[Any, bool]] = [(element, False)]
    while waiting:
        one, closed = waiting.pop()
        name = one.tag.lower() if isinstance(one.tag, str) else ""
        if closed or not name or name in _UNREAD:
            parts.append("\0" * (name in _PARTING))
            parts.append(one.tail or "")
            continue
        parts.append("\0" * (name in _PARTING))
        parts.append(one.text or "")
        waiting.append((one, True))
        waiting.extend((child, False) for child in reversed(one))


def _of_pdf(data: bytes) -> Extract | str:
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is told here, in one line
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return "it is a PDF that asks for a password"
        if not reader.pages:
            return "it is a PDF without pages"
        if len(reader.pages) > _MOST_PAGES:
            return f"it is a PDF of more than {_MOST_PAGES} pages"
        texts = [page.extract_text() for page in reader.pages]
    except Exception as error:  # whatever a broken file makes of the library, the file is broken
        return f"it is a PDF that cannot be read ({type(error).__name__}: {error})"
    if not any(map(str.strip, texts)):
        return "it is a PDF without text, such as a scan"
    return Extract(("\n\f\n".join(texts),), whole=all(map(str.strip, texts)))


def _extract(*texts: str, guess: str = "") -> Extract:
    return Extract(texts, not texts[0].rstrip().endswith(_CUT), guess)
