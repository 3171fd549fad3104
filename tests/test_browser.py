"""The site in a real browser, by file://: accessible, asking nothing of other hosts, working without its script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.browsing import chromium, faults, put
from tests.sampling import sampled

WIDE, NARROW = {"width": 1200, "height": 900}, {"width": 390, "height": 844}
EVENT = "event/2019-06-04-mountain-consultations.html"
SHOWN = (  # the fullest page of each kind
    EVENT,
    "person/davron-quill.html",
    "state/tajikistan.html",
    "org/mountain-dialogue-centre.html",
    "report/2019-06-07-mdc-second-consultations.html",
    "report/2019-06-08-vestnik-doliny-konsultatsii.html",
    "disagreement/2019-06-04-mountain-consultations--anora-zeller-role.html",
    "series/mountain-consultations.html",
    "topic/water.html",
    "part/2019-06-04-mountain-consultations--anora-zeller.html",
    "publisher/mountain-dialogue-centre.html",
    f"ru/{EVENT}",
)


@pytest.fixture(scope="module")
def folder(sample_pages: dict[str, str | bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the site of the sample."""
    root = tmp_path_factory.mktemp("site")
    put(sample_pages.items(), root)
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


def everything(folder: Path) -> list[str]:
    """Return one page of each kind beside those that are the fullest of theirs."""
    first = {
        path.parent.name: path for path in sorted(folder.glob("*/*.html"), reverse=True) if path.parent.name != "ru"
    }
    found = [path.relative_to(folder).as_posix() for path in first.values()]
    return list(dict.fromkeys((*SHOWN, *sorted(found))))


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", WIDE), ("dark", WIDE), ("light", NARROW)], ids=["light", "dark", "narrow"]
)
def test_pages_have_no_fault_of_access(
    browser: Any, folder: Path, node_folder: Path, scheme: str, size: dict[str, int]
) -> None:
    """axe-core finds nothing, no page is wider than the screen, nothing is asked of another host, nothing complains."""
    context = browser.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.extend([] if request.url.startswith("file:///") else [request.url]))
    each = 6 if (scheme, size) == ("light", WIDE) else 8
    for path in sampled(everything(folder), each):
        assert (folder / path).is_file(), path
        page.goto((folder / path).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach((one, at) => one.open = at < 4)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert faults(page) == [], path
    context.close()
    assert said == []


def test_evidence_opens_without_the_script(browser: Any, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / EVENT).as_uri())
    fact = page.locator("#date")
    assert not fact.locator("li").first.is_visible()
    fact.locator("summary").click()
    assert fact.locator("li").first.is_visible() and "“" in fact.inner_text()
    context.close()


def test_an_address_within_closed_evidence_opens_it(browser: Any, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / EVENT).as_uri())
    hidden = page.evaluate("(document.querySelector('details li').id = 'hidden')")
    assert not page.locator("#hidden").is_visible() and hidden == "hidden"
    page.evaluate("location.hash = 'hidden'")
    page.wait_for_function("document.querySelector('#hidden').closest('details').open")
    assert page.locator("#hidden").is_visible()
    page.close()


def test_an_address_of_what_stands_on_a_further_page_leads_there(browser: Any, folder: Path) -> None:
    """As links to claims do, of which nobody knows on which page of its thing there was room for them."""
    shelf = '<section id="{}"><{}></{}><p class="more"><a href="long/{}.html">More</a></p></section>'
    script = '<script src="{}assets/site.js" defer></script>'
    shelves = shelf.format("participants", 'li id="part-1"', "li", "participants") + shelf.format(
        "facts", "dl", "dl", "facts"
    )
    turner = '<nav class="turner"><ul><li>{}</li><li>{}</li></ul></nav>'
    here = '<span aria-current="page">1</span>'
    for path, text in {
        "event/long.html": script.format("../") + shelves,
        "event/long/facts.html": script.format("../../") + '<dl><dd id="topic-water">x</dd></dl>',
        "event/long/participants.html": script.format("../../")
        + turner.format(here, '<a href="participants-2.html">2</a>'),
        "event/long/participants-2.html": script.format("../../") + '<ul><li id="part-40">x</li></ul>',
    }.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(f"<!doctype html><body>{text}", encoding="utf-8")
    page = browser.new_page()
    for anchor, leads in (("part-1", "long"), ("part-40", "long/participants-2"), ("topic-water", "long/facts")):
        page.goto("about:blank")
        page.goto((folder / "event/long.html").as_uri() + "#" + anchor)
        page.wait_for_url(f"**/event/{leads}.html#{anchor}")
        assert page.locator(f"#{anchor}").count() == 1
    page.close()


def test_a_page_is_read_by_keyboard(browser: Any, folder: Path) -> None:
    """The first stop leads past the navigation; every link of a drawing is a stop."""
    page = browser.new_page()
    page.goto((folder / SHOWN[1]).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    links = page.locator("svg a").all()
    assert links
    for link in links:
        link.focus()
        assert page.evaluate("document.activeElement.closest('svg') !== null && document.activeElement.tabIndex >= 0")
    page.close()


def test_print_shows_the_quotes(browser: Any, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / EVENT).as_uri())
    page.emulate_media(media="print")
    assert page.locator("#date .q").first.is_visible() and not page.locator(".bar").is_visible()
    assert page.locator("#brief form").count() == 1 and not page.locator("#brief").is_visible()  # of no use on paper
    assert (
        page.locator("#date .ev").evaluate("one => getComputedStyle(one.querySelector('summary'), '::before').content")
        != "none"
    )
    page.close()


def test_the_language_is_switched_on_the_page(browser: Any, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / EVENT).as_uri())
    page.locator(".tongues a[hreflang=ru]").click()
    assert page.url == (folder / "ru" / EVENT).as_uri() and page.locator("html").get_attribute("lang") == "ru"
    page.locator(".tongues a[hreflang=en]").click()
    assert page.url == (folder / EVENT).as_uri()
    page.close()
