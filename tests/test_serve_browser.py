"""What the server alone makes in a browser: under its policy, with and without a script, nothing asked of others."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.browsing import faults
from tests.sampling import sampled
from tests.serving import Server

from cakg.ask.saved import saved

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: no browser looks at the editor"
    )
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: no browser looks at the editor")
    with api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


@pytest.mark.parametrize("script", [True, False])
def test_the_editor_asks_and_shows(script: bool, browser: Any, served: Server) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served.address + "/sparql?example=meetings-of-series")
    query = 'SELECT ?p ?name { ?p a cakg:Person ; rdfs:label ?name FILTER(LANG(?name) = "en") } ORDER BY ?name'
    if script:
        page.wait_for_selector(".CodeMirror")
        assert "cakg:inSeries" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
        page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", query)
        assert page.locator("#query").is_hidden()
    else:
        assert page.locator(".CodeMirror").count() == 0
        page.fill("#query", query)
    page.click("#ask button")
    page.wait_for_selector("#answer")
    assert page.locator("#answer").get_by_text("Anora Zeller").count() == 1
    assert "query=SELECT" in page.url
    page.reload()
    assert page.locator("#answer").get_by_text("Anora Zeller").count() == 1
    page.go_back()
    assert "example=meetings-of-series" in page.url
    assert said == []
    assert {url for url in asked if not url.startswith((served.address, "data:"))} == set()
    context.close()


def test_the_editor_knows_the_prefixes_of_the_server(browser: Any, served: Server, sample_root: Path) -> None:
    """No saved question is marked as wrong, with or without declarations; an unknown prefix still is."""
    page = browser.new_page()
    page.goto(served.address + "/sparql?example=meetings-of-series")
    page.wait_for_selector(".CodeMirror")
    check = """text => {
        const editor = document.querySelector('.CodeMirror').CodeMirror;
        if (text !== null) editor.setValue(text);
        return editor.getTokenAt({line: editor.lineCount() - 1, ch: 9999}, true).state.OK;
    }"""
    assert page.evaluate(check, None)
    for name, question in sorted(saved("question", sample_root).items())[::6]:
        text = "\n".join(line for line in question.text.splitlines() if not line.startswith("PREFIX"))
        assert page.evaluate(check, text), name
    assert page.evaluate(check, "SELECT * { ?s cakg:date ?o }")
    assert page.evaluate(check, "PREFIX x: <http://example.org/> SELECT * { ?s x:date ?o }")
    assert not page.evaluate(check, "SELECT * { ?s nobody:date ?o }")
    assert not page.evaluate(check, "SELECT * { ?s cakg:date }")
    page.close()


MADE = (  # a page of each kind that the server alone makes
    "/explore?view=timeline",
    "/explore?view=map",
    "/explore?view=network",
    "/explore?view=claims&kind=Meeting",
    "/explore?known-on=2018-12-31",
    "/explore?facet=actor",
    "/ru/explore?view=claims",
    "/find?q=consultations&all=1",
    "/question/meetings-of-series?series=mountain-consultations",
    "/question/meetings-of-series",
    "/network/delegations-by-events?above=Tajikistan&below=Kyrgyzstan",
    "/network/co-participation?since=2019",
    "/sparql?query=SELECT%20*%20%7B%20?s%20a%20cakg:Meeting%20%7D",
    "/person/anora-zellr",
    "/person/anora-zeller?publisher=mdc",
)


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 390)], ids=["light", "dark", "narrow"]
)
def test_pages_of_the_server_have_no_fault_of_access(
    browser: Any, served: Server, node_folder: Path, scheme: str, width: int
) -> None:
    """axe-core finds nothing, no page is wider than the screen, nothing complains, nothing is asked of others."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda one: said.extend([] if one.url.startswith((served.address, "data:")) else [one.url]))
    for path in sampled(MADE, 4):
        page.goto(served.address + path)
        page.evaluate("document.querySelectorAll('details').forEach((one, at) => one.open = at < 6)")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert faults(page) == [], path
        elements = page.evaluate("document.body.querySelectorAll('*').length")
        assert elements <= 800 or "/sparql" in path, (path, elements)
    context.close()
    assert said == []


def test_the_filter_works_without_a_script_and_survives_reload_and_back(browser: Any, served: Server) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.address + "/explore")
    whole = page.locator("[role=status]").inner_text()
    page.locator("#facets a").first.click()
    one = page.locator("[role=status]").inner_text()
    assert one != whole and page.locator("#chosen li").count() == 1
    page.fill("[name=from]", "2019")
    page.locator("#span details summary").click()
    page.fill("[name=known-on]", "2019-12-31")
    page.locator("#span button").click()
    two = page.locator("[role=status]").inner_text()
    assert "as known on 2019-12-31" in page.locator("main .note").first.inner_text()
    page.locator("#views a").nth(4).click()
    assert page.locator("section dl.facts dt").count() > 3 and page.locator("[role=status]").inner_text() == two
    page.reload()
    assert page.locator("[role=status]").inner_text() == two and page.input_value("[name=from]") == "2019"
    page.go_back()
    page.go_back()
    assert page.locator("[role=status]").inner_text() == one
    context.close()


def test_the_page_of_a_thing_is_printed_as_its_brief(browser: Any, served: Server) -> None:
    """Text for text, and the page is as it was afterwards; without a script it prints its quotes as footnotes."""
    pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed: nobody reads what was printed")

    def printed(page: Any) -> str:
        return " ".join(
            "".join(
                one.extract_text() for one in pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
            ).split()
        )

    context = browser.new_context()
    page, brief, said = context.new_page(), context.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for thing in ("person/anora-zeller", "ru/person/anora-zeller"):
        lang, _, path = thing.rpartition("person/")
        page.goto(f"{served.address}/{thing}")
        brief.goto(f"{served.address}/{lang}brief/person/{path}.html")
        before, told = page.content(), printed(brief)
        assert "Anora Zeller" in told or lang
        assert printed(page) == told and len(told) > 300
        assert page.content() == before
    assert said == []
    context.close()
    bare = browser.new_context(java_script_enabled=False).new_page()
    bare.goto(f"{served.address}/person/anora-zeller")
    assert "“" in printed(bare) and printed(bare) != told
    bare.context.close()
