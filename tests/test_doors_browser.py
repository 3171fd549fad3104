"""The doors of the site in a real browser, by file://: search, filter, map; nothing is asked of any other host."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.browsing import chromium, faults, put
from tests.doors import VIEW, whole
from tests.sampling import sampled
from tests.sharing import once

from cakg.compile.dataset import compile
from cakg.read.corpus import Corpus
from cakg.web import claimed, facets
from cakg.web.happenings import rows
from cakg.web.site import Site

DOORS = (
    "index.html",
    "find.html?q=Quil&all=1",
    "explore.html",
    "explore.html?view=network",
    "explore.html?view=map",
    "explore.html?view=timeline",
    "explore.html?view=claims",
    "timeline.html",
    "timeline/2019.html",
    "map.html",
    "networks.html",
    f"network/{VIEW}.html",
    "questions.html",
    "question/host-states.html",
    "disagreements.html",
    "coverage.html",
    "about.html",
    "changes.html",
    "docs/index.html",
    "vocabulary/index.html",
    "vocabulary/Meeting.html",
    "all/person.html",
    "ru/index.html",
    "ru/explore.html",
    "ru/about.html",
)


@pytest.fixture(scope="module")
def site(sample: Corpus, sample_root: Path) -> Site:
    return whole(compile(sample), sample, sample_root)


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("doors")
    put(once(tmp_path_factory, "doors", lambda: dict(site.pages())).items(), root)
    return root


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Give a page that may ask for files alone, and whose scripts complain of nothing."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    found = context.new_page()
    said: list[str] = []
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("request", lambda one: said.extend([] if one.url.startswith(("file:///", "blob:")) else [one.url]))
    yield found
    context.close()
    assert said == []


def address(folder: Path, path: str) -> str:
    """Return the address of a page, its query included."""
    name, _, query = path.partition("?")
    return (folder / name).as_uri() + (f"?{query}" if query else "")


@pytest.mark.parametrize("typed", ["Quil", "Квилл", "davron quill"])
def test_a_name_and_enter_lead_to_the_person(page: Any, folder: Path, typed: str) -> None:
    page.goto(address(folder, "index.html"))
    page.fill("#q", typed)
    page.press("#q", "Enter")
    page.wait_for_url("**/person/davron-quill.html")
    assert page.locator("h1").inner_text()


def test_hits_come_as_they_are_typed_and_survive_reload_and_back(page: Any, folder: Path) -> None:
    page.goto(address(folder, "find.html"))
    assert page.evaluate("Object.keys(cakg.held).length") == 0  # nothing is loaded before the box is touched
    page.fill("#q", "consult")
    page.wait_for_selector("#hits li")
    page.goto(address(folder, "find.html?q=consultations&all=1"))
    page.wait_for_selector("#hits li")
    hits = page.locator("#hits a").all_inner_texts()
    page.locator("#kinds a").nth(1).click()
    page.wait_for_selector("#hits li")
    fewer = page.locator("#hits a").all_inner_texts()
    assert 0 < len(fewer) < len(hits)
    page.reload()
    page.wait_for_selector("#hits li")
    assert page.locator("#hits a").all_inner_texts() == fewer
    page.go_back()
    page.wait_for_selector("#hits li")
    assert page.locator("#hits a").all_inner_texts() == hits and page.input_value("#q") == "consultations"
    page.goto(address(folder, f"find.html?q={quote('zzzzqqqq')}"))
    page.locator("#said", has_text="Nothing is called so").wait_for()


def test_the_filter_survives_reload_and_back(page: Any, folder: Path, site: Site) -> None:
    every = rows(site.stock)
    page.goto(address(folder, "explore.html"))
    page.wait_for_selector(".explore.ready")

    def shown() -> int:
        return int(page.locator("#said").inner_text().split()[0])

    assert shown() == len(every)
    page.locator("#facets details").nth(0).locator("a").first.click()
    kind = page.evaluate("new URLSearchParams(location.search).get('kind')")
    one = len(facets.kept(every, facets.parse({"kind": [kind]})))
    assert shown() == one < len(every)
    page.fill("input[name=from]", "2019")
    page.press("input[name=from]", "Enter")
    two = len(facets.kept(every, facets.parse({"kind": [kind], "from": ["2019"]})))
    assert shown() == two < one
    page.reload()
    page.wait_for_selector(".explore.ready")
    assert shown() == two and page.input_value("input[name=from]") == "2019"
    page.go_back()
    page.locator("#said", has_text=f"{one} of {len(every)} ").wait_for()
    page.go_back()
    page.locator("#said", has_text=f"{len(every)} of {len(every)} ").wait_for()
    page.goto(address(folder, "explore.html?from=spring"))
    page.wait_for_selector(".explore.ready")
    assert "from=spring is no date" in page.locator("#said").inner_text()


def test_claims_are_shown_with_where_their_evidence_stands(page: Any, folder: Path, site: Site) -> None:
    """Of every event that the filter leaves, each value; its link leads to the claim, opened, with its quotes."""
    wanted = facets.kept(rows(site.stock), facets.parse({"series": ["series:mountain-consultations"]}))
    page.goto(address(folder, "explore.html?series=series:mountain-consultations&view=claims"))
    page.wait_for_selector("#result dl.facts")
    for number, row in enumerate(wanted):
        own = page.locator("#result section").nth(number)
        told = [str(one[1]) for one in claimed.brief(site.editions["en"], row.iri)]
        assert own.locator("dd > span").all_inner_texts() == told and len(told) > 3
    link = page.locator("#result dd a").first
    href = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**/{href}")
    assert page.locator(":target .ev").count()


def test_what_needs_a_server_is_asked_there_of_the_same_events(page: Any, folder: Path) -> None:
    page.goto(address(folder, "explore.html?kind=Meeting&from=2019"))
    page.wait_for_selector(".explore.ready")
    page.locator(".served summary").click()
    assert "needs the server" in page.locator(".served").inner_text()
    page.evaluate("document.querySelector('.served form').addEventListener('submit', event => event.preventDefault())")
    page.locator(".served button").click()
    pairs = page.evaluate("Array.from(new FormData(document.querySelector('.served form')))")
    assert ["kind", "Meeting"] in pairs and ["from", "2019"] in pairs
    assert page.locator(".served form").get_attribute("action") == "explore"


def test_what_is_filtered_is_saved_as_a_file(page: Any, folder: Path, site: Site) -> None:
    wanted = facets.kept(rows(site.stock), facets.parse({"kind": ["Meeting"]}))
    page.goto(address(folder, "explore.html?kind=Meeting"))
    page.wait_for_selector(".explore.ready")
    for name in ("CSV", "JSON"):
        with page.expect_download() as caught:
            page.get_by_role("button", name=name).click()
        text = Path(caught.value.path()).read_text("utf-8")
        records = list(csv.DictReader(StringIO(text))) if name == "CSV" else json.loads(text)
        assert [one["event"] for one in records] == [row.iri for row in wanted]
        assert all("Meeting" in one["kind"] for one in records)


def test_marks_of_drawings_are_reached_by_keyboard(page: Any, folder: Path) -> None:
    for path in ("map.html", f"network/{VIEW}.html", "timeline/2019.html", "index.html"):
        page.goto(address(folder, path))
        marks = page.locator("svg a[href]")
        names = [one.get_attribute("aria-label") for one in marks.all()]
        assert names and all(names), path
        page.locator("#main a, #main [tabindex='0'], #main input").first.focus()
        reached: set[str | None] = set()
        while not set(names) <= reached:
            page.keyboard.press("Tab")
            at = page.evaluate("[document.activeElement.tagName, document.activeElement.getAttribute('aria-label')]")
            assert at[0] != "BODY", f"{path}: never reached are {set(names) - reached}"
            reached.add(at[1])
    page.goto(address(folder, "map.html"))
    mark = page.locator("svg a[href]").first
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/place/*.html")


def test_without_script_the_doors_say_what_is_needed(browser: Any, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path, way in (("find.html", "all/person.html"), ("explore.html", "timeline/2019.html")):
        page.goto(address(folder, path))
        assert "needs a script, or a server" in page.locator("noscript").inner_text()
        page.locator(f'#main a[href$="{way}"]').first.click()
        assert page.url.endswith(way) and page.locator("#main li a").count()
    context.close()


@pytest.mark.parametrize("width", [1200, 390])
def test_doors_have_no_fault_of_access(page: Any, folder: Path, node_folder: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in sampled(DOORS, 4 if width > 400 else 7):
        page.goto(address(folder, path))
        if path.startswith(("explore", "ru/explore")):
            page.wait_for_selector(".explore.ready")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert faults(page) == [], path
