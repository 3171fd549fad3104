"""The editor in a browser: under the policy of the server, with and without a script, and nothing asked of others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.serving import Server

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
