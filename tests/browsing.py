"""What tests of the site share: its pages read as HTML, and a real browser, driven by Playwright, that reads them."""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from cakg.web import site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "path",
        "circle",
        "rect",
        "line",
        "use",
    ]
)
FEW = ("assets", "index.html", "downloads.html", "event", "person", "report", "tenure")  # sorts of pages
AXE = Path(__file__).parent / "node" / "node_modules" / "axe-core" / "axe.min.js"
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


class Page(HTMLParser):
    """Collect the elements of a page and refuse one whose tags do not match."""

    def __init__(self, path: str, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.source = path, text
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.spoken: list[tuple[str, str]] = []  # language and text of each piece
        self._open: list[str] = []
        self._languages: list[str] = [""]
        self.feed(text)
        self.close()
        assert self._open == [], f"{path} never closes {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
            self._languages.append(dict(attrs).get("lang") or self._languages[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1] == tag, f"{self.path}: </{tag}> closes {self._open[-1:]}, {self.getpos()}"
        self._open.pop()
        self._languages.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.spoken.append((self._languages[-1], data.strip(" \n“”")))

    @cached_property
    def text(self) -> str:
        """All words of the page, with single blanks."""
        return re.sub(r"\s+", " ", " ".join(text for _, text in self.spoken))

    def all(self, name: str) -> list[str]:
        """Return every value of an attribute."""
        return [value for _, attributes in self.elements if (value := attributes.get(name)) is not None]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The anchors of the page."""
        return frozenset(self.all("id"))

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield where each link within the site leads: the path of the page from the root of the site, the anchor."""
        for name in ("href", "src"):
            for link in self.all(name):
                if not re.match(r"[a-z]+:", link):
                    whole = urlsplit(urljoin(f"http://site/{self.path}", link))
                    assert whole.netloc == "site", link
                    yield unquote(whole.path.removeprefix("/")), unquote(whole.fragment)


def broken(pages: Mapping[str, Page], files: frozenset[str] = frozenset()) -> list[str]:
    """Return every link that leads nowhere: to no page and no file, or to an anchor that a page does not have."""
    return [
        f"{page.path} -> {path}#{anchor}"
        for page in pages.values()
        for path, anchor in page.links()
        if (path not in pages and path not in files) or (anchor and path in pages and anchor not in pages[path].ids)
    ]


def shown_by(page: Page, anchor: str) -> str:
    """Return the HTML of a page from an anchor to the end of the element that bears it, or of the next that does."""
    start = page.source.index(f'id="{anchor}"')
    tag = re.findall(r"<(\w+)", page.source[:start])[-1]
    return page.source[start:].partition(f"</{tag}>")[0]


def put(pages: Iterable[tuple[str, str | bytes]], folder: Path) -> None:
    """Write pages into a folder, as a build does."""
    for path, page in pages:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(page if isinstance(page, bytes) else page.encode())


@contextmanager
def few_pages() -> Iterator[None]:
    """Let sites have pages of few sorts: most of what a build of the sample takes goes into pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "MAKERS", {sort: site.MAKERS[sort] for sort in FEW})
        yield


@contextmanager
def chromium() -> "Iterator[Browser]":
    """Give a browser with a profile of its own; skip where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="no browser reads the site without Playwright")
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if binary is None:
        pytest.skip("no Chromium is installed: no browser reads the site")
    with sync_api.sync_playwright() as driver:
        browser: Any = driver.chromium.launch(executable_path=binary, args=list(_FLAGS))
        yield browser
        browser.close()


def faults(page: Any) -> list[str]:
    """Return what axe-core finds wrong with the page that a browser shows, by rule and place (WCAG 2.2 A and AA).

    *Source*: W3C, Web Content Accessibility Guidelines 2.2.
    """
    page.evaluate(AXE.read_text("utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {preload: false, runOnly: {type: 'tag', values: tags}})", tags)
    return [f"{one['id']}: {one['help']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]
