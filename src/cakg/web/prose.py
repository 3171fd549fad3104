"""Documents in Markdown as pages: parted where a page is full, headings with anchors, links to where pages stand."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from cakg.web.layout import weight

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_CELLS = 240  # of a table that stands on one page whole
_ENOUGH = 0.6  # of a page: where a section may end it
_LOCAL = re.compile(r"(?![a-z]+:|//)([^#]*)(?:#(.*))?")


@dataclass(frozen=True)
class Heading:
    """Hold a heading: its level, its anchor, its text."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Part:
    """Hold as much of a document as a page has room for."""

    html: Markup
    headings: tuple[Heading, ...]


def parts(text: str, target: Callable[[str, str], str | None]) -> list[Part]:
    """Return a document in parts; its first heading, which is its title, is left out.

    `target` gives for the path and the anchor of a link within the documents where it leads, None where to nowhere:
    its words then stand alone. Raw HTML is shown as it is written.
    """
    reader = _reader()
    tokens = reader.parse(text)
    headings = _anchored(tokens)
    _linked(tokens, target)
    found: list[Part] = []
    html, own, filled = "", list[Heading](), 0.0
    for block in _blocks(tokens):
        piece = _within_reach(block, str(reader.renderer.render(block, reader.options, {})))
        heading = headings.get(id(block[0]))
        if heading is not None and heading.level == 1:
            continue
        heavy = weight(piece)
        ends = heading is not None and (filled > _ENOUGH or (heading.level == 2 and filled > 0.35))
        if html and (ends or filled + heavy > 1):
            found.append(Part(Markup(html), tuple(own)))
            html, own, filled = "", [], 0.0
        html, filled = html + piece, filled + heavy
        own += [] if heading is None else [heading]
    return [*found, Part(Markup(html), tuple(own))] if html or not found else found


def _within_reach(block: "Sequence[Token]", html: str) -> str:
    """Return a table or code in a frame that is scrolled by keyboard, anything else as it is."""
    if block[0].type == "table_open":
        head = (token.content for token in block[: next(n for n, one in enumerate(block) if one.type == "thead_close")])
        name = ", ".join(filter(None, head))
    elif block[0].type in ("fence", "code_block"):
        name = block[0].info.split(" ")[0] or "code"
    else:
        return html
    return str(
        Markup('<div class="scroll" tabindex="0" role="group" aria-label="{}">{}</div>\n').format(name, Markup(html))
    )


def title_of(text: str, otherwise: str) -> str:
    """Return the first heading of a document, without its marks."""
    first = next((line for line in text.splitlines() if line.startswith("# ")), "# " + otherwise)
    return re.sub("[`*]", "", first[2:]).strip()


def slug(text: str) -> str:
    """Return the anchor of a heading, as the usual readers of Markdown make it."""
    kept = (letter for letter in text.strip().lower() if letter in " -_" or unicodedata.category(letter)[0] in "LN")
    return "".join(kept).replace(" ", "-")


def _reader() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _anchored(tokens: "Sequence[Token]") -> dict[int, Heading]:
    """Give headings their anchors, and return them by the token that opens each."""
    found, used = dict[int, Heading](), dict[str, int]()
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            text = "".join(
                child.content for child in tokens[at + 1].children or () if child.type in ("text", "code_inline")
            )
            anchor = slug(text)
            used[anchor] = used.get(anchor, -1) + 1
            anchor = f"{anchor}-{used[anchor]}" if used[anchor] else anchor
            token.attrSet("id", anchor)
            found[id(token)] = Heading(int(token.tag[1]), anchor, text)
    return found


def _linked(tokens: "Sequence[Token]", target: Callable[[str, str], str | None]) -> None:
    """Let links lead to pages; what leads to no page loses its link, an image its place."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                child.type, child.tag, child.content = "text", "", child.content
        open_: list[bool] = []
        for child in token.children or ():
            if child.type == "link_open":
                href = str(child.attrGet("href") or "")
                local = _LOCAL.fullmatch(href)
                at = target(local[1], local[2] or "") if local else href
                if at is None:
                    child.tag, child.attrs = "span", {}
                else:
                    child.attrSet("href", at)
                open_.append(at is not None)
            elif child.type == "link_close" and not open_.pop():
                child.tag = "span"


def _blocks(tokens: "Sequence[Token]") -> "Iterator[list[Any]]":
    """Yield the blocks of a document: what stands at its top level; long tables and lists by their rows."""
    block: list[Any] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield from _shared(block)
            block = []


def _shared(block: list[Any]) -> Iterator[list[Any]]:
    """Yield a table of many rows as several with the same head, any other block as it is."""
    starts = [at for at, token in enumerate(block) if token.type == "tr_open"][1:]  # the first is the head
    body = next((at for at, token in enumerate(block) if token.type == "tbody_open"), None)
    if body is None or not starts:
        yield block
        return
    cells = sum(token.type == "td_open" for token in block) // len(starts) + 1
    each = max(4, _CELLS // cells)
    head, ends = block[: body + 1], [*starts[1:], len(block) - 2]
    for first in range(0, len(starts), each):
        chosen = slice(starts[first], ends[min(first + each, len(starts)) - 1])
        yield [*head, *block[chosen], *block[-2:]]
